import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/loadConfig.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { startGateway } from '../../src/main.js';

interface SpanJson {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
}

let receiver: Server;
let received: string[];
beforeEach(async () => {
  received = [];
  receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      received.push(`${request.url ?? ''} ${body}`);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  receiver.closeAllConnections();
  receiver.close();
});

describe('tracing', () => {
  it('sends a span per operation with one per upstream request below it', async () => {
    const { port } = receiver.address() as AddressInfo;
    const config = loadConfig({
      flags: { port: '0' },
      environment: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${String(port)}` },
    });
    const logger = createLogger({ level: 'silent', destination: { write: () => undefined } });
    const gateway = await startGateway({ config, logger, version: '1.2.3' });
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const answer = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-upstream-report': '1',
        traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      },
      body: JSON.stringify({
        query: 'query Queue($q: String) { patches(first: 2, filter: {q: $q}) { nodes { name } } }',
        variables: { q: 'secret-words' },
      }),
    });
    const { extensions } = (await answer.json()) as {
      extensions: { upstream: { byInstance: Record<string, number> } };
    };
    for (const path of ['feeds/search.atom?q=is:series', 'mbox/aurora/358']) {
      const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
      await (await fetch(`${gateway.url}/${path}`, { headers })).text();
    }
    await gateway.close();

    const [sent = ''] = received;
    expect(sent).toMatch(/^\/v1\/traces /);
    expect(received.join('')).not.toContain('secret');
    expect(sent).toContain('patchwork-graphql');
    const spans = [...sent.matchAll(/"traceId":/g)];
    expect(spans.length).toBeGreaterThan(3);
    const body = JSON.parse(sent.replace(/^\S+ /, '')) as {
      resourceSpans: { scopeSpans: { spans: SpanJson[] }[] }[];
    };
    const all = body.resourceSpans.flatMap(({ scopeSpans }) =>
      scopeSpans.flatMap((scope) => scope.spans),
    );
    const operation = all.find(({ name }) => name === 'query Queue');
    expect(operation).toMatchObject({ traceId, parentSpanId: 'b7ad6b7169203331' });
    for (const name of ['query FeedSearch', 'query Mbox']) {
      const own = { traceId, parentSpanId: '00f067aa0ba902b7' };
      expect(all.find((span) => span.name === name)).toMatchObject(own);
    }
    const below = all.filter(({ parentSpanId }) => parentSpanId === operation?.spanId);
    const requests = Object.entries(extensions.upstream.byInstance);
    expect(requests.map(([name]) => name).sort()).toEqual(['aurora', 'basalt', 'cedar']);
    expect(below.map(({ name }) => name).sort()).toEqual(
      requests.flatMap(([name, count]) => Array<string>(count).fill(`GET ${name}`)).sort(),
    );
  });

  it('is off unless an endpoint is configured', () => {
    expect(loadConfig({ environment: {} }).tracing.endpoint).toBeUndefined();
    const disabled = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_SDK_DISABLED: 'true' };
    expect(loadConfig({ environment: disabled }).tracing.endpoint).toBeUndefined();
  });
});
