import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { EXAMPLE_QUERY } from '../../src/cli/serve.js';

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

let running: ChildProcessWithoutNullStreams | undefined;
afterEach(() => {
  running?.kill('SIGKILL');
});

/** Starts the program as a separate process, without configuration. */
function start(...parameters: string[]): ChildProcessWithoutNullStreams {
  const environment = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('PATCHWORK_GRAPHQL_'),
  );
  running = spawn(process.execPath, ['--import', 'tsx', cli, ...parameters], {
    env: Object.fromEntries(environment),
  });
  return running;
}

async function readUrl(process: ChildProcessWithoutNullStreams): Promise<string> {
  for await (const line of createInterface({ input: process.stdout })) {
    const url = /^ +GraphQL +(\S+)$/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('the program ended without saying where it listens');
}

describe('the program', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'answers the query it prints with sample data until %s, and exits with 0',
    async (signal) => {
      const process = start('--port', '0', '--log-level', 'silent');
      const response = await fetch(await readUrl(process), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: EXAMPLE_QUERY }),
      });
      const answer: unknown = await response.json();
      expect(answer).not.toHaveProperty('errors');
      expect(answer).toHaveProperty('data.patches.nodes.length', 5);
      expect(answer).toHaveProperty('data.patches.sources.length', 3);

      process.stdout.resume();
      process.kill(signal);
      expect(await once(process, 'exit')).toEqual([0, null]);
    },
  );

  it('reports the required Node.js version before it loads anything else', async () => {
    const old =
      'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"18.19.0"})';
    running = spawn(process.execPath, ['--import', 'tsx', '--import', old, cli]);
    let stderr = '';
    running.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    expect(await once(running, 'close')).toEqual([1, null]);
    expect(stderr).toBe(
      `error: patchwork-graphql needs Node.js 20.19 or later, and this is 18.19.0 (${process.execPath})\n`,
    );
  });

  it('exits with 2 and a message for an invalid flag', async () => {
    const process = start('--prot', '80');
    let stderr = '';
    process.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    expect(await once(process, 'close')).toEqual([2, null]);
    expect(stderr).toMatch(/^error: unknown option '--prot'\n\(Did you mean --port\?\)/);
  });
});
