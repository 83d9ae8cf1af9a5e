import type { IncomingMessage, RequestListener } from 'node:http';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { createFaults, type Faults } from '../../../src/sample/server/faults.js';
import type { Fault } from '../../../src/sample/server/faults/FaultPlan.js';
import { idOf, releaseInstance } from '../../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../../tools/startTestGateway.js';
import { asUser, globalId, mutate, OUTCOME, patchId, type Payload } from './writing.js';

/* If a proxy answers a write with its own page, the answer does not show whether Patchwork applied the write. */

const kettle = (key: string): string => patchId('main', key);
const COMMENT = globalId(
  'main',
  'PatchComment',
  idOf('main', 'c4@kettle'),
  idOf('main', 'A1.1@kettle'),
);

interface Write {
  readonly input: (gateway: TestGateway) => Readonly<Record<string, unknown>>;
  readonly username: string;
}

const bundleOf = (gateway: TestGateway, username: string): string => {
  const { bundles, users } = gateway.server('main').store;
  const row = bundles.rows.find(({ owner }) => users.get(owner)?.username === username);
  return globalId('main', 'Bundle', row?.id ?? 0);
};

const WRITES: Readonly<Record<string, Write>> = {
  updatePatch: {
    input: () => ({ id: kettle('b3@kettle'), state: 'rejected' }),
    username: 'mira',
  },
  updateSeriesPatches: {
    input: ({ server }) => {
      const { patches } = server('main').store;
      const { series } = patches.require(idOf('main', 'b3@kettle'));
      return { series: globalId('main', 'Series', series ?? 0), state: 'rejected' };
    },
    username: 'mira',
  },
  addRelatedPatches: {
    input: () => ({ id: kettle('b3@kettle'), related: [kettle('A1.1@kettle')] }),
    username: 'mira',
  },
  createCheck: {
    input: () => ({ patch: kettle('b3@kettle'), state: 'SUCCESS', context: 'lost' }),
    username: 'cibot',
  },
  createBundle: {
    input: () => ({ name: 'lost', patches: [kettle('b3@kettle')] }),
    username: 'mira',
  },
  updateBundle: {
    input: (gateway) => ({ id: bundleOf(gateway, 'mira'), name: 'lost' }),
    username: 'mira',
  },
  deleteBundle: { input: (gateway) => ({ id: bundleOf(gateway, 'mira') }), username: 'mira' },
  updateComment: { input: () => ({ id: COMMENT, addressed: false }), username: 'mira' },
  updateProject: {
    input: () => ({ id: globalId('main', 'Project', 1), webUrl: 'https://lost.example/' }),
    username: 'mira',
  },
  updateUser: {
    input: ({ server }) => ({
      id: globalId('main', 'User', server('main').store.userByName('mira')?.id ?? 0),
      firstName: 'Lost',
    }),
    username: 'mira',
  },
};

interface Outcome extends Payload {
  readonly results?: readonly Payload[];
}

let gateway: TestGateway | undefined;
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

/** A gateway with a server whose writes are affected by one fault after another. */
async function start(
  server?: Pick<Faults, 'wrap'>,
  faults = createFaults(),
): Promise<
  (
    name: string,
    fault: Fault,
  ) => Promise<{
    readonly payload: Outcome | null;
    readonly errors: unknown;
    readonly sent: number;
  }>
> {
  const started = await startTestGateway({
    instances: [releaseInstance('main', { faults: server ?? faults })],
  });
  gateway = started;
  return async (name, fault) => {
    let sent = 0;
    const isWrite = (method: string | undefined): boolean => method !== 'GET';
    faults.set({ fault, path: (_url, { method }) => isWrite(method) && (sent += 1) > 0 });
    const { input, username } = WRITES[name] ?? { input: () => ({}), username: '' };
    const selection =
      name === 'updateSeriesPatches' ? `results { ${OUTCOME} } errors { code }` : OUTCOME;
    const { data, errors } = await mutate<Readonly<Record<string, Outcome | null>>>(
      started,
      name,
      selection,
      input(started),
      asUser(username, 'main'),
    );
    const payload = data[name] ?? null;
    return { payload: payload?.results?.[0] ?? payload, errors, sent };
  };
}

describe.each(Object.keys(WRITES))('%s', (name) => {
  it.each([
    [404, /unexpected status 404/],
    [502, /502/],
  ])(
    'is read back after a page %i of a proxy, whether applied or not, and sent once',
    async (status, message) => {
      const write = await start();
      const before = await write(name, { kind: 'status', status });
      expect(before).toMatchObject({ errors: undefined, sent: 1 });
      expect(['NOT_APPLIED', 'UNKNOWN']).toContain(before.payload?.outcome);
      expect(before.payload?.errors).toMatchObject([
        { field: [], message: expect.stringMatching(message) as unknown },
      ]);
      // The same page, instead of Patchwork's own answer.
      const behind = await write(name, { kind: 'lie', name: `page-${String(status)}` });
      expect(behind).toMatchObject({
        errors: undefined,
        sent: 1,
        payload: { outcome: 'APPLIED', errors: [] },
      });
    },
  );
});

describe('a body that a proxy loses', () => {
  it.each([
    'updatePatch',
    'updateSeriesPatches',
    'addRelatedPatches',
    'updateBundle',
    'updateComment',
    'updateProject',
    'updateUser',
  ])('is not applied, although %s is answered with 200', async (name) => {
    const faults = createFaults();
    const write = await start({ wrap: (listener) => faults.wrap(losingBodies(listener)) }, faults);
    const { payload, errors, sent } = await write(name, { kind: 'delay', ms: 0 });
    expect({ errors, sent }).toEqual({ errors: undefined, sent: 1 });
    expect(payload).toMatchObject({
      outcome: 'NOT_APPLIED',
      errors: [
        {
          field: [],
          message: expect.stringMatching(/^main: PATCH .* does not have the change$/) as unknown,
          code: 'UPSTREAM_BAD_RESPONSE',
        },
      ],
    });
  });
});

describe('a refusal', () => {
  it.each([
    ['lists', '['.repeat(20_000) + '"no"' + ']'.repeat(20_000)],
    ['objects', '{"a":'.repeat(20_000) + '"no"' + '}'.repeat(20_000)],
    ['lists in a field', `{"state":${'['.repeat(20_000)}"no"${']'.repeat(20_000)}}`],
    ['a million messages', JSON.stringify({ state: Array(1_000_000).fill('no') })],
  ])('nested 20,000 deep or as long is one too: %s', async (_what, body) => {
    gateway = await startTestGateway({
      instances: [releaseInstance('main', { faults: { wrap: refusing(body) } })],
    });
    const { data, errors } = await gateway.ask<{ readonly updatePatch: Payload }>(
      `mutation { updatePatch(input: { id: "${kettle('b3@kettle')}", state: "rejected" }) {
        outcome errors { field code message } } }`,
      asUser('mira', 'main'),
    );
    expect(errors).toBeUndefined();
    expect(data.updatePatch.outcome).toBe('NOT_APPLIED');
    expect(data.updatePatch.errors.length).toBeGreaterThan(0);
    expect(data.updatePatch.errors.length).toBeLessThanOrEqual(50);
    expect(gateway.logs.join('')).not.toContain('INTERNAL_SERVER_ERROR');
  });
});

/** Answers writes with 400 and a body. */
function refusing(body: string) {
  return (listener: RequestListener): RequestListener =>
    (request, response) => {
      if (request.method === 'GET') {
        listener(request, response);
        return;
      }
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(body);
    };
}

/** Executes each PATCH without its body. */
function losingBodies(listener: RequestListener): RequestListener {
  return (request, response) => {
    if (request.method !== 'PATCH') {
      listener(request, response);
      return;
    }
    const { method, url, headers, socket } = request;
    const empty = Object.assign(Readable.from([Buffer.from('{}')]), {
      method,
      url,
      headers,
      socket,
    });
    listener(empty as unknown as IncomingMessage, response);
  };
}
