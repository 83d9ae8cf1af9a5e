import type { HookStatus } from '../hooks/readHookStatus.js';
import type { Environment } from '../config/interpolate.js';
import type { GatewayConfig, InstanceConfig } from '../config/GatewayConfig.js';
import type { InstanceProbe } from '../patchwork/probeInstance.js';
import type { Logger } from '../telemetry/logger.js';
import type { LogSink } from '../telemetry/LogSink.js';

/** Options of {@link CliCollaborators.startGateway}. */
export interface StartOptions {
  readonly config: GatewayConfig;
  readonly logger: Logger;
  /** Faults of the sample servers; only without configured instances. */
  readonly sampleFaults?: string;
  /** Log lines that were dropped since the start. */
  readonly droppedLogLines?: () => number;
}

/** A gateway that listens. */
export interface RunningGateway {
  /** Where it listens, without a trailing slash: `http://127.0.0.1:4000`. */
  readonly url: string;
  /** URL of the separate listener of `/metrics`, if there is one; without a trailing slash. */
  readonly metricsUrl?: string | undefined;
  /** The instances it serves, where they are not those of the configuration. */
  readonly instances?: readonly { readonly name: string; readonly url: string }[];
  /**
   * Serves under another configuration from now on, without losing a request.
   *
   * @throws whatever keeps it from being served; then the old one goes on.
   */
  reload(config: GatewayConfig): Promise<void>;
  /** Counts a reload whose configuration could not be read. */
  refuseReload(): void;
  /** Stops accepting requests, finishes running ones, and frees everything. */
  close(): Promise<void>;
}

/** A gateway for the process that opened it. */
export interface EmbeddedGatewayHandle {
  /** Answers a request as `/graphql` answers a POST. */
  post(
    body: Readonly<Record<string, unknown>>,
    headers: Readonly<Record<string, string>>,
  ): Promise<{ readonly status: number; readonly body: string }>;
  close(): Promise<void>;
}

/** How one webhook fares. */
export interface HookSummary extends HookStatus {
  /** Without path and query, which may hold secrets. */
  readonly origin: string;
}

/** Actions on webhooks. */
export interface HookCommands {
  list(): Promise<readonly HookSummary[]>;
  /** Sends an example. @returns how it ended, in words; undefined for success. */
  test(name: string): Promise<string | undefined>;
  /** Enables a webhook, and redelivers failed deliveries. @returns their number. */
  redeliver(name: string, id: string | undefined): Promise<number>;
  close(): Promise<void>;
}

/** A stream that text can be written to. */
export interface TextSink {
  write(text: string): unknown;
}

/** Collaborators of the commands; tests pass their own. */
export interface CliCollaborators {
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  /** Where log lines go. Default: standard error. */
  readonly log?: LogSink;
  /** Default: the environment of the process. */
  readonly environment?: Environment;
  startGateway(options: StartOptions): Promise<RunningGateway>;
  /** Opens a gateway for this process alone, without a listener. */
  openEmbeddedGateway(
    options: Pick<StartOptions, 'config' | 'logger'>,
  ): Promise<EmbeddedGatewayHandle>;
  probeInstance(instance: InstanceConfig): Promise<InstanceProbe>;
  /** The webhooks of a configuration, for looking at them and sending them again. */
  openHooks(config: GatewayConfig): Promise<HookCommands>;
  /** Why the shared cache cannot be used; undefined where it can. */
  probeCache(url: string): Promise<string | undefined>;
  /** The eviction policy of a shared store; undefined where it does not evict. */
  probeEviction?(url: string): Promise<string | undefined>;
  /**
   * Calls back when the configuration shall be read again: on a signal, or because its file has
   * changed. Missing: never.
   *
   * @returns ends it.
   */
  watchConfiguration?(file: string | undefined, onChange: (reason: string) => void): () => void;
  /** Resolves with the name of the signal when the program shall stop. */
  untilStopped(): Promise<string>;
}
