import type { IndexAnswer, IndexHit, IndexPlan } from '../IndexPlan.js';
import { MAIL_KINDS } from '../IndexedMail.js';
import { MAX_ROW } from '../planSql.js';
import { hitOf } from '../storedRows.js';
import { compileWhere, type CompiledWhere } from './compilePlan.js';
import type { Places } from './Places.js';
import type { SqlDatabase, SqlRow, SqlValue } from './openDatabase.js';

/** Rows that are examined between two checks of the time. */
const CHUNK = 10_000;
/** Mails of the first part that is searched, after which the time is looked at. */
const PART_MAILS = 50_000;
/** A part has at most so many times the mails of those before it, because older mails may have fewer of the words. */
const COUNT_GROWTH = 16;
/** The same where the newest matches are looked for. */
const PAGE_GROWTH = 4;
/** Times below it say nothing. */
const SHORTEST_MS = 0.5;
/** The edges of such parts are read again when the number of mails has changed by this factor. */
const EDGES_DRIFT = 1.2;
const COLUMNS =
  'm.row, m.kind, m.number, m.messageId, m.series, m.parentKind, m.parentNumber, m.project';

/** A plan as this database runs it. */
interface Prepared extends CompiledWhere {
  /** Rows that may match, without bounds and order: `FROM … WHERE …`. */
  readonly candidates: string;
  readonly candidateValues: readonly SqlValue[];
  /** Condition that each candidate is checked by; "1" if there is none. */
  readonly filter: string;
  readonly filterValues: readonly SqlValue[];
}

/** Answers plans. Long ones are read in chunks, so that they end when their time is over. */
export class PlanRunner {
  readonly #database: SqlDatabase;
  readonly #places: Places;
  readonly #timeoutMs: number;
  readonly #partMails: number;
  #parts: { readonly mails: number; readonly edges: readonly number[] } = {
    mails: 0,
    edges: [MAX_ROW],
  };

  /** @param partMails mails that are searched before the first look at the clock. */
  constructor(database: SqlDatabase, places: Places, timeoutMs: number, partMails = PART_MAILS) {
    this.#database = database;
    this.#places = places;
    this.#timeoutMs = timeoutMs;
    this.#partMails = partMails;
  }

  run(plan: IndexPlan): IndexAnswer {
    const deadline = performance.now() + this.#timeoutMs;
    const prepared = this.#prepare(plan);
    if (prepared === null) {
      return { hits: [], exhausted: true, interruptedAt: null, total: plan.count ? 0 : null };
    }
    const page = this.#page(prepared, plan, deadline);
    return { ...page, total: plan.count ? this.#count(prepared, deadline) : null };
  }

  #prepare({ instance, projects, kinds, where }: IndexPlan): Prepared | null {
    const compiled = compileWhere(where);
    const instanceId = this.#places.findInstance(instance);
    const projectIds = projects?.flatMap((project) => {
      const id = this.#places.findProject({ instance, project });
      return id === null ? [] : [id];
    });
    if (instanceId === null || projectIds?.length === 0 || kinds.length === 0) return null;
    const filter = compiled.conditions.map(({ sql }) => sql).join(' AND ') || '1';
    const filterValues = compiled.conditions.flatMap(({ values }) => values);
    if (compiled.match !== null) {
      const place = projectIds?.map((id) => `"p${String(id)}"`) ?? [`"i${String(instanceId)}"`];
      const kindTokens = kinds.map((kind) => `"k${kind.toLowerCase()}"`);
      // Each of these tokens has long lists of mails, which take time to merge: only those that leave some out.
      const match = [
        ...(this.#isAll(projectIds) ? [] : [place]),
        ...(new Set(kinds).size === MAIL_KINDS.length ? [] : [kindTokens]),
      ]
        .map((tokens) => `place : (${tokens.join(' OR ')}) AND `)
        .concat(compiled.match)
        .join('');
      // A condition with few rows comes first; the engine then checks each of them.
      const candidates = compiled.isKeyed
        ? `FROM mail m CROSS JOIN words ON words.rowid = m.row WHERE ${filter} AND words MATCH ?`
        : 'FROM words WHERE words MATCH ?';
      return compiled.isKeyed
        ? {
            ...compiled,
            candidates,
            candidateValues: [...filterValues, match],
            filter: '1',
            filterValues: [],
          }
        : { ...compiled, candidates, candidateValues: [match], filter, filterValues };
    }
    const place =
      projectIds === undefined
        ? `m.instance = ${String(instanceId)}`
        : `m.project IN (${projectIds.join(', ')})`;
    const kindList = kinds.map((kind) => `'${kind}'`).join(', ');
    // The unary plus keeps SQLite from sorting by another index than that of the rows.
    const base = `FROM mail m WHERE ${compiled.isKeyed ? place : place.replace('m.', '+m.')} AND +m.kind IN (${kindList})`;
    return compiled.isKeyed
      ? {
          ...compiled,
          candidates: `${base} AND ${filter}`,
          candidateValues: filterValues,
          filter: '1',
          filterValues: [],
        }
      : { ...compiled, candidates: base, candidateValues: [], filter, filterValues };
  }

  #page(prepared: Prepared, plan: IndexPlan, deadline: number): Omit<IndexAnswer, 'total'> {
    const hits: IndexHit[] = [];
    let before = Math.min(plan.before ?? prepared.maximumRow, prepared.maximumRow);
    if (plan.limit === 0) return { hits, exhausted: false, interruptedAt: null };
    for (let parts = 1; ; parts *= PAGE_GROWTH) {
      // Without a filter, every candidate is a hit.
      const isFiltered = prepared.filter !== '1';
      const first = isFiltered ? prepared.minimumRow : this.#firstOfPart(prepared, before, parts);
      // One more than requested, to determine whether there are more.
      const wanted = plan.limit + 1 - hits.length;
      hits.push(...this.#hits(prepared, first, before, wanted));
      if (hits.length > plan.limit) {
        return { hits: hits.slice(0, plan.limit), exhausted: false, interruptedAt: null };
      }
      const end = isFiltered ? this.#chunk(prepared, before) : first;
      if (end === null || end <= prepared.minimumRow) {
        return { hits, exhausted: true, interruptedAt: null };
      }
      before = end;
      if (performance.now() > deadline) return { hits, exhausted: false, interruptedAt: before };
    }
  }

  /** The row that so many parts of all mails before another one begin with. */
  #firstOfPart({ isKeyed, minimumRow }: Prepared, before: number, parts: number): number {
    if (isKeyed) return minimumRow;
    const edges = this.#edges();
    const next = edges.findLastIndex((edge) => edge < before);
    return Math.max(minimumRow, edges[next - parts + 1] ?? 0);
  }

  /** Matches among the next candidates. */
  #hits(prepared: Prepared, first: number, before: number, limit: number): IndexHit[] {
    const size = prepared.filter === '1' ? limit : CHUNK;
    const sql = `SELECT ${COLUMNS}, p.name AS projectName
      FROM (${this.#candidates(prepared)} LIMIT ?) c CROSS JOIN mail m ON m.row = c.row
      JOIN project p ON p.id = m.project
      WHERE ${prepared.filter} ORDER BY c.row DESC LIMIT ?`;
    return this.#all(
      sql,
      ...prepared.candidateValues,
      first,
      before,
      size,
      ...prepared.filterValues,
      limit,
    ).map(hitOf);
  }

  /** The last row of the next candidates; null where none follow. */
  #chunk(prepared: Prepared, before: number): number | null {
    const sql = `SELECT min(row) AS last, count(*) AS rows FROM (${this.#candidates(prepared)} LIMIT ?)`;
    const { candidateValues, minimumRow } = prepared;
    const [found] = this.#all(sql, ...candidateValues, minimumRow, before, CHUNK);
    return Number(found?.['rows'] ?? 0) < CHUNK ? null : Number(found?.['last']);
  }

  /** Whether the index has nothing but these projects; null is all of the only instance that is asked for. */
  #isAll(projects: readonly number[] | undefined): boolean {
    const [known] = this.#all(
      'SELECT count(*) AS projects, count(DISTINCT instance) AS instances FROM project',
    );
    if (Number(known?.['instances']) > 1) return false;
    return projects === undefined || new Set(projects).size === Number(known?.['projects']);
  }

  /** Null if there is not enough time. */
  #count(prepared: Prepared, deadline: number): number | null {
    const { candidates, candidateValues, filter, filterValues } = prepared;
    const isOfMail = candidates.startsWith('FROM mail');
    const row = isOfMail ? 'm.row' : 'words.rowid';
    // Not sorted, and not out of a subquery: that takes twice the time.
    const from =
      isOfMail || filter === '1'
        ? candidates
        : candidates.replace('FROM words', 'FROM words CROSS JOIN mail m ON m.row = words.rowid');
    const sql = `SELECT count(*) AS matching ${from} AND ${row} >= ? AND ${row} < ? AND ${filter}`;
    let total = 0;
    const countFrom = (first: number, end: number): void => {
      const [found] = this.#all(sql, ...candidateValues, first, end, ...filterValues);
      total += Number(found?.['matching'] ?? 0);
    };
    return this.#inParts(prepared, deadline, countFrom) ? total : null;
  }

  /**
   * Counts in parts of all mails, oldest first: the lists of words are read from their beginning again for each part, so
   * that a part takes as long as all before it together, and one that would not end in time is not begun.
   *
   * @returns whether there was time for all.
   */
  #inParts(
    { isKeyed, minimumRow, maximumRow }: Prepared,
    deadline: number,
    count: (first: number, end: number) => void,
  ): boolean {
    const edges = isKeyed ? [MAX_ROW] : this.#edges();
    let first = minimumRow;
    for (let parts = 1; ;) {
      const end = Math.min(maximumRow, edges[parts - 1] ?? MAX_ROW);
      const startedAt = performance.now();
      if (end > first) count(first, end);
      first = Math.max(first, end);
      if (first >= maximumRow || parts >= edges.length) return true;
      const now = performance.now();
      const growth = (deadline - now) / Math.max(SHORTEST_MS, now - startedAt);
      const next = Math.floor(parts * Math.min(COUNT_GROWTH, growth));
      if (next <= parts) return false;
      parts = Math.min(next, edges.length);
    }
  }

  /** Rows behind parts of all mails, oldest first; the last is behind all. */
  #edges(): readonly number[] {
    const [known] = this.#all('SELECT sum(mails) AS mails FROM kind_count');
    const mails = Number(known?.['mails'] ?? 0);
    const drift = Math.max(mails, 1) / Math.max(this.#parts.mails, 1);
    if (drift < EDGES_DRIFT && drift > 1 / EDGES_DRIFT) return this.#parts.edges;
    const edges: number[] = [];
    for (let from = 0; ;) {
      const [edge] = this.#all(
        'SELECT row FROM mail WHERE row >= ? ORDER BY row LIMIT 1 OFFSET ?',
        from,
        this.#partMails,
      );
      if (edge === undefined) break;
      from = Number(edge['row']);
      edges.push(from);
    }
    this.#parts = { mails, edges: [...edges, MAX_ROW] };
    return this.#parts.edges;
  }

  #candidates({ candidates }: Prepared): string {
    const row = candidates.startsWith('FROM mail') ? 'm.row' : 'rowid';
    return `SELECT ${row} AS row ${candidates} AND ${row} >= ? AND ${row} < ? ORDER BY ${row} DESC`;
  }

  #all(sql: string, ...values: readonly SqlValue[]): readonly SqlRow[] {
    return this.#database.prepare(sql).all(...values);
  }
}
