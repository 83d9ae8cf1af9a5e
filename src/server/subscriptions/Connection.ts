import type { WebSocket } from '@fastify/websocket';
import type { FastifyRequest } from 'fastify';
import { clientKeyOf } from '../RateLimiter.js';
import type { Tally } from './Tally.js';

/** A WebSocket of a client, with any number of subscriptions. */
export class Connection {
  readonly #client: string;
  /** Connections without subscriptions, by client. */
  readonly #idle: Tally;
  #open = 0;
  #isClosed = false;

  constructor(
    readonly request: FastifyRequest,
    readonly socket: WebSocket,
    idle: Tally,
  ) {
    this.#client = clientKeyOf(request.ip);
    this.#idle = idle;
    idle.add(this.#client);
  }

  /** Other connections of the client without subscriptions. */
  get otherIdle(): number {
    return this.#idle.of(this.#client) - (this.#isIdle ? 1 : 0);
  }

  /** Subscriptions that are open. */
  get open(): number {
    return this.#open;
  }

  /** A subscription begins. */
  begin(): void {
    if (this.#isIdle) this.#idle.remove(this.#client);
    this.#open += 1;
  }

  /** A subscription ends. */
  end(): void {
    this.#open -= 1;
    if (this.#isIdle) this.#idle.add(this.#client);
  }

  /** The WebSocket is closed. */
  close(): void {
    if (this.#isIdle) this.#idle.remove(this.#client);
    this.#isClosed = true;
  }

  get #isIdle(): boolean {
    return this.#open === 0 && !this.#isClosed;
  }
}
