import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const PATH = /`((?:src|schema|test|docs|scripts)(?:\/[\w./-]*)?|[\w-]+\.(?:yml|json|cjs))`/g;

describe.each([
  'README.md',
  'docs/architecture.md',
  'docs/caching.md',
  'docs/adding-a-resource.md',
  'docs/queries.md',
  'docs/clients.md',
  'docs/grafana.md',
  'docs/supergraph.md',
  'docs/configuration.md',
  'docs/upgrading.md',
])('%s', (file) => {
  const text = read(file);

  it('names only files and folders that exist', () => {
    const paths = [...text.matchAll(PATH)].map(([, path = '']) => path);
    // The first is an example of a reader's own file, the second does not exist yet.
    const elsewhere = new Set(['gateway.yml', 'src/metrics.ts']);
    const missing = paths.filter(
      (path) => !elsewhere.has(path) && !existsSync(new URL(path, root)),
    );
    expect(missing).toEqual([]);
  });

  it('links only to pages that exist', () => {
    const base = new URL(file, root);
    const targets = [...text.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, target = '']) => target);
    const local = targets.filter((target) => !/^https?:/.test(target));
    expect(local.filter((target) => !existsSync(new URL(target, base)))).toEqual([]);
  });

  it('names functions and classes with their actual files', () => {
    const named = [...text.matchAll(/`(\w+)`\s+\(?in `(src\/[\w./-]+\.ts)`/g)];
    const lost = named.filter(
      ([, name = '', path = '']) =>
        !new RegExp(`\\bexport (?:async )?(?:function|class|interface|type|const) ${name}\\b`).test(
          read(path),
        ),
    );
    expect(lost.map(([whole]) => whole)).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  it('has a row for every room', () => {
    const text = read('docs/architecture.md');
    const folders = readdirSync(new URL('src', root), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `| \`src/${name}\``);
    expect(folders.filter((start) => !text.includes(start))).toEqual([]);
  });
});
