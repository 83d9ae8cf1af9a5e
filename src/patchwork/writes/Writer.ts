import { UpstreamError } from '../../errors.js';
import type { Transport, UpstreamResponse } from '../../transport/transport.js';
import { isJson, type Answer } from '../answers.js';
import type { Exchange } from '../Exchange.js';
import { parseShortJson } from '../parseJson.js';
import type { Scope } from '../Scope.js';
import type { TokenTrust } from '../TokenTrust.js';
import { readRefusal, type WriteFault } from './readRefusal.js';

/** One write. */
export interface WriteRequest {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  /** Below `/api/{version}/`, without slashes at its ends; the one at the end is added. */
  readonly path: string;
  /** Sent as JSON; without a body Patchwork would answer 415 to a POST or PATCH. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/** The outcome of a write, as far as the answer shows it. */
export type WriteReply =
  | { readonly kind: 'done'; readonly answer: Answer }
  /** Patchwork has carried out nothing, and says why. */
  | { readonly kind: 'refused'; readonly faults: readonly WriteFault[] }
  /** There is no valid answer: the write may still have been applied. */
  | {
      readonly kind: 'lost';
      readonly error: UpstreamError;
      /** The server is done with it, so that reading again shows its outcome. */
      readonly isOver: boolean;
    };

/**
 * Sends writes to one server, each once: a repeated one could make a second check or bundle, and a
 * redirect would swallow it (`transport/followRedirect`).
 */
export class Writer {
  readonly #instance: string;
  readonly #exchange: Exchange;
  readonly #transport: Transport;
  readonly #trust: TokenTrust;

  constructor(instance: string, exchange: Exchange, transport: Transport, trust: TokenTrust) {
    this.#instance = instance;
    this.#exchange = exchange;
    this.#transport = transport;
    this.#trust = trust;
  }

  /**
   * Sends a write with the scope's token.
   *
   * @throws GatewayError when it is certain that the server did not get it.
   */
  async send(request: WriteRequest, scope: Scope): Promise<WriteReply> {
    const version = await this.#exchange.version();
    const path = `/api/${version}/${request.path}/`;
    const token = scope.tokenFor(this.#instance);
    const origin = { instance: this.#instance, request: `${request.method} ${path}` };
    scope.signal.throwIfAborted();
    scope.onRequest(this.#instance);
    let response: UpstreamResponse;
    let isSent = false as boolean;
    try {
      response = await this.#transport.request({
        method: request.method,
        path,
        body: request.body,
        token,
        signal: scope.signal,
        operation: scope.operation,
        onSend: () => {
          isSent = true;
        },
      });
    } catch (cause) {
      if (!isSent) scope.onUnsent?.(this.#instance);
      if (scope.signal.aborted) {
        const detail = 'aborted while waiting for the answer to a write';
        const error = new UpstreamError('UPSTREAM_TIMEOUT', detail, { ...origin, cause });
        return { kind: 'lost', error, isOver: false };
      }
      if (!(cause instanceof UpstreamError) || wasNotDone(cause)) throw cause;
      return { kind: 'lost', error: cause, isOver: cause.status === 500 };
    }
    const { status } = response;
    if (status < 300) {
      if (token !== undefined) this.#trust.accept(token);
      return {
        kind: 'done',
        answer: { response, origin, jsonBounds: this.#exchange.jsonBounds },
      };
    }
    if (status === 404 && (await this.#exchange.hasMoved(version, response))) {
      return await this.send(request, scope);
    }
    const json = isJson(response) ? parseBody(response.body) : undefined;
    const refusal =
      json === undefined ? undefined : readRefusal(status, json, this.#instance, token);
    if (refusal === undefined) {
      // Not Patchwork's words: a front end may answer so when the write was already passed on.
      const detail = `unexpected status ${String(status)}`;
      const error = new UpstreamError('UPSTREAM_BAD_RESPONSE', detail, { ...origin, status });
      return { kind: 'lost', error, isOver: true };
    }
    if (refusal.isBadToken && token !== undefined) this.#exchange.refuseToken(token);
    return { kind: 'refused', faults: refusal.faults };
  }
}

/** Whether a failure proves that nothing was carried out. */
function wasNotDone({ neverSent, status }: UpstreamError): boolean {
  // 429 and redirects come from before the view.
  return neverSent || status === 429 || (status !== undefined && status < 400);
}

function parseBody(body: string): unknown {
  try {
    return parseShortJson(body);
  } catch {
    return undefined;
  }
}
