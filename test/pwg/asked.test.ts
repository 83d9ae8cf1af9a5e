import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestPwg, type PwgRun } from '../tools/pwg.js';
import { idOf, releaseInstance, tokenOf } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

/** What was asked for is done, or its lack is reported. */

let gateway: TestGateway;
let pwg: TestPwg;
const pwgIn = (...argv: string[]): Promise<PwgRun> => pwg.run(argv);
const patch = (key: string): string => `main/${String(idOf('main', key))}`;

beforeAll(async () => {
  gateway = await startTestGateway({ instances: [releaseInstance('main')] });
});
afterAll(() => gateway.close());
beforeEach(async () => {
  pwg = new TestPwg({ PWG_GATEWAY: gateway.url });
  await pwg.run(['login', 'main'], { input: tokenOf('main', 'mira') });
});
afterEach(() => pwg.remove());

describe('a write', () => {
  it('reports a mail that was not posted to the project of -p', async () => {
    const { msgid } = gateway.server('main').store.patches.require(idOf('main', 'b2@kettle'));
    const { code, stdout, stderr } = await pwgIn('unarchive', msgid, patch('b3@kettle'), '-p', 'x');
    expect(code).toBe(2);
    expect(stdout).toMatch(/^main\/patch\/\d+ +APPLIED/m);
    expect(stderr).toContain(
      `was not posted to x, only as ${patch('b2@kettle').replace('/', '/patch/')}`,
    );
    expect(await pwgIn('unarchive', msgid, '-p', 'x')).toMatchObject({ code: 1, stdout: '' });
  });

  it('names each patch of a series that was refused', async () => {
    const { store } = gateway.server('main');
    const { series } = store.patches.require(idOf('main', 'b2@kettle'));
    const { code, stdout } = await pwgIn('state', 'nosuch', `main/series/${String(series)}`);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      new RegExp(`^${patch('b2@kettle').replace('/', '/patch/')} +NOT_APPLIED`, 'm'),
    );
  });

  it('requires the whole name of a bundle; a read reports the name that it completes', async () => {
    await pwgIn('bundle', 'create', 'nightly build', patch('b2@kettle'));
    for (const argv of [
      ['delete', 'nightly'],
      ['update', 'nightly', '--public'],
      ['add', 'nightly', patch('b3@kettle')],
      ['apply', 'nightly'],
    ]) {
      const { code, stdout, stderr } = await pwgIn('bundle', ...argv);
      expect({ argv, code, stdout }).toEqual({ argv, code: 1, stdout: '' });
      expect(stderr).toMatch(
        /^error: "nightly": no bundle has this name; similar: main\/bundle\/\d+ "nightly build"$/m,
      );
    }
    const shown = await pwgIn('bundle', 'show', 'nightly', '--json', 'name');
    expect(shown.stdout).toContain('nightly build');
    expect(shown.stderr).toMatch(
      /^"nightly" is a part of the name of main\/bundle\/\d+: nightly build$/m,
    );
    expect(await pwgIn('bundle', 'delete', 'nightly build')).toMatchObject({ code: 0 });
  });
});

describe('a list', () => {
  it('reports a word that was probably meant as its type', async () => {
    const { stderr } = await pwgIn('list', 'patches', '--json', 'number');
    expect(stderr).toBe(
      '"patches" is searched for in names; the types are patch, series, cover, bundle\n',
    );
  });

  it('with --limit all is read on where the gateway ends a page without a match', async () => {
    const limited = await startTestGateway({
      instances: [releaseInstance('main')],
      limits: { scanRows: 5 },
    });
    const search = ['search', 'has:replies', '-t', 'patch', '-i', 'main', '--json', 'number'];
    try {
      const whole = await pwgIn(...search, '-n', 'all');
      expect((JSON.parse(whole.stdout) as unknown[]).length).toBeGreaterThan(1);
      const paged = await pwgIn(...search, '-n', 'all', '--gateway', limited.url);
      expect(paged).toEqual(whole);
      const cut = await pwgIn(...search, '--gateway', limited.url);
      expect(cut).toMatchObject({ code: 1, stdout: '[]\n' });
      expect(cut.stderr).toMatch(/only a part: read \d+ rows/);
      expect(cut.stderr).toMatch(/^There may be more; --limit all reads every row\.$/m);
    } finally {
      await limited.close();
    }
  });

  it('refuses a name that more people have than it can filter by', async () => {
    const { people } = gateway.server('main').store;
    for (let index = 0; index < 251; index += 1) {
      const id = people.takeId();
      people.insert({
        id,
        name: 'Many Faces',
        email: `many${String(id)}@faces.example`,
        user: null,
      });
    }
    const { code, stdout, stderr } = await pwgIn('list', '--submitter', 'Many Faces');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('"Many Faces": more than 250 match; use an email address');
  });
});

describe('show', () => {
  it('prints the cover letter of a series for --body, and reports flags that add nothing', async () => {
    const { series } = gateway.server('main').store.patches.require(idOf('main', 'A1.1@kettle'));
    const reference = `main/series/${String(series)}`;
    const { store } = gateway.server('main');
    const cover = store.covers.require(store.series.require(series ?? 0).cover_letter ?? 0);
    const body = await pwgIn('show', '--body', reference);
    expect(body).toMatchObject({ code: 0, stderr: '' });
    expect(body.stdout).toContain(cover.content.split('\n')[0]);
    const diff = await pwgIn('show', '--diff', '--comments', '--review', reference);
    expect(diff.stderr).toBe(
      `warning: ${reference}: not available for a series: --diff, --comments\n`,
    );
    expect(await pwgIn('show', '-b', '-d', '--comments', patch('b2@kettle'))).toMatchObject({
      code: 0,
      stderr: '',
    });
  });
});

describe('a mailbox', () => {
  it('of which patches have not arrived is reported', async () => {
    const { store } = gateway.server('main');
    const part = store.patches.require(idOf('main', 'D.3@kettle'));
    const series = `main/series/${String(part.series)}`;
    for (const [code, argv, reason] of [
      [2, ['download', series, '-o', '-'], /only 2 of 4 patches have arrived/],
      [2, ['download', '--diff', series, '-o', '-'], /only 2 of 4 patches have arrived/],
      [2, ['apply', '--plain', '--dry-run', series], /only 2 of 4 patches have arrived/],
      [2, ['apply', '--deps', '--dry-run', patch('D.3@kettle')], /only 2 of 3 patches up to it/],
      [1, ['apply', '--dry-run', series], /has no complete mbox; Patch 2 of 4 is missing/],
    ] as const) {
      const run = await pwgIn(...argv);
      expect({ argv, code: run.code }).toEqual({ argv, code });
      expect(run.stderr).toMatch(reason);
    }
    expect(await pwgIn('download', patch('D.3@kettle'), '-o', '-')).toMatchObject({ code: 0 });
  });

  it.each([
    [['apply', '--message-id', '--dry-run', patch('b2@kettle')], '-- --message-id'],
    [['download', '--ready', '--separate', patch('b2@kettle')], 'cannot be combined'],
  ])('does not follow some flags: %j', async (argv, reason) => {
    const { code, stdout, stderr } = await pwgIn(...argv);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(reason);
  });
});

describe('text of mails', () => {
  const hostile = 'a\u001b]0;owned\u0007b\u009b2Jc\u202ed';
  it('is written unchanged to files and pipes, and harmless to a terminal', async () => {
    // eslint-disable-next-line no-control-regex -- these characters must not occur
    const harmful = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/;
    const own = await startTestGateway({ instances: [releaseInstance('main')] });
    try {
      Object.assign(own.server('main').store.patches.require(idOf('main', 'b2@kettle')), {
        name: hostile,
        diff: hostile,
      });
      for (const argv of [
        ['show', patch('b2@kettle'), '--json', 'name,diff'],
        ['show', patch('b2@kettle'), '--csv', 'name,diff'],
        ['download', '--diff', patch('b2@kettle'), '-o', '-'],
      ]) {
        const flags = [...argv, '--gateway', own.url];
        const piped = await pwg.run(flags);
        const shown = await pwg.run(flags, { columns: 80 });
        expect(shown.stdout).not.toMatch(harmful);
        if (argv.includes('--json')) {
          expect(JSON.parse(piped.stdout)).toEqual([{ name: hostile, diff: hostile }]);
        } else expect(piped.stdout).toContain(hostile);
      }
    } finally {
      await own.close();
    }
  });
});
