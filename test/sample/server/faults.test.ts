import { once } from 'node:events';
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type RequestListener,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { BadUserInputError } from '../../../src/errors.js';
import {
  createFaults,
  type Faults,
  type FaultsOptions,
} from '../../../src/sample/server/faults.js';
import type { FaultPlan } from '../../../src/sample/server/faults/FaultPlan.js';
import { garbleJson } from '../../../src/sample/server/faults/garbleJson.js';
import { parseFaultSpec } from '../../../src/sample/server/faults/parseFaultSpec.js';

const ROWS = [
  { id: 1, name: 'one', project: { id: 7 }, series: [{ id: 3 }] },
  { id: 2, name: 'two', project: { id: 7 }, series: [] },
];

/** Answers lists, details and POST like a sample server, and records the executed requests. */
function createListener(carriedOut: string[]): RequestListener {
  return (request, response) => {
    carriedOut.push(`${request.method ?? ''} ${request.url ?? ''}`);
    const isList = request.url?.split('?')[0] === '/api/1.3/patches/';
    const body = JSON.stringify(isList ? ROWS : ROWS[0]);
    response.writeHead(request.method === 'POST' ? 201 : 200, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      Link: '<http://x/?page=2>; rel="next"',
    });
    response.end(body);
  };
}

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

interface Harness {
  readonly faults: Faults;
  readonly origin: string;
  readonly carriedOut: string[];
}

async function start(options: FaultsOptions = {}): Promise<Harness> {
  const faults = createFaults(options);
  const carriedOut: string[] = [];
  const server = createServer(faults.wrap(createListener(carriedOut)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  return { faults, origin: `http://127.0.0.1:${port}`, carriedOut };
}

/** A schedule that the test fires; `next` waits until something is scheduled. */
function createManualSchedule(): {
  readonly schedule: (callback: () => void, delayMs: number) => () => void;
  readonly next: () => Promise<number>;
  readonly cancelled: number[];
} {
  const due: { readonly callback: () => void; readonly delayMs: number }[] = [];
  const waiting: (() => void)[] = [];
  const cancelled: number[] = [];
  return {
    cancelled,
    schedule: (callback, delayMs) => {
      const entry = { callback, delayMs };
      due.push(entry);
      waiting.shift()?.();
      return () => {
        const at = due.indexOf(entry);
        if (at < 0) return;
        due.splice(at, 1);
        cancelled.push(delayMs);
      };
    },
    next: async () => {
      if (due.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
      const entry = due.shift();
      entry?.callback();
      return entry?.delayMs ?? NaN;
    },
  };
}

const LIST = '/api/1.3/patches/';
const DETAIL = '/api/1.3/patches/1/';

describe('createFaults', () => {
  it('changes nothing without a plan', async () => {
    const { origin, faults } = await start();
    const response = await fetch(origin + LIST);
    expect([response.status, await response.json()]).toEqual([200, ROWS]);
    expect(response.headers.get('link')).toBe('<http://x/?page=2>; rel="next"');
    expect(faults.counters).toMatchObject({ requests: 1, affected: 0, maxConcurrent: 1 });
  });

  it.each([
    [500, 'text/html', 'Server Error (500)'],
    [502, 'text/html', '<center>nginx</center>'],
    [503, 'text/html', '503 Service Unavailable'],
    [504, 'text/html', '504 Gateway'],
    [429, 'text/html', '429 Too Many Requests'],
  ])('answers %i with a page and carries nothing out', async (status, type, text) => {
    const { origin, faults, carriedOut } = await start();
    faults.set({ fault: { kind: 'status', status } });
    const response = await fetch(origin + LIST);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('retry-after')).toBeNull();
    expect(await response.text()).toContain(text);
    expect(carriedOut).toEqual([]);
  });

  it.each([
    [7, '7'],
    ['Fri, 20 Nov 2026 10:00:00 GMT', 'Fri, 20 Nov 2026 10:00:00 GMT'],
  ])('sends Retry-After where the plan has one: %s', async (retryAfter, expected) => {
    const { origin, faults } = await start();
    faults.set({ fault: { kind: 'status', status: 503, retryAfter } });
    expect((await fetch(origin + LIST)).headers.get('retry-after')).toBe(expected);
  });

  it('counts down a plan for the next requests', async () => {
    const { origin, faults } = await start();
    faults.set({ fault: { kind: 'status', status: 503 }, times: 2 });
    const statuses: number[] = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await fetch(origin + LIST)).status);
    expect(statuses).toEqual([503, 503, 200]);
    expect(faults.counters).toMatchObject({ requests: 3, affected: 2 });
  });

  it.each<[string, Partial<FaultPlan>, [number, number, number]]>([
    ['a regular expression', { path: /patches\/\d+\/$/ }, [200, 503, 201]],
    ['a part of the address', { path: 'project=x' }, [503, 200, 201]],
    ['a function', { path: (url) => url.startsWith(DETAIL) }, [200, 503, 201]],
    ['a method', { method: 'post' }, [200, 200, 503]],
  ])('affects only the requests that match %s', async (_, matcher, statuses) => {
    const { origin, faults } = await start();
    faults.set({ fault: { kind: 'status', status: 503 }, ...matcher });
    const answers = [
      await fetch(`${origin}${LIST}?project=x`),
      await fetch(origin + DETAIL),
      await fetch(`${origin}/api/1.3/bundles/`, { method: 'POST', body: '{}' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(statuses);
  });

  it('affects a share of the requests', async () => {
    const numbers = [0.1, 0.5, 0.29, 0.3];
    const { origin, faults } = await start({ random: () => numbers.shift() ?? 1 });
    faults.set({ fault: { kind: 'status', status: 503 }, probability: 0.3 });
    const statuses: number[] = [];
    for (let n = 0; n < 4; n += 1) statuses.push((await fetch(origin + LIST)).status);
    expect(statuses).toEqual([503, 200, 503, 200]);
  });

  it('makes the same random choices with the same seed', async () => {
    const statusesOf = async (seed: number): Promise<number[]> => {
      const { origin, faults } = await start({ seed });
      faults.set({ fault: { kind: 'status', status: 503 }, probability: 0.5 });
      const statuses: number[] = [];
      for (let n = 0; n < 12; n += 1) statuses.push((await fetch(origin + LIST)).status);
      return statuses;
    };
    const first = await statusesOf(5);
    expect(await statusesOf(5)).toEqual(first);
    expect(new Set(first).size).toBe(2);
  });

  it('delays lists and details by separate times, and adds up several delays', async () => {
    const { schedule, next } = createManualSchedule();
    const { origin, faults } = await start({ schedule, random: () => 0.5 });
    faults.set([
      { fault: { kind: 'delay', listMs: 20, detailMs: 10 } },
      { fault: { kind: 'delay', ms: [200, 800] }, method: 'POST' },
    ]);
    const delays: number[] = [];
    for (const [path, method] of [
      [`${LIST}?page=2`, 'GET'],
      [DETAIL, 'GET'],
      [`${DETAIL}checks/`, 'POST'],
    ] as const) {
      const answer = fetch(origin + path, { method });
      delays.push(await next());
      expect((await answer).ok).toBe(true);
    }
    expect(delays).toEqual([20, 10, 510]);
  });

  it('cancels a delay when the client disconnects', async () => {
    const { schedule, cancelled } = createManualSchedule();
    const { origin, faults, carriedOut } = await start({ schedule });
    faults.set({ fault: { kind: 'delay', ms: 5000 }, times: 1 });
    const controller = new AbortController();
    const answer = fetch(origin + LIST, { signal: controller.signal });
    // An answered request shows that the first one has reached its delay.
    expect((await fetch(origin + DETAIL)).status).toBe(200);
    controller.abort();
    await expect(answer).rejects.toThrow();
    // The server detects it when the connection ends.
    while (cancelled.length === 0) await fetch(origin + DETAIL);
    expect(cancelled).toEqual([5000]);
    expect(carriedOut).not.toContain(`GET ${LIST}`);
  });

  it('lets requests over the limit wait in order', async () => {
    const { schedule, next } = createManualSchedule();
    const { origin, faults, carriedOut } = await start({ schedule });
    faults.set([{ fault: { kind: 'workers', workers: 2 } }, { fault: { kind: 'delay', ms: 1 } }]);
    const answers: Promise<Response>[] = [];
    for (let n = 1; n <= 5; n += 1) {
      answers.push(fetch(`${origin}/api/1.3/patches/${n}/`));
      while (faults.counters.requests < n) await new Promise(setImmediate);
    }
    expect(faults.counters).toMatchObject({ concurrent: 2, queued: 3 });
    for (let n = 0; n < 5; n += 1) await next();
    await Promise.all(answers);
    expect(carriedOut).toEqual([1, 2, 3, 4, 5].map((n) => `GET /api/1.3/patches/${n}/`));
    expect(faults.counters).toMatchObject({ maxConcurrent: 2, maxQueued: 3, queued: 0 });
  });

  it('admits all requests when the limit is removed', async () => {
    const { schedule, next } = createManualSchedule();
    const { origin, faults } = await start({ schedule });
    faults.set([
      { fault: { kind: 'workers', workers: 1 } },
      { fault: { kind: 'delay', ms: 9 }, times: 1 },
    ]);
    const first = fetch(origin + DETAIL);
    while (faults.counters.requests < 1) await new Promise(setImmediate);
    const second = fetch(origin + LIST);
    while (faults.counters.queued < 1) await new Promise(setImmediate);
    faults.clear();
    expect((await second).status).toBe(200);
    expect(await next()).toBe(9);
    expect((await first).status).toBe(200);
  });

  it('occupies a worker longer for more rows', async () => {
    const { schedule, next } = createManualSchedule();
    const { origin, faults } = await start({ schedule });
    faults.set({ fault: { kind: 'workers', workers: 1, rowMicroseconds: 1500 } });
    const list = fetch(origin + LIST);
    expect(await next()).toBe(3);
    expect(await (await list).json()).toEqual(ROWS);
    const detail = fetch(origin + DETAIL);
    expect(await next()).toBe(1.5);
    expect(await (await detail).json()).toEqual(ROWS[0]);
  });

  it('refuses a limit of zero workers', () => {
    expect(() => createFaults().set({ fault: { kind: 'workers', workers: 0 } })).toThrow(
      'workers from 1, not 0',
    );
  });

  it('drops the connection before the answer to an executed request', async () => {
    const { origin, faults, carriedOut } = await start();
    faults.set({ fault: { kind: 'drop', when: 'before-answer' } });
    await expect(fetch(`${origin}${DETAIL}`, { method: 'POST' })).rejects.toThrow('fetch failed');
    expect(carriedOut).toEqual([`POST ${DETAIL}`]);
  });

  it('drops the connection in the middle of a body', async () => {
    const { origin, faults } = await start();
    faults.set({ fault: { kind: 'drop', when: 'in-body' } });
    const response = await fetch(origin + LIST);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe(String(JSON.stringify(ROWS).length));
    await expect(response.text()).rejects.toThrow();
  });

  it('truncates JSON in a body that is complete as HTTP', async () => {
    const { origin, faults } = await start();
    faults.set({ fault: { kind: 'truncate' } });
    const text = await (await fetch(origin + LIST)).text();
    const whole = JSON.stringify(ROWS);
    expect(text).toBe(whole.slice(0, Math.floor(whole.length / 2)));
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  });

  it('sends invalid JSON as JSON', async () => {
    const { origin, faults } = await start();
    faults.set({ fault: { kind: 'invalid-json' } });
    const response = await fetch(origin + LIST);
    expect(response.headers.get('content-type')).toBe('application/json');
    await expect(response.json()).rejects.toThrow(SyntaxError);
  });

  it('sends a page with 200 if JSON was requested', async () => {
    const { origin, faults } = await start();
    faults.set({ fault: { kind: 'html' } });
    const response = await fetch(origin + LIST);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
    expect(await response.text()).toContain('<h1>');
  });

  it('sends wrong types with correct headers', async () => {
    const { origin, faults } = await start();
    faults.set({ fault: { kind: 'wrong-types', how: ['number-for-string', 'null-row'] } });
    const response = await fetch(origin + LIST);
    expect(response.headers.get('link')).toBe('<http://x/?page=2>; rel="next"');
    expect(await response.json()).toEqual([{ ...ROWS[0], name: 3 }, null]);
  });

  it('redirects in a loop', async () => {
    const { origin, faults } = await start();
    faults.set({ fault: { kind: 'redirect-loop' } });
    const response = await fetch(`${origin}${LIST}?page=2`, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, `${LIST}?page=2`]);
  });

  it('redirects to another origin', async () => {
    const { origin, faults } = await start();
    faults.set({ fault: { kind: 'redirect', to: 'http://elsewhere.example/' } });
    const response = await fetch(origin + LIST, { redirect: 'manual' });
    expect(response.headers.get('location')).toBe(`http://elsewhere.example${LIST}`);
  });

  it('sends an endless body until the client disconnects', async () => {
    const { origin, faults } = await start();
    faults.set({ fault: { kind: 'endless' } });
    const controller = new AbortController();
    const response = await fetch(origin + LIST, { signal: controller.signal });
    let bytes = 0;
    await expect(
      (async () => {
        for await (const chunk of response.body ?? []) {
          bytes += (chunk as Uint8Array).length;
          if (bytes > 1_000_000) controller.abort();
        }
      })(),
    ).rejects.toThrow();
    expect(bytes).toBeGreaterThan(1_000_000);
    while (faults.counters.concurrent > 0) await new Promise(setImmediate);
    expect(faults.counters.concurrent).toBe(0);
  });

  it('sends nothing at all until it is cleared', async () => {
    const { origin, faults, carriedOut } = await start();
    faults.set({ fault: { kind: 'hang' }, times: 1 });
    const answer = fetch(origin + LIST);
    expect((await fetch(origin + DETAIL)).status).toBe(200);
    expect(faults.counters.concurrent).toBe(1);
    faults.clear();
    await expect(answer).rejects.toThrow('fetch failed');
    expect(carriedOut).toEqual([`GET ${DETAIL}`]);
  });

  it('sends a body slowly', async () => {
    const { schedule, next } = createManualSchedule();
    const { origin, faults } = await start({ schedule });
    const whole = JSON.stringify(ROWS[0]);
    faults.set({ fault: { kind: 'trickle', chunkBytes: 50, everyMs: 70 } });
    const response = await fetch(origin + DETAIL);
    const waits: number[] = [];
    for (let sent = 0; sent < whole.length; sent += 50) waits.push(await next());
    expect(await response.text()).toBe(whole);
    expect(waits).toEqual([70, 70]);
  });

  it('reports a clock in another zone, together with another fault', async () => {
    const { origin, faults } = await start({ now: () => Date.UTC(2026, 10, 15, 12) });
    faults.set([
      { fault: { kind: 'clock', offsetMinutes: 660 } },
      { fault: { kind: 'status', status: 503 }, path: 'patches/1/' },
    ]);
    const dates = [await fetch(origin + LIST), await fetch(origin + DETAIL)].map((response) => [
      response.status,
      response.headers.get('date'),
    ]);
    expect(dates).toEqual([
      [200, 'Sun, 15 Nov 2026 23:00:00 GMT'],
      [503, 'Sun, 15 Nov 2026 23:00:00 GMT'],
    ]);
  });

  it('adds to the current plans, and resets the counters', async () => {
    const { origin, faults } = await start();
    faults.set({ fault: { kind: 'status', status: 503 }, path: LIST, times: 1 });
    faults.add({ fault: { kind: 'status', status: 500 }, times: 2 });
    const statuses: number[] = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await fetch(origin + LIST)).status);
    // Both count the first request; of two that determine the answer, the earlier one applies.
    expect(statuses).toEqual([503, 500, 200]);
    faults.resetCounters();
    expect(faults.counters).toMatchObject({ requests: 0, affected: 0, maxQueued: 0 });
  });

  it('captures what a listener writes in pieces, in any form', async () => {
    const faults = createFaults();
    faults.set({ fault: { kind: 'wrong-types', how: [] } });
    const server = createServer(
      faults.wrap((_, response) => {
        response.setHeader('X-One', '1');
        response.writeHead(201, 'Made', ['X-Two', '2', 'Content-Type', 'application/json']);
        response.write('{"a":');
        response.write(Buffer.from('"b"').toString('base64'), 'base64');
        response.end('}', () => response.emit('told'));
      }),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closers.push(async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    });
    const { port } = server.address() as AddressInfo;
    const request = httpRequest({ port, path: '/' });
    request.end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toBe('{"a":"b"}');
    expect(response.statusCode).toBe(201);
    expect(response.headers).toMatchObject({ 'x-one': '1', 'x-two': '2', 'content-length': '9' });
  });
});

describe('garbleJson', () => {
  it.each([
    ['number-for-string', { id: 1, name: 3, project: { id: 7 }, series: [{ id: 3 }] }],
    ['string-for-number', { id: 'no. 1', name: 'one', project: { id: 7 }, series: [{ id: 3 }] }],
    ['missing-id', { name: 'one', project: { id: 7 }, series: [{ id: 3 }] }],
    ['null-row', null],
    ['list-for-object', { id: 1, name: 'one', project: [7], series: [{ id: 3 }] }],
    ['object-for-list', { id: 1, name: 'one', project: { id: 7 }, series: { '0': { id: 3 } } }],
  ] as const)('spoils an object by %s', (way, spoiled) => {
    expect(JSON.parse(garbleJson(JSON.stringify(ROWS[0]), [way]))).toEqual(spoiled);
  });

  it('corrupts every row of a list in a different way', () => {
    const rows = Array.from({ length: 7 }, () => ROWS[0]);
    const spoiled = JSON.parse(garbleJson(JSON.stringify(rows))) as unknown[];
    expect(new Set(spoiled.slice(0, 6).map((row) => JSON.stringify(row))).size).toBe(6);
    expect(spoiled[6]).toEqual(spoiled[0]);
  });

  it('does not change bodies that are not JSON', () => {
    expect(garbleJson('From patchwork Mon Sep 17')).toBe('From patchwork Mon Sep 17');
  });
});

describe('parseFaultSpec', () => {
  it.each([
    ['delay=200', { kind: 'delay', ms: 200 }],
    ['delay=200-800', { kind: 'delay', ms: [200, 800] }],
    ['list-delay=20', { kind: 'delay', listMs: 20 }],
    ['detail-delay=5-10', { kind: 'delay', detailMs: [5, 10] }],
    ['workers=4', { kind: 'workers', workers: 4 }],
    ['workers=4/1500', { kind: 'workers', workers: 4, rowMicroseconds: 1500 }],
    ['status=503', { kind: 'status', status: 503 }],
    ['status=429/30', { kind: 'status', status: 429, retryAfter: 30 }],
    ['drop', { kind: 'drop', when: 'before-answer' }],
    ['drop=body', { kind: 'drop', when: 'in-body' }],
    ['truncate', { kind: 'truncate' }],
    ['invalid-json', { kind: 'invalid-json' }],
    ['html', { kind: 'html' }],
    ['wrong-types', { kind: 'wrong-types' }],
    ['redirect-loop', { kind: 'redirect-loop' }],
    ['redirect=http://127.0.0.1:9', { kind: 'redirect', to: 'http://127.0.0.1:9' }],
    ['endless', { kind: 'endless' }],
    ['hang', { kind: 'hang' }],
    ['trickle', { kind: 'trickle' }],
    ['trickle=8/50', { kind: 'trickle', chunkBytes: 8, everyMs: 50 }],
    ['clock=+600', { kind: 'clock', offsetMinutes: 600 }],
    ['clock=-300', { kind: 'clock', offsetMinutes: -300 }],
  ])('reads %s', (text, fault) => {
    expect(parseFaultSpec(text)).toEqual([{ instance: null, plan: { fault } }]);
    expect(parseFaultSpec(`basalt:${text}@0.25`)).toEqual([
      { instance: 'basalt', plan: { fault, probability: 0.25 } },
    ]);
  });

  it('reads several, with blanks between them', () => {
    expect(parseFaultSpec('basalt:delay=200-800, cedar:status=503@0.3')).toEqual([
      { instance: 'basalt', plan: { fault: { kind: 'delay', ms: [200, 800] } } },
      { instance: 'cedar', plan: { fault: { kind: 'status', status: 503 }, probability: 0.3 } },
    ]);
  });

  it.each([
    ['', 'write for example basalt:delay=200-800'],
    ['dealy=3', 'sample fault "dealy=3": there is no fault "dealy"; write [SERVER:]FAULT'],
    [
      'basalt:delay',
      'sample fault "basalt:delay": write delay=MILLISECONDS or delay=LOWEST-HIGHEST',
    ],
    ['delay=800-200', 'write delay=MILLISECONDS or delay=LOWEST-HIGHEST'],
    ['delay=-5', 'write delay='],
    ['workers=0', 'write workers=COUNT'],
    ['status=200', 'CODE is 400 to 599'],
    ['status=abc', 'write status=CODE'],
    ['drop=head', 'write drop or drop=body'],
    ['hang=5', 'sample fault "hang=5": write hang'],
    ['redirect=elsewhere', 'write redirect=http://HOST'],
    ['trickle=8', 'write trickle or trickle=BYTES/MILLISECONDS'],
    ['clock=noon', 'write clock=MINUTES'],
    ['hang@2', 'the share "2" is not a number from 0 to 1; write for example hang@0.3'],
    ['hang@', 'the share "" is not a number from 0 to 1'],
    ['html,,hang', 'sample fault "": there is no fault ""'],
    ['granite:hang', 'there is no sample server "granite"; they are aurora, basalt, cedar'],
    ['toString', 'there is no fault "toString"'],
  ])('refuses %j and says what would be right', (text, message) => {
    const parse = (): unknown => parseFaultSpec(text, ['aurora', 'basalt', 'cedar']);
    expect(parse).toThrow(BadUserInputError);
    expect(parse).toThrow(message);
  });
});
