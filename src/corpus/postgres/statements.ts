import type { PlanValue } from '../planSql.js';
import type { EngineRow } from '../storedRows.js';

/** Values of statements. */
export type Value = PlanValue | readonly string[] | readonly number[];
/** Runs a statement. */
export type Read = (sql: string, values: readonly Value[]) => Promise<readonly EngineRow[]>;

/** A condition, with its values in the order of its `?`. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly Value[];
}

/** Runs a statement with conditions that must all be met between its beginning and its end. */
export async function ask(
  read: Read,
  select: string,
  conditions: readonly (Condition | null)[],
  end: Condition = { sql: '', values: [] },
): Promise<readonly EngineRow[]> {
  const all = conditions.filter((condition) => condition !== null);
  return await read(
    numbered(`${select} WHERE ${all.map(({ sql }) => sql).join(' AND ')} ${end.sql}`),
    [...all, end].flatMap(({ values }) => values),
  );
}

/** PostgreSQL numbers the values of a statement. */
export function numbered(sql: string): string {
  let at = 0;
  return sql.replaceAll('?', () => `$${String((at += 1))}`);
}
