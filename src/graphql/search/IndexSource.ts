import { childOperation, type SourceLedger } from '../../catalog/operation/childScope.js';
import { MAIL_KINDS, type MailKind } from '../../corpus/IndexedMail.js';
import type { IndexAnswer, IndexCondition, IndexHit, IndexPlan } from '../../corpus/IndexPlan.js';
import { secondsOfRow } from '../../corpus/rows.js';
import { GatewayError } from '../../errors.js';
import { asPartial, statusOf, type SourceStatus } from '../../federation/sourceStatus.js';
import type { Position, ReadResult, Row, SourceWarning } from '../../orderedList.js';
import { isDateKey } from '../../patchwork/lists/dateKey.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { formatParsedQuery } from '../../search/formatParsedQuery.js';
import type { PlainTerm } from '../../search/ParsedQuery.js';
import type { RequestContext } from '../context.js';
import { frequentTerms } from './frequentTerms.js';
import { indexCondition, isDecidedByIndex, unknownCondition } from './indexCondition.js';
import { indexNeed, type IndexNeed } from './indexNeed.js';
import { positionOf, rowOfPosition } from './indexPosition.js';
import { indexCall, noIndex, type IndexScope } from './IndexScope.js';
import { listInWords } from './listInWords.js';
import { loadIndexHits } from './loadIndexHits.js';
import { matchParts } from './matchParts.js';
import { isReplyType, type SearchType } from './searchTypes.js';
import { ReadCount, type SearchHit, type SearchSource } from './SearchSource.js';
import { splitTerms } from './splitTerms.js';
import { unknownProject, unknownValues } from './unknownValues.js';
import { lacksWords } from './wordNotes.js';

/** Types that an index holds, and the kinds of mails that they are. */
export const INDEXED_KINDS = {
  PATCH: ['PATCH'],
  COVER: ['COVER'],
  COMMENT: ['COMMENT'],
  MESSAGE: MAIL_KINDS,
} as const satisfies Partial<Record<SearchType, readonly MailKind[]>>;
/** One of {@link INDEXED_KINDS}. */
export type IndexedType = keyof typeof INDEXED_KINDS;

/** Rows read beyond a page, so that repeats of its last rows are seen and go with it. */
const SPARE_ROWS = 5;
/** The same where each row may cost a request. */
const SPARE_REPLIES = 2;
const MAX_LIMIT = 1000;
const NO_MAIL: IndexCondition = { kind: 'or', parts: [] };
const NARROW = 'narrow the query with project: or d:';

/** Input of a source of one type of one instance. */
export interface IndexSourceOptions {
  readonly type: IndexedType;
  readonly client: PatchworkClient;
  readonly terms: readonly PlainTerm[];
  readonly context: RequestContext;
  /** The part of the index for the query. */
  readonly scope: () => Promise<IndexScope | null>;
  /** Sources whose rows share the pages. Default: 1. */
  readonly sharing?: number | undefined;
}

/** The mails of one type of one instance that the index finds; their rows are read from the server. */
export class IndexSource implements SearchSource {
  readonly instance: string;
  readonly key: string;
  readonly client: PatchworkClient;
  readonly types: readonly IndexedType[];
  readonly requests: () => number;
  readonly #options: IndexSourceOptions;
  readonly #need: IndexNeed;
  /** Names are compared with punctuation, replies have none. */
  readonly #isWordless: boolean;
  readonly #operation: RequestContext;
  readonly #ledger: SourceLedger;
  readonly #counted = new ReadCount();
  #endFirstRead: (() => void) | undefined;
  readonly firstRead = new Promise<void>((resolve) => {
    this.#endFirstRead = resolve;
  });
  #missing: GatewayError | null = null;
  /** Whether the index has nothing for the query, so that only the server's list answers. */
  #isUnused = false;
  /** Where servers are not asked, which would warn of them. */
  #unknownProjects: readonly SourceWarning[] = [];

  constructor(options: IndexSourceOptions) {
    const { type, client, terms, context } = options;
    const { operation, ledger } = childOperation(context);
    this.#options = options;
    this.#need = indexNeed(type, terms);
    this.#isWordless = isReplyType(type) && lacksWords(terms);
    this.#operation = operation;
    this.#ledger = ledger;
    this.client = client;
    this.types = [type];
    this.instance = client.name;
    this.key = `${type}:${client.name}:index`;
    this.requests = ledger.requests;
  }

  readonly read = async (after: Position | null, count: number): Promise<ReadResult<SearchHit>> => {
    try {
      return await this.#read(after, count);
    } finally {
      this.#endFirstRead?.();
    }
  };

  async #read(after: Position | null, count: number): Promise<ReadResult<SearchHit>> {
    const scope = await this.#scope();
    if (scope === null) return { rows: [], exhausted: true, warnings: this.#unknownProjects };
    const start = after !== null && isDateKey(after.key, 'second') ? after : null;
    const result = await this.#find(scope, start, this.#rowsFor(count));
    this.#counted.add(start, result);
    const isEmpty = start === null && result.exhausted && result.rows.length === 0;
    const unknown = isEmpty
      ? await unknownValues(this.client, this.#options.terms, this.#operation.scope)
      : [];
    const notes = this.#ledger.notes();
    const warnings = [...(notes.warnings ?? []), ...this.#unknownProjects, ...unknown];
    return { ...result, ...notes, ...(warnings.length > 0 && { warnings }) };
  }

  async count(): Promise<number | null> {
    // Where nothing but the index can answer, it is not known how much there is.
    const scope = await this.#scope().catch(unlessBug);
    if (scope === undefined) return null;
    // The rest is counted by the server's list.
    if (scope === null) return this.#missing === null ? 0 : null;
    if (scope.missing !== null) return null;
    if (this.#counted.total !== undefined) return this.#counted.total;
    const { terms } = this.#options;
    if (!this.#isWordless && !terms.every(isDecidedByIndex)) return null;
    const page = { before: null, limit: 0, count: true };
    const { total } = await this.#ask(scope, page);
    const unknown = unknownCondition(terms);
    if (total === null || total === 0 || unknown === null) return total;
    return (await this.#ask(scope, page, [unknown])).total === 0 ? total : null;
  }

  complete(status: SourceStatus | undefined): SourceStatus {
    const { name } = this.client;
    const base = status ?? statusOf({ instance: name, notes: [] });
    if (this.#missing === null || base.error !== null) return base;
    return this.#isUnused
      ? statusOf({
          instance: name,
          notes: [{ warnings: base.warnings }],
          error: this.#missing,
          requests: base.requests,
        })
      : asPartial(base, this.#missing);
  }

  /**
   * The scope, where this source is to answer; null where it has nothing to add to the server's lists.
   *
   * @throws GatewayError where nothing but an index can answer, and it lacks all that is asked for.
   */
  async #scope(): Promise<IndexScope | null> {
    const asked = this.#options.scope();
    // Servers answer as well, so nothing is missing where the index does not answer.
    const scope = await (this.#need === 'faster' ? asked.catch(() => null) : asked);
    this.#unknownProjects =
      scope === null || (this.#need !== 'only' && scope.missing !== null)
        ? []
        : scope.unknown.map((value) => unknownProject(this.client, value));
    this.#isUnused = scope === null || scope.projects.length === 0;
    if (scope === null || scope.projects.length === 0) {
      const missing = scope === null ? noIndex(this.client.name) : scope.missing;
      if (this.#need === 'only' && missing !== null) throw missing;
      this.#missing = this.#need === 'more' ? (scope?.missing ?? null) : null;
      return null;
    }
    if (this.#need === 'faster' && scope.missing !== null) return null;
    this.#missing = scope.missing;
    return scope;
  }

  /** Rows to read for so many of a page. Of replies only its share: the merge reads on where there are more. */
  #rowsFor(count: number): number {
    const { type, sharing = 1 } = this.#options;
    if (!isReplyType(type)) return count + SPARE_ROWS;
    return Math.ceil(count / sharing) + SPARE_REPLIES;
  }

  async #find(
    scope: IndexScope,
    after: Position | null,
    wanted: number,
  ): Promise<ReadResult<SearchHit>> {
    const rows: Row<SearchHit>[] = [];
    const { scanRows } = this.#operation.gateway;
    let before = after === null ? null : rowOfPosition(after);
    let looked = 0;
    for (;;) {
      const limit = Math.min(MAX_LIMIT, wanted - rows.length);
      const answer = await this.#ask(scope, { before, limit, count: false });
      const { hits } = answer;
      const from = before;
      const parts = await matchParts(this.#options.terms, hits, (term) =>
        this.#rowsAmong(hits, term, scope, from),
      );
      rows.push(...(await loadIndexHits(hits, this.#options, this.#operation, parts)));
      looked += hits.length;
      before = answer.interruptedAt ?? hits.at(-1)?.row ?? before;
      const isEnough = rows.length >= wanted || answer.exhausted;
      if (!isEnough && answer.interruptedAt === null && looked < scanRows) continue;
      const end = before;
      const result = {
        rows,
        exhausted: answer.exhausted,
        positionAfter: (taken: number) =>
          taken === rows.length && end !== null ? positionOf(end) : placeOf(rows[taken - 1], after),
      };
      return isEnough
        ? result
        : { ...result, scanLimitReached: await this.#endedEarly(scope, answer) };
    }
  }

  /** Rows of those hits before a row that meet one more term. */
  async #rowsAmong(
    hits: readonly IndexHit[],
    term: PlainTerm,
    scope: IndexScope,
    from: number | null,
  ): Promise<ReadonlySet<number>> {
    const since = secondsOfRow(hits.at(-1)?.row ?? 0);
    const more = [
      { kind: 'date', since, before: null },
      indexCondition([term], scope.shown),
    ] as const;
    const rows = new Set<number>();
    let before = from;
    for (;;) {
      // The newest are those of the page.
      const page = { before, limit: hits.length, count: false };
      const answer = await this.#ask(scope, page, more);
      for (const { row } of answer.hits) rows.add(row);
      if (answer.interruptedAt === null) return rows;
      before = answer.interruptedAt;
    }
  }

  /** The error of a page that ends early, with the terms at fault where they are known. */
  async #endedEarly(scope: IndexScope, { interruptedAt }: IndexAnswer): Promise<GatewayError> {
    const { name } = this.client;
    const isSlow = interruptedAt !== null;
    const limit = isSlow ? 'index.queryTimeoutMs' : 'limits.scanRows';
    const advice = isSlow ? await this.#slowTerms(scope) : this.#readTerms();
    return new GatewayError(
      `${name}: the page ends early, because the index was read up to ${limit}, and the next page continues from there; ${advice}`,
      { code: 'QUERY_TOO_EXPENSIVE', limit, instance: name },
    );
  }

  /** What makes a query of the index take less time. */
  async #slowTerms(scope: IndexScope): Promise<string> {
    const terms = await frequentTerms(scope.index, this.#placeIn(scope), this.#options.terms);
    if (terms.length === 0) return NARROW;
    const match = terms.length === 1 ? 'matches' : 'match';
    return `${listInWords(terms)} ${match} a large share of the mails: use rarer words, or ${NARROW}`;
  }

  /** The same where the index names many mails that do not meet the query. */
  #readTerms(): string {
    const terms = this.#options.terms
      .filter((term) => !isDecidedByIndex(term))
      .map((term) => formatParsedQuery({ terms: [term] }));
    if (terms.length === 0) return NARROW;
    return `${listInWords(terms)} must be read of each mail: add words, or ${NARROW}`;
  }

  async #ask(
    scope: IndexScope,
    page: Pick<IndexPlan, 'before' | 'limit' | 'count'>,
    more: readonly IndexCondition[] = [],
  ): Promise<IndexAnswer> {
    const asked = this.#isWordless ? NO_MAIL : indexCondition(this.#options.terms, scope.shown);
    const where: IndexCondition =
      more.length === 0 ? asked : { kind: 'and', parts: [asked, ...more] };
    const plan = { ...this.#placeIn(scope), where, ...page };
    try {
      return await indexCall(() => scope.index.query(plan));
    } catch (error) {
      if (!(error instanceof GatewayError) || error.code !== 'QUERY_TOO_EXPENSIVE') throw error;
      const { name } = this.client;
      throw new GatewayError(`${name}: ${error.message}; ${await this.#slowTerms(scope)}`, {
        ...error.extensions,
        instance: name,
      });
    }
  }

  #placeIn({
    projects,
    hasAllProjects,
  }: IndexScope): Pick<IndexPlan, 'instance' | 'projects' | 'kinds'> {
    const { type, client, terms } = this.#options;
    return {
      instance: client.name,
      projects: hasAllProjects && !namesProject(terms) ? null : projects,
      kinds: INDEXED_KINDS[type],
    };
  }
}

function unlessBug(error: unknown): undefined {
  if (!(error instanceof GatewayError)) throw error;
}

function namesProject(terms: readonly PlainTerm[]): boolean {
  return splitTerms(terms).project !== undefined;
}

function placeOf(row: Row<SearchHit> | undefined, after: Position | null): Position | null {
  return row === undefined ? after : { key: row.key, id: row.id, ties: 0 };
}
