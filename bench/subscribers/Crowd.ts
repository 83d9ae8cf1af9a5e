import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';

/** Transports that are measured. */
export const TRANSPORTS = ['sse', 'websocket'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** What every client sends. */
export interface CrowdOptions {
  /** URL of the endpoint. */
  readonly url: string;
  readonly transport: Transport;
  readonly query: string;
  /** Variables of the client with this number. */
  readonly variables: (number: number) => Readonly<Record<string, unknown>>;
}

/** One client; it stores only the text that it waits for. */
interface Client {
  /** What it has received since the last complete message. */
  text: string;
  /** Called when a message contains the text. */
  wanted: { readonly text: string; readonly done: () => void } | undefined;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly close: () => void;
}

/** Clients that connect at once: a busy machine accepts them slowly. */
const CONNECTING = 50;

/** Many clients of one kind, which implement the protocols directly so that they are cheap. */
export class Crowd {
  readonly #clients: Client[] = [];
  #closed = 0;
  #bytes = 0;
  readonly #gaps = new Map<string, number>();

  /** Connects the clients, and waits for the first message of each. */
  static async connect(count: number, options: CrowdOptions): Promise<Crowd> {
    const crowd = new Crowd();
    for (let from = 0; from < count; from += CONNECTING) {
      const numbers = Array.from(
        { length: Math.min(CONNECTING, count - from) },
        (_, i) => from + i,
      );
      await Promise.all(numbers.map((number) => crowd.#open(options, number)));
    }
    return crowd;
  }

  /** Characters of all messages. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Gaps in messages by reason: the number of clients that received one. */
  get gaps(): ReadonlyMap<string, number> {
    return this.#gaps;
  }

  /** Clients that have not yet received what {@link Crowd.received} waits for. */
  get waiting(): number {
    return this.#clients.filter(({ wanted }) => wanted !== undefined).length;
  }

  /** Connections closed by the server. */
  get closed(): number {
    return this.#closed;
  }

  /** Resolves when each client has received a message that contains the text. */
  async received(text: string): Promise<void> {
    await Promise.all(
      this.#clients.map(
        (client) =>
          new Promise<void>((done) => {
            client.wanted = { text, done };
          }),
      ),
    );
  }

  /** Stops reading: sent data stays in the buffers of the system, and then in the server. */
  pause(): void {
    for (const client of this.#clients) client.pause();
  }

  resume(): void {
    for (const client of this.#clients) client.resume();
  }

  close(): void {
    for (const client of this.#clients) client.close();
  }

  async #open({ url, transport, query, variables }: CrowdOptions, number: number): Promise<void> {
    const payload = { query, variables: variables(number) };
    await new Promise<void>((resolve, reject) => {
      const onMessage = (client: Client, text: string): void => {
        this.#bytes += text.length;
        if (text.includes('"errors"')) reject(new Error(text.slice(0, 500)));
        resolve();
        for (const [, reason = ''] of text.matchAll(/"gaps":\[\{"reason":"(\w+)"/g)) {
          this.#gaps.set(reason, (this.#gaps.get(reason) ?? 0) + 1);
        }
        const { wanted } = client;
        if (wanted === undefined || !text.includes(wanted.text)) return;
        client.wanted = undefined;
        wanted.done();
      };
      const open = transport === 'sse' ? openSse : openWebSocket;
      const client = open(new URL(url), payload, onMessage, () => {
        this.#closed += 1;
        reject(new Error(`the server has closed the connection of client ${String(number)}`));
      });
      this.#clients.push(client);
    });
  }
}

type OnMessage = (client: Client, text: string) => void;

function openSse(url: URL, payload: object, onMessage: OnMessage, onClose: () => void): Client {
  const body = JSON.stringify(payload);
  const socket: Socket = connect(Number(url.port), url.hostname, () => {
    socket.write(
      `POST ${url.pathname} HTTP/1.1\r\nhost: ${url.host}\r\naccept: text/event-stream\r\n` +
        `content-type: application/json\r\ncontent-length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`,
    );
  });
  const client: Client = {
    text: '',
    wanted: undefined,
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    close: () => void socket.destroy(),
  };
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    client.text += chunk;
    const end = client.text.lastIndexOf('\n\n');
    if (end < 0) return;
    const whole = client.text.slice(0, end);
    client.text = client.text.slice(end + 2);
    if (whole.includes('event: next')) onMessage(client, whole);
  });
  socket.on('error', () => undefined).once('close', onClose);
  return client;
}

function openWebSocket(
  url: URL,
  payload: object,
  onMessage: OnMessage,
  onClose: () => void,
): Client {
  const address = url.href.replace('http', 'ws');
  const socket = new WebSocket(address, 'graphql-transport-ws', { perMessageDeflate: false });
  const client: Client = {
    text: '',
    wanted: undefined,
    pause: () => {
      socket.pause();
    },
    resume: () => {
      socket.resume();
    },
    close: () => {
      socket.terminate();
    },
  };
  socket.on('open', () => {
    socket.send('{"type":"connection_init"}');
  });
  socket.on('message', (data: Buffer) => {
    const text = data.toString();
    if (text === '{"type":"connection_ack"}') {
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
    } else if (text.includes('"type":"next"') || text.includes('"type":"error"')) {
      onMessage(client, text);
    }
  });
  socket.on('error', () => undefined).once('close', onClose);
  return client;
}
