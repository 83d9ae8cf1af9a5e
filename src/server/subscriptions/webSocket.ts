import type { FastifyRequest } from 'fastify';
import { once } from 'node:events';
import { GraphQLError, GraphQLSchema, parse, type FormattedExecutionResult } from 'graphql';
import { makeServer, type ServerOptions as WireOptions } from 'graphql-ws';
import type { IncomingHttpHeaders } from 'node:http';
import type { WebSocket } from '@fastify/websocket';
import { Connection } from './Connection.js';
import { refuseJson, type JsonBodyOptions } from '../jsonBodies.js';
import { LAST_READ_MS, type EventStreamOptions } from './eventStream.js';
import { subscriberOf } from './subscriberOf.js';
import { NextSender } from './NextSender.js';
import { ReplySender } from './ReplySender.js';
import type { Subscription } from './Subscription.js';
import { Tally } from './Tally.js';

/** Proxies close connections that are silent for a minute; a client that does not answer is gone. */
const PING_MS = 12_000;
/** https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md */
const BAD_REQUEST = 4400;
/** https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1; clients of graphql-ws connect again. */
const GOING_AWAY = 1001;
/** https://www.iana.org/assignments/websocket; clients of graphql-ws connect again later. */
const TRY_AGAIN_LATER = 1013;

/** Stands for every document: the pipeline has parsed and validated the one that was sent. */
const PLACEHOLDER = parse('subscription { events { cursor } }');
/** Nor is a schema looked at. */
const NO_SCHEMA = new GraphQLSchema({});

/** Speaks the protocol of graphql-ws (subprotocol `graphql-transport-ws`) with the clients that connect. */
export function createWebSocketHandler(
  options: EventStreamOptions & JsonBodyOptions,
): (socket: WebSocket, request: FastifyRequest) => void {
  const server = makeServer<Record<string, unknown>, Connection>({
    onSubscribe: async (context, id, payload) => {
      return await subscribe({ id, payload }, context.extra, context.connectionParams, options);
    },
    subscribe: ({ contextValue }) => contextValue as AsyncGenerator<object>,
  } satisfies WireOptions<Record<string, unknown>, Connection>);
  const idle = new Tally();
  return (socket, request) => {
    const connection = new Connection(request, socket, idle);
    socket.once('close', () => {
      connection.close();
    });
    const { ending, maxPerClient } = options.subscriptions;
    if (connection.otherIdle >= maxPerClient) {
      socket.close(TRY_AGAIN_LATER, 'Too many connections without subscriptions');
      terminateLater(socket);
      return;
    }
    const replies = new ReplySender(socket);
    const closeIfDone = (): void => {
      if (ending.aborted && connection.open === 0) socket.close(GOING_AWAY, 'Subscribe again');
    };
    const closed = server.opened(
      {
        protocol: socket.protocol,
        send: async (text) => {
          await replies.send(text);
          closeIfDone();
        },
        close: (code, reason) => {
          socket.close(code, reason);
        },
        onMessage: (receive) => {
          socket.on('message', (data: Buffer) => {
            const text = data.toString();
            const refusal = refuseJson(text, options);
            if (refusal !== undefined) {
              socket.close(BAD_REQUEST, refusal.message);
              return;
            }
            receive(text).catch(() => {
              socket.close(BAD_REQUEST, 'The message could not be handled');
            });
          });
        },
      },
      connection,
    );
    const stopPings = ping(socket);
    ending.addEventListener('abort', closeIfDone);
    socket.once('close', (code: number, reason: Buffer) => {
      ending.removeEventListener('abort', closeIfDone);
      stopPings();
      void closed(code, reason.toString());
    });
  };
}

async function subscribe(
  { id, payload }: { readonly id: string; readonly payload: unknown },
  connection: Connection,
  params: Readonly<Record<string, unknown>> | undefined,
  { subscriptions, ...callerOptions }: EventStreamOptions,
) {
  const { request } = connection;
  const headers = { ...request.headers, ...headersIn(params) };
  const subscriber = subscriberOf(request, headers, 'websocket', callerOptions);
  const opened = await subscriptions.open(payload, subscriber);
  if ('begun' in opened) {
    return {
      schema: NO_SCHEMA,
      document: PLACEHOLDER,
      contextValue: sendAll(opened.begun, connection, id),
    };
  }
  // Clients do not resubscribe after an error, but they do when the connection closes.
  if (subscriptions.ending.aborted) await untilClosed(connection);
  const { errors = [] } = JSON.parse(opened.refusal.text) as FormattedExecutionResult;
  return errors.map(
    ({ message, extensions }) => new GraphQLError(message, { extensions: extensions ?? null }),
  );
}

/** Until a connection is closed, which it is once the subscriptions over it are completed. */
async function untilClosed({ socket, open }: Connection): Promise<void> {
  if (open === 0) socket.close(GOING_AWAY, 'Subscribe again');
  if (socket.readyState !== socket.CLOSED) await once(socket, 'close');
}

/** Pages cannot send headers with a handshake; they send the same in `connectionParams`. */
function headersIn(params: Readonly<Record<string, unknown>> | undefined): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = {};
  for (const [name, value] of Object.entries(params ?? {})) {
    if (typeof value === 'string') headers[name.toLowerCase()] = value;
  }
  return headers;
}

/**
 * Sends the messages of a subscription, which ends at once when the client completes it or is gone. graphql-ws
 * reads the iterator, which yields nothing and ends with the subscription: it would write each answer anew for
 * each client, and the answers are written already.
 *
 * @param id of the subscription, as the client has chosen it.
 */
function sendAll(subscription: Subscription, connection: Connection, id: string) {
  const sender = new NextSender(connection.socket, id);
  connection.begin();
  let isOpen = true;
  const { ending } = subscription;
  const dropLater = (): void => {
    // A client that reads has taken the last message by then.
    terminateLater(connection.socket, () => isOpen && connection.socket.bufferedAmount > 0);
  };
  ending.addEventListener('abort', dropLater, { once: true });
  const end = (): Promise<IteratorReturnResult<undefined>> => {
    if (isOpen) connection.end();
    isOpen = false;
    ending.removeEventListener('abort', dropLater);
    subscription.close();
    return Promise.resolve({ done: true, value: undefined });
  };
  return {
    next: async () => {
      for (;;) {
        // Nothing more is made for a client that does not read.
        if (!(await subscription.receiveWithOthers(sender.send))) await sender.untilRead();
        const message = await subscription.next();
        if (message === undefined) return await end();
        if (!sender.send(message.written)) await sender.untilRead();
      }
    },
    return: end,
    throw: end,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Disconnects a client that does not close the connection itself. @param mustEnd asked when its time is over. */
function terminateLater(socket: WebSocket, mustEnd = (): boolean => true): void {
  const timer = setTimeout(() => {
    if (mustEnd()) socket.terminate();
  }, LAST_READ_MS).unref();
  socket.once('close', () => {
    clearTimeout(timer);
  });
}

/** Asks the client for a sign of life again and again. @returns stops it. */
function ping(socket: WebSocket): () => void {
  let isAlive = true;
  socket.on('pong', () => {
    isAlive = true;
  });
  const timer = setInterval(() => {
    if (!isAlive) {
      socket.terminate();
      return;
    }
    isAlive = false;
    socket.ping();
  }, PING_MS).unref();
  return () => {
    clearInterval(timer);
  };
}
