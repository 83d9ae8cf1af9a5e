import { fanOut } from '../federation/fanOut.js';
import { compareText, type SourceWarning } from '../orderedList.js';
import { skippedInstance } from '../federation/sourceStatus.js';
import { countOverTime } from '../catalog/counts/countOverTime.js';
import { countPatches } from '../catalog/counts/countPatches.js';
import { intervalLabel, type Interval } from '../catalog/counts/intervals.js';
import type { PatchReads } from '../catalog/counts/PatchCounter.js';
import type { CountDimension, PatchGroup, PatchGroups } from '../catalog/counts/patchGroups.js';
import { countTooLarge, sumOrNull } from '../catalog/counts/sumCounts.js';
import { childOperation } from '../catalog/operation/childScope.js';
import type { Operation } from '../catalog/operation/Operation.js';
import type { PatchListFilter } from '../patchwork/lists/plans.js';
import { MAX_INT } from '../patchwork/fitsShape.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import type { StateCategory } from '../stateCategories.js';
import type { RequestContext } from './context.js';
import { indexedCounts } from './indexedCounts.js';
import type { SourceStatusModel } from './models.js';
import { canMatch } from '../catalog/lists/emptyLists.js';
import { toState } from './states.js';

/** How patches are grouped: by one dimension, or by the time in which they were sent and one more. */
export type Grouping =
  | { readonly interval: null; readonly by: CountDimension }
  | { readonly interval: Interval; readonly by: CountDimension | undefined };

/** Patches of all instances that have something in common. */
export interface PatchCountGroupModel {
  /** RFC 3339. */
  readonly time: string | null;
  readonly key: string | null;
  readonly label: string;
  readonly category: StateCategory | null;
  readonly count: number;
  readonly instance: string | null;
  readonly breakdown: readonly { readonly instance: string; readonly count: number }[];
}

/** Patches counted in groups. */
export interface PatchCountsModel {
  readonly groups: readonly PatchCountGroupModel[];
  readonly totalCount: number | null;
  readonly uncountedCount: number | null;
  readonly sources: readonly SourceStatusModel[];
}

/** Counts the patches of some instances in groups, side by side. */
export async function countOverInstances(
  clients: readonly PatchworkClient[],
  filterOn: (client: PatchworkClient, source: RequestContext) => PatchListFilter,
  grouping: Grouping,
  context: RequestContext,
): Promise<PatchCountsModel> {
  const { gateway, scope } = context;
  const counting = new Map(clients.map(({ name }) => [name, childOperation(context)]));
  const outcomes = await fanOut(
    clients.filter((client) => canMatch(filterOn(client, context))).map(({ name }) => name),
    async (name, note) => {
      const client = gateway.clients.get(name);
      const own = counting.get(name);
      if (client === undefined || own === undefined) return NOTHING;
      const counted = await countOn(
        client,
        filterOn(client, own.operation),
        grouping,
        own.operation,
      );
      const { warnings, stale, fetchedAt, error, isUnasked } = counted;
      note({
        warnings,
        ...(stale && { stale }),
        ...(fetchedAt && { fetchedAt }),
        ...(error && { failure: error }),
        ...(isUnasked === true && { isUnasked }),
      });
      return counted;
    },
    {
      requests: (name) => counting.get(name)?.ledger.requests() ?? 0,
      onSource: scope.onSource,
    },
  );
  const parts = outcomes.flatMap(({ instance, value }) => {
    const client = gateway.clients.get(instance);
    return value === undefined || client === undefined ? [] : [{ client, ...value }];
  });
  const totals = outcomes.map(({ instance, value }) => ({ instance, count: value?.total ?? null }));
  const uncounted = outcomes.map(({ instance, value }) => ({
    instance,
    count:
      value?.total == null
        ? null
        : value.groups.reduce((left, { count }) => left - count, value.total),
  }));
  const groups = uniteGroups(parts, grouping);
  const tooLarge = tooLargeOf([
    ...groups.map(({ count }) => count),
    totals.reduce((sum, { count }) => sum + (count ?? 0), 0),
  ]);
  return {
    groups: groups.map((group) => ({ ...group, count: Math.min(group.count, MAX_INT) })),
    totalCount: sumOrNull(totals),
    uncountedCount: sumOrNull(uncounted),
    sources: clients.map(({ name }) => {
      const outcome = outcomes.find(({ instance }) => instance === name);
      if (outcome === undefined) return { status: skippedInstance(name), totalCount: () => 0 };
      const { status, value } = outcome;
      return {
        status: { ...status, warnings: [...status.warnings, ...tooLarge] },
        totalCount: () => value?.total ?? null,
      };
    }),
  };
}

/** Counts the patches of one instance in groups. @throws GatewayError when it does not answer. */
export async function countOn(
  client: PatchworkClient,
  filter: PatchListFilter,
  { interval, by }: Grouping,
  operation: RequestContext,
): Promise<PatchGroups> {
  const { gateway, readers, scope } = operation;
  const common = { client, filter, scope, reads: patchReads(client, operation) };
  if (interval !== null) {
    const { historyRows } = gateway;
    return await countOverTime({
      ...common,
      interval,
      by,
      scanRows: historyRows,
      limitName: 'limits.historyRows',
      indexed: indexedCounts(client, filter, by, operation),
    });
  }
  return await countPatches({
    ...common,
    by,
    scanRows: gateway.scanRows,
    readProjects: () => readers.projects.load(client),
  });
}

/** Reads pages and counts, each once per operation. */
export function patchReads(client: PatchworkClient, { readers }: Operation): PatchReads {
  return {
    page: (request) => readers.patchPages.load({ client, request }),
    count: (params) => readers.patchTotals.load({ client, request: { params } }),
  };
}

const NOTHING: PatchGroups = { groups: [], total: 0, warnings: [], fetchedAt: null };

/** Sums that no field holds. */
function tooLargeOf(sums: readonly number[]): readonly SourceWarning[] {
  const sum = Math.max(0, ...sums);
  return sum <= MAX_INT ? [] : [{ code: 'COUNT_TOO_LARGE', message: countTooLarge(sum) }];
}

interface Part {
  readonly client: PatchworkClient;
  readonly groups: readonly PatchGroup[];
}

/** Groups of one time and key over several instances are one; the earliest and largest come first. */
function uniteGroups(
  parts: readonly Part[],
  { interval, by }: Grouping,
): readonly PatchCountGroupModel[] {
  const united = new Map<string, PatchCountGroupModel>();
  for (const { client, groups } of parts) {
    for (const { time, key: word, label, count } of groups) {
      const key = keyShown(word, by);
      const part = { instance: client.name, count };
      const state = by === 'STATE' ? toState(client, key) : null;
      const place = `${time ?? ''} ${key ?? '\n'}`;
      const known = united.get(place);
      const category = state?.category ?? null;
      united.set(
        place,
        known === undefined
          ? {
              time: time === null ? null : `${time}Z`,
              key,
              label: label ?? state?.name ?? labelOf(key, by, time, interval),
              category,
              count,
              instance: client.name,
              breakdown: [part],
            }
          : {
              ...known,
              category: known.category === category ? category : null,
              count: known.count + count,
              instance: null,
              breakdown: [...known.breakdown, part],
            },
      );
    }
  }
  return [...united.values()].sort(
    (one, other) =>
      compareText(one.time ?? '', other.time ?? '') ||
      other.count - one.count ||
      ((one.key ?? '') < (other.key ?? '') ? -1 : 1),
  );
}

/** The words of checks are those of the enum, as everywhere in the graph. */
export function keyShown(key: string | null, by: CountDimension | undefined): string | null {
  return by === 'CHECK' ? (key?.toUpperCase() ?? null) : key;
}

/** Display name of a group that the instance gives no name. */
export function labelOf(
  key: string | null,
  by: CountDimension | undefined,
  time: string | null,
  interval: Interval | null,
): string {
  if (by === undefined && time !== null && interval !== null) return intervalLabel(time, interval);
  if (key === null) return by === 'DELEGATE' ? 'Nobody' : 'None';
  return by === 'CHECK' ? key.charAt(0) + key.slice(1).toLowerCase() : key;
}
