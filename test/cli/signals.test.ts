import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';

// Starts two processes, each of which compiles the program.
vi.setConfig({ testTimeout: 60_000 });

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'signals-'));
const file = join(folder, 'gateway.yml');

let running: ChildProcessWithoutNullStreams | undefined;
afterEach(() => {
  running?.kill('SIGKILL');
  rmSync(file, { force: true });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function configure(...lines: string[]): void {
  writeFileSync(file, ['listen: {port: 0}', ...lines].join('\n'));
}

/** Starts the program as a separate process. */
function start(): ChildProcessWithoutNullStreams {
  const environment = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('PATCHWORK_GRAPHQL_'),
  );
  running = spawn(process.execPath, ['--import', 'tsx', cli, '--config', file], {
    env: Object.fromEntries(environment),
  });
  return running;
}

/** The first matching line; a stream can be searched only once. */
async function lineOf(stream: NodeJS.ReadableStream, pattern: RegExp): Promise<RegExpExecArray> {
  const lines = createInterface({ input: stream });
  try {
    for await (const line of lines) {
      const match = pattern.exec(line);
      if (match !== null) return match;
    }
  } finally {
    lines.close();
  }
  throw new Error(`no line matches ${String(pattern)}`);
}

async function instancesAt(url: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query": "{ instances { name } }"}',
  });
  return await response.json();
}

const naming = (...names: string[]) => ({ data: { instances: names.map((name) => ({ name })) } });

describe('the program', () => {
  it('reloads its configuration on SIGHUP, and refuses an invalid one', async () => {
    configure('instances: [{name: one, url: "http://127.0.0.1:9"}]');
    const program = start();
    const [, url = ''] = await lineOf(program.stdout, /^ +GraphQL +(\S+)$/);
    program.stdout.resume();
    expect(await instancesAt(url)).toEqual(naming('one'));

    configure('instances: [{name: two, url: "http://127.0.0.1:9"}]');
    program.kill('SIGHUP');
    await lineOf(program.stderr, /the configuration was reloaded/);
    expect(await instancesAt(url)).toEqual(naming('two'));

    configure('instances: [{name: three, url: "nowhere"}]');
    program.kill('SIGHUP');
    const [line] = await lineOf(
      program.stderr,
      /.*is invalid; still running with the previous configuration.*/,
    );
    expect(line).toContain('instances[0].url');
    expect(await instancesAt(url)).toEqual(naming('two'));
    const metrics = await (await fetch(new URL('/metrics', url))).text();
    expect(metrics).toContain('patchwork_graphql_config_reloads_total{outcome="applied"} 1\n');
    expect(metrics).toContain('patchwork_graphql_config_reloads_total{outcome="refused"} 1\n');

    configure();
    program.kill('SIGHUP');
    await lineOf(
      program.stderr,
      /has no Patchwork server.*is invalid; still running with the previous configuration/,
    );
    configure('sampleServers: true');
    program.kill('SIGHUP');
    await lineOf(
      program.stderr,
      /not replaced by sample servers.*still running with the previous configuration/,
    );
    expect(await instancesAt(url)).toEqual(naming('two'));

    configure('instances: [{name: two, url: "http://127.0.0.1:9"}]');
    program.kill('SIGUSR1');
    program.kill('SIGHUP');
    const [same] = await lineOf(program.stderr, /.*nothing has changed.*/);
    expect(same).toMatch(/"sha256":"[0-9a-f]{64}"/);

    program.stderr.resume();
    program.kill('SIGTERM');
    expect(await once(program, 'exit')).toEqual([0, null]);
  });

  it('detects that its configuration file has changed', async () => {
    configure('instances: [{name: one, url: "http://127.0.0.1:9"}]');
    const program = start();
    const [, url = ''] = await lineOf(program.stdout, /^ +GraphQL +(\S+)$/);
    program.stdout.resume();
    configure('instances: [{name: two, url: "http://127.0.0.1:9"}]');
    await lineOf(program.stderr, /the file has changed/);
    expect(await instancesAt(url)).toEqual(naming('two'));
    program.kill('SIGTERM');
    program.stderr.resume();
    expect(await once(program, 'exit')).toEqual([0, null]);
  });
});
