import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { shellWord } from '../../src/web/dashboard/parts/shellWord.js';

describe('shellWord', () => {
  it('does not change ordinary Message-IDs', () => {
    const id = '20261027143000.9001-1-lev+x=y@brandt.example';
    expect(shellWord(id)).toBe(id);
  });

  it.each([
    'a$(id)@b',
    'a;id@b',
    "it's@b",
    "'; id #",
    'a`id`@b',
    'a b@c',
    'a\nid',
    '~a',
    '',
    'a|b&c>d*?[]!"\\',
  ])('is one word for a shell, and nothing that it runs: %j', (text) => {
    const { stdout } = spawnSync('sh', ['-c', `printf %s ${shellWord(text)}`], {
      encoding: 'utf8',
    });
    expect(stdout).toBe(text);
  });
});
