import { BadUserInputError } from '../../errors.js';
import type { Direction } from '../../orderedList.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { AnyFilter, KindOrder, ListedRow, ListKind } from '../kinds/EntityKind.js';
import type { EntityStore } from '../operation/EntityStore.js';
import type { Operation } from '../operation/Operation.js';
import { canMatch } from './emptyLists.js';
import { createFederatedList, type FederatedList, type PageArgs } from './FederatedList.js';
import type { ListOrder } from '../../patchwork/lists/ListPlan.js';
import { byDate, byName, byParam, byStamp } from '../../patchwork/lists/orders.js';

/** An order that a client asked for. */
export interface OrderRequest {
  readonly field: string;
  readonly direction?: Direction | null | undefined;
}

/** What is asked of a list. */
export interface ListQuery<Filter, O> {
  readonly clients: readonly PatchworkClient[];
  /** As the client wrote them. */
  readonly args: PageArgs & { readonly orderBy?: Partial<OrderRequest> | null | undefined };
  /** The filter in the words of each instance, as its source reads what rows do not show. */
  readonly filterOn: (client: PatchworkClient, source: O) => Filter;
  /** The object that the list belongs to: a cursor is bound to it. */
  readonly parent: Readonly<Record<string, unknown>>;
}

/**
 * A list of one kind over some instances. Nothing is read before its page, a count or its sources are
 * asked for.
 *
 * @throws BadUserInputError for a page size out of range, for an order that cannot be compared over
 * these instances, and for a cursor of another query.
 */
export function openList<
  Row extends ListedRow,
  Node,
  Filter extends AnyFilter,
  O extends Operation,
>(
  { kind, order, plan, toNode }: ListKind<Row, Node, Filter, EntityStore>,
  { clients, args, filterOn, parent }: ListQuery<Filter, O>,
  operation: O,
): FederatedList<Node> {
  const { store } = operation;
  const asked = clients.filter((client) => canMatch(filterOn(client, operation)));
  const { field, direction, orderOn } = orderOf(order, args.orderBy, asked.length);
  return createFederatedList<Row, Node, Filter, O>(
    {
      kind,
      clients,
      asked,
      args,
      identity: { filter: args.filter ?? undefined, field, direction, parent },
      plan,
      filterOn,
      order: orderOn,
      direction,
      toNode: (client, row) => toNode(store, client, row),
      warningFor: (client) => (order === 'stamp' ? client.stamps.warning : undefined),
    },
    operation,
  );
}

function orderOf<Row extends ListedRow>(
  kind: KindOrder<Row>,
  asked: Partial<OrderRequest> | null | undefined,
  instanceCount: number,
): {
  readonly field?: string;
  readonly direction: ListOrder<Row>['direction'];
  readonly orderOn: (client: PatchworkClient) => ListOrder<Row>;
} {
  if (kind === 'stamp') {
    const direction = asked?.direction ?? 'DESC';
    return { direction, orderOn: (client) => byStamp(client, direction) };
  }
  const { defaultField, nameOf, serverFields } = kind;
  const field = asked?.field ?? defaultField;
  const request = { field, direction: asked?.direction };
  const order = listOrder<Row>(request, nameOf, serverFields, instanceCount);
  return { field, direction: order.direction, orderOn: () => order };
}

/**
 * The order of a list.
 *
 * @param nameOf what NAME sorts by.
 * @param serverFields what the server can sort by, by the name in the graph. Their order means
 * something on one server only.
 * @param instanceCount how many instances the list is read from.
 * @throws BadUserInputError when the order makes no sense over several servers.
 */
function listOrder<Row extends ListedRow>(
  { field, direction }: OrderRequest,
  nameOf: (row: Row) => string | null | undefined,
  serverFields: Readonly<Record<string, string>>,
  instanceCount: number,
): ListOrder<Row> {
  if (field === 'DATE') return byDate<Row>(direction ?? 'DESC');
  if (field === 'NAME') return byName<Row>(nameOf, direction ?? 'ASC');
  if (instanceCount > 1) {
    throw new BadUserInputError(
      `orderBy: ${field} is specific to each server and cannot be compared across ${String(instanceCount)} instances; select one in "instances", or order by DATE or NAME if the list supports it`,
      { argument: 'orderBy' },
    );
  }
  return byParam<Row>(serverFields[field] ?? 'id', direction ?? 'ASC');
}
