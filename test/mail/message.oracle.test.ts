import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findMessageStart } from '../../src/mail/messageStart.js';
import { Git } from './git.js';
import { lacks } from '../tools/programs.js';

const line = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('From: Ola Berg <ola@b.example>', 'Subject: net: leak') },
  { weight: 1, arbitrary: fc.constantFrom('Date: Mon, 5 Jan 2026 10:00:00 +0100', '  folded: on') },
  { weight: 4, arbitrary: fc.constantFrom('Some prose', 'more', '> quoted', 'to: all') },
  { weight: 3, arbitrary: fc.constant('') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '-- >8 --',
      '---8<---',
      '- - 8< - - cut here - - >8 - -',
      '8<8<',
      '---------- >% ',
      '8< this line is much too long to be cut along',
      '>8      -',
      '--- %< --- some words here %< ---',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('----', '--', '---x', '--- ', '---', 'diff - x', 'Index: a'),
  },
  { weight: 1, arbitrary: fc.constantFrom('--- a/file', 'diff --git a/x b/x', 'diff of x') },
);
const bodies = fc.sample(fc.array(line, { minLength: 1, maxLength: 12 }), {
  numRuns: 500,
  seed: 20260102,
});

describe.skipIf(lacks('git'))('findMessageStart against git mailinfo', () => {
  const git = new Git();
  afterAll(() => git.remove());

  it('starts and ends a message where git does in 500 generated bodies', () => {
    const differences: unknown[] = [];
    for (const lines of bodies) {
      const mail = [
        'From: Ana Ruiz <ana@a.example>',
        'Subject: [PATCH] subject',
        'Date: Thu, 1 Jan 2026 00:00:00 +0000',
        '',
        ...lines,
        // git evaluates headers in a body only if a patch follows.
        '---',
        'diff --git a/x b/x',
        '',
      ].join('\n');
      const output = git.run(['mailinfo', '--scissors', '-b', 'msg', 'patch'], mail);
      const message = readFileSync(path.join(git.folder, 'msg'), 'utf8');
      const expected = {
        message: message.trim(),
        author: /^Author: (.*)$/m.exec(output)?.[1] ?? '',
        subject: /^Subject: (.*)$/m.exec(output)?.[1] ?? '',
      };
      const { start, end, inBody } = findMessageStart(lines);
      const ours = {
        message: lines.slice(start, end).join('\n').trim(),
        author: (inBody.from ?? 'Ana Ruiz <ana@a.example>').replace(/ <.*/, ''),
        subject: inBody.subject ?? 'subject',
      };
      if (JSON.stringify(ours) !== JSON.stringify(expected)) {
        differences.push({ lines, ours, expected });
      }
    }
    expect(differences).toEqual([]);
  });
});
