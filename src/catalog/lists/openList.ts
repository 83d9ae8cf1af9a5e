import { decodeCursor, QueryHash } from '../../federation/cursor.js';
import { mergeSources, type MergeOptions } from '../../federation/mergeSources.js';
import { skippedInstance, type SourceStatus } from '../../federation/sourceStatus.js';
import type { SourceWarning } from '../../orderedList.js';
import type { ServerList } from '../../patchwork/lists/ServerList.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { sumCounts } from '../counts/sumCounts.js';
import type { AnyFilter, ListedRow, ListKind } from '../kinds/EntityKind.js';
import type { EntityStore } from '../kinds/kinds.js';
import type { Operation } from '../operation/Operation.js';
import { canMatch, emptyListIn } from './emptyLists.js';
import {
  emptySources,
  pageSize,
  type FederatedList,
  type ListEdge,
  type ListPage,
  type ListPart,
  type PageArgs,
} from './FederatedList.js';
import { orderOf, type OrderRequest } from './listOrder.js';
import { listSource, listStatus } from './listSource.js';

/** Request for a list. */
export interface ListQuery<Filter, O> {
  readonly clients: readonly PatchworkClient[];
  /** As the client wrote them. */
  readonly args: PageArgs & { readonly orderBy?: Partial<OrderRequest> | null | undefined };
  /** The filter for each instance, whose source reads data that rows do not contain. */
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
  list: ListKind<Row, Node, Filter, EntityStore>,
  { clients, args, filterOn, parent }: ListQuery<Filter, O>,
  operation: O,
): FederatedList<Node> {
  const canHaveRows = clients.filter((client) => canMatch(filterOn(client, operation)));
  const { field, direction, orderOn } = orderOf(list.order, args.orderBy, canHaveRows.length);
  const first = pageSize(args.first);
  const emptyList = emptyListIn(args);
  // An empty list concerns no instance either, and the reader is to see which list it is.
  const asked = emptyList === undefined ? canHaveRows : [];
  const instances = asked.map(({ name }) => name);
  const filter = args.filter ?? undefined;
  const query = { filter, field, direction, parent, kind: list.name, instances };
  const queryHash = new QueryHash(query);
  const after = args.after == null ? null : decodeCursor(args.after, queryHash.value, instances);
  const sources = asked.map((client) => {
    const queryOf = (source: O): Filter => filterOn(client, source);
    return listSource({ client, plan: list.plan, queryOf, order: orderOn(client) }, operation);
  });
  const merge = { sources, direction, first, after, queryHash };
  return new MergedList(list, { clients, emptyList, merge }, operation);
}

function withWarning(status: SourceStatus, warning: SourceWarning | undefined): SourceStatus {
  return warning === undefined || status.status === 'SKIPPED'
    ? status
    : { ...status, warnings: [...status.warnings, warning] };
}

/** Sources of one merged list. */
interface Parts<Row extends { readonly id: number }, Filter> {
  /** All instances of the query: `sources` has one status for each. */
  readonly clients: readonly PatchworkClient[];
  /** The argument that is an empty list; see {@link emptyListIn}. */
  readonly emptyList: string | undefined;
  /** Its sources are those of the instances that can have rows. */
  readonly merge: Omit<MergeOptions<Row>, 'sources'> & {
    readonly sources: readonly ServerList<Row, Filter>[];
  };
}

class MergedList<
  Row extends ListedRow,
  Node,
  Filter extends AnyFilter,
> implements FederatedList<Node> {
  #page: Promise<ListPage<Node>> | undefined;

  readonly #list: ListKind<Row, Node, Filter, EntityStore>;
  readonly #parts: Parts<Row, Filter>;
  readonly #operation: Operation;

  constructor(
    list: ListKind<Row, Node, Filter, EntityStore>,
    parts: Parts<Row, Filter>,
    operation: Operation,
  ) {
    this.#list = list;
    this.#parts = parts;
    this.#operation = operation;
  }

  readonly page = (): Promise<ListPage<Node>> => (this.#page ??= this.#read());

  readonly totalCount = async (): Promise<number | null> => {
    return sumCounts(
      await Promise.all(
        this.#parts.merge.sources.map(async (source) => ({
          instance: source.instance,
          count: await source.count(),
        })),
      ),
    );
  };

  readonly startCounts = (): void => {
    // The field of each source reports its failure.
    for (const source of this.#parts.merge.sources) source.count().catch(() => null);
  };

  readonly sources = async (): Promise<readonly ListPart[]> => {
    const { clients, emptyList, merge } = this.#parts;
    if (emptyList !== undefined) return emptySources(clients, emptyList, this.#operation);
    const { merged } = await this.page();
    const asked = new Map(merge.sources.map((source, index) => [source.instance, index]));
    return clients.map((client) => {
      const { name } = client;
      const index = asked.get(name) ?? -1;
      const source = merge.sources[index];
      if (source === undefined) return { status: skippedInstance(name), totalCount: () => 0 };
      // Dates of events depend on the time zone of the server.
      const warning = this.#list.order === 'stamp' ? client.stamps.warning : undefined;
      return {
        status: withWarning(listStatus(source, merged.statuses[index]), warning),
        totalCount: () => source.count(),
        countWarnings: () => source.countWarnings(),
      };
    });
  };

  async #read(): Promise<ListPage<Node>> {
    const merged = await mergeSources<Row>(this.#parts.merge);
    const { scope, store } = this.#operation;
    for (const { instance, status } of merged.statuses) scope.onSource?.(instance, status);
    const clients = new Map(this.#parts.clients.map((client) => [client.name, client]));
    const edges: ListEdge<Node>[] = [];
    for (const edge of merged.edges) {
      const client = clients.get(edge.instance);
      if (client !== undefined) {
        edges.push({ edge, node: this.#list.toNode(store, client, edge.row.value) });
      }
    }
    return { merged, edges };
  }
}
