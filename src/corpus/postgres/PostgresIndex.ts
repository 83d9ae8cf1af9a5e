import { setTimeout as delay } from 'node:timers/promises';
import { Pool, type PoolClient } from 'pg';
import { IndexFault, unavailableBy, type IndexName } from '../indexFaults.js';
import type { IndexedMail, MailKind } from '../IndexedMail.js';
import type { IndexAnswer, IndexPlan } from '../IndexPlan.js';
import type {
  MailRef,
  ProjectRef,
  SearchIndex,
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
import { coverageOf, readFacts, storedMailOf, type EngineRow } from '../storedRows.js';
import { PostgresWriter } from './PostgresWriter.js';
import type { PlanPace } from './PageReader.js';
import { runPlan } from './runPlan.js';
import { HIT_COLUMNS } from './splitPlan.js';
import { TABLES } from './tables.js';
import { databaseName, translated } from './translated.js';

/** Options of {@link PostgresIndex}. */
export interface PostgresIndexOptions {
  readonly url: string;
  /** Time for one query. */
  readonly timeoutMs: number;
  /** Time of the newest mails that are searched before all others. Default: 12 days. */
  readonly windowSeconds?: number;
  /** Time that a read waits until the tables are created or migrated. Default: 6 s. */
  readonly patienceMs?: number;
}

/** Serializes the writers of all gateways. The number is arbitrary and must not change. */
const WRITE_LOCK = 7_341_902;
const MAX_CONNECTIONS = 5;
const CONNECT_TIMEOUT_MS = 5000;
/** Longer than to connect, so that its failure is reported. */
const PATIENCE_MS = 6000;

/**
 * To compile a query, or to start processes for it, takes longer than to run it. Sets of rows are to fit into memory.
 * Words are looked for by their index also where most mails have them: to compute them of each mail takes longest.
 */
const READ_OPTIONS =
  '-c jit=off -c max_parallel_workers_per_gather=0 -c work_mem=32MB -c enable_seqscan=off';

const STORED = `SELECT ${HIT_COLUMNS}, m.state, m.delegate, m.archived, m.checked, p.name AS "projectName",
  i.name AS "instanceName" FROM mail m JOIN instance i ON i.id = m.instance JOIN project p ON p.id = m.project`;

/** An index in PostgreSQL, which several gateways share. */
export class PostgresIndex implements SearchIndex {
  readonly #reads: Pool;
  readonly #writes: Pool;
  readonly #pace: PlanPace;
  readonly #name: IndexName;
  readonly #patienceMs: number;
  #ready: Promise<void> | undefined;
  #isReady = false;

  constructor(options: PostgresIndexOptions) {
    const { url, timeoutMs, windowSeconds, patienceMs = PATIENCE_MS } = options;
    this.#pace = { timeoutMs, windowSeconds };
    this.#patienceMs = patienceMs;
    this.#name = databaseName(url);
    const shared = {
      connectionString: url,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      application_name: 'patchwork-graphql',
    };
    this.#reads = new Pool({
      ...shared,
      max: MAX_CONNECTIONS,
      statement_timeout: timeoutMs,
      options: READ_OPTIONS,
    });
    this.#writes = new Pool({ ...shared, max: 1 });
    // An idle connection that breaks is replaced by the next call.
    this.#reads.on('error', () => undefined);
    this.#writes.on('error', () => undefined);
  }

  async put(mails: readonly IndexedMail[]): Promise<void> {
    await this.#write((writer) => writer.put(mails));
  }

  async updateSummary(rows: readonly SummaryUpdate[]): Promise<void> {
    await this.#write(async (writer) => {
      for (const row of rows) await writer.updateSummary(row, row.summary);
    });
  }

  async remove(refs: readonly MailRef[], withReplies = false): Promise<number> {
    return await this.#write(async (writer) => {
      const rows = new Set<number>();
      for (const ref of refs) {
        const row = await writer.rowOf(ref);
        if (row !== null) rows.add(row);
        if (withReplies) for (const reply of await writer.repliesTo(ref)) rows.add(reply);
      }
      await writer.remove([...rows]);
      return rows.size;
    });
  }

  async forget(project: ProjectRef): Promise<number> {
    return await this.#write(async (writer, client) => {
      const id = await writer.projectOf(project);
      const { rows } = await client.query<{ readonly row: unknown }>(
        'SELECT row FROM mail WHERE project = $1',
        [id],
      );
      await writer.remove(rows.map(({ row }) => Number(row)));
      const key = progressKeyOf(project);
      await client.query('DELETE FROM progress WHERE key = $1 OR starts_with(key, $2)', [
        key,
        `${key}/`,
      ]);
      await client.query('DELETE FROM kind_count WHERE project = $1', [id]);
      await client.query('DELETE FROM project WHERE id = $1', [id]);
      return rows.length;
    });
  }

  async find(messageIds: readonly string[]): Promise<readonly StoredMail[]> {
    const rows = await this.#read(
      `${STORED} WHERE m.messageId = ANY($1::text[]) ORDER BY m.row DESC`,
      [[...messageIds]],
    );
    return rows.map(storedMailOf);
  }

  async list(
    { instance, project }: ProjectRef,
    kind: MailKind,
    span: { readonly since: number; readonly before: number },
    limit: number,
  ): Promise<readonly StoredMail[]> {
    const rows = await this.#read(
      `${STORED} WHERE i.name = $1 AND p.name = $2 AND m.kind = $3 AND m.row >= $4 AND m.row < $5
       ORDER BY m.row DESC LIMIT $6`,
      [instance, project, kind, firstRowOf(span.since), firstRowOf(span.before), limit],
    );
    return rows.map(storedMailOf);
  }

  async query(plan: IndexPlan): Promise<IndexAnswer> {
    return await runPlan(plan, this.#pace, (sql, values) => this.#read(sql, values));
  }

  async tally({ instance, project, kinds, edges, by }: TallyPlan): Promise<readonly TallyPoint[]> {
    const key = by === null ? 'NULL' : `${TALLY_COLUMNS[by]}::text`;
    const rows = await this.#read(
      `SELECT e.time, ${key} AS key, count(*) AS count
       FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS e (time, first, last)
       JOIN mail m ON m.row >= e.first AND m.row < e.last
       JOIN project p ON p.id = m.project JOIN instance i ON i.id = m.instance
       WHERE i.name = $4 AND p.name = $5 AND m.kind = ANY($6::text[])
       GROUP BY 1, 2 ORDER BY 1, 2 NULLS FIRST`,
      [
        edges.slice(0, -1),
        edges.slice(0, -1).map(firstRowOf),
        edges.slice(1).map(firstRowOf),
        instance,
        project,
        kinds,
      ],
    );
    return rows.map((row) => ({
      time: Number(row['time']),
      key: typeof row['key'] === 'string' ? row['key'] : null,
      count: Number(row['count']),
    }));
  }

  async coverage(): Promise<readonly ProjectCoverage[]> {
    const [projects, counts] = await Promise.all([
      this.#read(
        `SELECT p.*, i.name AS "instanceName" FROM project p JOIN instance i ON i.id = p.instance
         WHERE p.coverage IS NOT NULL ORDER BY i.name COLLATE "C", p.name COLLATE "C"`,
      ),
      this.#read('SELECT * FROM kind_count'),
    ]);
    return projects.map((row) => coverageOf(row, counts));
  }

  async setCoverage(project: ProjectRef, update: CoverageUpdate): Promise<void> {
    await this.#write(async (writer, client) => {
      const id = await writer.projectOf(project);
      const { rows } = await client.query<EngineRow>('SELECT coverage FROM project WHERE id = $1', [
        id,
      ]);
      const facts = { ...readFacts(rows[0]?.['coverage']), ...update };
      await client.query('UPDATE project SET coverage = $1 WHERE id = $2', [
        JSON.stringify(facts),
        id,
      ]);
    });
  }

  async setHoles(project: ProjectRef, holes: readonly IndexHole[]): Promise<void> {
    await this.#write(async (writer, client) => {
      const id = await writer.projectOf(project);
      await client.query('UPDATE project SET holes = $1 WHERE id = $2', [
        JSON.stringify(holes),
        id,
      ]);
    });
  }

  async progress(key: string): Promise<string | null> {
    const [row] = await this.#read('SELECT value FROM progress WHERE key = $1', [key]);
    return typeof row?.['value'] === 'string' ? row['value'] : null;
  }

  async setProgress(
    key: string,
    value: string | null,
    mails: readonly IndexedMail[] = [],
  ): Promise<void> {
    await this.#write(async (writer, client) => {
      await writer.put(mails);
      if (value === null) await client.query('DELETE FROM progress WHERE key = $1', [key]);
      else {
        await client.query(
          `INSERT INTO progress VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
          [key, value],
        );
      }
    });
  }

  async size(): Promise<number> {
    const [row] = await this.#read(
      `SELECT sum(pg_total_relation_size(name::regclass)) AS size
       FROM unnest(ARRAY['mail', 'words', 'blob']) AS name`,
    );
    return Number(row?.['size'] ?? 0);
  }

  async close(): Promise<void> {
    await Promise.all([this.#reads.end(), this.#writes.end()]);
  }

  async #read(sql: string, values: readonly unknown[] = []): Promise<readonly EngineRow[]> {
    if (!this.#isReady) await this.#untilReady();
    return await translated(
      this.#name,
      async () => (await this.#reads.query<EngineRow>(sql, [...values])).rows,
    );
  }

  async #write<T>(action: (writer: PostgresWriter, client: PoolClient) => Promise<T>): Promise<T> {
    await this.#prepare();
    return await this.#locked((client) => action(new PostgresWriter(client), client));
  }

  /** Runs a transaction while no other gateway writes. */
  async #locked<T>(action: (client: PoolClient) => Promise<T>): Promise<T> {
    return await translated(this.#name, async () => {
      const client = await this.#writes.connect();
      try {
        await client.query('BEGIN');
        await client.query('SELECT pg_advisory_xact_lock($1)', [WRITE_LOCK]);
        const result = await action(client);
        await client.query('COMMIT');
        client.release();
        return result;
      } catch (error) {
        // The connection ends with its transaction.
        client.release(true);
        throw error;
      }
    });
  }

  /**
   * Creates the tables, or migrates them to the current version; if it fails, the next call
   * retries.
   */
  #prepare(): Promise<void> {
    this.#ready ??= this.#locked(migrate).then(
      () => {
        this.#isReady = true;
      },
      (error: unknown) => {
        this.#ready = undefined;
        throw error;
      },
    );
    return this.#ready;
  }

  /**
   * Waits for the tables as long as a read may.
   *
   * @throws IndexUnavailable if it takes longer. A migration goes on, and a later read finds it done.
   */
  async #untilReady(): Promise<void> {
    const over = new AbortController();
    const tooLong = delay(this.#patienceMs, undefined, { signal: over.signal }).then(() => {
      throw unavailableBy(new IndexFault('MIGRATING'), this.#name);
    });
    try {
      await Promise.race([this.#prepare(), tooLong]);
    } finally {
      over.abort();
    }
  }
}

async function migrate(client: PoolClient): Promise<void> {
  await client.query('CREATE TABLE IF NOT EXISTS index_version (version integer NOT NULL)');
  const { rows } = await client.query<{ readonly version: number }>(
    'SELECT version FROM index_version',
  );
  const found = rows[0]?.version ?? 0;
  if (found > TABLES.length) {
    throw new IndexFault('NEWER_VERSION');
  }
  for (const script of TABLES.slice(found)) await client.query(script);
  await client.query('DELETE FROM index_version');
  await client.query('INSERT INTO index_version VALUES ($1)', [TABLES.length]);
}
