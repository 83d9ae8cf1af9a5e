import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { openSearchIndex } from '../../src/corpus/openSearchIndex.js';
import type { SearchIndex } from '../../src/corpus/SearchIndex.js';
import type { Fill } from '../../src/filling/Fill.js';
import { InstanceFiller } from '../../src/filling/InstanceFiller.js';
import { NewerSummaries } from '../../src/filling/NewerSummaries.js';
import { Pace } from '../../src/filling/Pace.js';
import { openArchive } from '../../src/filling/seed/archives.js';
import { messageIdOf, readRawMail } from '../../src/filling/seed/readRawMail.js';
import { Seed } from '../../src/filling/seed/seedProject.js';
import { startSampleServer, type SampleServer } from '../../src/sample/server/startSampleServer.js';
import { connectClient, type ConnectedClient } from '../tools/connectClient.js';
import { sqliteHere } from '../tools/sqliteHere.js';

const PROJECT = { instance: 'it', project: 'proj1', days: 4000, comments: true };
const folder = mkdtempSync(join(tmpdir(), 'seed-'));
let server: SampleServer;
let connected: ConnectedClient;
let mails: readonly string[];

beforeAll(async () => {
  const state = createBigState({ patches: 40, series: 12, projects: 1 });
  server = await startSampleServer({ state });
  connected = connectClient(server.url, { now: () => Date.parse('2026-11-26T00:00:00Z') });
  const { patches, covers, patchComments, coverComments } = server.store;
  mails = [patches, covers, patchComments, coverComments].flatMap(({ rows }) =>
    rows.map((row, index) =>
      [
        `Message-ID: <${row.msgid.replace(/^<|>$/g, '')}>`,
        `Subject: mail ${String(index)}`,
        'From: Ann <ann@a.example>',
        '',
        `seededword ${row.content}`,
        'From the list: this line is no separator',
        '',
      ].join('\n'),
    ),
  );
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await connected.close();
  await server.close();
});

/** Input for `git fast-import`: one commit per mail, the oldest first. */
function writeEpoch(path: string, texts: readonly string[]): void {
  execFileSync('git', ['init', '-q', '--bare', path]);
  const commits = texts.map((text, index) => {
    const bytes = Buffer.byteLength(text);
    return `commit refs/heads/master\ncommitter A <a@a.example> ${String(1_700_000_000 + index)} +0000\ndata 1\nx\nM 100644 inline m\ndata ${String(bytes)}\n${text}\n`;
  });
  // A mail that was removed from the archive.
  const removal = `commit refs/heads/master\ncommitter A <a@a.example> 1800000000 +0000\ndata 1\nx\nD m\nM 100644 inline d\ndata 1\nx\n`;
  execFileSync('git', ['-C', path, 'fast-import', '--quiet'], {
    input: [...commits, removal].join(''),
  });
}

const WRITERS: readonly [name: string, write: (path: string) => void][] = [
  [
    'a public-inbox with two epochs',
    (path) => {
      mkdirSync(join(path, 'git'), { recursive: true });
      writeEpoch(join(path, 'git', '0.git'), mails.slice(0, 20));
      writeEpoch(join(path, 'git', '1.git'), mails.slice(20));
    },
  ],
  [
    'an mbox',
    (path) => {
      const texts = mails.map((mail) => `From x@a.example Mon Jan  1 00:00:00 2026\n${mail}\n`);
      writeFileSync(path, texts.join(''));
    },
  ],
  [
    'a Maildir',
    (path) => {
      for (const name of ['cur', 'new', 'tmp']) mkdirSync(join(path, name), { recursive: true });
      mails.forEach((mail, index) => {
        writeFileSync(join(path, index % 2 === 0 ? 'cur' : 'new', `${String(index)}:2,S`), mail);
      });
    },
  ],
];

function openFill(index: SearchIndex): Fill {
  const pace = new Pace(1e6, new AbortController().signal);
  return {
    index,
    client: connected.client,
    pace,
    newer: new NewerSummaries(),
    maxTextBytes: 2_000_000,
    onEvent: () => undefined,
  };
}

describe.skipIf(!sqliteHere)('a seed', () => {
  it.each(WRITERS)(
    'indexes the mails of %s, so that the filling does not read texts',
    async (_name, write) => {
      const path = join(folder, _name.replaceAll(' ', '-'));
      write(path);
      const index = await openSearchIndex(
        { engine: 'sqlite', path: ':memory:', timeoutMs: 10_000 },
        () => undefined,
      );
      const seed = new Seed(openFill(index), PROJECT);
      server.resetRequests();
      expect(await seed.readNumbers()).toBe(mails.length);
      expect(server.requests.filter(({ path: asked }) => /mbox|comments/.test(asked))).toEqual([]);
      const done = await seed.store(await openArchive(path), () => undefined);
      expect(done).toMatchObject({ read: mails.length, indexed: mails.length, unreadable: 0 });

      server.resetRequests();
      const filler = new InstanceFiller({
        index,
        client: connected.client,
        projects: [PROJECT],
        requestsPerSecond: 1e6,
        maxTextBytes: 2_000_000,
        feed: undefined,
      });
      while (await filler.step());
      const texts = server.requests.filter(({ path: asked }) =>
        /mbox|comments\/|\/(?:patches|covers)\/\d+\/$/.test(asked),
      );
      expect(texts).toEqual([]);
      const answer = await index.query({
        instance: 'it',
        projects: null,
        kinds: ['PATCH', 'COVER', 'COMMENT'],
        where: { kind: 'text', fields: ['nq'], tokens: ['seededword'], prefix: false },
        before: null,
        limit: 10,
        count: true,
      });
      expect(answer.total).toBe(mails.length);
      const [coverage] = await index.coverage();
      expect(coverage).toMatchObject({ state: 'LIVE', patches: 40, reachesStart: true, holes: [] });
      await index.close();
    },
  );

  it('refuses a path that is not an archive', async () => {
    await expect(openArchive(tmpdir())).rejects.toThrow('is not a public-inbox v2 archive');
  });
});

describe.skipIf(!sqliteHere)('a raw mail', () => {
  it('is parsed with its encoding, its charset and attached patches', async () => {
    const raw = Buffer.from(
      [
        'Message-Id:',
        ' <folded@a.example>',
        'Subject: x',
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        'Content-Type: text/plain; charset=iso-8859-1',
        'Content-Transfer-Encoding: quoted-printable',
        '',
        'gr=FCn',
        '--b',
        'Content-Type: text/x-patch; name=a.patch',
        'Content-Disposition: attachment; filename=a.patch',
        '',
        'diff --git a/x b/x',
        '--b--',
        '',
      ].join('\r\n'),
    );
    expect(messageIdOf(raw)).toBe('folded@a.example');
    const mail = await readRawMail(raw);
    expect(mail.content).toContain('grün');
    expect(mail.content).toContain('diff --git a/x b/x');
  });

  it('may have headers that are called like members of every object', async () => {
    const raw = Buffer.from('Subject: x\r\nconstructor: a\r\nX-B: b\r\nX-B: c\r\n\r\ntext\r\n');
    const { headers } = await readRawMail(raw);
    expect(headers).toEqual({ Subject: ['x'], constructor: ['a'], 'X-B': ['b', 'c'] });
  });
});
