import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../../src/sample/server/faults.js';
import { idOf, releaseInstance, startReleases } from '../../tools/releaseGateway.js';
import {
  startTestGateway,
  type Answer,
  type AskOptions,
  type TestGateway,
} from '../../tools/startTestGateway.js';
import {
  asked,
  asUser,
  eventsAfter,
  globalId,
  lastEvent,
  mutate,
  OUTCOME,
  patchId,
  RELEASE_NAMES,
  type Payload,
} from './writing.js';

interface CreateCheck {
  readonly createCheck: (Payload & { readonly check: unknown }) | null;
}

const SELECTION = `check { state context description targetUrl user { username } patch { id check checks { context state } } } ${OUTCOME}`;

let gateway: TestGateway;
const create = (input: object, options?: AskOptions): Promise<Answer<CreateCheck>> =>
  mutate(gateway, 'createCheck', SELECTION, input, options);

describe.each(RELEASE_NAMES)('createCheck on %s', (name) => {
  beforeEach(async () => {
    gateway = await startReleases([name]);
  });
  afterEach(() => gateway.close());
  const patch = patchId(name, 'b3@kettle');
  const path = `/patches/${String(idOf(name, 'b3@kettle'))}`;

  it('creates a check with one request, under the user of the token', async () => {
    const before = lastEvent(gateway, name);
    const { data, errors } = await create(
      {
        patch,
        state: 'FAIL',
        context: 'build-x86_64',
        description: 'does not compile',
        targetUrl: 'https://ci.example/1',
      },
      asUser('cibot', name),
    );
    expect(errors).toBeUndefined();
    expect(data.createCheck).toMatchObject({
      outcome: 'APPLIED',
      errors: [],
      check: {
        state: 'FAIL',
        context: 'build-x86_64',
        description: 'does not compile',
        targetUrl: 'https://ci.example/1',
        user: { username: 'cibot' },
        patch: {
          id: patch,
          check: 'FAIL',
          checks: expect.arrayContaining([{ context: 'build-x86_64', state: 'FAIL' }]) as unknown,
        },
      },
    });
    expect(asked(gateway, name).filter((one) => one.startsWith('POST'))).toEqual([
      `POST ${path}/checks/`,
    ]);
    expect(eventsAfter(gateway, name, before)).toEqual(['check-created by cibot']);
  });

  it('is visible to subsequent reads: the combined check, the list and the events', async () => {
    const read = `{ patch(instance: "${name}", databaseId: ${String(idOf(name, 'b3@kettle'))}) {
      check checks { context } gists: checks { context state } all: checks { description } } }`;
    interface Read {
      readonly patch: { readonly check: string; readonly checks: readonly { context: string }[] };
    }
    await gateway.data<Read>(read);
    await create({ patch, state: 'FAIL' }, asUser('cibot', name));
    const { patch: seen } = await gateway.data<Read>(read);
    expect(seen.check).toBe('FAIL');
    expect(seen.checks).toContainEqual({ context: 'default' });
  });

  it.each([
    ['netdev/apply', 'netdev-apply'],
    ['two words', 'two-words'],
    ['', ''],
  ])('refuses the context "%s" without a request', async (context, proposal) => {
    const { data } = await create({ patch, state: 'SUCCESS', context }, asUser('cibot', name));
    expect(data.createCheck).toMatchObject({
      check: null,
      outcome: 'NOT_APPLIED',
      errors: [{ field: ['context'], code: 'INVALID' }],
    });
    expect(data.createCheck?.errors[0]?.message).toContain(proposal);
    expect(asked(gateway, name)).toEqual([]);
  });

  it.each([
    ['targetUrl', 'https://ci.example/\n42'],
    ['description', 'red\u0000'],
    ['description', '\u001b[31mred'],
  ])('refuses control characters in %s without a request', async (field, text) => {
    const input = { patch, state: 'FAIL', [field]: text };
    const { data } = await create(input, asUser('cibot', name));
    expect(data.createCheck).toMatchObject({
      outcome: 'NOT_APPLIED',
      errors: [{ field: [field], code: 'INVALID' }],
    });
    expect(asked(gateway, name)).toEqual([]);
  });

  it('accepts a description with several lines, and a line break after a URL', async () => {
    const description = 'two tests failed:\n\tboil\n\tpour';
    const input = { patch, state: 'FAIL', description, targetUrl: 'https://ci.example/42\n' };
    const { data } = await create(input, asUser('cibot', name));
    expect(data.createCheck).toMatchObject({
      outcome: 'APPLIED',
      check: { description, targetUrl: 'https://ci.example/42' },
    });
  });

  it.each<
    [change: Readonly<Record<string, unknown>>, username: string, field: string[], code: string]
  >([
    [{ targetUrl: 'nowhere' }, 'cibot', ['targetUrl'], 'INVALID'],
    [{}, 'admin', [], 'FORBIDDEN'],
    [{ patch: globalId(name, 'Patch', 999_999) }, 'cibot', ['patch'], 'NOT_FOUND'],
  ])('tells what the server says of %j by %s', async (change, username, field, code) => {
    const before = lastEvent(gateway, name);
    const { data, errors } = await create(
      { patch, state: 'SUCCESS', ...change },
      asUser(username, name),
    );
    expect(errors).toBeUndefined();
    expect(data.createCheck).toMatchObject({
      check: null,
      outcome: 'NOT_APPLIED',
      errors: [{ field, code }],
    });
    expect(eventsAfter(gateway, name, before)).toEqual([]);
  });

  it('does not accept another user', async () => {
    const { errors } = await create({ patch, state: 'SUCCESS', user: 1 }, asUser('cibot', name));
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('requires a token', async () => {
    const { data, errors } = await create({ patch, state: 'SUCCESS' });
    expect(data.createCheck).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED', instance: name } }]);
  });
});

describe('createCheck', () => {
  afterEach(() => gateway.close());
  const patch = patchId('main', 'b3@kettle');

  it.each([
    ['a lost answer', 'drop', 'APPLIED'],
    ['a 500', 'status', 'NOT_APPLIED'],
  ] as const)('looks for the check after %s, and sends it once', async (_what, kind, outcome) => {
    const faults = createFaults();
    gateway = await startTestGateway({ instances: [releaseInstance('main', { faults })] });
    const input = { patch, state: 'SUCCESS', context: 'again', description: 'the same words' };
    let writes = 0;
    // An older check with the same text, as a CI sends every day.
    const { store } = gateway.server('main');
    const old = store.checks.rows[0];
    if (old === undefined) throw new RangeError('there is no check');
    store.checks.insert({
      ...old,
      id: store.checks.takeId(),
      patch: idOf('main', 'b3@kettle'),
      state: 'success',
      context: 'again',
      description: 'the same words',
      target_url: null,
    });
    faults.add({
      fault: kind === 'drop' ? { kind, when: 'before-answer' } : { kind, status: 500 },
      path: (_url, { method }) => method === 'POST' && (writes += 1) > 0,
    });
    const { data } = await create(input, asUser('cibot', 'main'));
    expect(data.createCheck).toMatchObject({ outcome });
    expect(data.createCheck?.check === null).toBe(outcome === 'NOT_APPLIED');
    expect(writes).toBe(1);
    expect(store.checks.rows.filter(({ context }) => context === 'again')).toHaveLength(
      outcome === 'APPLIED' ? 2 : 1,
    );
  });

  it.each([
    ["somebody else's check", 'not carried out', 'mira', 500],
    ["the caller's own other check", 'carried out', 'cibot', undefined],
  ] as const)(
    'does not mistake %s for the one that was %s',
    async (_whose, _done, username, status) => {
      const faults = createFaults();
      gateway = await startTestGateway({ instances: [releaseInstance('main', { faults })] });
      const { store } = gateway.server('main');
      const user = store.users.rows.find((row) => row.username === username);
      const [old] = store.checks.rows;
      if (user === undefined || old === undefined) throw new RangeError('the data lack a row');
      const makeEqualCheck = (): void => {
        store.checks.insert({
          ...old,
          id: store.checks.takeId(),
          patch: idOf('main', 'b3@kettle'),
          user: user.id,
          // Newer than the request, in any zone.
          date: '2099-01-01T00:00:00.000000',
          state: 'success',
          context: 'again',
          description: null,
          target_url: null,
        });
      };
      faults.add({
        fault:
          status === undefined
            ? { kind: 'drop', when: 'before-answer' }
            : { kind: 'status', status },
        path: (_url, { method }) => {
          if (method === 'POST') makeEqualCheck();
          return method === 'POST';
        },
      });
      const { data } = await create(
        { patch, state: 'SUCCESS', context: 'again' },
        asUser('cibot', 'main'),
      );
      expect(data.createCheck).toMatchObject({ outcome: 'UNKNOWN', check: null });
      expect(data.createCheck?.errors).toHaveLength(1);
    },
  );

  it('can be sent in batches by createChecks, with separate outcomes', async () => {
    gateway = await startReleases(['main', 'v31']);
    interface CreateChecks {
      readonly createChecks: {
        readonly results: readonly unknown[];
        readonly checks: readonly unknown[];
        readonly errors: readonly unknown[];
      };
    }
    const { data, errors } = await mutate<CreateChecks>(
      gateway,
      'createChecks',
      `results { patchId check { context user { username } } outcome errors { field code } }
       checks { context } errors { field code }`,
      {
        checks: [
          { patch, state: 'SUCCESS', context: 'one' },
          { patch, state: 'WARNING', context: 'not/one' },
          { patch: patchId('v31', 'b3@kettle'), state: 'FAIL', context: 'three' },
        ],
      },
      asUser('cibot', 'main'),
    );
    expect(errors).toBeUndefined();
    expect(data.createChecks).toEqual({
      results: [
        {
          patchId: patch,
          check: { context: 'one', user: { username: 'cibot' } },
          outcome: 'APPLIED',
          errors: [],
        },
        {
          patchId: patch,
          check: null,
          outcome: 'NOT_APPLIED',
          errors: [{ field: ['context'], code: 'INVALID' }],
        },
        {
          patchId: patchId('v31', 'b3@kettle'),
          check: null,
          outcome: 'NOT_APPLIED',
          errors: [{ field: [], code: 'UNAUTHENTICATED' }],
        },
      ],
      checks: [{ context: 'one' }],
      errors: [
        { field: ['checks', '1', 'context'], code: 'INVALID' },
        { field: ['checks', '2'], code: 'UNAUTHENTICATED' },
      ],
    });
    expect(asked(gateway, 'v31')).toEqual([]);
  });
});

describe('createCheck at an old API', () => {
  afterEach(() => gateway.close());

  it.each(['1.0', '1.1'] as const)('works at %s', async (apiVersion) => {
    gateway = await startTestGateway({ instances: [releaseInstance('v31', { apiVersion })] });
    const { data } = await create(
      { patch: patchId('v31', 'b3@kettle'), state: 'WARNING', context: 'old-api' },
      asUser('cibot', 'v31'),
    );
    expect(data.createCheck).toMatchObject({
      outcome: 'APPLIED',
      errors: [],
      check: { state: 'WARNING', context: 'old-api', user: { username: 'cibot' } },
    });
  });
});
