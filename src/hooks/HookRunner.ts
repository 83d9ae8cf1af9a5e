import { rest } from '../rest.js';
import { deliveryId } from './sign.js';
import type { Hook, HookEvent } from './Hook.js';
import type { HookQueue } from './HookQueue.js';
import type { HookStore } from './HookStore.js';
import { limitPayload } from './limitPayload.js';
import type { SourceWarning } from '../orderedList.js';

/** One delivery of a subscription. */
export interface HookMessage {
  /** The answer as JSON. */
  readonly text: string;
  /** Cursor with which the subscription continues after it. */
  readonly cursor: string;
  /** Whether it has anything but the cursor. */
  readonly hasContent: boolean;
  /** What the servers cannot deliver to the subscription. */
  readonly warnings: readonly SourceWarning[];
}

/**
 * Runs the subscription of a hook, after a cursor; null: where it starts the first time. Ends with
 * the signal.
 */
export type SubscribeHook = (
  hook: Hook,
  after: string | null,
  signal: AbortSignal,
) => AsyncIterable<HookMessage>;

export interface HookRunnerOptions {
  readonly hook: Hook;
  readonly store: HookStore;
  readonly queue: HookQueue;
  readonly subscribe: SubscribeHook;
  /** Unique name of this process. */
  readonly replica: string;
  readonly onEvent: (event: HookEvent) => void;
  /** Time between checks whether it may lead and is enabled. Default: 5,000 milliseconds. */
  readonly pauseMs?: number | undefined;
}

const PAUSE_MS = 5_000;
/** Further deliveries wait on the server, behind the cursor. */
const MAX_WAITING = 10_000;

/**
 * Runs one hook, in one process at a time: subscribes, enqueues each delivery, and only then moves the cursor. So
 * each delivery is sent at least once.
 */
export class HookRunner {
  readonly #options: HookRunnerOptions;
  readonly #stopped = new AbortController();
  #hasFailed = false;
  /** The delivery up to which the hook was enqueued, for a store that has lost its data. */
  #cursor: string | null = null;
  #isSaving = false;

  constructor(options: HookRunnerOptions) {
    this.#options = options;
  }

  /** Runs until {@link HookRunner.stop}. Never rejects. */
  async run(): Promise<void> {
    const { hook, store, queue, onEvent, replica } = this.#options;
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      try {
        if (await store.hold(hook.name, replica)) await this.#lead();
        else await this.#follow();
        this.#hasFailed = false;
      } catch (error) {
        if (!this.#hasFailed) {
          onEvent({ type: 'hook-interrupted', hook: hook.name, error });
        }
        this.#hasFailed = true;
      }
      await queue.stop().catch(() => undefined);
      await this.#rest();
    }
    await store.release(hook.name, replica).catch(() => undefined);
  }

  stop(): void {
    this.#stopped.abort(new Error('the hook is stopped'));
  }

  /** Remembers where the hook is, while another process runs it. */
  async #follow(): Promise<void> {
    const { hook, store } = this.#options;
    const { cursor } = await store.read(hook.name);
    this.#cursor = cursor ?? this.#cursor;
  }

  /** Sends and enqueues for as long as this process holds the lease and the hook is enabled. */
  async #lead(): Promise<void> {
    const { hook, store, queue } = this.#options;
    const { disabled, cursor, warnings } = await store.read(hook.name);
    if (cursor === null && this.#cursor !== null) {
      // The store has lost it.
      await this.#save(null, { cursor: this.#cursor, warnings });
    } else this.#cursor = cursor;
    if (disabled !== null) return;
    queue.start();
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, this.#stopped.signal]);
    const watching = this.#watch(over, signal);
    try {
      await this.#enqueue(signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      over.abort();
      await watching;
    }
  }

  async #enqueue(signal: AbortSignal): Promise<void> {
    const { hook, queue, subscribe, onEvent } = this.#options;
    for await (const message of subscribe(hook, this.#cursor, signal)) {
      if (message.hasContent) {
        const { body, isTruncated } = limitPayload(message.text);
        if (isTruncated) onEvent({ type: 'hook-truncated', hook: hook.name });
        await this.#untilRoom(signal);
        await queue.add({ id: deliveryId(hook.name, message.cursor), body });
      }
      signal.throwIfAborted();
      await this.#save(this.#cursor, message);
    }
  }

  /**
   * @throws Error where the store does not have the cursor any more that was saved last. Then it has not all
   *   deliveries after its own cursor either: they are enqueued again.
   */
  async #save(
    before: string | null,
    progress: Pick<HookMessage, 'cursor' | 'warnings'>,
  ): Promise<void> {
    const { hook, store } = this.#options;
    this.#isSaving = true;
    try {
      if (!(await store.saveProgress(hook.name, before, progress))) {
        throw new Error('the stored position of the webhook has changed: continuing from there');
      }
      this.#cursor = progress.cursor;
    } finally {
      this.#isSaving = false;
    }
  }

  /** Renews the lease, and notices that the hook was disabled, or that the store has lost data. */
  async #watch(over: AbortController, signal: AbortSignal): Promise<void> {
    const { hook, store, queue, replica } = this.#options;
    while (!signal.aborted) {
      await this.#rest(signal);
      const isHeld = await store.hold(hook.name, replica).catch(() => false);
      const cursor = this.#cursor;
      const state = isHeld ? await store.read(hook.name).catch(() => null) : null;
      const isQuiet = !this.#isSaving && cursor === this.#cursor;
      const hasLostData = isQuiet && state?.cursor !== cursor;
      // It may have been disabled and enabled again meanwhile.
      if (state?.disabled !== null || !queue.isSending || hasLostData) over.abort();
    }
  }

  async #untilRoom(signal: AbortSignal): Promise<void> {
    for (;;) {
      const { waiting, retrying } = await this.#options.queue.counts();
      if (waiting + retrying < MAX_WAITING) return;
      await this.#rest(signal);
      signal.throwIfAborted();
    }
  }

  async #rest(signal: AbortSignal = this.#stopped.signal): Promise<void> {
    const { pauseMs = PAUSE_MS } = this.#options;
    await rest(pauseMs, signal);
  }
}
