import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestPwg, type PwgRun } from '../tools/pwg.js';

/** A gateway whose streams end as the test says. */
const streams: ((response: ServerResponse) => void)[] = [];
const received: unknown[] = [];
const server = createServer((request, response) => void answer(request, response));
let pwg: TestPwg;
let stopped: AbortController;

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { query, variables } = JSON.parse(await text(request)) as {
    readonly query: string;
    readonly variables: unknown;
  };
  if (!query.startsWith('subscription')) {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ data: { live: [{ state: 'LIVE' }] } }));
    return;
  }
  received.push(variables);
  const write = streams.shift();
  if (write === undefined) {
    response.statusCode = 502;
    response.end('<h1>Bad gateway</h1>');
    return;
  }
  response.setHeader('content-type', 'text/event-stream');
  write(response);
}

const delivery = (cursor: string, name: string, gaps: readonly string[] = []): string => {
  const event = {
    __typename: 'PatchCreatedEvent',
    id: cursor,
    instance: { name: 'lab' },
    category: 'PATCH_CREATED',
    patch: { databaseId: 1, name },
  };
  const events = {
    cursor,
    events: [event],
    gaps: gaps.map((reason) => ({ reason, instance: { name: 'lab' } })),
    sources: [],
  };
  return `event: next\ndata: ${JSON.stringify({ data: { events } })}\n\n`;
};
/** Watches until it has printed something. */
const watchUntil = (last: string, ...argv: string[]): Promise<PwgRun> =>
  pwg.run(['watch', ...argv], {
    signal: stopped.signal,
    onPrint: (line) => {
      if (line.includes(last)) stopped.abort();
    },
  });

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());
beforeEach(() => {
  const { port } = server.address() as AddressInfo;
  pwg = new TestPwg({ PWG_GATEWAY: `http://127.0.0.1:${String(port)}` });
  stopped = new AbortController();
  received.length = 0;
});
afterEach(() => pwg.remove());

describe('pwg watch', () => {
  it('continues after the last event when the connection is lost', async () => {
    streams.push(
      (response) => response.write(delivery('c1', 'one'), () => response.destroy()),
      (response) => {
        response.write(delivery('c2', 'two'));
      },
    );
    const { code, stdout, stderr } = await watchUntil('two', '--json', 'patch');
    expect(stdout).toBe(
      '{"patch":{"number":1,"name":"one"}}\n{"patch":{"number":1,"name":"two"}}\n',
    );
    expect(received).toMatchObject([{ after: null }, { after: 'c1' }]);
    expect(stderr).toMatch(/^warning: http:\S+: the gateway does not answer .*; trying again\n$/);
    expect(code).toBe(2);
  });

  it('reports every gap', async () => {
    streams.push((response) => {
      response.write(delivery('c1', 'one', ['TRIMMED']));
      response.write(delivery('c2', 'two', ['TRIMMED']));
    });
    const { code, stderr } = await watchUntil('two');
    const gap = 'warning: lab: events may have been missed (TRIMMED)\n';
    expect({ code, stderr }).toEqual({ code: 2, stderr: gap + gap });
  });

  it('ends when the gateway never answered', async () => {
    const { code, stderr } = await watchUntil('two');
    expect(code).toBe(1);
    expect(stderr).toContain('answered 502 without JSON; is it a gateway?');
  });

  it('prints CSV with one header', async () => {
    streams.push((response) => {
      response.write(delivery('c1', 'one, "1"'));
      response.write(delivery('c2', '=two'));
    });
    const { stdout } = await watchUntil('c2', '--csv', 'category,instance,id');
    expect(stdout).toBe('category,instance,id\r\nPATCH_CREATED,lab,c1\r\nPATCH_CREATED,lab,c2\r\n');
  });
});
