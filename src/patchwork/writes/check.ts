import { UpstreamError } from '../../errors.js';
import { stripBlanks } from '../../stripBlanks.js';
import { jsonOf } from '../answers.js';
import { isOwnedByCaller } from '../findTokenOwner.js';
import { names } from '../names.js';
import type { PatchworkClient } from '../PatchworkClient.js';
import { check, checks, type Check, type CheckWord } from '../resources/check.js';
import { requireParent } from '../requireAsked.js';
import type { Scope } from '../Scope.js';
import { parseShape } from '../shape.js';
import { changedByPatches } from './patch.js';
import { performWrite, type WriteResult } from './performWrite.js';

/** A check to send. It has no `user`: Patchwork would accept it from any sender. */
export interface NewCheck {
  readonly state: CheckWord;
  /** A word of letters, digits, dashes and underscores. */
  readonly context: string;
  readonly description?: string | null | undefined;
  readonly target_url?: string | null | undefined;
}

/**
 * Sends the result of a check. Costs 1 request. Each adds a row that can never be removed, so where no
 * proper answer came the checks are looked through for it. It is taken for the one that was sent only
 * where it is equal in every field, by the caller, newer than the request, and the only such one: a CI
 * repeats its words, and so do others.
 */
export async function createCheck(
  client: PatchworkClient,
  patchId: number,
  sent: NewCheck,
  scope: Scope,
): Promise<WriteResult<Check>> {
  const under = names.of('patches', patchId);
  const list = names.list('checks', under);
  const sentAtMs = client.now();
  return await performWrite(
    client,
    {
      request: { method: 'POST', path: list.path, body: { ...sent } },
      read: async (answer) => {
        const made = parseShape(check, await jsonOf(answer), answer.origin);
        requireParent(under, made, answer.origin);
        if (isEqual(made, sent)) {
          client.stamps.observeNew(made.date, (client.now() - sentAtMs) / 1000);
          return made;
        }
        const detail = 'the answer is about another check';
        throw new UpstreamError('UPSTREAM_BAD_RESPONSE', detail, answer.origin);
      },
      readBack: async () => {
        const { rows } = await client.lists.all(
          checks,
          { under, params: [['context', sent.context]] },
          scope,
        );
        const equal = rows.filter((row) => isEqual(row, sent));
        const [found, ...others] = equal.filter((row) => isNewer(row, sentAtMs, client));
        if (found === undefined) {
          // With clocks that differ, it can be one that seems older.
          const mayBeThere = equal.some((row) => isNewer(row, sentAtMs - CLOCK_SKEW_MS, client));
          return { isApplied: mayBeThere ? null : false, value: null };
        }
        if (
          others.length > 0 ||
          client.clockOffsetMs !== 0 ||
          !(await isOwnedByCaller(client, found.user, scope))
        ) {
          return { isApplied: null, value: null };
        }
        return { isApplied: true, value: found };
      },
      changes: () => [...changedByPatches([patchId]), list],
    },
    scope,
  );
}

/** How far the clocks of a server and of this program may be apart. */
const CLOCK_SKEW_MS = 60_000;

function isEqual(row: Check, sent: NewCheck): boolean {
  return (
    row.state === sent.state &&
    row.context === sent.context &&
    // Null and empty are shown alike by some releases.
    (row.description ?? '') === stripBlanks(sent.description ?? '') &&
    (row.target_url ?? '') === stripBlanks(sent.target_url ?? '')
  );
}

/** Whether a check was made at a time or later, by the clock of the server. */
function isNewer({ date }: Check, timeMs: number, client: PatchworkClient): boolean {
  const utc = client.stampZone.toUtc(date);
  return utc !== null && Date.parse(utc) >= timeMs;
}
