import { jsonOf } from '../Exchange.js';
import type { PatchworkClient } from '../PatchworkClient.js';
import { check, checks, type Check, type CheckWord } from '../resources/check.js';
import type { Scope } from '../Scope.js';
import { parseShape } from '../shape.js';
import { changedByPatches } from './patch.js';
import { performWrite, type Written } from './performWrite.js';

/** A check to send. It has no `user`: Patchwork would believe it, whoever sends it. */
export interface NewCheck {
  readonly state: CheckWord;
  /** A word of letters, digits, dashes and underscores. */
  readonly context: string;
  readonly description?: string | null | undefined;
  readonly target_url?: string | null | undefined;
}

/**
 * Sends the result of a check. Costs 1 request. Each adds a row that can never be removed, so where no
 * proper answer came the newest checks are looked through for it.
 */
export async function createCheck(
  client: PatchworkClient,
  patchId: number,
  sent: NewCheck,
  scope: Scope,
): Promise<Written<Check>> {
  const under = `patches/${String(patchId)}`;
  const sentAtMs = client.now();
  return await performWrite(
    client,
    {
      request: { method: 'POST', path: `${under}/checks`, body: { ...sent } },
      read: (answer) => parseShape(check, jsonOf(answer), answer.origin),
      look: async () => {
        const { rows } = await client.all(
          checks,
          { under, params: [['context', sent.context]] },
          scope,
        );
        const value = rows.findLast((row) => isIt(row, sent, sentAtMs, client)) ?? null;
        return { isThere: value !== null, value };
      },
      changes: () => [...changedByPatches([patchId]), `${under}/checks`],
    },
    scope,
  );
}

/** How far the clocks of a server and of this program may be apart. */
const CLOCK_SKEW_MS = 60_000;

function isIt(row: Check, sent: NewCheck, sentAtMs: number, client: PatchworkClient): boolean {
  if (row.state !== sent.state || row.context !== sent.context || row.date == null) return false;
  // Null and empty are shown alike by some releases.
  if ((row.description ?? '') !== (sent.description ?? '').trim()) return false;
  if ((row.target_url ?? '') !== (sent.target_url ?? '').trim()) return false;
  // A CI sends the same words again and again: an old one is not this one.
  const utc = client.stampZone.toUtc(row.date);
  return utc !== null && Date.parse(utc) >= sentAtMs - CLOCK_SKEW_MS;
}
