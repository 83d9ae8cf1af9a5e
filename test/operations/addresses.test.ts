import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { releaseInstance } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const SHARED = '20260315.shared.0@vale.example';
let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startTestGateway({
    instances: [releaseInstance('main'), releaseInstance('v31', { projects: ['lantern'] })],
  });
});
afterEach(() => gateway.close());

/** Changes the stored row of a patch of v31. */
function stored(change: Readonly<Record<string, unknown>>): number {
  const row = gateway.server('v31').store.patches.rows.find(({ project }) => project === 2);
  if (row === undefined) throw new RangeError('v31 has no patch of lantern');
  Object.assign(row, change);
  return row.id;
}

describe('the address of a mail in an archive', () => {
  it.each([
    `https://lore.kernel.org/r/${SHARED}/`,
    `https://lore.kernel.org/all/${SHARED}/T/#u`,
    `https://lore.kernel.org/kettle/${SHARED}/raw`,
    `http://lore.kernel.org/kettle/${SHARED}/t/#m0011223344`,
    `https://archive.lists.example/r/${SHARED}/`,
    `https://archive.lists.example/r/${SHARED}/T/#u`,
  ])('%s leads to the mail', async (url) => {
    const { data, errors } = await gateway.ask<{
      readonly resource: { readonly messageId: string } | null;
      readonly message: { readonly messageId: string } | null;
      readonly search: { readonly nodes: readonly { readonly messageId: string }[] } | null;
    }>(
      `query ($url: String!, $id: MessageID!) {
        resource(url: $url) { ... on MailMessage { messageId } }
        message(messageId: $id) { messageId }
        search(query: $url) { nodes { ... on MailMessage { messageId } } }
      }`,
      { variables: { url, id: url } },
    );
    expect(errors).toBeUndefined();
    expect(data.resource?.messageId).toBe(SHARED);
    expect(data.message?.messageId).toBe(SHARED);
    expect(data.search?.nodes.map(({ messageId }) => messageId)).toEqual([SHARED]);
  });

  // Patchwork puts the id into the format as it is, slashes included.
  it.each([
    'a/b/c@cases.example',
    'a+b&c=d@cases.example',
    'plain@cases.example',
    '50%25off@cases.example',
    'a%2Fb@cases.example',
  ])('that the graph shows for %s leads to the mail', async (id) => {
    const { patches, projects } = gateway.server('main').store;
    const row = patches.rows.find(
      ({ project }) => projects.require(project).list_archive_url_format !== '',
    );
    if (row === undefined) throw new RangeError('main has no project with an archive');
    Object.assign(row, { msgid: `<${id}>` });
    const { patch } = await gateway.data<{ readonly patch: { readonly listArchiveUrl: string } }>(
      `{ patch(instance: "main", databaseId: ${String(row.id)}) { listArchiveUrl } }`,
    );
    expect(patch.listArchiveUrl).toContain(id);
    for (const url of [patch.listArchiveUrl, patch.listArchiveUrl.replace(/^https:/, 'http:')]) {
      const found = await gateway.data<{ readonly resource: unknown }>(
        `{ resource(url: ${JSON.stringify(url)}) { ... on Patch { databaseId } } }`,
      );
      expect(found.resource).toEqual({ databaseId: row.id });
    }
  });

  it.each([
    'https://lore.kernel.org/r/50%25off@cases.example/',
    'https://lore.kernel.org/r/50%2525off@cases.example/',
    'https://lore.kernel.org/r/50%2525off%40cases.example/',
    '50%2525off@cases.example',
    '50%2525off%40cases.example',
    '%3C50%2525off%40cases.example%3E',
  ])('of an id with a literal percent leads to the mail, encoded or not: %s', async (text) => {
    const id = '50%25off@cases.example';
    const databaseId = stored({ msgid: `<${id}>` });
    const found = await gateway.data<Readonly<Record<string, unknown>>>(
      `query ($id: MessageID!, $search: String!) {
        message(messageId: $id) { messageId }
        patches(instances: ["v31"], filter: { messageId: $id }) { nodes { databaseId } }
        search(query: $search, instances: ["v31"]) { nodes { ... on Patch { databaseId } } }
      }`,
      { variables: { id: text, search: text } },
    );
    expect(found).toEqual({
      message: { messageId: id },
      patches: { nodes: [{ databaseId }] },
      search: { nodes: [{ databaseId }] },
    });
  });

  it.each([
    'resource(url: "https://elsewhere.example/r/a@b/") { id }',
    'message(messageId: "https://elsewhere.example/r/a@b/") { subject }',
    'search(query: "https://elsewhere.example/r/a@b/") { nodes { __typename } }',
  ])('is refused where no archive is known by it: %s', async (field) => {
    const { errors } = await gateway.ask(`{ ${field} }`);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('a Message-ID in the graph', () => {
  it.each([
    '50%25off@cases.example',
    'a%2Fb@cases.example',
    'two words@cases.example',
    'a/b@c.example',
  ])('%s is found by every way in', async (id) => {
    const databaseId = stored({ msgid: `<${id}>` });
    const { patch } = await gateway.data<{
      readonly patch: { readonly messageId: string; readonly webUrl: string };
    }>(`{ patch(instance: "v31", databaseId: ${String(databaseId)}) { messageId webUrl } }`);
    expect(patch.messageId).toBe(id);
    const found = await gateway.data<{
      readonly message: { readonly messageId: string };
      readonly resource: { readonly databaseId: number } | null;
      readonly patches: { readonly nodes: readonly { readonly databaseId: number }[] };
      readonly field: { readonly nodes: readonly { readonly databaseId: number }[] };
      readonly pasted: { readonly nodes: readonly { readonly databaseId: number }[] };
    }>(
      `query ($id: MessageID!, $url: String!, $field: String!, $pasted: String!) {
          message(messageId: $id) { messageId }
          resource(url: $url) { ... on Patch { databaseId } }
          patches(instances: ["v31"], filter: {messageId: $id}) { nodes { databaseId } }
          field: search(query: $field, instances: ["v31"]) { nodes { ... on Patch { databaseId } } }
          pasted: search(query: $pasted, instances: ["v31"]) { nodes { ... on Patch { databaseId } } }
        }`,
      {
        variables: {
          id,
          url: patch.webUrl,
          field: `m:"${id}"`,
          pasted: id.includes(' ') ? `m:"<${id}>"` : `<${id}>`,
        },
      },
    );
    expect(found.message.messageId).toBe(id);
    expect(found.resource).toEqual({ databaseId });
    for (const { nodes } of [found.patches, found.field, found.pasted]) {
      expect(nodes).toEqual([{ databaseId }]);
    }
  });
});

describe('the fragment of a thread', () => {
  it('refers to a mail by the hash of its Message-ID', async () => {
    const { patchComments, patches } = gateway.server('main').store;
    const [comment] = patchComments.rows;
    const patch = patches.get(comment?.on.id);
    const series = patches.rows.filter(({ series: own }) => own === patch?.series);
    const [first, ...rest] = series;
    const id = (msgid = ''): string => msgid.replace(/^<|>$/g, '');
    const hash = (msgid = ''): string => createHash('sha1').update(id(msgid)).digest('hex');
    expect(rest.length).toBeGreaterThan(0);
    for (const mail of [first, ...rest, comment]) {
      for (const path of ['T', 't']) {
        const { resource } = await gateway.data<{ readonly resource: unknown }>(
          `query ($url: String!) { resource(url: $url) { __typename ... on MailMessage { messageId } } }`,
          {
            variables: {
              url: `https://lore.kernel.org/kettle/${id(first?.msgid)}/${path}/#m${hash(mail?.msgid)}`,
            },
          },
        );
        expect(resource).toEqual({
          __typename: mail === comment ? 'Comment' : 'Patch',
          messageId: id(mail?.msgid),
        });
      }
    }
  });

  it('of an unknown mail leads to the mail in the path', async () => {
    const { resource } = await gateway.data<{ readonly resource: unknown }>(
      `{ resource(url: "https://lore.kernel.org/all/${SHARED}/T/#m${'0'.repeat(40)}") { ... on MailMessage { messageId } } }`,
    );
    expect(resource).toEqual({ messageId: SHARED });
  });
});

describe('a project excluded by the configuration', () => {
  it('is hidden in lists, and found by number and by every URL', async () => {
    const hidden = gateway.server('v31').store.patches.rows.find(({ project }) => project === 1);
    const path = `/patch/${String(hidden?.id ?? 0)}/`;
    const { patch } = await gateway.data<{ readonly patch: { readonly webUrl: string } }>(
      `{ patch(instance: "v31", databaseId: ${String(hidden?.id ?? 0)}) { webUrl } }`,
    );
    const base = gateway.server('v31').url;
    const addresses = [
      `${base}${path}`,
      `${base}/api/patches/${String(hidden?.id ?? 0)}/`,
      patch.webUrl,
    ];
    for (const url of addresses) {
      const { resource, search } = await gateway.data<{
        readonly resource: { readonly databaseId: number } | null;
        readonly search: { readonly nodes: readonly unknown[] };
      }>(
        `query ($url: String!) { resource(url: $url) { ... on Patch { databaseId } } search(query: $url) { nodes { ... on Patch { databaseId } } } }`,
        { variables: { url } },
      );
      expect([url, resource]).toEqual([url, { databaseId: hidden?.id }]);
      expect(search.nodes).toEqual([{ databaseId: hidden?.id }]);
    }
  });
});
