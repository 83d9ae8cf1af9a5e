import type { IndexAnswer, IndexHit, IndexPlan } from '../IndexPlan.js';
import { MAIL_KINDS } from '../IndexedMail.js';
import { MAX_ROW } from '../planSql.js';
import { hitOf } from '../storedRows.js';
import { compileWhere, type CompiledWhere } from './compilePlan.js';
import type { Places } from './Places.js';
import type { SqlDatabase, SqlRow, SqlValue } from './openDatabase.js';

/** Rows that are examined between two checks of the time. */
const CHUNK = 10_000;
/** Mails between two checks of the time for counting: another part reads the lists of words from their beginning again. */
const COUNTED_MAILS = 1_000_000;
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
  readonly #countedMails: number;
  #parts: { readonly mails: number; readonly edges: readonly number[] } = { mails: 0, edges: [0] };

  /** @param countedMails mails between two looks at the clock where matches are only counted. */
  constructor(
    database: SqlDatabase,
    places: Places,
    timeoutMs: number,
    countedMails = COUNTED_MAILS,
  ) {
    this.#database = database;
    this.#places = places;
    this.#timeoutMs = timeoutMs;
    this.#countedMails = countedMails;
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
    for (;;) {
      // One more than requested, to determine whether there are more.
      const wanted = plan.limit + 1 - hits.length;
      hits.push(...this.#hits(prepared, before, wanted));
      if (hits.length > plan.limit) {
        return { hits: hits.slice(0, plan.limit), exhausted: false, interruptedAt: null };
      }
      // Without a filter, every candidate is a hit.
      const end = prepared.filter === '1' ? null : this.#chunk(prepared, before);
      if (end === null) return { hits, exhausted: true, interruptedAt: null };
      before = end;
      if (performance.now() > deadline) return { hits, exhausted: false, interruptedAt: before };
    }
  }

  /** Matches among the next candidates. */
  #hits(prepared: Prepared, before: number, limit: number): IndexHit[] {
    const size = prepared.filter === '1' ? limit : CHUNK;
    const sql = `SELECT ${COLUMNS}, p.name AS projectName
      FROM (${this.#candidates(prepared)} LIMIT ?) c CROSS JOIN mail m ON m.row = c.row
      JOIN project p ON p.id = m.project
      WHERE ${prepared.filter} ORDER BY c.row DESC LIMIT ?`;
    return this.#all(
      sql,
      ...this.#span(prepared, before),
      size,
      ...prepared.filterValues,
      limit,
    ).map(hitOf);
  }

  /** The last row of the next candidates; null where none follow. */
  #chunk(prepared: Prepared, before: number): number | null {
    const sql = `SELECT min(row) AS last, count(*) AS rows FROM (${this.#candidates(prepared)} LIMIT ?)`;
    const [found] = this.#all(sql, ...this.#span(prepared, before), CHUNK);
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

  #count(prepared: Prepared, deadline: number): number | null {
    const { candidates, candidateValues, filter, filterValues, maximumRow } = prepared;
    const isOfMail = candidates.startsWith('FROM mail');
    const row = isOfMail ? 'm.row' : 'words.rowid';
    // Not sorted, and not out of a subquery: that takes twice the time.
    const from =
      isOfMail || filter === '1'
        ? candidates
        : candidates.replace('FROM words', 'FROM words CROSS JOIN mail m ON m.row = words.rowid');
    const sql = `SELECT count(*) AS matching ${from} AND ${row} >= ? AND ${row} < ? AND ${filter}`;
    let total = 0;
    let end = maximumRow;
    for (const first of prepared.isKeyed ? [0] : this.#edges()) {
      if (first >= end) continue;
      const from = Math.max(first, prepared.minimumRow);
      const [found] = this.#all(sql, ...candidateValues, from, end, ...filterValues);
      total += Number(found?.['matching'] ?? 0);
      if (from === prepared.minimumRow) return total;
      if (performance.now() > deadline) return null;
      end = first;
    }
    return total;
  }

  /** First rows of parts of all mails, newest first; the last is 0. */
  #edges(): readonly number[] {
    const [known] = this.#all('SELECT sum(mails) AS mails FROM kind_count');
    const mails = Number(known?.['mails'] ?? 0);
    const drift = Math.max(mails, 1) / Math.max(this.#parts.mails, 1);
    if (drift < EDGES_DRIFT && drift > 1 / EDGES_DRIFT) return this.#parts.edges;
    const edges: number[] = [];
    for (let before = MAX_ROW; ;) {
      const [edge] = this.#all(
        'SELECT row FROM mail WHERE row < ? ORDER BY row DESC LIMIT 1 OFFSET ?',
        before,
        this.#countedMails - 1,
      );
      if (edge === undefined) break;
      before = Number(edge['row']);
      edges.push(before);
    }
    this.#parts = { mails, edges: [...edges, 0] };
    return this.#parts.edges;
  }

  #candidates({ candidates }: Prepared): string {
    const row = candidates.startsWith('FROM mail') ? 'm.row' : 'rowid';
    return `SELECT ${row} AS row ${candidates} AND ${row} >= ? AND ${row} < ? ORDER BY ${row} DESC`;
  }

  #span(prepared: Prepared, before: number): readonly SqlValue[] {
    return [...prepared.candidateValues, prepared.minimumRow, before];
  }

  #all(sql: string, ...values: readonly SqlValue[]): readonly SqlRow[] {
    return this.#database.prepare(sql).all(...values);
  }
}
