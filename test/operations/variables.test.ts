import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startReleases } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';
import { asUser, patchId } from './mutations/writing.js';

/*
 * Variables inside input objects: an omitted variable is the same as an omitted field, and never null.
 * The rules themselves are compared with graphql-js in test/server/execution/executePlan.test.ts.
 */

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startReleases(['v31']);
});
afterEach(() => gateway.close());

describe('a variable that is not sent', () => {
  it('does not change a field that a mutation could write', async () => {
    const id = patchId('v31', 'b2@kettle');
    const fields = 'state { slug } delegate { username } commitRef pullUrl archived';
    const query = `mutation ($id: ID!, $state: String, $delegate: String, $commitRef: String, $pullUrl: String, $archived: Boolean) {
      updatePatch(input: {id: $id, state: $state, delegate: $delegate, commitRef: $commitRef, pullUrl: $pullUrl, archived: $archived}) {
        outcome errors { message } patch { ${fields} }
      }
    }`;
    const write = async (variables: Readonly<Record<string, unknown>>): Promise<unknown> =>
      (
        await gateway.ask<{ updatePatch: unknown }>(query, {
          variables: { id, ...variables },
          ...asUser('mira', 'v31'),
        })
      ).data.updatePatch;
    const whole = { commitRef: 'c0ffee', pullUrl: 'https://x.example/y' };
    expect(await write({ ...whole, delegate: 'mira', archived: true })).toMatchObject({
      outcome: 'APPLIED',
    });
    expect(await write({ state: 'accepted' })).toEqual({
      outcome: 'APPLIED',
      errors: [],
      patch: {
        ...whole,
        state: { slug: 'accepted' },
        delegate: { username: 'mira' },
        archived: true,
      },
    });
    expect(await write({ delegate: null })).toMatchObject({
      patch: { ...whole, delegate: null, archived: true },
    });
  });

  it('does not filter, while null filters for nobody', async () => {
    const query =
      'query ($delegate: [String!]) { patches(filter: {delegate: $delegate}) { totalCount } }';
    const count = async (variables: Readonly<Record<string, unknown>>): Promise<number> =>
      (await gateway.data<{ patches: { totalCount: number } }>(query, { variables })).patches
        .totalCount;
    const [all, nobody] = [await count({}), await count({ delegate: null })];
    expect(all).toBe(
      (await gateway.data<{ patches: { totalCount: number } }>('{ patches { totalCount } }'))
        .patches.totalCount,
    );
    expect(nobody).not.toBe(all);
    const { patches } = await gateway.data<{ patches: { nodes: { delegate: unknown }[] } }>(
      query.replace('totalCount', 'nodes { delegate { username } }'),
      { variables: { delegate: null } },
    );
    expect(patches.nodes.length).toBeGreaterThan(0);
    expect(patches.nodes.filter(({ delegate }) => delegate !== null)).toEqual([]);
  });

  it('uses the default order, while null is refused there', async () => {
    const query =
      'query ($field: PatchOrderField) { patches(orderBy: {field: $field, direction: ASC}, first: 5) { nodes { id } } }';
    const byDate = await gateway.ask(query, { variables: { field: 'DATE' } });
    expect(byDate.errors).toBeUndefined();
    expect(await gateway.ask(query)).toEqual(byDate);
    const { errors } = await gateway.ask(query, { variables: { field: null } });
    expect(errors).toMatchObject([
      {
        message:
          'Argument "orderBy" has invalid value {field: $field, direction: ASC}. A variable in it is null where null is not allowed: omit it for the default, or send a value.',
        path: ['patches'],
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });

  it('has its default if it may not be null', async () => {
    const { data, errors } = await gateway.ask<{ patches: { nodes: unknown[] } }>(
      'query ($first: Int! = 2, $with: Boolean! = false) { patches(first: $first) { nodes { id name @include(if: $with) } } }',
    );
    expect(errors).toBeUndefined();
    expect(data.patches.nodes).toEqual([
      { id: expect.any(String) as string },
      { id: expect.any(String) as string },
    ]);
  });
});

describe('a subscription in a plain request', () => {
  it('is refused, without an internal error', async () => {
    const { errors } = await gateway.ask('subscription { events { cursor } }');
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining('accept: text/event-stream') as string,
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
    expect(gateway.logs.filter((line) => line.includes('"level":50'))).toEqual([]);
  });
});
