import { QueryTooLong } from '../IndexUnavailable.js';
import type { IndexAnswer, IndexHit, IndexPlan } from '../IndexPlan.js';
import { SEQUENCES } from '../rows.js';
import { hitOf, type EngineRow } from '../storedRows.js';
import { BUCKET_BITS, placeWords } from './metadataWords.js';
import type { PlanScope } from './readScope.js';
import { allOf, HIT_COLUMNS, type SplitPlan } from './splitPlan.js';
import { ask, numbered, type Condition, type Read } from './statements.js';
import { rowsWithWords, textsFor, type RowSpan } from './wordsSql.js';

/** Limits of one run of a plan. */
export interface PlanPace {
  /** Time after which no further mails are searched, and limit of each statement. */
  readonly timeoutMs: number;
  /** Time of the newest mails that are searched first. Default: that of one bucket. */
  readonly windowSeconds?: number | undefined;
}

/** Mails that were compared. */
interface Examined {
  readonly matching: number;
  readonly examined: number;
  /** Where to go on, if there are more; otherwise null. */
  readonly next: number | null;
}

const BUCKET_ROWS = 2 ** BUCKET_BITS;
/** Mails whose texts are looked at in one statement, at first and at most. */
const FIRST_CHUNK = 64;
const LARGEST_CHUNK = 512;
/** More mails than those that are expected to have the missing matches. */
const SPARE = 1.5;
/** Statements that take too long are tried with half of the mails, down to this number. */
const SMALLEST_CHUNK = 8;
/** Mails that a look at the index names at most. */
const MOST_ROWS = 2000;
/** Mails of which a statement picks those whose texts it looks at, where others may have another state or project. */
const ROWS_PER_TEXT = 4;
/** Where a larger share of the newest mails matches, the texts alone are looked at: of 8 mails, one. */
const FREQUENT = 8;
/** The same where the texts of what the index names are to be read in any case. */
const FREQUENT_PHRASE = 16;
/** Mails that the next window is to have, by those that the last one had. */
const WANTED_ROWS = 500;
const SMALLEST_GROWTH = 4;
const LARGEST_GROWTH = 16;

/**
 * Reads one page of a plan, newest mails first.
 *
 * Words that many mails have are found fastest in the texts of the newest mails; so these come first. If few of them
 * match, the index is asked for the words, in spans of time that grow until there are enough: a common word is in the
 * first one, and a rare word takes one look at the index as a whole. Statements are small, because the time limit of
 * one loses all that it found.
 */
export class PageReader {
  readonly #scope: PlanScope;
  readonly #split: SplitPlan;
  readonly #limit: number;
  readonly #timeoutMs: number;
  readonly #read: Read;
  readonly #hits: IndexHit[] = [];
  #source: 'texts' | 'words' | 'keys';
  /** Mails from here on, and before `#end`, are still to be searched. */
  readonly #first: number;
  #end: number;
  readonly #start: number;
  #windowRows: number;
  #chunk = FIRST_CHUNK;
  #largestChunk = LARGEST_CHUNK;
  /** Whether the index took too long, so that only texts are looked at. */
  #isIndexSlow = false;

  constructor(
    { before, limit }: IndexPlan,
    { scope, split }: { readonly scope: PlanScope; readonly split: SplitPlan },
    pace: PlanPace,
    read: Read,
  ) {
    const { timeoutMs, windowSeconds = BUCKET_ROWS / SEQUENCES } = pace;
    this.#scope = scope;
    this.#split = split;
    this.#limit = limit;
    this.#timeoutMs = timeoutMs;
    this.#read = read;
    this.#source = split.isKeyed ? 'keys' : 'texts';
    this.#first = split.first;
    this.#end = Math.min(before ?? split.end, split.end);
    this.#start = this.#end;
    this.#windowRows = windowSeconds * SEQUENCES;
  }

  /** @throws QueryTooLong if even a few mails exceed the time limit of a statement. */
  async read(): Promise<Omit<IndexAnswer, 'total'>> {
    const deadline = performance.now() + this.#timeoutMs;
    const isOver = (): boolean => this.#hasMoved && performance.now() > deadline;
    const hits = this.#hits;
    while (this.#end > this.#first) {
      try {
        await (this.#source === 'texts' ? this.#readTexts() : this.#readFound(isOver));
      } catch (error) {
        if (!(error instanceof QueryTooLong) || !this.#hasMoved) throw error;
        return { hits, exhausted: false, interruptedAt: this.#end };
      }
      if (this.#isFull) {
        return { hits: hits.slice(0, this.#limit), exhausted: false, interruptedAt: null };
      }
      if (this.#end > this.#first && isOver()) {
        return { hits, exhausted: false, interruptedAt: this.#end };
      }
    }
    return { hits, exhausted: true, interruptedAt: null };
  }

  /** One more than requested, to determine whether there are more. */
  get #isFull(): boolean {
    return this.#hits.length > this.#limit;
  }

  /** Whether the texts of all mails that the index names are looked at. */
  get #isPicked(): boolean {
    return this.#split.plain === null && placeWords(this.#scope) !== null;
  }

  get #hasMoved(): boolean {
    return this.#end < this.#start;
  }

  /** Looks at the texts of the next mails. */
  async #readTexts(): Promise<void> {
    const first = this.#firstOfWindow();
    const span = { sql: 'm.row >= ? AND m.row < ?', values: [first, this.#end] };
    const { matching, examined, next } = await this.#examine(span);
    this.#end = next ?? first;
    const { tree, isRead } = this.#split;
    const isFrequent = matching * (isRead ? FREQUENT_PHRASE : FREQUENT) >= Math.max(1, examined);
    if (tree !== null && !isFrequent && !this.#isIndexSlow) this.#source = 'words';
    else if (next === null) this.#grow(examined);
  }

  /** Looks at the next mails that the index names. */
  async #readFound(isOver: () => boolean): Promise<void> {
    const rowsPerText = this.#isPicked ? 1 : ROWS_PER_TEXT;
    const first = this.#source === 'keys' ? this.#first : this.#firstOfWindow();
    const found = await this.#find({ first, end: this.#end });
    if (found === null) return;
    for (let rest = found; rest.length > 0;) {
      const newest = rest.slice(0, this.#chunk * rowsPerText);
      const { next } = await this.#examine({
        sql: 'm.row = ANY(?::bigint[])',
        values: [newest],
      });
      const last = next ?? newest.at(-1) ?? first;
      this.#end = last;
      if (this.#isFull || isOver()) return;
      rest = rest.filter((row) => row < last);
    }
    if (found.length === MOST_ROWS) return;
    this.#end = first;
    this.#grow(found.length);
  }

  /** Rows that may match, newest first; null where that takes too long. */
  async #find(span: RowSpan): Promise<readonly number[] | null> {
    try {
      const rows = await this.#rowsIn(span);
      return rows.map(rowOf);
    } catch (error) {
      if (!(error instanceof QueryTooLong) || this.#hasMoved) throw error;
      this.#source = 'texts';
      this.#isIndexSlow = true;
      return null;
    }
  }

  async #rowsIn(span: RowSpan): Promise<readonly EngineRow[]> {
    const { tree, excluded, place, plain } = this.#split;
    if (this.#source === 'words' && tree !== null) {
      const { sql, values } = rowsWithWords({ tree, excluded }, this.#scope, span, MOST_ROWS);
      return await this.#read(numbered(sql), values);
    }
    const rows = { sql: 'm.row >= ? AND m.row < ?', values: [span.first, span.end] };
    // Sorted after the search: walking the rows in order would examine every mail.
    return await ask(
      this.#read,
      'WITH found AS MATERIALIZED (SELECT m.row FROM mail m',
      [rows, place, plain],
      { sql: ') SELECT row FROM found ORDER BY row DESC LIMIT ?', values: [MOST_ROWS] },
    );
  }

  /** Compares some of the newest of these mails with all conditions, and takes those that match. */
  async #examine(rows: Condition): Promise<Examined> {
    for (;;) {
      const limit = this.#chunk;
      try {
        const found = await this.#compare(rows, limit);
        const matching = found.filter((row) => row['matches'] === true);
        const examined = Number(found[0]?.['examined'] ?? 0);
        this.#take(matching, examined);
        const isMore = examined === limit;
        return { matching: matching.length, examined, next: isMore ? rowOf(found.at(-1)) : null };
      } catch (error) {
        if (!(error instanceof QueryTooLong) || this.#hasMoved) throw error;
        if (limit <= SMALLEST_CHUNK) throw error;
        this.#largestChunk = Math.floor(limit / 2);
        this.#chunk = this.#largestChunk;
      }
    }
  }

  /** Those that match, and the oldest one that was compared. */
  async #compare(rows: Condition, limit: number): Promise<readonly EngineRow[]> {
    const { place, plain, wordy, undecided } = this.#split;
    const conditions = this.#source === 'words' ? undecided : wordy;
    const { select, words } = textsFor(conditions);
    const matches = allOf(conditions, words);
    return await ask(
      this.#read,
      'WITH chosen AS MATERIALIZED (SELECT m.* FROM mail m',
      [rows, place, plain],
      {
        sql: `ORDER BY m.row DESC LIMIT ?), few AS MATERIALIZED (${select} WHERE row IN (SELECT row FROM chosen)),
        compared AS MATERIALIZED (SELECT m.*, (${matches.sql}) IS TRUE AS matches FROM chosen m)
        SELECT ${HIT_COLUMNS}, p.name AS "projectName", matches, (SELECT count(*) FROM chosen) AS examined
        FROM compared m JOIN project p ON p.id = m.project
        WHERE matches OR m.row = (SELECT min(row) FROM chosen) ORDER BY m.row DESC`,
        values: [limit, ...matches.values],
      },
    );
  }

  #take(matching: readonly EngineRow[], examined: number): void {
    this.#hits.push(...matching.map(hitOf));
    const missing = this.#limit + 1 - this.#hits.length;
    const share = matching.length / Math.max(1, examined);
    const needed = share === 0 ? this.#chunk * 2 : (missing / share) * SPARE;
    this.#chunk = Math.ceil(Math.min(this.#largestChunk, Math.max(SMALLEST_CHUNK, needed)));
  }

  #firstOfWindow(): number {
    const first = this.#end - this.#windowRows;
    const isLong = this.#windowRows >= BUCKET_ROWS;
    return Math.max(this.#first, isLong ? Math.floor(first / BUCKET_ROWS) * BUCKET_ROWS : first);
  }

  #grow(rows: number): void {
    const growth = WANTED_ROWS / Math.max(1, rows);
    this.#windowRows *= Math.min(LARGEST_GROWTH, Math.max(SMALLEST_GROWTH, growth));
  }
}

const rowOf = (row: EngineRow | undefined): number => Number(row?.['row']);
