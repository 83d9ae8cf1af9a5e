import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { createFaults } from '../../src/sample/server/faults.js';
import { releaseInstance, tokenOf } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

/*
 * A list that must be complete, with unreadable rows from the server: a result that is reported
 * as complete must not be incomplete.
 */

const faults = createFaults();
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ instances: [releaseInstance('v31', { faults })] });
});
afterEach(() => {
  faults.clear();
});
afterAll(() => gateway.close());

describe('an unreadable row', () => {
  it.each<[what: string, path: RegExp, query: string, field: string]>([
    [
      'checks by events',
      /events\/\?category=check-created/,
      '{ patches(first: 100) { nodes { checks { state } } } }',
      'checks',
    ],
    [
      'commentCount by events',
      /events\/\?category=patch-comment-created/,
      '{ patches(first: 100) { nodes { commentCount } } }',
      'commentCount',
    ],
    ['bundles of a viewer', /bundles\/\?owner=/, '{ viewers { bundles { name } } }', 'bundles'],
    [
      'the account of a maintainer',
      /users\/\?q=/,
      '{ project(instance: "v31", linkName: "kettle") { maintainers { user { id } } } }',
      'user',
    ],
  ])('makes %s an error, and never short', async (_what, path, query, field) => {
    faults.set({ fault: { kind: 'wrong-types', how: ['missing-id'] }, path });
    const { errors } = await gateway.ask(query, {
      headers: { 'x-patchwork-token': `v31=${tokenOf('v31', 'mira')}` },
    });
    expect(errors?.length).toBeGreaterThan(0);
    for (const { path: at, extensions } of errors ?? []) {
      expect(at?.at(-1)).toBe(field);
      expect(extensions).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', instance: 'v31' });
    }
  });

  it('is reported if a whole page of them ends a list', async () => {
    faults.set({ fault: { kind: 'wrong-types', how: ['missing-id'] }, path: /patches\/\?/ });
    const { data, errors } = await gateway.ask(
      '{ patches(first: 2) { nodes { id } sources { status error { code message } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      patches: {
        nodes: [],
        sources: [
          {
            status: 'FAILED',
            error: {
              code: 'UPSTREAM_BAD_RESPONSE',
              message: expect.stringMatching(
                /^v31: GET \/api\/1\.3\/patches\/\?.*cannot read the field "\[0\]\.id"/,
              ) as unknown,
            },
          },
        ],
      },
    });
  });

  it('does not prevent a complete list from reading the following pages', async () => {
    const broken = createFaults();
    const state = createBigState({ patches: 300, series: 10, projects: 1, diffBytes: [200, 400] });
    const big = await startTestGateway({ instances: [{ name: 'big', state, faults: broken }] });
    broken.set({
      fault: { kind: 'wrong-types', how: ['missing-id'] },
      path: /patches\/\?(?!.*[?&]page=2)/,
    });
    const { patches } = await big.data<{
      readonly patches: { readonly nodes: readonly unknown[]; readonly sources: unknown };
    }>(
      '{ patches(first: 250, orderBy: {field: NAME}) { nodes { id } sources { status error { code } } } }',
    );
    expect(patches.nodes).toHaveLength(50);
    expect(patches.sources).toEqual([
      { status: 'PARTIAL', error: { code: 'UPSTREAM_BAD_RESPONSE' } },
    ]);
    await big.close();
  });

  it('is reported with its instance and request if only its date is invalid', async () => {
    faults.set({ fault: { kind: 'wrong-types', how: ['number-for-string'] }, path: /patches\/\?/ });
    const { data, errors } = await gateway.ask(
      '{ patches(first: 250) { nodes { id } sources { status error { code message } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      patches: {
        nodes: [],
        sources: [
          {
            status: 'PARTIAL',
            error: {
              code: 'UPSTREAM_BAD_RESPONSE',
              message: expect.stringMatching(
                /^v31: GET \/api\/1\.3\/patches\/: row \d+: "" is not a date/,
              ) as unknown,
            },
          },
        ],
      },
    });
  });
});
