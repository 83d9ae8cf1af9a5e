import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** One message of a subscription, as returned by a client library. */
export interface Message<Data = Readonly<Record<string, unknown>>> {
  readonly data?: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface SubscribeOptions {
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Headers of the request, or the `connectionParams` of a WebSocket. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Origin of the page that subscribes. */
  readonly origin?: string;
}

/** An open subscription of a test. */
export interface TestSubscription<Data> {
  /** The next message; undefined at the end. Rejects if the subscription is refused. */
  next(): Promise<Message<Data> | undefined>;
  /** Disconnects. */
  close(): Promise<void>;
}

export const TRANSPORTS = ['sse', 'websocket'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** Subscribes as a client does: with graphql-sse or graphql-ws. */
export function subscribe<Data = Readonly<Record<string, unknown>>>(
  url: string,
  transport: Transport,
  query: string,
  options: SubscribeOptions = {},
): TestSubscription<Data> {
  return transport === 'sse'
    ? bySse<Data>(url, query, options)
    : byWebSocket<Data>(url, query, options);
}

function bySse<Data>(
  url: string,
  query: string,
  { variables, headers, origin }: SubscribeOptions,
): TestSubscription<Data> {
  const client = createSseClient({
    url: `${url}/graphql`,
    retryAttempts: 0,
    headers: { ...headers, ...(origin !== undefined && { origin }) },
  });
  const messages = client.iterate<Data>({ query, ...(variables && { variables }) });
  return asSubscription<Data>(messages, () => {
    client.dispose();
  });
}

function byWebSocket<Data>(
  url: string,
  query: string,
  { variables, headers, origin }: SubscribeOptions,
): TestSubscription<Data> {
  const client = createWsClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    retryAttempts: 0,
    lazy: true,
    webSocketImpl: class extends WebSocket {
      constructor(address: string, protocols: string) {
        super(address, protocols, origin === undefined ? {} : { origin });
      }
    },
    ...(headers && { connectionParams: headers }),
  });
  const messages = client.iterate<Data>({ query, ...(variables && { variables }) });
  return asSubscription<Data>(messages, async () => {
    await client.dispose();
  });
}

function asSubscription<Data>(
  messages: AsyncIterableIterator<unknown>,
  dispose: () => void | Promise<void>,
): TestSubscription<Data> {
  return {
    next: async () => {
      const { done, value } = await messages.next();
      return done === true ? undefined : (value as Message<Data>);
    },
    close: async () => {
      await messages.return?.();
      await dispose();
    },
  };
}
