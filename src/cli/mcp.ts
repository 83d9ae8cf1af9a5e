import { once } from 'node:events';
import { finished, PassThrough, type Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
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
  const { serveStdio, StdioServerTransport } = await import('@modelcontextprotocol/server/stdio');
  const { createMcpServer } = await import('../mcp/createMcpServer.js');
  const gateway = await collaborators.openEmbeddedGateway({ config: openTo(config), logger });
  const tokens = tokensOf(config);
  const headers = {
    'user-agent': `patchwork-graphql-mcp/${readVersion()}`,
    ...(tokens.size > 0 && { [config.access.tokenHeader]: writeTokens(tokens) }),
  };
  const calls = new Set<Promise<unknown>>();
  const input = inputUntilAnswered(calls);
  const ended = once(input, 'close');
  const handle = serveStdio(
    () =>
      createMcpServer({
        version: readVersion(),
        writes: config.mcp.writes,
        tokens: new Set(tokens.keys()),
        run: async ({ query, variables }) => {
          const call = gateway.post({ query, variables }, headers);
          calls.add(call);
          try {
            return JSON.parse((await call).body) as GraphAnswer;
          } finally {
            calls.delete(call);
          }
        },
      }),
    {
      transport: new StdioServerTransport(input),
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

/**
 * Standard input, which ends when the client needs the tools no more. Calls before its end are answered first: the
 * transport answers none after it.
 */
function inputUntilAnswered(calls: ReadonlySet<Promise<unknown>>): Readable {
  const input = new PassThrough();
  const finish = async (): Promise<void> => {
    do {
      // The last message becomes a call, and the last answer is written.
      await setImmediate();
      await Promise.allSettled(calls);
      await setImmediate();
    } while (calls.size > 0);
    input.end();
  };
  process.stdin.pipe(input, { end: false });
  finished(process.stdin, { writable: false }, () => void finish());
  return input;
}
