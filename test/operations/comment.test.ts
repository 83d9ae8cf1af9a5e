import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeGlobalId } from '../../src/graphql/globalId.js';
import { idOf, releaseInstance, startReleases } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startReleases(['main', 'v31', 'v22']);
});
afterEach(() => gateway.close());

describe('a comment', () => {
  it('has its subject unfolded and decoded', async () => {
    for (const name of ['main', 'v31', 'v22'] as const) {
      const data = await gateway.data<Record<string, { comments: { subject: string }[] }>>(`{
        b2: patch(instance: "${name}", databaseId: ${String(idOf(name, 'b2@kettle'))}) { comments { subject } }
        b3: patch(instance: "${name}", databaseId: ${String(idOf(name, 'b3@kettle'))}) { comments { subject } }
      }`);
      const german =
        'Re: [PATCH] spout: grüße die Tülle richtig — und zwar so, dass der Betreff gefaltet werden muss';
      expect(data['b2']?.comments).toEqual([{ subject: german }, { subject: german }]);
      expect(data['b3']?.comments).toEqual([
        { subject: 'Re: [PATCH] 🫖 やかん: 蓋の状態を保存する' },
      ]);
    }
  });

  it('belongs to a patch or a cover, and shares its mbox', async () => {
    const data = await gateway.data<Record<string, { comments: unknown[]; mboxUrl: string }>>(`{
      patch(instance: "v31", databaseId: 4) {
        mboxUrl comments { mboxUrl patch { databaseId } cover { databaseId } addressed }
      }
      cover(instance: "v31", databaseId: 2) {
        mboxUrl comments { mboxUrl patch { databaseId } cover { databaseId } addressed }
      }
    }`);
    expect(data['patch']?.comments).toEqual(
      [true, null].map((addressed) => ({
        mboxUrl: data['patch']?.mboxUrl,
        patch: { databaseId: 4 },
        cover: null,
        addressed,
      })),
    );
    expect(data['cover']?.comments).toEqual(
      [false, null].map((addressed) => ({
        mboxUrl: data['cover']?.mboxUrl,
        patch: null,
        cover: { databaseId: 2 },
        addressed,
      })),
    );
  });

  it('has a URL only at API 1.3 on newer servers', async () => {
    for (const [name, hasUrl] of [
      ['main', true],
      ['v31', false],
      ['v22', false],
    ] as const) {
      const { patch } = await gateway.data<{ patch: { comments: { url: string | null }[] } }>(
        `{ patch(instance: "${name}", databaseId: ${String(idOf(name, 'b1@kettle'))}) { comments { url } } }`,
      );
      for (const { url } of patch.comments) expect(url !== null).toBe(hasUrl);
    }
  });

  it('is read with the list of its patch below API 1.3, and individually since then', async () => {
    for (const [name, paths] of [
      ['v31', ['/patches/7/comments/5/']],
      ['v22', ['/patches/8/comments/?per_page=250']],
    ] as const) {
      const patchId = idOf(name, 'b1@kettle');
      const { patch } = await gateway.data<{ patch: { comments: { id: string }[] } }>(
        `{ patch(instance: "${name}", databaseId: ${String(patchId)}) { comments { id } } }`,
      );
      const id = patch.comments[1]?.id;
      const other = await startTestGateway({ instances: [releaseInstance(name)] });
      try {
        const { node } = await other.data<{ node: unknown }>(
          `{ node(id: "${id ?? ''}") { ... on Comment { content patch { databaseId } } } }`,
        );
        expect(node).toMatchObject({ patch: { databaseId: patchId } });
        expect(other.requests(name)).toEqual(paths);
      } finally {
        await other.close();
      }
    }
  });

  it('is read with the others of its patch that are requested, by one list', async () => {
    const { patch } = await gateway.data<{ patch: { comments: { id: string }[] } }>(
      `{ patch(instance: "v31", databaseId: ${String(idOf('v31', 'b1@kettle'))}) { comments { id } } }`,
    );
    const ids = patch.comments.map(({ id }) => id);
    const missing = encodeGlobalId({ instance: 'v31', type: 'PatchComment', id: 9999, parent: 7 });
    const other = await startTestGateway({ instances: [releaseInstance('v31')] });
    try {
      const { nodes } = await other.data<{ nodes: unknown }>(
        `{ nodes(ids: ${JSON.stringify([...ids, missing])}) { id ... on Comment { content } } }`,
      );
      const content = expect.stringMatching(/./) as string;
      expect(nodes).toEqual([...ids.map((id) => ({ id, content })), null]);
      expect(other.requests('v31')).toEqual(['/patches/7/comments/?per_page=250']);
    } finally {
      await other.close();
    }
  });

  it('is not available at API 1.0: null, never an empty list', async () => {
    const old = await startTestGateway({
      instances: [releaseInstance('v22', { apiVersion: '1.0' })],
    });
    try {
      const { data, errors } = await old.ask<{ patch: unknown }>(`{
        patch(instance: "v22", databaseId: 8) {
          comments { id } webUrl
          instance { capabilities { patchComments coverComments webUrls } }
        }
      }`);
      expect(errors).toBeUndefined();
      expect(data.patch).toEqual({
        comments: null,
        webUrl: null,
        instance: { capabilities: { patchComments: false, coverComments: false, webUrls: false } },
      });
      expect(old.requests('v22')).toEqual(['/patches/8/']);
    } finally {
      await old.close();
    }
  });
});
