import { createClient } from 'graphql-sse';
import { ClientError, type AnswerError } from './ClientError.js';
import type { Endpoint } from './Endpoint.js';
import { messageOf, parseAnswer, rateLimited, readRetryAfter } from './request.js';

/** Errors after which the same subscription can succeed. */
const TRANSIENT =
  /^(?:INTERNAL_SERVER_ERROR|UPSTREAM_\w+|RATE_LIMITED|TOO_MANY_SUBSCRIPTIONS|SHUTTING_DOWN)$/;

/** A message as graphql-sse hands it on. */
export interface Message {
  readonly data?: unknown;
  readonly errors?: readonly AnswerError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** One subscription over one connection. */
interface EventStream {
  /** The next message, or why the connection was lost; undefined if the gateway has completed it. */
  next(): Promise<Message | ClientError | undefined>;
  close(): void;
}

/** Subscribes; the connection is not retried. */
export function openEventStream(
  { url, headers, fetch }: Endpoint,
  query: string,
  variables: Record<string, unknown>,
  { signal, idleTimeoutMs }: { readonly signal: AbortSignal; readonly idleTimeoutMs: number },
): EventStream {
  let refusal: ClientError | undefined;
  const client = createClient({
    url,
    headers: { ...headers },
    retryAttempts: 0,
    fetchFn: async (address: string, init: RequestInit & { readonly signal: AbortSignal }) => {
      const idle = new IdleTimer(idleTimeoutMs);
      idle.restart();
      try {
        const response = await fetch(address, {
          ...init,
          signal: AbortSignal.any([init.signal, idle.signal]),
        });
        refusal = await refusalOf(url, response);
        if (refusal !== undefined) throw refusal;
        return { ok: true, body: response.body && readUntilComplete(response.body, idle) };
      } catch (error) {
        idle.stop();
        throw error;
      }
    },
  });
  const messages = client.iterate({ query, variables });
  const dispose = (): void => {
    client.dispose();
  };
  signal.addEventListener('abort', dispose);
  return {
    next: async () => {
      try {
        const result = await messages.next();
        return result.done === true ? undefined : (result.value as Message);
      } catch (cause) {
        return refusal ?? new ClientError('TRANSPORT', `${url}: ${messageOf(cause)}`, { cause });
      }
    },
    close: () => {
      signal.removeEventListener('abort', dispose);
      dispose();
    },
  };
}

/** Whether the same subscription can succeed after an error. */
export function isTransient({ extensions }: AnswerError): boolean {
  return TRANSIENT.test(textOr(extensions?.['code']) ?? '');
}

/** Aborts its signal when it was not restarted for a time. */
class IdleTimer {
  readonly #ms: number;
  readonly #idle = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ms: number) {
    this.#ms = ms;
  }

  get signal(): AbortSignal {
    return this.#idle.signal;
  }

  restart(): void {
    this.stop();
    this.#timer = setTimeout(() => {
      this.#idle.abort(new Error(`nothing was received for ${this.#ms} ms`));
    }, this.#ms);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/**
 * The parts of a body. Its end is an error: graphql-sse takes no notice of it while it hands on a message, and
 * has stopped reading where the subscription was completed.
 */
async function* readUntilComplete(
  body: ReadableStream<Uint8Array>,
  idle: IdleTimer,
): AsyncGenerator<Uint8Array, void, void> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) throw new Error('the connection was closed');
      idle.restart();
      yield value;
    }
  } finally {
    idle.stop();
  }
}

/** Why an answer is not a stream of events; undefined if it is one. */
async function refusalOf(url: string, response: Response): Promise<ClientError | undefined> {
  const { ok, status, headers } = response;
  if (ok && /\btext\/event-stream\b/i.test(headers.get('content-type') ?? '')) return undefined;
  const errors = parseAnswer(await response.text())?.errors;
  if (status === 429) return rateLimited(url, response, errors);
  const retryAfterSeconds = readRetryAfter(headers.get('retry-after'));
  const reason = `${url}: ${status}: ${errors?.[0]?.message ?? 'the answer is not a stream of events'}`;
  const details = { status, retryAfterSeconds, ...(errors && { errors }) };
  // 501: the same subscription will never succeed.
  const isForNow = (status >= 500 && status !== 501) || status === 408;
  if (isForNow || errors?.some(isTransient) === true)
    return new ClientError('TRANSPORT', reason, details);
  return new ClientError(errors ? 'SUBSCRIPTION_REFUSED' : 'NOT_GRAPHQL', reason, details);
}

/** A value of unknown type, if it is a text. */
export function textOr(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
