import { Agent, errors, request, type Dispatcher } from 'undici';
import { addressOf, ForbiddenAddressError, isPublicAddress, publicLookup } from './addressGuard.js';
import type { Hook, HookDelivery, SendFailure, SendOutcome } from './Hook.js';
import { signedHeaders } from './sign.js';
import { DAY_MS } from '../durations.js';

export interface HookSenderOptions {
  readonly userAgent: string;
  /** For the whole attempt. Default: 15,000 milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Default: that of the system. */
  readonly lookup?: Parameters<typeof publicLookup>[0];
}

const TIMEOUT_MS = 15_000;
/** Answers are read so that the connection can be used again, and never shown. */
const MAX_ANSWER_BYTES = 4_096;
const MAX_RETRY_AFTER_MS = DAY_MS;

/** Sends deliveries to their receivers. */
export class HookSender {
  readonly #options: HookSenderOptions;
  readonly #guarded: Agent;
  readonly #open = new Agent({ connect: { timeout: 5_000 } });

  constructor(options: HookSenderOptions) {
    this.#options = options;
    const lookup = publicLookup(options.lookup);
    this.#guarded = new Agent({ connect: { timeout: 5_000, lookup } });
  }

  /** One attempt. Never throws. */
  async send(hook: Hook, delivery: HookDelivery): Promise<SendOutcome> {
    const url = new URL(hook.url);
    if (url.protocol !== 'https:' && !hook.allowPlain) return failed('UNENCRYPTED');
    const address = addressOf(url);
    // Sockets do not look up what is an address already.
    if (!hook.allowPrivate && address !== null && !isPublicAddress(address)) {
      return failed('FORBIDDEN_ADDRESS');
    }
    const { timeoutMs = TIMEOUT_MS, now = Date.now, userAgent } = this.#options;
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const answer = await request(url, {
        method: 'POST',
        dispatcher: hook.allowPrivate ? this.#open : this.#guarded,
        signal,
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': userAgent,
          ...signedHeaders(delivery, hook.secrets, new Date(now())),
        },
        body: delivery.body,
      });
      await discard(answer.body);
      return outcomeOf(answer, now());
    } catch (error) {
      return failed(failureOf(error, signal));
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#guarded.destroy(), this.#open.destroy()]);
  }
}

function outcomeOf(
  { statusCode: status, headers }: Dispatcher.ResponseData,
  nowMs: number,
): SendOutcome {
  if (status >= 200 && status < 300) return { ok: true, status };
  if (status === 410) return failed('GONE', status);
  if (status >= 300 && status < 400) return failed('REDIRECT', status);
  const isThrottled = status === 429 || status === 503;
  const retryAfterMs = isThrottled ? retryAfter(headers['retry-after'], nowMs) : null;
  return { ...failed('STATUS', status), retryAfterMs };
}

/** https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function retryAfter(header: string | string[] | undefined, nowMs: number): number | null {
  if (typeof header !== 'string') return null;
  const seconds = /^\d{1,9}$/.test(header.trim()) ? Number(header) : NaN;
  const ms = Number.isNaN(seconds) ? Date.parse(header) - nowMs : seconds * 1000;
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS);
}

/** A long or slow answer costs its connection, not the delivery. */
async function discard(body: Dispatcher.ResponseData['body']): Promise<void> {
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += (chunk as Buffer).length;
      if (bytes > MAX_ANSWER_BYTES) break;
    }
  } catch {
    // The status has come, and decides.
  }
}

function failed(failure: SendFailure, status: number | null = null) {
  return { ok: false, failure, status, retryAfterMs: null } as const;
}

function failureOf(error: unknown, signal: AbortSignal): SendFailure {
  if (error instanceof ForbiddenAddressError) return 'FORBIDDEN_ADDRESS';
  const isTimeout =
    signal.aborted ||
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.ConnectTimeoutError;
  return isTimeout ? 'TIMEOUT' : 'CONNECTION';
}
