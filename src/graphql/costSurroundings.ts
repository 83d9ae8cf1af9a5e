import type { GraphQLCompositeType } from 'graphql';
import { contractNameOf } from './contractName.js';
import type { UpstreamData } from './generated/types.js';

/** Context of a selection. */
export interface Surroundings {
  /** Objects that the selection is made for. */
  readonly count: number;
  /** Rows of the page whose `nodes` or `edges` are selected here. */
  readonly rows: number;
  /** Instances that the objects can be on. */
  readonly instances: number;
  /** Distinct objects by type that are known to be all that can be reached from here. */
  readonly known: ReadonlyMap<string, KnownObjects>;
  /** Data that a filter has read of the rows of the page. */
  readonly filtered?: ReadonlySet<UpstreamData>;
  /** The series below which patches and their trailers are selected. */
  readonly series?: KnownObjects | undefined;
}

/** Objects of one type, and the parts that are already read. */
export interface KnownObjects {
  readonly count: number;
  readonly read: Set<UpstreamData>;
}

/** A step from objects to those that a field leads to. */
export interface Step {
  /** Objects that the field leads to. */
  readonly times: number;
  /** Whether each of them is another one. */
  readonly areDistinct: boolean;
  /** Data of the objects above that is read already. */
  readonly read: Set<UpstreamData>;
}

/** Rows of a list that share one series. */
const ROWS_PER_SERIES = 2;
/** Distinct objects that many rows are taken to share: each of them is read once. */
const DISTINCT: Readonly<Record<string, (count: number, instances: number) => number>> = {
  Project: (_count, instances) => 2 * instances,
  Person: (count) => Math.ceil(2 * Math.sqrt(count)),
  User: (count) => Math.ceil(Math.sqrt(count)),
  Instance: (_count, instances) => instances,
};

/** The objects that a field leads to: as many as it says, but no more distinct ones than there can be. */
export function objectsBelow(
  parent: GraphQLCompositeType,
  type: GraphQLCompositeType,
  around: Surroundings,
  { times, areDistinct, read: above }: Step,
): { readonly around: Surroundings; readonly read: Set<UpstreamData> } {
  const name = contractNameOf(type);
  const parentName = contractNameOf(parent);
  const isFromSeries = parentName === 'Series' && name === 'Patch';
  const isPart = parentName === 'Patch' && name === 'Trailer';
  const series = isFromSeries
    ? { count: around.count, read: above }
    : isPart
      ? around.series
      : undefined;
  const met = around.known.get(name);
  if (met !== undefined) {
    return { around: { ...around, count: met.count, rows: 1, series }, read: met.read };
  }
  let count = around.count * times;
  const most = areDistinct ? undefined : DISTINCT[name];
  if (most !== undefined) count = Math.min(count, most(count, around.instances));
  if (parentName === 'Patch' && name === 'Series') count = Math.ceil(count / ROWS_PER_SERIES);
  const read = new Set<UpstreamData>();
  // A series leads to its patches and these to the series: to no others, however often.
  const isCircle = isFromSeries || name === 'Series';
  const known = isCircle ? new Map([...around.known, [name, { count, read }]]) : around.known;
  return { around: { ...around, count, rows: 1, known, series }, read };
}
