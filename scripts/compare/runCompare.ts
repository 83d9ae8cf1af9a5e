import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { CompareError } from './CompareError.js';
import { compareServer } from './compareServer.js';
import { formatComparison } from './formatComparison.js';

/** A stream that text can be written to. */
interface TextSink {
  write(text: string): unknown;
}

/** Flags of the command. */
interface CompareFlags {
  readonly url: string;
  readonly token?: string;
  readonly api?: string;
  readonly pause: number;
  readonly timeout: number;
}

/**
 * The command `compare`: compares a server with the sample servers and prints what differs.
 *
 * @param args - Arguments behind the name of the command.
 * @returns The exit code: 0 for the same shapes, 1 for others, 2 when it could not be compared.
 */
export async function runCompare(
  args: readonly string[],
  stdout: TextSink,
  stderr: TextSink,
): Promise<number> {
  const command = new Command('compare')
    .description("Compares the shape of a Patchwork server's answers with the sample servers'.")
    .requiredOption('--url <url>', 'URL of the server, with or without /api', readBaseUrl)
    .option('--token <token>', 'API token; people and users need one')
    .option('--api <version>', 'API version, e.g. 1.2 (default: the newest of the server)')
    .option('--pause <ms>', 'delay between two requests', readMs, 250)
    .option('--timeout <ms>', 'timeout of one answer', readMs, 60_000)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    });
  try {
    command.parse(args, { from: 'user' });
    const { url, token, api, pause, timeout } = command.opts<CompareFlags>();
    const comparison = await compareServer({
      baseUrl: url,
      token,
      version: api,
      pauseMs: pause,
      timeoutMs: timeout,
    });
    stdout.write(formatComparison(url, comparison));
    return comparison.differences.length > 0 ? 1 : 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof CompareError)) throw error;
    stderr.write(`${error.message}\n`);
    return 2;
  }
}

function readBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new InvalidArgumentError('it must start with http:// or https://');
  }
  if (url.username !== '' || url.password !== '') {
    throw new InvalidArgumentError('pass credentials with --token, not in the URL');
  }
  return url.origin + url.pathname.replace(/(?:\/api(?:\/\d+\.\d+)?)?\/*$/, '');
}

function readMs(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('it must be a number of milliseconds');
  return Number(text);
}
