import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const text = readFileSync(join(root, 'docs/architecture.md'), 'utf8');

interface Rule {
  readonly name: string;
  readonly comment?: string;
}
const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  readonly forbidden: readonly Rule[];
};

/** Files at the top of src that every room may import, as the page lists them. */
const [, paragraph = ''] = /^(Every room may import the files[^]*?)\n\n/m.exec(text) ?? [];
const ground = [...paragraph.matchAll(/`src\/(\w+)\.ts`/g)].map(([, name = '']) => name);

/** The rooms that each room may import, as the rules of the checker say. */
const rules = new Map(
  forbidden.flatMap(({ name, comment = '' }) => {
    const [, room] = /^floor-plan-(\w+)$/.exec(name) ?? [];
    const [, list = ''] = /may import itself, (.*), and types of src\/config/.exec(comment) ?? [];
    const rooms = list.split(', ').filter((one) => !ground.includes(one));
    return room === undefined ? [] : [[room, rooms.sort()] as const];
  }),
);

/** The same, as the table of the page says. */
const rows = new Map(
  [...text.matchAll(/^\| `src\/(\w+)` +\| [^|]* \| ([^|;]*)[^|]*\|$/gm)].map(
    ([, room = '', cell = '']) => {
      const list = cell.trim().replace(/^types of /, '');
      return [room, list === 'nothing' ? [] : list.split(', ').sort()] as const;
    },
  ),
);

/** The rooms that each room imports, types included. */
function readImports(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const src = join(root, 'src');
  for (const path of readdirSync(src, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(path)) continue;
    const [room = ''] = path.split('/');
    const own = found.get(room) ?? new Set<string>();
    found.set(room, own);
    const { importedFiles } = ts.preProcessFile(readFileSync(join(src, path), 'utf8'));
    for (const { fileName } of importedFiles) {
      if (!fileName.startsWith('.')) continue;
      const [target = ''] = relative(src, join(src, dirname(path), fileName)).split('/');
      own.add(target.replace(/\.js$/, ''));
    }
  }
  return found;
}

describe('the floor plan', () => {
  it('is the same in the page and in the rules of the checker', () => {
    const { cli, ...table } = Object.fromEntries(rows);
    expect(cli).toEqual(['everything']);
    expect(table).toEqual(Object.fromEntries(rules));
    expect(rules.size).toBeGreaterThan(15);
  });

  it('allows nothing that no file needs', () => {
    const imports = readImports();
    const idle = [...rules].flatMap(([room, allowed]) =>
      allowed.filter((other) => imports.get(room)?.has(other) !== true).map((one) => [room, one]),
    );
    expect(idle).toEqual([]);
  });

  it('names the files at the top of src', () => {
    const programs = ['cli', 'main', 'pwg'];
    const files = readdirSync(join(root, 'src')).filter((name) => name.endsWith('.ts'));
    expect([...ground, ...programs].sort()).toEqual(
      files.map((name) => name.replace('.ts', '')).sort(),
    );
  });
});
