import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { releaseInstance } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';
import { lacks } from '../tools/programs.js';

const docs = new URL('../../docs/', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, docs), 'utf8');
const rules = read('prometheus/alerts.yml');
const page = read('operations.md');

function promtool(...parameters: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync('promtool', parameters, {
    cwd: fileURLToPath(new URL('prometheus/', docs)),
    encoding: 'utf8',
  });
  return { status, output: `${stdout}${stderr}` };
}

let gateway: TestGateway;
let shown: Set<string>;
beforeAll(async () => {
  gateway = await startTestGateway({ instances: [releaseInstance('v31')] });
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  shown = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name));
});
afterAll(() => gateway.close());

/** The metric to which a name in an expression belongs. */
const metricOf = (name: string): string => name.replace(/_(?:bucket|sum|count)$/, '');

function namesIn(text: string): string[] {
  const names = text.match(/\b(?:patchwork_graphql|nodejs|process)_[a-z0-9_]+/g) ?? [];
  return [...new Set(names.map(metricOf))];
}

describe('docs/prometheus/alerts.yml', () => {
  it.skipIf(lacks('promtool'))('holds rules that Prometheus takes', () => {
    expect(promtool('check', 'rules', 'alerts.yml')).toMatchObject({ status: 0 });
  });

  it.skipIf(lacks('promtool'))('alerts when it should, and only then', () => {
    expect(promtool('test', 'rules', 'alerts.test.yml')).toMatchObject({ status: 0 });
  });

  it('uses only metrics that exist', () => {
    expect(namesIn(rules).length).toBeGreaterThan(5);
    expect(namesIn(rules).filter((name) => !shown.has(name))).toEqual([]);
  });

  it('has a line in docs/operations.md for each alert', () => {
    const alerts = [...rules.matchAll(/alert: (\w+)/g)].map(([, name = '']) => name);
    expect(alerts.length).toBeGreaterThan(5);
    expect(alerts.filter((name) => !page.includes(`| \`${name}\``))).toEqual([]);
  });
});

describe('docs/grafana/patchwork-graphql.json', () => {
  const dashboard = JSON.parse(read('grafana/patchwork-graphql.json')) as {
    panels: { id: number; type: string; targets?: { expr: string }[] }[];
  };
  const expressions = dashboard.panels.flatMap(({ targets = [] }) =>
    targets.map(({ expr }) => expr),
  );

  it('uses only metrics that exist', () => {
    const names = namesIn(expressions.join('\n'));
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter((name) => !shown.has(name))).toEqual([]);
  });

  it.skipIf(lacks('promtool'))('has only expressions that Prometheus takes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dashboard-'));
    const file = join(folder, 'rules.json');
    const recorded = expressions.map((expression, index) => ({
      record: `panel_${String(index)}`,
      expr: expression.replaceAll('$__rate_interval', '5m'),
    }));
    const check = (rules: readonly object[]): number | null => {
      writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
      return promtool('check', 'rules', file).status;
    };
    expect(check(recorded)).toBe(0);
    expect(check([...recorded, { record: 'broken', expr: 'rate(' }])).not.toBe(0);
    rmSync(folder, { recursive: true });
  });

  it('has panels with unique ids', () => {
    const ids = dashboard.panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('docs/operations.md', () => {
  it('lists only existing metrics, and all of ours', () => {
    const section = /## Metrics\n[^]*?\n## /.exec(page)?.[0] ?? '';
    const listed = [...section.matchAll(/`([a-z0-9_]+)(?:\{[^}]*\})?`/g)].map(
      ([, name = '']) => name,
    );
    const named = listed.filter((name) => shown.has(`patchwork_graphql_${name}`));
    expect(named.length).toBeGreaterThan(20);
    const table = [...section.matchAll(/^\| (`[^|]*) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([a-z0-9_]+)/g)].map(([, name = '']) => name),
    );
    expect(table.filter((name) => !shown.has(`patchwork_graphql_${name}`))).toEqual([]);
  });
});
