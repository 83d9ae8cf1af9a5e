import { isDeepStrictEqual } from 'node:util';
import { ConfigError } from '../config/ConfigError.js';
import { configFileOf } from '../config/environmentSettings.js';
import type { GatewayConfig } from '../config/GatewayConfig.js';
import { loadConfig } from '../config/loadConfig.js';
import { createLogger } from '../telemetry/logger.js';
import { openLogSink } from '../telemetry/LogSink.js';
import type { CliCollaborators, RunningGateway } from './CliCollaborators.js';
import { readVersion } from './readVersion.js';
import { UsageError } from './UsageError.js';

/** Flags of `serve`, as commander hands them over. */
export interface ServeFlags {
  readonly config?: string;
  readonly instance?: readonly string[];
  readonly host?: string;
  readonly port?: string;
  readonly contact?: string;
  readonly logLevel?: string;
  readonly sampleFaults?: string;
}

/** A query that answers on any set of instances; a test validates it against the schema. */
export const EXAMPLE_QUERY = `{
  patches(first: 5) {
    nodes { name date state { slug } submitter { name } instance { name } }
    sources { instance status }
  }
}`;

/**
 * Serves until the program is told to stop; resolves with the exit code.
 *
 * @throws ConfigError, UsageError, or whatever kept the gateway from listening.
 */
export async function serve(flags: ServeFlags, collaborators: CliCollaborators): Promise<number> {
  const { config: file, instance: instances, sampleFaults, ...settings } = flags;
  const { stdout, environment } = collaborators;
  const load = (): GatewayConfig =>
    loadConfig({ file, flags: { ...settings, instances }, ...(environment && { environment }) });
  const config = load();
  if (sampleFaults !== undefined && config.instances.length > 0) {
    throw new UsageError(
      '--sample-faults only works with the sample servers, which run when no instance is configured',
    );
  }

  const log = collaborators.log ?? openLogSink();
  const logger = createLogger({
    level: config.logging.level,
    pretty: isPretty(config.logging.format),
    destination: log,
  });
  log.onRecovery = (lines) => {
    logger.warn({ lines }, 'log lines were dropped, since standard error did not take them');
  };
  const listening = listen();
  const unwatch = collaborators.watchConfiguration?.(file ?? configFileOf(environment), reload);
  try {
    const gateway = await listening;
    stdout.write(describeGateway(gateway, config));
    logger.info({ url: gateway.url, version: readVersion() }, 'listening');
    const signal = await collaborators.untilStopped();
    logger.info({ signal }, 'stopping');
    await gateway.close();
    return 0;
  } finally {
    unwatch?.();
  }

  /** A faulty configuration is refused, and the old one goes on. */
  function reload(reason: string): void {
    Promise.resolve()
      .then(load)
      .then(async (next) => {
        await (await listening).reload(next);
        logger.level = next.logging.level;
        const fixed = !isDeepStrictEqual(listenerOf(next), listenerOf(config));
        logger.info({ reason }, 'the configuration was read again');
        if (fixed) logger.warn('changes of "listen" need a restart');
      })
      .catch((error: unknown) => {
        const faults = error instanceof ConfigError ? { faults: error.faults } : { err: error };
        logger.error(
          { reason, ...faults },
          'the new configuration is refused; the old one goes on',
        );
      });
  }

  async function listen(): Promise<RunningGateway> {
    try {
      return await collaborators.startGateway({
        config,
        logger,
        droppedLogLines: () => log.dropped,
        ...(sampleFaults === undefined ? {} : { sampleFaults }),
      });
    } catch (error) {
      logger.debug({ err: error }, 'the gateway could not start');
      throw explainListenFailure(error, config);
    }
  }
}

function isPretty(format: GatewayConfig['logging']['format']): boolean {
  return format === 'pretty' || (format === 'auto' && process.stderr.isTTY);
}

/** What of `listen` holds until the program ends. */
function listenerOf({ listen }: GatewayConfig): unknown {
  return { ...listen, trustProxies: undefined, publicUrl: undefined };
}

function describeGateway(gateway: RunningGateway, config: GatewayConfig): string {
  const base = (config.listen.publicUrl ?? gateway.url).replace(/\/+$/, '');
  const sample = config.instances.length === 0;
  const instances = sample ? (gateway.instances ?? []) : config.instances;
  const width = Math.max(...instances.map(({ name }) => name.length), 0);
  return [
    `patchwork-graphql ${readVersion()}`,
    '',
    `  GraphQL   ${base}/graphql`,
    ...(config.graphql.graphiql ? [`  GraphiQL  ${base}/`] : []),
    '',
    sample
      ? '  Serving sample data. For real servers: npm start -- --instance kernel --instance ozlabs'
      : '  Instances',
    ...instances.map(({ name, url }) => `    ${name.padEnd(width)}  ${url}`),
    '',
    '  A query to paste',
    ...EXAMPLE_QUERY.split('\n').map((line) => `    ${line}`),
    '',
    '  Ctrl-C stops.',
    '',
    '',
  ].join('\n');
}

/** Failures to listen are the user's to mend, so they are told without a stack. */
function explainListenFailure(error: unknown, { listen }: GatewayConfig): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const { host, port } = listen;
  switch (error.code) {
    case 'EADDRINUSE':
      return new Error(
        `port ${port} on ${host} is in use; choose another with --port (0 takes a free one)`,
        { cause: error },
      );
    case 'EACCES':
      return new Error(`this user may not listen on port ${port}; choose one above 1023`, {
        cause: error,
      });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new Error(`${host} is no address of this machine; choose another with --host`, {
        cause: error,
      });
    default:
      return error;
  }
}
