import DataLoader from 'dataloader';
import { asError } from '../../catalog/reads/asError.js';
import { batchSchedule } from '../../catalog/reads/batchSchedule.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import { mailDateToUtc } from '../../patchwork/dates.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { instantOf, NO_PEOPLE_OPTIONS, type PeopleOptions } from '../facts/mails.js';
import { compareVersions, weighEvidence } from '../facts/versionEvidence.js';
import { groupBy } from '../../groupBy.js';
import type { Postings, ReadPosting } from './postings.js';
import { PostingIndex, type SeriesLists } from './SeriesLists.js';
import { BEHIND_MS, MAX_READS, type VersionSources } from './SeriesVersions.js';
import { VersionSearch, type Chain, type Pool } from './versionSearch.js';

/** So few submitters cost no more than a list of their projects. */
const FEW_SUBMITTERS = 2;

/** The search for newer versions of one series, in steps. */
interface LatestSearch {
  readonly search: VersionSearch;
  readonly widen: () => Promise<void>;
  readonly readPatches: () => Promise<void>;
}

/** Finds newer versions of many series together. */
export class LatestVersions {
  readonly #chains: DataLoader<SeriesEntity, Chain | null>;

  readonly #sources: Pick<VersionSources, 'facets' | 'scope'>;
  readonly #postings: Postings;
  readonly #lists: SeriesLists;
  readonly #people: PeopleOptions;

  constructor(
    sources: Pick<VersionSources, 'facets' | 'scope'>,
    postings: Postings,
    lists: SeriesLists,
    people: PeopleOptions = NO_PEOPLE_OPTIONS,
  ) {
    this.#sources = sources;
    this.#postings = postings;
    this.#lists = lists;
    this.#people = people;
    this.#chains = new DataLoader((series) => this.#readAll(series), batchSchedule(sources.scope));
  }

  /**
   * Whether a series has no newer version, by links of at least MEDIUM confidence. Those asked for
   * together cost 1 list of the series since the oldest of them, 250 a request and never more requests
   * than there are submitters; the first time up to 10 for each series, for the heads of newer ones that
   * lists bring near and do not link.
   *
   * @returns null when the series is absent or hidden, or nothing of it has arrived.
   * @throws UpstreamError when a list or a mail cannot be read: without it the answer is a guess.
   */
  async isLatest(series: SeriesEntity): Promise<boolean | null> {
    return (await this.newerOf(series))?.own.isLatest ?? null;
  }

  /** The series with its newer versions; earlier ones are not looked for. Costs and errors as above. */
  newerOf(series: SeriesEntity): Promise<Chain | null> {
    return this.#chains.load(series);
  }

  /** Drops all results, so that they are read again. */
  clear(): void {
    this.#chains.clearAll();
  }

  async #readAll(series: readonly SeriesEntity[]): Promise<(Chain | null | Error)[]> {
    const found = new Map<SeriesEntity, Chain | null | Error>();
    const groups = groupBy(series, ({ client }) => client);
    await Promise.all(
      Array.from(groups, async ([client, own]) => {
        try {
          await this.#readOf(client, own, found);
        } catch (error) {
          const failure = asError(error);
          for (const one of own) if (!found.has(one)) found.set(one, failure);
        }
      }),
    );
    return series.map((one) => found.get(one) ?? null);
  }

  async #readOf(
    client: PatchworkClient,
    series: readonly SeriesEntity[],
    found: Map<SeriesEntity, Chain | null | Error>,
  ): Promise<void> {
    const index = new PostingIndex(this.#people);
    // Lists of their projects show the series themselves, too.
    const projects = await this.#readProjects(client, series, index);
    const postings: ReadPosting[] = [];
    await Promise.all(
      series.map(async (one) => {
        try {
          await this.#sources.facets.load(one, 'summary');
          const posting = this.#postings.of(one);
          // Without sender and date nothing can be looked for.
          if (posting?.submitterId == null || posting.date === null) found.set(one, null);
          else postings.push(posting);
        } catch (error) {
          found.set(one, asError(error));
        }
      }),
    );
    await this.#readSubmitters(postings, projects, index);
    const searches = postings.map((own) => this.#search(own, index.of(own)));
    // One step after the other, so that patches of many series are read by one list.
    for (const step of ['widen', 'readPatches'] as const) {
      await Promise.all(
        searches.map(async (one) => {
          if (found.has(one.search.own.entity)) return;
          try {
            await one[step]();
          } catch (error) {
            found.set(one.search.own.entity, asError(error));
          }
        }),
      );
    }
    for (const { search } of searches) {
      if (!found.has(search.own.entity)) found.set(search.own.entity, search.chain('MEDIUM'));
    }
  }

  #search(own: ReadPosting, all: Pool): LatestSearch {
    const { mailmap } = this.#people;
    const search = new VersionSearch(own, this.#postings, mailmap, {
      maxReads: MAX_READS,
      isWorthReading: (later) => {
        if (compareVersions(own, later) >= 0) return false;
        const evidence = weighEvidence(own, later, true, mailmap);
        return evidence === null || evidence.confidence === 'LOW';
      },
    });
    const newer = newerOnes(own, all);
    return {
      search,
      widen: () => search.widen(newer, all),
      readPatches: async () => {
        if (search.chain('MEDIUM').own.isLatest) await search.readPatches(newer);
      },
    };
  }

  /** Reads the series of the projects of many series, since the oldest of them. */
  async #readProjects(
    client: PatchworkClient,
    series: readonly SeriesEntity[],
    index: PostingIndex,
  ): Promise<ReadProjects> {
    const placed = series.flatMap((one) => placeOf(one) ?? []);
    const submitters = new Set(placed.map(({ submitter }) => submitter));
    if (submitters.size <= FEW_SUBMITTERS) return { projects: new Set(), sinceMs: Infinity };
    const projects = new Set(placed.map(({ project }) => project));
    const sinceMs = await this.#lists.ofProjects(
      client,
      {
        projects: [...projects],
        sinceMs: Math.min(...placed.map(({ sentMs }) => sentMs)),
        maxPages: submitters.size,
      },
      (pool) => index.add(pool),
    );
    return { projects, sinceMs };
  }

  /** Reads the series of the submitters of those that the lists of projects do not reach back to. */
  async #readSubmitters(
    postings: Pool,
    { projects, sinceMs }: ReadProjects,
    index: PostingIndex,
  ): Promise<void> {
    const left = postings.filter((one) => !projects.has(one.project) || sentAt(one) < sinceMs);
    const groups = groupBy(left, ({ project, submitterId }) => `${project} ${String(submitterId)}`);
    await Promise.all(
      Array.from(groups.values(), async (own) => {
        const [first] = own;
        const dates = own.map(sentAt);
        const beforeMs = Math.max(...dates) + BEHIND_MS;
        index.add(await this.#lists.ofSubmitter(first, Math.min(...dates), beforeMs));
      }),
    );
  }
}

/** Projects of which all series since a moment are read. */
interface ReadProjects {
  readonly projects: ReadonlySet<string>;
  readonly sinceMs: number;
}

/** Where a series is found in lists, as far as that is known without reading it. */
function placeOf({
  id,
  summary,
  basic,
  projectId,
}: SeriesEntity): { project: string; sentMs: number; submitter: string } | null {
  const date = mailDateToUtc((summary ?? basic)?.date);
  const project = summary?.project?.id ?? projectId;
  if (date === null || project === undefined) return null;
  // Where it is not known who sent it, each may be by somebody else.
  const submitter = summary === undefined ? `series ${String(id)}` : String(summary.submitter?.id);
  return { project: String(project), sentMs: instantOf(date), submitter };
}

function sentAt({ date }: ReadPosting): number {
  return instantOf(date ?? '');
}

/** Those that can be newer versions of one. */
function newerOnes(own: ReadPosting, all: Pool): Pool {
  return all.filter((one) => {
    const behind = sentAt(one) - sentAt(own);
    return behind >= 0 && behind <= BEHIND_MS && compareVersions(own, one) <= 0;
  });
}
