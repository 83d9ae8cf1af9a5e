import { Client } from 'pg';
import { IndexFault, unavailableBy } from '../indexFaults.js';
import type { IndexUnavailable } from '../IndexUnavailable.js';
import { TABLES } from './tables.js';
import { databaseName } from './translated.js';

const TIMEOUT_MS = 5000;

/** Looks at a database without writing. @returns what keeps the gateway from using it; null where nothing does. */
export async function probeDatabase(url: string): Promise<IndexUnavailable | null> {
  try {
    const client = new Client({
      connectionString: url,
      connectionTimeoutMillis: TIMEOUT_MS,
      query_timeout: TIMEOUT_MS,
    });
    // What breaks the connection fails the call that waits for it.
    client.on('error', () => undefined);
    await client.connect();
    try {
      await requireUsable(client);
    } finally {
      await client.end();
    }
    return null;
  } catch (error) {
    return unavailableBy(error, databaseName(url));
  }
}

async function requireUsable(client: Client): Promise<void> {
  const { rows } = await client.query<Readonly<Record<string, unknown>>>(
    `SELECT to_regclass('index_version') IS NOT NULL AS "hasTables",
       has_schema_privilege(current_schema(), 'CREATE') AS "mayCreate",
       current_setting('server_encoding') AS encoding, pg_is_in_recovery() AS "isStandby"`,
  );
  const [found = {}] = rows;
  if (found['encoding'] !== 'UTF8') throw new IndexFault('22021', String(found['encoding']));
  if (found['isStandby'] === true) throw new IndexFault('25006');
  if (found['mayCreate'] !== true) throw new IndexFault('42501');
  if (found['hasTables'] !== true) return;
  const versions = await client.query<{ readonly version: number }>(
    'SELECT version FROM index_version',
  );
  if ((versions.rows[0]?.version ?? 0) > TABLES.length) throw new IndexFault('NEWER_VERSION');
}
