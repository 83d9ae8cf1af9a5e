import type { Reader, Source, SourceWarning } from '../../orderedList.js';
import type { PatchworkClient } from '../PatchworkClient.js';
import type { Scope } from '../Scope.js';
import type { UnreadableRows } from './ListPages.js';
import type { ListOrder, ListPlan } from './ListPlan.js';
import { PlannedList } from './PlannedList.js';

/** Makes the plan by which one server's list is read. */
export type Planner<Row extends object, Query> = (
  client: PatchworkClient,
  query: Query,
  scope: Scope,
) => Promise<ListPlan<Row>>;

/** How one server's list is read. */
export interface ServerListOptions<Row extends { readonly id: number }, Query> {
  readonly client: PatchworkClient;
  /** Made when the list is first read: it needs the API version. @throws NotSupportedError */
  readonly plan: Planner<Row, Query>;
  /** What is asked for, in the words of the server. */
  readonly query: Query;
  readonly order: ListOrder<Row>;
  /** Counts what is read for this list. */
  readonly scope: Scope;
  /** That of the operation, which finds the API version: it is not a cost of a list. */
  readonly operationScope: Scope;
  /** Upstream requests made for it so far. */
  readonly requests: () => number;
  /** Rows one page may examine for filters that REST lacks, and for orders that need the whole list. */
  readonly scanRows: number;
}

/** One server's ordered list, of which nothing is read before it is requested. */
export class ServerList<
  Row extends { readonly id: number },
  Query = unknown,
> implements Source<Row> {
  readonly instance: string;
  readonly requests: () => number;
  #opening: Promise<PlannedList<Row>> | undefined;
  #list: PlannedList<Row> | undefined;
  #count: Promise<number | null> | undefined;

  readonly #options: ServerListOptions<Row, Query>;

  constructor(options: ServerListOptions<Row, Query>) {
    this.#options = options;
    this.instance = options.client.name;
    this.requests = options.requests;
  }

  readonly read: Reader<Row> = async (after, count) => {
    const list = await this.#open();
    return await list.read(after, count);
  };

  /**
   * Rows that match; null if only reading all of them would determine it.
   *
   * @throws UpstreamError when the instance does not answer: the field is null with this error.
   */
  count(): Promise<number | null> {
    this.#count ??= this.#open().then((list) => list.count());
    return this.#count;
  }

  /** Why the count is null, once it was requested; waits for that. */
  async countWarnings(): Promise<readonly SourceWarning[]> {
    // By the next tick it is known whether the count is selected, before this field or behind it.
    await Promise.resolve();
    await this.#count?.catch(() => null);
    const warning = this.#list?.countWarning;
    return warning === undefined ? [] : [warning];
  }

  /** When the oldest of the answers was given, in milliseconds since 1970; null before the first. */
  get fetchedAt(): number | null {
    return this.#list?.pages.fetchedAt ?? null;
  }

  /** The first row that could not be read, and how many were left out; null where none was. */
  get unreadable(): UnreadableRows | null {
    return this.#list?.pages.unreadable ?? null;
  }

  #open(): Promise<PlannedList<Row>> {
    this.#opening ??= this.#plan().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async #plan(): Promise<PlannedList<Row>> {
    const { client, operationScope, query, scope } = this.#options;
    await client.version(operationScope);
    const plan = await this.#options.plan(client, query, scope);
    this.#list = new PlannedList({ ...this.#options, plan });
    return this.#list;
  }
}
