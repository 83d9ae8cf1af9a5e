import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readSeed } from '../sample/server/replay/recording.js';
import { idOf, startReleases, type ReleaseName } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

const ALL: readonly ReleaseName[] = ['main', 'v32', 'v31', 'v22'];

describe('a patch with unusual data', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startReleases(ALL);
  });
  afterAll(() => gateway.close());

  it.each<[key: string, oddity: string, selection: string, expected: unknown]>([
    [
      'b2@kettle',
      'an encoded and folded subject',
      'subject name content',
      {
        subject:
          '[PATCH] spout: grüße die Tülle richtig — und zwar so, dass der Betreff gefaltet werden muss',
        name: 'spout: grüße die Tülle richtig — und zwar so, dass der Betreff gefaltet werden muss',
        content: expect.stringContaining('Ünïcode in the message: “quotes”') as unknown,
      },
    ],
    [
      'b3@kettle',
      'emoji and CJK in base64',
      'subject name',
      { subject: '[PATCH] 🫖 やかん: 蓋の状態を保存する', name: '🫖 やかん: 蓋の状態を保存する' },
    ],
    [
      'b4@kettle',
      'a sender without a name',
      'submitter { name email }',
      { submitter: { name: null, email: expect.stringContaining('@') as unknown } },
    ],
    ['b5@kettle', 'raw 8-bit text in its subject', 'name', { name: 'r��w ��tf8 in subject' }],
    ['b7@kettle', 'no message', 'content', { content: '' }],
    [
      'b8@kettle',
      'no name',
      'name index count series { name }',
      { name: '', index: null, count: null, series: { name: '' } },
    ],
    [
      'b14@kettle',
      'markup in its name',
      'name',
      { name: 'main: <script>alert("x")</script> & more' },
    ],
    [
      'b16@kettle',
      'many prefixes',
      'name prefixes index',
      {
        name: '[RFC,v3,next,tree] boil: many prefixes',
        prefixes: ['RFC', 'v3', 'next', 'tree'],
        index: null,
      },
    ],
    [
      'F1@kettle',
      'a pull request and no diff',
      'diff hash pullUrl name',
      {
        diff: null,
        hash: null,
        pullUrl: 'https://git.pike.example/kettle.git tags/lid-1',
        name: '[GIT,PULL] kettle lid work',
      },
    ],
    [
      'F2@kettle',
      'a pull request and a diff',
      'hash pullUrl diff',
      {
        hash: '5f30c9742f809d164c0c581a6a098e2f77c8a53a',
        pullUrl: 'https://git.pike.example/kettle.git tags/lid-2',
        diff: expect.stringMatching(/^diff --git/) as unknown,
      },
    ],
    ['old1@kettle', 'no series', 'series { name }', { series: null }],
    [
      'A3.2@kettle',
      'a number in its series',
      'index count series { version }',
      { index: 2, count: 4, series: { version: 3 } },
    ],
    [
      'C.2@kettle',
      'a series without its first patch',
      'index count series { name total receivedTotal receivedAll coverLetter { name } }',
      {
        index: 2,
        count: 2,
        series: { name: null, total: 2, receivedTotal: 1, receivedAll: false, coverLetter: null },
      },
    ],
  ])('%s has %s, on every release', async (key, _oddity, selection, expected) => {
    for (const name of ALL) {
      const { patch } = await gateway.data<{ patch: unknown }>(
        `{ patch(instance: "${name}", databaseId: ${String(idOf(name, key))}) { ${selection} } }`,
      );
      expect(patch, name).toEqual(expected);
    }
  });

  it('keeps the carriage returns of a diff', async () => {
    for (const name of ALL) {
      const { patch } = await gateway.data<{ patch: { diff: string; content: string } }>(
        `{ patch(instance: "${name}", databaseId: ${String(idOf(name, 'b6@kettle'))}) { diff } }`,
      );
      expect(patch.diff).toMatch(/^diff --git a\/src\/boil.c b\/src\/boil.c\r\nindex /);
      expect(patch.diff.replaceAll('\r\n', '')).not.toContain('\n');
    }
  });

  it.each([
    ['b9@kettle', 'a/b/c-'],
    ['b10@kettle', 'CA+boil=Z-'],
    ['b11@kettle', 'p%2Bq%41&r#s-'],
  ])('%s is found by its Message-ID, which starts with %s', async (key, start) => {
    for (const name of ALL) {
      const databaseId = idOf(name, key);
      const { patch } = await gateway.data<{ patch: { messageId: string } }>(
        `{ patch(instance: "${name}", databaseId: ${String(databaseId)}) { messageId } }`,
      );
      expect(patch.messageId.startsWith(start)).toBe(true);
      for (const messageId of [patch.messageId, `<${patch.messageId}>`]) {
        const { patches } = await gateway.data<{ patches: unknown }>(
          `query ($filter: PatchFilter) {
            patches(instances: ["${name}"], filter: $filter) { nodes { databaseId } }
          }`,
          { variables: { filter: { messageId } } },
        );
        expect(patches, messageId).toEqual({ nodes: [{ databaseId }] });
      }
    }
  });

  it('returns each value of a header spelled in two cases once, in order', async () => {
    for (const name of ALL) {
      const { patch } = await gateway.data<{ patch: unknown }>(`{
        patch(instance: "${name}", databaseId: ${String(idOf(name, 'b12@kettle'))}) {
          headers(names: ["x-TOPIC", "X-Folded"]) { name value raw }
          topic: header(name: "X-topic")
          none: header(name: "X-Nothing")
        }
      }`);
      expect(patch).toEqual({
        headers: [
          { name: 'X-Topic', value: 'first', raw: 'first' },
          { name: 'X-Topic', value: 'second, lower case', raw: 'second, lower case' },
          { name: 'X-Topic', value: 'third', raw: 'third' },
          { name: 'X-Folded', value: 'one two\tthree', raw: 'one\n two\n\tthree' },
        ],
        topic: ['first', 'second, lower case', 'third'],
        none: [],
      });
    }
  });

  it('returns its mbox, with the trailers of replies', async () => {
    for (const name of ALL) {
      const { patch } = await gateway.data<{ patch: { mbox: string } }>(
        `{ patch(instance: "${name}", databaseId: ${String(idOf(name, 'b1@kettle'))}) { mbox } }`,
      );
      expect(patch.mbox).toMatch(/^From /);
      expect(patch.mbox).toContain('diff --git');
    }
  });

  it('returns the meaning of a state', async () => {
    const { patches } = await gateway.data<{
      patches: { nodes: { state: { slug: string; name: string; category: string } }[] };
    }>('{ patches(instances: ["v31"], first: 250) { nodes { state { slug name category } } } }');
    const states = new Map(patches.nodes.map(({ state }) => [state.slug, state]));
    expect(Object.fromEntries(states)).toMatchObject({
      new: { name: 'New', category: 'ACTION_REQUIRED' },
      'under-review': { name: 'Under Review', category: 'ACTION_REQUIRED' },
      accepted: { name: 'Accepted', category: 'ACCEPTED' },
      superseded: { name: 'Superseded', category: 'CLOSED' },
    });
    const known = readSeed('v3.1').states.map(({ slug }) => slug);
    expect([...states.keys()].filter((slug) => !known.includes(slug))).toEqual([]);
    expect([...states.values()].filter(({ category }) => category === 'UNKNOWN')).toEqual([]);
  });

  it('returns null if its server is too old, which a capability shows', async () => {
    const { patch } = await gateway.data<{ patch: unknown }>(
      `{ patch(instance: "v22", databaseId: ${String(idOf('v22', 'b1@kettle'))}) {
        comments { addressed url } instance { capabilities { commentAddressed commentDetail relatedPatches } }
      } }`,
    );
    expect(patch).toEqual({
      comments: Array.from({ length: 5 }, () => ({ addressed: null, url: null })),
      instance: {
        capabilities: { commentAddressed: false, commentDetail: false, relatedPatches: true },
      },
    });
  });
});

describe('the cost of patches', () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await startReleases(['main', 'v31', 'v22']);
  });
  afterEach(() => gateway.close());

  const SUMMARY = `databaseId messageId name date index count state { slug } archived hash commitRef
    pullUrl check tags { name } related { name } webUrl mboxUrl
    submitter { name email } delegate { username } project { name linkName } series { name version }`;

  it('reads 30 patches with summary fields with 1 request per instance', async () => {
    const { patches } = await gateway.data<{ patches: { nodes: unknown[] } }>(
      `{ patches(first: 30) { nodes { ${SUMMARY} } sources { instance status requests } } }`,
    );
    expect(patches.nodes).toHaveLength(30);
    for (const name of ['main', 'v31', 'v22']) {
      expect(gateway.requests(name)).toEqual(['/patches/?order=-date%2C-id&per_page=30']);
    }
  });

  it('adds at most one request per patch for the diff and all other details', async () => {
    const { patches } = await gateway.data<{ patches: { nodes: { databaseId: number }[] } }>(
      `{ patches(instances: ["v31"], first: 30) {
        nodes { ${SUMMARY} diff content prefixes subject headers { name } header(name: "To") }
      } }`,
    );
    const [list, ...details] = gateway.requests('v31');
    expect(list).toBe('/patches/?order=-date%2C-id&per_page=30');
    expect(details.sort()).toEqual(
      patches.nodes.map(({ databaseId }) => `/patches/${String(databaseId)}/`).sort(),
    );
  });

  it('requests the same patch once for three paths', async () => {
    const id = Buffer.from('v31:Patch:46').toString('base64url');
    const url = `${gateway.server('v31').url}/api/1.3/patches/46/`;
    const data = await gateway.data(`{
      patch(instance: "v31", databaseId: 46) { name diff }
      node(id: "${id}") { ... on Patch { name state { slug } } }
      resource(url: "${url}") { ... on Patch { name headers { name } check } }
    }`);
    expect(Object.keys(data as object)).toEqual(['patch', 'node', 'resource']);
    expect(gateway.requests('v31')).toEqual(['/patches/46/']);
  });

  it('requests the data of an object once for many places in an operation', async () => {
    await gateway.data(`{
      a: patch(instance: "v31", databaseId: 46) { comments { content } checks { state } mbox }
      b: patch(instance: "v31", databaseId: 46) {
        comments { subject patch { name diff } } checks { patch { state { slug } } } mbox
      }
    }`);
    expect(
      gateway
        .requests('v31')
        .filter((path) => path.startsWith('/patches'))
        .sort(),
    ).toEqual([
      '/patches/46/',
      '/patches/46/checks/?per_page=250',
      '/patches/46/comments/?per_page=250',
    ]);
    const mboxes = gateway.requests('v31').filter((path) => path.includes('mbox'));
    // The patch shows where the short URL redirects to.
    expect(mboxes).toEqual([expect.stringMatching(/^\/project\/[^/]+\/patch\/[^/]+\/mbox\/$/)]);
  });

  it('sends no request for data that the parent contains', async () => {
    await gateway.data(`{
      patch(instance: "v31", databaseId: 46) {
        submitter { id name email url } delegate { id username email } project { id name linkName }
        series { id name version date webUrl } related { id name messageId date }
        instance { name url }
      }
    }`);
    expect(gateway.requests('v31')).toEqual(['/patches/46/']);
  });

  it('reads every page of a long list of comments', async () => {
    const { store } = gateway.server('v31');
    const [sample] = readSeed('v3.1').comments;
    if (sample === undefined) throw new Error('the seed has comments');
    for (let index = 0; index < 300; index += 1) {
      store.patchComments.insert({ ...sample, id: 1000 + index, on: { type: 'patch', id: 46 } });
    }
    const { patch } = await gateway.data<{ patch: { comments: { databaseId: number }[] } }>(
      '{ patch(instance: "v31", databaseId: 46) { comments { databaseId } } }',
    );
    expect(patch.comments).toHaveLength(301);
    expect(new Set(patch.comments.map(({ databaseId }) => databaseId)).size).toBe(301);
    expect(gateway.requests('v31')).toEqual([
      '/patches/46/',
      '/patches/46/comments/?per_page=250',
      '/patches/46/comments/?page=2&per_page=250',
    ]);
  });
});
