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
   * The caller's value by the value that is sent instead: for a state's number its slug. Warnings
   * name the caller's value, which is also sent if the other has no rows.
   */
  readonly askedAs?: ReadonlyMap<string, string>;
  /** Whether the server is known to have all of them, so that an empty answer is correct. */
  readonly isVerified?: boolean;
}

/** Conditions of a filter for which REST has no filter. */
export interface RowTests<Row> {
  /** Examined row by row. */
  readonly matches?: ((row: Row) => boolean) | undefined;
  /**
   * Decides about matching rows after reading more about them: one result per row. It may cost
   * requests.
   *
   * @throws GatewayError if this cannot be decided for a row.
   */
  readonly examine?: ((rows: readonly Row[]) => Promise<readonly boolean[]>) | undefined;
}

/** How to read one instance's list for a filter. */
export interface ListPlan<Row extends object> {
  readonly list: ListDescription<Row>;
  /** Parameters that take one value. */
  readonly params: Params;
  readonly unions: readonly UnionFilter[];
  /**
   * One list each, merged by the gateway: for parameters of which REST accepts one value at a time.
   * One empty entry if there is no such parameter.
   */
  readonly alternatives: readonly Params[];
  /** RFC 3339 in UTC. */
  readonly since?: string | undefined;
  readonly before?: string | undefined;
  /** Condition without a filter in REST, checked row by row. */
  readonly matches?: ((row: Row) => boolean) | undefined;
  /** Decides about the rows that match; it may read more about them. */
  readonly examine?: RowTests<Row>['examine'];
  /** Why nothing can match, so that no request is made. */
  readonly unasked?: SourceWarning | undefined;
  /** Projects of the filter that the configuration does not show. */
  readonly hiddenProjects?: readonly string[];
  /** Values that were omitted from the filter before the first request. */
  readonly warnings?: readonly SourceWarning[];
}

/** How a list is sorted. */
export interface ListOrder<Row extends object> {
  readonly direction: Direction;
  /**
   * `keyset`: by date, with filters that go on from a date. `whole`: read completely and sorted
   * here. `offset`: in the server's own order.
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
