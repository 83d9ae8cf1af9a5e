import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_CACHE } from '../tools/noCache.js';
import { startReleases, tokenOf } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startReleases(['v31', 'v32'], {
    cache: NO_CACHE,
    limits: { maxUpstreamRequestsPerInstance: 5_000 },
  });
});
afterAll(() => gateway.close());

const unknown = (count: number): string =>
  Array.from({ length: count }, (_, index) => `"nobody${String(index)}"`).join(' ');

describe('the estimate', () => {
  it.each([
    ['{ patches(first: 20) { nodes { name } } }'],
    ['{ patches(first: 20) { nodes { diff } } }'],
    ['{ patches(first: 20) { totalCount nodes { content comments { content } } } }'],
    [`{ patches(first: 20, filter: {delegate: [${unknown(50)}]}) { nodes { name } } }`],
    [`{ patches(first: 20, filter: {project: [${unknown(50)}]}) { nodes { name } } }`],
    ['{ patches(first: 50) { nodes { project { maintainers { user { username } } } } } }'],
    ['{ patches(first: 50) { nodes { submitter { user { username } } } } }'],
    ['{ instances { patches(first: 10) { nodes { diff } } } }'],
    ['{ patches(first: 10) { nodes { occurrences { id } } } }'],
    ['{ search(query: "kettle", first: 10) { nodes { __typename } } }'],
    ['{ person(email: "a@b.example") { name } }'],
    ['{ bundles(first: 10) { nodes { mbox patches { name } isPatchOrderKnown } } }'],
    ['{ bundles(first: 10) { nodes { patches(inOrder: false) { name } } } }'],
    ['{ viewers { user { username } } }'],
  ])('is within a factor of two of what %s costs', async (query) => {
    const { estimated, made } = await costOf(query);
    expect(estimated).toBeLessThanOrEqual(2 * made);
    expect(estimated).toBeGreaterThanOrEqual(made / 2);
  });

  it.each([
    ['{ seriesList(first: 20) { nodes { patches { trailers { name } files { path } } } } }'],
    ['{ seriesList(first: 20) { nodes { files { path } patches { additions files { path } } } } }'],
    ['{ seriesList(first: 20) { nodes { trailers { name } patches { reviewDecision } } } }'],
  ])('counts what patches of a series share once for %s', async (query) => {
    const { estimated, made } = await costOf(query);
    expect(estimated).toBeLessThanOrEqual(3 * made);
    expect(estimated).toBeGreaterThanOrEqual(made / 2);
  });

  // Nearly all rows match each filter, so one page of them is examined.
  it.each([
    ['patches', '{checkRollup: [NONE, PENDING, SUCCESS, WARNING, FAIL]}'],
    ['patches', '{path: ["*", "*/"]}'],
    ['patches', '{reviewDecision: [APPROVED, CHANGES_REQUESTED, REVIEW_REQUIRED]}'],
    ['patches', '{hasReplies: false}'],
    [
      'seriesList',
      '{status: [ACTION_REQUIRED, PARTIALLY_APPLIED, PARTIALLY_ACCEPTED, ACCEPTED, SUPERSEDED, CLOSED]}',
    ],
    ['patches', '{isLatestVersion: true}'],
    ['seriesList', '{delegate: ["mira"]}'],
    ['seriesList', '{isComplete: true}'],
    ['seriesList', '{checkRollup: [NONE, PENDING, SUCCESS, WARNING, FAIL]}'],
    ['seriesList', '{path: ["*", "*/"]}'],
  ])('is within a factor of three of what %s filtered by %s costs', async (list, filter) => {
    const { estimated, made } = await costOf(
      `{ list: ${list}(first: 20, filter: ${filter}) { nodes { id } } }`,
    );
    expect(made).toBeGreaterThan(2);
    expect(estimated).toBeLessThanOrEqual(3 * made);
    expect(estimated).toBeGreaterThanOrEqual(made / 3);
  });

  it.each([
    // The estimate assumes five patches per series; here most have one.
    ['{ seriesList(first: 10) { nodes { patches { diff } } } }', 5],
    ['{ patches(first: 20) { nodes { series { patches { series { patches { diff } } } } } } }', 5],
    // The estimate assumes thousands of patches per server; here they fit on one page.
    ['{ patchCounts(by: STATE) { groups { count } } }', 10],
  ])(
    'is above the cost of %s here, because the size of the data is not known',
    async (query, most) => {
      const { estimated, made } = await costOf(query);
      expect(estimated).toBeGreaterThanOrEqual(made);
      expect(estimated).toBeLessThanOrEqual(most * made);
    },
  );

  async function costOf(query: string): Promise<{ estimated: number; made: number }> {
    const token = `v31=${tokenOf('v31', 'mira')}`;
    const { data, extensions } = await gateway.ask<{
      operationCost: { estimatedRequests: number };
    }>(query.replace(/\}$/, ' operationCost { estimatedRequests } }'), {
      headers: {
        'x-upstream-report': '1',
        ...(query.includes('viewers') && { 'x-patchwork-token': token }),
      },
    });
    return {
      estimated: data.operationCost.estimatedRequests,
      made: extensions?.upstream?.requests ?? NaN,
    };
  }
});
