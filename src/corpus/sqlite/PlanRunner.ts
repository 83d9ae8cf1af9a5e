import type { IndexAnswer, IndexHit, IndexPlan } from '../IndexPlan.js';
import { MAIL_KINDS } from '../IndexedMail.js';
import { hitOf } from '../storedRows.js';
import { compileWhere, type CompiledWhere } from './compilePlan.js';
import type { Places } from './Places.js';
import type { SqlDatabase, SqlRow, SqlValue } from './openDatabase.js';

/** Rows that are examined between two checks of the time. */
const CHUNK = 10_000;
/** The same for counting, which is faster than starting another chunk. */
const COUNTED_CHUNK = 100_000;
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

  constructor(database: SqlDatabase, places: Places, timeoutMs: number) {
    this.#database = database;
    this.#places = places;
    this.#timeoutMs = timeoutMs;
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
      // Each of these tokens has long lists of mails, which take time to merge.
      const ofKinds =
        new Set(kinds).size === MAIL_KINDS.length
          ? ''
          : `place : (${kindTokens.join(' OR ')}) AND `;
      const match = `place : (${place.join(' OR ')}) AND ${ofKinds}${compiled.match}`;
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

  #count(prepared: Prepared, deadline: number): number | null {
    const isFiltered = prepared.filter !== '1';
    const matching = isFiltered ? `count(*) FILTER (WHERE ${prepared.filter})` : 'count(*)';
    const sql = `SELECT ${matching} AS matching, min(c.row) AS last, count(*) AS rows
      FROM (${this.#candidates(prepared)} LIMIT ?) c ${isFiltered ? 'CROSS JOIN mail m ON m.row = c.row' : ''}`;
    const size = isFiltered ? CHUNK : COUNTED_CHUNK;
    let total = 0;
    let before = prepared.maximumRow;
    for (;;) {
      const [found] = this.#all(
        sql,
        ...prepared.filterValues,
        ...this.#span(prepared, before),
        size,
      );
      total += Number(found?.['matching'] ?? 0);
      if (Number(found?.['rows'] ?? 0) < size) return total;
      if (performance.now() > deadline) return null;
      before = Number(found?.['last']);
    }
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
