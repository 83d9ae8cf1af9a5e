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
  /**
   * Sends commands at once, which may be carried out in any order.
   *
   * @param timeoutMs time for all of them.
   * @returns the answers in the order of the commands.
   * @throws as {@link ValkeyLink.send}, for the first that fails.
   */
  sendMany(commands: readonly KeyCommand[], timeoutMs: number): Promise<readonly unknown[]>;
  /** Asks every server that takes writes. @throws as {@link ValkeyLink.sendMany}. */
  sendToAll(command: readonly string[], timeoutMs: number): Promise<readonly unknown[]>;
  /** Called each time that it can be used, also after an interruption. */
  onReady(listener: () => void): void;
  /** Called when it cannot be used; more than once in one outage. */
  onDown(listener: (error: unknown) => void): void;
  /** Drops the connection and all commands that wait. */
  end(): void;
}

/** A command, and the key that decides which node of a cluster is asked. */
export interface KeyCommand {
  readonly key: string;
  readonly command: readonly string[];
}

/** Messages that a link listens to instead of sending commands. It is ready while it hears them. */
export interface ChannelListener {
  readonly channel: string;
  readonly onMessage: (text: string) => void;
}

/** How one connection behaves. */
export interface LinkOptions {
  /** Without a word for longer, it is taken for dead and opened again. */
  readonly silenceMs: number;
  /** Whether idle connections are pinged. Not for one that blocks. */
  readonly isPinged: boolean;
  readonly listen?: ChannelListener | undefined;
}
