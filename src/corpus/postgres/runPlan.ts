import { QueryTooLong } from '../IndexUnavailable.js';
import type { IndexAnswer, IndexHit, IndexPlan } from '../IndexPlan.js';
import { conditionSql, MAX_ROW, type PlanValue } from '../planSql.js';
import { hitOf, type EngineRow } from '../storedRows.js';
import { wordsSqlOf, type RowSpan } from './wordsSql.js';

/** Columns of `mail m` and `project p` for a hit. */
export const MAIL_COLUMNS = `m.row, m.kind, m.number, m.messageId AS "messageId", m.series, m.parentKind AS "parentKind",
  m.parentNumber AS "parentNumber", m.state, m.delegate, m.archived, m.checked, p.name AS "projectName"`;
const MAILS = 'FROM mail m JOIN instance i ON i.id = m.instance JOIN project p ON p.id = m.project';
/**
 * Sizes of the windows of newest mails that are searched before all the others: matches of a frequent word are
 * found there, without examining every mail that has it. The first window is searched by its texts, which is
 * the fastest for such words.
 */
export const WINDOWS: readonly number[] = [200, 5000, 40_000];
/** A window that exceeds the time limit is halved, down to this size. */
const MIN_WINDOW = 10;

type Value = PlanValue | readonly string[];
type Read = (sql: string, values: readonly unknown[]) => Promise<readonly EngineRow[]>;

/** Limits of one run of a plan. */
export interface PlanPace {
  /** Time after which no further window is searched, and limit of each statement. */
  readonly timeoutMs: number;
  readonly windows: readonly number[];
}

/**
 * Answers a plan.
 *
 * @throws IndexUnavailable; QueryTooLong if even the smallest window exceeds the time limit of a statement.
 */
export async function runPlan(plan: IndexPlan, pace: PlanPace, read: Read): Promise<IndexAnswer> {
  const page = await pageOf(plan, pace, read);
  // If there was no time for a page, there is none to count all matches.
  const total = plan.count && page.interruptedAt === null ? await count(plan, read) : null;
  return { ...page, total };
}

async function pageOf(
  plan: IndexPlan,
  { timeoutMs, windows }: PlanPace,
  read: Read,
): Promise<Omit<IndexAnswer, 'total'>> {
  const deadline = performance.now() + timeoutMs;
  const { limit } = plan;
  const hits: IndexHit[] = [];
  if (limit === 0) return { hits, exhausted: false, interruptedAt: null };
  let end = plan.before ?? MAX_ROW;
  const sizes: (number | null)[] = [...windows, null];
  for (let at = 0; at < sizes.length;) {
    const size = sizes[at] ?? null;
    // One more than requested, to determine whether there are more.
    const wanted = limit + 1 - hits.length;
    const first = size === null ? null : await firstOfWindow(end, size, read);
    const span = {
      first: first ?? 0,
      end,
      byText: at === 0 && size !== null,
      isWindow: first !== null,
    };
    try {
      hits.push(...(await hitsWithin(plan, span, wanted, read)));
    } catch (error) {
      if (!(error instanceof QueryTooLong)) throw error;
      if (end < (plan.before ?? MAX_ROW)) return { hits, exhausted: false, interruptedAt: end };
      if (size === null || size <= MIN_WINDOW) throw error;
      sizes[at] = Math.floor(size / 2);
      continue;
    }
    if (hits.length > limit) {
      return { hits: hits.slice(0, limit), exhausted: false, interruptedAt: null };
    }
    if (first === null) break;
    end = first;
    if (performance.now() > deadline) return { hits, exhausted: false, interruptedAt: end };
    at += 1;
  }
  return { hits, exhausted: true, interruptedAt: null };
}

/** Null if it takes too long. */
async function count(plan: IndexPlan, read: Read): Promise<number | null> {
  const { filter, values } = filterOf(plan, null);
  try {
    const [row] = await read(`SELECT count(*) AS count ${MAILS} WHERE ${filter}`, values);
    return Number(row?.['count'] ?? 0);
  } catch (error) {
    if (error instanceof QueryTooLong) return null;
    throw error;
  }
}

/** First row of a window of the newest mails below `end`, of all instances; null if there are fewer. */
async function firstOfWindow(end: number, size: number, read: Read): Promise<number | null> {
  const [found] = await read(
    `SELECT row FROM mail WHERE row < $1 ORDER BY row DESC OFFSET ${String(size - 1)} LIMIT 1`,
    [end],
  );
  return found === undefined ? null : Number(found['row']);
}

async function hitsWithin(
  plan: IndexPlan,
  span: RowSpan,
  limit: number,
  read: Read,
): Promise<readonly IndexHit[]> {
  const { filter, values } = filterOf(plan, span);
  // Matches are sorted after the search: walking the rows in order would examine every mail for a
  // rare word.
  const rows = await read(
    `WITH found AS MATERIALIZED (SELECT ${MAIL_COLUMNS} ${MAILS} WHERE ${filter})
     SELECT * FROM found ORDER BY row DESC LIMIT ${String(limit)}`,
    values,
  );
  return rows.map(hitOf);
}

function filterOf(
  { instance, projects, kinds, where }: IndexPlan,
  span: RowSpan | null,
): { readonly filter: string; readonly values: readonly Value[] } {
  const condition = conditionSql(where, false, wordsSqlOf(span));
  const values: Value[] = [...condition.values];
  const place = (value: Value): string => `$${String(values.push(value))}`;
  let at = 0;
  const numbered = condition.sql.replaceAll('?', () => `$${String((at += 1))}`);
  const filter = [
    `i.name = ${place(instance)}`,
    `m.kind = ANY(${place(kinds)}::text[])`,
    ...(projects === null ? [] : [`p.name = ANY(${place(projects)}::text[])`]),
    ...(span === null ? [] : [`m.row >= ${place(span.first)} AND m.row < ${place(span.end)}`]),
    numbered,
  ].join(' AND ');
  return { filter, values };
}
