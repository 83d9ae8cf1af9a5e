import { afterEach } from 'vitest';
import { UndiciTransport } from '../../src/transport/UndiciTransport.js';
import type { RequestEvent, Transport, TransportOptions } from '../../src/transport/transport.js';
import { startServer } from './startServer.js';
import type { Answer, TestServer } from './startServer.js';

/** Opens servers and transports that are closed after each test of the calling file. */
export function useTransports(): {
  serve(answer: Answer): Promise<TestServer>;
  connect(baseUrl: string, options?: Partial<TransportOptions>): Transport;
  readonly events: RequestEvent[];
} {
  const opened: { close(): Promise<void> }[] = [];
  const events: RequestEvent[] = [];
  afterEach(async () => {
    events.length = 0;
    // Servers last: a transport's close waits for its requests.
    for (const resource of opened.splice(0).reverse()) await resource.close();
  });
  return {
    events,
    async serve(answer) {
      const server = await startServer(answer);
      opened.push(server);
      return server;
    },
    connect(baseUrl, options = {}) {
      const transport = new UndiciTransport({
        instance: 'kernel',
        baseUrl,
        userAgent: 'tester/1 (me@example.org)',
        retry: { attempts: 2, initialDelayMs: 1, maxDelayMs: 2 },
        onRequest: (event) => events.push(event),
        ...options,
      });
      opened.push(transport);
      return transport;
    },
  };
}

/** The error with which a promise was rejected. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('expected a rejection');
}
