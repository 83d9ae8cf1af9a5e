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
