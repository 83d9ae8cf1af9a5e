import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GatewayConfig } from '../../src/config/GatewayConfig.js';
import { startRedis, type RedisServer } from '../cache/startRedis.js';
import { startReceiver, status, type Receiver } from '../hooks/receiver.js';
import { lacks } from '../tools/programs.js';
import { releaseInstance, tokenOf } from '../tools/releaseGateway.js';
import {
  startTestGateway,
  type TestGateway,
  type TestGatewayOptions,
} from '../tools/startTestGateway.js';

const PATIENCE = { timeout: 30_000 };
const SECRET = Buffer.alloc(32, 1).toString('base64');
const DOCUMENT = `subscription Ci($category: [EventCategory!]) {
  events(filter: { category: $category }) {
    cursor
    gaps { reason }
    events { id category ... on CheckCreatedEvent { check { context } } }
  }
}`;

interface Payload {
  readonly data: {
    readonly events: {
      readonly cursor: string;
      readonly gaps: readonly { readonly reason: string }[];
      readonly events: readonly { readonly check: { readonly context: string } }[];
    };
  };
}

let redis: RedisServer;
let receiver: Receiver;
let directory: string;
let gateway: TestGateway | undefined;
const others: TestGateway[] = [];
beforeAll(async () => {
  redis = await startRedis();
  directory = await mkdtemp(join(tmpdir(), 'webhooks-'));
});
afterAll(async () => {
  await redis.close();
  await rm(directory, { recursive: true, force: true });
});
beforeEach(async () => {
  await redis.client.flushAll();
  receiver = await startReceiver();
});
afterEach(async () => {
  await gateway?.close();
  for (const other of others.splice(0)) await other.close();
  gateway = undefined;
  await receiver.close();
});

async function start(
  document = DOCUMENT,
  settings: Partial<GatewayConfig['webhooks'][number]> = {},
  options: Partial<TestGatewayOptions> = {},
  answers = true,
): Promise<TestGateway> {
  const file = join(directory, 'ci.graphql');
  await writeFile(file, document);
  const started = await startTestGateway({
    instances: [releaseInstance('v31')],
    live: { enabled: true, pollSeconds: { min: 0.05, max: 0.05 }, url: redis.url },
    webhooks: [
      {
        name: 'ci',
        url: `${receiver.url}?key=hidden`,
        secrets: [SECRET],
        document: file,
        variables: { category: ['CHECK_CREATED'] },
        from: 'now',
        allowPlain: true,
        allowPrivate: true,
        ...settings,
      },
    ],
    ...options,
  });
  gateway = started;
  if (!answers) return started;
  const isLive = async () => {
    const { live } = await started.data<{ live: { state: string }[] }>('{ live { state } }');
    return live[0]?.state;
  };
  await expect.poll(isLive, { timeout: 10_000 }).toBe('LIVE');
  return gateway;
}

async function addCheck({ server }: TestGateway, context: string): Promise<void> {
  const response = await fetch(`${server('v31').url}/api/patches/8/checks/`, {
    method: 'POST',
    headers: {
      authorization: `Token ${tokenOf('v31', 'cibot')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ state: 'success', context }),
  });
  expect(response.status).toBe(201);
}

function deliveries(secret = SECRET): Payload['data']['events'][] {
  return receiver.received.map(({ body, headers }) => {
    const verified = new Webhook(secret).verify(body, headers as Record<string, string>);
    return (verified as Payload).data.events;
  });
}

/** Contexts of the checks that were delivered. */
function contexts(): string[] {
  return deliveries().flatMap(({ events }) => events.map(({ check }) => check.context));
}

const cursorOf = async (): Promise<string> =>
  (await redis.client.hGet('{patchwork-graphql:hooks}:hook:ci', 'cursor')) ?? '';

describe.skipIf(lacks('redis'))('a webhook of the configuration', { timeout: 60_000 }, () => {
  it('receives what its document selects, and after a restart what it has missed', async () => {
    const first = await start();
    await expect.poll(cursorOf, { timeout: 10_000 }).not.toBe('');
    await addCheck(first, 'one');
    await expect.poll(contexts, { timeout: 10_000 }).toEqual(['one']);
    await addCheck(first, 'two');
    await expect.poll(contexts, { timeout: 10_000 }).toEqual(['one', 'two']);
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(ids.length);
    expect(first.logs.join('')).not.toContain('hidden');
    expect(first.logs.join('')).not.toContain(SECRET);
    // Counted once the receiver's answer was read.
    const metrics = async (): Promise<string> => (await fetch(`${first.url}/metrics`)).text();
    await expect
      .poll(metrics, PATIENCE)
      .toContain('patchwork_graphql_webhook_attempts_total{hook="ci",outcome="DELIVERED"} 2');
  });

  it('starts at a date, with the events since then', async () => {
    const { server } = await start(DOCUMENT, { from: '2000-01-01T00:00:00Z' });
    const { rows } = server('v31').store.events;
    const checks = [...rows].filter(({ category }) => category === 'check-created');
    expect(checks.length).toBeGreaterThan(0);
    await expect.poll(() => contexts().length, PATIENCE).toBe(checks.length);
  });

  it('starts at a date although one of its servers does not answer', async () => {
    const instances = [releaseInstance('v31'), { name: 'gone', url: 'http://127.0.0.1:9' }];
    const from = new Date(Date.now() - 60_000).toISOString();
    const started = await start(DOCUMENT, { from }, { instances, settle: false });
    await addCheck(started, 'one');
    await expect.poll(contexts, PATIENCE).toContain('one');
  });

  it('receives a gap as data', async () => {
    const { server } = await start();
    await expect.poll(cursorOf, PATIENCE).not.toBe('');
    const { events } = server('v31').store;
    const newest = [...events.rows].sort((a, b) => (a.date < b.date ? 1 : -1))[0];
    events.delete(newest?.id ?? -1);
    const gaps = (): string[] =>
      deliveries().flatMap((delivery) => delivery.gaps.map(({ reason }) => reason));
    await expect.poll(gaps, PATIENCE).toEqual(['FEED_REWOUND']);
  });

  it('is signed with a new secret, stopped and resumed according to the configuration', async () => {
    const started = await start();
    await expect.poll(cursorOf, PATIENCE).not.toBe('');
    const { config } = started;
    const other = Buffer.alloc(32, 2).toString('base64');
    const webhooks = config.webhooks.map((hook) => ({ ...hook, secrets: [SECRET, other] }));
    await started.reload({ ...config, webhooks });
    await addCheck(started, 'rotated');
    await expect.poll(contexts, PATIENCE).toEqual(['rotated']);
    expect(deliveries(other)).toEqual(deliveries());
    await started.reload({ ...config, webhooks: [] });
    await addCheck(started, 'meanwhile');
    await started.reload({ ...config, webhooks });
    await expect.poll(contexts, PATIENCE).toEqual(['rotated', 'meanwhile']);
  });

  it('is counted and logged as disabled if its receiver is gone', async () => {
    receiver.answer = status(410);
    const started = await start();
    await expect.poll(cursorOf, PATIENCE).not.toBe('');
    await addCheck(started, 'gone');
    const metrics = async (): Promise<string> => (await fetch(`${started.url}/metrics`)).text();
    await expect.poll(metrics, PATIENCE).toContain('webhook_disabled{hook="ci"} 1');
    expect(started.logs.filter((line) => line.includes('GONE')).join('')).toContain('"ci"');
    await expect.poll(metrics, PATIENCE).toContain('webhook_deliveries_failed_total{hook="ci"} 1');
  });

  it('is shown to callers with a gateway key, without its URL and secrets', async () => {
    const key = 'operator-key';
    const gatewayKeys = [
      { name: 'ops', sha256: createHash('sha256').update(key).digest('hex'), tokens: {} },
    ];
    const started = await start(DOCUMENT, {}, { access: { gatewayKeys } });
    await expect.poll(cursorOf, PATIENCE).not.toBe('');
    await addCheck(started, 'one');
    await expect.poll(contexts, PATIENCE).toEqual(['one']);
    const query = `{ hooks {
      name operationName state disabledReason lastDeliveryAt failingSince pending retrying failures
    } }`;
    const headers = { authorization: `Bearer ${key}` };
    const read = async (): Promise<unknown> =>
      (await started.ask<{ hooks: unknown }>(query, { headers })).data.hooks;
    const idle = {
      name: 'ci',
      operationName: 'Ci',
      disabledReason: null,
      failingSince: null,
      pending: 0,
      retrying: 0,
      failures: 0,
    };
    const lastDeliveryAt = expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string;
    await expect.poll(read, PATIENCE).toEqual([{ ...idle, state: 'ENABLED', lastDeliveryAt }]);
    receiver.answer = status(500);
    await addCheck(started, 'two');
    await expect
      .poll(read, PATIENCE)
      .toMatchObject([{ state: 'FAILING', failingSince: lastDeliveryAt, pending: 1, retrying: 1 }]);
    receiver.answer = status(410);
    await addCheck(started, 'three');
    await expect
      .poll(read, PATIENCE)
      .toMatchObject([{ state: 'DISABLED', disabledReason: 'GONE', failures: 1 }]);
    const { data, errors } = await started.ask(query);
    expect(data).toEqual({ hooks: null });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    redis.freeze();
    try {
      const away = await started.ask(query, { headers });
      expect(away).toMatchObject({ data: { hooks: null } });
      expect(away.errors?.[0]?.extensions.code).toBe('UPSTREAM_UNAVAILABLE');
    } finally {
      redis.thaw();
    }
  });

  it('reports events that its instances lack, in deliveries and in its status', async () => {
    const key = 'operator-key';
    const gatewayKeys = [
      { name: 'ops', sha256: createHash('sha256').update(key).digest('hex'), tokens: {} },
    ];
    const document = 'subscription All { events { cursor gaps { reason } events { id } } }';
    const instances = [releaseInstance('v22')];
    const started = await start(
      document,
      { variables: {} },
      { instances, access: { gatewayKeys } },
    );
    await expect.poll(cursorOf, PATIENCE).not.toBe('');
    const { events } = started.server('v22').store;
    const [known] = events.rows;
    if (known === undefined) throw new Error('v22 has no events');
    const date = new Date().toISOString().slice(0, 23);
    events.insert({ ...known, id: events.takeId(), date });
    await expect.poll(() => receiver.received.length, PATIENCE).toBe(1);
    const warnings = [
      { code: 'NO_COMMENT_EVENTS', message: expect.stringMatching('^v22 ') as string },
    ];
    const body: unknown = JSON.parse(receiver.received[0]?.body ?? '');
    expect(body).toMatchObject({ extensions: { warnings } });
    const headers = { authorization: `Bearer ${key}` };
    const query = '{ hooks { operationName warnings { code message } } }';
    // Stored once the delivery is enqueued, when it may have been received already.
    await expect
      .poll(async () => (await started.ask(query, { headers })).data, PATIENCE)
      .toEqual({ hooks: [{ operationName: 'All', warnings }] });
  });

  it('reports a project that no instance has in its status', async () => {
    const key = 'operator-key';
    const gatewayKeys = [
      { name: 'ops', sha256: createHash('sha256').update(key).digest('hex'), tokens: {} },
    ];
    const document =
      'subscription { events(filter: { project: ["kettel"] }) { cursor gaps { reason } events { id } } }';
    const started = await start(document, { variables: {} }, { access: { gatewayKeys } });
    const headers = { authorization: `Bearer ${key}` };
    const read = async (): Promise<unknown> =>
      (await started.ask('{ hooks { warnings { code message } } }', { headers })).data;
    const message = expect.stringContaining('"kettel"') as string;
    const warnings = [{ code: 'UNKNOWN_VALUE', message }];
    await expect.poll(read, PATIENCE).toEqual({ hooks: [{ warnings }] });
  });

  it('is run only by a process with the role hooks', async () => {
    const poller = await start(DOCUMENT, {}, { roles: ['poll'] }, false);
    others.push(poller);
    const instances = [{ name: 'v31', url: poller.server('v31').url }];
    const api = await start(DOCUMENT, {}, { instances, roles: ['api'] });
    others.push(api);
    // Neither of the others sends anything.
    const hook = 'patchwork_graphql_webhook_attempts_total{';
    const worker = await start(DOCUMENT, {}, { instances, roles: ['hooks'], settle: false }, false);
    await expect.poll(cursorOf, PATIENCE).not.toBe('');
    await addCheck(poller, 'one');
    await expect.poll(contexts, PATIENCE).toEqual(['one']);
    const attempts = async ({ url }: TestGateway): Promise<boolean> =>
      (await (await fetch(`${url}/metrics`)).text()).includes(hook);
    expect([await attempts(poller), await attempts(api)]).toEqual([false, false]);
    await expect.poll(() => attempts(worker), PATIENCE).toBe(true);
    for (const { url } of [poller, worker]) {
      expect((await fetch(`${url}/graphql`)).status).toBe(404);
    }
  });

  it.each([
    ['{ events { nodes { id } } }', 'subscription'],
    ['subscription { events { nothing } }', 'nothing'],
    ['subscription {', 'Syntax Error'],
  ])('stops the start where its document is %j', async (document, reason) => {
    await expect(start(document)).rejects.toThrow(reason);
  });
});
