import { keyOf, secondsOf } from '../corpus/dateKeys.js';
import type { MailKind } from '../corpus/IndexedMail.js';
import { COVER_MAIL, PATCH_MAIL } from '../patchwork/MailHalves.js';
import { covers, type CoverSummary } from '../patchwork/resources/cover.js';
import { patches, type PatchSummary } from '../patchwork/resources/patch.js';
import type { ListDescription } from '../patchwork/ListDescription.js';
import type { Params } from '../patchwork/query.js';
import { readCoverage, type FilledProject, type Fill } from './Fill.js';
import { indexable } from './forgotten.js';
import { dateSeconds } from './indexedMails.js';
import { MailTexts, type ReadMails } from './MailTexts.js';
import { projectFilter } from './projectFilter.js';

/** Result of a comparison with the server. */
export interface Reconciled {
  /** Months, as `YYYY-MM`, whose numbers differed. */
  readonly months: readonly string[];
  readonly added: number;
  readonly removed: number;
  readonly unreadable: ReadMails['unreadable'];
}

/**
 * Compares the numbers of mails per month with those of the server, by 1 small request per month
 * and kind, and reads the lists of the months that differ: missing mails are stored, and mails that
 * the server no longer has are removed. Events report neither deletions nor mails that were missed.
 *
 * @param isDry whether nothing is changed.
 * @param watch is called with the number of requests once it is known, and after each. Default:
 *   none.
 */
export async function reconcile(
  fill: Fill,
  project: FilledProject,
  isDry = false,
  watch: ReconcileWatch = UNWATCHED,
): Promise<Reconciled> {
  const { index } = fill;
  const coverage = await readCoverage(index, project);
  if (coverage?.from == null) return { months: [], added: 0, removed: 0, unreadable: [] };
  const whole = { since: keyOf(coverage.from), before: keyOf(coverage.until ?? coverage.from) };
  const months = new Set<string>();
  let added = 0;
  let removed = 0;
  const unreadable: ReadMails['unreadable'][number][] = [];
  const comparisons: Comparing[] = [];
  for (const kind of ['PATCH', 'COVER'] as const) {
    const spans = await spansOf(fill, project, kind, whole);
    comparisons.push(...spans.map((span) => new Comparing(fill, project, kind, span)));
  }
  await watch.begin(comparisons.length);
  for (const comparing of comparisons) {
    if (!(await comparing.isSame())) {
      const { missing, gone, undated } = await comparing.differences();
      unreadable.push(...undated);
      added += missing.length;
      removed += gone.length;
      if (missing.length + gone.length > 0) months.add(comparing.month);
      if (!isDry) unreadable.push(...(await comparing.mend(missing, gone)));
    }
    watch.step();
  }
  return { months: [...months], added, removed, unreadable };
}

/** Receives the progress of a comparison. */
export interface ReconcileWatch {
  /** @param steps small requests, 1 per month and kind; lists of months that differ are additional. */
  begin(steps: number): Promise<void>;
  step(): void;
}

const UNWATCHED: ReconcileWatch = { begin: () => Promise.resolve(), step: () => undefined };

interface Span {
  readonly since: string;
  readonly before: string;
}

/** The months from the server's first mail on, and the time before it. */
async function spansOf(
  fill: Fill,
  project: FilledProject,
  kind: 'PATCH' | 'COVER',
  whole: Span,
): Promise<readonly Span[]> {
  const first = await new Comparing(fill, project, kind, whole).first();
  if (first === null || first <= whole.since) return first === null ? [whole] : monthsOf(whole);
  return [
    ...monthsOf({ since: first, before: whole.before }),
    { since: whole.since, before: first },
  ];
}

/** One kind of mails of one span. */
class Comparing {
  readonly #fill: Fill;
  readonly #project: FilledProject;
  readonly #kind: 'PATCH' | 'COVER';
  readonly #span: Span;

  constructor(fill: Fill, project: FilledProject, kind: 'PATCH' | 'COVER', span: Span) {
    this.#fill = fill;
    this.#project = project;
    this.#kind = kind;
    this.#span = span;
  }

  /** As `YYYY-MM`. */
  get month(): string {
    return this.#span.since.slice(0, 7);
  }

  /** Date key of the server's first mail; null if it has none, or its date cannot be read. */
  async first(): Promise<string | null> {
    const { client, pace } = this.#fill;
    const params: Params = [...(await this.#params()), ['order', 'date']];
    await pace.turn();
    const { rows } = await client.lists.page<PatchSummary | CoverSummary>(
      this.#list,
      { params, perPage: 1 },
      pace.scope,
    );
    const seconds = dateSeconds(rows[0]?.date);
    return seconds === null ? null : keyOf(seconds);
  }

  async isSame(): Promise<boolean> {
    const { client, index, pace } = this.#fill;
    await pace.turn();
    const { count } = await client.lists.count<PatchSummary | CoverSummary>(
      this.#list,
      await this.#params(),
      pace.scope,
    );
    const edges = [secondsOf(this.#span.since), secondsOf(this.#span.before)];
    const kinds: readonly MailKind[] = [this.#kind];
    const [point] = await index.tally({ ...this.#project, kinds, edges, by: null });
    return count === null || count === (point?.count ?? 0);
  }

  async differences(): Promise<{
    readonly missing: readonly { readonly id: number; readonly date: string | null }[];
    readonly gone: readonly number[];
    /** Mails without a readable date, which cannot be indexed. */
    readonly undated: ReadMails['unreadable'];
  }> {
    const { client, index, pace } = this.#fill;
    await pace.turn();
    const { rows } = await client.lists.all<PatchSummary | CoverSummary>(
      this.#list,
      { params: await this.#params() },
      pace.scope,
    );
    const { since, before } = this.#span;
    const span = { since: secondsOf(since), before: secondsOf(before) };
    const stored = await index.list(this.#project, this.#kind, span, 1_000_000);
    const theirs = new Set(rows.map(({ id }) => id));
    const ours = new Set(stored.map(({ number }) => number));
    const lacking = rows.filter(({ id }) => !ours.has(id));
    return {
      missing: lacking
        .filter(({ date }) => dateSeconds(date) !== null)
        .map(({ id, date }) => ({ id, date: date ?? null })),
      undated: lacking
        .filter(({ date }) => dateSeconds(date) === null)
        .map(({ id }) => ({ date: null, reason: `the mail ${String(id)} has no readable date` })),
      gone: [...ours].filter((number) => !theirs.has(number)),
    };
  }

  async mend(
    missing: readonly { readonly id: number; readonly date: string | null }[],
    gone: readonly number[],
  ): Promise<ReadMails['unreadable']> {
    const { client, index, pace, onEvent } = this.#fill;
    const { instance, project } = this.#project;
    const reader = new MailTexts(this.#fill, this.#project);
    const read =
      this.#kind === 'PATCH' ? await reader.patches(missing) : await reader.covers(missing);
    await index.put(await indexable(this.#fill, read.mails));
    let removed = 0;
    for (const number of gone) {
      await pace.turn();
      // It may have been moved to another project, or to another date.
      const found =
        this.#kind === 'PATCH'
          ? await client.mails.read(PATCH_MAIL, number, 'summary', pace.scope)
          : await client.mails.read(COVER_MAIL, number, 'summary', pace.scope);
      if (found?.summary.project?.link_name === project) continue;
      removed += await index.remove([{ instance: client.name, kind: this.#kind, number }], true);
    }
    if (read.mails.length > 0) {
      onEvent({ type: 'indexed', instance, project, mails: read.mails.length });
    }
    if (removed > 0) onEvent({ type: 'removed', instance, project, mails: removed });
    return read.unreadable;
  }

  get #list(): ListDescription<PatchSummary | CoverSummary> {
    return this.#kind === 'PATCH' ? patches : covers;
  }

  async #params(): Promise<Params> {
    const { stampZone } = this.#fill.client;
    const { since, before } = this.#span;
    return [
      await projectFilter(this.#fill, this.#project.project),
      ['since', stampZone.toMailBound(`${since}Z`)],
      ['before', stampZone.toMailBound(`${before}Z`)],
    ];
  }
}

/** The months of a span of date keys, each limited to the span, newest first. */
function monthsOf({
  since,
  before,
}: {
  readonly since: string;
  readonly before: string;
}): readonly { readonly since: string; readonly before: string }[] {
  const spans: { since: string; before: string }[] = [];
  let at = since;
  while (at < before) {
    const next = new Date(`${at.slice(0, 7)}-01T00:00:00Z`);
    next.setUTCMonth(next.getUTCMonth() + 1);
    const end = next.toISOString().slice(0, 19);
    spans.push({ since: at, before: end < before ? end : before });
    at = end;
  }
  return spans.reverse();
}
