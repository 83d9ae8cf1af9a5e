import { Client } from 'pg';
import { unavailableBy, type IndexName } from '../indexFaults.js';
import { IndexUnavailable, QueryTooLong } from '../IndexUnavailable.js';

/** How messages name a database: host and name, without user and password. */
export function databaseName(url: string): IndexName {
  try {
    const { host, database = '' } = new Client({ connectionString: url });
    return { engine: 'postgres', name: `"${database}" on ${host}` };
  } catch {
    return { engine: 'postgres', name: '' };
  }
}

/** @throws IndexUnavailable for whatever PostgreSQL reports. */
export async function translated<T>(name: IndexName, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Error) || error instanceof IndexUnavailable) throw error;
    const code = 'code' in error ? error.code : undefined;
    // https://www.postgresql.org/docs/current/errcodes-appendix.html: query_canceled.
    if (code === '57014') {
      throw new QueryTooLong('the query took longer than index.queryTimeoutMs');
    }
    throw unavailableBy(error, name);
  }
}
