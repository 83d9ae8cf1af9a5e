import { statSync } from 'node:fs';
import type { IndexedMail, MailKind } from '../IndexedMail.js';
import type { IndexAnswer, IndexPlan } from '../IndexPlan.js';
import type {
  MailRef,
  ProjectRef,
  StoredMail,
  SummaryUpdate,
  TallyPlan,
  TallyPoint,
} from '../SearchIndex.js';
import {
  progressKeyOf,
  type CoverageUpdate,
  type IndexHole,
  type ProjectCoverage,
} from '../indexCoverage.js';
import { TALLY_COLUMNS } from '../planSql.js';
import { firstRowOf } from '../rows.js';
import { coverageOf, readFacts, storedMailOf } from '../storedRows.js';
import { MailWriter } from './MailWriter.js';
import { PlanRunner } from './PlanRunner.js';
import { Places } from './Places.js';
import type { SqlDatabase, SqlRow, SqlValue } from './openDatabase.js';

/** Rows of mails with the names of their instances and projects. */
const STORED = `
SELECT m.*, i.name AS instanceName, p.name AS projectName
FROM mail m JOIN instance i ON i.id = m.instance JOIN project p ON p.id = m.project`;

/** The tables of one open database. All methods are synchronous; a worker thread calls them. */
export class SqliteEngine {
  readonly #database: SqlDatabase;
  readonly #path: string;
  readonly #places: Places;
  readonly #writer: MailWriter;
  readonly #runner: PlanRunner;

  /** @param timeoutMs time limit of one query; after it, the query returns its results so far. */
  constructor(database: SqlDatabase, path: string, timeoutMs: number) {
    this.#database = database;
    this.#path = path;
    this.#places = new Places(database);
    this.#writer = new MailWriter(database, this.#places);
    this.#runner = new PlanRunner(database, this.#places, timeoutMs);
  }

  put(mails: readonly IndexedMail[]): void {
    this.#inTransaction(() => {
      for (const mail of mails) this.#writer.put(mail);
    });
  }

  updateSummary(rows: readonly SummaryUpdate[]): void {
    this.#inTransaction(() => {
      for (const row of rows) this.#writer.updateSummary(row, row.summary);
    });
  }

  remove(refs: readonly MailRef[], withReplies: boolean): number {
    return this.#inTransaction(() => {
      const rows = new Set(refs.flatMap((ref) => this.#writer.rowOf(ref) ?? []));
      if (withReplies) {
        for (const ref of refs) for (const row of this.#writer.repliesTo(ref)) rows.add(row);
      }
      for (const row of rows) this.#writer.remove(row);
      return rows.size;
    });
  }

  forget(project: ProjectRef): number {
    return this.#inTransaction(() => {
      const id = this.#places.findProject(project);
      if (id === null) return 0;
      const rows = this.#all('SELECT row FROM mail WHERE project = ?', id);
      for (const { row } of rows) this.#writer.remove(Number(row));
      const key = progressKeyOf(project);
      this.#run(
        'DELETE FROM progress WHERE key = ? OR substr(key, 1, ?) = ?',
        key,
        key.length + 1,
        `${key}/`,
      );
      this.#places.remove(id);
      return rows.length;
    });
  }

  find(messageIds: readonly string[]): readonly StoredMail[] {
    return this.#all(
      `${STORED} WHERE m.messageId IN (SELECT value FROM json_each(?)) ORDER BY m.row DESC`,
      JSON.stringify(messageIds),
    ).map(storedMailOf);
  }

  list(
    project: ProjectRef,
    kind: MailKind,
    span: { readonly since: number; readonly before: number },
    limit: number,
  ): readonly StoredMail[] {
    this.#places.refresh();
    const id = this.#places.findProject(project);
    if (id === null) return [];
    return this.#all(
      `${STORED} WHERE m.project = ? AND m.kind = ? AND m.row >= ? AND m.row < ? ORDER BY m.row DESC LIMIT ?`,
      id,
      kind,
      firstRowOf(span.since),
      firstRowOf(span.before),
      limit,
    ).map(storedMailOf);
  }

  query(plan: IndexPlan): IndexAnswer {
    this.#places.refresh();
    return this.#runner.run(plan);
  }

  tally({ edges, kinds, by, ...project }: TallyPlan): readonly TallyPoint[] {
    this.#places.refresh();
    const id = this.#places.findProject(project);
    if (id === null) return [];
    const key = by === null ? 'NULL' : TALLY_COLUMNS[by];
    const statement = this.#database.prepare(
      `SELECT ${key} AS key, count(*) AS count FROM mail m
       WHERE m.project = ? AND m.kind IN (SELECT value FROM json_each(?)) AND m.row >= ? AND m.row < ?
       GROUP BY 1 ORDER BY 1`,
    );
    return edges.slice(0, -1).flatMap((time, index) =>
      statement
        .all(id, JSON.stringify(kinds), firstRowOf(time), firstRowOf(edges[index + 1] ?? time))
        .filter(({ count }) => Number(count) > 0)
        .map((row) => ({
          time,
          key: row['key'] == null ? null : String(row['key']),
          count: Number(row['count']),
        })),
    );
  }

  coverage(): readonly ProjectCoverage[] {
    const counts = this.#all('SELECT * FROM kind_count');
    return this.#all(
      `SELECT p.*, i.name AS instanceName FROM project p JOIN instance i ON i.id = p.instance
       WHERE p.coverage IS NOT NULL ORDER BY i.name, p.name`,
    ).map((row) => coverageOf(row, counts));
  }

  setCoverage(project: ProjectRef, update: CoverageUpdate): void {
    this.#inTransaction(() => {
      const id = this.#places.project(project);
      const [row] = this.#all('SELECT coverage FROM project WHERE id = ?', id);
      const facts = { ...readFacts(row?.['coverage']), ...update };
      this.#run('UPDATE project SET coverage = ? WHERE id = ?', JSON.stringify(facts), id);
    });
  }

  setHoles(project: ProjectRef, holes: readonly IndexHole[]): void {
    this.#inTransaction(() => {
      const id = this.#places.project(project);
      this.#run('UPDATE project SET holes = ? WHERE id = ?', JSON.stringify(holes), id);
    });
  }

  progress(key: string): string | null {
    const value = this.#all('SELECT value FROM progress WHERE key = ?', key)[0]?.['value'];
    return typeof value === 'string' ? value : null;
  }

  setProgress(key: string, value: string | null, mails: readonly IndexedMail[] = []): void {
    this.#inTransaction(() => {
      for (const mail of mails) this.#writer.put(mail);
      if (value === null) this.#run('DELETE FROM progress WHERE key = ?', key);
      else this.#run('INSERT OR REPLACE INTO progress VALUES (?, ?)', key, value);
    });
  }

  size(): number {
    if (this.#path === ':memory:') {
      const [pages, size] = ['page_count', 'page_size'].map((name) =>
        Number(this.#all(`PRAGMA ${name}`)[0]?.[name] ?? 0),
      );
      return (pages ?? 0) * (size ?? 0);
    }
    return ['', '-wal'].reduce(
      (sum, suffix) => sum + (statSync(this.#path + suffix, { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
  }

  close(): void {
    this.#database.close();
  }

  #inTransaction<T>(action: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    this.#places.refresh();
    try {
      const result = action();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      this.#places.forgetAll();
      this.#rollBack();
      throw error;
    }
  }

  /** SQLite has ended the transaction by itself after some errors, such as a full disk. */
  #rollBack(): void {
    try {
      this.#database.exec('ROLLBACK');
    } catch {
      // The error before says what is wrong.
    }
  }

  #all(sql: string, ...values: readonly SqlValue[]): readonly SqlRow[] {
    return this.#database.prepare(sql).all(...values);
  }

  #run(sql: string, ...values: readonly SqlValue[]): void {
    this.#database.prepare(sql).run(...values);
  }
}
