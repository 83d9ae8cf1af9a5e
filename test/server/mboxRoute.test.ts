import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFaults } from '../../src/sample/server/faults.js';
import { Git } from '../mail/git.js';
import { lacks } from '../tools/programs.js';
import { ANA, OLA, reviewState, type PatchPlan, type SeriesPlan } from '../tools/reviewState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const SIGN_OFF = 'Signed-off-by: Kofi Boakye <kofi@dev.example>';
const RB = 'Reviewed-by: Ana Ruiz <ana@a.example>';
const faults = createFaults();
const PLANS: readonly SeriesPlan[] = [
  {
    title: 'net: größe',
    patches: [{}, {}],
    replies: [
      { to: 'cover', from: ANA, content: RB },
      { to: 2, from: OLA, content: 'Nacked-by: Ola Bérg <ola@b.example>' },
    ],
  },
  { title: 'net: part', total: 3, patches: [{}] },
  { title: 'net: many', patches: Array.from({ length: 40 }, () => ({ content: 'a\u202eb' })) },
];

let gateway: TestGateway;
const get = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${gateway.url}/mbox/${path}`, init);
const errorsOf = async (response: Response): Promise<unknown> => response.json();

describe('GET /mbox/{instance}/{series}', () => {
  beforeAll(async () => {
    gateway = await startTestGateway({
      instances: [{ name: 'it', state: reviewState(PLANS), faults, maxRetries: 0 } as never],
      cors: { origins: ['https://board.example'] },
      cache: { ttlSeconds: { series: 0 } },
    });
  });
  afterAll(() => gateway.close());

  it('is the text of applyMbox as a file, with its warnings in a header', async () => {
    const response = await get('it/1');
    const { series } = await gateway.data<{
      series: { applyMbox: { text: string; warnings: readonly unknown[] } };
    }>(
      '{ series(instance: "it", databaseId: 1) { applyMbox { text warnings { code message } } } }',
    );
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(series.applyMbox.text);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': 'attachment; filename="net-gro-e.mbx"',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const warnings = response.headers.get('x-mbox-warnings') ?? '';
    expect(JSON.parse(warnings)).toEqual(series.applyMbox.warnings);
    expect(warnings).toContain('NACKED');
  });

  it('answers HEAD like GET, without the text', async () => {
    const [head, body] = [await get('it/1', { method: 'HEAD' }), await get('it/1')];
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    for (const name of ['content-type', 'content-disposition', 'x-mbox-warnings']) {
      expect(head.headers.get(name)).toBe(body.headers.get(name));
    }
  });

  it.each([
    ['trailers=false', (text: string) => !text.includes(RB)],
    ['trailers=0', (text: string) => !text.includes(RB)],
    ['trailers', (text: string) => text.includes(RB)],
    ['messageIdTrailer=true', (text: string) => text.includes('Message-ID: <s1-1@x>')],
    [
      'linkFormat=https://l.example/%25s/',
      (text: string) => text.includes('Link: https://l.example/s1-1@x/'),
    ],
    ['patchIndexes=2', (text: string) => text.split('Message-Id:').length === 2],
    ['patchIndexes=1-2,%202', (text: string) => text.split('Message-Id:').length === 3],
  ])('takes the option %s', async (options, isRight) => {
    const response = await get(`it/1?${options}`);
    expect(response.status).toBe(200);
    expect(isRight(await response.text())).toBe(true);
  });

  it.each([
    ['it/1?bogus=1', 400, 'bogus: unknown parameter'],
    ['it/1?trailers=maybe', 400, 'trailers: "maybe" is not true or false'],
    ['it/1?trailers=1&trailers=0', 400, 'trailers: it is given more than once'],
    ['it/1?patchIndexes=', 400, 'patchIndexes: "" is not a position'],
    ['it/1?patchIndexes=2-1', 400, 'ends before it starts'],
    ['it/1?patchIndexes=1-999999', 400, 'more than 1000 positions'],
    ['it/1?patchIndexes=7', 400, '7 is not among the positions 1 to 2'],
    ['it/1?linkFormat=x', 400, 'options.linkFormat: it must be a URL'],
    ['it/1?linkFormat=https://x/%0aFrom:', 400, 'control character'],
    ['it/1?constructor=1', 400, 'constructor: unknown parameter'],
    ['it/x', 400, '"x" is not the number of a series'],
    ['it/0', 400, '"0" is not the number of a series'],
    ['it/99999999999', 400, 'is not the number of a series'],
    ['it/77', 404, 'it has no series 77, or it is not visible'],
    ['nowhere/1', 404, 'Unknown instance'],
    ['it/2', 409, 'Patches 2, 3 are missing; add allowIncomplete=true'],
    ['it', 404, 'Not found'],
    ['it/1/2', 404, 'Not found'],
  ])('refuses %s with %d', async (path, status, message) => {
    const response = await get(path);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(JSON.stringify(await errorsOf(response))).toContain(
      JSON.stringify(message).slice(1, -1),
    );
  });

  it('has the available patches of an incomplete series if permitted', async () => {
    const response = await get('it/2?allowIncomplete=true');
    expect(response.status).toBe(200);
    expect(response.headers.get('x-mbox-warnings')).toContain('MISSING_PATCH');
  });

  it('limits the size of the header with warnings', async () => {
    const warnings = (await get('it/3')).headers.get('x-mbox-warnings') ?? '';
    expect(warnings.length).toBeLessThan(3_200);
    const listed = JSON.parse(warnings) as { code: string; message: string }[];
    expect(listed.at(-1)).toMatchObject({ code: 'MORE' });
    const left = Number(/^\d+/.exec(listed.at(-1)?.message ?? '')?.[0]);
    expect(left + listed.length - 1).toBe(40);
  });

  it.each([
    [{ kind: 'status', status: 500 } as const, 502],
    [{ kind: 'status', status: 504 } as const, 502],
    [{ kind: 'html' } as const, 502],
    [{ kind: 'status', status: 429 } as const, 503],
  ])('answers with the status of the error when the server fails: %o', async (fault, status) => {
    faults.set({ path: /series\/2\//, fault });
    const response = await get('it/2');
    faults.clear();
    expect(response.status).toBe(status);
    expect(await errorsOf(response)).toMatchObject({
      errors: [
        { extensions: { instance: 'it', code: expect.stringMatching(/^UPSTREAM_/) as string } },
      ],
    });
  });

  it('answers 504 when the server does not answer in time', async () => {
    faults.set({ path: /series\/2\//, fault: { kind: 'hang' } });
    const response = await get('it/2', { headers: { 'x-upstream-patience-ms': '100' } });
    faults.clear();
    expect(response.status).toBe(504);
  });

  it('accepts tokens like the graph', async () => {
    const response = await get('it/1', { headers: { 'x-patchwork-token': 'nowhere=abc' } });
    expect(response.status).toBe(400);
    expect(JSON.stringify(await errorsOf(response))).not.toContain('abc');
    gateway.resetRequests();
    const headers = { 'x-patchwork-token': 'it=basalt-maintainer-token' };
    expect((await get('it/2?allowIncomplete=true', { headers })).status).toBe(200);
    expect(gateway.server('it').requests.some(({ authorized }) => authorized)).toBe(true);
  });

  it('is available to pages of permitted origins, and to links of any origin', async () => {
    const foreign = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' };
    expect((await get('it/1', { headers: foreign })).status).toBe(400);
    const allowed = await get('it/1', { headers: { ...foreign, origin: 'https://board.example' } });
    expect(allowed.status).toBe(200);
    expect(allowed.headers.get('access-control-expose-headers')).toContain('x-mbox-warnings');
  });

  it('is logged as an operation', async () => {
    await get('it/1');
    expect(gateway.logs.some((line) => line.includes('"operation":"Mbox"'))).toBe(true);
  });
});

describe('GET /mbox/{instance}/{series} under limits', () => {
  it('counts against the rate of a client, and is refused beyond it', async () => {
    gateway = await startTestGateway({
      instances: [{ name: 'it', state: reviewState(PLANS) }],
      limits: { upstreamRequestsPerMinutePerClient: 14 },
      settle: false,
    });
    const first = await get('it/1');
    const last = await get('it/1');
    await gateway.close();
    expect(first.status).toBe(200);
    expect(last.status).toBe(429);
    expect(last.headers.get('retry-after')).toMatch(/^\d+$/);
  });

  it('obeys the limit for answers', async () => {
    gateway = await startTestGateway({
      instances: [{ name: 'it', state: reviewState(PLANS) }],
      limits: { maxAnswerBytes: 1024 },
    });
    const response = await get('it/1');
    await gateway.close();
    expect(response.status).toBe(400);
    expect(JSON.stringify(await errorsOf(response))).toContain('limits.maxAnswerBytes');
  });
});

describe.skipIf(lacks('git'))('GET /mbox/{instance}/{series} into git am', () => {
  const git = new Git();
  afterAll(() => git.remove());

  /** `git diff` of real files, as sent by git format-patch. */
  function makeDiff(write: () => void): string {
    write();
    git.run(['add', '-A']);
    const diff = git.run([
      'diff',
      '--cached',
      '--binary',
      '-M',
      '--no-prefix',
      '--src-prefix=a/',
      '--dst-prefix=b/',
      'HEAD',
    ]);
    git.run(['commit', '-q', '--allow-empty', '-m', 'step']);
    return diff;
  }
  const put = (path: string, text: string): void => {
    git.run([
      'update-index',
      '--add',
      '--cacheinfo',
      `100644,${git.run(['hash-object', '-w', '--stdin'], text).trim()},${path}`,
    ]);
    git.run(['checkout-index', '-f', '-a']);
  };

  it('round-trips files with any names, line endings and contents', async () => {
    git.run(['init', '-q']);
    put('crlf.txt', 'one\r\ntwo\r\n');
    put('a b/ü "x".c', 'one\n');
    put('old.c', `${'line\n'.repeat(20)}end\n`);
    put('-- x', '-- \nold\n');
    git.run(['commit', '-q', '-m', 'Base']);
    const base = git.run(['rev-parse', 'HEAD']).trim();
    const contents: readonly (readonly [PatchPlan, () => void])[] = [
      [
        { title: 'crlf: change a line', content: `Why.\n\n${SIGN_OFF}` },
        () => put('crlf.txt', 'one\r\nzwei\r\n'),
      ],
      [
        {
          title: 'größe: 日本語の長い題名はここで折り返されなければならないので、とても長い',
          content: `Wieso.\n\n${SIGN_OFF}`,
        },
        () => put('a b/ü "x".c', 'zwei\n'),
      ],
      [{ title: 'add a binary file', content: '' }, () => put('bin', '\u0000\u0001binary\n\u0000')],
      [
        {
          title: 'sent for somebody',
          content: `From: Zoë Élan <zoe@z.example>\n\nWhy.\n\n${SIGN_OFF}`,
        },
        () => put('-- x', '-- \nnew\n'),
      ],
      [
        {
          title: 'with a line that looks like a mail',
          content: `Why.\nFrom ana@a.example Thu Jan  1 00:00:00 2026\n\n${SIGN_OFF}`,
        },
        () => put('new.c', 'From x Thu Jan  1 00:00:00 1970\n'),
      ],
      [
        { title: 'a'.repeat(400), content: `${'word '.repeat(400)}\n\n${SIGN_OFF}` },
        () => put('long.c', `${'x'.repeat(5_000)}\n`),
      ],
      [{ title: 'no newline at the end', content: `\n\n${SIGN_OFF}` }, () => put('nonl.c', 'x')],
    ];
    const patches = contents.map(([plan, write]) => ({ ...plan, diff: makeDiff(write) }));
    const tree = git.run(['rev-parse', 'HEAD^{tree}']).trim();
    gateway = await startTestGateway({
      instances: [
        {
          name: 'it',
          state: reviewState([
            { title: 'odd', patches, replies: [{ to: 'cover', from: ANA, content: RB }] },
          ]),
        },
      ],
    });
    const text = await (await get('it/1')).text();
    await gateway.close();
    git.run(['checkout', '-q', '-f', '--detach', base]);
    git.run(['am', '-q'], text);
    expect(git.run(['rev-parse', 'HEAD^{tree}']).trim()).toBe(tree);
    const log = git.run([
      'log',
      '--reverse',
      '--format=%an <%ae>|%s|%(trailers:only,separator=%x2c)',
      `${base}..`,
    ]);
    const lines = log.trim().split('\n');
    expect(lines).toHaveLength(contents.length);
    expect(lines.map((line) => line.split('|')[1])).toEqual(contents.map(([{ title }]) => title));
    expect(lines.every((line) => line.endsWith(RB))).toBe(true);
    expect(lines[3]).toMatch(/^Zoë Élan <zoe@z.example>\|/);
  });
});
