import { BadUserInputError } from '../errors.js';
import { decodeCursor, hashQuery } from '../federation/cursor.js';
import { notConcerned } from '../federation/sourceStatus.js';
import { mergeSources, type MergedPage } from '../federation/mergeSources.js';
import type { Direction } from '../orderedList.js';
import type { ListOrder, ListPlan } from '../catalog/lists/ListPlan.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import type { RequestContext } from './context.js';
import { emptyListIn, unaskedForEmpty } from './emptyLists.js';
import type { ConnectionModel, EdgeModel, SourceStatusModel } from './models.js';
import { PlannedSource } from './PlannedSource.js';

/** The largest page of a federated list. */
const MAX_FIRST = 250;
const DEFAULT_FIRST = 30;

/** Arguments that federated lists have. */
export interface PageArgs {
  readonly instances?: readonly string[] | null | undefined;
  readonly filter?: unknown;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** What {@link createConnection} needs to know of one list. */
export interface ConnectionOptions<Row extends { readonly id: number }, Node> {
  /** Name of the list; a cursor of one list is refused by another. */
  readonly kind: string;
  readonly clients: readonly PatchworkClient[];
  /** All that decides which rows come: a cursor is bound to it. */
  readonly identity: Readonly<Record<string, unknown>>;
  readonly args: PageArgs;
  readonly plan: (client: PatchworkClient) => Promise<ListPlan<Row>>;
  /** Whether an instance has to be asked. Default: every one has. */
  readonly isConcerned?: (client: PatchworkClient) => boolean;
  readonly order: (client: PatchworkClient) => ListOrder<Row>;
  readonly direction: Direction;
  readonly toNode: (client: PatchworkClient, row: Row) => Node;
  readonly context: RequestContext;
}

/**
 * How many rows a client asks for.
 *
 * @throws BadUserInputError outside of 1 to 250.
 */
export function pageSize(first: number | null | undefined): number {
  const size = first ?? DEFAULT_FIRST;
  if (size >= 1 && size <= MAX_FIRST) return size;
  throw new BadUserInputError(
    `first: ${String(size)} is out of range; ask for 1 to ${String(MAX_FIRST)} and go on with after`,
    { argument: 'first' },
  );
}

/**
 * A federated list over some instances.
 *
 * @throws BadUserInputError for a page size out of range, and for a cursor of another query.
 */
export function createConnection<Row extends { readonly id: number }, Node>(
  options: ConnectionOptions<Row, Node>,
): ConnectionModel<Node> {
  const { args, clients, isConcerned, kind, identity } = options;
  const first = pageSize(args.first);
  const emptyList = emptyListIn(args);
  // An empty list concerns no instance either, and the reader is to see which list it is.
  const concerned = isConcerned === undefined ? clients : clients.filter(isConcerned);
  const asked = emptyList === undefined ? concerned : [];
  const instances = asked.map(({ name }) => name);
  const queryHash = hashQuery({ ...identity, kind, instances });
  const after = args.after == null ? null : decodeCursor(args.after, queryHash, instances);
  return new FederatedList(options, asked, emptyList, first, after, queryHash);
}

/**
 * The sources of an answer that has nothing, since a list in its arguments is empty. Where that list is
 * the one of instances, every instance is there to say so.
 */
export function emptySources(
  clients: readonly PatchworkClient[],
  argument: string,
  { gateway }: RequestContext,
): readonly SourceStatusModel[] {
  const shown = argument === 'instances' ? [...gateway.clients.values()] : clients;
  return shown.map(({ name }) => ({
    status: unaskedForEmpty(name, argument),
    totalCount: () => 0,
  }));
}

class FederatedList<Row extends { readonly id: number }, Node> implements ConnectionModel<Node> {
  /** Of the instances that are asked. */
  readonly #sources: readonly PlannedSource<Row>[];
  #page: ReturnType<ConnectionModel<Node>['page']> | undefined;

  constructor(
    private readonly options: ConnectionOptions<Row, Node>,
    asked: readonly PatchworkClient[],
    private readonly emptyList: string | undefined,
    private readonly first: number,
    private readonly after: ReturnType<typeof decodeCursor> | null,
    private readonly queryHash: string,
  ) {
    this.#sources = asked.map((client) => new PlannedSource(client, options));
  }

  readonly page: ConnectionModel<Node>['page'] = () => (this.#page ??= this.#read());

  readonly totalCount = async (): Promise<number | null> => {
    const counts = await Promise.all(this.#sources.map((source) => source.count()));
    return counts.reduce<number | null>(
      (sum, count) => (sum === null || count === null ? null : sum + count),
      0,
    );
  };

  readonly startCounts = (): void => {
    // The field of each source reports its failure.
    for (const source of this.#sources) source.count().catch(() => null);
  };

  readonly sources = async (): Promise<readonly SourceStatusModel[]> => {
    if (this.emptyList !== undefined) {
      return emptySources(this.options.clients, this.emptyList, this.options.context);
    }
    const { merged } = await this.page();
    const asked = new Map(this.#sources.map((source, index) => [source.instance, index]));
    return this.options.clients.map(({ name }) => {
      const index = asked.get(name) ?? -1;
      const source = this.#sources[index];
      if (source === undefined) return { status: notConcerned(name), totalCount: () => 0 };
      return {
        status: source.complete(merged.statuses[index]),
        totalCount: () => source.count(),
        countWarnings: () => source.countWarnings(),
      };
    });
  };

  async #read(): Promise<{ merged: MergedPage<unknown>; edges: readonly EdgeModel<Node>[] }> {
    const { direction, toNode } = this.options;
    const merged = await mergeSources<Row>({
      sources: this.#sources,
      direction,
      first: this.first,
      after: this.after,
      queryHash: this.queryHash,
    });
    const { scope } = this.options.context;
    for (const { instance, status } of merged.statuses) scope.onSource?.(instance, status);
    const clients = new Map(this.options.clients.map((client) => [client.name, client]));
    const edges: EdgeModel<Node>[] = [];
    for (const edge of merged.edges) {
      const client = clients.get(edge.instance);
      if (client !== undefined) edges.push({ edge, node: toNode(client, edge.row.value) });
    }
    return { merged, edges };
  }
}
