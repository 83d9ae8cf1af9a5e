import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createFaults } from '../../src/sample/server/faults.js';
import { LIE_FAMILIES } from '../../src/sample/server/faults/lies/lies.js';
import { parseFaultSpec } from '../../src/sample/server/faults/parseFaultSpec.js';
import { demoState } from '../tools/demoState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

/* The faults of the sample servers, seen through the gateway as with `--sample-faults`. */

interface Listed {
  readonly list: {
    readonly nodes: readonly { readonly databaseId: number; readonly name: string | null }[];
    readonly pageInfo: { readonly endCursor: string | null };
    readonly sources: readonly {
      readonly instance: string;
      readonly status: string;
      readonly error: { readonly code: string } | null;
      readonly warnings: readonly { readonly code: string }[];
    }[];
  };
}

const faults = createFaults();
let gateway: TestGateway;
let now = Date.UTC(2026, 10, 21);
beforeAll(async () => {
  gateway = await startTestGateway({
    instances: [
      { name: 'aurora', state: demoState('aurora') },
      { name: 'basalt', state: demoState('basalt'), faults },
    ],
    limits: { patienceMs: 20_000 },
    now: () => now,
  });
});
afterAll(() => gateway.close());
afterEach(() => {
  faults.clear();
});

/** Injects a fault of `--sample-faults` into basalt, and makes its cached data expire. */
function befall(spec: string): void {
  now += 60 * 86_400_000;
  const [first] = parseFaultSpec(spec);
  if (first !== undefined) faults.set(first.plan);
}

const FIELDS = `nodes { databaseId name }
  pageInfo { endCursor } sources { instance status error { code } warnings { code } }`;

async function patches(args: string): Promise<Listed['list']> {
  const { data } = await gateway.ask<Listed>(`{ list: patches(${args}) { ${FIELDS} } }`);
  return data.list;
}

describe('lie=NAME', () => {
  it('has a unique name for each lie', () => {
    const names = Object.values(LIE_FAMILIES).flatMap((family) => family.map(({ name }) => name));
    expect(names.length).toBeGreaterThan(700);
    expect(new Set(names).size).toBe(names.length);
    expect(() => parseFaultSpec('lie=nothing')).toThrow(/write lie=NAME/);
    for (const name of names) expect(parseFaultSpec(`lie=${name}`)).toHaveLength(1);
  });

  it.each([
    ['half', 'FAILED', 'UPSTREAM_BAD_RESPONSE'],
    ['drf-envelope', 'FAILED', 'UPSTREAM_BAD_RESPONSE'],
    ['rows-100000', 'FAILED', 'UPSTREAM_BAD_RESPONSE'],
    ['page-502', 'FAILED', 'UPSTREAM_UNAVAILABLE'],
    ['type-html', 'FAILED', 'UPSTREAM_BAD_RESPONSE'],
    ['gzip-half', 'FAILED', 'UPSTREAM_BAD_RESPONSE'],
    ['rows-each-twice', 'FAILED', 'UPSTREAM_BAD_RESPONSE'],
    ['id-above-int', 'FAILED', 'UPSTREAM_BAD_RESPONSE'],
    ['rows-some-null', 'PARTIAL', 'UPSTREAM_BAD_RESPONSE'],
  ])('%s: %s with %s, and the rows of the other server', async (name, status, code) => {
    befall(`basalt:lie=${name}`);
    const { nodes, sources } = await patches('first: 20');
    expect(sources).toMatchObject([{ status: 'OK' }, { status, error: { code } }]);
    expect(nodes).toHaveLength(20);
    expect(faults.counters.affected).toBeGreaterThan(0);
  });
});

describe('grow', () => {
  it('lets patches arrive after an end cursor, and every row is returned once', async () => {
    const order = 'instances: ["basalt"], first: 250, orderBy: { field: DATE, direction: ASC }';
    const ids: number[] = [];
    let after: string | null = null;
    befall('basalt:grow=2');
    const { store } = gateway.server('basalt');
    const before = store.patches.rows.length;
    for (let page = 0; page < 12; page += 1) {
      const { nodes, pageInfo } = await patches(
        after === null ? order : `${order}, after: "${after}"`,
      );
      ids.push(...nodes.map(({ databaseId }) => databaseId));
      after = pageInfo.endCursor ?? after;
      now += 3_600_000;
    }
    faults.clear();
    now += 3_600_000;
    const { nodes } = await patches(`${order}, after: "${after ?? ''}"`);
    ids.push(...nodes.map(({ databaseId }) => databaseId));
    expect(store.patches.rows.length).toBeGreaterThan(before + 3);
    const dated = [...store.patches.rows].sort((one, other) =>
      one.date === other.date ? one.id - other.id : one.date < other.date ? -1 : 1,
    );
    expect(ids).toEqual(dated.map(({ id }) => id));
  });

  it('adds each patch with its series and its events', async () => {
    const { store } = gateway.server('basalt');
    const before = store.events.rows.length;
    befall('basalt:grow');
    interface Found {
      readonly events: { readonly nodes: readonly { readonly patch: { readonly name: string } }[] };
    }
    const found = await gateway.data<Found>(`{ events(instances: ["basalt"], first: 1,
      filter: { category: [PATCH_CREATED] }) { nodes { ... on PatchCreatedEvent { patch { name } } } } }`);
    const arrived = (store.events.rows.length - before) / 4;
    expect(arrived).toBeGreaterThanOrEqual(1);
    expect(found.events.nodes[0]?.patch.name).toMatch(/^arrival \d+$/);
  });
});

describe('odd charsets of the demo', () => {
  it('are headers as written by Python, which are decoded with any charset', async () => {
    interface Found {
      readonly byId: { readonly nodes: readonly { readonly cc: readonly string[] }[] };
      readonly byName: {
        readonly nodes: readonly {
          readonly name: string;
          readonly subject: string;
          readonly from: readonly string[];
          readonly headers: readonly { readonly value: string }[];
        }[];
      };
    }
    const found = await gateway.data<Found>(`{
      byId: patches(instances: ["aurora"], filter: { messageId: "review/2026/10/a~b@brandt.example" }) {
        nodes { cc: header(name: "Cc") } }
      byName: patches(instances: ["aurora"], filter: { q: "設定ファイル" }) {
        nodes { name subject from: header(name: "From") headers(names: ["Content-Type"]) { value } } } }`);
    // The charset of the last but one is unknown, so it is not decoded.
    expect(found.byId.nodes[0]?.cc.join().replaceAll(/\s+/g, ' ')).toBe(
      '港口管理 <gangkou@harbour.example>, Иван Петров <ivan@petrov.example>, ' +
        '陳偉 <chen@harbour.example>, =?x-mac-unknown?b?6dfBzg==?= <ivan@unknown.example>, ' +
        'Zoë Müller <zoe@mueller.example>',
    );
    expect(found.byName.nodes).toMatchObject([
      {
        name: '🪨 文書: 設定ファイルの説明を追加する',
        subject: '[PATCH] 🪨 文書: 設定ファイルの説明を追加する',
        from: ['林 ゆき <yuki@hayashi.example>'],
        headers: [{ value: 'text/plain; charset=ISO-2022-JP' }],
      },
    ]);
  });
});
