import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { openSearchIndex } from '../../src/corpus/openSearchIndex.js';
import { NewerSummaries } from '../../src/filling/NewerSummaries.js';
import { Pace } from '../../src/filling/Pace.js';
import { reconcile } from '../../src/filling/reconcile.js';
import { NOT_FOLLOWED, type Feed } from '../../src/live/feed.js';
import { FeedLog } from '../../src/live/FeedLog.js';
import type { Event } from '../../src/patchwork/resources/event.js';
import { createFaults } from '../../src/sample/server/faults.js';
import { receivePatch } from '../../src/sample/server/receivePatch.js';
import type { SampleStore } from '../../src/sample/server/store/SampleStore.js';
import { sqliteHere } from '../tools/sqliteHere.js';
import {
  afterwards,
  closeSettings,
  indexed,
  NOW,
  paths,
  run,
  start,
  truth,
  type Setting,
} from './setting.js';

const folder = mkdtempSync(join(tmpdir(), 'filling-'));
const DAY_MS = 86_400_000;
let files = 0;
const newPath = (): string => join(folder, `index-${String((files += 1))}.db`);
afterEach(closeSettings);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A feed whose events are provided by the test. */
function createFeed(): { readonly feed: Feed; add(...events: readonly Event[]): void } {
  const log = new FeedLog(1000);
  const feed = {
    log,
    isFollowing: true,
    status: () => ({ ...NOT_FOLLOWED, lastPollAt: NOW }),
  } as unknown as Feed;
  return { feed, add: (...events) => log.add({ events, gaps: [], place: null }) };
}

/** The event of a patch, as read by the feed. */
const eventOf = (id: number, category: string, patch: number): Event => ({
  id,
  category,
  project: { id: 1, link_name: 'proj1' },
  date: '2026-11-25T23:59:00',
  payload: { patch: { id: patch } },
});

/** Changes the state of a patch on the server; returns the slug. */
function changeState(store: SampleStore, patch: number): string {
  const row = store.patches.require(patch);
  const state = store.states.rows.find(({ id }) => id !== row.state);
  store.patches.replace({ ...row, state: state?.id ?? 0 });
  return state?.slug ?? '';
}

async function stateOf({ index, project }: Setting, patch: number): Promise<unknown> {
  const all = await index.list(project, 'PATCH', { since: 0, before: 2 ** 33 }, 10_000);
  return all.find(({ number }) => number === patch)?.summary?.state;
}

describe.skipIf(!sqliteHere)('a filling', () => {
  it('continues after kill -9, without loss, and reads few mails again', async () => {
    const path = newPath();
    const faults = createFaults();
    const state = createBigState({ patches: 120, series: 12, projects: 1, diffBytes: [256, 4096] });
    const setting = await start(state, 'proj1', { faults, path });
    const mboxes = (): string[] => paths(setting.server).filter((one) => one.endsWith('/mbox/'));
    // The server hangs at the eleventh series, so that the process is killed there.
    let asked = 0;
    faults.set({
      fault: { kind: 'hang' },
      path: (url) => url.includes('/mbox/') && (asked += 1) > 10,
    });
    const file = fileURLToPath(new URL('fillProcess.ts', import.meta.url));
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', file, setting.server.url, path, String(NOW)],
      { stdio: 'inherit' },
    );
    const ended = once(child, 'exit');
    await expect.poll(() => asked, { timeout: 60_000 }).toBe(11);
    child.kill('SIGKILL');
    await ended;
    faults.clear();
    const before = new Set(mboxes());
    setting.server.resetRequests();
    await run(setting.filler());
    expect(await indexed(setting)).toEqual(truth(setting.server.store, 'proj1'));
    const again = mboxes().filter((one) => before.has(one));
    // Up to a hundred mails are written together.
    expect(again.length).toBeLessThan(before.size / 2);
    expect(new Set(mboxes()).size).toBe(mboxes().length);
  }, 120_000);

  it('starts again if the file is damaged, and keeps the file', async () => {
    const path = newPath();
    const aside: string[] = [];
    writeFileSync(path, 'no database '.repeat(1000));
    const state = createBigState({ patches: 10, series: 2, projects: 1 });
    const setting = await start(state, 'proj1', { path, onSetAside: (name) => aside.push(name) });
    await run(setting.filler());
    expect(await indexed(setting)).toEqual(truth(setting.server.store, 'proj1'));
    expect(aside).toHaveLength(1);
    expect(readFileSync(aside[0] ?? '', 'utf8')).toContain('no database');
    expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toHaveLength(1);
  });

  it('fills the index again after another process emptied it, at any time', async () => {
    const path = newPath();
    const faults = createFaults();
    const state = createBigState({ patches: 120, series: 12, projects: 1, diffBytes: [256, 4096] });
    const setting = await start(state, 'proj1', { path, faults });
    const other = await openSearchIndex(
      { engine: 'sqlite', path, timeoutMs: 10_000 },
      () => undefined,
    );
    afterwards(() => other.close());
    const filler = setting.filler();
    // In the middle of a slice, after its first hundred mails.
    faults.set({ fault: { kind: 'status', status: 503 }, path: /series\/2\/mbox/, times: 1 });
    await expect(run(filler)).rejects.toThrow('503');
    const emptied = await other.forget(setting.project);
    expect(emptied).toBeGreaterThan(90);
    await run(filler);
    expect(await indexed(setting)).toEqual(truth(setting.server.store, 'proj1'));
    // After everything is done.
    await other.forget(setting.project);
    await run(filler);
    expect(await indexed(setting)).toEqual(truth(setting.server.store, 'proj1'));
    const [coverage] = await setting.index.coverage();
    expect(coverage).toMatchObject({ state: 'LIVE', patches: 120, pendingPatches: 0, holes: [] });
  });

  it('does not report a slice as complete if another process removed its beginning', async () => {
    const path = newPath();
    const state = createBigState({ patches: 120, series: 12, projects: 1, diffBytes: [256, 4096] });
    const setting = await start(state, 'proj1', { path });
    const other = await openSearchIndex(
      { engine: 'sqlite', path, timeoutMs: 10_000 },
      () => undefined,
    );
    afterwards(() => other.close());
    const { index } = setting;
    const put = index.put.bind(index);
    let isEmptied = false;
    index.put = async (mails) => {
      await put(mails);
      if (isEmptied) return;
      isEmptied = true;
      await other.forget(setting.project);
    };
    await run(setting.filler());
    expect(isEmptied).toBe(true);
    expect(await indexed(setting)).toEqual(truth(setting.server.store, 'proj1'));
  });

  it('indexes new mails while it fills, and does not overwrite them with older states', async () => {
    const { feed, add } = createFeed();
    const state = createBigState({ patches: 120, series: 12, projects: 1, diffBytes: [256, 4096] });
    const setting = await start(state, 'proj1', { feed });
    const { index, server, events } = setting;
    const { store } = server;
    // The oldest is listed with the others, and written last.
    const oldest = store.patches.rows.toSorted((one, other) => (one.date < other.date ? -1 : 1))[0];
    const put = index.put.bind(index);
    let slug = '';
    let arrived = 0;
    index.put = async (mails) => {
      await put(mails);
      if (arrived > 0 || oldest === undefined) return;
      slug = changeState(store, oldest.id);
      arrived = receivePatch(store, new Date(NOW))?.id ?? 0;
      add(eventOf(1, 'patch-state-changed', oldest.id), eventOf(2, 'patch-created', arrived));
    };
    const filler = setting.filler();
    const done = filler.run();
    await expect
      .poll(() => events.some(({ type }) => type === 'filled'), { timeout: 20_000 })
      .toBe(true);
    filler.stop();
    await done;
    expect(await stateOf(setting, oldest?.id ?? 0)).toBe(slug);
    expect(await indexed(setting)).toEqual(truth(store, 'proj1'));
    // A single mail, before the last of the existing ones.
    const sizes = events.flatMap((event) => (event.type === 'indexed' ? [event.mails] : []));
    expect(sizes.indexOf(1)).toBeGreaterThan(0);
    expect(sizes.indexOf(1)).toBeLessThan(sizes.length - 1);
  });

  it('removes a patch and its comments within a day after the server deleted it', async () => {
    let now = NOW;
    const state = createBigState({ patches: 40, series: 4, projects: 1, diffBytes: [256, 4096] });
    const setting = await start(state, 'proj1', { now: () => now });
    const { store } = setting.server;
    const filler = setting.filler();
    await run(filler);
    const comment = store.patchComments.rows.find(({ on }) => on.type === 'patch');
    const patch = comment?.on.id ?? 0;
    for (const { id } of store.commentsOfPatch(patch)) store.patchComments.delete(id);
    for (const { id } of store.events.rows.filter((row) => row.patch === patch))
      store.events.delete(id);
    store.patches.delete(patch);
    setting.server.resetRequests();
    now += DAY_MS + 1000;
    await run(filler);
    expect(await indexed(setting)).toEqual(truth(store, 'proj1'));
    const removed = setting.events.filter(({ type }) => type === 'removed');
    expect(removed).toHaveLength(1);
    // Numbers of months, one list, and the patch itself.
    expect(paths(setting.server).filter((one) => one.startsWith('/patches/?')).length).toBeLessThan(
      40,
    );
    expect(paths(setting.server)).toContain(`/patches/${String(patch)}/`);
  });

  it('compares with a server whose first mail has an invalid date', async () => {
    let now = NOW;
    const state = createBigState({ patches: 10, series: 2, projects: 1 });
    const setting = await start(state, 'proj1', { now: () => now });
    const filler = setting.filler();
    await run(filler);
    const { patches } = setting.server.store;
    const [oldest] = patches.rows.toSorted((one, other) => (one.date < other.date ? -1 : 1));
    if (oldest === undefined) throw new Error('no patch');
    patches.replace({ ...oldest, date: `${oldest.date.slice(0, 8)}00T00:00:00` });
    now += DAY_MS + 1000;
    await run(filler);
    expect(await indexed(setting)).toEqual(truth(setting.server.store, 'proj1'));
  });

  it('counts what it has not reached yet', async () => {
    const state = createBigState({
      patches: 60,
      series: 12,
      projects: 1,
      days: 100,
      diffBytes: [256, 4096],
    });
    const faults = createFaults();
    const setting = await start(state, 'proj1', { faults, days: 60 });
    faults.set({ fault: { kind: 'status', status: 503 }, path: /\/mbox\// });
    await expect(run(setting.filler())).rejects.toThrow('503');
    const from = NOW - 60 * DAY_MS;
    const within = setting.server.store.patches.rows.filter(
      ({ date }) => Date.parse(`${date}Z`) >= from,
    ).length;
    expect(within).toBeLessThan(60);
    expect((await setting.index.coverage())[0]?.pendingPatches).toBe(within);
    faults.clear();
    await run(setting.filler());
    expect((await setting.index.coverage())[0]).toMatchObject({
      pendingPatches: 0,
      patches: within,
      expectedPatches: 60,
    });
  });
});

describe.skipIf(!sqliteHere)(
  'a comparison with a server that has a mail without a readable date',
  () => {
    it('names it, and stores all others', async () => {
      const state = createBigState({ patches: 12, series: 4, projects: 1 });
      const setting = await start(state, 'proj1');
      await run(setting.filler());
      const client = setting.client;
      const [lost, undated] = setting.server.store.patches.rows;
      const ref = { instance: 'it', kind: 'PATCH' } as const;
      await setting.index.remove([lost, undated].map((row) => ({ ...ref, number: row?.id ?? 0 })));
      const date = undated?.date ?? '';
      // It sorts as before, and there is no such day.
      if (undated !== undefined)
        Object.assign(undated, { date: `${date.slice(0, 8)}32${date.slice(10)}` });
      const fill = {
        index: setting.index,
        client,
        pace: new Pace(1e6, new AbortController().signal),
        newer: new NewerSummaries(),
        maxTextBytes: 1e6,
        onEvent: () => undefined,
      };
      const [first, second] = [
        await reconcile(fill, setting.project),
        await reconcile(fill, setting.project),
      ];
      const reason = `the mail ${String(undated?.id)} has no readable date`;
      expect(first).toMatchObject({ added: 1, removed: 0, unreadable: [{ date: null, reason }] });
      expect(second).toEqual({
        months: [],
        added: 0,
        removed: 0,
        unreadable: [{ date: null, reason }],
      });
    });
  },
);
