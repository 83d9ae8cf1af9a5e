import { names, type ObjectName } from '../names.js';
import type { PatchworkClient } from '../PatchworkClient.js';
import { comment, type Comment } from '../resources/comment.js';
import type { Scope } from '../Scope.js';
import { performWrite, type WriteResult } from './performWrite.js';
import { readObject } from './readObject.js';

/**
 * Marks a comment as dealt with or not; null says that nobody has said. From API 1.3 on. Costs 1 request:
 * a PATCH, since a PUT is a 500 on every server.
 *
 * @param under the patch or cover it replies to.
 */
export async function updateComment(
  client: PatchworkClient,
  under: ObjectName,
  id: number,
  addressed: boolean | null,
  scope: Scope,
): Promise<WriteResult<Comment>> {
  const name = names.of('comments', id, under);
  const holds = (value: Comment): boolean => (value.addressed ?? null) === addressed;
  return await performWrite(
    client,
    {
      request: { method: 'PATCH', path: name.path, body: { addressed } },
      read: (answer) => readObject(name, comment, answer),
      holds,
      readBack: async () => {
        const value = await client.detail(name, comment, scope);
        return { isApplied: value !== null && holds(value), value };
      },
      // Patchwork reports a change as if the comment were new.
      changes: () => [name, names.list('comments', under), names.list('events')],
    },
    scope,
  );
}
