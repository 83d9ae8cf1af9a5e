import { chunksOf } from '../../chunksOf.js';
import { MAX_STATE_ID } from '../../patchwork/StateNumbers.js';
import { GatewayError, UpstreamError } from '../../errors.js';
import type { SourceWarning } from '../../orderedList.js';
import { isReadAsId } from '../../patchwork/isReadAsId.js';
import { MAX_INT } from '../../patchwork/fitsShape.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Scope } from '../../patchwork/Scope.js';
import type { ProjectEntity } from '../kinds/project.js';
import { planPatches, type PatchListFilter } from '../../patchwork/lists/plans.js';
import { PatchCounter, type PatchReads } from './PatchCounter.js';
import {
  groupOf,
  isFiltered,
  sumGroups,
  VALUE_PARAMS,
  type CountDimension,
  type PatchGroup,
  type PatchGroups,
} from './patchGroups.js';

export interface CountPatchesOptions {
  readonly client: PatchworkClient;
  readonly filter: PatchListFilter;
  readonly by: CountDimension;
  readonly scope: Scope;
  /** Patches that may be examined one by one. */
  readonly scanRows: number;
  readonly reads?: PatchReads | undefined;
  /** Every project of the instance. */
  readonly readProjects: () => Promise<readonly ProjectEntity[]>;
}

/** Up to this many pages, looking at every patch costs less than a count for each group. */
const CHEAP_SCAN_PAGES = 4;
/** Most groups that are counted by a request each. */
const MAX_COUNTED_VALUES = 100;
/** Counts on their way before their sum is examined: mostly all states that there are. */
const BATCH = 10;

/**
 * Counts one instance's patches in groups, by the fewest requests that make it exact: looking at
 * every patch where they are few, else one count per group, checked against the count of all.
 *
 * @throws GatewayError when the instance does not answer.
 */
export async function countPatches(options: CountPatchesOptions): Promise<PatchGroups> {
  const { client, filter, scope, scanRows } = options;
  await client.version(scope);
  const plan = await planPatches(client, filter, scope);
  const counter = new PatchCounter({ client, plan, scope, scanRows, reads: options.reads });
  const total = await counter.total();
  const isSeenByServer = plan.matches === undefined && plan.examine === undefined;
  const notes: SourceWarning[] = [];
  const rest = () => ({
    warnings: [...counter.warnings, ...notes],
    stale: counter.stale,
    fetchedAt: counter.fetchedAt === null ? null : new Date(counter.fetchedAt),
  });
  if (total === 0) {
    const isUnasked = counter.fetchedAt === null;
    return { groups: [], total: 0, ...rest(), ...(isUnasked ? { isUnasked } : {}) };
  }
  try {
    const found =
      (isSeenByServer && total !== null
        ? await countValues(options, counter, total, notes)
        : undefined) ?? (await scanGroups(options, counter, total));
    const { groups, error } = found;
    const counted = sumGroups(groups);
    // Mail that arrives between two counts is in the groups and not in the count of all.
    const seen = isSeenByServer ? Math.max(found.seen ?? total ?? 0, counted) : counted;
    if (seen > MAX_INT) throw tooLarge(client.name, seen);
    return { groups, total: seen, error, ...rest() };
  } catch (error) {
    if (!(error instanceof GatewayError) || error.code !== 'QUERY_TOO_EXPENSIVE') throw error;
    return { groups: [], total: isSeenByServer ? total : null, error, ...rest() };
  }
}

/** No server has as many patches: their numbers are 32 bits wide. */
function tooLarge(instance: string, count: number): UpstreamError {
  return new UpstreamError(
    'UPSTREAM_BAD_RESPONSE',
    `the counts of its groups add up to ${String(count)}, more than possible`,
    { instance, request: 'GET patches' },
  );
}

interface Grouped extends Pick<PatchGroups, 'groups' | 'error'> {
  /** Patches that were examined, in groups or not. */
  readonly seen?: number;
}

/** @returns undefined where every patch has to be examined. */
async function countValues(
  options: CountPatchesOptions,
  counter: PatchCounter,
  total: number,
  notes: SourceWarning[],
): Promise<Grouped | undefined> {
  const { by, client, scanRows } = options;
  if (!isFiltered(by)) return undefined;
  const pages = Math.ceil(total / client.lists.pageLimit);
  const named = counter.valuesOf(VALUE_PARAMS[by]);
  // A former maintainer can still be a delegate, which only the patches show.
  if (by === 'DELEGATE' && named === undefined && total <= scanRows) return undefined;
  if (pages <= 1 || (by === 'STATE' && named === undefined && pages <= CHEAP_SCAN_PAGES)) {
    return undefined;
  }
  const all = named ?? (await valuesOf(options));
  // Projects show maintainers with the numbers of their profiles, which REST does not take.
  const isOfDelegates = by === 'DELEGATE' && named === undefined;
  const values = isOfDelegates ? all.filter((name) => !isReadAsId(name)) : all;
  const isScanCheaper = pages <= Math.min(CHEAP_SCAN_PAGES, values.length);
  if (isScanCheaper || values.length > MAX_COUNTED_VALUES) return undefined;
  const groups = await countEach(by, values, counter, total);
  if (groups === undefined) return undefined;
  const counted = sumGroups(groups);
  if (counted === total) return { groups };
  if (total <= scanRows) return undefined;
  if (counted > total) return { groups };
  const missing = String(total - counted);
  notes.push(
    isOfDelegates
      ? {
          code: 'UNCOUNTED',
          message: `${client.name}: ${missing} patches are in no group: they have no delegate, or one who no longer maintains a project${values.length < all.length ? ' or whose login name is a number' : ''}; reading each would exceed the limit of ${String(scanRows)}`,
        }
      : {
          code: 'UNCOUNTED',
          message: `${client.name}: the groups differ from the total by ${missing} patches: some changed during counting, or have an unknown value`,
        },
  );
  const [note] = notes.slice(-1);
  const error = new GatewayError(note?.message ?? '', {
    code: 'QUERY_TOO_EXPENSIVE',
    instance: client.name,
  });
  return { groups, error };
}

/** Values that a server may have patches of. */
async function valuesOf({
  by,
  client,
  readProjects,
}: CountPatchesOptions): Promise<readonly string[]> {
  if (by === 'STATE') {
    return Array.from({ length: MAX_STATE_ID }, (_, index) => String(index + 1));
  }
  const shown = client.options.projects;
  const values = new Set<string>();
  for (const project of await readProjects()) {
    const data = project.at('summary');
    const linkName = data?.link_name;
    if (linkName == null || shown?.includes(linkName) === false) continue;
    if (by === 'PROJECT') values.add(isReadAsId(linkName) ? String(project.id) : linkName);
    else
      for (const { username } of data?.maintainers ?? [])
        if (username != null) values.add(username);
  }
  return [...values];
}

/**
 * Counts value after value, until all patches are found.
 *
 * @returns undefined where the server does not say how many patches have a value.
 */
async function countEach(
  by: keyof typeof VALUE_PARAMS,
  values: readonly string[],
  counter: PatchCounter,
  total: number,
): Promise<readonly PatchGroup[] | undefined> {
  const groups = new Map<string | null, PatchGroup>();
  for (const batch of chunksOf(values, BATCH)) {
    if (sumGroups([...groups.values()]) >= total) break;
    const counts = await Promise.all(
      batch.map((value) => counter.countOf(VALUE_PARAMS[by], value)),
    );
    for (const { count, sample } of counts) {
      if (count === null) return undefined;
      // Two spellings of one value are one group.
      if (sample !== undefined)
        groups.set(groupOf(by, sample).key, { time: null, ...groupOf(by, sample), count });
    }
  }
  return [...groups.values()];
}

async function scanGroups(
  { by }: CountPatchesOptions,
  counter: PatchCounter,
  total: number | null,
): Promise<Grouped> {
  const { rows, seen, unreadable } = await counter.scan(total);
  const groups = new Map<string | null, PatchGroup>();
  let error = unreadable;
  for (const row of rows) {
    try {
      const { key, label } = groupOf(by, row);
      groups.set(key, { time: null, key, label, count: (groups.get(key)?.count ?? 0) + 1 });
    } catch (reason) {
      if (!(reason instanceof GatewayError)) throw reason;
      error ??= reason;
    }
  }
  return { groups: [...groups.values()], error, seen };
}
