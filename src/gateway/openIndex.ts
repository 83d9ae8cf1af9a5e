import { isDeepStrictEqual } from 'node:util';
import type { GatewayConfig } from '../config/GatewayConfig.js';
import { IndexUnavailable, QueryTooLong } from '../corpus/IndexUnavailable.js';
import type { SearchIndex } from '../corpus/SearchIndex.js';
import { LineBudget } from '../telemetry/LineBudget.js';
import type { ClientContext } from './createClient.js';

/** The serving part that currently has an index. */
export interface IndexOwner {
  readonly config: GatewayConfig;
  readonly index: SearchIndex | undefined;
}

/** The index that a configuration asks for; that of `before` is taken over where its place is the same. */
export async function openIndex(
  config: GatewayConfig,
  before: IndexOwner | undefined,
  { logger, metrics }: Pick<ClientContext, 'logger' | 'metrics'>,
): Promise<SearchIndex | undefined> {
  const place = placeOf(config);
  if (place === undefined) return undefined;
  if (before !== undefined && isDeepStrictEqual(placeOf(before.config), place)) return before.index;
  // Loaded when needed: most gateways index nothing.
  const { openSearchIndex } = await import('../corpus/openSearchIndex.js');
  const index = await openSearchIndex(place, (path) => {
    logger.error(
      { event: 'index-damaged', path },
      'the search index was damaged; it was set aside, and a new one is filled',
    );
  });
  const failures = new LineBudget();
  // Searches go on without the index, so that the log says why it is not used.
  const report = (error: unknown): void => {
    if (!(error instanceof IndexUnavailable) || error instanceof QueryTooLong) return;
    const line = failures.take('index-unavailable');
    if (line === undefined) return;
    logger.error(
      { event: 'index-unavailable', reason: error.message, ...line },
      'the search index cannot be used; searches use only answers from the servers',
    );
  };
  // Not awaited: a gateway starts without its index.
  void index.coverage().catch(report);
  const query = index.query.bind(index);
  index.query = async (plan) => {
    const startedAt = performance.now();
    let outcome: 'answered' | 'failed' = 'failed';
    try {
      const answer = await query(plan);
      outcome = 'answered';
      return answer;
    } catch (error) {
      report(error);
      throw error;
    } finally {
      metrics.observeIndexQuery({ outcome, durationMs: performance.now() - startedAt });
    }
  };
  return index;
}

/** Where the index of a configuration is; undefined where no mails are indexed. */
export function placeOf({ index }: GatewayConfig) {
  if (!index.enabled) return undefined;
  const { engine, path, url, queryTimeoutMs } = index;
  return engine === 'postgres' && url !== undefined
    ? ({ engine, url, timeoutMs: queryTimeoutMs } as const)
    : ({ engine: 'sqlite', path, timeoutMs: queryTimeoutMs } as const);
}
