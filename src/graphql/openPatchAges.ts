import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import { mailDateToUtc } from '../patchwork/dates.js';
import type { RequestContext } from './context.js';
import { readSent } from './activity.js';
import type { OpenPatchAgesModel } from './models.js';
import { DAY_SECONDS } from '../durations.js';

/** Ages in days at which groups begin. */
const GROUP_STARTS = [0, 7, 14, 30, 90, 180, 365];

/**
 * Reads the ages of the patches that require action and are not archived.
 *
 * @throws GatewayError where they cannot all be read.
 */
export async function readOpenPatchAges(
  client: PatchworkClient,
  project: string,
  context: RequestContext,
): Promise<OpenPatchAgesModel> {
  const filter = { project: [project], category: ['ACTION_REQUIRED'], archived: false } as const;
  const { patches, unplaced } = await readSent(client, filter, 'DAY', context);
  if (unplaced !== undefined) throw unplaced.error;
  const dates = patches.map(({ row }) => mailDateToUtc(row.date) ?? '').sort();
  const now = client.now();
  const ages = dates.map((date) => Math.max(0, (now - Date.parse(date)) / 1000));
  return { ages: ages.sort((one, other) => one - other), oldest: dates[0] ?? null };
}

/** Numbers of ages by span; all spans are listed. */
export function ageGroups(ages: readonly number[]): readonly {
  readonly fromDays: number;
  readonly toDays: number | null;
  readonly count: number;
}[] {
  return GROUP_STARTS.map((fromDays, index) => {
    const toDays = GROUP_STARTS[index + 1] ?? null;
    const isWithin = (age: number): boolean =>
      age >= fromDays * DAY_SECONDS && (toDays === null || age < toDays * DAY_SECONDS);
    return { fromDays, toDays, count: ages.filter(isWithin).length };
  });
}

/**
 * The value that a share of some values does not exceed (nearest rank).
 *
 * @param values ascending.
 * @returns null where there are none.
 */
export function percentile(values: readonly number[], share: number): number | null {
  return values[Math.max(0, Math.ceil(values.length * share) - 1)] ?? null;
}
