import { decodeCursor, QueryHash, type CursorState } from '../../federation/cursor.js';
import { mergeSources, type MergedPage } from '../../federation/mergeSources.js';
import { uniteStatuses, type SourceStatus } from '../../federation/sourceStatus.js';
import { GatewayError } from '../../errors.js';
import type { ProjectCoverage } from '../../corpus/indexCoverage.js';
import type { SourceWarning } from '../../orderedList.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { emptySources, pageSize, type PageArgs } from '../../catalog/lists/FederatedList.js';
import type { RequestContext } from '../context.js';
import { emptyFilter } from '../../catalog/lists/emptyLists.js';
import type { SearchConnectionModel, SearchEdgeModel, SourceStatusModel } from '../models.js';
import { sumCounts, type InstanceCount } from '../../catalog/counts/sumCounts.js';
import { indexNeed } from './indexNeed.js';
import { listInWords } from './listInWords.js';
import { readSearchRequest, type SearchArgs, type SearchRequest } from './readSearchRequest.js';
import type { SearchHit, SearchSource } from './SearchSource.js';
import { namesMailText } from './mailTerms.js';
import { leftoverFor, splitTerms } from './splitTerms.js';
import type { SearchType } from './searchTypes.js';
import { punctuationNotes, wholeWordNotes } from './wordNotes.js';
import { termsOn } from './termsOn.js';
import { createSources } from './searchSources.js';

interface Page {
  readonly merged: MergedPage<SearchHit>;
  readonly edges: readonly SearchEdgeModel[];
}

/**
 * Searches.
 *
 * @param now for relative dates in the query.
 * @throws BadUserInputError for a query that cannot be understood, and as federated lists do.
 */
export function createSearch(
  args: SearchArgs & PageArgs,
  context: RequestContext,
  now: Date,
): SearchConnectionModel {
  const first = pageSize(args.first);
  const request = readSearchRequest(args, context.gateway, now);
  const queryHash = new QueryHash({
    kind: 'search',
    // As it was written: `d:7d..` means another day tomorrow, and the cursor is to live on.
    query: args.query.trim(),
    types: request.types,
    instances: request.clients.map(({ name }) => name),
  });
  const after = args.after == null ? null : decodeCursor(args.after, queryHash.value);
  return new SearchList(
    request,
    request.emptyList === undefined ? createSources(request, context) : [],
    first,
    after,
    queryHash,
    context,
  );
}

/** One search over types and instances; nothing is read before a field asks for it. */
class SearchList implements SearchConnectionModel {
  #page: Promise<Page> | undefined;
  readonly #counts = new Map<string, Promise<number | null>>();

  readonly #searchSources: readonly SearchSource[];
  readonly #first: number;
  readonly #after: CursorState | null;
  readonly #queryHash: QueryHash;
  readonly #context: RequestContext;

  constructor(
    readonly request: SearchRequest,
    searchSources: readonly SearchSource[],
    first: number,
    after: CursorState | null,
    queryHash: QueryHash,
    context: RequestContext,
  ) {
    this.#searchSources = searchSources;
    this.#first = first;
    this.#after = after;
    this.#queryHash = queryHash;
    this.#context = context;
  }

  readonly page = (): Promise<Page> => (this.#page ??= this.#read());

  /** Rows of one type over all instances; null if it cannot be determined. */
  readonly count = async (type: SearchType): Promise<number | null> =>
    sumCounts(await Promise.all(this.#countsOf([type], this.#searchSources)));

  readonly totalCount = async (): Promise<number | null> =>
    sumCounts(await Promise.all(this.#countsOf(this.request.types, this.#searchSources)));

  readonly startCounts = (): void => {
    // The field of each source reports its failure.
    for (const count of this.#countsOf(this.request.types, this.#searchSources))
      count.catch(() => null);
  };

  readonly sources = async (): Promise<readonly SourceStatusModel[]> => {
    const { clients, emptyList } = this.request;
    if (emptyList !== undefined) return emptySources(clients, emptyList, this.#context);
    const { merged } = await this.page();
    const statuses = this.#statuses(merged);
    return clients.flatMap((client, index) => {
      const status = statuses[index];
      return status === undefined ? [] : [{ status, totalCount: () => this.#countAt(client) }];
    });
  };

  /** The outcome for each instance. */
  #statuses({ statuses }: MergedPage<SearchHit>): readonly SourceStatus[] {
    return this.request.clients.map((client) => {
      const own = this.#searchSources.flatMap((source, index) =>
        source.client === client ? [source.complete(statuses[index])] : [],
      );
      return uniteStatuses(client.name, own);
    });
  }

  readonly complete = async (): Promise<boolean> =>
    (await this.sources()).every(
      ({ status: { status, error } }) =>
        status === 'OK' || status === 'STALE' || (status === 'SKIPPED' && error === null),
    );

  readonly coverage = async (): Promise<readonly ProjectCoverage[]> => {
    const { clients, scopeOf, terms, types } = this.request;
    const isNeeded = types.some((type) => indexNeed(type, terms) !== 'none');
    if (!isNeeded || this.request.emptyList !== undefined) return [];
    const scopes = await Promise.all(
      clients.map((client) =>
        scopeOf(client, termsOn(client.name, terms) ?? terms, this.#context)().catch(
          (error: unknown) => {
            // The source of the instance has the error.
            if (error instanceof GatewayError) return null;
            throw error;
          },
        ),
      ),
    );
    return scopes.flatMap((scope) => scope?.coverage ?? []);
  };

  /** Warnings about the answer as a whole. */
  readonly warnings = (): readonly SourceWarning[] => {
    const { emptyList, lookup, parsed, terms, types } = this.request;
    if (emptyList !== undefined) return [emptyFilter(emptyList)];
    if (lookup?.lookup === 'number') {
      return [
        ...parsed.notes,
        {
          code: 'NUMBER_LOOKUP',
          message: `a number on its own finds objects with that number; quote it ("${String(lookup.value)}") to find it in names`,
        },
      ];
    }
    // These are answered by the index.
    if (terms.some(namesMailText)) {
      return [...parsed.notes, ...punctuationNotes(terms, types), ...wholeWordNotes(terms)];
    }
    const needs =
      this.#context.gateway.index === undefined ? [] : types.map((type) => indexNeed(type, terms));
    const notes = [
      ...parsed.notes,
      ...(needs.some((need) => need === 'more' || need === 'only')
        ? punctuationNotes(terms, types)
        : []),
      ...(needs.some((need) => need !== 'none') ? wholeWordNotes(terms) : []),
    ];
    const split = splitTerms(terms);
    const isScan =
      split.review.length > 0 || types.some((type) => leftoverFor(type, split).length > 0);
    if (lookup !== undefined || !isScan) return notes;
    return [
      ...notes,
      {
        code: 'GATEWAY_FILTER',
        message:
          'servers have no filter for part of this query, so the gateway filters row by row, up to the scan limit per page; counts are null unless the page reached the end',
      },
    ];
  };

  async #read(): Promise<Page> {
    const merged = await mergeSources<SearchHit>({
      sources: this.#searchSources,
      direction: 'DESC',
      first: this.#first,
      after: this.#after,
      queryHash: this.#queryHash,
      identityOf: ({ value: { type, messageId } }) =>
        type === 'MESSAGE' && messageId !== null ? `MESSAGE ${messageId}` : messageId,
    });
    const statuses = this.request.emptyList === undefined ? this.#statuses(merged) : [];
    for (const { instance, status } of statuses) this.#context.scope.onSource?.(instance, status);
    if (this.request.requireComplete) this.#requireComplete(merged);
    return {
      merged,
      edges: merged.edges.map((edge) => {
        const { node, terms } = edge.row.value;
        return { edge, node, terms };
      }),
    };
  }

  /** @throws GatewayError if a source may lack something, with the code of the first one. */
  #requireComplete(merged: MergedPage<SearchHit>): void {
    const lacking = this.#statuses(merged).filter(
      ({ error, status }) => error !== null && status !== 'STALE',
    );
    const [first] = lacking;
    if (first?.error == null) return;
    const { code, message } = first.error;
    const names = listInWords(lacking.map(({ instance }) => instance));
    throw new GatewayError(
      `the result of ${names} is incomplete, and requireComplete is true: ${message}`,
      { code, instance: first.instance },
    );
  }

  /** Rows of some types in some sources, each asked for once. */
  #countsOf(
    types: readonly SearchType[],
    searchSources: readonly SearchSource[],
  ): readonly Promise<InstanceCount>[] {
    return types.flatMap((type) =>
      searchSources
        .filter((source) => source.types.includes(type))
        .map(async (source) => ({
          instance: source.client.name,
          count: await this.#countOf(source, type),
        })),
    );
  }

  #countOf(source: SearchSource, type: SearchType): Promise<number | null> {
    const key = `${source.key} ${type}`;
    let count = this.#counts.get(key);
    if (count === undefined) {
      // A page that was read to its end has the count. By the next tick it is known whether the
      // page is selected, before this field or behind it; rows that are filtered one by one cannot be counted otherwise.
      const isScan = leftoverFor(type, splitTerms(this.request.terms)).length > 0;
      count = Promise.resolve()
        .then(async () => {
          if (isScan) await this.page();
          // This does not wait for the slowest instance if its own rows are known.
          else if (this.#page !== undefined) await Promise.race([this.#page, source.firstRead]);
        })
        .then(() => source.count(type));
      this.#counts.set(key, count);
    }
    return count;
  }

  async #countAt(client: PatchworkClient): Promise<number | null> {
    const own = this.#searchSources.filter((source) => source.client === client);
    return sumCounts(await Promise.all(this.#countsOf(this.request.types, own)));
  }
}
