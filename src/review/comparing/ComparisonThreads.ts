import PQueue from 'p-queue';
import type { Piscina } from 'piscina';
import { GatewayError } from '../../errors.js';
import type { ComparisonOptions, SeriesComparison } from '../facts/comparison/compareSeries.js';
import type { ComparablePatch } from '../facts/comparison/patchText.js';

/** Two versions to be compared, as they are sent to a thread. */
export interface ComparisonTask {
  readonly from: readonly ComparablePatch[];
  readonly to: readonly ComparablePatch[];
  readonly options: ComparisonOptions;
}

/** Bounds of {@link ComparisonThreads}. */
export interface ComparisonLimits {
  /** Patches of a version that is compared in full. */
  readonly maxPatches: number;
  /** Bytes of the texts of a version that is compared in full. */
  readonly maxBytes: number;
  /** Time for the diff of two patches. */
  readonly pairTimeoutMs: number;
  /** Time for one comparison; its thread is stopped then. */
  readonly timeoutMs: number;
  /** Comparisons at once. */
  readonly threads: number;
  /** Memory of one comparison. */
  readonly maxMemoryBytes: number;
}

/** Compares versions beside the event loop. */
export interface Comparer {
  readonly limits: ComparisonLimits;
  /**
   * @throws GatewayError QUERY_TOO_EXPENSIVE for one that takes too much time or memory, or that too many
   *   others wait before.
   * @throws the signal's reason.
   */
  compare(task: ComparisonTask, signal: AbortSignal): Promise<SeriesComparison>;
}

/** A thread that has nothing to do ends after this time. */
const IDLE_MS = 30_000;
/** Comparisons that wait for a thread, each with its texts in memory. */
const MAX_WAITING = 20;
const MEBIBYTE = 1 << 20;
/** Part of the time that pairs may take; the rest is for reading them in and writing them out. */
const PAIRS_SHARE = 0.8;

/** Threads that compare versions of series; the first starts with the first comparison. */
export class ComparisonThreads implements Comparer {
  readonly #queue: PQueue;
  #pool: Promise<Piscina> | undefined;
  #isClosed = false;

  constructor(readonly limits: ComparisonLimits) {
    this.#queue = new PQueue({ concurrency: limits.threads });
  }

  async compare(task: ComparisonTask, signal: AbortSignal): Promise<SeriesComparison> {
    signal.throwIfAborted();
    if (this.#queue.size >= MAX_WAITING) {
      throw new GatewayError(
        `${String(MAX_WAITING)} other comparisons wait for a thread (comparison.threads); try again later`,
        { code: 'QUERY_TOO_EXPENSIVE', limit: 'comparison.threads', maximum: this.limits.threads },
      );
    }
    return await this.#queue.add(() => this.#run(task, signal), {
      signal,
      throwOnTimeout: true,
    });
  }

  /** Stops all threads; what they compare is given up. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const pool = await this.#pool;
    await pool?.destroy();
  }

  async #run(task: ComparisonTask, signal: AbortSignal): Promise<SeriesComparison> {
    this.#requireOpen();
    const pool = await (this.#pool ??= this.#start());
    const time = AbortSignal.timeout(this.limits.timeoutMs);
    const options = { ...task.options, budgetMs: this.limits.timeoutMs * PAIRS_SHARE };
    try {
      return (await pool.run(
        { ...task, options },
        { signal: AbortSignal.any([time, signal]) },
      )) as SeriesComparison;
    } catch (error) {
      signal.throwIfAborted();
      this.#requireOpen();
      throw this.#explain(error, time.aborted);
    }
  }

  #requireOpen(): void {
    if (!this.#isClosed) return;
    throw new GatewayError('the gateway is shutting down', { code: 'UPSTREAM_UNAVAILABLE' });
  }

  #explain(error: unknown, isLate: boolean): unknown {
    const { timeoutMs, maxMemoryBytes } = this.limits;
    if (isLate) {
      return new GatewayError(
        `the comparison took longer than ${String(timeoutMs)} ms (comparison.timeoutMs)`,
        { code: 'QUERY_TOO_EXPENSIVE', limit: 'comparison.timeoutMs', maximum: timeoutMs },
      );
    }
    if (!isOutOfMemory(error)) return error;
    return new GatewayError(
      `the comparison took more than ${String(maxMemoryBytes)} bytes of memory (comparison.maxMemoryBytes)`,
      {
        code: 'QUERY_TOO_EXPENSIVE',
        limit: 'comparison.maxMemoryBytes',
        maximum: maxMemoryBytes,
      },
    );
  }

  async #start(): Promise<Piscina> {
    // Loaded when needed: most gateways compare nothing for long.
    const piscina = await import('piscina');
    // The sources run by a loader, which a thread does not inherit from every runner.
    const isSource = import.meta.url.endsWith('.ts');
    const file = isSource ? './compareTask.ts' : './compareTask.js';
    const pool = new piscina.Piscina({
      filename: new URL(file, import.meta.url).href,
      name: 'compareTask',
      // A thread that waits by them loads nothing meanwhile.
      atomics: 'disabled',
      execArgv: isSource ? ['--import', 'tsx'] : [],
      minThreads: 0,
      maxThreads: this.limits.threads,
      idleTimeout: IDLE_MS,
      recordTiming: false,
      resourceLimits: { maxOldGenerationSizeMb: Math.ceil(this.limits.maxMemoryBytes / MEBIBYTE) },
    });
    // A failure without a task is reported by the next one; without a listener it would end the process.
    pool.on('error', () => undefined);
    return pool;
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
