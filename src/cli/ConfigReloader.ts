import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { ConfigError } from '../config/ConfigError.js';
import type { GatewayConfig } from '../config/GatewayConfig.js';
import { namesFiles } from '../config/namesFiles.js';
import type { Logger } from '../telemetry/logger.js';
import type { RunningGateway } from './CliCollaborators.js';

/** Collaborators of a reload. */
export interface ReloadOptions {
  /** The configuration at the start. */
  readonly config: GatewayConfig;
  /** Reads the configuration again. @throws ConfigError */
  readonly load: () => Promise<GatewayConfig>;
  /** The configuration file, if there is one. */
  readonly path: string | undefined;
  readonly listening: Promise<RunningGateway>;
  readonly logger: Logger;
}

/** Applies changes of the configuration to a running gateway, one at a time. */
export class ConfigReloader {
  readonly #options: ReloadOptions;
  #current: GatewayConfig;
  #isReloading = false;
  #next: string | undefined;

  constructor(options: ReloadOptions) {
    this.#options = options;
    this.#current = options.config;
  }

  /** Starts a reload. Requests that arrive during a reload are served by a single further one. */
  reload(reason: string): void {
    if (this.#isReloading) {
      this.#next = reason;
      return;
    }
    this.#isReloading = true;
    void this.#apply(reason).finally(() => {
      this.#isReloading = false;
      const next = this.#next;
      this.#next = undefined;
      if (next !== undefined) this.reload(next);
    });
  }

  /** An invalid configuration is refused, and the previous one stays. */
  async #apply(reason: string): Promise<void> {
    const { load, path, logger, listening } = this.#options;
    await Promise.resolve()
      .then(load)
      .catch(async (error: unknown) => {
        (await listening).refuseReload();
        throw error;
      })
      .then((next) => this.#applyNext(next, { reason, file: path, sha256: hashOf(path) }))
      .catch((error: unknown) => {
        const faults = error instanceof ConfigError ? { faults: error.faults } : { err: error };
        logger.error(
          { reason, ...faults },
          'the new configuration is invalid; still running with the previous configuration',
        );
      });
  }

  async #applyNext(next: GatewayConfig, source: object): Promise<void> {
    const { listening, logger, config } = this.#options;
    const gateway = await listening;
    if (!namesFiles(next) && isDeepStrictEqual(next, this.#current)) {
      logger.warn(source, 'the configuration was reloaded; nothing has changed');
      return;
    }
    await gateway.reload(next);
    this.#current = next;
    logger.level = next.logging.level;
    logger.info(source, 'the configuration was reloaded');
    if (!isDeepStrictEqual(listenerOf(next), listenerOf(config))) {
      logger.warn('changes to "listen" and to the address of "metrics" require a restart');
    }
  }
}

/** SHA-256 of the text of the file, so that an operator sees which one was read. */
export function hashOf(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch {
    return undefined;
  }
}

/** The parts of `listen` and `metrics` that a reload does not change. */
function listenerOf({ listen, metrics }: GatewayConfig): unknown {
  const { host, port } = metrics;
  return { ...listen, trustProxies: undefined, publicUrl: undefined, metrics: { host, port } };
}
