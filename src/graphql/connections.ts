import { BadUserInputError } from '../errors.js';
import { decodeCursor } from '../federation/cursor.js';
import { hashQuery } from '../federation/hashQuery.js';
import { mergeSources, type MergedPage } from '../federation/mergeSources.js';
import type { Direction } from '../federation/source.js';
import type { SourceStatus } from '../federation/sourceStatus.js';
import { createListSource, type ListSource } from '../loaders/lists/createListSource.js';
import type { ListOrder, ListPlan } from '../loaders/lists/ListPlan.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import type { RequestContext } from './context.js';
import type { ConnectionModel, EdgeModel, SourceStatusModel } from './models.js';

/** The largest page of a federated list. */
const MAX_FIRST = 250;
const DEFAULT_FIRST = 30;

/** Arguments that every federated list has. */
export interface PageArgs {
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
function pageSize(first: number | null | undefined): number {
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
  const { args, clients, kind, identity } = options;
  const first = pageSize(args.first);
  const instances = clients.map(({ name }) => name);
  const queryHash = hashQuery({ ...identity, kind, instances });
  const after = args.after == null ? null : decodeCursor(args.after, queryHash, instances);
  return new FederatedList(options, first, after, queryHash);
}

class FederatedList<Row extends { readonly id: number }, Node> implements ConnectionModel<Node> {
  readonly #sources: readonly PlannedSource<Row>[];
  #page: ReturnType<ConnectionModel<Node>['page']> | undefined;

  constructor(
    private readonly options: ConnectionOptions<Row, Node>,
    private readonly first: number,
    private readonly after: ReturnType<typeof decodeCursor> | null,
    private readonly queryHash: string,
  ) {
    this.#sources = options.clients.map((client) => new PlannedSource(client, options));
  }

  readonly page: ConnectionModel<Node>['page'] = () => (this.#page ??= this.#read());

  readonly totalCount = async (): Promise<number | null> => {
    const counts = await Promise.all(this.#sources.map((source) => source.count()));
    return counts.reduce<number | null>(
      (sum, count) => (sum === null || count === null ? null : sum + count),
      0,
    );
  };

  readonly sources = async (): Promise<readonly SourceStatusModel[]> => {
    const { merged } = await this.page();
    return this.#sources.map((source, index) => ({
      status: source.complete(merged.statuses[index]),
      totalCount: () => source.count(),
    }));
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
    const clients = new Map(this.options.clients.map((client) => [client.name, client]));
    const edges: EdgeModel<Node>[] = [];
    for (const edge of merged.edges) {
      const client = clients.get(edge.instance);
      if (client !== undefined) edges.push({ edge, node: toNode(client, edge.row.value) });
    }
    return { merged, edges };
  }
}

/** One instance's part: its plan needs the API version, and so is made when it is first read. */
class PlannedSource<Row extends { readonly id: number }> {
  readonly instance: string;
  #source: Promise<ListSource<Row>> | undefined;
  #made: ListSource<Row> | undefined;
  #count: Promise<number | null> | undefined;

  constructor(
    private readonly client: PatchworkClient,
    private readonly options: ConnectionOptions<Row, unknown>,
  ) {
    this.instance = client.name;
  }

  readonly read: ListSource<Row>['read'] = async (after, count) => {
    const source = await this.#open();
    return await source.read(after, count);
  };

  readonly requests = (): number => this.#made?.requests() ?? 0;

  /**
   * Rows that match; null where only reading them all would tell.
   *
   * @throws UpstreamError when the instance does not answer: the field is null with this error.
   */
  count(): Promise<number | null> {
    this.#count ??= this.#open().then((source) => source.count());
    return this.#count;
  }

  /** The merge's word on this source, with what only the source knows. */
  complete(status: SourceStatus | undefined): SourceStatus {
    const [unreadable] = this.#made?.unreadable ?? [];
    const base: SourceStatus = status ?? {
      instance: this.instance,
      status: 'OK',
      error: null,
      warnings: [],
      fetchedAt: null,
      requests: null,
    };
    const fetchedAt =
      base.fetchedAt ?? (base.status === 'OK' || base.status === 'PARTIAL' ? new Date() : null);
    if (unreadable === undefined || base.error !== null) return { ...base, fetchedAt };
    const error = { code: unreadable.code, message: unreadable.message };
    return { ...base, fetchedAt, status: 'PARTIAL', error };
  }

  #open(): Promise<ListSource<Row>> {
    this.#source ??= this.#create().catch((error: unknown) => {
      this.#source = undefined;
      throw error;
    });
    return this.#source;
  }

  async #create(): Promise<ListSource<Row>> {
    const { plan, order, context } = this.options;
    this.#made = createListSource({
      client: this.client,
      plan: await plan(this.client),
      order: order(this.client),
      scope: context.scope,
      scanRows: context.gateway.scanRows,
    });
    return this.#made;
  }
}
