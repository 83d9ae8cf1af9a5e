import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listConfigKeys, type ConfigKey } from '../../src/config/configKeys.js';
import { loadConfig } from '../../src/config/loadConfig.js';

const documentation = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');

/** The expected row of docs/configuration.md for a key, except for its padding. */
function tableRow(key: ConfigKey): string {
  const fallback =
    key.default === undefined ? '' : code(JSON.stringify(key.default).replaceAll('"', ''));
  const variable = key.variable === undefined ? '' : code(key.variable);
  const cells = [code(key.path), key.type, key.unit, fallback, key.description, variable];
  return `| ${cells.join(' | ')} |`;
}

function code(text: string): string {
  return `\`${text}\``;
}

describe('listConfigKeys', () => {
  it('finds keys of sections, lists and mappings', () => {
    expect(listConfigKeys().map(({ path }) => path)).toEqual(
      expect.arrayContaining(['listen.port', 'instances[].url', 'instances[].states.*.id']),
    );
  });

  it.each(listConfigKeys().map((key) => [key.path, key] as const))(
    'lists %s, which docs/configuration.md describes like the schema',
    (_, key) => {
      const rows = documentation.split('\n').map((line) => line.replaceAll(/ +/g, ' '));
      expect(rows).toContain(tableRow(key).replaceAll(/ +/g, ' '));
    },
  );

  it('lists nothing that loadConfig does not read from its variable', () => {
    for (const { path, variable, default: fallback, type } of listConfigKeys()) {
      if (variable === undefined || type === 'list') continue;
      const samples = new Map([
        ['cache.url', 'redis://a.example'],
        ['live.url', 'redis://a.example'],
        ['index.url', 'postgres://a.example/index'],
        ['federation.typePrefix', 'Patchwork'],
        ['federation.fieldPrefix', 'patchwork'],
      ]);
      const sample = samples.get(path) ?? 'https://a.example';
      const anything = type === 'integer' ? '1' : sample;
      const value = fallback === undefined ? anything : JSON.stringify(fallback);
      const environment = {
        // Not valid on its own.
        ...(path === 'metrics.host' && { PATCHWORK_GRAPHQL_METRICS_PORT: '9464' }),
        [variable]: value.replaceAll('"', ''),
      };
      expect(() => loadConfig({ environment }), path).not.toThrow();
    }
  });
});

/** Keys of lists, with texts of their variables and the resulting values. */
const LISTS: Readonly<Record<string, readonly (readonly [text: string, value: unknown])[]>> = {
  'index.projects': [
    [
      '[{"instance": "kernel", "project": "netdev", "days": 30}]',
      [{ instance: 'kernel', project: 'netdev', days: 30, comments: true }],
    ],
  ],
  'listen.trustProxies': [
    ['10.0.0.7', ['10.0.0.7']],
    ['10.0.0.0/8,fd00::1', ['10.0.0.0/8', 'fd00::1']],
    [' 10.0.0.7 , 10.0.0.8, ', ['10.0.0.7', '10.0.0.8']],
    ['["10.0.0.7"]', ['10.0.0.7']],
    [' , ', []],
  ],
  'mcp.hosts': [
    ['gateway.example', ['gateway.example']],
    ['a.example, [::1]', ['a.example', '[::1]']],
  ],
  'proxy.noProxy': [
    ['*', ['*']],
    ['.a.example, b:8080', ['.a.example', 'b:8080']],
  ],
  'cors.origins': [
    ['*', ['*']],
    ['https://a.example,https://b.example', ['https://a.example', 'https://b.example']],
    ['https://a.example\nhttps://b.example\n', ['https://a.example', 'https://b.example']],
    ['["https://a.example"]', ['https://a.example']],
  ],
  'review.bots': [
    ['ci@a.example', ['ci@a.example']],
    ['ci@a.example, bot+net@b.example', ['ci@a.example', 'bot+net@b.example']],
    ['["ci@a.example"]', ['ci@a.example']],
  ],
  'review.authorStates': [
    ['waiting', ['waiting']],
    ['changes-requested, needs-info', ['changes-requested', 'needs-info']],
    ['["needs-info"]', ['needs-info']],
  ],
  roles: [
    ['api', ['api']],
    ['api, poll', ['api', 'poll']],
    ['["poll","api"]', ['poll', 'api']],
  ],
  webhooks: [['[]', []]],
  'access.gatewayKeys': [
    [
      JSON.stringify([{ name: 'board', sha256: 'A'.repeat(64), tokens: { kernel: 'secret' } }]),
      [{ name: 'board', sha256: 'A'.repeat(64), tokens: { kernel: 'secret' } }],
    ],
    ['[]', []],
  ],
};

const variableOf = (path: string): string =>
  listConfigKeys().find((key) => key.path === path)?.variable ?? '';

function valueAt(config: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], config);
}

describe('the variable of a list', () => {
  it('is in this table for each list and mapping with a variable', () => {
    const documented = listConfigKeys()
      .filter(({ type, variable }) => /list|mapping/.test(type) && variable !== undefined)
      .map(({ path }) => path);
    // It has a different form; see below.
    expect(documented.filter((path) => path !== 'instances').sort()).toEqual(
      Object.keys(LISTS).sort(),
    );
  });

  it.each(
    Object.entries(LISTS).flatMap(([path, rows]) =>
      rows.map(([text, value]) => [path, text, value]),
    ),
  )('%s reads %j', (path, text, value) => {
    const config = loadConfig({ environment: { [variableOf(path as string)]: text as string } });
    expect(valueAt(config, path as string)).toEqual(value);
  });

  it.each([
    ['kernel', ['kernel']],
    ['kernel,mine=https://a.example', ['kernel', 'mine']],
    [' kernel\n ozlabs, ', ['kernel', 'ozlabs']],
  ])('instances reads %j', (text, names) => {
    const { instances } = loadConfig({ environment: { PATCHWORK_GRAPHQL_INSTANCES: text } });
    expect(instances.map(({ name }) => name)).toEqual(names);
  });

  it.each([
    ['listen.trustProxies', 'proxy.example', 'an IP address or a range'],
    ['listen.trustProxies', '{"a": 1}', 'an IP address or a range'],
    ['cors.origins', 'a.example', 'an origin such as https://example.org'],
    ['access.gatewayKeys', '[{"name": "board", "tokens": {"kernel": "hunter2"', 'in JSON'],
    ['access.gatewayKeys', '{"kernel": "hunter2"}', 'in JSON'],
  ])('%s refuses %j by its own name, and shows no secret', (path, text, remedy) => {
    const variable = variableOf(path);
    let message = '';
    try {
      loadConfig({ environment: { [variable]: text } });
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain(variable);
    expect(message).toContain(remedy);
    expect(message).not.toContain('hunter2');
  });
});

describe('docs/configuration.md', () => {
  it('documents no key that does not exist', () => {
    const known = new Set(listConfigKeys().map(({ path }) => path));
    const table = /## All keys[^]*?\n## /.exec(documentation)?.[0] ?? '';
    const documented = [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, path]) => path);
    expect(documented.filter((path) => !known.has(path ?? ''))).toEqual([]);
    expect(documented).toHaveLength(known.size);
  });

  it('shows a valid file', () => {
    const example = /```yaml\n([^]*?)```/.exec(documentation)?.[1] ?? '';
    const folder = mkdtempSync(join(tmpdir(), 'config-'));
    const file = join(folder, 'gateway.yml');
    writeFileSync(file, example);
    const { instances } = loadConfig({ file, environment: { KERNEL_TOKEN: 'secret' } });
    rmSync(folder, { recursive: true });
    expect(instances.map(({ name }) => name)).toEqual(['kernel', 'lab']);
  });
});
