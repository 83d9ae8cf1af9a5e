import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isObject } from '../../src/isObject.js';
import { DEMO_ENDS_AT_MS } from '../../src/sample/demo/createDemoStates.js';
import { demoState } from '../tools/demoState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const docs = new URL('../../docs/', import.meta.url);

interface Query {
  readonly type: string;
  readonly parser: string;
  readonly url: string;
  readonly url_options: {
    readonly method: string;
    readonly body_type: string;
    readonly body_graphql_query: string;
  };
  readonly root_selector: string;
  readonly columns: readonly {
    readonly selector: string;
    readonly text: string;
    readonly type: string;
  }[];
}

interface Panel {
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly options: { readonly xField?: string };
  readonly targets: readonly Query[];
}

const { panels, templating } = JSON.parse(
  readFileSync(new URL('grafana/patchwork-data.json', docs), 'utf8'),
) as {
  readonly panels: readonly Panel[];
  readonly templating: {
    readonly list: readonly {
      readonly name: string;
      readonly query: string | { readonly infinityQuery: Query };
    }[];
  };
};

const VALUES: Readonly<Record<string, string>> = {
  instance: 'aurora',
  project: 'brookos',
  '__from:date:iso': new Date(DEMO_ENDS_AT_MS - 90 * 86_400_000).toISOString(),
  '__to:date:iso': new Date(DEMO_ENDS_AT_MS).toISOString(),
};

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    instances: ['aurora', 'basalt'].map((name) => ({ name, state: demoState(name) })),
  });
});
afterAll(() => gateway.close());

/** As Grafana does before it passes the query to the data source. */
function interpolate(text: string): string {
  return text.replaceAll(/\$\{([^}]+)\}/g, (_all, name: string) => {
    const value = VALUES[name];
    if (value === undefined) throw new RangeError(`no variable ${name}`);
    return value;
  });
}

const select = (value: unknown, path: string): unknown =>
  path.split('.').reduce((at, key) => (isObject(at) ? at[key] : undefined), value);

/** Simulates the data source: the rows below the root, with the columns by title. */
async function readRows(query: Query): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { url, url_options: options, root_selector: root, columns } = query;
  const response = await fetch(`${gateway.url}${url}`, {
    method: options.method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: interpolate(options.body_graphql_query) }),
  });
  const answer: unknown = await response.json();
  expect(answer).not.toHaveProperty('errors');
  const rows = select(answer, root);
  if (!Array.isArray(rows)) throw new TypeError(`${root} has no rows`);
  return rows.map((row) =>
    Object.fromEntries(columns.map(({ selector, text }) => [text, select(row, selector)])),
  );
}

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

async function expectRows(query: Query): Promise<readonly Readonly<Record<string, unknown>>[]> {
  expect(query).toMatchObject({ type: 'graphql', parser: 'backend', url: '/graphql' });
  expect(query.url_options).toMatchObject({ method: 'POST', body_type: 'graphql' });
  const rows = await readRows(query);
  expect(rows.length).toBeGreaterThan(0);
  for (const { text, type } of query.columns) {
    const values = rows.map((row) => row[text]);
    // The last group of ages has no end, and weeks without replies have no median.
    expect(values, text).not.toContain(undefined);
    const known = values.filter((value) => value !== null);
    expect(known.length, text).toBeGreaterThan(0);
    for (const value of known) {
      if (type === 'timestamp') expect(value).toMatch(ISO);
      else if (type === 'number') expect(value, text).toBeTypeOf('number');
      else expect(['string', 'number'], text).toContain(typeof value);
    }
  }
  return rows;
}

describe('docs/grafana/patchwork-data.json', () => {
  it('lists the instances, and the projects of one of them', async () => {
    const found = new Map<string, readonly unknown[]>();
    for (const { name, query } of templating.list) {
      if (typeof query === 'string') continue;
      const rows = await expectRows(query.infinityQuery);
      found.set(name, rows.flatMap(Object.values));
    }
    expect(found.get('instance')).toEqual(['aurora', 'basalt']);
    expect(found.get('project')).toEqual(['brookos', 'brook-feeds', 'tern']);
  });

  it('has 8 panels that state their cost', () => {
    expect(panels).toHaveLength(8);
    for (const { description } of panels) expect(description).toMatch(/Cost: .*\d|Cost: that of/);
  });

  it.each(panels.map((panel) => [panel.title, panel] as const))(
    'has rows for "%s", with each column',
    async (_title, { type, options, targets }) => {
      expect(targets).toHaveLength(1);
      for (const target of targets) {
        const titles = target.columns.map(({ text }) => text);
        if (type === 'barchart') expect(titles).toContain(options.xField);
        else expect(target.columns[0]).toMatchObject({ selector: 'time', type: 'timestamp' });
        const rows = await expectRows(target);
        // Null times are rows that could not be parsed.
        if (type === 'timeseries') expect(rows.map((row) => row['Time'])).not.toContain(null);
      }
    },
  );

  it('uses only variables that it defines', () => {
    const names = new Set([...templating.list.map(({ name }) => name), '__from', '__to']);
    const texts = JSON.stringify({ panels, templating }).matchAll(/\$\{(\w+)[^}]*\}/g);
    expect([...texts].map(([, name = '']) => name).filter((name) => !names.has(name))).toEqual([]);
  });
});
