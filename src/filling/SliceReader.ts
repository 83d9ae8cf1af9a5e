import { keyOf, secondsOf } from '../corpus/dateKeys.js';
import { UpstreamError } from '../errors.js';
import type { ListDescription } from '../patchwork/ListDescription.js';
import { rowsSent } from '../patchwork/page.js';
import type { Params } from '../patchwork/query.js';
import { covers, type CoverSummary } from '../patchwork/resources/cover.js';
import { patches, type PatchSummary } from '../patchwork/resources/patch.js';
import { ProgressGuard } from '../patchwork/walkPages.js';
import type { Fill, FilledProject } from './Fill.js';
import { dateSeconds } from './indexedMails.js';
import { projectFilter } from './projectFilter.js';

/** Pages of patches per slice. A crash repeats the reads of one slice. */
const SLICE_PAGES = 4;
const PAGE_ROWS = 250;

/** The patches and covers of a span of time. */
export interface Slice {
  /** Date key of its first mail, inclusive, and of its end. */
  readonly first: string;
  readonly before: string | null;
  readonly patches: readonly PatchSummary[];
  readonly covers: readonly CoverSummary[];
  readonly unreadable: number;
  readonly isLast: boolean;
}

interface Listed<Row> {
  readonly found: readonly Row[];
  readonly first: string;
  readonly unreadable: number;
  readonly isLast: boolean;
}

/** Lists the patches and covers of a project from the newest down, a few pages at a time. */
export class SliceReader {
  readonly #fill: Fill;
  readonly #project: FilledProject;

  constructor(fill: Fill, project: FilledProject) {
    this.#fill = fill;
    this.#project = project;
  }

  /**
   * The filter for the mails of a span. @param before exclusive, null to now. @param since
   * inclusive.
   */
  async span(before: string | null, since: string): Promise<Params> {
    const { stampZone } = this.#fill.client;
    return [
      await projectFilter(this.#fill, this.#project.project),
      ['since', stampZone.toMailBound(`${since}Z`)],
      ...(before === null ? [] : [['before', stampZone.toMailBound(`${before}Z`)] as const]),
    ];
  }

  /** @param before exclusive, null to now. @param floor inclusive end. */
  async read(before: string | null, floor: string): Promise<Slice> {
    const rows = await this.#list(patches, before, floor, SLICE_PAGES);
    const first = rows.isLast ? floor : rows.first;
    if (before !== null && !rows.isLast && first >= before) throw ignoresBefore(this.#project);
    const own = await this.#list(covers, before, first, Infinity);
    const isInside = ({ date }: { readonly date?: string | null | undefined }): boolean =>
      (dateSeconds(date) ?? Infinity) >= secondsOf(first);
    return {
      first,
      before,
      patches: rows.found.filter(isInside),
      covers: own.found.filter(isInside),
      unreadable: rows.unreadable + own.unreadable,
      isLast: rows.isLast,
    };
  }

  /** Rows from the newest down, to a second of which all are read. */
  async #list<Row extends PatchSummary | CoverSummary>(
    list: ListDescription<Row>,
    before: string | null,
    since: string,
    most: number,
  ): Promise<Listed<Row>> {
    const { client, pace } = this.#fill;
    const params: Params = [...(await this.span(before, since)), ['order', '-date,-id']];
    const found = new Map<number, Row>();
    let unreadable = 0;
    let perPage = PAGE_ROWS;
    let newest = '';
    let last = '9999';
    const guard = new ProgressGuard(client.lists.walked(list.path));
    for (let page = 1; ; page += 1) {
      await pace.turn();
      const answer = await client.lists.page(list, { params, page, perPage }, pace.scope);
      // A server may return smaller pages than requested.
      if (page === 1 && answer.hasNext) perPage = Math.min(perPage, rowsSent(answer) || perPage);
      guard.require({ ...answer, sent: rowsSent(answer) }, page);
      for (const row of answer.rows) {
        found.set(row.id, row);
        const seconds = dateSeconds(row.date);
        if (seconds === null) continue;
        const date = keyOf(seconds);
        if (date > newest) newest = date;
        if (date < last) last = date;
      }
      unreadable += answer.unreadable.length;
      if (!answer.hasNext)
        return { found: [...found.values()], first: since, unreadable, isLast: true };
      // The rest of the last second is on the next page.
      if (page >= most && newest > last) {
        return {
          found: [...found.values()],
          first: keyOf(secondsOf(last) + 1),
          unreadable,
          isLast: false,
        };
      }
    }
  }
}

/** If the server ignores the bound, the same slice would be read forever. */
function ignoresBefore({ instance }: FilledProject): UpstreamError {
  return new UpstreamError(
    'UPSTREAM_BAD_RESPONSE',
    'the answer has mails from "before" or later: the server ignores the filter',
    { instance, request: 'GET patches', field: 'before' },
  );
}
