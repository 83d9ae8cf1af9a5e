import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lacks } from '../tools/programs.js';
import { TestPwg } from '../tools/pwg.js';
import { idOf, startReleases, tokenOf, type ReleaseName } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

/** Objects of one release. */
interface Objects {
  readonly patch: string;
  readonly other: string;
  readonly series: string;
  readonly bundle: string;
  readonly submitter: string;
  /** A bundle of the user, once it exists. */
  readonly own: () => string;
}

/** A task of git-pw, with its requests (git_pw/patch.py, series.py, bundle.py and api.py). */
interface Task {
  readonly gitPw: string;
  readonly gitPwRequests: number;
  readonly pwg: string;
  readonly pwgRequests: number;
  readonly argv: (objects: Objects) => readonly string[];
}

const task = (
  gitPw: string,
  gitPwRequests: number,
  pwg: string,
  pwgRequests: number,
  argv: Task['argv'],
): Task => ({ gitPw, gitPwRequests, pwg, pwgRequests, argv });

/** In the order of git-pw's manual pages; docs/pwg.md has the same table. */
const TASKS: readonly Task[] = [
  task('patch list', 1, 'list', 1, () => ['list']),
  task('patch list --submitter ADDRESS', 1, 'list --submitter ADDRESS', 1, ({ submitter }) => [
    'list',
    '--state',
    'any',
    '--submitter',
    submitter,
  ]),
  task('patch list --submitter NAME', 2, 'list --submitter NAME', 2, () => [
    'list',
    '--state',
    'any',
    '--submitter',
    'haru',
  ]),
  task('patch list --delegate USERNAME', 1, 'list --delegate USERNAME', 1, () => [
    'list',
    '--state',
    'any',
    '--delegate',
    'mira',
  ]),
  task('patch show ID', 1, 'show ID', 1, ({ patch }) => ['show', patch]),
  task('patch download ID', 2, 'download ID', 2, ({ patch }) => ['download', patch, '-o', '-']),
  task('patch download --diff ID FILE', 1, 'download --diff ID', 1, ({ patch }) => [
    'download',
    '--diff',
    patch,
    '-o',
    '-',
  ]),
  task('patch apply ID', 2, 'apply --deps ID', 2, ({ patch }) => [
    'apply',
    '--deps',
    patch,
    '--dry-run',
  ]),
  task('patch update --state STATE ID ID', 2, 'state STATE ID ID', 2, ({ patch, other }) => [
    'state',
    'under-review',
    patch,
    other,
  ]),
  task('patch update --delegate USER ID ID', 3, 'delegate USER ID ID', 3, ({ patch, other }) => [
    'delegate',
    'mira',
    patch,
    other,
  ]),
  task('patch update --archived yes ID', 1, 'archive ID', 1, ({ patch }) => ['archive', patch]),
  task('series list', 1, 'list series', 1, () => ['list', 'series']),
  task('series show ID', 1, 'show series/ID', 1, ({ series }) => ['show', `series/${series}`]),
  task('series download ID', 2, 'download series/ID', 2, ({ series }) => [
    'download',
    `series/${series}`,
    '-o',
    '-',
  ]),
  task('series apply ID', 2, 'apply --plain series/ID', 2, ({ series }) => [
    'apply',
    '--plain',
    `series/${series}`,
    '--dry-run',
  ]),
  task('bundle list', 1, 'bundle list', 1, () => ['bundle', 'list']),
  task('bundle show ID', 1, 'bundle show ID', 2, ({ bundle }) => ['bundle', 'show', bundle]),
  task('bundle download ID', 2, 'bundle download ID', 2, ({ bundle }) => [
    'bundle',
    'download',
    bundle,
    '-o',
    '-',
  ]),
  task('bundle apply ID', 2, 'bundle apply ID', 2, ({ bundle }) => [
    'bundle',
    'apply',
    bundle,
    '--dry-run',
  ]),
  task('bundle create NAME ID', 1, 'bundle create NAME ID', 2, ({ patch }) => [
    'bundle',
    'create',
    'to do',
    patch,
  ]),
  task('bundle add BUNDLE ID', 2, 'bundle add BUNDLE ID', 2, ({ own, other }) => [
    'bundle',
    'add',
    own(),
    other,
  ]),
  task('bundle remove BUNDLE ID', 2, 'bundle remove BUNDLE ID', 3, ({ own, other }) => [
    'bundle',
    'remove',
    own(),
    other,
  ]),
  task('bundle update --public BUNDLE', 1, 'bundle update --public BUNDLE', 1, ({ own }) => [
    'bundle',
    'update',
    '--public',
    own(),
  ]),
  task('bundle delete BUNDLE', 1, 'bundle delete BUNDLE', 1, ({ own }) => [
    'bundle',
    'delete',
    own(),
  ]),
];

const RELEASES = [
  ['v22', '1.2'],
  ['v31', '1.3'],
  ['main', '1.4'],
] as const;

describe.skipIf(lacks('git')).each(RELEASES)('the tasks of git-pw on %s', (name, version) => {
  let gateway: TestGateway;
  let pwg: TestPwg;
  let objects: Objects;

  beforeAll(async () => {
    gateway = await startReleases([name]);
    pwg = new TestPwg();
    objects = objectsOf(gateway, name);
    await pwg.git('init', '-q');
    await pwg.git('config', 'pw.server', `${gateway.server(name).url}/api/${version}/`);
    await pwg.git('config', 'pw.project', 'kettle');
    await pwg.git('config', 'pw.token', tokenOf(name, 'mira'));
  });
  afterAll(async () => {
    await gateway.close();
    pwg.remove();
  });

  it.each(TASKS)('pwg $pwg sends $pwgRequests requests, and git-pw $gitPwRequests', async (one) => {
    gateway.resetRequests();
    const { code, stderr } = await pwg.run(one.argv(objects));
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    expect(
      gateway.server(name).requests.map(({ method, path }) => method + ' ' + path),
    ).toHaveLength(one.pwgRequests);
  });
});

function objectsOf(gateway: TestGateway, name: ReleaseName): Objects {
  const { store } = gateway.server(name);
  const patch = idOf(name, 'b2@kettle');
  const bundle = store.bundles.rows.find((row) => row.public);
  return {
    patch: String(patch),
    other: String(idOf(name, 'b3@kettle')),
    series: String(store.patches.require(patch).series ?? 0),
    bundle: String(bundle?.id ?? 0),
    submitter: store.people.require(store.patches.require(patch).submitter).email,
    own: () => String(store.bundles.rows.find((row) => row.name === 'to do')?.id ?? 0),
  };
}

describe('docs/pwg.md', () => {
  it('has the requests of each task', () => {
    const rows = readFileSync('docs/pwg.md', 'utf8')
      .split('\n')
      .flatMap((line) => {
        const [, gitPw, theirs, pwg, ours] =
          /^\| `git pw ([^`]+)` +\| +(\d+) \| `pwg ([^`]+)` +\| +(\d+) \|$/.exec(line) ?? [];
        return gitPw === undefined ? [] : [[gitPw, Number(theirs), pwg, Number(ours)]];
      });
    expect(rows).toEqual(
      TASKS.map(({ gitPw, gitPwRequests, pwg, pwgRequests }) => [
        gitPw,
        gitPwRequests,
        pwg,
        pwgRequests,
      ]),
    );
  });
});
