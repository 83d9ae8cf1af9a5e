import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startReleases } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

interface Listed {
  readonly patches: {
    readonly nodes: readonly unknown[];
    readonly totalCount: number | null;
    readonly sources: readonly { readonly instance: string; readonly totalCount: number | null }[];
  };
}

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startReleases(['main', 'v31']);
});
afterEach(() => gateway.close());

const NAMES = ['main', 'v31'];
const openOf = (name: string): number =>
  gateway.server(name).store.patches.rows.filter(({ delegate }) => delegate === null).length;

describe('a list ordered by name, which is read completely', () => {
  it.each(['nodes { databaseId } totalCount', 'totalCount nodes { databaseId }'])(
    'counts its rows without additional requests: %s',
    async (fields) => {
      const { patches } = await gateway.data<Listed>(
        `{ patches(filter: { delegate: null }, orderBy: { field: NAME }, first: 2) {
          ${fields} sources { instance totalCount }
        } }`,
      );
      expect(patches.nodes).toHaveLength(2);
      expect(patches.totalCount).toBe(openOf('main') + openOf('v31'));
      expect(patches.sources).toEqual(
        NAMES.map((instance) => ({ instance, totalCount: openOf(instance) })),
      );
      for (const name of NAMES) expect(gateway.requests(name)).toHaveLength(1);
    },
  );
});
