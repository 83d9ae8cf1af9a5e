import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../../src/sample/server/faults.js';
import { idOf, releaseInstance, startReleases, tokenOf } from '../../tools/releaseGateway.js';
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

type Data = Readonly<Record<string, (Payload & Readonly<Record<string, unknown>>) | null>>;
type Input = Readonly<Record<string, unknown>>;

const ENTITIES = {
  updateComment: 'comment { addressed content }',
  updateProject:
    'project { webUrl scmUrl webscmUrl listArchiveUrl listArchiveUrlFormat commitUrlFormat showDependencies }',
  updateUser: 'user { firstName lastName settings { sendEmail itemsPerPage showIds } }',
} as const;

let gateway: TestGateway;
const write = async (
  name: keyof typeof ENTITIES,
  input: Input,
  options?: AskOptions,
): Promise<Answer<Data>> => {
  return await mutate<Data>(gateway, name, `${ENTITIES[name]} ${OUTCOME}`, input, options);
};
const userId = (name: (typeof RELEASE_NAMES)[number], username: string): string =>
  globalId(name, 'User', gateway.server(name).store.userByName(username)?.id ?? 0);

describe.each(['main', 'v32', 'v31'] as const)('updateComment on %s', (name) => {
  beforeEach(async () => {
    gateway = await startReleases([name]);
  });
  afterEach(() => gateway.close());
  const patch = idOf(name, 'A1.1@kettle');
  const onPatch = globalId(name, 'PatchComment', idOf(name, 'c4@kettle'), patch);
  const onCover = globalId(
    name,
    'CoverComment',
    idOf(name, 'c1@kettle'),
    idOf(name, 'A1.0@kettle'),
  );

  it.each([
    ['a patch', onPatch, 'patch-comment-created'],
    ['a cover', onCover, 'cover-comment-created'],
  ])('marks a comment on %s by one PATCH', async (_what, id, event) => {
    for (const addressed of [false, true, null]) {
      const before = lastEvent(gateway, name);
      gateway.resetRequests();
      const { data, errors } = await write(
        'updateComment',
        { id, addressed },
        asUser('mira', name),
      );
      expect(errors).toBeUndefined();
      expect(data['updateComment']).toMatchObject({
        outcome: 'APPLIED',
        errors: [],
        comment: { addressed, content: expect.any(String) as string },
      });
      expect(asked(gateway, name)).toEqual([expect.stringMatching(/^PATCH .*\/comments\/\d+\/$/)]);
      expect(eventsAfter(gateway, name, before)).toEqual([`${event} by nobody`]);
    }
  });

  it('is visible in the list of comments', async () => {
    const read = `{ patch(instance: "${name}", databaseId: ${String(patch)}) { comments { id addressed } } }`;
    await gateway.data(read);
    await write('updateComment', { id: onPatch, addressed: false }, asUser('mira', name));
    const seen = await gateway.data<{ patch: { comments: unknown[] } }>(read);
    expect(seen.patch.comments).toContainEqual({ id: onPatch, addressed: false });
  });

  it.each<[what: string, input: Input, username: string, field: string[], code: string]>([
    ['without rights', { addressed: true }, 'cibot-not', [], 'FORBIDDEN'],
    ['without a value', {}, 'mira', ['addressed'], 'INVALID'],
    [
      'of a comment that does not exist',
      { id: globalId(name, 'PatchComment', 99_999, patch), addressed: true },
      'mira',
      ['id'],
      'NOT_FOUND',
    ],
  ])('is refused %s', async (_what, input, username, field, code) => {
    const as = username === 'cibot-not' ? 'bert' : username;
    const { data, errors } = await write(
      'updateComment',
      { id: onPatch, ...input },
      asUser(as, name),
    );
    expect(errors).toBeUndefined();
    expect(data['updateComment']).toMatchObject({
      comment: null,
      outcome: 'NOT_APPLIED',
      errors: [{ field, code }],
    });
  });
});

describe.each(RELEASE_NAMES)('updateProject on %s', (name) => {
  beforeEach(async () => {
    gateway = await startReleases([name]);
  });
  afterEach(() => gateway.close());
  const id = globalId(name, 'Project', 1);

  it('writes every URL with one request, without an event', async () => {
    const before = lastEvent(gateway, name);
    const texts = {
      webUrl: 'https://kettle.example/',
      scmUrl: 'git://kettle.example/kettle.git',
      webscmUrl: '',
      listArchiveUrl: 'https://archive.example/',
      listArchiveUrlFormat: 'https://archive.example/{}',
      commitUrlFormat: 'https://git.example/{}',
    };
    const { data, errors } = await write('updateProject', { id, ...texts }, asUser('mira', name));
    expect(errors).toBeUndefined();
    expect(data['updateProject']).toMatchObject({ outcome: 'APPLIED', errors: [], project: texts });
    expect(asked(gateway, name)).toEqual(['PATCH /projects/1/']);
    expect(eventsAfter(gateway, name, before)).toEqual([]);
  });

  it('is visible through patches that were read before', async () => {
    const read = `{ patches(first: 1, filter: {project: "kettle"}) { nodes { project { webUrl } } }
      project(instance: "${name}", linkName: "kettle") { webUrl } }`;
    await gateway.data(read);
    const webUrl = 'https://other.example/';
    await write('updateProject', { id, webUrl }, asUser('mira', name));
    expect(await gateway.data(read)).toEqual({
      patches: { nodes: [{ project: { webUrl } }] },
      project: { webUrl },
    });
  });

  it.each<[input: Input, username: string, field: string[], code: string]>([
    [
      { listArchiveUrlFormat: 'https://x.example/{}/{}' },
      'mira',
      ['listArchiveUrlFormat'],
      'INVALID',
    ],
    [{ commitUrlFormat: 'https://x.example/{id}' }, 'mira', ['commitUrlFormat'], 'INVALID'],
    [{ webUrl: null }, 'mira', ['webUrl'], 'INVALID'],
    [{ scmUrl: 'git://x.example/\u0000' }, 'mira', ['scmUrl'], 'INVALID'],
    [{ webscmUrl: 'https://x.example/\n{}' }, 'mira', ['webscmUrl'], 'INVALID'],
    [{}, 'mira', [], 'INVALID'],
    [{ webUrl: 'x'.repeat(2001) }, 'mira', ['webUrl'], 'INVALID'],
    [{ webUrl: 'https://x.example' }, 'nils', [], 'FORBIDDEN'],
    [{ webUrl: 'https://x.example' }, 'admin', [], 'FORBIDDEN'],
    [{ id: globalId(name, 'Project', 99), webUrl: 'x' }, 'mira', ['id'], 'NOT_FOUND'],
  ])('refuses %j of %s', async (input, username, field, code) => {
    const { data, errors } = await write('updateProject', { id, ...input }, asUser(username, name));
    expect(errors).toBeUndefined();
    expect(data['updateProject']).toMatchObject({
      project: null,
      outcome: 'NOT_APPLIED',
      errors: [{ field, code }],
    });
  });

  it('changes the archive URLs of patches that were read before', async () => {
    const read = `{ patch(instance: "${name}", databaseId: ${String(idOf(name, 'A1.1@kettle'))}) { listArchiveUrl url content } }`;
    interface Read {
      readonly patch: Readonly<Record<'listArchiveUrl' | 'url' | 'content', string>>;
    }
    const before = (await gateway.data<Read>(read)).patch;
    const { data } = await write(
      'updateProject',
      { id, listArchiveUrlFormat: 'https://moved.example/{}' },
      asUser('mira', name),
    );
    expect(data['updateProject']).toMatchObject({ outcome: 'APPLIED' });
    const after = (await gateway.data<Read>(read)).patch;
    expect(after.listArchiveUrl).toMatch(/^https:\/\/moved\.example\//);
    expect(after.listArchiveUrl).not.toBe(before.listArchiveUrl);
    expect({ ...after, listArchiveUrl: null }).toEqual({ ...before, listArchiveUrl: null });
  });

  it('supports show_dependencies since API 1.4', async () => {
    const input = { id, showDependencies: true };
    const { data } = await write('updateProject', input, asUser('mira', name));
    expect(data['updateProject']).toMatchObject(
      name === 'main'
        ? { outcome: 'APPLIED', project: { showDependencies: true } }
        : {
            outcome: 'NOT_APPLIED',
            errors: [{ field: ['showDependencies'], code: 'NOT_SUPPORTED_BY_INSTANCE' }],
          },
    );
  });
});

describe.each(RELEASE_NAMES)('updateUser on %s', (name) => {
  beforeEach(async () => {
    gateway = await startReleases([name]);
  });
  afterEach(() => gateway.close());

  it("writes the user's own record with one request, including single settings", async () => {
    const { data, errors } = await write(
      'updateUser',
      { id: userId(name, 'alina'), lastName: 'Quill', settings: { itemsPerPage: 25 } },
      asUser('alina', name),
    );
    expect(errors).toBeUndefined();
    expect(data['updateUser']).toMatchObject({
      outcome: 'APPLIED',
      errors: [],
      user: {
        firstName: 'Alina',
        lastName: 'Quill',
        settings: { sendEmail: false, itemsPerPage: 25, showIds: true },
      },
    });
    expect(asked(gateway, name)).toEqual([expect.stringMatching(/^PATCH \/users\/\d+\/$/)]);
  });

  it.each<[input: Input, owner: string, username: string, field: string[], code: string]>([
    [{ firstName: 'X' }, 'alina', 'bert', [], 'FORBIDDEN'],
    [{ firstName: 'X' }, 'alina', 'admin', [], 'FORBIDDEN'],
    [{ settings: { itemsPerPage: -1 } }, 'bert', 'bert', ['settings', 'itemsPerPage'], 'INVALID'],
    [{ settings: { showIds: null } }, 'bert', 'bert', ['settings', 'showIds'], 'INVALID'],
    [{ lastName: null }, 'bert', 'bert', ['lastName'], 'INVALID'],
    [{ firstName: 'Be\trt' }, 'bert', 'bert', ['firstName'], 'INVALID'],
    [{ settings: {} }, 'bert', 'bert', [], 'INVALID'],
    [{}, 'bert', 'bert', [], 'INVALID'],
  ])('refuses %j of %s by %s', async (input, owner, username, field, code) => {
    const { data, errors } = await write(
      'updateUser',
      { id: userId(name, owner), ...input },
      asUser(username, name),
    );
    expect(errors).toBeUndefined();
    expect(data['updateUser']).toMatchObject({
      user: null,
      outcome: 'NOT_APPLIED',
      errors: [{ field, code }],
    });
  });
});

describe('records', () => {
  afterEach(() => gateway.close());
  const comment = globalId(
    'v31',
    'PatchComment',
    idOf('v31', 'c4@kettle'),
    idOf('v31', 'A1.1@kettle'),
  );
  const project = globalId('v31', 'Project', 1);

  it.each([
    ['updateComment', { id: comment, addressed: true }],
    ['updateProject', { id: project, webUrl: 'https://x.example' }],
    ['updateUser', { id: globalId('v31', 'User', 6), firstName: 'X' }],
  ] as const)('%s needs a token', async (name, input) => {
    gateway = await startReleases(['v31']);
    const { data, errors } = await write(name, input);
    expect(data[name]).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED', instance: 'v31' } }]);
    expect(asked(gateway, 'v31')).toEqual([]);
  });

  it.each([
    ['updateComment', { id: comment, addressed: false }, 'mira'],
    ['updateProject', { id: project, webUrl: 'https://x.example' }, 'mira'],
    [
      'updateUser',
      { id: globalId('v31', 'User', 6), lastName: 'X', settings: { showIds: false } },
      'alina',
    ],
  ] as const)('%s is looked at again when its answer is lost', async (name, input, username) => {
    const faults = createFaults();
    gateway = await startTestGateway({ instances: [releaseInstance('v31', { faults })] });
    faults.add({ fault: { kind: 'status', status: 500 }, method: 'PATCH', times: 1 });
    const refused = await write(name, input, asUser(username, 'v31'));
    expect(refused.data[name]).toMatchObject({
      outcome: 'NOT_APPLIED',
      errors: [{ code: 'UPSTREAM_UNAVAILABLE' }],
    });
    gateway.resetRequests();
    faults.add({ fault: { kind: 'drop', when: 'before-answer' }, method: 'PATCH', times: 1 });
    const { data, errors } = await write(name, input, asUser(username, 'v31'));
    expect(errors).toBeUndefined();
    expect(data[name]).toMatchObject({ outcome: 'APPLIED', errors: [] });
    expect(asked(gateway, 'v31').map((one) => one.split(' ')[0])).toEqual(['PATCH', 'GET']);
  });

  it.each(['1.0', '1.1', '1.2'] as const)('says what API %s lacks', async (apiVersion) => {
    gateway = await startTestGateway({ instances: [releaseInstance('v31', { apiVersion })] });
    const lacks = { outcome: 'NOT_APPLIED', errors: [{ code: 'NOT_SUPPORTED_BY_INSTANCE' }] };
    const marked = await write(
      'updateComment',
      { id: comment, addressed: true },
      asUser('mira', 'v31'),
    );
    expect(marked.data['updateComment']).toMatchObject(lacks);
    const pattern = { id: project, listArchiveUrlFormat: 'https://x.example/{}' };
    const changed = await write('updateProject', pattern, asUser('mira', 'v31'));
    const settings = { id: globalId('v31', 'User', 6), settings: { showIds: false } };
    const set = await write('updateUser', settings, asUser('alina', 'v31'));
    const applied = { outcome: 'APPLIED', errors: [] };
    expect(changed.data['updateProject']).toMatchObject(apiVersion === '1.2' ? applied : lacks);
    expect(set.data['updateUser']).toMatchObject(apiVersion === '1.2' ? applied : lacks);
    const named = { id: globalId('v31', 'User', 6), firstName: 'Al' };
    const renamed = await write('updateUser', named, asUser('alina', 'v31'));
    expect(renamed.data['updateUser']).toMatchObject({ ...applied, user: { firstName: 'Al' } });
  });

  it('updateComment is not available on v22', async () => {
    gateway = await startReleases(['v22']);
    const id = globalId('v22', 'PatchComment', 4, 5);
    const { data } = await write('updateComment', { id, addressed: true }, asUser('mira', 'v22'));
    expect(data['updateComment']).toMatchObject({
      outcome: 'NOT_APPLIED',
      errors: [{ code: 'NOT_SUPPORTED_BY_INSTANCE' }],
    });
    expect(asked(gateway, 'v22')).toEqual([]);
    expect(tokenOf('v22', 'mira')).toMatch(/^[0-9a-f]{40}$/);
  });
});
