import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import stringWidth from 'string-width';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lacks } from '../tools/programs.js';
import { TestPwg, type PwgOptions, type PwgRun } from '../tools/pwg.js';
import { idOf, releaseInstance, tokenOf } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const NAMES = ['main', 'v31', 'v22'] as const;
const NOW = Date.UTC(2026, 2, 20);

let gateway: TestGateway;
let pwg: TestPwg;
const pwgIn = (...argv: string[]): Promise<PwgRun> => pwg.run(argv);
/** The note that a list is cut at its limit, which is not a warning. */
const MORE = /^There are more; .*\n/;
const json = async (...argv: string[]): Promise<unknown> => {
  const { code, stdout, stderr } = await pwg.run(argv);
  expect({ code, stderr: stderr.replace(MORE, '') }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
};
/** Stores the token of a user for an instance. */
const logIn = (name: (typeof NAMES)[number], user = 'mira'): Promise<PwgRun> =>
  pwg.run(['login', name], { input: tokenOf(name, user) });
const settingsFile = (): string => path.join(pwg.home, '.config/patchwork-graphql/pwg.yml');
const tokensFile = (): string => path.join(pwg.home, '.config/patchwork-graphql/tokens.yml');

beforeAll(async () => {
  gateway = await startTestGateway({
    instances: NAMES.map((name) => releaseInstance(name)),
  });
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.resetRequests();
  pwg = new TestPwg({ PWG_GATEWAY: gateway.url }, () => NOW);
});
afterEach(() => {
  pwg.remove();
});

const patch = (name: (typeof NAMES)[number]): string =>
  `${name}/${String(idOf(name, 'b2@kettle'))}`;

describe('pwg list', () => {
  it('prints exactly the fields of --json, over all instances', async () => {
    const rows = await json('list', '-p', 'kettle', '-n', '4', '--json', 'instance,number,state');
    expect(rows).toHaveLength(4);
    for (const row of rows as object[]) {
      expect(Object.keys(row)).toEqual(['instance', 'number', 'state']);
    }
  });

  it('reports on standard error that there are more, in any format, and reads all on request', async () => {
    for (const format of ['--json', '--csv']) {
      const cut = await pwg.run(['list', '-p', 'kettle', '-n', '2', format, 'number']);
      expect(cut).toMatchObject({
        code: 0,
        stderr: expect.stringMatching(MORE) as string,
      });
    }
    const whole = await pwg.run(['list', '-p', 'kettle', '--limit', 'all', '--json', 'number']);
    expect(whole).toMatchObject({ code: 0, stderr: '' });
    expect((JSON.parse(whole.stdout) as object[]).length).toBeGreaterThan(2);
  });

  it('lists the known fields for an unknown one, and sends nothing', async () => {
    const { code, stderr } = await pwgIn('list', '--json', 'number,stat');
    expect(code).toBe(3);
    expect(stderr).toContain('"stat" is not a field; did you mean "state"?');
    expect(stderr).toMatch(/Fields: archived, category, check, .*, webUrl/);
    expect(NAMES.flatMap((name) => gateway.requests(name))).toEqual([]);
  });

  it('exits with 2 and names the server that did not answer, or with 1 if none did', async () => {
    const partial = await startTestGateway({
      instances: [releaseInstance('main'), { name: 'dead', url: 'http://127.0.0.1:9' }],
      limits: { patienceMs: 300 },
      settle: false,
    });
    try {
      const flags = ['list', 'series', '-n', '3', '--gateway', partial.url];
      const part = await pwg.run(flags);
      expect(part.code).toBe(2);
      expect(part.stdout).toContain('main');
      expect(part.stderr).toContain('warning: dead: no answer');
      const none = await pwg.run([...flags, '-i', 'dead', '--json', 'number']);
      expect(none).toMatchObject({ code: 1, stdout: '[]\n' });
    } finally {
      await partial.close();
    }
  });

  it('exits with 3 for an unknown instance, and for invalid values of flags', async () => {
    for (const [argv, message] of [
      [['list', '-i', 'v23'], /v23/],
      [['list', '--since', 'soon'], /--since: "soon" is not a date/],
      [['list', '--sort', 'size'], /--sort: "size" is not one of date, -date/],
      [['list', '--limit', '0'], /--limit: "0" is not a number/],
      [['list', 'series', '--delegate', 'mira'], /--delegate is not a filter of series/],
      [['lst'], /unknown command 'lst'/],
      [['list', '--json', 'id', '--csv', 'id'], /cannot be combined/],
    ] as const) {
      const { code, stderr } = await pwg.run(argv);
      expect({ argv, code }).toEqual({ argv, code: 3 });
      expect(stderr).toMatch(message);
    }
  });

  it('writes CSV that a spreadsheet reads as text', async () => {
    const own = await startTestGateway({ instances: [releaseInstance('main')] });
    try {
      const { bundles } = own.server('main').store;
      const model = bundles.rows.find((bundle) => bundle.public);
      if (model === undefined) throw new RangeError('there is no public bundle');
      for (const { id } of [...bundles.rows]) bundles.delete(id);
      const cells = {
        'plain text': 'plain text',
        'a, "b"': '"a, ""b"""',
        '=HYPERLINK("x")': `"'=HYPERLINK(""x"")"`,
        '+1': `'+1`,
        '-1': `'-1`,
        '@SUM(A1)': `'@SUM(A1)`,
        '\t=1': `'\t=1`,
        '\r=1': `"'\r=1"`,
        '\n=1': `"'\n=1"`,
        '＝1': `'＝1`,
        'a=1': 'a=1',
      };
      Object.keys(cells).forEach((name, id) => bundles.insert({ ...model, id: 100 + id, name }));
      const { code, stdout, stderr } = await pwg.run([
        'list',
        'bundle',
        '--gateway',
        own.url,
        '-n',
        '50',
        '--csv',
        'number,name,patches',
      ]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const [head, ...rows] = stdout.trimEnd().split('\r\n');
      expect(head).toBe('number,name,patches');
      expect(rows.toSorted().map((row) => row.slice(0, row.indexOf(',"[{""number"":')))).toEqual(
        Object.values(cells).map((cell, id) => `${String(100 + id)},${cell}`),
      );
    } finally {
      await own.close();
    }
  });
});

describe('pwg show', () => {
  it('looks up several references of any form with one request to the gateway', async () => {
    const { store } = gateway.server('v31');
    const row = store.patches.require(idOf('v31', 'b2@kettle'));
    const series = gateway.server('v22').store.series.rows[0]?.id;
    const rows = await json(
      'show',
      patch('main'),
      `${gateway.server('v31').url}/patch/${String(row.id)}/`,
      row.msgid,
      `v22/series/${String(series)}`,
      '--json',
      'type,instance,number',
    );
    expect(rows).toMatchObject([
      { type: 'Patch', instance: 'main' },
      { type: 'Patch', instance: 'v31', number: row.id },
      { type: 'Patch', instance: 'v31', number: row.id },
      { type: 'Series', instance: 'v22', number: series },
    ]);
  });

  it('exits with 1 if nothing is found, and with 2 if a part is found', async () => {
    const missing = await pwgIn('show', 'main/999999');
    expect(missing).toMatchObject({ code: 1, stdout: '' });
    expect(missing.stderr).toContain('main/999999: not found, or not visible to you');
    expect(await pwgIn('show', 'main/999999', patch('main'))).toMatchObject({ code: 2 });
  });

  it('requires the instance of a plain number', async () => {
    const { code, stderr } = await pwgIn('show', '7');
    expect(code).toBe(3);
    expect(stderr).toContain('"7" is a number, and its instance is unknown; add -i INSTANCE');
    expect(await pwgIn('show', '7', '-i', 'main')).toMatchObject({ code: 0 });
  });

  it('prints no control character of a mail', async () => {
    const row = gateway.server('main').store.patches.require(idOf('main', 'b2@kettle'));
    const content = row.content;
    Object.assign(row, { content: `a\u001b]0;owned\u0007b\u001b[2Jc\u202ed\r\ne\u009bf` });
    try {
      const { stdout } = await pwgIn('show', '--body', `main/${String(row.id)}`);
      // eslint-disable-next-line no-control-regex -- these characters must not occur
      expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
    } finally {
      Object.assign(row, { content });
    }
  });
});

describe('pwg search and queue', () => {
  it('search accepts the whole language', async () => {
    const rows = await json(
      'search',
      'spout',
      'is:patch',
      'instance:main',
      '--json',
      'type,instance,name',
    );
    expect(rows).not.toEqual([]);
    for (const row of rows as { type: string; name: string }[]) {
      expect(row.type).toBe('Patch');
      expect(row.name.toLowerCase()).toContain('spout');
    }
    const { code, stderr } = await pwgIn('search', 'state:');
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error: /);
  });

  it.each([
    [['glass OR spout'], ['kettle', 'lantern']],
    [
      ['(glass', 's:thin)', 'OR', 'spout'],
      ['kettle', 'lantern'],
    ],
    [['"name the" lid'], ['kettle']],
    [['"spout OR glass"'], []],
  ])('search -p applies to all alternatives of %j', async (words, projects) => {
    const projectsOf = async (...flags: string[]): Promise<unknown> => {
      const argv = ['search', ...words, '-t', 'patch', '-i', 'main', '--json', 'project'];
      const { code, stdout } = await pwgIn(...argv, ...flags);
      expect(code).toBe(0);
      const rows = JSON.parse(stdout) as { readonly project: string }[];
      return [...new Set(rows.map(({ project }) => project))].toSorted();
    };
    expect(await projectsOf()).toEqual(projects);
    expect(await projectsOf('-p', 'kettle')).toEqual(
      projects.filter((project) => project === 'kettle'),
    );
  });

  it('search marks the place of an error below the query', async () => {
    const { code, stderr } = await pwgIn('search', 's:"spout');
    expect(code).toBe(3);
    const lines = ['close it with a second "', '  s:"spout', '    ^^^^^^', ''];
    expect(stderr).toBe(`error: A phrase is not closed (at character 3): ${lines.join('\n')}`);
  });

  it('list names an instance once in a warning', async () => {
    const { code, stderr } = await pwgIn('list', '--state', 'nwe', '-i', 'main');
    expect(code).toBe(0);
    expect(stderr).toMatch(/^warning: main has no patches with the state "nwe": /);
  });

  it('queue has a section for each role that has to act', async () => {
    const { code, stdout } = await pwgIn('queue', '-i', 'main', '-i', 'v31');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Waiting for (?:a maintainer|reviewers|the author) \(\d+\)$/m);
  });
});

describe('tables', () => {
  const widths = (text: string): number[] =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => stringWidth(line));

  it('fit the terminal, mark cut cells, and have color only there', async () => {
    const wide = await pwg.run(['list', '--state', 'any', '-i', 'main']);
    const options: PwgOptions = { columns: 80 };
    const narrow = await pwg.run(['list', '--state', 'any', '-i', 'main'], options);
    expect(Math.max(...widths(wide.stdout))).toBeGreaterThan(80);
    expect(wide.stdout).not.toContain('\u001b');
    expect(narrow.stdout).toContain('\u001b[1m');
    const plain = await pwg.run(['list', '--state', 'any', '-i', 'main'], {
      ...options,
      environment: { NO_COLOR: '1' },
    });
    expect(plain.stdout).not.toContain('\u001b');
    expect(Math.max(...widths(plain.stdout))).toBeLessThanOrEqual(80);
    expect(plain.stdout).toContain('…');
  });
});

describe('pwg download', () => {
  it('writes the mails of a patch as sent by the server, and replaces no file', async () => {
    const run = await pwgIn('download', patch('v31'));
    const file = run.stdout.trim();
    expect(path.dirname(file)).toBe(pwg.home);
    const direct = await fetch(
      `${gateway.server('v31').url}/patch/${String(idOf('v31', 'b2@kettle'))}/mbox/`,
    );
    expect(readFileSync(file, 'utf8')).toBe(await direct.text());
    expect(await pwgIn('download', patch('v31'))).toMatchObject({ code: 1, stdout: '' });
    expect(await pwgIn('download', patch('v31'), '-f')).toMatchObject({ code: 0 });
    const diff = await pwgIn('download', '--diff', patch('v31'), '-o', '-');
    expect(diff.stdout).toContain('diff --git ');
  });
});

describe('writes', () => {
  it("report the outcome of each patch with the server's message, and exit accordingly", async () => {
    const refused = await pwgIn('state', 'accepted', patch('main'));
    expect(refused).toMatchObject({
      code: 1,
      stderr: 'error: main: writing requires a token for main; run pwg login main\n',
    });

    await logIn('main');
    const one = await pwgIn('state', 'accepted', patch('main'));
    expect(one).toMatchObject({ code: 0 });
    expect(one.stdout).toMatch(/main\/patch\/\d+ +APPLIED +accepted/);
    const part = await pwgIn('state', 'rejected', patch('main'), patch('v31'));
    expect(part.code).toBe(2);
    expect(part.stdout).toMatch(/main\/patch\/\d+ +APPLIED/);
    expect(part.stdout).toMatch(/v31\/patch\/\d+ +NOT_APPLIED/);
    expect(part.stdout).toMatch(/v31: writing requires a token for v31; run pwg login v31$/m);
    expect(part.stdout + part.stderr).not.toContain('header');
  });

  it.each([
    ['delegate', 'mira', patch('v31')],
    ['archive', patch('v31')],
    ['check', 'create', patch('v31'), '--state', 'success'],
    ['bundle', 'create', 'mine', patch('v31')],
    ['search', 'is:person x', '-i', 'v31'],
  ])('%s %s names pwg login where it lacks a token', async (...argv) => {
    const { code, stderr } = await pwgIn(...argv);
    expect(code).toBe(1);
    expect(stderr).toMatch(/requires a token for v31; run pwg login v31$/m);
    expect(stderr).not.toContain('header');
  });

  it('accepts several patches and a series in one operation', async () => {
    await logIn('v31');
    const third = `v31/${String(idOf('v31', 'b3@kettle'))}`;
    gateway.resetRequests();
    const { code } = await pwgIn('archive', patch('v31'), third);
    expect(code).toBe(0);
    expect(gateway.server('v31').requests.map(({ method }) => method)).toEqual(['PATCH', 'PATCH']);
    expect(await pwgIn('unarchive', patch('v31'), third)).toMatchObject({ code: 0 });
  });

  it('refuses a Message-ID with several postings, and lists them', async () => {
    const { msgid } = gateway.server('main').store.patches.require(idOf('main', 'b2@kettle'));
    const twice = gateway.server('v31').store.patches.require(idOf('v31', 'b3@kettle'));
    const own = twice.msgid;
    Object.assign(twice, { msgid });
    try {
      const { code, stderr } = await pwgIn('state', 'accepted', msgid);
      expect(code).toBe(3);
      expect(stderr).toMatch(/was posted 2 times \(main\/patch\/\d+, v31\/patch\/\d+\)/);
    } finally {
      Object.assign(twice, { msgid: own });
    }
  });
});

describe('pwg login', () => {
  it('stores the token in a file that only the owner can read, and shows it nowhere', async () => {
    const token = tokenOf('main', 'mira');
    const { code, stdout, stderr } = await logIn('main');
    expect(code).toBe(0);
    expect(stdout + stderr).not.toContain(token);
    expect(statSync(tokensFile()).mode & 0o777).toBe(0o600);
    expect(readFileSync(tokensFile(), 'utf8')).toContain(token);

    await pwgIn('logout', 'main');
    expect(readFileSync(tokensFile(), 'utf8')).not.toContain(token);
  });

  it('does not store a token that the server refuses', async () => {
    const { code, stderr } = await pwg.run(['login', 'main'], { input: 'a-wrong-token' });
    expect(code).toBe(1);
    expect(stderr).toContain('the token was not stored');
    expect(stderr).not.toContain('a-wrong-token');
    expect(readFileSync(tokensFile(), 'utf8')).not.toContain('a-wrong-token');
  });

  it('reports that it cannot create a folder, where mkdir with `recursive` would not return', async () => {
    const environment = { XDG_CONFIG_HOME: '/proc/none' };
    const { code, stderr } = await pwg.run(['login', 'main'], {
      environment,
      input: tokenOf('main', 'mira'),
    });
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/\/proc\/none\/.*: cannot be written: ENOENT/),
    ]);
  });

  it('refuses a file that others can read, with a solution', async () => {
    await logIn('main');
    chmodSync(tokensFile(), 0o640);
    const { code, stderr } = await pwgIn('list', '-n', '1');
    expect(code).toBe(3);
    expect(stderr).toContain(`(mode 0640); run: chmod 600 ${tokensFile()}`);
  });

  it('sends no token over plain http, except to this machine', async () => {
    mkdirSync(path.dirname(tokensFile()), { recursive: true });
    writeFileSync(
      tokensFile(),
      'gateways: { "http://gateway.example": { tokens: { main: secret-token } } }\n',
      { mode: 0o600 },
    );
    const { code, stderr } = await pwgIn('list', '--gateway', 'http://gateway.example');
    expect(code).toBe(1);
    expect(stderr).toContain('tokens are not sent over plain http');
    expect(stderr).not.toContain('secret-token');
  });
});

describe('settings', () => {
  it('reports every error in pwg.yml with its file and key', async () => {
    mkdirSync(path.dirname(settingsFile()), { recursive: true });
    writeFileSync(settingsFile(), 'gatway: http://x\ninstances: [{name: Kernel}]\n');
    const { code, stderr } = await pwgIn('list');
    expect(code).toBe(3);
    expect(stderr).toContain(`${settingsFile()}: `);
    expect(stderr).toContain('gatway');
    expect(stderr).toContain('instances.0.name');
  });

  it('names the gateway that does not answer', async () => {
    const { code, stderr } = await pwgIn('list', '--gateway', 'http://127.0.0.1:9');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^error: http:\/\/127\.0\.0\.1:9: the gateway does not answer \(ECONNREFUSED\)/,
    );
    const other = await pwgIn('list', '--gateway', gateway.server('main').url);
    expect(other.code).toBe(1);
    expect(other.stderr).toContain('is it a gateway?');
  });
});

describe.skipIf(lacks('git'))('pwg config import', () => {
  const importing = (...argv: string[]): Promise<PwgRun> =>
    pwg.run(argv, { environment: { PWG_GATEWAY: '' } });

  it('imports the settings of git-pw, with the token in a separate file', async () => {
    const { url } = gateway.server('v31');
    await pwg.git('init', '-q');
    await pwg.git('config', 'pw.server', `${url}/api/1.3/`);
    await pwg.git('config', 'pw.project', 'kettle');
    await pwg.git('config', 'pw.token', tokenOf('v31', 'mira'));
    expect(await importing('config', 'import', 'git-pw')).toMatchObject({ code: 0 });
    const settings = readFileSync(settingsFile(), 'utf8');
    expect(settings).toContain(`url: ${url}`);
    expect(settings).toContain('apiVersion: "1.3"');
    expect(settings).toContain('project: kettle');
    expect(settings).not.toContain(tokenOf('v31', 'mira'));
    await pwg.git('config', '--unset', 'pw.server');
    const { code } = await importing(
      'update',
      '--archived',
      'no',
      String(idOf('v31', 'b2@kettle')),
    );
    expect(code).toBe(0);
  });

  it('imports the sections of pwclient, the default first', async () => {
    const [one, two] = [gateway.server('main'), gateway.server('v22')];
    writeFileSync(
      path.join(pwg.home, '.pwclientrc'),
      `# mine
[options]
default = kettle
[other]
url: ${one.url}/xmlrpc
username: mira
password: hunter2
[kettle]
backend = rest
url = ${two.url}/api/
token = ${tokenOf('v22', 'mira')}
`,
    );
    const { code, stderr } = await importing('config', 'import', 'pwclient');
    expect(code).toBe(0);
    expect(stderr).toContain('A password was found and not imported');
    expect(stderr).not.toContain('hunter2');
    const rows = JSON.parse(
      (await importing('list', '--state', 'any', '--json', 'project')).stdout,
    ) as unknown[];
    expect(new Set(rows.map((row) => JSON.stringify(row)))).toEqual(
      new Set(['{"project":"kettle"}']),
    );
  });

  it('imports the settings of b4', async () => {
    await pwg.git('init', '-q');
    await pwg.git('config', 'b4.pw-url', `${gateway.server('v31').url}/`);
    await pwg.git('config', 'b4.pw-project', 'kettle');
    expect(await importing('config', 'import', 'b4')).toMatchObject({ code: 0 });
    expect(existsSync(tokensFile())).toBe(false);
    expect((await importing('config', 'show')).stdout).toContain('project: kettle');
    expect(await importing('config', 'import', 'git-pw')).toMatchObject({ code: 3 });
  });
});
