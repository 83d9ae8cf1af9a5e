import type { WebSocket } from '@fastify/websocket';
import type { WrittenDelivery } from './SharedDeliveries.js';

const AS_TEXT = { binary: false };

/** Payloads with the end of their message, encoded once for all clients. */
const tails = new WeakMap<WrittenDelivery, Buffer>();

/** Sends the `next` messages of one operation over a WebSocket. */
export class NextSender {
  readonly #socket: WebSocket;
  readonly #head: string;
  #onRead: (() => void) | undefined;

  /** @param id of the operation, as the client has chosen it. */
  constructor(socket: WebSocket, id: string) {
    this.#socket = socket;
    this.#head = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
  }

  /** @returns whether the operating system has taken all of it. */
  readonly send = (written: WrittenDelivery): boolean => {
    const socket = this.#socket;
    // A socket that fails is closed, which ends its subscriptions.
    if (socket.readyState !== socket.OPEN) return true;
    socket.send(messageOf(written, this.#head), AS_TEXT, this.#onSent);
    return socket.bufferedAmount === 0;
  };

  /** Resolves once the operating system has taken all that was sent, or the socket has failed. */
  async untilRead(): Promise<void> {
    if (this.#socket.bufferedAmount === 0) return;
    await new Promise<void>((resolve) => {
      this.#onRead = resolve;
    });
  }

  readonly #onSent = (error?: Error | null): void => {
    if (this.#onRead === undefined || (error == null && this.#socket.bufferedAmount > 0)) return;
    this.#onRead();
    this.#onRead = undefined;
  };
}

function messageOf(written: WrittenDelivery, head: string): Buffer {
  let tail = tails.get(written);
  if (tail === undefined) tails.set(written, (tail = Buffer.from(`${written.text}}`)));
  return Buffer.concat([Buffer.from(head), tail]);
}
