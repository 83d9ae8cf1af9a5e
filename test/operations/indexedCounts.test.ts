import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { SqliteIndex } from '../../src/corpus/sqlite/SqliteIndex.js';
import { naiveDate } from '../../src/sample/server/dates.js';
import { mailsOfState } from '../corpus/mailsOfState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';
import { sqliteHere } from '../tools/sqliteHere.js';

const NAMES = ['one', 'two', 'three', 'four'];
const PATCHES = 300;
const YEAR = `since: "2025-11-03T10:00:00Z", before: "2026-11-02T10:00:00Z"`;
const folder = mkdtempSync(join(tmpdir(), 'indexed-counts-'));
const path = join(folder, 'index.db');
const states = NAMES.map((_, seed) =>
  createBigState({ seed, patches: PATCHES, series: 300, projects: 1, days: 360 }),
);
let index: SqliteIndex;
/** With and without the index. */
let indexed: TestGateway;
let plain: TestGateway;

async function cover(
  instance: string,
  update: { until?: number; from?: number } = {},
): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  await index.setCoverage(
    { instance, project: 'proj1' },
    { state: 'LIVE', from: 0, until: now, reachesStart: update.from === undefined, ...update },
  );
}

const countBy = (by: string): string =>
  `{ patchCounts(filter: { project: ["proj1"], ${YEAR} }, by: [${by}]) {
    totalCount uncountedCount groups { time key label category count instance }
    sources { instance status warnings { code } } } }`;

async function ask(gateway: TestGateway, query: string): Promise<readonly [number, unknown]> {
  const { data, errors, extensions } = await gateway.ask<unknown>(query, {
    headers: { 'x-upstream-report': '1' },
  });
  expect(errors).toBeUndefined();
  return [extensions?.upstream?.requests ?? -1, data];
}

beforeAll(async () => {
  index = new SqliteIndex({ path, timeoutMs: 5000 });
  for (const [at, name] of NAMES.entries()) {
    const state = states[at];
    if (state === undefined) continue;
    await index.put(mailsOfState(name, { ...state, covers: [], comments: [] }));
    await cover(name);
  }
  indexed = await startTestGateway({
    instances: NAMES.map((name, at) => ({
      name,
      ...(states[at] !== undefined && { state: states[at] }),
      timezone: states[at]?.server.time_zone ?? 'UTC',
    })),
    live: { enabled: true, pollSeconds: { min: 0.05, max: 0.05 } },
    index: { enabled: true, path },
    roles: ['api', 'poll'],
  });
  const isLive = async (): Promise<boolean> => {
    const { live } = await indexed.data<{ live: { state: string }[] }>('{ live { state } }');
    return live.every(({ state }) => state === 'LIVE');
  };
  while (!(await isLive())) await new Promise((next) => setImmediate(next));
  plain = await startTestGateway({
    instances: NAMES.map((name) => ({ name, url: indexed.server(name).url })),
  });
}, 60_000);
afterAll(async () => {
  await plain.close();
  await indexed.close();
  await index.close();
  rmSync(folder, { recursive: true });
});

describe.skipIf(!sqliteHere)('patches counted from the index', () => {
  it('return a year by weeks and states over four servers with 1 request per server', async () => {
    const [most, truth] = await ask(plain, countBy('WEEK, STATE'));
    const [least, found] = await ask(indexed, countBy('WEEK, STATE'));
    expect(found).toEqual(truth);
    expect([most, least]).toEqual([12, 4]);
  });

  it.each(['DAY', 'MONTH', 'STATE, YEAR'])('gives %s as the servers do', async (by) => {
    const [, truth] = await ask(plain, countBy(by));
    expect(await ask(indexed, countBy(by))).toEqual([expect.any(Number), truth]);
  });

  it('return the activity of a project like the server', async () => {
    const query = `{ project(instance: "one", linkName: "proj1") {
      weeks: activity(${YEAR}, interval: WEEK) { time key label count }
      states: activity(${YEAR}, interval: MONTH, by: STATE) { time key label count } } }`;
    const [most, truth] = await ask(plain, query);
    const [least, found] = await ask(indexed, query);
    expect(found).toEqual(truth);
    expect(least).toBeLessThanOrEqual(most);
  });

  it('are counted by the servers if the index may not be current', async () => {
    const query = countBy('MONTH, STATE');
    const [, truth] = await ask(plain, query);
    // A hole, a later start, a missing mail, a delay.
    const project = { instance: 'one', project: 'proj1' };
    const [mail] = await index.list(project, 'PATCH', { since: 0, before: 2 ** 33 }, 1);
    const faults: readonly (() => Promise<unknown>)[] = [
      () => index.setHoles(project, [{ from: 0, to: 2e9, reason: 'lost' }]),
      () => cover('one', { from: 1_770_000_000 }),
      () => cover('one', { until: Math.floor(Date.now() / 1000) - 1000 }),
      () => index.remove(mail === undefined ? [] : [mail]),
    ];
    for (const fault of faults) {
      await fault();
      expect((await ask(indexed, query))[1]).toEqual(truth);
      await index.setHoles(project, []);
      await cover('one');
    }
  });

  it('do not include states that changed since the index was updated', async () => {
    const { store } = indexed.server('two');
    const row = store.patches.rows[0];
    const other = store.states.rows.find(({ id }) => id !== row?.state);
    if (row === undefined || other === undefined) throw new Error('no patch');
    await cover('two', { until: Math.floor(Date.now() / 1000) - 60 });
    store.patches.replace({ ...row, state: other.id });
    store.events.insert({
      id: store.events.takeId(),
      date: naiveDate(new Date(), store.facts.time_zone),
      category: 'patch-state-changed',
      project: row.project,
      actor: null,
      patch: row.id,
      previous_state: row.state,
      current_state: other.id,
    });
    const seen = async (): Promise<string | null> => {
      const { live } = await indexed.data<{ live: { lastEventAt: string | null }[] }>(
        '{ live(instances: ["two"]) { lastEventAt } }',
      );
      return live[0]?.lastEventAt ?? null;
    };
    await expect
      .poll(seen, { timeout: 20_000 })
      .toMatch(new RegExp(`^${new Date().toISOString().slice(0, 13)}`));
    const query = countBy('STATE, YEAR');
    const fresh = await startTestGateway({
      instances: NAMES.map((name) => ({ name, url: indexed.server(name).url })),
    });
    expect((await ask(indexed, query))[1]).toEqual((await ask(fresh, query))[1]);
    await fresh.close();
  });
});
