import {
  emptySources,
  pageSize,
  type FederatedList,
  type ListPage,
  type ListPart,
  type PageArgs,
} from '../catalog/lists/FederatedList.js';
import { sumCounts } from '../catalog/counts/sumCounts.js';
import { emptyListIn } from '../catalog/lists/emptyLists.js';
import { childOperation, type SourceLedger } from '../catalog/operation/childScope.js';
import { BadUserInputError } from '../errors.js';
import { decodeCursor, QueryHash, type CursorState } from '../federation/cursor.js';
import { mergeSources } from '../federation/mergeSources.js';
import { skippedInstance, asPartial, statusOf } from '../federation/sourceStatus.js';
import { comparePlaces, type ReadResult, type Row, type Source } from '../orderedList.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import {
  QueueReading,
  waitingKey,
  type QueueQuestion,
  type QueueRow,
  type QueueRows,
} from '../review/reading/QueueReading.js';
import { NO_REVIEW_SETTINGS } from '../review/reading/ReviewSettings.js';
import type { RequestContext } from './context.js';
import { patchesWithoutPath } from './rejectByIndex.js';
import type { InputMaybe, QueueFilter } from './generated/types.js';
import { given, requirePaths } from './listFilters.js';
import { projectsOn } from './projectNames.js';

/** Arguments of a queue. */
export interface QueueArgs extends PageArgs {
  readonly filter?: InputMaybe<QueueFilter>;
}

/** Whose queue it is. */
export interface QueueOwner {
  /** Addresses of the person, beside those of the filter. */
  readonly me: readonly string[];
  /** The instance whose user it is, if it is one's; a cursor is bound to it. */
  readonly instance: string | null;
}

const NOBODY: QueueOwner = { me: [], instance: null };
const MOST_DAYS = 3650;
const MOST_APPROVALS = 100;

/**
 * The review queue of some instances, longest waiting first.
 *
 * @throws BadUserInputError for arguments out of range, unknown instances in projects, and a cursor of
 * another query.
 */
export function reviewQueue(
  clients: readonly PatchworkClient[],
  args: QueueArgs,
  context: RequestContext,
  owner: QueueOwner = NOBODY,
): FederatedList<QueueRow> {
  const { filter } = args;
  requirePaths(filter?.path);
  requireRange(filter?.staleAfterDays, MOST_DAYS, 'staleAfterDays');
  requireRange(filter?.minApprovals, MOST_APPROVALS, 'minApprovals');
  const projects = projectsOn(given(filter?.project), context.gateway);
  const questionOn = (client: PatchworkClient): QueueQuestion =>
    toQuestion(filter, client, projects(client), owner, context);
  return new QueueList(clients, args, context, owner, questionOn);
}

function requireRange(value: number | null | undefined, most: number, name: string): void {
  if (value == null || (value >= 1 && value <= most)) return;
  throw new BadUserInputError(
    `filter.${name}: ${String(value)} is not between 1 and ${String(most)}`,
    { argument: `filter.${name}` },
  );
}

function toQuestion(
  filter: InputMaybe<QueueFilter> | undefined,
  client: PatchworkClient,
  project: readonly string[] | undefined,
  { me }: QueueOwner,
  context: RequestContext,
): QueueQuestion {
  const { reviewSettings = NO_REVIEW_SETTINGS } = context.gateway;
  return {
    open: {
      project,
      submitter: given(filter?.submitter),
      delegate: given(filter?.delegate),
      authorStates: reviewSettings.authorStates,
    },
    path: given(filter?.path),
    withoutPath: async (patches) => {
      const rows = patches.flatMap(({ summary }) => summary ?? []);
      return await patchesWithoutPath(client, rows, filter?.path ?? [], context);
    },
    waitingOn: given(filter?.waitingOn),
    reason: given(filter?.reason),
    options: {
      me: [...me, ...(filter?.me ?? [])],
      staleAfterDays: filter?.staleAfterDays ?? 14,
      minApprovals: filter?.minApprovals ?? 1,
      failedChecksWaitOnAuthor: filter?.failedChecksWaitOnAuthor ?? true,
    },
  };
}

/** One instance's queue, which is read whole before it can be sorted, once. */
class QueueSource implements Source<QueueRow> {
  readonly instance: string;
  readonly requests: () => number;
  readonly #reading: QueueReading;
  readonly #ledger: SourceLedger;
  #rows: Promise<QueueRows> | undefined;
  /** Once it is read. */
  found: QueueRows | undefined;

  constructor(client: PatchworkClient, question: QueueQuestion, context: RequestContext) {
    const { operation, ledger } = childOperation(context);
    const { review, gateway } = operation;
    const { people } = gateway.reviewSettings ?? NO_REVIEW_SETTINGS;
    this.instance = client.name;
    this.requests = ledger.requests;
    this.#ledger = ledger;
    this.#reading = new QueueReading(client, question, operation, review, people);
  }

  /** Rows on all pages; null while they are not read whole. */
  count(): number | null {
    return this.found?.problem === null ? this.found.rows.length : null;
  }

  readonly read: Source<QueueRow>['read'] = async (after, count): Promise<ReadResult<QueueRow>> => {
    this.#rows ??= this.#reading.read().catch((error: unknown) => {
      this.#rows = undefined;
      throw error;
    });
    this.found = await this.#rows;
    const compare = comparePlaces('ASC');
    const rows = this.found.rows
      .map((value): Row<QueueRow> => ({ key: waitingKey(value), id: value.series.id, value }))
      .filter((row) => after === null || compare(row, after) > 0)
      .sort(compare);
    const { warnings } = this.found.notes;
    return {
      ...this.#ledger.notes(),
      ...(warnings === undefined ? {} : { warnings }),
      rows: rows.slice(0, count),
      exhausted: rows.length <= count,
    };
  };
}

class QueueList implements FederatedList<QueueRow> {
  readonly #sources: ReadonlyMap<string, QueueSource>;
  readonly #first: number;
  readonly #after: CursorState | null;
  readonly #queryHash: QueryHash;
  readonly #emptyList: string | undefined;
  #page: Promise<ListPage<QueueRow>> | undefined;

  readonly #clients: readonly PatchworkClient[];
  readonly #context: RequestContext;

  constructor(
    clients: readonly PatchworkClient[],
    args: QueueArgs,
    context: RequestContext,
    owner: QueueOwner,
    questionOn: (client: PatchworkClient) => QueueQuestion,
  ) {
    this.#clients = clients;
    this.#context = context;
    this.#first = pageSize(args.first);
    this.#emptyList = emptyListIn(args);
    const questions = new Map(clients.map((client) => [client, questionOn(client)]));
    const asked = clients.filter(
      (client) =>
        this.#emptyList === undefined && questions.get(client)?.open.project?.length !== 0,
    );
    const instances = asked.map(({ name }) => name);
    const filter = args.filter ?? undefined;
    this.#queryHash = new QueryHash({ kind: 'reviewQueue', instances, filter, owner });
    this.#after =
      args.after == null ? null : decodeCursor(args.after, this.#queryHash.value, instances);
    this.#sources = new Map(
      asked.map((client) => [
        client.name,
        new QueueSource(client, questions.get(client) ?? questionOn(client), context),
      ]),
    );
  }

  readonly page = (): Promise<ListPage<QueueRow>> => (this.#page ??= this.#read());

  readonly totalCount = async (): Promise<number | null> => {
    if (this.#emptyList !== undefined) return 0;
    await this.page();
    return sumCounts(
      Array.from(this.#sources, ([instance, source]) => ({ instance, count: source.count() })),
    );
  };

  readonly sources = async (): Promise<readonly ListPart[]> => {
    if (this.#emptyList !== undefined) {
      return emptySources(this.#clients, this.#emptyList, this.#context);
    }
    const { merged } = await this.page();
    const statuses = new Map(merged.statuses.map((status) => [status.instance, status]));
    return this.#clients.map(({ name }): ListPart => {
      const source = this.#sources.get(name);
      if (source === undefined) return { status: skippedInstance(name), totalCount: () => 0 };
      const base = statuses.get(name) ?? statusOf({ instance: name, notes: [] });
      const { found } = source;
      const status = found?.problem == null ? base : asPartial(base, found.problem);
      return { status, totalCount: () => source.count() };
    });
  };

  async #read(): Promise<ListPage<QueueRow>> {
    const merged = await mergeSources<QueueRow>({
      sources: [...this.#sources.values()],
      direction: 'ASC',
      first: this.#first,
      after: this.#after,
      queryHash: this.#queryHash,
    });
    for (const { instance, status } of merged.statuses) {
      const isPartial = this.#sources.get(instance)?.found?.problem != null;
      this.#context.scope.onSource?.(instance, isPartial ? 'PARTIAL' : status);
    }
    return { merged, edges: merged.edges.map((edge) => ({ edge, node: edge.row.value })) };
  }
}
