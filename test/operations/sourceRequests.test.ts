import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createExamples } from '../../src/web/graphiql/examples.js';
import { findExampleObjects, type ExampleData } from '../../src/web/graphiql/findExampleObjects.js';
import { releaseInstance } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

/* The requests reported by the sources of an answer are those that the servers received. */

const NAMES = ['v31', 'main'] as const;
const FORGETTING_MS = 40 * 86_400_000;

let gateway: TestGateway;
let nowMs = Date.now();
beforeAll(async () => {
  gateway = await startTestGateway({
    instances: NAMES.map((name) => releaseInstance(name)),
    now: () => nowMs,
  });
});
afterAll(() => gateway.close());
beforeEach(() => {
  nowMs += FORGETTING_MS;
});

interface Costs {
  /** Sum over all sources in the answer. */
  readonly sources: number;
  /** Reported by the operation. */
  readonly upstream: number;
  /** Received by the servers. */
  readonly arrived: number;
}

async function costsOf(query: string): Promise<Costs> {
  gateway.resetRequests();
  const { data, extensions } = await gateway.ask(query, {
    headers: { 'x-upstream-report': '1' },
  });
  return {
    sources: requestsIn(data),
    upstream: extensions?.upstream?.requests ?? -1,
    arrived: NAMES.reduce((sum, name) => sum + gateway.requests(name).length, 0),
  };
}

function requestsIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, one]: [string, unknown]) =>
      sum + (key === 'requests' && typeof one === 'number' ? one : requestsIn(one)),
    0,
  );
}

const SOURCES = 'sources { instance status requests }';

/** Every filter that reads each row, and some that do not. */
const PATCH_FILTERS = [
  '{}',
  '{ state: ["new"], category: [ACTION_REQUIRED] }',
  '{ checkRollup: [NONE, FAIL] }',
  '{ isLatestVersion: false, hasReplies: true }',
  '{ path: ["*.c", "*.h"] }',
  '{ reviewDecision: [APPROVED, REVIEW_REQUIRED] }',
  '{ hasReplies: false, path: ["*.c"], reviewDecision: [REVIEW_REQUIRED], checkRollup: [NONE] }',
];
const SERIES_FILTERS = [
  '{}',
  '{ version: [2] }',
  '{ isComplete: true }',
  '{ checkRollup: [SUCCESS, NONE] }',
  '{ path: ["*.c"] }',
  '{ reviewDecision: [REVIEW_REQUIRED] }',
  '{ category: [ACTION_REQUIRED], isLatestVersion: true, reviewDecision: [APPROVED] }',
];
const SEARCHES = ['is:patch fix', 'is:series is:latest', 'path:*.c', 'reviewed-by:ana@example.org'];

describe('the requests of sources', () => {
  const queries = [
    ...PATCH_FILTERS.flatMap((filter) => [
      `{ patches(first: 8, filter: ${filter}) { nodes { id name } ${SOURCES} } }`,
    ]),
    `{ patchCounts(by: STATE, filter: ${PATCH_FILTERS[3] ?? ''}) { totalCount ${SOURCES} } }`,
    `{ patchCounts(by: MONTH, filter: { hasReplies: true }) { totalCount ${SOURCES} } }`,
    ...SERIES_FILTERS.map(
      (filter) => `{ seriesList(first: 8, filter: ${filter}) { nodes { id name } ${SOURCES} } }`,
    ),
    ...SEARCHES.map(
      (text) => `{ search(query: "${text}", first: 8) { nodes { __typename } ${SOURCES} } }`,
    ),
    `{ reviewQueue(first: 8) { nodes { series { id } } ${SOURCES} } }`,
    `{ covers(first: 8) { nodes { id } ${SOURCES} } events(first: 8) { nodes { id } ${SOURCES} } }`,
    `{ projects { nodes { id } ${SOURCES} } bundles { nodes { id } ${SOURCES} } }`,
    `{
      one: patches(first: 8, filter: { hasReplies: true }) { nodes { id } ${SOURCES} }
      two: patches(first: 8, filter: { hasReplies: true, path: ["*.c"] }) { nodes { id } ${SOURCES} }
      three: seriesList(first: 8, filter: { path: ["*.c"] }) { nodes { id } ${SOURCES} }
    }`,
  ];

  it.each(queries)('add up to the requests received by the servers for %s', async (query) => {
    const { sources, upstream, arrived } = await costsOf(query);
    expect({ sources, upstream }).toEqual({ sources: arrived, upstream: arrived });
    expect(arrived).toBeGreaterThan(0);
  });

  it('are never more than those of the operation, in every example', async () => {
    const objects = await findExampleObjects(
      async (query) => (await gateway.ask<ExampleData>(query)).data,
      { getItem: () => null, setItem: () => undefined },
    );
    for (const { title, query } of createExamples(objects)) {
      if (/^mutation/m.test(query)) continue;
      nowMs += FORGETTING_MS;
      const { sources, upstream, arrived } = await costsOf(query);
      expect({ title, upstream }).toEqual({ title, upstream: arrived });
      expect(sources, title).toBeLessThanOrEqual(arrived);
    }
  });
});
