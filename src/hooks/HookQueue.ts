import { Queue, UnrecoverableError, Worker, type Job } from 'bullmq';
import type { Hook, HookDelivery, HookEvent, SendFailure, SendOutcome } from './Hook.js';
import type { HookSender } from './HookSender.js';
import { QUEUE_PREFIX, type HookStore } from './HookStore.js';
import { RETRY_DELAYS_MS, retryDelayMs } from './retryDelay.js';
import { DAY_MS, DAY_SECONDS } from '../durations.js';

export interface HookQueueOptions {
  readonly hook: Hook;
  readonly store: HookStore;
  readonly sender: Pick<HookSender, 'send'>;
  readonly onEvent: (event: HookEvent) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Times between attempts. Default: 5 s to 12 h. */
  readonly delaysMs?: readonly number[] | undefined;
  /** A process that does not report for longer loses its delivery. Default: 30,000 milliseconds. */
  readonly lockMs?: number | undefined;
}

/** Numbers of deliveries, by state. */
export interface QueueCounts {
  readonly waiting: number;
  readonly retrying: number;
  readonly failed: number;
}

const FAILING_MS = 3 * DAY_MS;
const LOCK_MS = 30_000;
/** How long a completed delivery is remembered, so that it is not repeated. */
const DONE = { age: DAY_SECONDS, count: 1_000 };
/** How long deliveries that failed permanently can be redelivered. */
const FAILED = { age: 7 * DAY_SECONDS, count: 10_000 };

/** An attempt that failed, for the queue. */
class AttemptError extends Error {
  constructor(
    readonly outcome: Extract<SendOutcome, { ok: false }>,
    readonly retryMs: number,
  ) {
    super(describe(outcome));
  }
}

/**
 * Sends the deliveries of one hook one at a time, the oldest first, and retries those that fail. A delivery that
 * waits for its next attempt does not delay the others, so receivers cannot rely on the order: GitHub, Stripe
 * and Standard Webhooks do not guarantee one, either.
 */
export class HookQueue {
  readonly #options: HookQueueOptions;
  readonly #queue: Queue<HookDelivery>;
  #worker: Worker<HookDelivery> | undefined;
  /** The last success in this process, for a store that has not recorded it. */
  #succeededMs = 0;

  constructor(options: HookQueueOptions) {
    this.#options = options;
    const { queueClient: connection } = options.store;
    this.#queue = new Queue(options.hook.name, { connection, prefix: QUEUE_PREFIX });
    this.#queue.on('error', () => undefined);
  }

  get isSending(): boolean {
    return this.#worker !== undefined;
  }

  /** Adds a delivery, unless it is queued already or was completed recently. */
  async add(delivery: HookDelivery): Promise<void> {
    await this.#queue.add('delivery', delivery, {
      jobId: delivery.id,
      attempts: (this.#options.delaysMs ?? RETRY_DELAYS_MS).length + 1,
      backoff: { type: 'custom' },
      removeOnComplete: DONE,
      removeOnFail: FAILED,
    });
  }

  /** Starts sending. */
  start(): void {
    if (this.#worker !== undefined) return;
    const { hook, store, lockMs = LOCK_MS } = this.#options;
    this.#worker = new Worker<HookDelivery>(hook.name, (job) => this.#attempt(job), {
      connection: store.queueClient,
      prefix: QUEUE_PREFIX,
      concurrency: 1,
      lockDuration: lockMs,
      stalledInterval: lockMs,
      // A process that is killed has not failed: another one sends again.
      maxStalledCount: 100,
      settings: {
        backoffStrategy: (_attempt, _type, error) =>
          error instanceof AttemptError ? error.retryMs : 0,
      },
    });
    this.#worker.on('error', () => undefined);
  }

  /** Stops sending; an attempt in progress is finished. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.close();
  }

  async counts(): Promise<QueueCounts> {
    const {
      wait = 0,
      active = 0,
      prioritized = 0,
      delayed = 0,
      failed = 0,
    } = await this.#queue.getJobCounts('wait', 'active', 'prioritized', 'delayed', 'failed');
    return { waiting: wait + active + prioritized, retrying: delayed, failed };
  }

  /**
   * Redelivers deliveries that failed permanently, and attempts waiting ones at once.
   *
   * @param id of one of them; default: all.
   * @returns how many.
   */
  async redeliver(id?: string): Promise<number> {
    const jobs =
      id === undefined
        ? await this.#queue.getJobs(['failed', 'delayed'])
        : [await this.#queue.getJob(id)];
    let count = 0;
    for (const job of jobs) {
      if (job === undefined) continue;
      const state = await job.getState();
      if (state === 'failed' || state === 'completed') {
        await job.retry(state, { resetAttemptsMade: true, resetAttemptsStarted: true });
      } else if (state === 'delayed') await job.promote();
      else continue;
      count += 1;
    }
    return count;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.#queue.close();
  }

  async #attempt(job: Job<HookDelivery>): Promise<void> {
    const { hook, store, sender, onEvent, now, random, delaysMs } = this.#options;
    const attempt = job.attemptsMade + 1;
    const outcome = await sender.send(hook, job.data);
    if (outcome.ok) {
      this.#succeededMs = now();
      // A store that refuses to record it must not have it sent again.
      await store.succeeded(hook.name, this.#succeededMs).catch(() => undefined);
      onEvent({ type: 'hook-delivered', hook: hook.name, attempt });
      return;
    }
    const { failure, status } = outcome;
    const retryMs = retryDelayMs(attempt, outcome, random(), delaysMs);
    onEvent({ type: 'hook-failed', hook: hook.name, attempt, failure, status, retryMs });
    await this.#countFailure(failure).catch(() => undefined);
    if (retryMs === null) throw new UnrecoverableError(describe(outcome));
    throw new AttemptError(outcome, retryMs);
  }

  /** @throws Error where the store refuses it; the next failure is counted from the same time. */
  async #countFailure(failure: SendFailure): Promise<void> {
    const { hook, store, now } = this.#options;
    const since = await store.failed(hook.name, now(), this.#succeededMs);
    if (failure === 'GONE') await this.#disable('GONE');
    else if (now() - since >= FAILING_MS) await this.#disable('FAILING');
  }

  async #disable(reason: 'GONE' | 'FAILING'): Promise<void> {
    const { hook, store, onEvent } = this.#options;
    await store.disable(hook.name, reason);
    onEvent({ type: 'hook-disabled', hook: hook.name, reason });
    // The attempt that disabled it is still in progress, and ends first.
    void this.stop().catch(() => undefined);
  }
}

function describe({ failure, status }: Extract<SendOutcome, { ok: false }>): string {
  return status === null ? failure : `${failure} ${String(status)}`;
}
