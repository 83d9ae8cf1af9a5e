import { names } from '../names.js';
import type { PatchworkClient } from '../PatchworkClient.js';
import { user, type User } from '../resources/user.js';
import type { Scope } from '../Scope.js';
import { isSameText } from './patch.js';
import { performWrite, type WriteResult } from './performWrite.js';
import { readObject } from './readObject.js';

/** Fields of one's own record to write; those left out stay as they are. */
export interface UserChanges {
  readonly first_name?: string | undefined;
  readonly last_name?: string | undefined;
  /** From API 1.2 on; ignored before. */
  readonly settings?:
    | {
        readonly send_email?: boolean | undefined;
        readonly items_per_page?: number | undefined;
        readonly show_ids?: boolean | undefined;
      }
    | undefined;
}

/** Changes the caller's own record; nobody else may, the superuser neither. Costs 1 request. */
export async function updateUser(
  client: PatchworkClient,
  id: number,
  changes: UserChanges,
  scope: Scope,
): Promise<WriteResult<User>> {
  const name = names.of('users', id);
  return await performWrite(
    client,
    {
      request: { method: 'PATCH', path: name.path, body: { ...changes } },
      read: (answer) => readObject(name, user, answer),
      holds: (value) => holds(value, changes),
      readBack: async () => {
        const value = await client.detail(name, user, scope);
        return { isApplied: value !== null && holds(value, changes), value };
      },
      // Users are never cached by themselves, but they show as delegates, owners and maintainers.
      changes: () =>
        changes.first_name === undefined && changes.last_name === undefined
          ? []
          : (['projects', 'patches', 'checks', 'events', 'bundles'] as const).map(names.every),
    },
    scope,
  );
}

function holds(
  stored: User,
  { first_name: first, last_name: last, settings }: UserChanges,
): boolean {
  return (
    isSameText(stored.first_name, first) &&
    isSameText(stored.last_name, last) &&
    (settings?.send_email === undefined || stored.settings?.send_email === settings.send_email) &&
    (settings?.items_per_page === undefined ||
      stored.settings?.items_per_page === settings.items_per_page) &&
    (settings?.show_ids === undefined || stored.settings?.show_ids === settings.show_ids)
  );
}
