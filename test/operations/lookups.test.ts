import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReleases, tokenOf } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startReleases(['main', 'v31', 'v22']);
});
afterAll(() => gateway.close());

const withToken = (): Record<string, string> => ({
  'x-patchwork-token': `v31=${tokenOf('v31', 'mira')}`,
});

describe('looking an object up', () => {
  it.each([
    [
      'patch',
      'patch(instance: "v31", databaseId: 46) { name }',
      '/patches/46/',
      { name: '[v3,2/4] lid: remember the last state' },
    ],
    [
      'series',
      'series(instance: "v31", databaseId: 33) { name version total }',
      '/series/33/',
      { name: 'lid: keep the state over a restart', version: 3, total: 4 },
    ],
    [
      'cover',
      'cover(instance: "v31", databaseId: 7) { name }',
      '/covers/7/',
      { name: '[v3,0/4] lid: keep the state over a restart' },
    ],
    [
      'project',
      'project(instance: "v31", linkName: "kettle") { linkName }',
      '/projects/kettle/',
      { linkName: 'kettle' },
    ],
    [
      'person',
      'person(instance: "v31", databaseId: 2) { name email }',
      '/people/2/',
      { name: 'Nils Åberg', email: 'nils@aberg.example' },
    ],
    [
      'user',
      'user(instance: "v31", databaseId: 5) { username }',
      '/users/5/',
      { username: 'cibot' },
    ],
    [
      'bundle',
      'bundle(instance: "v31", databaseId: 1) { name }',
      '/bundles/1/',
      { name: 'morning' },
    ],
    [
      'check',
      'check(instance: "v31", patch: 7, databaseId: 2) { state context }',
      '/patches/7/checks/2/',
      { state: 'PENDING', context: 'boil-test' },
    ],
  ])('finds a %s by 1 request', async (field, query, path, value) => {
    gateway.resetRequests();
    const data = await gateway.data<Record<string, unknown>>(`{ ${query} }`, {
      headers: withToken(),
    });
    expect(data[field]).toMatchObject(value);
    expect(gateway.requests('v31')).toEqual([path]);
    expect([...gateway.requests('main'), ...gateway.requests('v22')]).toEqual([]);
  });

  it.each([
    'patch(instance: "v31", databaseId: 9999) { id }',
    'series(instance: "v31", databaseId: 9999) { id }',
    'cover(instance: "v31", databaseId: 9999) { id }',
    'project(instance: "v31", linkName: "nowhere") { id }',
    // A number, and paths to other URLs.
    'project(instance: "v31", linkName: "1") { id }',
    'project(instance: "v31", linkName: ".") { id }',
    'project(instance: "v31", linkName: "..") { id }',
    'person(instance: "v31", databaseId: 9999) { id }',
    'user(instance: "v31", databaseId: 9999) { id }',
    'bundle(instance: "v31", databaseId: 9999) { id }',
    // A private bundle of another user.
    'bundle(instance: "v31", databaseId: 2) { id }',
    'check(instance: "v31", patch: 7, databaseId: 9999) { id }',
    // The check exists, but on another patch.
    'check(instance: "v31", patch: 7, databaseId: 3) { id }',
    'check(instance: "v31", patch: 9999, databaseId: 1) { id }',
    'message(messageId: "nobody@nowhere.example") { subject }',
  ])('is null for what is absent or hidden: %s', async (query) => {
    const answer = await gateway.ask<Record<string, unknown>>(`{ ${query} }`, {
      headers: withToken(),
    });
    expect(answer.errors).toBeUndefined();
    expect(Object.values(answer.data)).toEqual([null]);
  });

  it.each(['patch', 'series', 'cover', 'person', 'user', 'bundle'])(
    'refuses numbers that Patchwork never assigns, for a %s',
    async (field) => {
      gateway.resetRequests();
      for (const id of ['0', '-1']) {
        const { data, errors } = await gateway.ask<Record<string, unknown>>(
          `{ ${field}(instance: "v31", databaseId: ${id}) { id } }`,
        );
        expect(data).toEqual({ [field]: null });
        expect(errors).toMatchObject([
          {
            message: `databaseId: ${id} is not a valid id; Patchwork's ids start at 1`,
            extensions: { code: 'BAD_USER_INPUT', argument: 'databaseId' },
          },
        ]);
      }
      expect(gateway.requests('v31')).toEqual([]);
    },
  );

  it.each([
    'patch(instance: "v31", databaseId: 99999999999)',
    'patch(instance: "v31", databaseId: "7")',
    'patch(instance: "v31", databaseId: 1.5)',
  ])('refuses what is no number of GraphQL: %s', async (query) => {
    const { status, errors } = await gateway.ask(`{ ${query} { id } }`);
    expect(status).toBe(400);
    expect(errors?.[0]?.message).toMatch(/^Int cannot represent/);
    expect(errors?.[0]?.extensions.code).toMatch(/^(BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED)$/);
  });

  it.each([
    ['patch(instance: "kernl", databaseId: 7) { id }'],
    ['series(instance: "kernl", databaseId: 7) { id }'],
    ['cover(instance: "kernl", databaseId: 7) { id }'],
    ['project(instance: "kernl", linkName: "kettle") { id }'],
    ['person(instance: "kernl", databaseId: 7) { id }'],
    ['user(instance: "kernl", databaseId: 7) { id }'],
    ['bundle(instance: "kernl", databaseId: 7) { id }'],
    ['check(instance: "kernl", patch: 1, databaseId: 7) { id }'],
    ['instance(name: "kernl") { id }'],
  ])('names the instances that there are: %s', async (query) => {
    const { errors } = await gateway.ask(`{ ${query} }`);
    expect(errors).toMatchObject([
      {
        message: 'Unknown instance "kernl"; configured instances: main, v31, v22',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });

  it('refuses an invalid link name', async () => {
    gateway.resetRequests();
    for (const linkName of ['', 'a/b', '../users/1']) {
      const { errors } = await gateway.ask(
        'query ($linkName: String!) { project(instance: "v31", linkName: $linkName) { id } }',
        { variables: { linkName } },
      );
      expect(errors).toMatchObject([
        {
          message: `linkName: "${linkName}" is not a valid link name; it is the word after /project/ in the project's URL`,
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ]);
    }
    expect(gateway.requests('v31')).toEqual([]);
  });

  it('returns the other fields if one is refused', async () => {
    const { data, errors } = await gateway.ask<Record<string, unknown>>(`{
      good: patch(instance: "v31", databaseId: 7) { databaseId }
      bad: patch(instance: "v31", databaseId: 0) { databaseId }
    }`);
    expect(data).toEqual({ good: { databaseId: 7 }, bad: null });
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.path).toEqual(['bad']);
  });
});
