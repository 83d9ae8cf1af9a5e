import DataLoader from 'dataloader';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { KeyCommand, ValkeyLink } from '../valkey/ValkeyLink.js';

/** The outcome of a claim. */
export interface LoadClaim<T> {
  /** What another replica has loaded; undefined where the value is to be loaded here. */
  readonly found?: T | undefined;
  /** Gives up the claim of a load whose value is not in L2 at its end. Does not throw. */
  readonly release?: () => Promise<void>;
}

/** A value that L2 does not have. */
export interface MissingValue<T> {
  readonly key: string;
  /** The number of the last invalidation that is known here. */
  readonly knownTo: number;
  /** The number of the last invalidation of the value: an older load is not waited for. */
  readonly invalidatedTo: number;
  /** Looks for the value in L2. */
  readonly look: () => Promise<T | undefined>;
}

export interface LoadMarksOptions {
  readonly link: ValkeyLink;
  /** Of all keys. */
  readonly prefix: string;
  readonly timeoutMs: number;
  /**
   * A mark lives no longer, whatever happens to the replica that set it, and nobody waits longer for another replica. A
   * load that takes longer may be made by several replicas.
   */
  readonly lifeMs: number;
  /** Guards a call: undefined if L2 did not answer properly and in time. */
  readonly call: <T>(operation: string, run: () => Promise<T>) => Promise<T | undefined>;
}

const FIRST_PAUSE_MS = 10;
const MAX_PAUSE_MS = 160;

/**
 * Marks in L2 of values that are being loaded, so that replicas which miss a value at the same time load it once.
 * Without an answer of L2 a replica loads at once.
 */
export class LoadMarks {
  readonly #options: LoadMarksOptions;
  readonly #replica = randomUUID();
  /** Readers in one tick make one call. */
  readonly #setter: DataLoader<KeyCommand, unknown>;
  readonly #getter: DataLoader<KeyCommand, unknown>;

  constructor(options: LoadMarksOptions) {
    this.#options = options;
    const send = async (commands: readonly KeyCommand[]): Promise<readonly unknown[]> => {
      const { link, timeoutMs, call } = options;
      const answers = await call('mark', () => link.sendMany(commands, timeoutMs));
      return commands.map((_, index) => answers?.[index]);
    };
    this.#setter = new DataLoader(send, { cache: false });
    this.#getter = new DataLoader(send, { cache: false });
  }

  /**
   * Claims a load, or waits for the replica that has claimed it. A mark remains after its load, so that replicas which
   * have looked into L2 before it ended look again.
   *
   * @param signal ends the wait.
   */
  async claim<T>(value: MissingValue<T>, signal: AbortSignal): Promise<LoadClaim<T>> {
    const { key, knownTo } = value;
    const { lifeMs } = this.#options;
    const endMs = performance.now() + lifeMs;
    const mark = `${String(knownTo)} ${this.#replica}`;
    const set = this.#command('SET', key, mark, 'PX', String(lifeMs), 'NX');
    const isSet = await this.#setter.load(set);
    if (isSet === null) return { found: await this.#wait(value, endMs, signal) };
    if (isSet === undefined) return {};
    return {
      release: async () => {
        // After its end the mark may be that of another replica.
        if (performance.now() < endMs) await this.#setter.load(this.#command('UNLINK', key));
      },
    };
  }

  async #wait<T>(
    { key, invalidatedTo, look }: MissingValue<T>,
    endMs: number,
    signal: AbortSignal,
  ): Promise<T | undefined> {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)) {
      const mark = await this.#getter.load(this.#command('GET', key));
      const [number, replica] = typeof mark === 'string' ? mark.split(' ') : [];
      if (Number(number) < invalidatedTo || replica === this.#replica) return undefined;
      const found = await look();
      const isOver = typeof mark !== 'string' || performance.now() + pauseMs >= endMs;
      if (found !== undefined || isOver) return found;
      await pause(pauseMs, undefined, { signal, ref: false });
    }
  }

  #command(name: string, key: string, ...rest: readonly string[]): KeyCommand {
    const stored = `${this.#options.prefix}l:${key}`;
    return { key: stored, command: [name, stored, ...rest] };
  }
}
