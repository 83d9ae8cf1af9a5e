import type { SourceWarning } from '../../orderedList.js';
import { partly, statusOf, type SourceStatus } from '../../federation/sourceStatus.js';
import { createListSource, type ListSource } from './createListSource.js';
import type { ListOrder, ListPlan } from './ListPlan.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { childOperation } from '../operation/childScope.js';
import type { Operation } from '../operation/Operation.js';

/** How one list is read from each instance. */
export interface LazyListSourceOptions<Row extends { readonly id: number }, O = Operation> {
  /** @param operation that of the source: what the plan reads is the source's cost. */
  readonly plan: (client: PatchworkClient, operation: O) => Promise<ListPlan<Row>>;
  readonly order: (client: PatchworkClient) => ListOrder<Row>;
}

/** One instance's part: its plan needs the API version, and so is made when it is first read. */
export class LazyListSource<Row extends { readonly id: number }, O extends Operation = Operation> {
  readonly instance: string;
  /** Upstream requests made for it so far. */
  readonly requests: () => number;
  readonly #operation: O;
  #source: Promise<ListSource<Row>> | undefined;
  #made: ListSource<Row> | undefined;
  #count: Promise<number | null> | undefined;

  constructor(
    private readonly client: PatchworkClient,
    private readonly options: LazyListSourceOptions<Row, O>,
    private readonly whole: O,
  ) {
    this.instance = client.name;
    const { operation, ledger } = childOperation(whole);
    this.#operation = operation;
    this.requests = ledger.requests;
  }

  readonly read: ListSource<Row>['read'] = async (after, count) => {
    const source = await this.#open();
    return await source.read(after, count);
  };

  /**
   * Rows that match; null where only reading them all would tell.
   *
   * @throws UpstreamError when the instance does not answer: the field is null with this error.
   */
  count(): Promise<number | null> {
    this.#count ??= this.#open().then((source) => source.count());
    return this.#count;
  }

  /** Why the count is null, once it was asked for; waits for that. */
  async countWarnings(): Promise<readonly SourceWarning[]> {
    // By the next tick it is known whether the count is selected, before this field or behind it.
    await Promise.resolve();
    await this.#count?.catch(() => null);
    const warning = this.#made?.countWarning;
    return warning === undefined ? [] : [warning];
  }

  /** The merge's word on this source, with what only the source knows. */
  complete(status: SourceStatus | undefined): SourceStatus {
    const unreadable = this.#made?.unreadable ?? null;
    const base = status ?? statusOf({ instance: this.instance, notes: [] });
    const readAt = this.#made?.fetchedAt ?? null;
    const fetchedAt = base.fetchedAt ?? (readAt === null ? null : new Date(readAt));
    const dated = { ...base, fetchedAt };
    if (unreadable === null || base.error !== null) return dated;
    const { first, count } = unreadable;
    const source = partly(dated, first);
    if (count === 1 || source.error === null) return source;
    const message = `${source.error.message} (${String(count)} rows in all)`;
    return { ...source, error: { ...source.error, message } };
  }

  #open(): Promise<ListSource<Row>> {
    this.#source ??= this.#create().catch((error: unknown) => {
      this.#source = undefined;
      throw error;
    });
    return this.#source;
  }

  async #create(): Promise<ListSource<Row>> {
    const { plan, order } = this.options;
    const { gateway, scope } = this.#operation;
    // Plans depend on the API version, which is nobody's cost; the wait for it ends with the operation.
    await this.client.version(this.whole.scope);
    this.#made = createListSource({
      client: this.client,
      plan: await plan(this.client, this.#operation),
      order: order(this.client),
      scope,
      scanRows: gateway.scanRows,
    });
    return this.#made;
  }
}
