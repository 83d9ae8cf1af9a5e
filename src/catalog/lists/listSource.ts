import { asPartial, statusOf, type SourceStatus } from '../../federation/sourceStatus.js';
import type { ListOrder } from '../../patchwork/lists/ListPlan.js';
import { ServerList, type Planner } from '../../patchwork/lists/ServerList.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { childOperation } from '../operation/childScope.js';
import type { Operation } from '../operation/Operation.js';

/** How one list is read from one instance. */
export interface ListSourceOptions<Row extends { readonly id: number }, Query, O> {
  readonly client: PatchworkClient;
  readonly plan: Planner<Row, Query>;
  /** @param operation that of the source: its reads are the source's cost. */
  readonly queryOf: (operation: O) => Query;
  readonly order: ListOrder<Row>;
}

/** One instance's part of a list as a source of an operation, with its own ledger. */
export function listSource<Row extends { readonly id: number }, Query, O extends Operation>(
  { client, plan, queryOf, order }: ListSourceOptions<Row, Query, O>,
  whole: O,
): ServerList<Row, Query> {
  const { operation, ledger } = childOperation(whole);
  return new ServerList<Row, Query>({
    client,
    plan,
    query: queryOf(operation),
    order,
    scope: operation.scope,
    operationScope: whole.scope,
    requests: ledger.requests,
    scanRows: whole.gateway.scanRows,
  });
}

type ReadList = Pick<ServerList<never>, 'instance' | 'unreadable' | 'fetchedAt'>;

/** The status of a source from the merge, completed with data that only its list has. */
export function listStatus(
  { instance, unreadable, fetchedAt: readAt }: ReadList,
  status: SourceStatus | undefined,
): SourceStatus {
  const base = status ?? statusOf({ instance, notes: [] });
  const fetchedAt = base.fetchedAt ?? (readAt === null ? null : new Date(readAt));
  const dated = { ...base, fetchedAt };
  if (unreadable === null || base.error !== null) return dated;
  const { first, count } = unreadable;
  const source = asPartial(dated, first);
  if (count === 1 || source.error === null) return source;
  const message = `${source.error.message} (${String(count)} rows in total)`;
  return { ...source, error: { ...source.error, message } };
}
