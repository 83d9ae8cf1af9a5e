import type { Resolution } from './dateKey.js';
import type { Direction, SourceWarning } from '../../orderedList.js';
import type { ListDescription } from '../ListDescription.js';
import type { Params } from '../query.js';

/** A filter of which any value may match. */
export interface UnionFilter {
  /** Query parameter. */
  readonly param: string;
  readonly values: readonly string[];
  /**
   * What the caller asked for, by the value that is sent in its place: a state's number by its slug. Warnings
   * name it, and it is asked for itself where the other has no rows.
   */
  readonly askedAs?: ReadonlyMap<string, string>;
  /** Whether the server is known to know them all, so that an empty answer is right. */
  readonly isVerified?: boolean;
}

/** What a filter asks that REST has no filter for. */
export interface RowTests<Row> {
  /** Examined row by row. */
  readonly matches?: ((row: Row) => boolean) | undefined;
  /**
   * Read of rows that match: one answer per row. It may cost requests.
   *
   * @throws GatewayError where a row cannot be decided.
   */
  readonly examine?: ((rows: readonly Row[]) => Promise<readonly boolean[]>) | undefined;
}

/** How one instance's list is to be read for a filter. */
export interface ListPlan<Row extends object> {
  readonly list: ListDescription<Row>;
  /** Parameters that take one value. */
  readonly params: Params;
  readonly unions: readonly UnionFilter[];
  /**
   * One list each, united by the gateway: for parameters of which REST takes one value at a time.
   * One empty entry where there is no such parameter.
   */
  readonly alternatives: readonly Params[];
  /** RFC 3339 in UTC. */
  readonly since?: string | undefined;
  readonly before?: string | undefined;
  /** What REST has no filter for: looked at row by row. */
  readonly matches?: ((row: Row) => boolean) | undefined;
  /** What must be read of each row to decide; made of those that match. */
  readonly examine?: RowTests<Row>['examine'];
  /** Why nothing can match, so that the server is not asked. */
  readonly unasked?: SourceWarning | undefined;
  /** Projects of the filter that the configuration does not show. */
  readonly hiddenProjects?: readonly string[];
  /** What was left out of the filter before the server was asked. */
  readonly warnings?: readonly SourceWarning[];
}

/** How a list is sorted. */
export interface ListOrder<Row extends object> {
  readonly direction: Direction;
  /**
   * `keyset`: by date, with filters that go on from a date. `whole`: read whole and sorted here.
   * `offset`: in the server's own order.
   */
  readonly kind: 'keyset' | 'whole' | 'offset';
  /** Sort key of a row; `offset` lists need none that compares. */
  readonly keyOf: (row: Row) => string;
  /** Name in `order=`, for `keyset` and `offset`. */
  readonly param?: string | undefined;
  readonly resolution?: Resolution | undefined;
  /** `offset` only: the server's order is that of the key. */
  readonly keyOrdered?: boolean;
}
