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
  RELEASE_NAMES,
  type Payload,
} from './writing.js';

interface RelatedPayload extends Payload {
  readonly patch: { readonly related: readonly { readonly databaseId: number }[] } | null;
}
type Data = Readonly<Record<string, RelatedPayload | null>>;

let gateway: TestGateway;
const write = async (
  name: 'addRelatedPatches' | 'removeRelatedPatches',
  input: Readonly<Record<string, unknown>>,
  options?: AskOptions,
): Promise<Answer<Data>> => {
  return await mutate<Data>(
    gateway,
    name,
    `patch { related { databaseId } } ${OUTCOME}`,
    input,
    options,
  );
};

describe.each(RELEASE_NAMES)('related patches on %s', (name) => {
  beforeEach(async () => {
    gateway = await startReleases([name]);
  });
  afterEach(() => gateway.close());
  // In the recorded data, these are related to each other; the last two have no relations.
  const members = gatewayMembers(name);
  const [first = 0, second = 0, third = 0] = members;
  const [loner, other] = ['b2@kettle', 'b3@kettle'].map((key) => idOf(name, key)) as [
    number,
    number,
  ];
  const id = (number: number): string => globalId(name, 'Patch', number);
  const related = (answer: Answer<Data>, field: string): readonly number[] | undefined =>
    answer.data[field]?.patch?.related.map(({ databaseId }) => databaseId);

  it('are added to the set, and the resulting set is returned', async () => {
    const before = lastEvent(gateway, name);
    const input = { id: id(first), related: [id(loner)] };
    const answer = await write('addRelatedPatches', input, asUser('mira', name));
    expect(answer.errors).toBeUndefined();
    expect(answer.data['addRelatedPatches']).toMatchObject({ outcome: 'APPLIED', errors: [] });
    expect([...(related(answer, 'addRelatedPatches') ?? [])].sort((a, b) => a - b)).toEqual(
      [second, third, loner].sort((a, b) => a - b),
    );
    const path = `/patches/${String(first)}/`;
    expect(asked(gateway, name)).toEqual([`PATCH ${path}`, `GET ${path}`]);
    expect(eventsAfter(gateway, name, before)).toEqual(['patch-relation-changed by nobody']);
  });

  it('create a set of two without relations', async () => {
    const input = { id: id(loner), related: [id(other)] };
    const answer = await write('addRelatedPatches', input, asUser('mira', name));
    expect(related(answer, 'addRelatedPatches')).toEqual([other]);
  });

  it('are removed, also for other members', async () => {
    const read = `{ patch(instance: "${name}", databaseId: ${String(third)}) { related { databaseId } } }`;
    await gateway.data(read);
    gateway.resetRequests();
    const input = { id: id(first), related: [id(second)] };
    const answer = await write('removeRelatedPatches', input, asUser('mira', name));
    expect(answer.errors).toBeUndefined();
    expect(answer.data['removeRelatedPatches']).toMatchObject({ outcome: 'APPLIED', errors: [] });
    expect(related(answer, 'removeRelatedPatches')).toEqual([third]);
    expect(asked(gateway, name)).toEqual([
      `GET /patches/${String(first)}/`,
      `PATCH /patches/${String(second)}/`,
      `GET /patches/${String(first)}/`,
    ]);
    expect(await gateway.data(read)).toEqual({ patch: { related: [{ databaseId: first }] } });
  });

  it('lose the patch itself by default', async () => {
    const answer = await write('removeRelatedPatches', { id: id(first) }, asUser('mira', name));
    expect(answer.data['removeRelatedPatches']).toMatchObject({ outcome: 'APPLIED' });
    expect(related(answer, 'removeRelatedPatches')).toEqual([]);
    const { patches } = gateway.server(name).store;
    expect(patches.require(first).relation).toBeNull();
    expect(patches.require(second).relation).toBe(patches.require(third).relation);
    expect(patches.require(second).relation).not.toBeNull();
  });

  it.each<
    [
      what: string,
      field: 'addRelatedPatches' | 'removeRelatedPatches',
      input: object,
      username: string,
      path: string[],
      code: string,
    ]
  >([
    [
      'a patch in another set',
      'addRelatedPatches',
      { id: id(first), related: [id(otherSet(name))] },
      'mira',
      [],
      'CONFLICT',
    ],
    [
      "a patch of another maintainer's project",
      'addRelatedPatches',
      { id: id(loner), related: [id(2)] },
      'mira',
      [],
      'FORBIDDEN',
    ],
    [
      'patches of other maintainers',
      'addRelatedPatches',
      { id: id(loner), related: [id(other)] },
      'nils',
      [],
      'FORBIDDEN',
    ],
    [
      'a patch that does not exist',
      'addRelatedPatches',
      { id: id(loner), related: [id(99_999)] },
      'mira',
      ['related'],
      'INVALID',
    ],
    [
      'to a patch that does not exist',
      'addRelatedPatches',
      { id: id(99_999), related: [id(loner)] },
      'mira',
      ['id'],
      'NOT_FOUND',
    ],
    [
      'a patch that is not a member',
      'removeRelatedPatches',
      { id: id(first), related: [id(second), id(loner)] },
      'mira',
      ['related', '1'],
      'INVALID',
    ],
    [
      'from a patch that does not exist',
      'removeRelatedPatches',
      { id: id(99_999) },
      'mira',
      ['id'],
      'NOT_FOUND',
    ],
    [
      'the patch itself as another user',
      'removeRelatedPatches',
      { id: id(first) },
      'nils',
      ['id'],
      'FORBIDDEN',
    ],
    [
      'members as another user',
      'removeRelatedPatches',
      { id: id(first), related: [id(second)] },
      'nils',
      ['related', '0'],
      'FORBIDDEN',
    ],
  ])('are not written: %s (%s)', async (_what, field, input, username, path, code) => {
    const before = JSON.stringify(
      gateway.server(name).store.patches.rows.map(({ relation }) => relation),
    );
    const { data, errors } = await write(field, { ...input }, asUser(username, name));
    expect(errors).toBeUndefined();
    expect(data[field]).toMatchObject({ outcome: 'NOT_APPLIED', errors: [{ field: path, code }] });
    const after = gateway.server(name).store.patches.rows.map(({ relation }) => relation);
    expect(JSON.stringify(after)).toBe(before);
  });
});

describe('related patches', () => {
  afterEach(() => gateway.close());
  const [first = 0, second = 0] = gatewayMembers('v31');
  const id = (number: number): string => globalId('v31', 'Patch', number);

  it.each(['1.0', '1.1'] as const)('are not written blindly at API %s', async (apiVersion) => {
    gateway = await startTestGateway({ instances: [releaseInstance('v31', { apiVersion })] });
    const lacks = { outcome: 'NOT_APPLIED', errors: [{ code: 'NOT_SUPPORTED_BY_INSTANCE' }] };
    const input = { id: id(first), related: [id(second)] };
    for (const field of ['addRelatedPatches', 'removeRelatedPatches'] as const) {
      const { data } = await write(field, input, asUser('mira', 'v31'));
      expect(data[field]).toMatchObject(lacks);
    }
    expect(asked(gateway, 'v31')).toEqual([]);
  });

  it('require a token and one instance', async () => {
    gateway = await startReleases(['v31', 'main']);
    const input = { id: id(first), related: [globalId('main', 'Patch', 8)] };
    const anonymous = await write('addRelatedPatches', input);
    expect(anonymous.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    const { data } = await write('addRelatedPatches', input, asUser('mira', 'v31', 'main'));
    expect(data['addRelatedPatches']).toMatchObject({
      outcome: 'NOT_APPLIED',
      errors: [{ field: ['related', '0'], code: 'INVALID' }],
    });
  });

  it.each(['addRelatedPatches', 'removeRelatedPatches'] as const)(
    'are read again if the answer of %s is lost',
    async (field) => {
      const faults = createFaults();
      gateway = await startTestGateway({ instances: [releaseInstance('v31', { faults })] });
      const loner = id(idOf('v31', 'b2@kettle'));
      const input =
        field === 'addRelatedPatches'
          ? { id: id(first), related: [loner] }
          : { id: id(first), related: [id(second)] };
      faults.add({ fault: { kind: 'status', status: 500 }, method: 'PATCH', times: 1 });
      const refused = await write(field, input, asUser('mira', 'v31'));
      expect(refused.data[field]).toMatchObject({
        outcome: 'NOT_APPLIED',
        errors: [{ code: 'UPSTREAM_UNAVAILABLE' }],
      });
      faults.add({ fault: { kind: 'drop', when: 'before-answer' }, method: 'PATCH', times: 1 });
      const { data } = await write(field, input, asUser('mira', 'v31'));
      expect(data[field]).toMatchObject({ outcome: 'APPLIED', errors: [] });
      expect(asked(gateway, 'v31').filter((one) => one.startsWith('PATCH'))).toHaveLength(1);
    },
  );
});

/** Patches in the recorded data that are related to each other. */
function gatewayMembers(name: (typeof RELEASE_NAMES)[number]): readonly number[] {
  return ['A1.1@kettle', 'A2.1@kettle', 'A3.1@kettle'].map((key) => idOf(name, key));
}

/** A patch in the recorded data that is in another set. */
function otherSet(name: (typeof RELEASE_NAMES)[number]): number {
  return idOf(name, 'E1.1@kettle');
}
