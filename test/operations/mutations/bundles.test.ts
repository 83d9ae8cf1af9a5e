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
  globalId,
  mutate,
  OUTCOME,
  patchId,
  RELEASE_NAMES,
  type Payload,
} from './writing.js';

interface BundlePayload extends Payload {
  readonly bundle: { readonly id: string; readonly databaseId: number } | null;
  readonly deletedId: string | null;
}
type Data = Readonly<Record<string, BundlePayload | null>>;

let gateway: TestGateway;
const write = async (
  name: 'createBundle' | 'updateBundle' | 'deleteBundle',
  input: Readonly<Record<string, unknown>>,
  options?: AskOptions,
): Promise<Answer<Data>> => {
  const entity =
    name === 'deleteBundle'
      ? 'deletedId'
      : 'bundle { id databaseId name public owner { username } patches { databaseId } }';
  return await mutate<Data>(gateway, name, `${entity} ${OUTCOME}`, input, options);
};
/** Numbers of a bundle's patches in its own order. */
const orderOf = (name: string, id: number): readonly number[] =>
  gateway.server(name).store.bundles.require(id).patches;

describe.each(RELEASE_NAMES)('bundles on %s', (name) => {
  beforeEach(async () => {
    gateway = await startReleases([name]);
  });
  afterEach(() => gateway.close());
  const [one, two, three] = ['b2@kettle', 'b3@kettle', 'A1.1@kettle'].map((key) =>
    idOf(name, key),
  ) as [number, number, number];
  const id = (number: number): string => globalId(name, 'Patch', number);
  const bundle = (number: number): string => globalId(name, 'Bundle', number);

  it('are created in the given order', async () => {
    const { data, errors } = await write(
      'createBundle',
      { name: ' to review ', patches: [id(three), id(one)] },
      asUser('mira', name),
    );
    expect(errors).toBeUndefined();
    expect(data['createBundle']).toMatchObject({
      outcome: 'APPLIED',
      errors: [],
      bundle: { name: 'to review', public: false, owner: { username: 'mira' } },
    });
    expect(orderOf(name, data['createBundle']?.bundle?.databaseId ?? 0)).toEqual([three, one]);
    expect(asked(gateway, name)).toEqual([
      'GET /bundles/?q=to%20review&per_page=250',
      'POST /bundles/',
    ]);
  });

  it('appear in lists that were read before', async () => {
    const read = '{ bundles { nodes { name } } }';
    interface Read {
      readonly bundles: { readonly nodes: readonly { readonly name: string }[] };
    }
    await gateway.data<Read>(read);
    const input = { name: 'brand new', patches: [id(one)], public: true };
    await write('createBundle', input, asUser('mira', name));
    const { bundles } = await gateway.data<Read>(read);
    expect(bundles.nodes).toContainEqual({ name: 'brand new' });
  });

  it.each<[what: string, input: Readonly<Record<string, unknown>>, field: string[], code: string]>([
    ['a slash in the name', { name: 'a/b' }, ['name'], 'INVALID'],
    ['no name', { name: '  ' }, ['name'], 'INVALID'],
    ['a dot for a name', { name: '.' }, ['name'], 'INVALID'],
    ['dots for a name', { name: ' .. ' }, ['name'], 'INVALID'],
    ['a line break in the name', { name: 'a\nb' }, ['name'], 'INVALID'],
    ['NUL in the name', { name: 'a\u0000b' }, ['name'], 'INVALID'],
    ['a long name', { name: 'x'.repeat(51) }, ['name'], 'INVALID'],
    ["one's own private name", { name: 'wip' }, ['name'], 'CONFLICT'],
    ["one's own public name", { name: 'for next' }, ['name'], 'CONFLICT'],
    ['patches of two projects', { patches: [id(one), id(2)] }, ['patches'], 'INVALID'],
    ['no patches', { patches: [] }, ['patches'], 'INVALID'],
    ['a patch that is not there', { patches: [id(999_999)] }, ['patches'], 'INVALID'],
  ])('are not made with %s', async (_what, change, field, code) => {
    const before = gateway.server(name).store.bundles.rows.length;
    const { data, errors } = await write(
      'createBundle',
      { name: 'new', patches: [id(one)], ...change },
      asUser('mira', name),
    );
    expect(errors).toBeUndefined();
    expect(data['createBundle']).toMatchObject({
      bundle: null,
      outcome: 'NOT_APPLIED',
      errors: [{ field, code }],
    });
    expect(gateway.server(name).store.bundles.rows).toHaveLength(before);
    if (field[0] === 'name') {
      expect(asked(gateway, name).filter((request) => request.startsWith('POST'))).toEqual([]);
    }
  });

  it("may have the same name as another user's", async () => {
    const input = { name: 'morning', patches: [id(one)] };
    const { data } = await write('createBundle', input, asUser('mira', name));
    expect(data['createBundle']).toMatchObject({ outcome: 'APPLIED' });
  });

  it('are not created without a token', async () => {
    const anonymous = await write('createBundle', { name: 'new', patches: [id(one)] });
    expect(anonymous.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('keep their order when patches are added and removed', async () => {
    const [first = 0, second = 0, third = 0] = orderOf(name, 4);
    const { data } = await write(
      'updateBundle',
      { id: bundle(4), addPatches: [id(two), id(first)], removePatches: [id(second)] },
      asUser('mira', name),
    );
    expect(data['updateBundle']).toMatchObject({ outcome: 'APPLIED', errors: [] });
    expect(orderOf(name, 4)).toEqual([first, third, two]);
    expect(asked(gateway, name)).toEqual([
      'GET /bundles/4/',
      'GET /bundle/mira/for%20next/mbox/',
      'PATCH /bundles/4/',
    ]);
  });

  it('that are private can be extended as well', async () => {
    const { data } = await write(
      'updateBundle',
      { id: bundle(2), addPatches: [id(three)] },
      asUser('alina', name),
    );
    expect(data['updateBundle']).toMatchObject({ outcome: 'APPLIED' });
    expect(orderOf(name, 2)).toEqual([one, two, three]);
  });

  it('are renamed, published and filled with one write', async () => {
    const { data } = await write(
      'updateBundle',
      { id: bundle(5), name: 'done', public: true, patches: [id(two), id(one)] },
      asUser('mira', name),
    );
    expect(data['updateBundle']).toMatchObject({
      outcome: 'APPLIED',
      bundle: { name: 'done', public: true },
    });
    expect(orderOf(name, 5)).toEqual([two, one]);
    const writes = asked(gateway, name).filter((request) => !request.startsWith('GET'));
    expect(writes).toEqual(['PATCH /bundles/5/']);
  });

  it('are changed with one request if nothing has to be looked up', async () => {
    await write('updateBundle', { id: bundle(5), public: true }, asUser('mira', name));
    expect(asked(gateway, name)).toEqual(['PATCH /bundles/5/']);
  });

  it.each<
    [input: Readonly<Record<string, unknown>>, username: string, field: string[], code: string]
  >([
    [{ id: bundle(5), name: 'x/y' }, 'mira', ['name'], 'INVALID'],
    [{ id: bundle(5), name: '..' }, 'mira', ['name'], 'INVALID'],
    [{ id: bundle(5), name: 'x\ty' }, 'mira', ['name'], 'INVALID'],
    [{ id: bundle(5), name: null }, 'mira', ['name'], 'INVALID'],
    [{ id: bundle(5), name: 'for next' }, 'mira', ['name'], 'CONFLICT'],
    [{ id: bundle(5), patches: [] }, 'mira', ['patches'], 'INVALID'],
    [{ id: bundle(5), patches: [id(one)], addPatches: [id(two)] }, 'mira', ['patches'], 'INVALID'],
    [{ id: bundle(5), removePatches: [id(two)] }, 'mira', ['removePatches', '0'], 'INVALID'],
    [{ id: bundle(5) }, 'mira', [], 'INVALID'],
    [{ id: bundle(4), public: false }, 'bert', [], 'FORBIDDEN'],
    [{ id: bundle(5), public: true }, 'bert', ['id'], 'NOT_FOUND'],
    [{ id: bundle(5), name: 'stolen' }, 'bert', ['id'], 'NOT_FOUND'],
    [{ id: bundle(99), public: true }, 'mira', ['id'], 'NOT_FOUND'],
  ])('are not changed by %j of %s', async (input, username, field, code) => {
    const before = JSON.stringify(gateway.server(name).store.bundles.rows);
    const { data, errors } = await write('updateBundle', input, asUser(username, name));
    expect(errors).toBeUndefined();
    expect(data['updateBundle']).toMatchObject({
      bundle: null,
      outcome: 'NOT_APPLIED',
      errors: [{ field, code }],
    });
    expect(JSON.stringify(gateway.server(name).store.bundles.rows)).toBe(before);
  });

  it('cannot be emptied by removing all', async () => {
    const [only = 0] = orderOf(name, 5);
    const input = { id: bundle(5), removePatches: [id(only)] };
    const { data } = await write('updateBundle', input, asUser('mira', name));
    expect(data['updateBundle']).toMatchObject({
      outcome: 'NOT_APPLIED',
      errors: [{ field: ['removePatches'], code: 'INVALID', message: 'Bundles cannot be empty' }],
    });
  });

  it('can be deleted only by their owners', async () => {
    const read = `{ bundle(instance: "${name}", databaseId: 4) { name } }`;
    expect(await gateway.data(read)).toEqual({ bundle: { name: 'for next' } });
    const refused = await write('deleteBundle', { id: bundle(4) }, asUser('bert', name));
    expect(refused.data['deleteBundle']).toMatchObject({
      deletedId: null,
      outcome: 'NOT_APPLIED',
      errors: [{ code: 'FORBIDDEN' }],
    });
    gateway.resetRequests();
    const { data } = await write('deleteBundle', { id: bundle(4) }, asUser('mira', name));
    expect(data['deleteBundle']).toEqual({ deletedId: bundle(4), outcome: 'APPLIED', errors: [] });
    expect(asked(gateway, name)).toEqual(['DELETE /bundles/4/']);
    expect(await gateway.data(read)).toEqual({ bundle: null });
  });
});

describe('bundles', () => {
  afterEach(() => gateway.close());
  const patches = [patchId('v31', 'b2@kettle')];

  it.each(['1.0', '1.1'] as const)('cannot be written at API %s', async (apiVersion) => {
    gateway = await startTestGateway({ instances: [releaseInstance('v31', { apiVersion })] });
    const made = await write('createBundle', { name: 'new', patches }, asUser('mira', 'v31'));
    const id = globalId('v31', 'Bundle', 4);
    const changed = await write('updateBundle', { id, public: false }, asUser('mira', 'v31'));
    const deleted = await write('deleteBundle', { id }, asUser('mira', 'v31'));
    for (const { data } of [made, changed, deleted]) {
      expect(Object.values(data)[0]).toMatchObject({
        outcome: 'NOT_APPLIED',
        errors: [{ code: 'NOT_SUPPORTED_BY_INSTANCE' }],
      });
    }
    expect(asked(gateway, 'v31')).toEqual([]);
  });

  it('must be on one instance', async () => {
    gateway = await startReleases(['v31', 'main']);
    const input = { name: 'new', patches: [...patches, patchId('main', 'b2@kettle')] };
    const { data } = await write('createBundle', input, asUser('mira', 'v31', 'main'));
    expect(data['createBundle']).toMatchObject({
      outcome: 'NOT_APPLIED',
      errors: [{ field: ['patches', '1'], code: 'INVALID' }],
    });
  });

  it.each([
    ['createBundle', 'POST', { name: 'lost', patches }],
    ['updateBundle', 'PATCH', { id: globalId('v31', 'Bundle', 5), public: true, patches }],
    ['deleteBundle', 'DELETE', { id: globalId('v31', 'Bundle', 5) }],
  ] as const)('are looked at again when the answer to %s is lost', async (name, verb, input) => {
    const faults = createFaults();
    gateway = await startTestGateway({ instances: [releaseInstance('v31', { faults })] });
    faults.add({ fault: { kind: 'drop', when: 'before-answer' }, method: verb });
    const { data, errors } = await write(name, input, asUser('mira', 'v31'));
    expect(errors).toBeUndefined();
    expect(data[name]).toMatchObject({ outcome: 'APPLIED', errors: [] });
    faults.clear();
    faults.add({ fault: { kind: 'status', status: 500 }, method: verb });
    const again = await write(
      name,
      name === 'createBundle'
        ? { ...input, name: 'never' }
        : { ...input, id: globalId('v31', 'Bundle', 4) },
      asUser('mira', 'v31'),
    );
    expect(again.data[name]).toMatchObject({
      outcome: 'NOT_APPLIED',
      errors: [{ code: 'UPSTREAM_UNAVAILABLE' }],
    });
  });
});
