import { Agent, request, type Dispatcher } from 'undici';
import { PwgError } from '../PwgError.js';
import type { GatewayTokens } from '../settings/TokenStore.js';
import { readAnswer, REPORT_HEADER, type Answer, type Door, type Variables } from './Door.js';
import { readEventStream, type StreamEvent } from './readEventStream.js';

const TOKEN_HEADER = 'x-patchwork-token';
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;
/** Longer than any deadline of an operation. */
const ANSWER_TIMEOUT_MS = 300_000;
/** A stream that has received nothing for so long is lost; the gateway pings every 12 seconds. */
const IDLE_TIMEOUT_MS = 60_000;

/** The graph of a gateway, over HTTP. */
export class HttpDoor implements Door {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #agent = new Agent({ headersTimeout: ANSWER_TIMEOUT_MS, bodyTimeout: 0 });

  /**
   * @param url of the gateway, with or without `/graphql`.
   * @throws PwgError if tokens would be sent unencrypted over the network.
   */
  constructor(url: string, { key, tokens = {} }: GatewayTokens) {
    this.#url = url.replace(/\/+$/, '').replace(/\/graphql$/, '');
    const sent = Object.entries(tokens).map(([instance, token]) => `${instance}=${token}`);
    const { protocol, hostname } = new URL(url);
    const isSecret = key !== undefined || sent.length > 0;
    if (isSecret && protocol === 'http:' && !LOOPBACK.test(hostname)) {
      throw new PwgError(
        `${this.#url}: tokens are not sent over plain http; use the https URL of the gateway, or pwg logout`,
      );
    }
    this.#headers = {
      'content-type': 'application/json',
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(sent.length > 0 && { [TOKEN_HEADER]: sent.join(', ') }),
    };
  }

  async request(document: string, variables: Variables = {}): Promise<Answer> {
    const { statusCode, body } = await this.#post(document, variables, {
      accept: 'application/json',
      ...REPORT_HEADER,
    });
    return readAnswer(await this.#read(body), statusCode, this.#url);
  }

  async *subscribe(
    document: string,
    variables: Variables,
    signal: AbortSignal,
  ): AsyncGenerator<Answer> {
    const accept = { accept: 'text/event-stream' };
    const { statusCode, headers, body } = await this.#post(document, variables, accept, signal);
    if (!String(headers['content-type']).startsWith('text/event-stream')) {
      yield readAnswer(await this.#read(body), statusCode, this.#url);
      return;
    }
    const events = readEventStream(body);
    try {
      for (;;) {
        const { done, value } = await this.#next(events, signal);
        if (done === true || value.event === 'complete') return;
        if (value.event === 'next') yield readAnswer(value.data, statusCode, this.#url);
      }
    } finally {
      body.destroy();
    }
  }

  async #next(
    events: AsyncGenerator<StreamEvent>,
    signal: AbortSignal,
  ): Promise<IteratorResult<StreamEvent, unknown>> {
    try {
      return await events.next();
    } catch (error) {
      if (signal.aborted) throw error;
      throw this.#unreachable(error);
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #post(
    query: string,
    variables: Variables,
    headers: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<Dispatcher.ResponseData> {
    try {
      return await request(`${this.#url}/graphql`, {
        method: 'POST',
        headers: { ...this.#headers, ...headers },
        body: JSON.stringify({ query, variables }),
        dispatcher: this.#agent,
        ...(signal !== undefined && { signal, bodyTimeout: IDLE_TIMEOUT_MS }),
      });
    } catch (error) {
      if (signal?.aborted === true) throw error;
      throw this.#unreachable(error);
    }
  }

  async #read(body: Dispatcher.ResponseData['body']): Promise<string> {
    try {
      return await body.text();
    } catch (error) {
      throw this.#unreachable(error);
    }
  }

  /** Undici's errors may contain the headers of the request, so they do not become the cause. */
  #unreachable(error: unknown): PwgError {
    const { code, message } = error as NodeJS.ErrnoException;
    return new PwgError(
      `${this.#url}: the gateway does not answer (${code ?? message}); check --gateway, PWG_GATEWAY and pwg.yml`,
    );
  }
}
