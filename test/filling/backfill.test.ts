import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { estimateFill } from '../../src/filling/estimate.js';
import { NewerSummaries } from '../../src/filling/NewerSummaries.js';
import { Pace } from '../../src/filling/Pace.js';
import { reconcile } from '../../src/filling/reconcile.js';
import { Seed } from '../../src/filling/seed/seedProject.js';
import { createFaults } from '../../src/sample/server/faults.js';
import { demoState } from '../tools/demoState.js';
import { sqliteHere } from '../tools/sqliteHere.js';
import {
  afterwards,
  closeSettings,
  commentRows,
  indexed,
  mostUsed,
  NOW,
  paths,
  run,
  start,
  truth,
} from './setting.js';

afterEach(closeSettings);

/** A proxy that removes a parameter from the URLs of lists, and creates its own links to the next page. */
function loses(name: 'page' | 'before') {
  return async (target: string): Promise<string> => {
    const front = createServer((request, response) => {
      const url = new URL(request.url ?? '/', target);
      const page = Number(url.searchParams.get('page') ?? 1);
      url.searchParams.delete(name);
      void fetch(url, { headers: { accept: 'application/json' } }).then(async (answer) => {
        const { host } = request.headers;
        const next = `<http://${host ?? ''}${url.pathname}?page=${String(page + 1)}>; rel="next"`;
        response.setHeader('content-type', answer.headers.get('content-type') ?? '');
        if (url.pathname.endsWith('/patches/')) response.setHeader('link', next);
        response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
      });
    });
    await once(front.listen(0, '127.0.0.1'), 'listening');
    afterwards(async () => {
      front.closeAllConnections();
      await promisify(front.close.bind(front))();
    });
    return `http://127.0.0.1:${String((front.address() as AddressInfo).port)}`;
  };
}

describe.skipIf(!sqliteHere)('the backfill of a project', () => {
  it.each(['aurora', 'basalt', 'cedar'])('indexes every mail of %s', async (name) => {
    const state = demoState(name);
    const linkName = mostUsed(state);
    const own = await start(state, linkName);
    await run(own.filler());
    expect(await indexed(own)).toEqual(truth(own.server.store, linkName));
    const [coverage] = await own.index.coverage();
    const count = truth(own.server.store, linkName).filter((one) => one.startsWith('PATCH')).length;
    expect(coverage).toMatchObject({
      state: 'LIVE',
      patches: count,
      expectedPatches: count,
      reachesStart: true,
      holes: [],
      comments: name !== 'cedar',
    });
  });

  it.each(['2.2', '3.1', '3.2', 'main'] as const)(
    'indexes every mail of a server with release %s',
    async (version) => {
      const state = createBigState({ patches: 80, series: 24, projects: 2, version });
      const setting = await start(state, 'proj1');
      await run(setting.filler());
      expect(await indexed(setting)).toEqual(truth(setting.server.store, 'proj1'));
      expect(setting.events.filter(({ type }) => type === 'unreadable')).toEqual([]);
    },
  );

  it('costs a request per series, cover and mail with replies', async () => {
    const state = createBigState({ patches: 260, series: 80, projects: 1 });
    const setting = await start(state, 'proj1');
    await run(setting.filler());
    const { store } = setting.server;
    const answered = new Set(commentRows(store).map(({ on }) => `${on.type} ${on.id}`)).size;
    const events = commentRows(store).length;
    const lists =
      Math.ceil(260 / 250) +
      Math.ceil(store.covers.rows.length / 250) +
      Math.ceil(events / 250) +
      2;
    const most = 80 + store.covers.rows.length + answered + lists;
    const made = paths(setting.server).length;
    // In addition: the version, the project, numbers of patches, the first comments, and recent events.
    expect(made - most).toBeLessThanOrEqual(12);
  });

  it('reads the mails of the configured days, and reports its range', async () => {
    const state = createBigState({ patches: 100, series: 100, projects: 1, days: 100 });
    const setting = await start(state, 'proj1', { days: 60 });
    await run(setting.filler());
    const from = (NOW - 60 * 86_400_000) / 1000;
    const expected = setting.server.store.patches.rows.filter(
      ({ date }) => Date.parse(`${date}Z`) / 1000 >= from,
    );
    const found = (await indexed(setting)).filter((one) => one.startsWith('PATCH'));
    expect(found).toHaveLength(expected.length);
    const [coverage] = await setting.index.coverage();
    expect(coverage).toMatchObject({ from, reachesStart: false, patches: expected.length });
    expect(coverage?.expectedPatches).toBe(100);
  });

  it('records unreadable mails as holes, and continues', async () => {
    const state = createBigState({ patches: 60, series: 20, projects: 1 });
    const faults = createFaults();
    const setting = await start(state, 'proj1', { faults });
    faults.set({ fault: { kind: 'status', status: 500 }, path: /covers\/\d+\/$/ });
    await run(setting.filler());
    const covers = setting.server.store.covers.rows;
    const [coverage] = await setting.index.coverage();
    expect(covers).toHaveLength(18);
    expect(coverage).toMatchObject({ covers: 0, patches: 60 });
    expect(coverage?.holes.map(({ reason }) => reason).sort()).toEqual(
      covers.map(({ id }) => `the cover ${String(id)} cannot be read`).sort(),
    );
  });

  it.each(['headers', 'content'])('notes mails whose %s cannot be read as holes', async (field) => {
    const state = createBigState({ patches: 60, series: 20, projects: 1 });
    const faults = createFaults();
    const setting = await start(state, 'proj1', { faults });
    const fault = { kind: 'lie', name: `field-${field}-number` } as const;
    faults.set([
      { fault, path: /covers\/\d+\/$/ },
      { fault, path: '/comments/' },
    ]);
    await run(setting.filler());
    const { covers } = setting.server.store;
    const comments = commentRows(setting.server.store);
    const [coverage] = await setting.index.coverage();
    const kinds = (await indexed(setting)).map((one) => one.split(' ')[0]);
    expect(kinds).toEqual(Array(60).fill('PATCH'));
    expect(coverage?.holes.map(({ reason }) => reason).sort()).toEqual(
      [
        ...covers.rows.map(({ id }) => `the cover ${String(id)} cannot be read`),
        ...comments.map(({ id }) => `the mail ${String(id)} cannot be read`),
      ].sort(),
    );
  });

  it('reads patches one by one if the mbox of their series cannot be trusted', async () => {
    const state = createBigState({ patches: 40, series: 10, projects: 1 });
    const faults = createFaults();
    const setting = await start(state, 'proj1', { faults });
    faults.set({ fault: { kind: 'truncate' }, path: /series\/\d+\/mbox/ });
    await run(setting.filler());
    expect(await indexed(setting)).toEqual(truth(setting.server.store, 'proj1'));
  });

  it('gives up on a server that sends the same page for all numbers', async () => {
    const state = createBigState({ patches: 60, series: 20, projects: 1 });
    const setting = await start(state, 'proj1', { front: loses('page') });
    await expect(run(setting.filler())).rejects.toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
      message: expect.stringContaining('no new rows'),
    });
    const pages = paths(setting.server).filter((path) => path.startsWith('/patches/?'));
    expect(pages.length).toBeLessThan(12);
  });

  it('gives up on a server that ignores the end of a slice', async () => {
    const state = createBigState({ patches: 1100, series: 5, projects: 1 });
    const setting = await start(state, 'proj1', { front: loses('before'), comments: false });
    await expect(run(setting.filler())).rejects.toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
      message: expect.stringContaining('the server ignores the filter'),
    });
    const lists = paths(setting.server).filter((path) => path.startsWith('/patches/?'));
    expect(lists.length).toBeLessThan(20);
  });

  it('reports if the server has no such project', async () => {
    const setting = await start(createBigState({ patches: 10, series: 5 }), 'nowhere');
    await run(setting.filler());
    const [coverage] = await setting.index.coverage();
    expect(coverage).toMatchObject({ state: 'PAUSED', from: null });
    expect(coverage?.holes[0]?.reason).toBe('it has no project nowhere');
  });

  it('does not index another project that has the name as its number', async () => {
    const setting = await start(createBigState({ patches: 10, series: 5, projects: 2 }), '1');
    await run(setting.filler());
    const [coverage] = await setting.index.coverage();
    expect(coverage).toMatchObject({ state: 'PAUSED', from: null });
    expect(coverage?.holes[0]?.reason).toBe('it has no project 1');
    expect(await indexed(setting)).toEqual([]);
  });

  it.each(['1', '77'])('indexes and compares a project whose link name is %s', async (linkName) => {
    const state = createBigState({ patches: 60, series: 20, projects: 2 });
    const projects = state.projects.map((one) => ({
      ...one,
      ...(one.link_name === 'proj2' && { link_name: linkName }),
    }));
    const setting = await start({ ...state, projects }, linkName);
    await run(setting.filler());
    const mails = truth(setting.server.store, linkName);
    expect(mails.length).toBeGreaterThan(30);
    expect(await indexed(setting)).toEqual(mails);
    const patches = mails.filter((one) => one.startsWith('PATCH')).length;
    expect(await setting.index.coverage()).toMatchObject([{ expectedPatches: patches, holes: [] }]);
    const fill = {
      index: setting.index,
      client: setting.client,
      pace: new Pace(1e6, new AbortController().signal),
      newer: new NewerSummaries(),
      maxTextBytes: 2_000_000,
      onEvent: () => undefined,
    };
    expect(await reconcile(fill, setting.project, true)).toMatchObject({ months: [] });
    expect(await estimateFill(fill, setting.project, 1)).toMatchObject({ patches });
    expect(await new Seed(fill, setting.project).readNumbers()).toBe(mails.length);
  });

  it('finds words of patches, covers and comments', async () => {
    const state = demoState('aurora');
    const linkName = state.projects[0]?.link_name ?? '';
    const setting = await start(state, linkName);
    await run(setting.filler());
    const { store } = setting.server;
    const mails = await indexed(setting);
    for (const [kind, textOf] of [
      ['PATCH', (number: number) => store.patches.require(number).name],
      ['COVER', (number: number) => store.covers.require(number).name],
      ['COMMENT', (number: number) => store.patchComments.require(number).content],
    ] as const) {
      const mail = mails.find((one) => one.startsWith(`${kind} `) && !one.includes('-'));
      const number = Number(mail?.split(' ')[1]);
      const [word = ''] = /[a-z]{6,}/.exec(textOf(number)) ?? [];
      const { hits } = await setting.index.query({
        instance: 'it',
        projects: null,
        kinds: [kind],
        where: { kind: 'text', fields: ['s', 'nq', 'q'], tokens: [word], prefix: false },
        before: null,
        limit: 1000,
        count: false,
      });
      expect(hits.map((hit) => hit.number)).toContain(number);
    }
  });
});
