import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Scope } from '../../patchwork/Scope.js';
import { read } from '../../patchwork/shape.js';
import type { EntityStore } from '../kinds/kinds.js';
import { readEventHistory } from './readEventHistory.js';
import type { CheckEntity } from '../kinds/check.js';
import type { PatchEntity } from '../kinds/patch.js';

/**
 * Reads the checks of many patches out of the events that made them. An event has id, date, state,
 * context and target of a check, not its description and user.
 *
 * @returns checks by patch, as they were made, of the patches whose events are complete; others are
 * missing, and so is a single patch: its own list costs no more.
 */
export async function readChecksByEvents(
  client: PatchworkClient,
  patches: readonly PatchEntity[],
  store: EntityStore,
  scope: Scope,
): Promise<ReadonlyMap<PatchEntity, readonly CheckEntity[]>> {
  const found = new Map<PatchEntity, readonly CheckEntity[]>();
  if (patches.length < 2) return found;
  const ids = patches.map(({ id }) => id);
  const histories = await readEventHistory(
    { client, subject: 'patch', category: 'check-created', ids },
    scope,
  );
  for (const patch of patches) {
    const history = histories.get(patch.id);
    if (history === undefined) continue;
    const checks = new Map<number, CheckEntity>();
    for (const { actor, payload } of history.events) {
      const check = payload == null ? null : read(payload, 'check');
      if (check === null) continue;
      const entity = store.checks.addEmbedded(patch, check);
      entity.actorId ??= actor?.id;
      checks.set(check.id, entity);
    }
    found.set(
      patch,
      [...checks.values()].sort((left, right) => left.id - right.id),
    );
  }
  return found;
}
