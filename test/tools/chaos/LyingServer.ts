import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { captureAnswer } from '../../../src/sample/server/faults/captureAnswer.js';
import { sendLie } from '../../../src/sample/server/faults/lies/sendLie.js';
import type { ChaosLie } from './Lie.js';

/** Lets a sample server answer, and sends a lie instead of its answer. */
export class LyingServer {
  #lie: ChaosLie | undefined;
  #index = 0;
  readonly #watched = new WeakSet<object>();

  /** The lie from now on; undefined for the truth. */
  set(lie: ChaosLie | undefined): void {
    this.#lie = lie;
    this.#index = 0;
  }

  /** Number of requests answered with the lie. */
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
    lie: ChaosLie,
    listener: RequestListener,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { socket } = request;
    const index = this.#index;
    this.#index += 1;
    if (!this.#watched.has(socket)) {
      this.#watched.add(socket);
      socket.on('error', () => undefined);
      socket.setMaxListeners(0);
    }
    const answer = await captureAnswer(listener, request);
    if ('write' in lie) lie.write(socket, answer);
    else sendLie(lie, answer, request, response, index);
  }
}
