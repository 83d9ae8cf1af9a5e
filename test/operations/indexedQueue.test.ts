import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { naiveDate } from '../../src/sample/server/dates.js';
import type { CommentRow } from '../../src/sample/server/SampleState.js';
import type { SampleStore } from '../../src/sample/server/store/SampleStore.js';

import { demoState } from '../tools/demoState.js';
import { sqliteHere } from '../tools/sqliteHere.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

/*
 * The queue of the dashboard on servers whose mails are indexed, and on the same servers without an index.
 */

const NAMES = ['aurora', 'basalt', 'cedar'];
const STATES = new Map(NAMES.map((name) => [name, demoState(name)]));
const PROJECTS = NAMES.flatMap((instance) =>
  (STATES.get(instance)?.projects ?? []).map(({ link_name: project }) => ({
    instance,
    project,
    comments: true,
  })),
);
/** Everything on the queue's first page was sent since. */
const DAYS = 75;
/** For polling: the work itself needs the CPU. */
const PATIENCE = { timeout: 60_000, interval: 100 };

const documents = Object.values(
  JSON.parse(
    readFileSync('src/web/dashboard/generated/persisted-documents.json', 'utf8'),
  ) as Readonly<Record<string, string>>,
);
const documentOf = (name: string): string =>
  documents.find((document) => new RegExp(`query ${name}\\b`).test(document)) ?? '';
const QUEUE = documentOf('Queue');
const LISTED = documentOf('Projects');

interface Queue {
  readonly reviewQueue: {
    readonly totalCount: number;
    readonly nodes: readonly object[];
    readonly sources: readonly { readonly status: string }[];
  };
}

/** Prevents answers from expiring on a slow machine. */
const LIMITS = { stalePatienceMs: 60_000 };

/** The clock that makes answers of the gateway without an index expire. */
let now = Date.now();
let plain: TestGateway;
let filling: TestGateway;

/** Requests and rows of the page. */
async function readPage(gateway: TestGateway): Promise<readonly [number, readonly object[]]> {
  const headers = { 'x-upstream-report': '1' };
  const variables = { first: 50, after: null, filter: {} };
  const queue = await gateway.ask<Queue>(QUEUE, { variables, headers });
  const projects = await gateway.ask(LISTED, { headers });
  expect(queue.errors ?? projects.errors).toBeUndefined();
  const { nodes, sources, totalCount } = queue.data.reviewQueue;
  expect(sources.map(({ status }) => status)).toEqual(NAMES.map(() => 'OK'));
  const requests = [queue, projects].map(({ extensions }) => extensions?.upstream?.requests ?? NaN);
  return [requests.reduce((sum, own) => sum + own), [{ totalCount }, ...nodes]];
}

/** Replies to patches that require action: one for each of several patches, the newest patches first. */
function openReplies({ patches, patchComments }: SampleStore): readonly CommentRow[] {
  const first = new Map(patchComments.rows.map((row) => [row.on.id, row]));
  const open = patches.rows.filter(({ archived, state }) => !archived && state === 1);
  return open.flatMap(({ id }) => first.get(id) ?? []).reverse();
}

/** The event of a new or marked reply. */
function announce({ events, patches, facts }: SampleStore, { id, on }: CommentRow): void {
  events.insert({
    id: events.takeId(),
    category: 'patch-comment-created',
    project: patches.require(on.id).project,
    date: naiveDate(new Date(), facts.stamps_in === 'UTC' ? 'UTC' : facts.time_zone),
    actor: null,
    patch: on.id,
    patch_comment: id,
  });
}

/** Marks a reply, receives another one and deletes a third. @returns the lists of the first two. */
function change(): readonly string[] {
  const { store } = plain.server('aurora');
  const [marked, answered, lost] = openReplies(store);
  if (marked === undefined || answered === undefined || lost === undefined) {
    throw new Error('too few open patches have replies');
  }
  store.patchComments.delete(lost.id);
  for (const { id, patch_comment: comment } of store.events.rows) {
    if (comment === lost.id) store.events.delete(id);
  }
  announce(store, store.patchComments.replace({ ...marked, addressed: marked.addressed !== true }));
  const id = store.patchComments.takeId();
  const reply = { ...answered, id, msgid: '<arrived@example.org>', addressed: null };
  const content = 'What about the zymurgist?\n';
  announce(store, store.patchComments.insert({ ...reply, content }));
  return [marked, answered].map(({ on }) => `/patches/${on.id}/comments/?per_page=250`);
}

/** Waits until the index has processed the events: those of one poll are processed together. */
async function taken(): Promise<void> {
  const query =
    '{ search(first: 5, query: "nq:zymurgist", types: [COMMENT]) { nodes { __typename } } }';
  const found = async (): Promise<number> => {
    const { search } = await filling.data<{ search: { nodes: readonly object[] } }>(query);
    return search.nodes.length;
  };
  await expect.poll(found, PATIENCE).toBe(1);
}

describe.skipIf(!sqliteHere)('the queue of the dashboard', () => {
  beforeAll(async () => {
    plain = await startTestGateway({
      limits: LIMITS,
      now: () => now,
      instances: NAMES.map((name) => ({ name, state: STATES.get(name) ?? demoState(name) })),
    });
    filling = await startTestGateway({
      limits: LIMITS,
      instances: NAMES.map((name) => ({
        name,
        timezone: plain.config.instances.find((one) => one.name === name)?.timezone ?? 'UTC',
        url: plain.server(name).url,
      })),
      live: { enabled: true, pollSeconds: { min: 0.2, max: 0.2 } },
      index: {
        enabled: true,
        path: ':memory:',
        days: DAYS,
        requestsPerSecond: 100_000,
        projects: PROJECTS,
      },
    });
    const filled = (): number =>
      filling.logs.filter((line) => line.includes('"event":"index-filled"')).length;
    await vi.waitUntil(() => filled() === PROJECTS.length, PATIENCE);
  }, 120_000);
  afterAll(async () => {
    await filling.close();
    await plain.close();
  });

  it('costs less if its mails are indexed, with the same result', async () => {
    const changed = change();
    await taken();
    plain.resetRequests();
    const [indexed, found] = await readPage(filling);
    for (const list of changed) expect(plain.requests('aurora')).not.toContain(list);
    const [cold, truth] = await readPage(plain);
    now += 120_000;
    const [again] = await readPage(plain);
    expect(found).toEqual(truth);
    // docs/dashboard.md states these.
    expect(cold).toBeLessThanOrEqual(224);
    expect(indexed).toBeLessThanOrEqual(95);
    expect(again).toBeLessThanOrEqual(80);
  }, 120_000);
});
