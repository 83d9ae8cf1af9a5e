import { createHistogram } from 'node:perf_hooks';
import { LRUCache } from 'lru-cache';
import { Pool } from 'undici';
import { createSeededRandom } from '../../src/sample/server/seededRandom.js';
import { checkAnswer, type Excuses } from './checkAnswer.js';
import type { LoadOperation } from './LoadOperation.js';

export interface DriveOptions {
  /** URL of the gateway's `/graphql`. */
  readonly url: string;
  readonly connections: number;
  readonly seed: number;
  /** Called before each query; `undefined` ends a connection. */
  readonly next: (random: () => number) => LoadOperation | undefined;
  /** Whether the answer to a query sent at that time may lack data of an instance. */
  readonly excuses: (instance: string, askedAtMs: number) => boolean;
}

/** The outcome of all queries. */
export interface DriveResult {
  readonly requests: number;
  readonly seconds: number;
  readonly whole: number;
  readonly lacking: number;
  readonly wrong: number;
  /** HTTP 500 to 599. */
  readonly serverErrors: number;
  /** Queries that were never answered. */
  readonly lost: number;
  /** The first wrong, failed and lost queries. */
  readonly examples: readonly string[];
  readonly latencyMs: {
    readonly p50: number;
    readonly p95: number;
    readonly p99: number;
    readonly max: number;
  };
}

const EXAMPLES = 10;
/** Much longer than the gateway's own deadline: slower queries count as lost. */
const PATIENCE_MS = 30_000;
/** Answers already found correct, since they repeat. */
const KNOWN_ANSWERS = 1000;

/**
 * Sends queries over persistent connections, each one query after another, until there are no more,
 * and compares every answer with the correct one. It uses undici, because autocannon does not
 * record when a query was sent, which decides what may be missing in its answer.
 */
export async function drive(options: DriveOptions): Promise<DriveResult> {
  const { url, connections, seed, next, excuses } = options;
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, {
    connections,
    headersTimeout: PATIENCE_MS,
    bodyTimeout: PATIENCE_MS,
  });
  const known = new LRUCache<string, true>({ max: KNOWN_ANSWERS });
  const latency = createHistogram();
  const counts = { requests: 0, whole: 0, lacking: 0, wrong: 0, serverErrors: 0, lost: 0 };
  const examples: string[] = [];
  const note = (kind: 'wrong' | 'serverErrors' | 'lost', text: string): void => {
    counts[kind] += 1;
    if (examples.length < EXAMPLES) examples.push(`${kind}: ${text}`);
  };

  const ask = async (operation: LoadOperation): Promise<void> => {
    const askedAtMs = performance.now();
    counts.requests += 1;
    let status: number;
    let text: string;
    try {
      const response = await pool.request({
        path: pathname,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: operation.body,
      });
      status = response.statusCode;
      text = await response.body.text();
    } catch (error) {
      note('lost', `${operation.kind}: ${String(error)}`);
      return;
    }
    latency.record(Math.max(1, Math.round((performance.now() - askedAtMs) * 1000)));
    if (status >= 500) {
      note('serverErrors', `${operation.kind}: ${String(status)} ${text.slice(0, 300)}`);
      return;
    }
    const key = `${operation.body}\n${text}`;
    if (known.get(key) === true) {
      counts.whole += 1;
      return;
    }
    const isExcused: Excuses = (instance) => excuses(instance, askedAtMs);
    const verdict = checkAnswer(operation, text, isExcused);
    if (verdict.kind === 'wrong') note('wrong', `(${String(status)}) ${verdict.reason}`);
    else counts[verdict.kind] += 1;
    // An incomplete answer is correct only while there is an excuse.
    if (verdict.kind === 'whole') known.set(key, true);
  };

  const startedMs = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async (_, index) => {
      const { next: random } = createSeededRandom(seed * 1000 + index);
      for (let operation = next(random); operation !== undefined; operation = next(random)) {
        await ask(operation);
      }
    }),
  );
  const seconds = (performance.now() - startedMs) / 1000;
  await pool.close();
  const percentile = (share: number): number => latency.percentile(share) / 1000;
  return {
    ...counts,
    seconds,
    examples,
    latencyMs: {
      p50: percentile(50),
      p95: percentile(95),
      p99: percentile(99),
      max: latency.max / 1000,
    },
  };
}
