import { createServer, ServerResponse, type IncomingMessage, type Server } from 'node:http';
import type { EventEmitter } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { WaitingAnswers, type CutAnswer, type WaitingLimits } from './http/WaitingAnswers.js';
import { clientKeyOf } from './RateLimiter.js';

/** Bounds against clients that are slow, idle, many or verbose. */
export interface ListenerLimits {
  /** Connections at once; further ones are hung up on. */
  readonly maxConnections: number;
  /** Time for the headers of a request to arrive, from the opening of the connection. */
  readonly headersTimeoutMs: number;
  /** Time for a whole request to arrive. */
  readonly requestTimeoutMs: number;
  /** How long an idle connection stays open. */
  readonly keepAliveTimeoutMs: number;
  /** Longest request line with its headers; more is answered with 431. */
  readonly maxHeaderBytes: number;
  /** Time without any progress after which an answer that a client does not read is given up. */
  readonly writeTimeoutMs: number;
  /** Bytes of unread answers that one client may leave waiting. */
  readonly maxWaitingBytesPerClient: number;
}

/** Answers requests, as a Fastify instance does. */
export interface Responder {
  routing(request: IncomingMessage, response: ServerResponse): void;
  /** Gets the event `upgrade`, as the server of a Fastify instance that listens. */
  readonly server?: Pick<EventEmitter, 'emit'>;
}

/** How the end is taken. */
export interface ClosePlan {
  /**
   * For this long requests are still taken, and answered with `Connection: close`, so that load
   * balancers can see `/readyz` before the door closes. 0 for none.
   */
  readonly delayMs: number;
  /** After it, requests that are still running are aborted. */
  readonly deadlineMs: number;
}

/** From this share of the allowed connections on, idle ones make room for new ones. */
const CROWDED = 0.9;

/**
 * The socket that clients connect to. Who answers can be exchanged while it listens: each request
 * is answered by the application that served when it arrived, so no request is lost by a change of configuration.
 */
export class HttpListener {
  readonly #server: Server;
  readonly #running = new Map<Responder, Set<ServerResponse>>();
  readonly #waiting = new Set<() => void>();
  /** Connections that speak WebSocket; Node does not count them as its own. */
  readonly #upgraded = new Set<Duplex>();
  /** Connections over which no request came yet, oldest first; Node does not count them as idle. */
  readonly #silent = new Set<Socket>();
  /** Requests that came before anybody served. */
  #early: (() => void)[] = [];
  readonly #maxConnections: number;
  readonly #writeTimeoutMs: number;
  readonly #handshakeTimeoutMs: number;
  /** Bytes that clients have not read yet. */
  readonly waiting: WaitingAnswers;
  #responder: Responder | undefined;
  #connections = 0;
  #dropped = 0;
  #draining = false;
  #closing: Promise<void> | undefined;

  /** @param onCut called for each answer that is given up because its client does not read it. */
  constructor(limits: ListenerLimits, onCut?: (cut: CutAnswer) => void) {
    const { maxConnections, headersTimeoutMs, requestTimeoutMs, keepAliveTimeoutMs } = limits;
    this.#maxConnections = maxConnections;
    this.#writeTimeoutMs = limits.writeTimeoutMs;
    this.#handshakeTimeoutMs = headersTimeoutMs;
    this.waiting = new WaitingAnswers(this.#waitingLimits(limits.maxWaitingBytesPerClient), onCut);
    this.#server = createServer(
      {
        headersTimeout: headersTimeoutMs,
        requestTimeout: Math.max(requestTimeoutMs, headersTimeoutMs),
        keepAliveTimeout: keepAliveTimeoutMs,
        maxHeaderSize: limits.maxHeaderBytes,
        // Node looks this often for requests that are late; its default is 30 s.
        connectionsCheckingInterval: Math.min(Math.ceil(headersTimeoutMs / 2), 5_000),
      },
      (request, response) => {
        this.#answer(request, response);
      },
    );
    this.#server.maxConnections = maxConnections;
    this.#server.on('connection', (socket: Socket) => {
      this.#count(socket);
    });
    this.#server.on('upgrade', (request, socket, head: Buffer) => {
      this.#upgrade(request, socket, head);
    });
    this.#server.on('drop', () => {
      this.#dropped += 1;
    });
  }

  /** True from the beginning of {@link HttpListener.close} on. */
  get isDraining(): boolean {
    return this.#draining;
  }

  /** Connections that are open now. */
  get connections(): number {
    return this.#connections;
  }

  /** Connections refused since the start because there were too many. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Requests that are being answered now. */
  get running(): number {
    let sum = 0;
    for (const responses of this.#running.values()) sum += responses.size;
    return sum;
  }

  /** @returns where it listens, without a slash at the end. */
  async listen(host: string, port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    const { address, family, port: taken } = this.#server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${String(taken)}`;
  }

  /** Requests that come from now on, or that came before anybody served, are answered by this one. */
  serve(responder: Responder): void {
    this.#responder = responder;
    const early = this.#early;
    this.#early = [];
    for (const answer of early) answer();
  }

  /** Bytes of unread answers that one client may leave waiting from now on. */
  limitWaitingBytes(maxWaitingBytesPerClient: number): void {
    this.waiting.limit(this.#waitingLimits(maxWaitingBytesPerClient));
  }

  /**
   * Resolves when `responder` has no request left, which is after `deadlineMs` at the latest: what
   * still runs then is cut off. To be called when another one serves.
   */
  async drained(responder: Responder, deadlineMs: number): Promise<void> {
    const isIdle = (): boolean => !this.#running.has(responder);
    await this.#until(isIdle, deadlineMs);
    for (const response of this.#running.get(responder) ?? []) response.destroy();
  }

  /**
   * Finishes running requests and closes every connection. Later calls wait for the first.
   *
   * @param onClosing called when no new connection is taken any more, to end streams.
   */
  close(plan: ClosePlan, onClosing?: () => void): Promise<void> {
    this.#closing ??= this.#close(plan, onClosing);
    return this.#closing;
  }

  async #close({ delayMs, deadlineMs }: ClosePlan, onClosing?: () => void): Promise<void> {
    this.#draining = true;
    for (const responses of this.#running.values()) {
      for (const response of responses) closeConnection(response);
    }
    if (!this.#server.listening) return;
    if (delayMs > 0) await this.#until(() => false, delayMs);
    // On a busy machine, requests may have arrived that nobody has read: their connections are not idle.
    await setImmediate();
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
    this.#server.closeIdleConnections();
    onClosing?.();
    await this.#until(() => this.running === 0 && this.#upgraded.size === 0, deadlineMs);
    this.#server.closeAllConnections();
    for (const socket of this.#upgraded) socket.destroy();
    await closed;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    this.#silent.delete(request.socket);
    const responder = this.#responder;
    if (responder === undefined) {
      this.#early.push(() => {
        if (!response.destroyed) this.#answer(request, response);
      });
      return;
    }
    let responses = this.#running.get(responder);
    if (responses === undefined) this.#running.set(responder, (responses = new Set()));
    const running = responses.add(response);
    response.once('close', () => {
      running.delete(response);
      if (running.size === 0) this.#running.delete(responder);
      for (const look of this.#waiting) look();
    });
    response.once('finish', () => {
      // Its headers may have gone out before the end began, with a promise to stay.
      if (this.#draining) request.socket.end();
    });
    if (this.#draining) closeConnection(response);
    this.waiting.watch(response, clientKeyOf(request.socket.remoteAddress ?? ''));
    responder.routing(request, response);
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const responder = this.#responder;
    this.#silent.delete(request.socket);
    if (!isHandshake(request) || responder === undefined) {
      this.#ignoreUpgrade(request);
      return;
    }
    // A refused handshake leaves its connection to nobody; the WebSocket of one that succeeds clears the timeout.
    request.socket.setTimeout(this.#handshakeTimeoutMs, () => socket.destroy());
    socket.once('end', () => socket.end());
    this.#upgraded.add(socket);
    socket.once('close', () => {
      this.#upgraded.delete(socket);
      for (const look of this.#waiting) look();
    });
    if (responder.server?.emit('upgrade', request, socket, head) !== true) socket.destroy();
  }

  /** A server may answer as if it had not been asked: https://www.rfc-editor.org/rfc/rfc9110#section-7.8 */
  #ignoreUpgrade(request: IncomingMessage): void {
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(request.socket);
    response.once('finish', () => {
      request.socket.end();
    });
    this.#answer(request, response);
  }

  #waitingLimits(maxBytesPerClient: number): WaitingLimits {
    return { maxBytesPerClient, writeTimeoutMs: this.#writeTimeoutMs };
  }

  #count(socket: Socket): void {
    this.#connections += 1;
    this.#silent.add(socket);
    socket.once('close', () => {
      this.#connections -= 1;
      this.#silent.delete(socket);
    });
    if (this.#connections <= this.#maxConnections * CROWDED) return;
    this.#server.closeIdleConnections();
    const [oldest] = this.#silent;
    if (oldest !== socket) oldest?.destroy();
  }

  /** Resolves when it is true, or when the time is up. */
  #until(condition: () => boolean, timeMs: number): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (condition()) end();
      };
      const end = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve();
      };
      const timer = setTimeout(end, timeMs);
      this.#waiting.add(look);
      look();
    });
  }
}

function closeConnection(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}

/** https://www.rfc-editor.org/rfc/rfc6455#section-4.1 */
function isHandshake({ method, url, headers }: IncomingMessage): boolean {
  return (
    headers.upgrade?.toLowerCase() === 'websocket' &&
    headers['sec-websocket-key'] !== undefined &&
    method === 'GET' &&
    url?.startsWith('/') === true
  );
}
