import { afterEach, describe, expect, it } from 'vitest';
import { releaseInstance, startReleases } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway;
afterEach(() => gateway.close());

describe('a list for an input object', () => {
  it.each([
    ['query ($v: PatchFilter) { patches(filter: $v) { totalCount } }', []],
    ['query ($v: PatchOrder) { patches(orderBy: $v) { nodes { id } } }', []],
    [
      'mutation ($v: CreateChecksInput!) { createChecks(input: $v) { errors { code } } }',
      { checks: [[]] },
    ],
    ['mutation ($v: UpdatePatchInput!) { updatePatch(input: $v) { errors { code } } }', []],
  ])('is refused: %s', async (query, v) => {
    gateway = await startReleases(['v31']);
    const { errors } = await gateway.ask(query, { variables: { v } });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toContain('got a list, but');
    expect(gateway.requests('v31')).toEqual([]);
  });

  it('accepts a single object for a list', async () => {
    gateway = await startReleases(['v31']);
    const { data } = await gateway.ask<{ patches: { totalCount: number } }>(
      'query ($v: PatchFilter) { patches(filter: $v) { totalCount } }',
      { variables: { v: { project: 'kettle' } } },
    );
    expect(data.patches.totalCount).toBe(50);
  });
});

describe('disabled introspection', () => {
  it('removes suggestions from errors, and names the setting', async () => {
    gateway = await startTestGateway({
      instances: [releaseInstance('v31')],
      introspection: false,
      graphql: { graphiql: true },
    });
    for (const query of [
      '{ patchs { nodes { id } } }',
      '{ patches(frist: 3) { nodes { id } } }',
      '{ patches(orderBy: {field: DAT}) { nodes { id } } }',
      '{ patches(filter: {projet: ["a"]}) { nodes { id } } }',
      '{ node(id: "a") { ... on Pach { id } } }',
      '{ node(id: "a") { name } }',
    ]) {
      const { errors } = await gateway.ask(query);
      expect(errors?.length).toBeGreaterThan(0);
      expect(JSON.stringify(errors)).not.toContain('Did you mean');
    }
    const query =
      'query ($f: PatchFilter, $o: PatchOrder, $by: [PatchCountDimension!]! = STATE) { patches(filter: $f, orderBy: $o) { totalCount } patchCounts(by: $by) { totalCount } }';
    for (const [variables, reason] of [
      [{ f: { projet: ['a'] } }, 'Field "projet" is not defined by type "PatchFilter".'],
      [{ f: { check: ['SUCESS'] } }, 'Value "SUCESS" does not exist in "CheckState" enum.'],
      [{ o: { field: 'DAT' } }, 'Value "DAT" does not exist in "PatchOrderField" enum.'],
      [{ by: 'STAT' }, 'Value "STAT" does not exist in "PatchCountDimension" enum.'],
    ] as const) {
      const { errors } = await gateway.ask(query, { variables });
      expect(errors?.[0]?.message.endsWith(reason), errors?.[0]?.message).toBe(true);
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
    const { errors } = await gateway.ask('{ __schema { description } }');
    expect(errors?.[0]?.message).toContain('graphql.introspection');
    const page = await fetch(`${gateway.url}/graphiql`, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(404);
  });
});
