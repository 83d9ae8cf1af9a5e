/**
 * A connection to a Valkey or Redis server that reconnects on its own. While the server is
 * unavailable, commands fail immediately instead of waiting.
 */
export interface ValkeyLink {
  readonly isReady: boolean;
  /** Whether one command must not have keys with different hash tags. */
  readonly isCluster: boolean;
  /** Starts, and retries until it is ended. */
  connect(): void;
  /**
   * @param key selects the node of a cluster.
   * @throws the error of the server, or a timeout.
   */
  send(key: string, command: readonly string[], timeoutMs: number): Promise<unknown>;
  /**
   * Sends commands together; they may be executed in any order.
   *
   * @param timeoutMs time for all of them.
   * @returns the answers in the order of the commands.
   * @throws as {@link ValkeyLink.send}, for the first that fails.
   */
  sendMany(commands: readonly KeyCommand[], timeoutMs: number): Promise<readonly unknown[]>;
  /** Sends a command to every server that accepts writes. @throws as {@link ValkeyLink.sendMany}. */
  sendToAll(command: readonly string[], timeoutMs: number): Promise<readonly unknown[]>;
  /** Called each time it becomes usable, also after an interruption. */
  onReady(listener: () => void): void;
  /** Called when it cannot be used; more than once in one outage. */
  onDown(listener: (error: unknown) => void): void;
  /** Drops the connection and all pending commands. */
  end(): void;
}

/** A command, and the key that selects the node of a cluster. */
export interface KeyCommand {
  readonly key: string;
  readonly command: readonly string[];
}

/** Messages that a link receives instead of sending commands. It is ready while it is subscribed. */
export interface ChannelListener {
  readonly channel: string;
  readonly onMessage: (text: string) => void;
}

/** How one connection behaves. */
export interface LinkOptions {
  /** If nothing is received for longer, the connection is considered dead and opened again. */
  readonly silenceMs: number;
  /** Whether idle connections are pinged. Not for one that blocks. */
  readonly isPinged: boolean;
  readonly listen?: ChannelListener | undefined;
}
