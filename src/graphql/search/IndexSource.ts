import { childOperation, type SourceLedger } from '../../catalog/operation/childScope.js';
import { MAIL_KINDS, type MailKind } from '../../corpus/IndexedMail.js';
import type { IndexAnswer, IndexPlan } from '../../corpus/IndexPlan.js';
import { GatewayError } from '../../errors.js';
import { asPartial, statusOf, type SourceStatus } from '../../federation/sourceStatus.js';
import type { Position, ReadResult, Row, SourceWarning } from '../../orderedList.js';
import { isDateKey } from '../../patchwork/lists/dateKey.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { PlainTerm } from '../../search/ParsedQuery.js';
import type { RequestContext } from '../context.js';
import { indexCondition, isDecidedByIndex } from './indexCondition.js';
import { indexNeed, type IndexNeed } from './indexNeed.js';
import { positionOf, rowOfPosition } from './indexPosition.js';
import { indexCall, noIndex, type IndexScope } from './IndexScope.js';
import { loadIndexHits } from './loadIndexHits.js';
import type { SearchType } from './searchTypes.js';
import { ReadCount, type SearchHit, type SearchSource } from './SearchSource.js';
import { splitTerms } from './splitTerms.js';
import { unknownProject, unknownValues } from './unknownValues.js';

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
const MAX_LIMIT = 1000;

/** Input of a source of one type of one instance. */
export interface IndexSourceOptions {
  readonly type: IndexedType;
  readonly client: PatchworkClient;
  readonly terms: readonly PlainTerm[];
  readonly context: RequestContext;
  /** The part of the index for the query. */
  readonly scope: () => Promise<IndexScope | null>;
}

/** The mails of one type of one instance that the index finds; their rows are read from the server. */
export class IndexSource implements SearchSource {
  readonly instance: string;
  readonly client: PatchworkClient;
  readonly types: readonly IndexedType[];
  readonly requests: () => number;
  readonly #options: IndexSourceOptions;
  readonly #need: IndexNeed;
  readonly #operation: RequestContext;
  readonly #ledger: SourceLedger;
  readonly #counted = new ReadCount();
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
    this.#operation = operation;
    this.#ledger = ledger;
    this.client = client;
    this.types = [type];
    this.instance = `${type}:${client.name}:index`;
    this.requests = ledger.requests;
  }

  readonly read = async (after: Position | null, count: number): Promise<ReadResult<SearchHit>> => {
    const scope = await this.#scope();
    if (scope === null) return { rows: [], exhausted: true, warnings: this.#unknownProjects };
    const start = after !== null && isDateKey(after.key, 'second') ? after : null;
    const result = await this.#find(scope, start, count + SPARE_ROWS);
    this.#counted.add(start, result);
    const isEmpty = start === null && result.exhausted && result.rows.length === 0;
    const unknown = isEmpty
      ? await unknownValues(this.client, this.#options.terms, this.#operation.scope)
      : [];
    const notes = this.#ledger.notes();
    const warnings = [...(notes.warnings ?? []), ...this.#unknownProjects, ...unknown];
    return { ...result, ...notes, ...(warnings.length > 0 && { warnings }) };
  };

  async count(): Promise<number | null> {
    // Where nothing but the index can answer, it is not known how much there is.
    const scope = await this.#scope().catch(unlessBug);
    if (scope === undefined) return null;
    // The rest is counted by the server's list.
    if (scope === null) return this.#missing === null ? 0 : null;
    if (scope.missing !== null) return null;
    if (this.#counted.total !== undefined) return this.#counted.total;
    if (!this.#options.terms.every(isDecidedByIndex)) return null;
    const answer = await this.#ask(scope, { before: null, limit: 0, count: true });
    return answer.total;
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
      rows.push(...(await loadIndexHits(answer.hits, this.#options, this.#operation)));
      looked += answer.hits.length;
      before = answer.interruptedAt ?? answer.hits.at(-1)?.row ?? before;
      const isEnough = rows.length >= wanted || answer.exhausted;
      if (!isEnough && answer.interruptedAt === null && looked < scanRows) continue;
      const end = before;
      const result = {
        rows,
        exhausted: answer.exhausted,
        positionAfter: (taken: number) =>
          taken === rows.length && end !== null ? positionOf(end) : placeOf(rows[taken - 1], after),
      };
      return isEnough ? result : { ...result, scanLimitReached: this.#tooLong(answer) };
    }
  }

  #tooLong({ interruptedAt }: IndexAnswer): GatewayError {
    const limit = interruptedAt === null ? 'limits.scanRows' : 'index.queryTimeoutMs';
    return new GatewayError(
      `the index was read up to ${limit} for this page; the next page goes on from there`,
      { code: 'QUERY_TOO_EXPENSIVE', limit, instance: this.client.name },
    );
  }

  async #ask(
    { index, projects, hasAllProjects, shown }: IndexScope,
    page: Pick<IndexPlan, 'before' | 'limit' | 'count'>,
  ): Promise<IndexAnswer> {
    const { type, client, terms } = this.#options;
    return await indexCall(() =>
      index.query({
        instance: client.name,
        projects: hasAllProjects && !namesProject(terms) ? null : projects,
        kinds: INDEXED_KINDS[type],
        where: indexCondition(terms, shown),
        ...page,
      }),
    );
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
