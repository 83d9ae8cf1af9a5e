import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { PinoPretty } from 'pino-pretty';

/** How much is logged, from nothing to everything. */
export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

/** One of {@link LOG_LEVELS}. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What the rooms are handed to log with. */
export type Logger = PinoLogger;

/** Settings of {@link createLogger}. */
export interface LoggerOptions {
  /** Lines below this level are dropped. Default `info`. */
  readonly level?: LogLevel;
  /** Where lines go. Default standard error, so that standard output stays free for answers. */
  readonly destination?: DestinationStream;
  /** Lines for human eyes instead of one JSON object each. Default: when a person is watching. */
  readonly pretty?: boolean;
}

const SECRET_KEYS = [
  'authorization',
  'Authorization',
  'cookie',
  'Cookie',
  'set-cookie',
  'token',
  'tokens',
  'password',
  'x-patchwork-token',
  'X-Patchwork-Token',
];

/** The deepest secret in what we log is `err.request.headers.cookie`. */
const REDACTED_DEPTH = 4;

/**
 * Creates the program's logger. Values under a secret's name (tokens, cookies, authorization) are
 * replaced by `[redacted]`, however they got into a line.
 */
export function createLogger(options: LoggerOptions = {}): Logger {
  const { level = 'info', destination = pino.destination({ dest: 2, sync: true }) } = options;
  const pretty = options.pretty ?? (options.destination === undefined && process.stderr.isTTY);
  return pino(
    { level, base: null, redact: { paths: secretPaths(), censor: '[redacted]' } },
    pretty ? PinoPretty({ destination, translateTime: 'SYS:HH:MM:ss' }) : destination,
  );
}

/** pino's wildcard stands for exactly one level, so each depth is a path of its own. */
function secretPaths(): string[] {
  return SECRET_KEYS.flatMap((key) =>
    Array.from({ length: REDACTED_DEPTH }, (_, depth) => `${'*.'.repeat(depth)}["${key}"]`).map(
      (path) => path.replace('.[', '['),
    ),
  );
}
