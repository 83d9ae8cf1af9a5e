import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReleases } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startReleases(['v31']);
});
afterAll(() => gateway.close());

describe('extensions.argument', () => {
  it.each([
    ['patches(instances: ["typo"]) { totalCount }', 'instances'],
    ['seriesList(instances: ["v31", "typo"]) { totalCount }', 'instances'],
    ['search(query: "x", instances: ["typo"]) { totalCount }', 'instances'],
    ['patch(instance: "typo", databaseId: 1) { id }', 'instance'],
    ['patch(instance: "v31", databaseId: 0) { id }', 'databaseId'],
    ['node(id: "x") { id }', 'id'],
    ['nodes(ids: ["x"]) { id }', 'ids'],
    ['instance(name: "typo") { name }', 'name'],
    ['patches(filter: {series: ["x"]}) { totalCount }', 'filter.series'],
    ['patches(first: 0) { totalCount }', 'first'],
    ['patches(after: "x") { totalCount }', 'after'],
  ])('names the argument of %s', async (field, argument) => {
    const { errors } = await gateway.ask(`{ ${field} }`);
    expect(errors?.map(({ extensions }) => extensions.argument)).toEqual([argument]);
    expect(gateway.requests('v31')).toEqual([]);
  });
});
