import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { idOf, startReleases } from '../../tools/releaseGateway.js';
import type { TestGateway } from '../../tools/startTestGateway.js';
import {
  asked,
  asUser,
  globalId,
  mutate,
  OUTCOME,
  patchId,
  type Payload,
  type UserError,
} from './writing.js';

/* Lists of ids from clients: each invalid one is reported, and does not affect the others. */

interface Result extends Payload {
  readonly id: string;
  readonly patchId: string;
}
interface Outcome extends Payload {
  readonly results: readonly Result[];
}

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startReleases(['main', 'v31']);
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.resetRequests();
});

const SELECTIONS: Readonly<Record<string, string>> = {
  updatePatches: `results { id ${OUTCOME} } errors { field message code }`,
  createChecks: `results { patchId ${OUTCOME} } errors { field message code }`,
  updateSeriesPatches: `results { id ${OUTCOME} } errors { field message code }`,
};

async function write(name: string, input: object, username = 'mira'): Promise<Outcome> {
  const { data, errors } = await mutate<Readonly<Record<string, Outcome>>>(
    gateway,
    name,
    SELECTIONS[name] ?? OUTCOME,
    input,
    asUser(username, 'main', 'v31'),
  );
  expect(errors).toBeUndefined();
  const payload = data[name];
  if (payload === undefined) throw new Error(`${name} has no payload`);
  return payload;
}
const writes = (): readonly string[] =>
  ['main', 'v31'].flatMap((name) =>
    asked(gateway, name)
      .filter((request) => !request.startsWith('GET'))
      .map((request) => `${name} ${request}`),
  );
const fieldsOf = (errors: readonly UserError[]): readonly (readonly [string, string])[] =>
  errors.map(({ field, code }) => [field.join('.'), code]);

const good = patchId('main', 'b3@kettle');
const goodNumber = String(idOf('main', 'b3@kettle'));
const other = patchId('main', 'A1.1@kettle');
const elsewhere = patchId('v31', 'b3@kettle');
const keyed = Buffer.from('main:PatchState:new').toString('base64url');
/** Ids that are not ids of patches, and their messages. */
const WRONG: readonly (readonly [id: string, message: RegExp])[] = [
  [globalId('main', 'Series', 1), /id of a Series; expected a Patch/],
  [globalId('main', 'Check', 1, 2), /id of a Check; expected a Patch/],
  [globalId('main', 'Cover', 1), /id of a Cover; expected a Patch/],
  [keyed, /id of a PatchState/],
  [globalId('nowhere', 'Patch', 1), /Unknown instance "nowhere"; configured instances: main, v31/],
  ['nonsense', /"nonsense" is not a valid global id/],
  ['', /"" is not a valid global id/],
  [goodNumber, /not a valid global id.*databaseId/],
];
const wrongIds = WRONG.map(([id]) => id);

describe('updatePatches', () => {
  it.each([
    ['ids', (ids: readonly string[]) => ({ ids }), ''],
    ['patches', (ids: readonly string[]) => ({ patches: ids.map((id) => ({ id })) }), '.id'],
  ])('writes those of %s that are patches, and names the others', async (list, inputOf, inner) => {
    const ids = [...wrongIds.slice(0, 4), good, ...wrongIds.slice(4), elsewhere];
    const { results, errors } = await write('updatePatches', { ...inputOf(ids), archived: false });
    expect(results.map(({ id }) => id)).toEqual(ids);
    expect(results.map(({ outcome }) => outcome)).toEqual(
      ids.map((id) => (wrongIds.includes(id) ? 'NOT_APPLIED' : 'APPLIED')),
    );
    const places = ids.flatMap((id, index) => (wrongIds.includes(id) ? [index] : []));
    expect(fieldsOf(errors)).toEqual(
      places.map((index) => [`${list}.${String(index)}${inner}`, 'INVALID']),
    );
    for (const [index, [, message]] of WRONG.entries()) {
      expect(errors[index]?.message).toMatch(message);
    }
    expect(writes()).toHaveLength(2);
  });

  it('writes a duplicate patch once, and returns it in each position', async () => {
    const { results, errors } = await write('updatePatches', {
      ids: [good, 'nonsense', good, elsewhere, good],
      archived: false,
    });
    expect(errors.map(({ field }) => field)).toEqual([['ids', '1']]);
    expect(results.map(({ id, outcome }) => [id, outcome])).toEqual([
      [good, 'APPLIED'],
      ['nonsense', 'NOT_APPLIED'],
      [good, 'APPLIED'],
      [elsewhere, 'APPLIED'],
      [good, 'APPLIED'],
    ]);
    expect(writes()).toHaveLength(2);
  });

  it('reports values that only one of the servers does not know', async () => {
    const { errors } = await write('updatePatches', {
      ids: [good, elsewhere],
      state: 'no-such-state',
      delegate: 'mira',
    });
    expect(fieldsOf(errors)).toEqual([
      ['ids.0.state', 'INVALID'],
      ['ids.1.state', 'INVALID'],
    ]);
    const unknown = await write('updatePatches', { ids: [good, elsewhere], delegate: 'nobody' });
    expect(fieldsOf(unknown.errors)).toEqual([
      ['ids.0.delegate', 'INVALID'],
      ['ids.1.delegate', 'INVALID'],
    ]);
  });

  it('writes nothing, and reports it, if no id is the id of a patch', async () => {
    const { results, errors } = await write('updatePatches', { ids: wrongIds, archived: false });
    expect(results).toHaveLength(wrongIds.length);
    expect(errors).toHaveLength(wrongIds.length);
    expect(asked(gateway, 'main')).toEqual([]);
  });

  it('accepts more than a page of patches', async () => {
    const ids = gateway
      .server('main')
      .store.patches.rows.map(({ id }) => globalId('main', 'Patch', id));
    const many = Array.from({ length: 300 }, (_, index) => ids[index % ids.length] ?? '');
    const { results } = await write('updatePatches', { ids: many, archived: false });
    expect(results.map(({ id }) => id)).toEqual(many);
    expect(new Set(writes()).size).toBe(writes().length);
  });
});

describe('createChecks', () => {
  it('sends checks for patches, and reports the others', async () => {
    const ids = [...wrongIds, good];
    const checks = ids.map((patch) => ({ patch, state: 'SUCCESS', context: 'inputs' }));
    const { results, errors } = await write('createChecks', { checks }, 'cibot');
    expect(results.map(({ patchId: id, outcome }) => [id, outcome])).toEqual(
      ids.map((id) => [id, id === good ? 'APPLIED' : 'NOT_APPLIED']),
    );
    expect(fieldsOf(errors)).toEqual(
      wrongIds.map((_id, index) => [`checks.${String(index)}.patch`, 'INVALID']),
    );
    expect(writes()).toHaveLength(1);
  });
});

describe('one write for many patches', () => {
  it.each([
    ['createBundle', 'patches', (ids: readonly string[]) => ({ name: 'odd', patches: ids })],
    ['addRelatedPatches', 'related', (ids: readonly string[]) => ({ id: other, related: ids })],
    ['removeRelatedPatches', 'related', (ids: readonly string[]) => ({ id: other, related: ids })],
  ])('%s names each wrong id, and writes nothing', async (name, list, inputOf) => {
    const ids = [...wrongIds, good, elsewhere];
    const { outcome, errors } = await write(name, inputOf(ids));
    expect(outcome).toBe('NOT_APPLIED');
    const places = ids.flatMap((id, index) => (id === good ? [] : [index]));
    expect(fieldsOf(errors)).toEqual(
      places.map((index) => [`${list}.${String(index)}`, 'INVALID']),
    );
    for (const [index, [, message]] of WRONG.entries()) {
      expect(errors[index]?.message).toMatch(message);
    }
    expect(errors.at(-1)?.message).toBe('this patch is not on main');
    expect(writes()).toEqual([]);
  });

  it('createBundle reports the error if no id is the id of a patch', async () => {
    const { outcome, errors } = await write('createBundle', { name: 'a/b', patches: wrongIds });
    expect(outcome).toBe('NOT_APPLIED');
    expect(fieldsOf(errors)).toEqual([
      ['name', 'INVALID'],
      ...wrongIds.map((_id, index) => [`patches.${String(index)}`, 'INVALID']),
    ]);
  });

  it('uses a duplicate patch once, in its first position', async () => {
    const made = await write('createBundle', { name: 'twice', patches: [other, good, other] });
    expect(made).toMatchObject({ outcome: 'APPLIED', errors: [] });
    const { bundles } = gateway.server('main').store;
    const row = bundles.rows.find(({ name }) => name === 'twice');
    expect(row?.patches).toEqual([idOf('main', 'A1.1@kettle'), idOf('main', 'b3@kettle')]);
    const id = globalId('main', 'Bundle', row?.id ?? 0);
    const changed = await write('updateBundle', { id, patches: [good, other, good, good] });
    expect(changed).toMatchObject({ outcome: 'APPLIED', errors: [] });
    expect(bundles.require(row?.id ?? 0).patches).toEqual([
      idOf('main', 'b3@kettle'),
      idOf('main', 'A1.1@kettle'),
    ]);
  });

  it.each([
    ['patches', [good, 'nonsense', elsewhere]],
    ['addPatches', [elsewhere, globalId('main', 'Series', 1)]],
    ['removePatches', ['', globalId('nowhere', 'Patch', 1)]],
  ])('updateBundle names what is wrong with %s', async (list, ids) => {
    const { rows } = gateway.server('main').store.bundles;
    const own = rows.find(
      ({ owner }) => gateway.server('main').store.users.get(owner)?.username === 'mira',
    );
    const { outcome, errors } = await write('updateBundle', {
      id: globalId('main', 'Bundle', own?.id ?? 0),
      [list]: ids,
    });
    expect(outcome).toBe('NOT_APPLIED');
    expect(fieldsOf(errors)).toEqual(
      ids.flatMap((id, index) => (id === good ? [] : [[`${list}.${String(index)}`, 'INVALID']])),
    );
    expect(writes()).toEqual([]);
  });

  it('a patch cannot be related to itself', async () => {
    const { outcome, errors } = await write('addRelatedPatches', {
      id: good,
      related: [other, good],
    });
    expect(outcome).toBe('NOT_APPLIED');
    expect(errors).toMatchObject([
      { field: ['related', '1'], message: 'this is the patch of `id` itself' },
    ]);
    expect(writes()).toEqual([]);
  });
});

describe('a delegate', () => {
  it.each([
    [globalId('main', 'Patch', 1), /id of a Patch of main; expected a user of main/],
    [globalId('v31', 'User', 1), /id of a User of v31; expected a user of main/],
    [Buffer.from('main:Maintainer:mira').toString('base64url'), /id of a Maintainer/],
    ['nobody-there', /main has no user with the login name "nobody-there"/],
    ['  ', /must not be empty; null clears the delegate/],
    ['mira\u0000', /NUL|control character/i],
  ])('that is none is named: %s', async (delegate, message) => {
    const { outcome, errors } = await write('updatePatch', { id: good, delegate });
    expect(outcome).toBe('NOT_APPLIED');
    expect(errors).toMatchObject([
      { field: ['delegate'], code: 'INVALID', message: expect.stringMatching(message) as unknown },
    ]);
    expect(writes()).toEqual([]);
  });
});

describe('an object that does not exist', () => {
  const missing = globalId('main', 'Patch', 999_999);

  it.each([
    ['ids', { ids: [good, missing] }, 'ids.1'],
    ['patches', { patches: [{ id: good }, { id: missing, commitRef: 'abc' }] }, 'patches.1.id'],
  ])('is reported at its place in %s of updatePatches', async (_list, input, place) => {
    const { errors } = await write('updatePatches', { ...input, archived: false });
    expect(fieldsOf(errors)).toEqual([[place, 'NOT_FOUND']]);
  });

  it('is reported at its place in createChecks', async () => {
    const checks = [good, missing].map((patch) => ({ patch, state: 'SUCCESS', context: 'lost' }));
    const { results, errors } = await write('createChecks', { checks }, 'cibot');
    expect(fieldsOf(results[1]?.errors ?? [])).toEqual([['patch', 'NOT_FOUND']]);
    expect(fieldsOf(errors)).toEqual([['checks.1.patch', 'NOT_FOUND']]);
  });

  it.each([
    ['createCheck', { patch: missing, state: 'SUCCESS', context: 'lost' }, 'patch'],
    ['updatePatch', { id: missing, archived: true }, 'id'],
    ['addRelatedPatches', { id: missing, related: [good] }, 'id'],
    ['removeRelatedPatches', { id: missing }, 'id'],
    ['updateBundle', { id: globalId('main', 'Bundle', 999_999), public: true }, 'id'],
    ['deleteBundle', { id: globalId('main', 'Bundle', 999_999) }, 'id'],
    ['updateComment', { id: globalId('main', 'PatchComment', 99, 999_999), addressed: true }, 'id'],
    ['updateProject', { id: globalId('main', 'Project', 999_999), webUrl: '' }, 'id'],
    ['updateUser', { id: globalId('main', 'User', 999_999), firstName: 'X' }, 'id'],
    [
      'updateSeriesPatches',
      { series: globalId('main', 'Series', 99_999), archived: true },
      'series',
    ],
  ])('is reported by %s with the field of its id', async (name, input, field) => {
    const { errors } = await write(name, input);
    expect(fieldsOf(errors)).toEqual([[field, 'NOT_FOUND']]);
  });
});
