import type { DestinationStream } from 'pino';
import { commandOf, configFileOf } from '../config/environmentSettings.js';
import type { Environment } from '../config/interpolate.js';
import type { GatewayConfig } from '../config/GatewayConfig.js';
import { loadConfig } from '../config/loadConfig.js';
import { createLogger, type Logger } from '../telemetry/logger.js';
import { openLogSink, type LogSink } from '../telemetry/LogSink.js';
import type { CliCollaborators, RunningGateway } from './CliCollaborators.js';
import { ConfigReloader, hashOf } from './ConfigReloader.js';
import { readVersion } from '../readVersion.js';
import { UsageError } from './UsageError.js';

/** Flags of `serve`, as commander hands them over. */
export interface ServeFlags {
  readonly config?: string;
  readonly instance?: readonly string[];
  readonly host?: string;
  readonly port?: string;
  readonly contact?: string;
  readonly logLevel?: string;
  readonly roles?: string;
  readonly sampleFaults?: string;
}

/** A query that answers on any set of instances; a test validates it against the schema. @internal */
export const EXAMPLE_QUERY = `{
  patches(first: 5) {
    nodes { name date state { slug } submitter { name } instance { name } }
    sources { instance status }
  }
}`;

/**
 * Serves until the program is stopped; resolves with the exit code.
 *
 * @throws ConfigError, UsageError, or the error because of which the gateway cannot listen.
 */
export async function serve(flags: ServeFlags, collaborators: CliCollaborators): Promise<number> {
  const { config: file, instance: instances, sampleFaults, ...settings } = flags;
  const { stdout, environment } = collaborators;
  const load = async (): Promise<GatewayConfig> => {
    const loaded = loadConfig({
      file,
      isServing: true,
      flags: { ...settings, instances },
      ...(environment && { environment }),
    });
    if (loaded.instances.length > 0) return loaded;
    // Loaded when needed: a gateway of real servers does without the sample data.
    return (await import('./sampleDefaults.js')).withSampleDefaults(loaded);
  };
  const config = await load();
  if (sampleFaults !== undefined && config.instances.length > 0) {
    throw new UsageError(
      '--sample-faults only works with the sample servers, which run when no instance is configured',
    );
  }

  const log = collaborators.log ?? openLogSink();
  const logger = createLogger({
    level: config.logging.level,
    destination: isPretty(config.logging.format) ? await prettyDestinationOf(log) : log,
  });
  log.onRecovery = (lines) => {
    logger.warn({ lines }, 'log lines were dropped, because standard error accepted no data');
  };
  const path = file ?? configFileOf(environment);
  const listening = listen(collaborators, { config, logger, log, sampleFaults });
  const reloader = new ConfigReloader({ config, load, path, listening, logger });
  const unwatch = collaborators.watchConfiguration?.(path, (reason) => {
    reloader.reload(reason);
  });
  try {
    const gateway = await listening;
    // Before anybody learns that it listens, and may stop it.
    const stopped = collaborators.untilStopped();
    stdout.write(describeGateway(gateway, config, environment));
    logger.info(
      {
        url: gateway.url,
        ...(gateway.metricsUrl !== undefined && { metricsUrl: gateway.metricsUrl }),
        version: readVersion(),
        ...(path !== undefined && { file: path, sha256: hashOf(path) }),
        ...(config.instances.length === 0 && { sampleServers: true }),
      },
      'listening',
    );
    const signal = await stopped;
    logger.info({ signal }, 'stopping');
    await gateway.close();
    return 0;
  } finally {
    unwatch?.();
  }
}

interface Listening {
  readonly config: GatewayConfig;
  readonly logger: Logger;
  readonly log: LogSink;
  readonly sampleFaults: string | undefined;
}

async function listen(
  collaborators: CliCollaborators,
  { config, logger, log, sampleFaults }: Listening,
): Promise<RunningGateway> {
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

/** Loaded when needed: most gateways log JSON. */
async function prettyDestinationOf(log: LogSink): Promise<DestinationStream> {
  return (await import('../telemetry/prettyDestination.js')).prettyDestination(log);
}

function isPretty(format: GatewayConfig['logging']['format']): boolean {
  return format === 'pretty' || (format === 'auto' && process.stderr.isTTY);
}

function describeGateway(
  gateway: RunningGateway,
  config: GatewayConfig,
  environment: Environment | undefined,
): string {
  const base = (config.listen.publicUrl ?? gateway.url).replace(/\/+$/, '');
  const sample = config.instances.length === 0;
  const instances = sample ? (gateway.instances ?? []) : config.instances;
  const width = Math.max(...instances.map(({ name }) => name.length), 0);
  return [
    `patchwork-graphql ${readVersion()}`,
    '',
    `  GraphQL   ${base}/graphql`,
    ...(config.dashboard.enabled ? [`  Dashboard ${base}${config.dashboard.path}`] : []),
    ...(config.graphql.graphiql ? [`  GraphiQL  ${base}/graphiql`] : []),
    '',
    sample
      ? `  Serving sample data. For real servers: ${commandOf(environment)} --instance kernel --instance ozlabs${
          config.index.enabled
            ? ''
            : '\n  Search reads subjects only: no SQLite with full-text search is installed (Node 22, or better-sqlite3).'
        }`
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

/** Failures to listen are for the user to fix, so they are reported without a stack. */
function explainListenFailure(error: unknown, { listen, metrics }: GatewayConfig): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const isMetrics = 'port' in error && error.port === metrics.port && error.port !== listen.port;
  const host = (isMetrics ? metrics.host : undefined) ?? listen.host;
  const port = (isMetrics ? metrics.port : undefined) ?? listen.port;
  switch (error.code) {
    case 'EADDRINUSE':
      return new Error(
        isMetrics
          ? `port ${port} on ${host} is in use; choose another with metrics.port`
          : `port ${port} on ${host} is in use; choose another with --port (0 selects a free port)`,
        { cause: error },
      );
    case 'EACCES':
      return new Error(
        `this user is not allowed to listen on port ${port}; choose one above 1023`,
        {
          cause: error,
        },
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new Error(`${host} is not an address of this machine; choose another with --host`, {
        cause: error,
      });
    default:
      return error;
  }
}
