import { describe, expect, it } from 'vitest';
import { messageIdOfLink } from '../../src/mail/links.js';
import { readMetadata } from '../../src/mail/metadata.js';
import { createPathFilter, matchesPath } from '../../src/mail/pathMatch.js';
import { parsePosting } from '../../src/mail/posting.js';

describe('readMetadata', () => {
  it('parses the lines that b4 and git write below the message', () => {
    const id = '0123456789012345678901234567890123456789';
    const content = `Text\n\n---\nChanges in v3:\n- x\n- Link to v2: https://lore.example/r/2-v2-0-a@b.example\n- Link to v1: https://lore.example/r/1@b.example\n\n---\nbase-commit: ${id}\nchange-id: 20260101-x-0123456789ab\nprerequisite-change-id: 20250101-y-0123456789ab:v2\nprerequisite-patch-id: ${id}\nprerequisite-message-id: <p@b.example>\n`;
    expect(readMetadata(content)).toEqual({
      changeId: '20260101-x-0123456789ab',
      gerritChangeId: null,
      baseCommit: id,
      prerequisites: [
        { kind: 'CHANGE_ID', value: '20250101-y-0123456789ab:v2', messageId: null },
        { kind: 'PATCH_ID', value: id, messageId: null },
        { kind: 'MESSAGE_ID', value: 'p@b.example', messageId: 'p@b.example' },
      ],
      supersedes: [],
      versionLinks: [
        {
          label: '2',
          url: 'https://lore.example/r/2-v2-0-a@b.example',
          messageId: '2-v2-0-a@b.example',
        },
        { label: '1', url: 'https://lore.example/r/1@b.example', messageId: '1@b.example' },
      ],
    });
  });

  it('parses a prerequisite, and no version, from prerequisite-change-id', () => {
    expect(readMetadata('prerequisite-change-id: x:v1\n').changeId).toBeNull();
  });

  it('distinguishes the ids of Gerrit and b4', () => {
    const gerrit = `I${'0'.repeat(40)}`;
    expect(readMetadata(`Change-Id: ${gerrit}\n`)).toMatchObject({
      changeId: null,
      gerritChangeId: gerrit,
    });
  });

  it.each([
    ['base-commit: 0123456789ab', '0123456789ab'],
    ['base-commit: v6.9', null],
    ['based on v6.9', null],
    [' base-commit: 0123456789ab', null],
    ['base-commit: 0123456789abcdefg', null],
  ])('finds the base in %s', (line, expected) => {
    expect(readMetadata(`Text\n${line}\n`).baseCommit).toBe(expected);
  });

  it.each([
    ['Depends-on: <a@b.example>', 'MESSAGE_ID', 'a@b.example'],
    [
      'Depends-on: https://p.example/project/x/patch/a@b.example/',
      'URL',
      'https://p.example/project/x/patch/a@b.example/',
    ],
    ['Depends-on: series-123 ("x")', 'NUMBER', 'series-123'],
    ['Depends-on: patch-45', 'NUMBER', 'patch-45'],
    ['Based-on: <a@b.example>', 'MESSAGE_ID', 'a@b.example'],
  ])('reads %s', (line, kind, value) => {
    expect(readMetadata(line).prerequisites).toMatchObject([{ kind, value }]);
  });

  it('does not mistake prose for a prerequisite', () => {
    expect(readMetadata('Depends-on: the other series\n').prerequisites).toEqual([]);
  });

  it('parses replaced series, and a bare version link', () => {
    const { supersedes, versionLinks } = readMetadata(
      'Supersedes: <a@b.example>\nObsoletes: https://l.example/r/c@d.example\nv5.1: https://l.example/r/e@f.example\nv2: rewritten\n',
    );
    expect(supersedes).toEqual(['a@b.example', 'c@d.example']);
    expect(versionLinks).toMatchObject([{ label: '5.1', messageId: 'e@f.example' }]);
  });
});

describe('links to earlier versions', () => {
  const url = 'https://l.example/r/a@b.example';

  it.each([
    [`- Link to v1: ${url}`, '1'],
    [`Link to v1:\n  ${url}`, '1'],
    [`[v2] ${url}`, '2'],
    [`[v2]: ${url}`, '2'],
    [`* V3 - ${url}`, '3'],
    [`v1 -> ${url}`, '1'],
    [`v1 (${url}):`, '1'],
    [`Changes since v1 (${url}):`, '1'],
    [`v1 link: <${url}>`, '1'],
    [`RFC v1: ${url}`, '1'],
  ])('reads %s', (text, label) => {
    expect(readMetadata(`${text}\n`).versionLinks).toEqual([
      { label, url, messageId: 'a@b.example' },
    ]);
  });

  it.each([
    `v2 is based on ${url}`,
    `See v1 of ${url}`,
    `Changes in v2: as ${url} asked`,
    `v1:\n\n${url}`,
    `IPv4: ${url}`,
  ])('finds none in %s', (text) => {
    expect(readMetadata(`${text}\n`).versionLinks).toEqual([]);
  });
});

describe('messageIdOfLink', () => {
  it.each([
    ['https://patch.msgid.link/a%40b.example', 'a@b.example'],
    ['https://l.example/r/a+b@c.example/', 'a+b@c.example'],
    ['<https://l.example/r/a@c.example>', 'a@c.example'],
    ['a@c.example', 'a@c.example'],
    ['https://l.example/%zz@c', '%zz@c'],
    ['nothing', null],
    ['', null],
  ])('reads %s', (text, expected) => {
    expect(messageIdOfLink(text)).toBe(expected);
  });
});

describe('parsePosting', () => {
  it.each([
    ['[v5.1,10/12] x', { version: 5, label: '5.1', index: 10, count: 12 }],
    ['[PATCH 5.10 v2] x', { version: 2, label: '2', branch: '5.10', isResend: false }],
    ['[6.1.y,v2,1/3] x', { branch: '6.1.y', words: [], index: 1 }],
    ['[PATCH RESEND v2] x', { version: 2, isResend: true }],
    ['[PATCHv2 1/3] x', { version: 2, label: '2', words: [], index: 1, isResend: false }],
    ['[RFCv2,net-next] x', { version: 2, label: '2', words: ['rfc', 'net-next'] }],
    ['[PATCH-v4] x', { version: 4, label: '4', words: [] }],
    ['[RESENDv3] x', { version: 3, isResend: true }],
    ['[ipv6,PATCH] x', { version: 1, words: ['ipv6'] }],
    ['[net-next,v3,0/4] Fix  it.', { words: ['net-next'], normalizedTitle: 'fix it' }],
    ['[RFC,01/11] x', { words: ['rfc'], index: 1, count: 11, version: 1, label: '1' }],
    ['fix (v3)', { version: 3, label: '3', normalizedTitle: 'fix' }],
    [null, { version: 1, label: '1', branch: null, index: null, title: '' }],
  ])('reads %s', (name, expected) => {
    expect(parsePosting(name)).toMatchObject(expected);
  });
});

describe('matchesPath', () => {
  it.each([
    ['drivers/net/a.c', 'drivers/', true],
    ['drivers', 'drivers/', false],
    ['drivers2/a.c', 'drivers/', false],
    ['drivers/net/a.c', 'drivers/*', false],
    ['drivers/net/a.c', 'drivers/*/*.c', true],
    ['drivers/net/a.c', 'drivers/net/a.?', true],
    ['drivers/net/a.c', 'drivers/net', false],
    ['drivers/net/a.c', '*.c', false],
    ['a.c', '*.c', true],
    ['a/b/c/d.c', 'a/*/c/', true],
    ['a/b/x/d.c', 'a/*/c/', false],
    ['a.c', 'A.c', false],
    ['a[1].c', 'a[1].c', true],
  ])('%s against %s: %s', (path, pattern, expected) => {
    expect(matchesPath(path, pattern)).toBe(expected);
  });

  it('matches the old path of a rename as well', () => {
    const isWanted = createPathFilter(['old/']);
    expect(isWanted({ path: 'new/a.c', previousPath: 'old/a.c' })).toBe(true);
    expect(isWanted({ path: 'new/a.c', previousPath: null })).toBe(false);
  });
});
