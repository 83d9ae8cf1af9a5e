import { afterEach, describe, expect, it } from 'vitest';
import { demoState } from '../tools/demoState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

interface Found {
  readonly search: {
    readonly nodes: readonly { readonly id: string }[];
    readonly sources: readonly {
      readonly instance: string;
      readonly status: string;
      readonly requests: number;
      readonly warnings: readonly { readonly code: string }[];
    }[];
  };
}

const SEARCH = `query ($q: String!, $types: [SearchType!], $first: Int) {
  search(query: $q, types: $types, first: $first) {
    nodes { ... on Node { id } }
    sources { instance status requests warnings { code } }
  }
}`;

let gateway: TestGateway;
afterEach(() => gateway.close());
async function startDemo(): Promise<void> {
  gateway = await startTestGateway({
    instances: ['aurora', 'basalt', 'cedar'].map((name) => ({ name, state: demoState(name) })),
  });
}

describe('a part of a submitter', () => {
  const token = { 'x-patchwork-token': 'aurora=aurora-reviewer-token, cedar=cedar-reviewer-token' };
  const read = async (
    q: string,
    headers: Readonly<Record<string, string>>,
    types?: readonly string[],
  ): Promise<Found['search']> =>
    (await gateway.data<Found>(SEARCH, { variables: { q, types, first: 250 }, headers })).search;

  it('finds the same with and without a token, from the addresses of /people/', async () => {
    await startDemo();
    for (const part of [
      'kivi',
      'OSKAR',
      'wilk.example',
      "adaeze o'n",
      'yuki,sam',
      'nobody-there',
    ]) {
      const q = `submitter:"${part}"`.replace(/"([^" ]+)"$/, '$1');
      const plain = await read(q, {});
      gateway.resetRequests();
      const known = await read(q, token);
      expect([part, known.nodes]).toEqual([part, plain.nodes]);
      const asked = gateway.requests('aurora');
      const values = part.split(',').length;
      expect(asked.filter((path) => path.startsWith('/people/'))).toHaveLength(values);
      const mails = asked.filter((path) => /^\/(patches|series|covers)\//.test(path));
      for (const path of mails) expect(path).toMatch(/submitter=\S+%40/);
      expect(mails.length > 0).toBe(part !== 'nobody-there');
    }
  });

  it('is SKIPPED with a reason if no person matches', async () => {
    await startDemo();
    const { sources } = await read('f:nobody-there', token, ['PATCH', 'SERIES']);
    expect(sources).toMatchObject([
      { instance: 'aurora', status: 'SKIPPED', warnings: [{ code: 'NOT_CONCERNED' }] },
      { instance: 'basalt', status: 'OK' },
      { instance: 'cedar', status: 'SKIPPED' },
    ]);
  });

  it.each([
    ['letters that servers compare in their own way', 'submitter:ñ'],
    ['the letters of many people', 'submitter:example'],
    ['what is excluded', '-submitter:kivi'],
  ])('reads the mails through for %s', async (_what, q) => {
    await startDemo();
    const { people } = gateway.server('aurora').store;
    for (let id = 900; id < 930; id += 1) {
      people.insert({ id, name: null, email: `${String(id)}@x.example`, user: null });
    }
    const plain = await read(q, {}, ['PATCH']);
    const known = await read(q, token, ['PATCH']);
    expect(known.nodes).toEqual(plain.nodes);
    expect(known.nodes.length).toBeGreaterThan(0);
    expect(gateway.requests('aurora').join(' ')).not.toMatch(/submitter=/);
  });
});
