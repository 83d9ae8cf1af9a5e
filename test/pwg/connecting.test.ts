import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lacks } from '../tools/programs.js';
import { TestPwg } from '../tools/pwg.js';
import { idOf, releaseInstance, tokenOf } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const KEY = 'gateway-key-of-the-test';
const number = String(idOf('main', 'b2@kettle'));
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
let gateway: TestGateway;
let pwg: TestPwg;

beforeAll(async () => {
  gateway = await startTestGateway({
    instances: [releaseInstance('main')],
    access: {
      gatewayKeys: [
        { name: 'ana', sha256: sha256(KEY), tokens: { main: tokenOf('main', 'mira') } },
      ],
    },
  });
});
afterAll(() => gateway.close());
beforeEach(() => {
  pwg = new TestPwg({ PWG_GATEWAY: gateway.url });
});
afterEach(() => pwg.remove());

describe('a gateway', () => {
  it('is the same with and without /graphql, so that its key is sent', async () => {
    expect(await pwg.run(['login', '--key'], { input: KEY })).toMatchObject({ code: 0 });
    const search = ['search', 'is:person', 'ana', '--gateway'];
    for (const url of [gateway.url, `${gateway.url}/`, `${gateway.url}/graphql`]) {
      expect(await pwg.run([...search, url])).toMatchObject({ code: 0 });
    }
    await pwg.run(['logout', '--key', '--gateway', `${gateway.url}/graphql`]);
    expect(await pwg.run([...search, gateway.url])).toMatchObject({ code: 1 });
  });

  it('that refuses to list its instances says why, where a plain number requires one', async () => {
    await pwg.run(['login', '--key'], { input: 'a-wrong-key' });
    const { code, stderr } = await pwg.run(['show', number]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: .*key/);
    expect(stderr).not.toContain('its instance is unknown');
  });

  it('is not given with a password, which would be shown in messages', async () => {
    const url = gateway.url.replace('://', '://ana:hunter2@');
    const { code, stderr } = await pwg.run(['list', '--gateway', url]);
    expect(code).toBe(3);
    expect(stderr).toContain('contains a user name or password');
    expect(stderr).not.toContain('hunter2');
  });
});

describe('the default projects of instances', () => {
  it('limit the lists of each instance, if all that are queried have one', async () => {
    const servers = await startTestGateway({
      instances: (['main', 'v22', 'v31'] as const).map((name) => releaseInstance(name)),
    });
    const settings = path.join(pwg.home, '.config/patchwork-graphql/pwg.yml');
    mkdirSync(path.dirname(settings), { recursive: true });
    const instances = [
      { name: 'main', url: servers.server('main').url, project: 'kettle' },
      { name: 'v22', url: servers.server('v22').url, project: 'lantern' },
      { name: 'v31', url: servers.server('v31').url },
    ];
    writeFileSync(settings, JSON.stringify({ instances, instance: 'main' }));
    const listed = async (...flags: string[]): Promise<unknown> => {
      const argv = ['list', '--state', 'any', '-n', 'all', '--json', 'instance,project', ...flags];
      const { code, stdout } = await pwg.run(argv, { environment: { PWG_GATEWAY: '' } });
      expect(code).toBe(0);
      const rows = JSON.parse(stdout) as { readonly instance: string; readonly project: string }[];
      return [...new Set(rows.map((row) => `${row.instance}/${row.project}`))].toSorted();
    };
    try {
      expect(await listed('-i', 'main,v22')).toEqual(['main/kettle', 'v22/lantern']);
      expect(await listed('-i', 'v22')).toEqual(['v22/lantern']);
      expect(await listed('-i', 'v22,v31')).toEqual(
        expect.arrayContaining(['v22/kettle', 'v22/lantern', 'v31/kettle', 'v31/lantern']),
      );
      expect(await listed('-p', 'main/lantern')).toEqual(['main/lantern']);
    } finally {
      await servers.close();
    }
  });
});

describe.skipIf(lacks('git'))("a token in git's configuration", () => {
  it('is not checked in the place of the one that is entered', async () => {
    const settings = path.join(pwg.home, '.config/patchwork-graphql/pwg.yml');
    mkdirSync(path.dirname(settings), { recursive: true });
    writeFileSync(settings, `instances: [{ name: main, url: "${gateway.server('main').url}" }]\n`);
    await pwg.git('init', '-q');
    await pwg.git('config', 'pw.server', gateway.server('main').url);
    await pwg.git('config', 'pw.token', tokenOf('main', 'mira'));
    const options = { environment: { PWG_GATEWAY: '' }, input: 'a-wrong-token' };
    const { code, stderr } = await pwg.run(['login', 'main'], options);
    expect(code).toBe(3);
    expect(stderr).toContain('takes precedence; nothing was changed');
  });
});
