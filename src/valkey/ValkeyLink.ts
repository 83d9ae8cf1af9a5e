/**
 * A connection to a Valkey or Redis that opens again by itself. A command for a server that is away fails at
 * once instead of waiting for it.
 */
export interface ValkeyLink {
  readonly isReady: boolean;
  /** Whether keys with different hash tags must not stand in one command. */
  readonly isCluster: boolean;
  /** Begins, and goes on trying until it is ended. */
  connect(): void;
  /**
   * @param key decides which node of a cluster is asked.
   * @throws what the server answers, or that it did not answer in time.
   */
  send(key: string, command: readonly string[], timeoutMs: number): Promise<unknown>;
  /** Called each time that it can be used, also after an interruption. */
  onReady(listener: () => void): void;
  /** Called when it cannot be used; more than once in one outage. */
  onDown(listener: (error: unknown) => void): void;
  /** Drops the connection and all commands that wait. */
  end(): void;
}

/** How one connection behaves. */
export interface LinkOptions {
  /** Without a word for longer, it is taken for dead and opened again. */
  readonly silenceMs: number;
  /** Whether an idle one is kept from being silent. Not for one that waits by itself. */
  readonly isPinged: boolean;
}
