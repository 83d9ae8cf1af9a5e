import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceBuild } from '../../scripts/replaceBuild.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'build-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A build of these files; the text of each is `text`. */
function building(text: string, ...files: string[]): (into: string) => string[] {
  return (into) => {
    for (const file of files) write(join(into, file), text);
    return files;
  };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function listed(): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}

describe('replaceBuild', () => {
  it('keeps the files of the previous build until the next one', () => {
    replaceBuild(folder, building('first', 'cli.js', 'chunk-1.js'));
    replaceBuild(folder, building('second', 'cli.js', 'chunk-2.js'));
    expect(listed()).toEqual(['.built', 'chunk-1.js', 'chunk-2.js', 'cli.js']);
    expect(readFileSync(join(folder, 'cli.js'), 'utf8')).toBe('second');

    replaceBuild(folder, building('third', 'cli.js', 'chunk-3.js'));
    expect(listed()).toEqual(['.built', 'chunk-2.js', 'chunk-3.js', 'cli.js']);
  });

  it('removes what other builds left, with their folders, and keeps the pages', () => {
    for (const file of [
      'config/keys.js',
      'config/presets/kernel.js',
      'main.js.map',
      'types.d.ts',
      'graphiql/index.html',
      'dashboard/assets/app.js',
    ]) {
      write(join(folder, file), '');
    }
    replaceBuild(folder, building('', 'cli.js', join('sample', 'mailmap')));
    expect(listed()).toEqual(
      [
        ...['.built', 'cli.js', 'sample', join('sample', 'mailmap')],
        ...['graphiql', join('graphiql', 'index.html')],
        ...['dashboard', join('dashboard', 'assets'), join('dashboard', 'assets', 'app.js')],
      ].sort(),
    );
  });

  it('leaves the build as it was where the next one fails', () => {
    replaceBuild(folder, building('first', 'cli.js', 'chunk-1.js'));
    const before = listed();
    expect(() =>
      replaceBuild(folder, () => {
        throw new Error('no memory');
      }),
    ).toThrow('no memory');
    expect(listed()).toEqual(before);
  });
});
