import type { EntityStore } from '../../catalog/operation/EntityStore.js';
import { personKey } from '../../mail/identity.js';
import { rowsSent } from '../../patchwork/page.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Params } from '../../patchwork/query.js';
import { seriesList, type Series } from '../../patchwork/resources/series.js';
import type { Scope } from '../../patchwork/Scope.js';
import { refuseUnreadable } from '../../patchwork/shape.js';
import { walkPages } from '../../patchwork/walkPages.js';
import { instantOf, type PeopleOptions } from '../facts/mails.js';
import type { Postings, ReadPosting } from './postings.js';
import type { Pool } from './versionSearch.js';

/** Reads lists of series as postings. A row that cannot be read fails its list: it may be a version. */
export class SeriesLists {
  readonly #store: EntityStore;
  readonly #postings: Postings;
  readonly #scope: Scope;

  constructor(store: EntityStore, postings: Postings, scope: Scope) {
    this.#store = store;
    this.#postings = postings;
    this.#scope = scope;
  }

  /** A person's series in a project, in milliseconds since 1970. @throws UpstreamError */
  async ofSubmitter(
    { entity: { client }, project, submitterId }: ReadPosting,
    sinceMs: number,
    beforeMs: number,
  ): Promise<Pool> {
    if (submitterId === null || project === '') return [];
    const params = [
      ['project', project],
      ['submitter', String(submitterId)],
      ['since', boundOf(client, sinceMs)],
      ['before', boundOf(client, beforeMs)],
    ] as const;
    const { rows, unreadable } = await client.lists.all(seriesList, { params }, this.#scope);
    refuseUnreadable(unreadable);
    return this.#listed(client, rows);
  }

  /**
   * The series of some projects, newest first, as far as some pages go.
   *
   * @param take gets the postings of each page.
   * @returns from when on all of them are read, in milliseconds since 1970. @throws UpstreamError
   */
  async ofProjects(
    client: PatchworkClient,
    { projects, sinceMs, maxPages }: ProjectSeries,
    take: (pool: Pool) => void,
  ): Promise<number> {
    let readSinceMs = sinceMs;
    const params: Params = [
      ...projects.map((project) => ['project', project] as const),
      ['since', boundOf(client, sinceMs)],
      ['order', '-date,-id'],
    ];
    await walkPages(client.lists.walked(seriesList.path), async (page, perPage) => {
      const answer = await client.lists.page(seriesList, { params, page, perPage }, this.#scope);
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

/** Which series of projects to read. */
export interface ProjectSeries {
  /** Numbers of the projects. */
  readonly projects: readonly string[];
  readonly sinceMs: number;
  readonly maxPages: number;
}

/** Postings by what they have in common with their versions: project, and person or title. */
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
