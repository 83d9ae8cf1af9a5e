import { createSeededRandom, type SeededRandom } from '../../src/sample/server/seededRandom.js';
import type { CommentRow, CoverRow, PatchRow } from '../../src/sample/server/SampleState.js';
import { createBigState } from '../createBigState.js';

/** A mail before it is indexed: its texts as sent by a server. */
export interface BenchMail {
  readonly kind: 'PATCH' | 'COVER' | 'COMMENT';
  readonly number: number;
  readonly messageId: string;
  readonly series: number | null;
  readonly parent: { readonly kind: 'PATCH' | 'COVER'; readonly number: number } | null;
  readonly submitter: number;
  /** Seconds since 1970. */
  readonly date: number;
  readonly subject: string;
  readonly headers: string;
  readonly content: string;
  readonly diff: string | null;
  readonly state: string | null;
}

/** Patches of one part, which has about 20,000 mails including covers and comments. */
const PART_PATCHES = 7500;
const PART_SERIES = 1500;
const NUMBERS_PER_PART = 1_000_000;
const PART_DAYS = 30;
const DAY_MS = 86_400_000;
const NEWEST_MS = Date.UTC(2026, 10, 15);
const DIFF_BYTES = [1024, 128 * 1024] as const;
const VOCABULARY = 60_000;
const WORDS_PER_MAIL = 60;
const STATES = ['new', 'under-review', 'accepted', 'rejected', 'changes-requested', 'superseded'];

/**
 * The word of a rank: rank 0 is in most mails, and the last ranks are in few.
 *
 * The sample data repeats a few sentences, so each mail gets additional words from a vocabulary as large as
 * that of a list, with the frequencies of words in a language (Zipf).
 */
export function wordOfRank(rank: number): string {
  return `w${rank.toString(36)}x`;
}

/** Mails of the large sample data, newest part first. The same number gives the same mails. */
export function* benchMails(count: number): Generator<BenchMail> {
  let made = 0;
  for (let part = 0; made < count; part += 1) {
    for (const mail of mailsOfPart(part)) {
      if (made === count) return;
      made += 1;
      yield mail;
    }
  }
}

function* mailsOfPart(part: number): Generator<BenchMail> {
  const random = createSeededRandom(1000 + part);
  const offset = part * NUMBERS_PER_PART;
  const state = createBigState({
    seed: part + 1,
    patches: PART_PATCHES,
    series: PART_SERIES,
    projects: 1,
    days: PART_DAYS,
    endsAtMs: NEWEST_MS - part * PART_DAYS * DAY_MS,
    diffBytes: DIFF_BYTES,
  });
  const base = (row: PatchRow | CoverRow | CommentRow) => ({
    number: row.id + offset,
    messageId: row.msgid.replace(/^<|>$/g, ''),
    submitter: row.submitter,
    date: Math.floor(Date.parse(`${row.date.slice(0, 19)}Z`) / 1000),
    headers: row.headers,
    content: `${row.content}\n${words(random)}`,
  });
  for (const row of state.patches) {
    yield {
      ...base(row),
      kind: 'PATCH',
      series: row.series === null ? null : row.series + offset,
      parent: null,
      subject: row.name,
      diff: row.diff,
      state: random.pick(STATES),
    };
  }
  const rest = { series: null, diff: null, state: null };
  for (const row of state.covers) {
    yield { ...base(row), ...rest, kind: 'COVER', parent: null, subject: row.name };
  }
  for (const row of state.comments) {
    const kind = row.on.type === 'patch' ? 'PATCH' : 'COVER';
    const parent = { kind, number: row.on.id + offset } as const;
    const own = base(row);
    // Comments of covers are numbered separately from those of patches.
    const number = kind === 'COVER' ? -own.number : own.number;
    yield { ...own, ...rest, number, kind: 'COMMENT', parent, subject: `Re: ${String(row.id)}` };
  }
}

function words(random: SeededRandom): string {
  return Array.from({ length: WORDS_PER_MAIL }, () =>
    wordOfRank(Math.floor(VOCABULARY ** random.next()) - 1),
  ).join(' ');
}
