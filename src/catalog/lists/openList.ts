import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Scope } from '../../patchwork/Scope.js';
import type { EntityStore } from '../operation/EntityStore.js';
import type { Operation } from '../operation/Operation.js';
import { isConcerned, type NamedObjects } from './emptyLists.js';
import { createFederatedList, type FederatedList, type PageArgs } from './FederatedList.js';
import type { ListOrder, ListPlan } from './ListPlan.js';
import { byStamp, listOrder, type OrderRequest } from './orders.js';
import type { WordFilter } from './plans.js';

/** A row that every order can be made of. */
interface ListedRow {
  readonly id: number;
  readonly date?: string | null | undefined;
}

/** What filters of lists have in common. */
type AnyFilter = NamedObjects & Partial<WordFilter>;

/** A federated list that the catalog has, stated once. */
export interface ListKind<Row extends ListedRow, Node, Filter extends AnyFilter> {
  /** Name of the list; a cursor of one list is refused by another. */
  readonly kind: string;
  readonly order: KindOrder<Row>;
  readonly plan: (client: PatchworkClient, filter: Filter, scope: Scope) => Promise<ListPlan<Row>>;
  readonly toNode: (store: EntityStore, client: PatchworkClient, row: Row) => Node;
}

/** How a list can be ordered: as the client asks, or by the moment of its events only. */
export type KindOrder<Row> =
  | 'stamp'
  | {
      readonly defaultField: 'DATE' | 'NAME';
      /** What NAME sorts by. */
      readonly nameOf: (row: Row) => string | null | undefined;
      /** Server's orders by their names in the graph. */
      readonly serverFields: Readonly<Record<string, string>>;
    };

/** What is asked of a list. */
export interface ListQuery<Filter> {
  readonly clients: readonly PatchworkClient[];
  /** As the client wrote them. */
  readonly args: PageArgs & { readonly orderBy?: Partial<OrderRequest> | null | undefined };
  /** The filter in the words of each instance. */
  readonly filterOn: (client: PatchworkClient) => Filter;
  /** The object that the list hangs on: a cursor is bound to it. */
  readonly anchor: Readonly<Record<string, unknown>>;
}

/**
 * A list of one kind over some instances. Nothing is read before its page, a count or its sources are
 * asked for.
 *
 * @throws BadUserInputError for a page size out of range, for an order that cannot be compared over
 * these instances, and for a cursor of another query.
 */
export function openList<Row extends ListedRow, Node, Filter extends AnyFilter>(
  { kind, order, plan, toNode }: ListKind<Row, Node, Filter>,
  { clients, args, filterOn, anchor }: ListQuery<Filter>,
  operation: Operation,
): FederatedList<Node> {
  const { store } = operation;
  const asked = clients.filter((client) => isConcerned(filterOn(client)));
  const { field, direction, orderOn } = orderOf(order, args.orderBy, asked.length);
  return createFederatedList<Row, Node>(
    {
      kind,
      clients,
      asked,
      args,
      identity: { filter: args.filter ?? undefined, field, direction, anchor },
      plan: (client, { scope }) => plan(client, filterOn(client), scope),
      order: orderOn,
      direction,
      toNode: (client, row) => toNode(store, client, row),
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
