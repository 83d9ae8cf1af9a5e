import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, validate } from 'graphql';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSchema } from '../../src/graphql/schema.js';
import { selectionOf } from '../../src/pwg/fields/Field.js';
import {
  BUNDLE,
  CHECK,
  COMMENT,
  COVER,
  PATCH,
  PERSON,
  PROJECT_KIND,
  SERIES,
} from '../../src/pwg/fields/kinds.js';
import { QUEUE_ITEM } from '../../src/pwg/commands/queue.js';
import { PATCH_OUTCOME } from '../../src/pwg/commands/update.js';
import { EVENT } from '../../src/pwg/commands/watch.js';
import { startLiveGateway, type LiveGateway } from '../tools/liveGateway.js';
import { lacks } from '../tools/programs.js';
import { TestPwg, type PwgRun } from '../tools/pwg.js';
import { idOf, tokenOf } from '../tools/releaseGateway.js';
import { reviewState, ANA, KOFI } from '../tools/reviewState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const PROGRAM = fileURLToPath(new URL('../../src/pwg.ts', import.meta.url));

describe('fields', () => {
  it.each([
    PATCH,
    SERIES,
    COVER,
    BUNDLE,
    CHECK,
    COMMENT,
    PROJECT_KIND,
    PERSON,
    QUEUE_ITEM,
    PATCH_OUTCOME,
    EVENT,
  ])('of $typeName are in the schema', (kind) => {
    const names = kind.fields.map(({ name }) => name);
    const document = `fragment All on ${kind.typeName} { ${selectionOf(kind, names)} } query { __typename }`;
    const faults = validate(createSchema(), parse(document)).filter(
      ({ message }) => !message.includes('never used'),
    );
    expect(faults).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe.skipIf(lacks('git'))('pwg apply', () => {
  const diff = (line: string, after: readonly string[]): string => `diff --git a/lib/a.c b/lib/a.c
--- a/lib/a.c
+++ b/lib/a.c
@@ -1,3 +1,4 @@
 one
+${line}
${after.map((text) => ` ${text}\n`).join('')}`;
  let gateway: TestGateway;
  let pwg: TestPwg;
  const log = (format: string): Promise<string> =>
    pwg.git('log', '--reverse', `--format=${format}`);

  beforeAll(async () => {
    const state = reviewState([
      {
        title: 'Two steps',
        patches: [
          {
            title: 'lib: first',
            content: 'Because.\n\nSigned-off-by: Kofi Boakye <kofi@dev.example>',
            diff: diff('a', ['mid', 'two']),
          },
          {
            title: 'lib: second',
            content: 'Then.\n\nSigned-off-by: Kofi Boakye <kofi@dev.example>',
            diff: diff('b', ['a', 'mid']),
          },
        ],
        replies: [{ to: 1, from: ANA, content: 'Reviewed-by: Ana Ruiz <ana@a.example>' }],
      },
    ]);
    gateway = await startTestGateway({ instances: [{ name: 'lab', state }] });
  });
  afterAll(() => gateway.close());
  beforeEach(async () => {
    pwg = new TestPwg({ PWG_GATEWAY: gateway.url });
    await pwg.git('init', '-q', '-b', 'main');
    await pwg.git('config', 'user.name', 'Mira Holt');
    await pwg.git('config', 'user.email', 'mira@m.example');
    await pwg.git('config', 'commit.gpgsign', 'false');
    const folder = path.join(pwg.home, 'lib');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'a.c'), 'one\nmid\ntwo\n');
    await pwg.git('add', 'lib');
    await pwg.git('commit', '-qm', 'start');
  });
  afterEach(() => pwg.remove());

  it('creates the commits of a series, with the trailers of reviewers', async () => {
    const { code, stderr } = await pwg.run(['apply', 'series/1', '--', '--quiet']);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toContain('+ Reviewed-by: Ana Ruiz <ana@a.example> (patch 1)');
    expect(await log('%an <%ae> %s')).toBe(
      `Ana Ruiz <mira@m.example> start\n${KOFI.name} <${KOFI.email}> lib: first\n${KOFI.name} <${KOFI.email}> lib: second`,
    );
    expect(await pwg.git('log', '-1', '--format=%B', 'HEAD~1')).toBe(
      'lib: first\n\nBecause.\n\nSigned-off-by: Kofi Boakye <kofi@dev.example>\nReviewed-by: Ana Ruiz <ana@a.example>',
    );
    expect(await pwg.git('show', 'HEAD:lib/a.c')).toBe('one\nb\na\nmid\ntwo');
  });

  it('applies a patch with the preceding ones, and passes arguments on to git am', async () => {
    expect(await pwg.run(['apply', '2', '--deps', '--', '--signoff'])).toMatchObject({ code: 0 });
    expect(await log('%s')).toBe('start\nlib: first\nlib: second');
    expect(await pwg.git('log', '-1', '--format=%B')).toContain('Signed-off-by: Mira Holt');
  });

  it('exits with 1 and suggests a solution if git am fails, and applies nothing if mails are missing', async () => {
    const conflict = await pwg.run(['apply', '2']);
    expect(conflict.code).toBe(1);
    expect(conflict.stderr).toContain('lab/patch/2: git am failed');
    await pwg.git('am', '--abort');
    const part = await pwg.run(['apply', '1', '999']);
    expect(part).toMatchObject({ code: 1 });
    expect(part.stderr).toContain('nothing was applied');
    expect(await log('%s')).toBe('start');
  });
});

describe('pwg over a live server', () => {
  let live: LiveGateway;
  let pwg: TestPwg;
  const patch = `v31/${String(idOf('v31', 'b2@kettle'))}`;
  const logIn = (): Promise<PwgRun> => pwg.run(['login', 'v31'], { input: tokenOf('v31', 'mira') });

  beforeAll(async () => {
    live = await startLiveGateway();
  });
  afterAll(() => live.gateway.close());
  beforeEach(() => {
    pwg = new TestPwg({ PWG_GATEWAY: live.gateway.url });
  });
  afterEach(() => pwg.remove());

  it.each(['a gateway that follows the server', 'plain queries'])(
    'watch prints events by %s',
    async (way) => {
      const stopped = new AbortController();
      const isPlain = way === 'plain queries';
      let printed = '';
      if (isPlain) {
        await pwg.git('init', '-q');
        await pwg.git('config', 'pw.server', live.gateway.server('v31').url);
      }
      const running = pwg.run(
        ['watch', '--category', 'check-created', '--json', 'category,patch'],
        {
          signal: stopped.signal,
          onPrint: (text) => (printed += text),
          ...(isPlain && { environment: { PWG_GATEWAY: '' } }),
        },
      );
      if (isPlain) {
        // The first request shows which events are old; an interval below 15 seconds is refused.
        stopped.abort();
        expect(await running).toMatchObject({ code: 0, stderr: '' });
        expect(await pwg.run(['watch', '--interval', '1'])).toMatchObject({ code: 3 });
        return;
      }
      let count = 0;
      await expect
        .poll(
          async () => {
            count += 1;
            const number = String(idOf('v31', 'b2@kettle'));
            await live.write('POST', `patches/${number}/checks/`, {
              state: 'success',
              context: `c${String(count)}`,
            });
            live.pass(20);
            return printed;
          },
          { timeout: 20_000 },
        )
        .toContain('{"category":"CHECK_CREATED","patch":{"number":');
      stopped.abort();
      expect(await running).toMatchObject({ code: 0 });
    },
  );

  it('check create records a result, which checks prints', async () => {
    await logIn();
    const created = await pwg.run([
      'check',
      'create',
      patch,
      '--state',
      'warning',
      '--context',
      'pwg-test',
    ]);
    expect(created).toMatchObject({ code: 0 });
    expect(created.stdout).toMatch(/^v31\/patch\/\d+ {2}APPLIED$/m);
    const { stdout } = await pwg.run(['checks', patch, '--json', 'context,state,user']);
    expect(JSON.parse(stdout)).toContainEqual({
      context: 'pwg-test',
      state: 'WARNING',
      user: 'mira',
    });
    expect(await pwg.run(['check', 'create', patch, '--state', 'good'])).toMatchObject({ code: 3 });
  });

  it('bundles are found by name, and changed', async () => {
    await logIn();
    expect(await pwg.run(['bundle', 'create', 'night', patch])).toMatchObject({ code: 0 });
    const shown = await pwg.run(['bundle', 'show', 'night', '--json', 'name,public,patches']);
    expect(JSON.parse(shown.stdout)).toMatchObject([
      { name: 'night', public: false, patches: [{}] },
    ]);
    const [b1, b2, b3] = ['b1', 'b2', 'b3'].map((key) => idOf('v31', `${key}@kettle`));
    const added = await pwg.run([
      'bundle',
      'add',
      'night',
      `v31/${String(b3)}`,
      `v31/${String(b1)}`,
    ]);
    const ordered = await pwg.run(['bundle', 'show', 'night', '--json', 'patches']);
    expect(JSON.parse(ordered.stdout)).toMatchObject([
      { patches: [{ number: b2 }, { number: b3 }, { number: b1 }] },
    ]);
    // The rows of the table have the number before the name.
    expect(added.stdout).toMatch(new RegExp(`${String(b2)} [^]*${String(b3)} [^]*${String(b1)} `));
    const taken = await pwg.run(['bundle', 'create', 'night', patch]);
    expect(taken.code).toBe(1);
    expect(taken.stdout).toMatch(/^NOT_APPLIED /);
    expect(await pwg.run(['bundle', 'delete', 'night'])).toMatchObject({ code: 0 });
    expect((await pwg.run(['bundle', 'show', 'night'])).stderr).toContain(
      'no bundle has this name',
    );
  });

  it('open starts the browser with only the URL, without a shell', async () => {
    const { code } = await pwg.run(['open', patch], { environment: { BROWSER: 'my-browser' } });
    expect(code).toBe(0);
    const { arguments: given = [], ...call } = pwg.started[0] ?? {};
    expect(call).toEqual({ program: 'my-browser', isDetached: true });
    expect(given).toEqual([
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/project\/kettle\/patch\//),
    ]);
    expect((await pwg.run(['open', patch, '--print'])).stdout.trim()).toBe(given[0]);
  });

  it('graphql prints the answer, and exits according to its errors', async () => {
    const input = 'query ($n: Int!) { patch(instance: "v31", databaseId: $n) { databaseId } }';
    const { code, stdout } = await pwg.run(['graphql', '-', '-F', 'n=2'], { input });
    expect({ code, answer: JSON.parse(stdout) as unknown }).toEqual({
      code: 0,
      answer: { data: { patch: { databaseId: 2 } } },
    });
    const wrong = await pwg.run(['graphql', '-'], { input: '{ nothing }' });
    expect(wrong.code).toBe(1);
    expect(JSON.parse(wrong.stdout)).toHaveProperty('errors');
  });
});

describe('the program', () => {
  it.skipIf(!existsSync('/dev/full'))(
    'reports output that cannot be written, and needs no reader of warnings',
    () => {
      const pwg = new TestPwg();
      try {
        const script = `pwg() { "${process.execPath}" --import tsx "${PROGRAM}" "$@"; }
          pwg config show >/dev/full; echo "full $?"
          pwg list --sort size 2>&1 >/dev/null | true; echo "unread \${PIPESTATUS[0]}"
          pwg config show | true; echo "head \${PIPESTATUS[0]}"`;
        const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], {
          encoding: 'utf8',
          env: { ...pwg.environment, PWG_GATEWAY: 'http://127.0.0.1:9' },
        });
        expect(stdout).toBe('full 1\nunread 3\nhead 0\n');
        expect(stderr).toMatch(/^error: the output cannot be written: ENOSPC/);
      } finally {
        pwg.remove();
      }
    },
  );

  it('completes commands and flags in bash, and exits with the exit code', () => {
    const pwg = new TestPwg();
    const bin = path.join(pwg.home, 'pwg');
    writeFileSync(bin, `#!/bin/sh\nexec "${process.execPath}" --import tsx "${PROGRAM}" "$@"\n`);
    chmodSync(bin, 0o755);
    try {
      const script = `source <("${bin}" completion bash); PATH="${pwg.home}:$PATH"
        complete -p pwg
        COMP_WORDS=(pwg li); COMP_CWORD=1; COMP_LINE='pwg li'; COMP_POINT=6; __pwg_complete; echo "\${COMPREPLY[@]}"
        pwg list --sort size; echo "exit $?"`;
      const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], {
        encoding: 'utf8',
        env: { ...pwg.environment, PWG_GATEWAY: 'http://127.0.0.1:9' },
      });
      expect(stdout).toMatch(/^complete .*-F __pwg_complete pwg$/m);
      expect(stdout).toMatch(/^list *$/m);
      expect(stdout).toMatch(/^exit 3$/m);
      expect(stderr).toContain('--sort: "size" is not one of');
      expect(readdirSync(pwg.home)).toEqual(['pwg']);
    } finally {
      pwg.remove();
    }
  });
});
