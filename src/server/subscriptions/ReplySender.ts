import type { WebSocket } from '@fastify/websocket';

/**
 * Sends replies to messages of a client: acknowledgements, pongs and errors. Nothing more is read from a client
 * that has not read its replies, so that it cannot make the gateway store them without end.
 */
export class ReplySender {
  readonly #socket: WebSocket;
  /** Replies that the operating system has not taken yet. */
  #unsent = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** Resolves once the operating system has taken the text. */
  send(text: string): Promise<void> {
    return new Promise((resolve) => {
      const socket = this.#socket;
      // A socket that fails is closed, which ends its subscriptions.
      if (socket.readyState !== socket.OPEN) {
        resolve();
        return;
      }
      this.#unsent += 1;
      socket.send(text, () => {
        this.#unsent -= 1;
        if (this.#unsent === 0) socket.resume();
        resolve();
      });
      if (socket.bufferedAmount > 0) socket.pause();
    });
  }
}
