import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listConfigKeys, type ConfigKey } from '../../src/config/configKeys.js';
import { loadConfig } from '../../src/config/loadConfig.js';

const documentation = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');

/** The row of docs/configuration.md for a key, as it has to read but for its padding. */
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
    'names %s, which docs/configuration.md describes as the schema does',
    (_, key) => {
      const rows = documentation.split('\n').map((line) => line.replaceAll(/ +/g, ' '));
      expect(rows).toContain(tableRow(key).replaceAll(/ +/g, ' '));
    },
  );

  it('names nothing that loadConfig does not read from its variable', () => {
    for (const { path, variable, default: fallback, type } of listConfigKeys()) {
      if (variable === undefined || type === 'list') continue;
      const sample = path === 'cache.url' ? 'redis://a.example' : 'https://a.example';
      const anything = type === 'integer' ? '1' : sample;
      const value = fallback === undefined ? anything : JSON.stringify(fallback);
      const environment = { [variable]: value.replaceAll('"', '') };
      expect(() => loadConfig({ environment }), path).not.toThrow();
    }
  });
});

describe('docs/configuration.md', () => {
  it('documents no key that is gone', () => {
    const known = new Set(listConfigKeys().map(({ path }) => path));
    const table = /## Every key[^]*?\n## /.exec(documentation)?.[0] ?? '';
    const documented = [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, path]) => path);
    expect(documented.filter((path) => !known.has(path ?? ''))).toEqual([]);
    expect(documented).toHaveLength(known.size);
  });

  it('shows a file that is valid', () => {
    const example = /```yaml\n([^]*?)```/.exec(documentation)?.[1] ?? '';
    const folder = mkdtempSync(join(tmpdir(), 'config-'));
    const file = join(folder, 'gateway.yml');
    writeFileSync(file, example);
    const { instances } = loadConfig({ file, environment: { KERNEL_TOKEN: 'secret' } });
    rmSync(folder, { recursive: true });
    expect(instances.map(({ name }) => name)).toEqual(['kernel', 'lab']);
  });
});
