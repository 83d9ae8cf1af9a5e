import type { Position, ReadResult, Row as KeyedRow } from '../../orderedList.js';
import type { SourceStatus } from '../../federation/sourceStatus.js';
import type { ListOrder, ListPlan } from '../../patchwork/lists/ListPlan.js';
import { byDate } from '../../patchwork/lists/orders.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { SearchTerm } from '../../search/ParsedQuery.js';
import type { RequestContext } from '../context.js';
import { listSource, listStatus } from '../../catalog/lists/listSource.js';
import type { ServerList } from '../../patchwork/lists/ServerList.js';
import {
  descendingNameKey,
  isRanked,
  RANKS,
  ReadCount,
  type SearchHit,
  type SearchSource,
  type SearchNode,
} from './SearchSource.js';
import {
  searchCovers,
  searchPatches,
  searchPeople,
  searchProjects,
  searchSeries,
} from './searchPlans.js';
import { shownMessageId } from './SearchSubject.js';
import { leftoverFor, splitTerms } from './splitTerms.js';
import type { SearchType } from './searchTypes.js';

/** Rows read beyond a page, so that repeats of its last rows are seen and go with it. */
const SPARE_ROWS = 5;

/** Types of which servers have lists. */
export type ListedType = Exclude<SearchType, 'COMMENT' | 'MESSAGE'>;

/** Input of a source of one type of one instance. */
export interface SearchedListOptions {
  readonly type: ListedType;
  readonly client: PatchworkClient;
  readonly terms: readonly SearchTerm[];
  readonly context: RequestContext;
  /** Terms beside those, found out before the first row is read. */
  readonly moreTerms?: () => Promise<readonly SearchTerm[]>;
  /** Asked before the first row is read; false makes the source empty. Default: it is read. */
  readonly isWanted?: () => Promise<boolean>;
  /** Whether unknown values are nothing to warn of. */
  readonly isGuess?: boolean;
}

/** The source of one type of one instance. */
export function createListSource(options: SearchedListOptions): SearchSource {
  const { type, client, context, moreTerms } = options;
  const { store } = context;
  const termsOf = async (): Promise<readonly SearchTerm[]> =>
    moreTerms === undefined ? options.terms : [...options.terms, ...(await moreTerms())];
  switch (type) {
    case 'PATCH':
      return new ListSource(options, {
        plan: async (own) => searchPatches(client, await termsOf(), own),
        toNode: (row) => store.patches.addListed(client, row),
        messageIdOf: ({ msgid }) => shownMessageId(msgid),
      });
    case 'SERIES':
      return new ListSource(options, {
        plan: async (own) => searchSeries(client, await termsOf(), own),
        toNode: (row) => store.series.addListed(client, row),
      });
    case 'COVER':
      return new ListSource(options, {
        plan: async (own) => searchCovers(client, await termsOf(), own),
        toNode: (row) => store.covers.addListed(client, row),
        messageIdOf: ({ msgid }) => shownMessageId(msgid),
      });
    case 'PROJECT':
      return new ListSource(options, {
        plan: async () => searchProjects(client, await termsOf()),
        toNode: (row) => store.projects.addDetail(client, row),
      });
    case 'PERSON':
      return new ListSource(options, {
        plan: async (own) => searchPeople(client, await termsOf(), own),
        toNode: (row) => store.people.addDetail(client, row),
      });
  }
}

interface SourceRows<Row extends DatedRow> {
  /** @param own the operation of the source. */
  readonly plan: (own: RequestContext) => Promise<ListPlan<Row>>;
  readonly toNode: (row: Row) => SearchNode;
  readonly messageIdOf?: (row: Row) => string | null;
}

class ListSource<Row extends DatedRow> implements SearchSource {
  readonly instance: string;
  readonly key: string;
  readonly client: PatchworkClient;
  readonly types: readonly SearchType[];
  readonly requests: () => number;
  readonly #source: ServerList<Row, RequestContext>;
  readonly #counted = new ReadCount();
  readonly #spareRows: number;
  #failure: Error | undefined;
  #endFirstRead: (() => void) | undefined;
  readonly firstRead = new Promise<void>((resolve) => {
    this.#endFirstRead = resolve;
  });

  readonly #options: SearchedListOptions;
  readonly #list: SourceRows<Row>;

  constructor(options: SearchedListOptions, list: SourceRows<Row>) {
    this.#options = options;
    this.#list = list;
    const { type, client, terms, context } = options;
    this.client = client;
    this.types = [type];
    this.instance = client.name;
    // The type comes first, so that postings of one message, which share their date, are neighbours.
    this.key = `${type}:${client.name}`;
    this.#source = listSource(
      {
        client,
        plan: (_client, own: RequestContext) => list.plan(own),
        queryOf: (own: RequestContext) => own,
        order: searchOrder<Row>(type),
      },
      context,
    );
    this.requests = () => this.#source.requests();
    // A scan gives what it finds in large pages, and is not to go on for a few rows to spare.
    const split = splitTerms(terms);
    const isScan = leftoverFor(type, split).length + split.review.length > 0;
    this.#spareRows = isScan ? 0 : SPARE_ROWS;
  }

  async read(after: Position | null, count: number): Promise<ReadResult<SearchHit>> {
    // Results without a date come before all dates, so a dated list has not begun there.
    const start = this.#isDated && isRanked(after) ? null : after;
    const isWanted = start !== null || ((await this.#options.isWanted?.()) ?? true);
    let result: ReadResult<Row> = { rows: [], exhausted: true };
    try {
      if (isWanted) result = await this.#source.read(start, count + this.#spareRows);
    } catch (error) {
      if (error instanceof Error) this.#failure = error;
      this.#endFirstRead?.();
      throw error;
    }
    this.#counted.add(start, result);
    this.#endFirstRead?.();
    const { rows, warnings = [], ...rest } = result;
    const isGuess = this.#options.isGuess === true;
    return {
      ...rest,
      rows: rows.map((row) => ({ ...row, value: this.#toHit(row) })),
      warnings: isGuess ? warnings.filter(({ code }) => code !== 'UNKNOWN_VALUE') : warnings,
    };
  }

  async count(): Promise<number | null> {
    if (this.#counted.total !== undefined) return this.#counted.total;
    // A server that has just failed is not asked once more.
    if (this.#failure !== undefined) throw this.#failure;
    if ((await this.#options.isWanted?.()) === false) return 0;
    if (this.#isDated) return await this.#source.count();
    // Few, and read whole in any case.
    const { rows } = await this.#source.read(null, Number.MAX_SAFE_INTEGER);
    return rows.length;
  }

  complete(status: SourceStatus | undefined): SourceStatus {
    return listStatus(this.#source, status);
  }

  get #isDated(): boolean {
    return this.#options.type !== 'PROJECT' && this.#options.type !== 'PERSON';
  }

  #toHit({ value }: KeyedRow<Row>): SearchHit {
    const { toNode, messageIdOf } = this.#list;
    return {
      type: this.#options.type,
      node: toNode(value),
      messageId: messageIdOf?.(value) ?? null,
    };
  }
}

/** A row that search can put in order. */
interface DatedRow {
  readonly id: number;
  readonly date?: string | null | undefined;
  readonly name?: string | null | undefined;
}

/** The order in which search reads one type: by date, newest first, or by name where it has none. */
function searchOrder<Row extends DatedRow>(type: SearchType): ListOrder<Row> {
  if (type === 'PROJECT' || type === 'PERSON') {
    return {
      kind: 'whole',
      direction: 'DESC',
      keyOf: ({ name }) => `${RANKS[type]}${descendingNameKey(name ?? '')}`,
    };
  }
  return byDate<Row>('DESC');
}
