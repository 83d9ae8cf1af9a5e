import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { events } from '../../patchwork/resources/event.js';
import type { Scope } from '../../patchwork/Scope.js';
import { capabilitiesOf } from '../../patchwork/versions.js';
import { readEventHistory } from './readEventHistory.js';
import type { EventSubject } from './readEventsOf.js';
import type { CoverEntity } from '../kinds/cover.js';
import type { PatchEntity } from '../kinds/patch.js';

/**
 * Counts the comments of many patches, or of many covers, from the events that they made.
 *
 * Comments make events since Patchwork 3.1 only, and nothing shows when a server was upgraded: its first
 * such event does. Objects created before that may have older comments, and are omitted. Marking a
 * comment as dealt with repeats its event, so each comment counts once.
 *
 * @param parents all of one kind, of one server.
 * @returns counts of those whose events are complete; others are missing.
 */
export async function readCommentCounts<E extends PatchEntity | CoverEntity>(
  client: PatchworkClient,
  parents: readonly E[],
  scope: Scope,
): Promise<ReadonlyMap<E, number>> {
  const counts = new Map<E, number>();
  const [first] = parents;
  if (first === undefined || parents.length < 2) return counts;
  if (!capabilitiesOf(await client.version()).commentEvents) return counts;
  const subject: EventSubject = first.kind === 'Patch' ? 'patch' : 'cover';
  const category = `${subject}-comment-created`;
  const [oldest, histories] = await Promise.all([
    client.lists.page(
      events,
      {
        params: [
          ['category', category],
          ['order', 'date'],
        ],
        perPage: 1,
      },
      scope,
    ),
    readEventHistory({ client, subject, category, ids: parents.map(({ id }) => id) }, scope),
  ]);
  const since = oldest.rows[0]?.date;
  if (since == null) return counts;
  for (const parent of parents) {
    const history = histories.get(parent.id);
    if (history === undefined || history.createdAt < since) continue;
    const ids = new Set(history.events.map(({ payload }) => payload?.comment?.id));
    ids.delete(undefined);
    counts.set(parent, ids.size);
  }
  return counts;
}
