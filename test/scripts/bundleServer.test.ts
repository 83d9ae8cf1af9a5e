import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleServer } from '../../scripts/bundleServer.js';

const SOURCES = fileURLToPath(new URL('../../src/', import.meta.url));

let folder: string;
let written: readonly string[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundles-'));
  written = bundleServer(folder);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Names of the error classes in the files of a folder, as `constructor.name` returns them. */
function errorNames(from: string, extension: string): Set<string> {
  const files = readdirSync(from, { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((file) => file.endsWith(extension) && !file.startsWith('web'))
    .map((file) => readFileSync(join(from, file), 'utf8'));
  const classes = texts.flatMap((text) => [
    ...text.matchAll(/(?:class (\w+)|(\w+) = class) extends \w*(?:Error|Fault)\d*\b/g),
  ]);
  return new Set(classes.map(([, name, variable]) => name ?? variable ?? ''));
}

describe('bundleServer', () => {
  it('returns the files that it has written', () => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(written.map((file) => join(folder, file)).sort()).toEqual(files.sort());
    expect(written).toEqual(
      expect.arrayContaining(['cli.js', 'pwg.js', 'indexWorker.js', 'compareTask.js']),
    );
  });

  // esbuild renames classes that refer to themselves or collide, and logs contain the names.
  it('keeps the names of error classes', () => {
    const names = errorNames(folder, '.js');
    expect(names.size).toBeGreaterThan(20);
    const sources = errorNames(SOURCES, '.ts');
    expect([...names].filter((name) => !sources.has(name))).toEqual([]);
  });
});
