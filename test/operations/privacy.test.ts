import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFaults, type Faults } from '../../src/sample/server/faults.js';
import { startSampleServer, type SampleServer } from '../../src/sample/server/startSampleServer.js';
import { startRedis, type RedisServer } from '../cache/startRedis.js';
import { releaseInstance, tokenOf } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';
import { lacks } from '../tools/programs.js';

/** Callers: two users with their own private bundles and settings, and an anonymous one. */
const CALLERS = ['mira', 'alina', 'nobody'] as const;
type Caller = (typeof CALLERS)[number];

const id = (type: string, number: number): string =>
  Buffer.from(`v31:${type}:${String(number)}`).toString('base64url');

/** All data that depends on the caller, through every path. */
const PROBES: Readonly<Record<string, string>> = {
  'own settings':
    '{ user(instance: "v31", databaseId: 2) { username settings { itemsPerPage showIds } } }',
  "another one's settings": `{ node(id: "${id('User', 6)}") { ... on User { username settings { itemsPerPage } } } }`,
  users: '{ users { totalCount nodes { username email } } }',
  'users of an instance':
    '{ instance(name: "v31") { users(filter: {q: "mira"}) { nodes { username } } } }',
  people: '{ people(first: 5) { totalCount nodes { name email user { username } } } }',
  'a person': '{ person(instance: "v31", databaseId: 4) { name user { username } } }',
  'the account behind a submitter':
    '{ patches(first: 3) { nodes { submitter { email user { username } } } } }',
  'the account of a maintainer':
    '{ project(instance: "v31", linkName: "kettle") { maintainers { username user { email databaseId } } } }',
  bundles: '{ bundles { totalCount nodes { name public owner { username } } } }',
  'private bundles': '{ bundles(filter: {public: false}) { totalCount nodes { name } } }',
  'bundles of a project':
    '{ project(instance: "v31", linkName: "kettle") { bundles { totalCount nodes { name } } } }',
  'the private bundle of one':
    '{ bundle(instance: "v31", databaseId: 5) { name mbox patches { name } } }',
  'the private bundle of the other': `{ node(id: "${id('Bundle', 2)}") { ... on Bundle { name patches { name } } } }`,
  'a bundle by its address':
    '{ resource(url: "BASE/bundle/alina/private%20notes/") { ... on Bundle { name } } }',
  'a search for bundles':
    '{ search(query: "is:bundle notes") { nodes { ... on Bundle { name } } } }',
  'a search for people':
    '{ search(query: "is:person alina") { nodes { ... on Person { email } } } }',
  viewers:
    '{ viewers { instance { name } user { username settings { itemsPerPage } } projects { linkName } bundles { name } toDoCount } }',
  // Public data is the same for all callers, and is shared.
  'a patch':
    '{ patch(instance: "v31", databaseId: 8) { name state { slug } delegate { username } diff } }',
};

/** Texts that only one caller may see. */
const SECRETS: Readonly<Record<Exclude<Caller, 'nobody'>, readonly string[]>> = {
  mira: ['"wip"', tokenOf('v31', 'mira')],
  alina: ['private notes', tokenOf('v31', 'alina')],
};

let redis: RedisServer;
let faults: Faults;
let server: SampleServer;
const gateways: TestGateway[] = [];
/** The answer to each probe for each caller, without any other requests. */
const truth = new Map<string, string>();

const open = async (shared: boolean): Promise<TestGateway> => {
  const gateway = await startTestGateway({
    instances: [{ name: 'v31', url: server.url }],
    ...(shared && { cache: { url: redis.url } }),
  });
  gateways.push(gateway);
  return gateway;
};
const closeAll = async (): Promise<void> => {
  await Promise.all(gateways.splice(0).map((gateway) => gateway.close()));
};
const see = async (gateway: TestGateway, caller: Caller, probe: string): Promise<string> => {
  const headers =
    caller === 'nobody' ? {} : { 'x-patchwork-token': `v31=${tokenOf('v31', caller)}` };
  const query = (PROBES[probe] ?? '').replace('BASE', server.url);
  const { data, errors } = await gateway.ask(query, { headers });
  // Errors of fields that are read concurrently are in any order.
  const sorted = errors?.toSorted((one, other) =>
    JSON.stringify(one.path).localeCompare(JSON.stringify(other.path)),
  );
  return JSON.stringify({ data, errors: sorted });
};
const expectTruth = async (gateway: TestGateway, caller: Caller, probe: string): Promise<void> => {
  const seen = await see(gateway, caller, probe);
  expect(seen, `${caller}: ${probe}`).toBe(truth.get(`${caller} ${probe}`));
};

beforeAll(async () => {
  redis = await startRedis();
  faults = createFaults();
  const { state } = releaseInstance('v31');
  if (state === undefined) throw new RangeError('there is no recorded data');
  server = await startSampleServer({ state, faults });
  for (const caller of CALLERS) {
    const gateway = await open(false);
    for (const probe of Object.keys(PROBES)) {
      truth.set(`${caller} ${probe}`, await see(gateway, caller, probe));
    }
    await closeAll();
  }
}, 60_000);
afterAll(async () => {
  await redis.close();
  await server.close();
});
beforeEach(async () => {
  await redis.client.flushAll();
  faults.clear();
});
afterEach(closeAll);

describe.skipIf(lacks('redis'))('what each caller sees', () => {
  it('is private: settings and private bundles', () => {
    const sees = (caller: Caller): string =>
      Object.keys(PROBES)
        .map((probe) => truth.get(`${caller} ${probe}`))
        .join('\n');
    expect(sees('mira')).toContain('"wip"');
    expect(sees('alina')).toContain('private notes');
    for (const caller of CALLERS) {
      for (const [owner, secrets] of Object.entries(SECRETS)) {
        if (owner === caller) continue;
        for (const secret of secrets) expect(sees(caller), caller).not.toContain(secret);
      }
    }
    expect(truth.get('mira own settings')).toContain('"itemsPerPage":100');
    expect(truth.get('alina own settings')).toContain('"settings":null');
    expect(truth.get('nobody own settings')).toContain('UNAUTHENTICATED');
    expect(truth.get('nobody users')).toContain('"nodes":[]');
    expect(truth.get('nobody viewers')).toBe('{"data":{"viewers":[]}}');
    expect(truth.get('alina viewers')).toContain(
      '"username":"alina","settings":{"itemsPerPage":50}',
    );
    // Each pair differs in some part, so that a mix-up is detected.
    expect(new Set(CALLERS.map(sees)).size).toBe(3);
  });

  it.each([
    [['mira', 'alina', 'nobody']],
    [['alina', 'nobody', 'mira']],
    [['nobody', 'mira', 'alina']],
    [['nobody', 'alina', 'mira']],
  ] as const)(
    'is the same after requests of others: %j, twice, and on another replica',
    async (order) => {
      const first = await open(true);
      for (const caller of [...order, ...order]) {
        for (const probe of Object.keys(PROBES)) await expectTruth(first, caller, probe);
      }
      // The memory of this one is cold, the shared cache is warm.
      const second = await open(true);
      for (const caller of order) {
        for (const probe of Object.keys(PROBES)) await expectTruth(second, caller, probe);
      }
    },
    60_000,
  );

  it.each(['mira', 'alina', 'nobody'] as const)(
    'is the same while %s is being answered',
    async (slow) => {
      const others = CALLERS.filter((caller) => caller !== slow);
      for (const trusted of [false, true]) {
        const gateway = await open(false);
        if (trusted) for (const caller of CALLERS) await see(gateway, caller, 'a patch');
        for (const probe of Object.keys(PROBES)) {
          // The first answer waits, so that others can join its flight.
          faults.add({ fault: { kind: 'delay', ms: 30 }, times: 2 });
          await Promise.all([
            expectTruth(gateway, slow, probe),
            ...others.map((caller) => expectTruth(gateway, caller, probe)),
            expectTruth(gateway, slow, probe),
          ]);
          faults.clear();
        }
        await closeAll();
      }
    },
    60_000,
  );
});

describe.skipIf(lacks('redis'))('what is kept', () => {
  it('contains no data fetched with a token, and no token', async () => {
    const gateway = await open(true);
    for (const caller of CALLERS) {
      for (const probe of Object.keys(PROBES)) await see(gateway, caller, probe);
    }
    const keys = await redis.client.keys('*');
    expect(keys.length).toBeGreaterThan(5);
    const kept: string[] = [...keys];
    for (const key of keys) kept.push(await textOf(key));
    const text = kept.join('\n');
    expect(text).toContain('for next');
    for (const secret of Object.values(SECRETS).flat()) expect(text).not.toContain(secret);
    // Settings, and addresses of users that are only in /users/ and /people/.
    expect(text).not.toMatch(/items_per_page|bert@plain\.example.*"user"/);
  });

  it('has no token in logs, errors and cost reports', async () => {
    const gateway = await open(false);
    const text: string[] = [];
    for (const caller of CALLERS) {
      for (const probe of Object.keys(PROBES)) text.push(await see(gateway, caller, probe));
    }
    faults.add({ fault: { kind: 'status', status: 500 } });
    for (const probe of Object.keys(PROBES)) text.push(await see(gateway, 'mira', probe));
    faults.clear();
    faults.add({ fault: { kind: 'invalid-json' } });
    for (const probe of Object.keys(PROBES)) text.push(await see(gateway, 'mira', probe));
    const metrics = await fetch(`${gateway.url}/metrics`);
    const all = [...text, ...gateway.logs, await metrics.text()].join('\n');
    expect(all).toContain('UPSTREAM_BAD_RESPONSE');
    for (const name of ['mira', 'alina']) expect(all).not.toContain(tokenOf('v31', name));
  });
});

/** A value in Redis as text, decompressed if it is compressed. */
async function textOf(key: string): Promise<string> {
  if ((await redis.client.type(key)) !== 'string') return '';
  const value = (await redis.client.get(key)) ?? '';
  // The keyed value is in quotes if the store wraps it; a `z` marks a compressed value.
  const zipped = [...value.matchAll(/(?:^|")z([A-Za-z0-9+/]+={0,2})/g)].map(([, text = '']) =>
    gunzipSync(Buffer.from(text, 'base64')).toString('utf8'),
  );
  return [value, ...zipped].join('\n');
}
