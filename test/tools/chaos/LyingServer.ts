import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { captureAnswer } from '../../../src/sample/server/faults/captureAnswer.js';
import type { Lie } from './Lie.js';

/** Lets a sample server answer, and tells a lie instead of its answer. */
export class LyingServer {
  #lie: Lie | undefined;
  #index = 0;
  readonly #watched = new WeakSet<object>();

  /** The lie that is told from now on; undefined for the truth. */
  set(lie: Lie | undefined): void {
    this.#lie = lie;
    this.#index = 0;
  }

  /** Requests that the lie has met. */
  get told(): number {
    return this.#index;
  }

  wrap(listener: RequestListener): RequestListener {
    return (request, response) => {
      const lie = this.#lie;
      if (lie === undefined) listener(request, response);
      else void this.#tell(lie, listener, request, response);
    };
  }

  async #tell(
    lie: Lie,
    listener: RequestListener,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { socket, url = '/', method = 'GET' } = request;
    const index = this.#index;
    this.#index += 1;
    if (!this.#watched.has(socket)) {
      this.#watched.add(socket);
      socket.on('error', () => undefined);
      socket.setMaxListeners(0);
    }
    const answer = await captureAnswer(listener, request);
    const told = lie.tell(answer, { url, method, request, index });
    if (typeof told === 'function') {
      told(socket);
      return;
    }
    const { status, headers, body } = told;
    // Node refuses what HTTP does not allow, and these statuses are told by bytes then.
    const head = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
    if (status >= 200 && status < 600 && status !== 204 && status !== 304) {
      response.writeHead(status, headers);
      response.end(body);
      return;
    }
    socket.end(
      Buffer.concat([Buffer.from(`HTTP/1.1 ${String(status)} X\r\n${head.join('')}\r\n`), body]),
    );
  }
}
