import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const sink = new URL('../../src/telemetry/LogSink.ts', import.meta.url).href;
const logger = new URL('../../src/telemetry/logger.ts', import.meta.url).href;
const prettyModule = new URL('../../src/telemetry/prettyDestination.ts', import.meta.url).href;
const folder = mkdtempSync(join(tmpdir(), 'log-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

let running: ChildProcess | undefined;
afterEach(() => {
  running?.kill('SIGKILL');
});

const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('PATCHWORK_GRAPHQL_')),
);

/** Logs 400 lines of 1 KB with a buffer of 100 KB, and reports on standard output. */
const CHATTY = (pretty: boolean): string => `
  const { openLogSink } = await import(${JSON.stringify(sink)});
  const { createLogger } = await import(${JSON.stringify(logger)});
  const destination = openLogSink({ maxWaitingBytes: 100_000 });
  const { prettyDestination } = await import(${JSON.stringify(prettyModule)});
  const log = createLogger({ destination: ${pretty ? 'prettyDestination(destination)' : 'destination'} });
  for (let line = 0; line < 400; line += 1) log.info({ line, pad: 'x'.repeat(1000) }, 'chatty');
  const isFlushed = await destination.flush(100);
  process.stdout.write(JSON.stringify({ dropped: destination.dropped, isFlushed }), () => process.exit());
`;

/** Runs it with standard error redirected by the shell to a descriptor, a file or a pipe. */
function chat(redirection: string, pretty = false): ChildProcess {
  const program = CHATTY(pretty);
  running = spawn(
    'bash',
    [
      '-c',
      `"$0" --import tsx --input-type=module -e "$1" ${redirection}`,
      process.execPath,
      program,
    ],
    {
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: false,
    },
  );
  return running;
}

interface Report {
  readonly dropped: number;
  readonly isFlushed: boolean;
}

async function reportOf({ stdout }: ChildProcess): Promise<Report> {
  if (stdout === null) throw new RangeError('standard output is a pipe');
  return JSON.parse(await text(stdout)) as Report;
}

describe.each([false, true])('log lines, pretty: %s', (pretty) => {
  const linesIn = (file: string): number =>
    (readFileSync(file, 'utf8').match(/chatty/g) ?? []).length;

  it('are written to a file before the process ends, and counted where they are dropped', async () => {
    const file = join(folder, `all-${String(pretty)}`);
    const { isFlushed, dropped } = await reportOf(chat(`2>${file}`, pretty));
    expect(isFlushed).toBe(true);
    expect(linesIn(file) + dropped).toBe(400);
    expect(linesIn(file)).toBeGreaterThan(90);
  });

  it('are written to a pipe that is read, and counted where they are dropped', async () => {
    const file = join(folder, `piped-${String(pretty)}`);
    const { dropped } = await reportOf(chat(`2> >(cat >${file})`, pretty));
    // The reader may write the last of them after the program has ended.
    await expect.poll(() => linesIn(file) + dropped).toBe(400);
    expect(linesIn(file)).toBeGreaterThan(0);
  });

  it('are dropped and counted if the disk is full', async () => {
    const { dropped, isFlushed } = await reportOf(chat('2>/dev/full', pretty));
    expect(dropped).toBeGreaterThan(300);
    expect(isFlushed).toBe(false);
  });

  it('are dropped and counted if the pipe is not read, and do not keep the process alive', async () => {
    const fifo = join(folder, `fifo-${String(pretty)}`);
    spawnSync('mkfifo', [fifo]);
    // Open for reading, but never read.
    const reader = openSync(fifo, 'r+');
    try {
      const { dropped, isFlushed } = await reportOf(chat(`2>${fifo}`, pretty));
      expect(dropped).toBeGreaterThan(200);
      expect(isFlushed).toBe(false);
    } finally {
      closeSync(reader);
    }
  });

  it('are dropped and counted if the reader of the pipe has exited', async () => {
    const { dropped } = await reportOf(chat('2> >(exec true)', pretty));
    expect(dropped).toBeGreaterThan(0);
  });
});

async function urlOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new RangeError('standard output is a pipe');
  for await (const line of createInterface({ input: stdout })) {
    const url = /^ +GraphQL +(\S+)$/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('the program ended without saying where it listens');
}

describe('the gateway', () => {
  it.each(['json', 'pretty'])(
    'answers and ends while its log (%s) is written to a full disk',
    async (format) => {
      const full = openSync('/dev/full', 'w');
      running = spawn(
        process.execPath,
        ['--import', 'tsx', cli, '--port', '0', '--log-level', 'trace'],
        {
          env: { ...environment, PATCHWORK_GRAPHQL_LOGGING_FORMAT: format },
          stdio: ['ignore', 'pipe', full],
        },
      );
      closeSync(full);
      const url = await urlOf(running);
      running.stdout?.resume();
      const base = url.replace('/graphql', '');
      for (let turn = 0; turn < 3; turn += 1) {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{"query": "mutation { deleteBundle(input: {id: \\"x\\"}) { errors { code } } }"}',
        });
        expect(response.status).toBe(200);
      }
      const metrics = await (await fetch(`${base}/metrics`)).text();
      expect(metrics).toContain('patchwork_graphql_log_lines_dropped_total ');
      running.kill('SIGTERM');
      expect(await once(running, 'exit')).toEqual([0, null]);
    },
  );

  it('serves even if standard output accepts no data', async () => {
    const full = openSync('/dev/full', 'w');
    running = spawn(process.execPath, ['--import', 'tsx', cli, '--port', '0'], {
      env: environment,
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    const { stderr } = running;
    if (stderr === null) throw new RangeError('standard error is a pipe');
    for await (const line of createInterface({ input: stderr })) {
      if (line.includes('listening')) break;
    }
    stderr.resume();
    running.kill('SIGTERM');
    expect(await once(running, 'exit')).toEqual([0, null]);
  });

  it('fails to print the schema if standard output accepts no data', async () => {
    const full = openSync('/dev/full', 'w');
    running = spawn(process.execPath, ['--import', 'tsx', cli, 'schema'], {
      env: environment,
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    const { stderr } = running;
    if (stderr === null) throw new RangeError('standard error is a pipe');
    const [words, [code]] = await Promise.all([
      text(stderr),
      once(running, 'exit') as Promise<[number]>,
    ]);
    expect(code).toBe(1);
    expect(words).toBe('error: standard output: ENOSPC: no space left on device, write\n');
  });
});
