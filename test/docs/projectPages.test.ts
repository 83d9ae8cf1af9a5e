import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listConfigKeys } from '../../src/config/configKeys.js';

const root = new URL('../../', import.meta.url);
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(new URL('package.json', root), 'utf8')));
const keys = listConfigKeys().map(({ path }) => path);
const sections = new Set(keys.map((path) => path.split('.')[0]));

describe.each(['SECURITY.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'docs/deployment/README.md'])(
  '%s',
  (file) => {
    const url = new URL(file, root);
    const text = readFileSync(url, 'utf8');

    it('links only to pages that exist', () => {
      const targets = [...text.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, target = '']) => target);
      const local = targets.filter((target) => !/^https?:/.test(target));
      expect(local.filter((target) => !existsSync(new URL(target, url)))).toEqual([]);
    });

    it('names only existing scripts of package.json and keys of the configuration', () => {
      const called = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
      expect(called.filter((name) => !(name in scripts))).toEqual([]);
      const named = [...text.matchAll(/`([a-z]\w*\.[a-z]\w*)`/gi)].map(([, path = '']) => path);
      const unknown = named.filter(
        (path) => sections.has(path.split('.')[0] ?? '') && !keys.includes(path),
      );
      expect(unknown).toEqual([]);
    });
  },
);

describe('CHANGELOG.md', () => {
  it('has the headings of Keep a Changelog', () => {
    const text = readFileSync(new URL('CHANGELOG.md', root), 'utf8');
    const headings = text.match(/^##+ .*$/gm) ?? [];
    expect(headings[0]).toBe('## [Unreleased]');
    const odd = headings.filter(
      (heading) =>
        !/^## \[(?:Unreleased|\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d)/.test(heading) &&
        !/^### (?:Added|Changed|Deprecated|Removed|Fixed|Security)$/.test(heading),
    );
    expect(odd).toEqual([]);
  });
});
