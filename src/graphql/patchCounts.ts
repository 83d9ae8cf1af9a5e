import { fanOut } from '../federation/fanOut.js';
import type { SourceWarning } from '../orderedList.js';
import { skippedInstance } from '../federation/sourceStatus.js';
import {
  countPatches,
  type CountDimension,
  type PatchGroup,
  type PatchGroups,
} from '../catalog/counts/countPatches.js';
import { countTooLarge, sumOrNull } from '../catalog/counts/sumCounts.js';
import { childOperation } from '../catalog/operation/childScope.js';
import type { PatchListFilter } from '../patchwork/lists/plans.js';
import { MAX_INT } from '../patchwork/fitsShape.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import type { StateCategory } from '../patchwork/states.js';
import type { RequestContext } from './context.js';
import type { SourceStatusModel } from './models.js';
import { canMatch } from '../catalog/lists/emptyLists.js';
import { toState } from './states.js';

/** Patches of all instances that have something in common. */
export interface PatchCountGroupModel {
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
  filterOn: (client: PatchworkClient) => PatchListFilter,
  by: CountDimension,
  context: RequestContext,
): Promise<PatchCountsModel> {
  const { gateway, scope } = context;
  const counting = new Map(clients.map(({ name }) => [name, childOperation(context)]));
  const outcomes = await fanOut(
    clients.filter((client) => canMatch(filterOn(client))).map(({ name }) => name),
    async (name, note) => {
      const client = gateway.clients.get(name);
      const own = counting.get(name);
      if (client === undefined || own === undefined) return NOTHING;
      const counted = await countPatches({
        client,
        filter: filterOn(client),
        by,
        scope: own.operation.scope,
        scanRows: gateway.scanRows,
        readProjects: () => own.operation.readers.projects.load(client),
      });
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
  const groups = uniteGroups(parts, by);
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

/** Groups of one key over several instances are one; the largest come first. */
function uniteGroups(parts: readonly Part[], by: CountDimension): readonly PatchCountGroupModel[] {
  const united = new Map<string | null, PatchCountGroupModel>();
  for (const { client, groups } of parts) {
    for (const { key: word, label, count } of groups) {
      // The words of checks are those of the enum, as everywhere in the graph.
      const key = by === 'CHECK' ? (word?.toUpperCase() ?? null) : word;
      const part = { instance: client.name, count };
      const state = by === 'STATE' ? toState(client, key) : null;
      const known = united.get(key);
      const category = state?.category ?? null;
      united.set(
        key,
        known === undefined
          ? {
              key,
              label: label ?? state?.name ?? labelOf(key, by),
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
    (one, other) => other.count - one.count || ((one.key ?? '') < (other.key ?? '') ? -1 : 1),
  );
}

function labelOf(key: string | null, by: CountDimension): string {
  if (key === null) return by === 'DELEGATE' ? 'Nobody' : 'None';
  return by === 'CHECK' ? key.charAt(0) + key.slice(1).toLowerCase() : key;
}
