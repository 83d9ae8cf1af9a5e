import { loadConfig } from '../config/loadConfig.js';
import type { GatewayConfig } from '../config/GatewayConfig.js';
import type { GraphAnswer } from '../mcp/Tool.js';
import { createLogger } from '../telemetry/logger.js';
import { openLogSink } from '../telemetry/LogSink.js';
import type { CliCollaborators } from './CliCollaborators.js';
import { readVersion } from '../readVersion.js';

/** Flags of `mcp`, as commander hands them over. */
export interface McpFlags {
  readonly config?: string;
  readonly instance?: readonly string[];
  readonly contact?: string;
}

/**
 * Serves tools for assistants over standard input and output, until the input ends. Nothing listens on the
 * network; the tokens of the instances are the caller's.
 *
 * @throws ConfigError, or whatever keeps the gateway from answering.
 */
export async function serveMcp(flags: McpFlags, collaborators: CliCollaborators): Promise<number> {
  const { environment, log = openLogSink() } = collaborators;
  const config = loadConfig({
    file: flags.config,
    isServing: true,
    flags: { instances: flags.instance, contact: flags.contact },
    ...(environment && { environment }),
  });
  // Standard output is the assistant's, which shows or drops the log: it has faults alone by default.
  const level = config.logging.level === 'info' ? 'warn' : config.logging.level;
  const logger = createLogger({ level, destination: log });
  // Loaded when needed: the other commands do without.
  const { serveStdio } = await import('@modelcontextprotocol/server/stdio');
  const { createMcpServer } = await import('../mcp/createMcpServer.js');
  const gateway = await collaborators.openEmbeddedGateway({ config: openTo(config), logger });
  const tokens = tokensOf(config);
  const headers = {
    'user-agent': `patchwork-graphql-mcp/${readVersion()}`,
    ...(tokens.size > 0 && { [config.access.tokenHeader]: writeTokens(tokens) }),
  };
  const ended = inputEnded();
  const handle = serveStdio(
    () =>
      createMcpServer({
        version: readVersion(),
        writes: config.mcp.writes,
        tokens: new Set(tokens.keys()),
        run: async ({ query, variables }) =>
          JSON.parse((await gateway.post({ query, variables }, headers)).body) as GraphAnswer,
      }),
    {
      onerror: (error) => {
        logger.warn({ err: error }, 'a message of the assistant cannot be used');
      },
    },
  );
  await Promise.race([collaborators.untilStopped(), ended]);
  await handle.close();
  await gateway.close();
  return 0;
}

/** The caller is the operator, and the documents are the program's own. */
function openTo(config: GatewayConfig): GatewayConfig {
  const { graphql, limits } = config;
  return {
    ...config,
    graphql: { ...graphql, trustedDocumentsOnly: false },
    limits: { ...limits, upstreamRequestsPerMinutePerClient: undefined },
  };
}

function tokensOf({ instances }: GatewayConfig): ReadonlyMap<string, string> {
  return new Map(
    instances.flatMap(({ name, token }) => (token === undefined ? [] : [[name, token] as const])),
  );
}

function writeTokens(tokens: ReadonlyMap<string, string>): string {
  return [...tokens].map(([name, token]) => `${name}=${token}`).join(', ');
}

/** The client closes the input when it needs the tools no more. */
function inputEnded(): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['end', 'close']) {
      process.stdin.once(event, () => {
        resolve();
      });
    }
  });
}
