import { MAX_PAGE_SIZE } from '../../patchwork/ListDescription.js';
import { BadUserInputError } from '../../errors.js';
import { decodeCursor, hashQuery } from '../../federation/cursor.js';
import { skippedInstance, type SourceStatus } from '../../federation/sourceStatus.js';
import { mergeSources, type MergedEdge, type MergedPage } from '../../federation/mergeSources.js';
import type { Direction, SourceWarning } from '../../orderedList.js';
import type { ListOrder } from '../../patchwork/lists/ListPlan.js';
import type { Planner, ServerList } from '../../patchwork/lists/ServerList.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Operation } from '../operation/Operation.js';
import { sumCounts } from '../counts/sumCounts.js';
import { emptyListIn, skippedByEmptyFilter } from './emptyLists.js';
import { listSource, listStatus } from './listSource.js';

/** Rows of a page whose size is not given. */
export const DEFAULT_FIRST = 30;

/** Arguments that federated lists have. */
export interface PageArgs {
  readonly instances?: readonly string[] | null | undefined;
  readonly filter?: unknown;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** One instance's part of a list. */
export interface ListPart {
  readonly status: SourceStatus;
  /** Requested only where it is selected. */
  readonly totalCount: () => Promise<number | null> | number | null;
  /** Why that is null, where it is not known; waits for it where it is selected too. */
  readonly countWarnings?: () => Promise<readonly SourceWarning[]>;
}

/** One row of a federated list with its place. */
export interface ListEdge<Node> {
  readonly edge: MergedEdge<unknown>;
  readonly node: Node;
}

/** One page of a federated list. */
export interface ListPage<Node> {
  readonly merged: MergedPage<unknown>;
  readonly edges: readonly ListEdge<Node>[];
}

/** A list over several instances; nothing is read before it is requested. */
export interface FederatedList<Node> {
  /** Reads the page, once. */
  readonly page: () => Promise<ListPage<Node>>;
  readonly totalCount: () => Promise<number | null>;
  /** Begins to count at every instance, since `sources` will need it. */
  readonly startCounts?: () => void;
  readonly sources: () => Promise<readonly ListPart[]>;
}

/** How one list is read and merged. */
export interface FederatedListOptions<Row extends { readonly id: number }, Node, Filter, O> {
  /** Name of the list; a cursor of one list is refused by another. */
  readonly kind: string;
  readonly clients: readonly PatchworkClient[];
  /** Those of them that can have rows. */
  readonly asked: readonly PatchworkClient[];
  /** All that decides which rows come: a cursor is bound to it. */
  readonly identity: Readonly<Record<string, unknown>>;
  readonly args: PageArgs;
  readonly plan: Planner<Row, Filter>;
  /** The filter in the words of each instance. */
  readonly filterOn: (client: PatchworkClient, source: O) => Filter;
  readonly order: (client: PatchworkClient) => ListOrder<Row>;
  readonly direction: Direction;
  readonly toNode: (client: PatchworkClient, row: Row) => Node;
  /** What is to be said of the rows of an instance, once they are read. */
  readonly warningFor: (client: PatchworkClient) => SourceWarning | undefined;
}

/**
 * Number of rows that a client requests.
 *
 * @throws BadUserInputError outside of 1 to 250.
 */
export function pageSize(first: number | null | undefined): number {
  const size = first ?? DEFAULT_FIRST;
  if (size >= 1 && size <= MAX_PAGE_SIZE) return size;
  throw new BadUserInputError(
    `first: ${String(size)} is out of range; use 1 to ${String(MAX_PAGE_SIZE)}, and "after" for more`,
    { argument: 'first' },
  );
}

/**
 * A federated list over some instances.
 *
 * @throws BadUserInputError for a page size out of range, and for a cursor of another query.
 */
export function createFederatedList<
  Row extends { readonly id: number },
  Node,
  Filter,
  O extends Operation,
>(options: FederatedListOptions<Row, Node, Filter, O>, operation: O): FederatedList<Node> {
  const { args, kind, identity } = options;
  const first = pageSize(args.first);
  const emptyList = emptyListIn(args);
  // An empty list concerns no instance either, and the reader is to see which list it is.
  const asked = emptyList === undefined ? options.asked : [];
  const instances = asked.map(({ name }) => name);
  const queryHash = hashQuery({ ...identity, kind, instances });
  const after = args.after == null ? null : decodeCursor(args.after, queryHash, instances);
  return new MergedList({ ...options, asked }, operation, emptyList, first, after, queryHash);
}

/**
 * The sources of an answer that has nothing, since a list in its arguments is empty. Where that list is
 * the one of instances, every instance is there to say so.
 */
export function emptySources(
  clients: readonly PatchworkClient[],
  argument: string,
  { gateway }: Pick<Operation, 'gateway'>,
): readonly ListPart[] {
  const shown = argument === 'instances' ? [...gateway.clients.values()] : clients;
  return shown.map(({ name }) => ({
    status: skippedByEmptyFilter(name, argument),
    totalCount: () => 0,
  }));
}

function withWarning(status: SourceStatus, warning: SourceWarning | undefined): SourceStatus {
  return warning === undefined || status.status === 'SKIPPED'
    ? status
    : { ...status, warnings: [...status.warnings, warning] };
}

class MergedList<
  Row extends { readonly id: number },
  Node,
  Filter,
  O extends Operation,
> implements FederatedList<Node> {
  /** Of the instances that are asked. */
  readonly #sources: readonly ServerList<Row, Filter>[];
  #page: Promise<ListPage<Node>> | undefined;

  readonly #options: FederatedListOptions<Row, Node, Filter, O>;
  readonly #operation: O;
  readonly #emptyList: string | undefined;
  readonly #first: number;
  readonly #after: ReturnType<typeof decodeCursor> | null;
  readonly #queryHash: string;

  constructor(
    options: FederatedListOptions<Row, Node, Filter, O>,
    operation: O,
    emptyList: string | undefined,
    first: number,
    after: ReturnType<typeof decodeCursor> | null,
    queryHash: string,
  ) {
    this.#options = options;
    this.#operation = operation;
    this.#emptyList = emptyList;
    this.#first = first;
    this.#after = after;
    this.#queryHash = queryHash;
    const { asked, filterOn, order, plan } = options;
    this.#sources = asked.map((client) => {
      const queryOf = (source: O): Filter => filterOn(client, source);
      return listSource({ client, plan, queryOf, order: order(client) }, operation);
    });
  }

  readonly page = (): Promise<ListPage<Node>> => (this.#page ??= this.#read());

  readonly totalCount = async (): Promise<number | null> => {
    return sumCounts(
      await Promise.all(
        this.#sources.map(async (source) => ({
          instance: source.instance,
          count: await source.count(),
        })),
      ),
    );
  };

  readonly startCounts = (): void => {
    // The field of each source reports its failure.
    for (const source of this.#sources) source.count().catch(() => null);
  };

  readonly sources = async (): Promise<readonly ListPart[]> => {
    if (this.#emptyList !== undefined) {
      return emptySources(this.#options.clients, this.#emptyList, this.#operation);
    }
    const { merged } = await this.page();
    const asked = new Map(this.#sources.map((source, index) => [source.instance, index]));
    return this.#options.clients.map((client) => {
      const { name } = client;
      const index = asked.get(name) ?? -1;
      const source = this.#sources[index];
      if (source === undefined) return { status: skippedInstance(name), totalCount: () => 0 };
      return {
        status: withWarning(
          listStatus(source, merged.statuses[index]),
          this.#options.warningFor(client),
        ),
        totalCount: () => source.count(),
        countWarnings: () => source.countWarnings(),
      };
    });
  };

  async #read(): Promise<ListPage<Node>> {
    const { direction, toNode } = this.#options;
    const merged = await mergeSources<Row>({
      sources: this.#sources,
      direction,
      first: this.#first,
      after: this.#after,
      queryHash: this.#queryHash,
    });
    const { scope } = this.#operation;
    for (const { instance, status } of merged.statuses) scope.onSource?.(instance, status);
    const clients = new Map(this.#options.clients.map((client) => [client.name, client]));
    const edges: ListEdge<Node>[] = [];
    for (const edge of merged.edges) {
      const client = clients.get(edge.instance);
      if (client !== undefined) edges.push({ edge, node: toNode(client, edge.row.value) });
    }
    return { merged, edges };
  }
}
