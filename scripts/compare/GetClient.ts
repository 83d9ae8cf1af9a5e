import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { CompareError } from './CompareError.js';

/** An answer, as far as it is compared. */
export interface PlainAnswer {
  readonly path: string;
  readonly status: number;
  /** Media type and charset, in lower case; `""` when there is none. */
  readonly contentType: string;
  /** The rels of the Link header. */
  readonly rels: readonly string[];
  readonly location: string | undefined;
  /** The parsed body; undefined if it is not JSON. */
  readonly json: unknown;
}

export interface GetClientOptions {
  /** Root of the server, without `/api` and without a slash behind it. */
  readonly baseUrl: string;
  /** Sent as `Authorization: Token …`. */
  readonly token?: string | undefined;
  /** Wait before each request but the first. */
  readonly pauseMs: number;
  /** How long an answer may take. */
  readonly timeoutMs: number;
}

const USER_AGENT = 'patchwork-graphql/compare';
const MAX_ANSWER_BYTES = 50 * 1024 * 1024;

/** GETs one path after the other, never two at once, and no path twice. */
export class GetClient {
  readonly #options: GetClientOptions;
  readonly #agent: Agent;
  readonly #answers = new Map<string, PlainAnswer>();

  constructor(options: GetClientOptions) {
    this.#options = options;
    this.#agent = new Agent({
      connections: 1,
      connect: { timeout: options.timeoutMs },
      headersTimeout: options.timeoutMs,
      bodyTimeout: options.timeoutMs,
      maxResponseSize: MAX_ANSWER_BYTES,
    });
  }

  /** Requests sent so far. */
  get requestCount(): number {
    return this.#answers.size;
  }

  /**
   * The answer of `path`, which begins with a slash; redirects are answers too.
   *
   * @throws CompareError when there is no answer, or when the server asks for fewer requests.
   */
  async get(path: string): Promise<PlainAnswer> {
    const known = this.#answers.get(path);
    if (known !== undefined) return known;
    const { baseUrl, token, pauseMs } = this.#options;
    if (this.#answers.size > 0 && pauseMs > 0) await pause(pauseMs);
    try {
      const { statusCode, headers, body } = await request(baseUrl + path, {
        dispatcher: this.#agent,
        headers: {
          accept: 'application/json',
          'user-agent': USER_AGENT,
          ...(token !== undefined && { authorization: `Token ${token}` }),
        },
      });
      const text = await body.text();
      if (statusCode === 429) {
        throw new CompareError(`${baseUrl}: the server limits requests (429); try again later`);
      }
      const answer: PlainAnswer = {
        path,
        status: statusCode,
        contentType: normalType(one(headers['content-type'])),
        rels: Array.from(
          (one(headers['link']) ?? '').matchAll(/rel="([^"]*)"/g),
          ([, rel = '']) => rel,
        ),
        location: one(headers['location']),
        json: parse(text),
      };
      this.#answers.set(path, answer);
      return answer;
    } catch (error) {
      if (error instanceof CompareError) throw error;
      throw new CompareError(`${baseUrl}${path}: ${reasonOf(error)}`, { cause: error });
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(', ') : header;
}

function normalType(header: string | undefined): string {
  return (header ?? '').toLowerCase().replace(/\s+/g, '');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused; is the server running, and is the port right?',
  ECONNRESET: 'the server closed the connection',
  ENOTFOUND: 'host not found',
  EAI_AGAIN: 'host name could not be looked up',
  ETIMEDOUT: 'connection timed out',
  EHOSTUNREACH: 'the host could not be reached',
  ENETUNREACH: 'the network could not be reached',
  UND_ERR_SOCKET: 'the server closed the connection',
  UND_ERR_CONNECT_TIMEOUT: 'connection timed out',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'the answer timed out',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'the answer is too large',
};

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { readonly code?: unknown };
  const known = typeof code === 'string' ? reasons[code] : undefined;
  // A host with several addresses fails with all of their errors at once.
  const first = error instanceof AggregateError ? (error.errors as unknown[])[0] : undefined;
  return known ?? (first === undefined ? error.message || error.name : reasonOf(first));
}
