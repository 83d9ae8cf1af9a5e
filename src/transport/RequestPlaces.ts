import PQueue from 'p-queue';
import { AbortListeners } from '../AbortListeners.js';
import { CallerDisconnected } from './Call.js';
import { FairQueue, type FairQueueOptions } from './FairQueue.js';
import type { UpstreamRequest } from './transport.js';
import { UnresponsivePaths } from './UnresponsivePaths.js';

/** Limits the concurrent requests to one server; the others wait for a place in a fair queue. */
export class RequestPlaces {
  readonly #queue: PQueue<FairQueue, FairQueueOptions>;
  readonly #count: number;
  /** Maximum places for one address, so that one that never answers does not occupy all of them. */
  readonly #perAddress: number;
  /** Limits unresponsive addresses to all places but one. */
  readonly #silent: UnresponsivePaths;
  readonly #abortListeners = new AbortListeners();

  constructor(count: number) {
    this.#count = count;
    this.#queue = new PQueue({ concurrency: count, queueClass: FairQueue });
    this.#perAddress = Math.ceil(count / 2);
    this.#silent = new UnresponsivePaths(count);
  }

  get held(): number {
    return this.#queue.pending;
  }

  get waiting(): number {
    return this.#queue.size;
  }

  /** Divides the places among processes. Each keeps at least one; without one it could not send anything. */
  divide(processes: number): void {
    this.#queue.concurrency = Math.max(1, Math.floor(this.#count / processes));
  }

  /** The address has not answered for long. */
  markSilent(path: string): void {
    this.#silent.mark(path);
  }

  /**
   * Waits for a place.
   *
   * @returns a function that releases it.
   * @throws CallerDisconnected when the caller disconnects before.
   */
  take({ operation, signal, path, isBackground }: UpstreamRequest): Promise<() => void> {
    return new Promise((resolve, reject) => {
      let unlisten = (): void => undefined;
      let leave = (): void => undefined;
      const hold = (): Promise<void> =>
        new Promise((giveBack) => {
          unlisten();
          resolve(() => {
            leave();
            giveBack();
          });
        });
      const onEnqueued = (leaveQueue: () => void): void => {
        leave = leaveQueue;
        unlisten = this.whenGone(signal, (gone) => {
          leaveQueue();
          reject(gone);
        });
      };
      void this.#queue.add(hold, {
        ...(operation === undefined ? {} : { flow: operation }),
        ...(isBackground === true ? { isBackground } : {}),
        subject: path,
        placesPerSubject: this.#perAddress,
        gate: this.#silent.gate(path),
        onEnqueued,
      });
    });
  }

  /** Calls back when a caller disconnects. @returns a function that removes the listener. */
  whenGone(signal: AbortSignal | undefined, then: (gone: CallerDisconnected) => void): () => void {
    if (signal === undefined) return () => undefined;
    return this.#abortListeners.add(signal, () => {
      then(new CallerDisconnected(signal.reason));
    });
  }
}
