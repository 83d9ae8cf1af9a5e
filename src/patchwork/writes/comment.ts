import type { PatchworkClient } from '../PatchworkClient.js';
import { comment, type Comment } from '../resources/comment.js';
import type { Scope } from '../Scope.js';
import { performWrite, type Written } from './performWrite.js';
import { readObject } from './readObject.js';

/**
 * Marks a comment as dealt with or not; null says that nobody has said. From API 1.3 on. Costs 1 request:
 * a PATCH, since a PUT is a 500 on every server.
 *
 * @param under the patch or cover it replies to: `patches/7`.
 */
export async function updateComment(
  client: PatchworkClient,
  under: string,
  id: number,
  addressed: boolean | null,
  scope: Scope,
): Promise<Written<Comment>> {
  const path = `${under}/comments/${String(id)}`;
  return await performWrite(
    client,
    {
      request: { method: 'PATCH', path, body: { addressed } },
      read: (answer) => readObject(path, comment, answer),
      look: async () => {
        const value = await client.detail(path, comment, scope);
        return { isThere: value !== null && (value.addressed ?? null) === addressed, value };
      },
      // Patchwork tells of a change as if the comment were new.
      changes: () => [path, `${under}/comments`, 'events'],
    },
    scope,
  );
}
