import { listSource } from '../../catalog/lists/listSource.js';
import type { Operation } from '../../catalog/operation/Operation.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import { GatewayError } from '../../errors.js';
import { notesOf, resumePosition, type Position, type ReadNotes } from '../../orderedList.js';
import { byDate } from '../../patchwork/lists/orders.js';
import { planPatches, type PatchListFilter } from '../../patchwork/lists/plans.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { PatchSummary } from '../../patchwork/resources/patch.js';
import { MAX_PAGE_SIZE } from '../../patchwork/ListDescription.js';
import type { Scope } from '../../patchwork/Scope.js';
import { stateCategory } from '../../patchwork/states.js';
import type { SeriesPatches } from './SeriesPatches.js';

/** Which patches make a series wait. */
export interface OpenPatchesFilter extends Pick<
  PatchListFilter,
  'project' | 'submitter' | 'delegate'
> {
  /** Slugs of states in which the author has to act, whatever their category. */
  readonly authorStates: readonly string[];
}

/** Series with patches that wait for somebody. */
export interface OpenSeries {
  readonly series: readonly SeriesEntity[];
  readonly notes: ReadNotes;
  /** Why there may be more; null where these are all. */
  readonly problem: GatewayError | null;
}

/**
 * Reads the series whose patches wait for somebody, newest patches first, as far as `scanRows` goes. Costs
 * 1 per 250 patches, and 2 small requests for the states of the server.
 *
 * @throws GatewayError when the first page cannot be read.
 */
export async function readOpenSeries(
  client: PatchworkClient,
  filter: OpenPatchesFilter,
  seriesPatches: SeriesPatches,
  operation: Operation,
): Promise<OpenSeries> {
  const { gateway, store } = operation;
  const list = listSource<PatchSummary, OpenPatchesFilter, Operation>(
    { client, plan: planOpen, queryOf: () => filter, order: byDate('DESC') },
    operation,
  );
  const patches: PatchEntity[] = [];
  const reads: ReadNotes[] = [];
  let position: Position | null = null;
  let problem: GatewayError | null = null;
  for (;;) {
    const left = gateway.scanRows - patches.length;
    const read = await list.read(position, Math.min(MAX_PAGE_SIZE, left));
    reads.push(read);
    for (const { value } of read.rows) patches.push(store.patches.addListed(client, value));
    position = resumePosition(read, position, read.rows.length);
    problem = read.failure ?? read.scanLimitReached ?? null;
    if (read.exhausted || problem !== null) break;
    if (patches.length >= gateway.scanRows) {
      problem = tooMany(client, patches.length);
      break;
    }
  }
  if (patches.length === 0 && problem !== null) throw problem;
  const series = new Set<SeriesEntity>();
  let alone = 0;
  for (const patch of patches) {
    const own = await seriesPatches.seriesOf(patch);
    if (own === null) alone += 1;
    else series.add(own);
  }
  const warnings = alone === 0 ? [] : [withoutSeries(client, alone)];
  return {
    series: [...series],
    notes: notesOf([...reads, { warnings }]),
    problem: list.unreadable?.first ?? problem,
  };
}

async function planOpen(
  client: PatchworkClient,
  { authorStates, ...rest }: OpenPatchesFilter,
  scope: Scope,
): ReturnType<typeof planPatches> {
  const { states } = client.options;
  const isOpen = (slug: string): boolean =>
    stateCategory(slug, states) === 'ACTION_REQUIRED' || authorStates.includes(slug);
  const known = await client.states.complete(scope);
  const filter =
    known === undefined
      ? { tests: { matches: ({ state }: PatchSummary) => state != null && isOpen(state) } }
      : { knownStates: known.filter(({ slug }) => isOpen(slug)).map(({ value }) => value) };
  return await planPatches(client, { ...rest, ...filter, archived: false }, scope);
}

function tooMany({ name }: PatchworkClient, count: number): GatewayError {
  return new GatewayError(
    `${name}: read the newest ${String(count)} open patches, without older ones; narrow the queue by project, submitter or delegate (limits.scanRows)`,
    { code: 'QUERY_TOO_EXPENSIVE', instance: name, rowsScanned: count },
  );
}

function withoutSeries(
  { name }: PatchworkClient,
  count: number,
): { code: string; message: string } {
  return {
    code: 'NO_SERIES',
    message: `${name}: open patches without a series are omitted: ${String(count)}`,
  };
}
