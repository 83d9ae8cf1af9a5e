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
  patchId,
  RELEASE_NAMES,
  type Payload,
} from './writing.js';

interface UpdatePatch {
  readonly updatePatch: (Payload & { readonly patch: unknown }) | null;
}

const SELECTION = `patch { state { slug category } archived delegate { username } commitRef pullUrl related { databaseId } content } ${OUTCOME}`;

let gateway: TestGateway;
const update = (input: object, options?: AskOptions): Promise<Answer<UpdatePatch>> =>
  mutate(gateway, 'updatePatch', SELECTION, input, options);

/** Whether one mail of an mbox is a patch. */
const isOf = (mail: string, number: number): boolean =>
  mail.includes(`\nX-Patchwork-Id: ${String(number)}\n`);

describe.each(RELEASE_NAMES)('updatePatch on %s', (name) => {
  beforeEach(async () => {
    gateway = await startReleases([name]);
  });
  afterEach(() => gateway.close());
  const id = patchId(name, 'b2@kettle');
  const path = `/patches/${String(idOf(name, 'b2@kettle'))}/`;

  it('writes every field with one request, and returns its answer without another', async () => {
    const before = lastEvent(gateway, name);
    const { data, errors } = await update(
      {
        id,
        state: 'Under Review',
        archived: true,
        commitRef: 'abc123',
        pullUrl: 'https://x.example/y',
      },
      asUser('mira', name),
    );
    expect(errors).toBeUndefined();
    expect(data.updatePatch).toMatchObject({
      outcome: 'APPLIED',
      errors: [],
      patch: {
        state: { slug: 'under-review', category: 'ACTION_REQUIRED' },
        archived: true,
        commitRef: 'abc123',
        pullUrl: 'https://x.example/y',
        related: [],
      },
    });
    expect(asked(gateway, name)).toEqual([`PATCH ${path}`]);
    expect(eventsAfter(gateway, name, before)).toEqual(['patch-state-changed by mira']);
  });

  it.each([
    ['\ufeffabc\u3000 ', '\ufeffabc'],
    ['\u001c\u0085 abc\u001f', 'abc'],
  ])('writes the text %j, whose blanks at the ends Patchwork removes', async (sent, stored) => {
    const input = { id, commitRef: sent };
    const { data, errors } = await update(input, asUser('mira', name));
    expect(errors).toBeUndefined();
    expect(data.updatePatch).toMatchObject({
      outcome: 'APPLIED',
      errors: [],
      patch: { commitRef: stored },
    });
    expect(asked(gateway, name)).toEqual([`PATCH ${path}`]);
  });

  it('accepts a delegate by login name or global id, and clears it with null', async () => {
    const nobody = await update({ id, delegate: null }, asUser('mira', name));
    expect(nobody.data.updatePatch).toMatchObject({
      outcome: 'APPLIED',
      patch: { delegate: null },
    });
    gateway.resetRequests();
    const byName = await update({ id, delegate: 'cibot' }, asUser('mira', name));
    expect(byName.data.updatePatch).toMatchObject({
      outcome: 'APPLIED',
      patch: { delegate: { username: 'cibot' } },
    });
    expect(asked(gateway, name)).toEqual(['GET /users/?q=cibot&per_page=250', `PATCH ${path}`]);
    const mira = gateway.server(name).store.userByName('mira')?.id ?? 0;
    const before = lastEvent(gateway, name);
    const byId = await update({ id, delegate: globalId(name, 'User', mira) }, asUser('mira', name));
    expect(byId.data.updatePatch).toMatchObject({ patch: { delegate: { username: 'mira' } } });
    expect(eventsAfter(gateway, name, before)).toEqual(['patch-delegated by mira']);
  });

  it.each<[input: Readonly<Record<string, unknown>>, field: string[], message: RegExp]>([
    [{ state: 'bogus' }, ['state'], /^Invalid state bogus\. Expected one of: new, under-review/],
    [{ delegate: 'bert' }, ['delegate'], /^User 'bert' is not a maintainer for project/],
    [{ commitRef: 'x'.repeat(256) }, ['commitRef'], /no more than 255 characters/],
  ])('tells what the server says of %j', async (change, field, message) => {
    const { data, errors } = await update({ id, ...change }, asUser('mira', name));
    expect(errors).toBeUndefined();
    expect(data.updatePatch).toEqual({
      patch: null,
      outcome: 'NOT_APPLIED',
      errors: [{ field, message: expect.stringMatching(message) as string, code: 'INVALID' }],
    });
  });

  it.each<[input: Readonly<Record<string, unknown>>, field: string[]]>([
    [{ state: '3' }, ['state']],
    [{ state: null }, ['state']],
    [{ state: ' ' }, ['state']],
    [{ archived: null }, ['archived']],
    [{ state: 'new\u0000' }, ['state']],
    [{ delegate: 'mi\u0000ra' }, ['delegate']],
    [{ commitRef: 'a\nb' }, ['commitRef']],
    [{ pullUrl: 'https://x.example/\u007f' }, ['pullUrl']],
    [{}, []],
  ])('refuses %j without a request', async (change, field) => {
    const { data } = await update({ id, ...change }, asUser('mira', name));
    expect(data.updatePatch).toMatchObject({
      outcome: 'NOT_APPLIED',
      errors: [{ field, code: 'INVALID' }],
    });
    expect(asked(gateway, name)).toEqual([]);
  });

  it.each<[input: Readonly<Record<string, unknown>>, requests: number]>([
    [{ delegate: 'nosuchuser' }, 1],
    [{ delegate: globalId(name, 'Project', 1) }, 0],
    [{ delegate: '' }, 0],
  ])('refuses the delegate of %j without a write', async (change, requests) => {
    const { data } = await update({ id, ...change }, asUser('mira', name));
    expect(data.updatePatch).toMatchObject({
      outcome: 'NOT_APPLIED',
      errors: [{ field: ['delegate'], code: 'INVALID' }],
    });
    expect(asked(gateway, name)).toHaveLength(requests);
  });

  it.each<[what: string, id: string, username: string, field: string[], code: string]>([
    ['a patch of others', id, 'bert', [], 'FORBIDDEN'],
    ['a patch as superuser', id, 'admin', [], 'FORBIDDEN'],
    ['a patch with the token of one who left', id, 'gone', [], 'FORBIDDEN'],
    ['a patch that is not there', globalId(name, 'Patch', 999_999), 'mira', ['id'], 'NOT_FOUND'],
  ])('refuses %s', async (_what, target, username, field, code) => {
    const { data, errors } = await update({ id: target, archived: true }, asUser(username, name));
    expect(errors).toBeUndefined();
    expect(data.updatePatch).toMatchObject({
      patch: null,
      outcome: 'NOT_APPLIED',
      errors: [{ field, code }],
    });
  });

  it('requires a token, and explains how to send one', async () => {
    const { data, errors } = await update({ id, archived: true });
    expect(data.updatePatch).toBeNull();
    expect(errors).toMatchObject([
      {
        message: `${name}: writing requires a token for ${name}; send one in the header X-Patchwork-Token: ${name}=TOKEN`,
        extensions: { code: 'UNAUTHENTICATED', instance: name },
      },
    ]);
    expect(asked(gateway, name)).toEqual([]);
  });

  it('updates the delegate in mboxes that were read before: its own, and those of its series and bundles', async () => {
    const [number = 0] = gateway.server(name).store.bundles.require(4).patches;
    const own = 'mbox series { mbox }';
    const read = `{ patch(instance: "${name}", databaseId: ${String(number)}) { ${own} } bundle(instance: "${name}", databaseId: 4) { mbox } }`;
    interface Mboxes {
      readonly patch: { readonly mbox: string; readonly series: { readonly mbox: string } };
      readonly bundle: { readonly mbox: string };
    }
    const delegates = (mbox: string): readonly (string | undefined)[] => {
      const mail = mbox.split(/^From patchwork /m).find((one) => isOf(one, number)) ?? '';
      return [...mail.matchAll(/^X-Patchwork-Delegate: (.*)$/gm)].map(([, address]) => address);
    };
    for (const username of ['cibot', 'mira', null]) {
      const email = gateway
        .server(name)
        .store.users.rows.find((row) => row.username === username)?.email;
      const expected = email === undefined ? [] : [email];
      // Cached before the write, so that the read after it is not the first one.
      await gateway.data<Mboxes>(read);
      const { data } = await mutate<{ updatePatch: Mboxes }>(
        gateway,
        'updatePatch',
        `patch { ${own} }`,
        { id: globalId(name, 'Patch', number), delegate: username },
        asUser('mira', name),
      );
      const { updatePatch } = data;
      const { patch, bundle } = await gateway.data<Mboxes>(read);
      expect(delegates(updatePatch.patch.mbox)).toEqual(expected);
      expect(delegates(updatePatch.patch.series.mbox)).toEqual(expected);
      expect(patch).toEqual(updatePatch.patch);
      expect(delegates(bundle.mbox)).toEqual(expected);
    }
  });

  it('keeps mboxes cached if nothing in them was written', async () => {
    const number = String(idOf(name, 'b2@kettle'));
    const read = `{ patch(instance: "${name}", databaseId: ${number}) { mbox series { mbox } } }`;
    const before = await gateway.data(read);
    await update({ id, state: 'accepted', archived: true }, asUser('mira', name));
    gateway.resetRequests();
    expect(await gateway.data(read)).toEqual(before);
    expect(asked(gateway, name).filter((request) => request.includes('mbox'))).toEqual([]);
  });

  it('is visible to subsequent reads, including lists', async () => {
    const read = `{
      patches(filter: {state: ["rejected", "rfc"]}) { nodes { databaseId } }
      patch(instance: "${name}", databaseId: ${String(idOf(name, 'b2@kettle'))}) { state { slug } diff }
    }`;
    interface Read {
      readonly patches: { readonly nodes: readonly { readonly databaseId: number }[] };
      readonly patch: unknown;
    }
    const databaseId = idOf(name, 'b2@kettle');
    const before = await gateway.data<Read>(read);
    expect(before.patches.nodes).not.toContainEqual({ databaseId });
    await update({ id, state: 'rejected' }, asUser('mira', name));
    gateway.resetRequests();
    const after = await gateway.data<Read>(read);
    expect(after.patches.nodes).toContainEqual({ databaseId });
    expect(after.patch).toMatchObject({ state: { slug: 'rejected' } });
    // The text and the diff are still cached.
    expect(gateway.requests(name).filter((one) => one === path)).toHaveLength(1);
  });
});

describe('updatePatch', () => {
  afterEach(() => gateway.close());
  const id = patchId('v31', 'b2@kettle');
  const path = `/patches/${String(idOf('v31', 'b2@kettle'))}/`;

  it('is visible in the next mutation', async () => {
    gateway = await startReleases(['v31']);
    const { data } = await gateway.ask<Record<'one' | 'two' | 'three', { patch: unknown }>>(
      `mutation {
        one: updatePatch(input: {id: "${id}", state: "accepted"}) { patch { state { slug } series { patches { state { slug } } } } }
        two: updatePatch(input: {id: "${id}", state: "rejected"}) { patch { state { slug } } }
        three: updatePatch(input: {id: "${patchId('v31', 'b3@kettle')}", archived: true}) { patch { instance { patches(filter: {state: "rejected"}) { nodes { id state { slug } } } } } }
      }`,
      asUser('mira', 'v31'),
    );
    expect(data.one.patch).toMatchObject({ state: { slug: 'accepted' } });
    expect(data.two.patch).toEqual({ state: { slug: 'rejected' } });
    const { instance } = data.three.patch as { instance: { patches: { nodes: unknown[] } } };
    expect(instance.patches.nodes).toContainEqual({ id, state: { slug: 'rejected' } });
  });

  it.each(['1.0', '1.1'] as const)('works at API %s', async (apiVersion) => {
    gateway = await startTestGateway({ instances: [releaseInstance('v31', { apiVersion })] });
    const { data } = await update({ id, state: 'rejected' }, asUser('mira', 'v31'));
    expect(data.updatePatch).toMatchObject({
      outcome: 'APPLIED',
      patch: { state: { slug: 'rejected' } },
    });
  });

  it.each<
    [what: string, fault: Parameters<ReturnType<typeof createFaults>['add']>[0], outcome: string]
  >([
    ['a lost answer', { fault: { kind: 'drop', when: 'before-answer' } }, 'APPLIED'],
    ['half an answer', { fault: { kind: 'truncate' } }, 'APPLIED'],
    ['a page instead of an answer', { fault: { kind: 'html' } }, 'NOT_APPLIED'],
    ['a 500', { fault: { kind: 'status', status: 500 } }, 'NOT_APPLIED'],
    ['a 502', { fault: { kind: 'status', status: 502 } }, 'UNKNOWN'],
  ])('reads again after %s, and writes once', async (_what, plan, outcome) => {
    const faults = createFaults();
    gateway = await startTestGateway({ instances: [releaseInstance('v31', { faults })] });
    let writes = 0;
    faults.add({
      ...plan,
      path: (_url, { method }) => method === 'PATCH' && (writes += 1) > 0,
    });
    const { data, errors } = await update({ id, state: 'rejected' }, asUser('mira', 'v31'));
    expect(errors).toBeUndefined();
    const slug = outcome === 'APPLIED' ? 'rejected' : 'changes-requested';
    expect(data.updatePatch).toMatchObject({ outcome, patch: { state: { slug } } });
    expect(data.updatePatch?.errors).toHaveLength(outcome === 'APPLIED' ? 0 : 1);
    expect(writes).toBe(1);
    expect(asked(gateway, 'v31').filter((one) => one === `GET ${path}`)).toHaveLength(1);
  });

  it('is requested at each read after UNKNOWN, since the server may still apply it', async () => {
    const faults = createFaults();
    const started = await startTestGateway({ instances: [releaseInstance('v31', { faults })] });
    gateway = started;
    faults.add({ fault: { kind: 'status', status: 502 }, method: 'PATCH' });
    const { data } = await update({ id, state: 'rejected' }, asUser('mira', 'v31'));
    expect(data.updatePatch?.outcome).toBe('UNKNOWN');
    const read = async (): Promise<unknown> => {
      started.server('v31').resetRequests();
      const answer = await started.ask(`{ node(id: "${id}") { ... on Patch { archived } } }`);
      return [answer.data, asked(started, 'v31')];
    };
    expect(await read()).toEqual([{ node: { archived: false } }, [`GET ${path}`]]);
    const { patches } = started.server('v31').store;
    patches.replace({ ...patches.require(idOf('v31', 'b2@kettle')), archived: true });
    expect(await read()).toEqual([{ node: { archived: true } }, [`GET ${path}`]]);
  });

  it('returns UNKNOWN if there is no answer in time', async () => {
    const faults = createFaults();
    const instance = releaseInstance('v31', { faults, timeoutMs: 300 });
    gateway = await startTestGateway({ instances: [instance] });
    faults.add({ fault: { kind: 'hang' } });
    const { data, errors } = await update({ id, state: 'rejected' }, asUser('mira', 'v31'));
    expect(errors).toBeUndefined();
    expect(data.updatePatch).toMatchObject({
      patch: null,
      outcome: 'UNKNOWN',
      errors: [{ field: [], code: 'UPSTREAM_TIMEOUT' }],
    });
  });

  it("returns UNKNOWN at the operation's deadline, and reports writes that were not sent", async () => {
    const faults = createFaults();
    gateway = await startTestGateway({
      instances: [releaseInstance('v31', { faults })],
      limits: { deadlineMs: 400 },
    });
    faults.add({ fault: { kind: 'hang' }, method: 'PATCH' });
    const { data } = await gateway.ask<Record<'one' | 'two', Payload | null>>(
      `mutation {
        one: updatePatch(input: {id: "${id}", archived: true}) { patch { name } outcome errors { code } }
        two: updatePatch(input: {id: "${id}", archived: true}) { outcome }
      }`,
      asUser('mira', 'v31'),
    );
    expect(data).toEqual({
      one: { patch: null, outcome: 'UNKNOWN', errors: [{ code: 'UPSTREAM_TIMEOUT' }] },
      two: null,
    });
  });

  it('is an error of the operation if the server cannot be reached', async () => {
    gateway = await startTestGateway({
      instances: [releaseInstance('v31', { apiVersion: '1.3' })],
    });
    await gateway.server('v31').close();
    const { data, errors } = await update({ id, state: 'rejected' }, asUser('mira', 'v31'));
    expect(data.updatePatch).toBeNull();
    expect(errors).toMatchObject([
      { path: ['updatePatch'], extensions: { code: 'UPSTREAM_UNAVAILABLE', instance: 'v31' } },
    ]);
    await gateway
      .server('v31')
      .close()
      .catch(() => undefined);
  });

  it('is refused over GET and with a misspelled field', async () => {
    gateway = await startReleases(['v31']);
    const query = `mutation { updatePatch(input: {id: "${id}", archived: true}) { outcome } }`;
    const overGet = await fetch(`${gateway.url}/graphql?query=${encodeURIComponent(query)}`, {
      headers: {
        'x-patchwork-token': `v31=${tokenOf('v31', 'mira')}`,
        'apollo-require-preflight': '1',
      },
    });
    expect(overGet.status).toBe(405);
    const { errors } = await update({ id, name: 'other' }, asUser('mira', 'v31'));
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(asked(gateway, 'v31')).toEqual([]);
  });
});
