import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { runCli } from '../../src/cli/runCli.js';
import { openSearchIndex } from '../../src/corpus/openSearchIndex.js';
import { InstanceFiller } from '../../src/filling/InstanceFiller.js';
import { startSampleServer, type SampleServer } from '../../src/sample/server/startSampleServer.js';
import { connectClient } from '../tools/connectClient.js';
import { sqliteHere } from '../tools/sqliteHere.js';

const folder = mkdtempSync(join(tmpdir(), 'index-'));
const config = join(folder, 'gateway.yml');
const path = join(folder, 'index.db');
let server: SampleServer;
const PERCENT_ID = '50%25off@host.example';

const openIndex = () =>
  openSearchIndex({ engine: 'sqlite', path, timeoutMs: 10_000 }, () => undefined);

async function cli(...argv: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const texts = { stdout: '', stderr: '' };
  const code = await runCli(['index', argv[0] ?? '', '--config', config, ...argv.slice(1)], {
    stdout: { write: (text) => (texts.stdout += text) },
    stderr: { write: (text) => (texts.stderr += text) },
    environment: {},
    openEmbeddedGateway: () => Promise.reject(new Error('not opened')),
    startGateway: () => Promise.reject(new Error('not asked for')),
    probeInstance: () => Promise.resolve({ version: null, latencyMs: null }),
    probeCache: () => Promise.resolve(undefined),
    openHooks: () => Promise.reject(new Error('no webhooks are opened')),
    untilStopped: () => Promise.resolve('SIGTERM'),
  });
  return { code, ...texts };
}

async function fill(): Promise<void> {
  const connected = connectClient(server.url);
  const index = await openIndex();
  const filler = new InstanceFiller({
    index,
    client: connected.client,
    projects: [{ instance: 'it', project: 'proj1', days: 4000, comments: true }],
    requestsPerSecond: 1e6,
    maxTextBytes: 2_000_000,
    feed: undefined,
  });
  while (await filler.step());
  await index.close();
  await connected.close();
}

beforeAll(async () => {
  const state = createBigState({ patches: 30, series: 10, projects: 1 });
  const patches = state.patches.map((row, index) =>
    index === 1 ? { ...row, msgid: `<${PERCENT_ID}>` } : row,
  );
  server = await startSampleServer({ state: { ...state, patches } });
  writeFileSync(
    config,
    `instances: [{ name: it, url: '${server.url}' }]
index:
  enabled: true
  path: '${path}'
  requestsPerSecond: 100000
  days: 4000
  projects: [{ instance: it, project: proj1 }]
`,
  );
  await fill();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

describe.skipIf(!sqliteHere)('patchwork-graphql index', () => {
  it('status shows what is indexed', async () => {
    const { code, stdout } = await cli('status');
    expect(code).toBe(0);
    expect(stdout).toMatch(/it\/proj1 +LIVE +\d{4}-\d\d-\d\d +\d{4}-\d\d-\d\d +30 of 30/);
    const json = JSON.parse((await cli('status', '--json')).stdout) as {
      projects: { coverage: { patches: number } }[];
    };
    expect(json.projects[0]?.coverage.patches).toBe(30);
  });

  it('status counts patches that arrived after the filling among those of the server', async () => {
    const project = { instance: 'it', project: 'proj1' };
    const index = await openIndex();
    await index.setCoverage(project, { expectedPatches: 28 });
    expect((await cli('status')).stdout).toMatch(/ 30 of 30 /);
    await index.setCoverage(project, { expectedPatches: 31 });
    expect((await cli('status')).stdout).toMatch(/ 30 of 31 /);
    await index.setCoverage(project, { expectedPatches: 30 });
    await index.close();
  });

  it('verify finds missing and deleted mails, and repairs the index', async () => {
    expect(await cli('verify')).toMatchObject({
      code: 0,
      stdout: 'it/proj1: matches the server\n',
      stderr: expect.stringMatching(/^it\/proj1: about \d+ requests \(1 minutes\), and 1 per 250 /),
    });
    const index = await openIndex();
    const span = { since: 0, before: 2 ** 33 };
    const project = { instance: 'it', project: 'proj1' };
    const [lost] = await index.list(project, 'PATCH', span, 1);
    await index.remove(lost === undefined ? [] : [lost]);
    await index.close();
    const { code, stdout } = await cli('verify');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^it\/proj1: 1 mails missing, 0 gone \(\d{4}-\d\d\)\n$/);
    expect((await cli('verify', '--repair')).code).toBe(0);
    expect((await cli('verify')).code).toBe(0);
  });

  it('verify compares everything in a process of its own, however slow the configured rate is', async () => {
    await cli('verify', '--repair');
    const slow = join(folder, 'slow.yml');
    writeFileSync(slow, readFileSync(config, 'utf8').replace('Second: 100000', 'Second: 10'));
    const program = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
    const argv = ['--import', 'tsx', program, 'index', 'verify', '--config', slow];
    const before = server.requests.length;
    const { stdout } = await promisify(execFile)(process.execPath, argv);
    expect(stdout).toBe('it/proj1: matches the server\n');
    expect(server.requests.length - before).toBeGreaterThan(3);
  });

  it('forget reports mails that are not indexed, and refuses invalid Message-IDs', async () => {
    expect(await cli('forget', 'gone@example.org')).toMatchObject({
      code: 0,
      stdout:
        '0 mails are removed; they will not be indexed again.\ngone@example.org is not in the index; it will not be indexed either.\n',
    });
    expect(await cli('forget', 'not an id')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^error: "not an id" is not a valid Message-ID/),
    });
  });

  it('forget removes a mail and prevents indexing it again', async () => {
    const msgid = server.store.patches.rows[0]?.msgid ?? '';
    const { code, stdout } = await cli('forget', msgid);
    expect([code, stdout]).toEqual([0, '1 mails are removed; they will not be indexed again.\n']);
    await cli('verify', '--repair');
    const index = await openIndex();
    expect(await index.find([msgid.replace(/^<|>$/g, '')])).toEqual([]);
    await index.setProgress('forgotten', null);
    await index.close();
    expect((await cli('verify', '--repair')).code).toBe(0);
  });

  it('forget takes an id with a percent sign as it is', async () => {
    expect(await cli('forget', PERCENT_ID)).toMatchObject({
      stdout: '1 mails are removed; they will not be indexed again.\n',
    });
    const index = await openIndex();
    expect(await index.find([PERCENT_ID])).toEqual([]);
    await index.setProgress('forgotten', null);
    await index.close();
    expect((await cli('verify', '--repair')).code).toBe(0);
  });

  it('rebuild prints an estimate, and empties the index only with --yes', async () => {
    const { stdout } = await cli('rebuild');
    expect(stdout).toMatch(/^it\/proj1: about \d+ requests \(1 minutes\), 1 MB\n/);
    expect(stdout).toContain('Nothing is changed');
    expect((await cli('verify')).code).toBe(0);
    await cli('rebuild', '--yes');
    const index = await openIndex();
    expect(await index.coverage()).toEqual([]);
    await index.close();
    expect(await cli('verify')).toMatchObject({
      code: 1,
      stdout: 'it/proj1: nothing is indexed yet\n',
    });
    await fill();
  });

  it.each(['rebuild --yes', 'verify --repair', 'forget', 'status', 'seed x'])(
    '%s of a project that is not indexed lists the indexed ones, and changes nothing',
    async (command) => {
      for (const name of ['it/porj1', 'ti/proj1', 'proj1']) {
        expect(await cli(...command.split(' '), '--project', name)).toEqual({
          code: 2,
          stdout: '',
          stderr: `error: --project: ${name} is not in index.projects; expected one of it/proj1; did you mean it/proj1?\n`,
        });
      }
      expect((await cli(...command.split(' '), '--project', 'other/thing')).stderr).toBe(
        'error: --project: other/thing is not in index.projects; expected one of it/proj1\n',
      );
      const index = await openIndex();
      expect(await index.coverage()).toMatchObject([{ project: 'proj1', patches: 30 }]);
      await index.close();
    },
  );

  it.each(['status', 'verify', 'rebuild --yes', 'forget a@b', 'seed x --project it/proj1'])(
    '%s reports why the index cannot be used, before it queries the server',
    async (command) => {
      const broken = join(folder, 'broken.yml');
      writeFileSync(broken, readFileSync(config, 'utf8').replace(path, folder));
      server.resetRequests();
      expect(await cli(...command.split(' '), '--config', broken)).toEqual({
        code: 1,
        stdout: '',
        stderr: `error: the index file ${folder} is a directory; set index.path to a file in it\n`,
      });
      expect(server.requests).toEqual([]);
    },
  );

  it('seed requires a project and an archive', async () => {
    expect(await cli('seed', folder)).toMatchObject({
      code: 2,
      stderr: 'error: --project is required\n',
    });
    expect(await cli('seed', '--project', 'it/proj1', folder)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is not a public-inbox v2 archive'),
    });
    expect(await cli('seed', '--project', 'it/other', folder)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('expected one of it/proj1'),
    });
    const mbox = join(folder, 'list.mbox');
    const msgid = server.store.patches.rows[0]?.msgid ?? '';
    writeFileSync(mbox, `From x\nMessage-ID: ${msgid}\nSubject: x\n\ntext\n`);
    const { stdout } = await cli('seed', '--project', 'it/proj1', mbox);
    expect(stdout).toContain('1 of');
  });
});
