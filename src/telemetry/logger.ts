import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { openLogSink } from './LogSink.js';

/** How much is logged, from nothing to everything. */
export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

/** One of {@link LOG_LEVELS}. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** How lines look: `auto` is `pretty` on a terminal and `json` elsewhere. */
export const LOG_FORMATS = ['auto', 'json', 'pretty'] as const;

/** The logger that modules receive. */
export type Logger = PinoLogger;

/** Settings of {@link createLogger}. */
export interface LoggerOptions {
  /** Lines below this level are dropped. Default `info`. */
  readonly level?: LogLevel;
  /** Where lines of JSON go. Default standard error, so that standard output stays free for answers. */
  readonly destination?: DestinationStream;
}

const REDACTED = '[redacted]';
const CHILD_SECRETS = ['token', 'tokens', 'authorization'];
/** By their ends: a configuration names the header of tokens as it likes (`access.tokenHeader`). */
const SECRET_NAME = /(?:authorization|cookie|tokens?|password|secret|api-?key)$|^x-.*auth/i;

/** The deepest path of a secret in log records is `err.request.headers.cookie`. */
const MAX_DEPTH = 5;

/** Fastify's own objects: its serializers pick a few harmless fields, without headers. */
const SERIALIZED_BY_FASTIFY = new Set(['req', 'res']);

/**
 * Creates the program's logger. Values under a secret's name (tokens, cookies, authorization) are
 * replaced by `[redacted]`, however they got into a line.
 */
export function createLogger(options: LoggerOptions = {}): Logger {
  const { level = 'info', destination = openLogSink() } = options;
  return pino(
    {
      level,
      base: null,
      // Not pino's `redact`: with a wildcard for each depth a line costs 45 µs, this way 4.
      formatters: { log: redactFields },
      // pino formats no bindings of child loggers, but it does redact them.
      redact: { paths: CHILD_SECRETS, censor: REDACTED },
      serializers: { err: (error: Error) => redact(pino.stdSerializers.err(error), MAX_DEPTH) },
    },
    destination,
  );
}

function redactFields(fields: Record<string, unknown>): Record<string, unknown> {
  let redacted = fields;
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof Error || (SERIALIZED_BY_FASTIFY.has(name) && !isPlain(value))) continue;
    const replaced = SECRET_NAME.test(name) ? REDACTED : redact(value, MAX_DEPTH);
    if (replaced !== value) redacted = { ...redacted, [name]: replaced };
  }
  return redacted;
}

/** Answers the value itself where it contains no secret, else a copy without. */
function redact(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth === 0) return value;
  if ('toJSON' in value) return value;
  let redacted: Record<string, unknown> | undefined;
  for (const [name, child] of Object.entries(value)) {
    const replaced = SECRET_NAME.test(name) ? REDACTED : redact(child, depth - 1);
    if (replaced !== child) {
      redacted ??= { ...value };
      redacted[name] = replaced;
    }
  }
  return redacted ?? value;
}

function isPlain(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
