import DataLoader from 'dataloader';
import { asError } from '../../catalog/reads/asError.js';
import { batchSchedule } from '../../catalog/reads/batchSchedule.js';
import type { EntityStore } from '../../catalog/kinds/kinds.js';
import type { GatewayError } from '../../errors.js';
import { personKey } from '../../mail/identity.js';
import { rowsSent } from '../../patchwork/page.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Params } from '../../patchwork/query.js';
import { seriesList, type Series } from '../../patchwork/resources/series.js';
import type { Scope } from '../../patchwork/Scope.js';
import { refuseUnreadable } from '../../patchwork/shape.js';
import { walkPages } from '../../patchwork/walkPages.js';
import { instantOf, type PeopleOptions } from '../facts/mails.js';
import { chunksOf } from '../../chunksOf.js';
import { groupBy } from '../../groupBy.js';
import { cachedOfProjects, CachedSpans } from './cachedSeries.js';
import type { Postings, ReadPosting } from './postings.js';
import type { Pool } from './versionSearch.js';

/** Submitters that are read by one list: the request line has to stay well under 4 KB. */
const SUBMITTERS_PER_LIST = 50;

/** A person's series in a project, in milliseconds since 1970. */
interface SubmitterSpan {
  readonly client: PatchworkClient;
  readonly project: string;
  readonly submitterId: number;
  readonly sinceMs: number;
  readonly beforeMs: number;
}

/** Reads lists of series as postings. A row that cannot be read fails its list: it may be a version. */
export class SeriesLists {
  readonly #store: EntityStore;
  readonly #postings: Postings;
  readonly #scope: Scope;

  readonly #spans: DataLoader<SubmitterSpan, Pool>;

  constructor(store: EntityStore, postings: Postings, scope: Scope) {
    this.#store = store;
    this.#postings = postings;
    this.#scope = scope;
    this.#spans = new DataLoader((spans) => this.#readSpans(spans), {
      cache: false,
      ...batchSchedule(scope),
    });
  }

  /**
   * A person's series in a project, in milliseconds since 1970. Those that are requested together cost 1
   * list per project and 50 submitters: they ask for the same rows, as one submitter mostly has several.
   *
   * @throws UpstreamError
   */
  async ofSubmitter(
    { entity: { client }, project, submitterId }: ReadPosting,
    sinceMs: number,
    beforeMs: number,
  ): Promise<Pool> {
    if (submitterId === null || project === '') return [];
    return await this.#spans.load({ client, project, submitterId, sinceMs, beforeMs });
  }

  async #readSpans(spans: readonly SubmitterSpan[]): Promise<(Pool | Error)[]> {
    const found = new Map<SubmitterSpan, Pool | Error>();
    const projects = groupBy(spans, ({ client, project }) => `${client.name} ${project}`);
    await Promise.all(
      [...projects.values()].flatMap(spanChunks).map(async (chunk) => {
        try {
          await this.#readTogether(chunk, found);
        } catch (error) {
          const failure = asError(error);
          this.#findCached(chunk, found, failure);
          for (const span of chunk) if (!found.has(span)) found.set(span, failure);
        }
      }),
    );
    return spans.map((span) => found.get(span) ?? []);
  }

  /** @param chunk spans of one project. */
  async #readTogether(
    chunk: readonly SubmitterSpan[],
    found: Map<SubmitterSpan, Pool | Error>,
  ): Promise<void> {
    const [first] = chunk;
    if (first === undefined) return;
    const submitters = [...new Set(chunk.map(({ submitterId }) => submitterId))];
    const { client } = first;
    const params: Params = [
      ['project', first.project],
      ...submitters.map((submitter) => ['submitter', String(submitter)] as const),
      ['since', boundOf(client, Math.min(...chunk.map(({ sinceMs }) => sinceMs)))],
      ['before', boundOf(client, Math.max(...chunk.map(({ beforeMs }) => beforeMs)))],
    ];
    const hasSubstitute = (error: GatewayError): boolean => {
      const cached = new CachedSpans(client, { scope: this.#scope, error, isProbe: true });
      return chunk.every((span) => this.#cachedRowsOf(cached, span) !== undefined);
    };
    const request = { params, hasSubstitute };
    const { rows, unreadable } = await client.lists.all(seriesList, request, this.#scope);
    // A row that cannot be read fails its submitter alone, and one who is gone empties the list for all.
    if (submitters.length > 1 && (unreadable.length > 0 || rows.length === 0)) {
      const alone = [...groupBy(chunk, ({ submitterId }) => submitterId).values()];
      const outcomes = await Promise.allSettled(alone.map((own) => this.#readTogether(own, found)));
      outcomes.forEach((outcome, index) => {
        if (outcome.status === 'fulfilled') return;
        const failed = alone[index] ?? [];
        this.#findCached(failed, found, outcome.reason as Error);
        for (const span of failed) if (!found.has(span)) found.set(span, outcome.reason as Error);
      });
      return;
    }
    refuseUnreadable(unreadable);
    const pools = groupBy(this.#listed(client, rows), ({ submitterId }) => submitterId);
    for (const span of chunk) {
      const own = pools.get(span.submitterId) ?? [];
      found.set(span, chunk.length === 1 ? own : own.filter((one) => isWithin(one, span)));
    }
  }

  /** Finds spans whose list failed in other cached lists of their submitters or their project. */
  #findCached(
    chunk: readonly SubmitterSpan[],
    found: Map<SubmitterSpan, Pool | Error>,
    error: Error,
  ): void {
    const [first] = chunk;
    if (first === undefined) return;
    const { client } = first;
    const cached = new CachedSpans(client, { scope: this.#scope, error });
    for (const span of chunk) {
      if (found.has(span)) continue;
      const rows = this.#cachedRowsOf(cached, span);
      if (rows === undefined) continue;
      const own = this.#listed(client, rows).filter((one) => one.submitterId === span.submitterId);
      found.set(
        span,
        own.filter((one) => isWithin(one, span)),
      );
    }
  }

  #cachedRowsOf(cached: CachedSpans, span: SubmitterSpan): readonly Series[] | undefined {
    const since = boundOf(span.client, span.sinceMs);
    return cached.rowsOf({ ...span, since, before: boundOf(span.client, span.beforeMs) });
  }

  /**
   * The series of some projects, newest first, as far as some pages go.
   *
   * @param take gets the postings of each page.
   * @returns from when on all of them are read, in milliseconds since 1970. @throws UpstreamError
   */
  async ofProjects(
    client: PatchworkClient,
    question: ProjectSeries,
    take: (pool: Pool) => void,
  ): Promise<number> {
    try {
      return await this.#walkProjects(client, question, take);
    } catch (error) {
      const rows = this.#cachedOfProjects(client, question, error);
      if (rows === null) throw error;
      take(this.#listed(client, rows));
      return question.sinceMs;
    }
  }

  #cachedOfProjects(
    client: PatchworkClient,
    { projects, sinceMs }: ProjectSeries,
    error: unknown,
    isProbe = false,
  ): readonly Series[] | null {
    const failure = { scope: this.#scope, error, isProbe };
    return cachedOfProjects(client, projects, boundOf(client, sinceMs), failure);
  }

  async #walkProjects(
    client: PatchworkClient,
    question: ProjectSeries,
    take: (pool: Pool) => void,
  ): Promise<number> {
    const { projects, sinceMs, maxPages } = question;
    let readSinceMs = sinceMs;
    const hasSubstitute = (error: GatewayError): boolean =>
      this.#cachedOfProjects(client, question, error, true) !== null;
    const params: Params = [
      ...projects.map((project) => ['project', project] as const),
      ['since', boundOf(client, sinceMs)],
      ['order', '-date,-id'],
    ];
    await walkPages(client.lists.walked(seriesList.path), async (page, perPage) => {
      const request = { params, page, perPage, hasSubstitute };
      const answer = await client.lists.page(seriesList, request, this.#scope);
      refuseUnreadable(answer.unreadable);
      const pool = this.#listed(client, answer.rows);
      take(pool);
      const isStopped = answer.hasNext && page >= maxPages;
      // Others of the second of the last row may come on the next page.
      if (isStopped) readSinceMs = instantOf(pool.at(-1)?.date ?? '9999-12-31T00:00:00Z') + 1000;
      const hasNext = answer.hasNext && !isStopped;
      return { ...answer, hasNext, sent: rowsSent(answer), sentAt: answer.fetchedAt };
    });
    return readSinceMs;
  }

  #listed(client: PatchworkClient, rows: readonly Series[]): Pool {
    return rows.flatMap(
      (row) => this.#postings.of(this.#store.series.addListed(client, row)) ?? [],
    );
  }
}

/** Spans of up to {@link SUBMITTERS_PER_LIST} submitters. */
function spanChunks(spans: readonly SubmitterSpan[]): (readonly SubmitterSpan[])[] {
  const submitters = [...groupBy(spans, ({ submitterId }) => submitterId).values()];
  return chunksOf(submitters, SUBMITTERS_PER_LIST).map((own) => own.flat());
}

/** Whether a server would list it for the span, whose bounds are whole seconds. */
function isWithin({ date }: ReadPosting, { sinceMs, beforeMs }: SubmitterSpan): boolean {
  if (date === null) return false;
  const sentMs = instantOf(date);
  return sentMs >= wholeSeconds(sinceMs) && sentMs < wholeSeconds(beforeMs);
}

function wholeSeconds(ms: number): number {
  return Math.floor(Math.max(0, ms) / 1000) * 1000;
}

/** Which series of projects to read. */
export interface ProjectSeries {
  /** Numbers of the projects. */
  readonly projects: readonly string[];
  readonly sinceMs: number;
  readonly maxPages: number;
}

/** Postings by the properties that versions share: project, and person or title. */
export class PostingIndex {
  readonly #byKey = new Map<string, Set<ReadPosting>>();

  readonly #people: PeopleOptions;

  constructor(people: PeopleOptions) {
    this.#people = people;
  }

  /** Adds postings; one that is there already is not added again. */
  add(pool: Pool): void {
    for (const one of pool) {
      for (const key of this.#keysOf(one)) {
        const known = this.#byKey.get(key);
        if (known === undefined) this.#byKey.set(key, new Set([one]));
        else known.add(one);
      }
    }
  }

  /** Postings that may be versions of one. */
  of(own: ReadPosting): Pool {
    const found = new Set<ReadPosting>();
    for (const key of this.#keysOf(own)) {
      for (const one of this.#byKey.get(key) ?? []) found.add(one);
    }
    found.delete(own);
    return [...found];
  }

  #keysOf({ project, submitter, submitterId, head }: ReadPosting): readonly string[] {
    const keys = [
      submitterId === null ? null : `id ${String(submitterId)}`,
      personKey(submitter, this.#people.mailmap),
      submitter?.name?.trim().toLowerCase().replace(/^/, 'name ') ?? null,
      head.posting.normalizedTitle === '' ? null : `title ${head.posting.normalizedTitle}`,
    ];
    return keys.flatMap((key) => (key === null ? [] : [`${project} ${key}`]));
  }
}

/** A bound of mail dates as a parameter. */
function boundOf({ stampZone }: PatchworkClient, ms: number): string {
  return stampZone.toMailBound(`${new Date(Math.max(0, ms)).toISOString().slice(0, 19)}Z`);
}
