import { IndexUnavailable } from '../IndexUnavailable.js';

/** A statement took longer than `index.queryTimeoutMs`. */
export class QueryTooLong extends IndexUnavailable {}

/** @throws IndexUnavailable for whatever PostgreSQL reports. */
export async function translated<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Error) || error instanceof IndexUnavailable) throw error;
    const code = 'code' in error ? error.code : undefined;
    // https://www.postgresql.org/docs/current/errcodes-appendix.html: query_canceled.
    if (code === '57014') {
      throw new QueryTooLong('the query took longer than index.queryTimeoutMs');
    }
    throw new IndexUnavailable(`PostgreSQL: ${error.message}`);
  }
}
