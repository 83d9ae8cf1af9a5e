import { ErrorReply } from '@redis/client';
import { rest } from '../rest.js';
import type { KeyCommand, LinkOptions, ValkeyLink } from './ValkeyLink.js';
import { within } from './within.js';

/** One connection to a server, or to the nodes of a cluster. It never connects again. */
export interface LinkConnection {
  /** Resolves once it can be used. @throws the reason if it cannot. */
  open(): Promise<void>;
  send(commands: readonly KeyCommand[]): Promise<unknown>[];
  sendToAll(command: readonly string[]): Promise<unknown>[];
  /**
   * Whether another server is to be used now.
   *
   * @param cause of the question: a refusal of the server, or undefined.
   * @throws if this cannot be determined.
   */
  isReplaced(cause: unknown): Promise<boolean>;
  /** Drops it, at any time, with all pending commands. */
  close(): void;
}

/** Makes a connection. @param fail to be called when it is lost, with the reason. */
export type MakeConnection = (fail: (error: unknown) => void) => Promise<LinkConnection>;

interface Current {
  readonly connection: LinkConnection;
  fail(error: unknown): void;
}

/** Refusals of a server that may have been replaced as the one that takes writes. */
const REPLACED = /^(?:READONLY|CLUSTERDOWN|MASTERDOWN|MOVED) /;
/** Between two checks whether the server is still the one to use. */
const LOOK_AGAIN_MS = 5_000;
const LONGEST_PAUSE_MS = 1_000;

/** Reconnects after each interruption, possibly to another server. */
export class ReconnectingLink implements ValkeyLink {
  readonly #make: MakeConnection;
  readonly #silenceMs: number;
  readonly #onReady: (() => void)[] = [];
  readonly #onDown: ((error: unknown) => void)[] = [];
  readonly #ended = new AbortController();
  #current: Current | undefined;
  #isInDoubt = false;

  constructor(
    make: MakeConnection,
    { silenceMs }: LinkOptions,
    readonly isCluster: boolean,
  ) {
    this.#make = make;
    this.#silenceMs = silenceMs;
  }

  get isReady(): boolean {
    return this.#current !== undefined;
  }

  connect(): void {
    void this.#run();
  }

  async send(key: string, command: readonly string[], timeoutMs: number): Promise<unknown> {
    return (await this.sendMany([{ key, command }], timeoutMs))[0];
  }

  async sendMany(commands: readonly KeyCommand[], timeoutMs: number): Promise<readonly unknown[]> {
    return await this.#answers((connection) => connection.send(commands), timeoutMs);
  }

  async sendToAll(command: readonly string[], timeoutMs: number): Promise<readonly unknown[]> {
    return await this.#answers((connection) => connection.sendToAll(command), timeoutMs);
  }

  onReady(listener: () => void): void {
    this.#onReady.push(listener);
  }

  onDown(listener: (error: unknown) => void): void {
    this.#onDown.push(listener);
  }

  end(): void {
    this.#ended.abort(new Error('the connection is ended'));
  }

  async #answers(
    send: (connection: LinkConnection) => Promise<unknown>[],
    timeoutMs: number,
  ): Promise<readonly unknown[]> {
    const current = this.#current;
    if (current === undefined) throw new Error('the Valkey or Redis server is not connected');
    try {
      return await within(timeoutMs, () => Promise.all(send(current.connection)));
    } catch (error) {
      if (!(error instanceof ErrorReply) || REPLACED.test(error.message)) {
        void this.#doubt(current, error);
      }
      throw error;
    }
  }

  async #run(): Promise<void> {
    const { signal } = this.#ended;
    for (let failures = 0; ; failures += 1) {
      const error = await this.#hold(() => {
        failures = 0;
      }).catch((thrown: unknown) => thrown);
      if (signal.aborted) return;
      for (const listener of this.#onDown) listener(error);
      const ms = Math.min(50 * 2 ** failures, LONGEST_PAUSE_MS);
      await rest(ms, signal);
    }
  }

  /**
   * Connects, until the connection is lost. @returns why it was lost. @throws the reason if it
   * could not be opened.
   */
  async #hold(onConnected: () => void): Promise<unknown> {
    const { signal } = this.#ended;
    const lost = new AbortController();
    const fail = (error: unknown): void => {
      this.#current = undefined;
      lost.abort(error);
    };
    const connection = await this.#make(fail);
    const over = AbortSignal.any([lost.signal, signal]);
    const isOver = untilAborted(over);
    try {
      await Promise.race([connection.open(), isOver]);
      if (!over.aborted) {
        onConnected();
        this.#current = { connection, fail };
        this.#lookEverySoOften(this.#current, over);
        for (const listener of this.#onReady) listener();
      }
      await isOver;
      return over.reason;
    } finally {
      this.#current = undefined;
      connection.close();
    }
  }

  #lookEverySoOften(current: Current, over: AbortSignal): void {
    const timer = setInterval(() => {
      void this.#doubt(current, undefined);
    }, LOOK_AGAIN_MS);
    timer.unref();
    over.addEventListener('abort', () => {
      clearInterval(timer);
    });
  }

  /** Drops a connection that is outdated, or over which no answers arrive. */
  async #doubt(current: Current, cause: unknown): Promise<void> {
    if (this.#isInDoubt || this.#current !== current) return;
    this.#isInDoubt = true;
    const { connection } = current;
    const patienceMs = this.#silenceMs / 2;
    const isReplaced = within(patienceMs, () => connection.isReplaced(cause)).catch(() => false);
    const isSilent =
      cause === undefined || cause instanceof ErrorReply
        ? Promise.resolve(false)
        : within(patienceMs, () => Promise.all(connection.sendToAll(['PING']))).then(
            () => false,
            () => true,
          );
    try {
      const isLost = await Promise.race([
        isReplaced.then(async (is) => is || (await isSilent)),
        isSilent.then(async (is) => is || (await isReplaced)),
      ]);
      if (!isLost || this.#current !== current) return;
      current.fail(cause ?? new Error('another Valkey or Redis server is the primary'));
    } finally {
      this.#isInDoubt = false;
    }
  }
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}
