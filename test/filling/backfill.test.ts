import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { openSearchIndex } from '../../src/corpus/openSearchIndex.js';
import type { SearchIndex, StoredMail } from '../../src/corpus/SearchIndex.js';
import { InstanceFiller } from '../../src/filling/InstanceFiller.js';
import type { FillEvent, FilledProject } from '../../src/filling/Fill.js';
import { commentNumber } from '../../src/filling/indexedMails.js';
import { createFaults } from '../../src/sample/server/faults.js';
import type { SampleState } from '../../src/sample/server/SampleState.js';
import type { SampleStore } from '../../src/sample/server/store/SampleStore.js';
import { startSampleServer, type SampleServer } from '../../src/sample/server/startSampleServer.js';
import { connectClient } from '../tools/connectClient.js';
import { demoState } from '../tools/demoState.js';
import { sqliteHere } from '../tools/sqliteHere.js';

const NOW = Date.parse('2026-11-26T00:00:00Z');
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Setting {
  readonly server: SampleServer;
  readonly index: SearchIndex;
  readonly project: FilledProject;
  readonly events: FillEvent[];
  /** A filler as a new process would have it. */
  filler(): InstanceFiller;
}

async function start(
  state: SampleState,
  linkName: string,
  options: {
    days?: number;
    comments?: boolean;
    faults?: ReturnType<typeof createFaults>;
    /** Stands between the filler and the server. */
    front?: (url: string) => Promise<string>;
  } = {},
): Promise<Setting> {
  const { days = 4000, comments = true, faults } = options;
  const server = await startSampleServer({ state, ...(faults !== undefined && { faults }) });
  closers.push(() => server.close());
  const { stamps_in: stampsIn, time_zone: timezone } = state.server;
  const connected = connectClient((await options.front?.(server.url)) ?? server.url, {
    now: () => NOW,
    instance: { timezone: stampsIn === 'UTC' ? 'UTC' : timezone },
  });
  closers.push(() => connected.close());
  const index = await openSearchIndex(
    { engine: 'sqlite', path: ':memory:', timeoutMs: 10_000 },
    () => undefined,
  );
  closers.push(() => index.close());
  const project = { instance: 'it', project: linkName, days, comments };
  const events: FillEvent[] = [];
  return {
    server,
    index,
    project,
    events,
    filler: () =>
      new InstanceFiller({
        index,
        client: connected.client,
        projects: [project],
        requestsPerSecond: 1e6,
        maxTextBytes: 2_000_000,
        feed: undefined,
        onEvent: (event) => void events.push(event),
      }),
  };
}

/** A front end that loses the number of the page, and says that there are more. */
async function sendsOnePageForAll(target: string): Promise<string> {
  const front = createServer((request, response) => {
    const url = new URL(request.url ?? '/', target);
    const page = Number(url.searchParams.get('page') ?? 1);
    url.searchParams.delete('page');
    void fetch(url, { headers: { accept: 'application/json' } }).then(async (answer) => {
      const { host } = request.headers;
      const next = `<http://${host ?? ''}${url.pathname}?page=${String(page + 1)}>; rel="next"`;
      response.setHeader('content-type', answer.headers.get('content-type') ?? '');
      if (url.pathname.endsWith('/patches/')) response.setHeader('link', next);
      response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
    });
  });
  await once(front.listen(0, '127.0.0.1'), 'listening');
  closers.push(async () => {
    front.closeAllConnections();
    await promisify(front.close.bind(front))();
  });
  return `http://127.0.0.1:${String((front.address() as AddressInfo).port)}`;
}

async function run(filler: InstanceFiller): Promise<void> {
  while (await filler.step());
}

const paths = ({ requests }: SampleServer): string[] =>
  requests.map(({ path }) => path.replace(/^\/api\/\d\.\d\//, '/'));

/** Series of covers are not in the tables of the sample server. */
const mailText = (kind: string, number: number, series: number | null): string =>
  kind === 'PATCH' ? `PATCH ${String(number)} ${String(series)}` : `${kind} ${String(number)}`;

/** Everything that an index has of a project, by kind and number. */
async function indexed({ index, project }: Setting): Promise<string[]> {
  const found: StoredMail[] = [];
  for (const kind of ['PATCH', 'COVER', 'COMMENT'] as const) {
    found.push(...(await index.list(project, kind, { since: 0, before: 2 ** 33 }, 1_000_000)));
  }
  return found.map(({ kind, number, series }) => mailText(kind, number, series)).sort();
}

const commentRows = ({ patchComments, coverComments }: SampleStore) => [
  ...patchComments.rows,
  ...coverComments.rows,
];

/** The same, straight out of the tables of the sample server. */
function truth(store: SampleStore, linkName: string, hasComments = true): string[] {
  const project = store.projects.rows.find(({ link_name: name }) => name === linkName)?.id;
  const patches = store.patches.rows.filter((row) => row.project === project);
  const covers = store.covers.rows.filter((row) => row.project === project);
  const ids = {
    patch: new Set(patches.map(({ id }) => id)),
    cover: new Set(covers.map(({ id }) => id)),
  };
  const comments = commentRows(store).filter(({ on }) => ids[on.type].has(on.id));
  return [
    ...patches.map(({ id, series }) => mailText('PATCH', id, series)),
    ...covers.map(({ id }) => mailText('COVER', id, null)),
    ...(hasComments ? comments : []).map(({ id, on }) => {
      const kind = on.type === 'patch' ? 'PATCH' : 'COVER';
      return mailText('COMMENT', commentNumber(id, { kind, number: on.id }), null);
    }),
  ].sort();
}

const mostUsed = ({ projects, patches }: SampleState): string => {
  const counts = projects.map(({ id, link_name: name }) => ({
    name,
    count: patches.filter((row) => row.project === id).length,
  }));
  return counts.sort((one, other) => other.count - one.count)[0]?.name ?? '';
};

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
    'indexes every mail of a server of release %s',
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
    // Beside these: the version, the project, numbers of patches, the first comments, the events of meanwhile.
    expect(made - most).toBeLessThanOrEqual(12);
  });

  it('reads mails of the days that are configured, and says how far it reaches', async () => {
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

  it('goes on where it was killed, without loss and without reading a mail again', async () => {
    const state = createBigState({ patches: 240, series: 120, projects: 1 });
    const faults = createFaults();
    const setting = await start(state, 'proj1', { faults });
    // The process dies in the middle of a slice: nothing of what follows is written.
    faults.set({ fault: { kind: 'status', status: 503 }, path: /series\/[1-5][0-9]\/mbox/ });
    const first = setting.filler();
    await expect(run(first)).rejects.toThrow('503');
    first.stop();
    const before = paths(setting.server).filter((path) => /mbox|comments/.test(path));
    faults.clear();
    setting.server.resetRequests();
    await run(setting.filler());
    expect(await indexed(setting)).toEqual(truth(setting.server.store, 'proj1'));
    // Up to a hundred mails wait to be written together.
    const again = paths(setting.server).filter((path) => before.includes(path));
    expect(before.length).toBeGreaterThan(60);
    expect(again.length).toBeLessThan(55);
  });

  it('notes mails that cannot be read as holes, and goes on', async () => {
    const state = createBigState({ patches: 60, series: 20, projects: 1 });
    const faults = createFaults();
    const setting = await start(state, 'proj1', { faults });
    faults.set({ fault: { kind: 'status', status: 500 }, path: /covers\/\d+\/$/ });
    await run(setting.filler());
    const covers = setting.server.store.covers.rows;
    const [coverage] = await setting.index.coverage();
    expect(covers.length).toBeGreaterThan(0);
    expect(coverage).toMatchObject({ covers: 0, patches: 60 });
    expect(coverage?.holes).toHaveLength(covers.length);
    expect(coverage?.holes[0]?.reason).toMatch(/^the cover \d+ cannot be read$/);
  });

  it('reads patches one by one where the mbox of their series cannot be trusted', async () => {
    const state = createBigState({ patches: 40, series: 10, projects: 1 });
    const faults = createFaults();
    const setting = await start(state, 'proj1', { faults });
    faults.set({ fault: { kind: 'truncate' }, path: /series\/\d+\/mbox/ });
    await run(setting.filler());
    expect(await indexed(setting)).toEqual(truth(setting.server.store, 'proj1'));
  });

  it('gives a server up that sends one page for all', async () => {
    const state = createBigState({ patches: 60, series: 20, projects: 1 });
    const setting = await start(state, 'proj1', { front: sendsOnePageForAll });
    await expect(run(setting.filler())).rejects.toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
      message: expect.stringContaining('no rows that are new'),
    });
    const pages = paths(setting.server).filter((path) => path.startsWith('/patches/?'));
    expect(pages.length).toBeLessThan(12);
  });

  it('says so where the server has no such project', async () => {
    const setting = await start(createBigState({ patches: 10, series: 5 }), 'nowhere');
    await run(setting.filler());
    const [coverage] = await setting.index.coverage();
    expect(coverage).toMatchObject({ state: 'PAUSED', from: null });
    expect(coverage?.holes[0]?.reason).toBe('it has no project nowhere');
  });

  it('finds words of patches, covers and comments', async () => {
    const state = demoState('aurora');
    const linkName = state.projects[0]?.link_name ?? '';
    const setting = await start(state, linkName);
    await run(setting.filler());
    const comment = commentRows(setting.server.store).find(({ on }) => on.type === 'patch');
    const [word = ''] = /[a-z]{6,}/.exec(comment?.content ?? '') ?? [];
    const answer = await setting.index.query({
      instance: 'it',
      projects: null,
      kinds: ['COMMENT'],
      where: { kind: 'text', fields: ['nq', 'q'], tokens: [word], prefix: false },
      before: null,
      limit: 100,
      count: true,
    });
    expect(answer.total).toBeGreaterThan(0);
  });
});
