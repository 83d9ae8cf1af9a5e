import type { FastifyReply, FastifyRequest } from 'fastify';
import { getOperationAST, OperationTypeNode, parse } from 'graphql';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { CallerOptions } from '../readCaller.js';
import { subscriberOf } from './subscriberOf.js';
import type { WrittenDelivery } from './SharedDeliveries.js';
import type { Subscription } from './Subscription.js';
import type { Subscriptions } from './Subscriptions.js';

export interface EventStreamOptions extends CallerOptions {
  readonly subscriptions: Subscriptions;
}

/** Proxies close streams that are silent for a minute; graphql-sse pings as often. */
const PING_MS = 12_000;
/** For so long a client may still read when its subscription is completed. */
export const LAST_READ_MS = 2_000;

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // What a token shows is its owner's, whatever stands between.
  'cache-control': 'no-store',
  // nginx would keep what is written until it is a lot.
  'x-accel-buffering': 'no',
};

/**
 * Whether a request asks for a stream of events. Clients such as urql accept streams and JSON with every request:
 * then the operation decides.
 */
export function wantsEventStream(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? '';
  if (!/\btext\/event-stream\b/i.test(accept)) return false;
  return !/\bjson\b|\*\/\*/i.test(accept) || sendsSubscription(request);
}

const sentSchema = z.object({ query: z.string(), operationName: z.string().nullish() });
/** A longer document is refused whatever it is; see `limits.maxTokens`. */
const MAX_TOKENS = 10_000;

function sendsSubscription({ method, query, body }: FastifyRequest): boolean {
  const sent = sentSchema.safeParse(method === 'GET' ? query : body);
  if (!sent.success || !/\bsubscription\b/.test(sent.data.query)) return false;
  try {
    const document = parse(sent.data.query, { maxTokens: MAX_TOKENS, noLocation: true });
    const operation = getOperationAST(document, sent.data.operationName)?.operation;
    return operation === OperationTypeNode.SUBSCRIPTION;
  } catch {
    // Answered as any other document that cannot be parsed.
    return false;
  }
}

/**
 * Answers each subscription with a separate stream, the "distinct connections mode" of graphql-sse:
 * events `next` with answers, and `complete` at the end. Refused requests are answered as any other request.
 */
export async function sendEventStream(
  request: FastifyRequest,
  reply: FastifyReply,
  { subscriptions, ...callerOptions }: EventStreamOptions,
): Promise<void> {
  const sent = request.method === 'GET' ? request.query : request.body;
  const subscriber = subscriberOf(request, request.headers, 'sse', callerOptions);
  const opened = await subscriptions.open(sent, subscriber);
  if ('refusal' in opened) {
    const { status, headers, text } = opened.refusal;
    await reply
      .code(status)
      .headers({ ...headers, 'cache-control': 'no-store' })
      .type('application/json; charset=utf-8')
      .send(text);
    return;
  }
  reply.hijack();
  const response = reply.raw;
  // What hooks have set: security, CORS, rate limits.
  response.writeHead(200, { ...definedHeaders(reply), ...HEADERS });
  response.flushHeaders();
  await stream(opened.begun, response);
}

async function stream(subscription: Subscription, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort();
    subscription.close();
  });
  if (response.destroyed) subscription.close();
  const ping = setInterval(() => {
    if (response.writableLength === 0) response.write(':\n\n');
  }, PING_MS).unref();
  const send = (written: WrittenDelivery): boolean => response.write(eventOf(written));
  try {
    for (;;) {
      // A client that does not read gets nothing more made for it.
      const hasRoom = await subscription.receiveWithOthers(send);
      if (!hasRoom) await untilRead(response, subscription, gone.signal);
      const message = await subscription.next();
      if (message === undefined) break;
      if (!send(message.written)) await untilRead(response, subscription, gone.signal);
    }
    if (response.destroyed) return;
    response.end('event: complete\ndata:\n\n');
    dropLater(response);
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  } finally {
    clearInterval(ping);
    subscription.close();
  }
}

const events = new WeakMap<WrittenDelivery, Buffer>();

/** The event of a delivery, encoded once for all clients who share it: clients who do not read keep no copies. */
function eventOf(written: WrittenDelivery): Buffer {
  const known = events.get(written);
  if (known !== undefined) return known;
  const event = Buffer.from(`event: next\ndata: ${written.text}\n\n`);
  events.set(written, event);
  return event;
}

/** Waits until the client has read the buffered data; a client that does not read is disconnected. */
async function untilRead(
  response: ServerResponse,
  { ending }: Subscription,
  gone: AbortSignal,
): Promise<void> {
  if (!response.writableNeedDrain) return;
  const drop = (): void => {
    dropLater(response);
  };
  if (ending.aborted) drop();
  ending.addEventListener('abort', drop, { once: true });
  try {
    await once(response, 'drain', { signal: gone });
  } finally {
    ending.removeEventListener('abort', drop);
  }
}

function dropLater(response: ServerResponse): void {
  const timer = setTimeout(() => response.destroy(), LAST_READ_MS).unref();
  response.once('close', () => {
    clearTimeout(timer);
  });
}

function definedHeaders(reply: FastifyReply): Record<string, string | number | string[]> {
  const headers: Record<string, string | number | string[]> = {};
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) headers[name] = value;
  }
  return headers;
}
