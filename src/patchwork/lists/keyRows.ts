import { GatewayError, UpstreamError } from '../../errors.js';
import type { Row as KeyedRow } from '../../orderedList.js';
import type { Page as UpstreamPage } from '../page.js';
import type { PatchworkClient } from '../PatchworkClient.js';
import { badField } from '../shape.js';
import type { ListOrder, ListPlan } from './ListPlan.js';

/** Rows that were left out. Only the first one has an error, because there may be thousands. */
export interface UnreadableRows {
  readonly first: GatewayError;
  readonly count: number;
}

/** How the rows of a list get their sort keys. */
interface KeyedList<Row extends object> {
  readonly client: PatchworkClient;
  readonly plan: ListPlan<Row>;
  readonly order: ListOrder<Row>;
}

/** The rows of a page with their sort keys, and those that are left out: not readable, or without a key. */
export function keyRows<Row extends { readonly id: number }>(
  list: KeyedList<Row>,
  answer: UpstreamPage<Row>,
): { readonly rows: readonly KeyedRow<Row>[]; readonly unreadable: UnreadableRows | null } {
  const { keyOf } = list.order;
  const [bad] = answer.unreadable;
  let first = bad === undefined ? undefined : badField(bad.origin, bad.field);
  let keyless = 0;
  const rows: KeyedRow<Row>[] = [];
  for (const row of answer.rows) {
    try {
      rows.push({ key: keyOf(row), id: row.id, value: row });
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      keyless += 1;
      first ??= withoutKey(list, row, error);
    }
  }
  const count = answer.unreadable.length + keyless;
  return { rows, unreadable: first === undefined ? null : { first, count } };
}

/** Adds the instance and the request to errors of keys. */
function withoutKey<Row extends { readonly id: number }>(
  { client, plan }: KeyedList<Row>,
  row: Row,
  cause: GatewayError,
): UpstreamError {
  return new UpstreamError('UPSTREAM_BAD_RESPONSE', `row ${String(row.id)}: ${cause.message}`, {
    instance: client.name,
    request: `GET /api/${client.knownVersion ?? ''}/${plan.list.path}/`,
    field: 'date',
    cause,
  });
}
