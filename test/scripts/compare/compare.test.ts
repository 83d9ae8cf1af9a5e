import { afterEach, describe, expect, it } from 'vitest';
import { compareServer, type Comparison } from '../../../scripts/compare/compareServer.js';
import { runCompare } from '../../../scripts/compare/runCompare.js';
import {
  startSampleServer,
  type SampleServer,
} from '../../../src/sample/server/startSampleServer.js';
import {
  readSeed,
  recordedServers,
  type RecordedServer,
} from '../../sample/server/replay/recording.js';
import { startDeviatingServer, type PassingAnswer } from './deviatingServer.js';

const running: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function startRecorded(name: RecordedServer): Promise<SampleServer> {
  const server = await startSampleServer({ state: readSeed(name) });
  running.push(server);
  return server;
}

function compare(baseUrl: string, token?: string, version?: string): Promise<Comparison> {
  return compareServer({ baseUrl, token, version, pauseMs: 0, timeoutMs: 10_000 });
}

async function compareDeviating(
  deviate: (path: string, answer: PassingAnswer) => void,
): Promise<readonly string[]> {
  const sample = await startRecorded('v3.2');
  const stub = await startDeviatingServer(sample.url, deviate);
  running.push(stub);
  const { differences } = await compare(stub.url);
  return differences.map(({ kind, path, message }) => `${kind}: ${path}: ${message}`);
}

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(...args: readonly string[]): Promise<Run> {
  let stdout = '';
  let stderr = '';
  const code = await runCompare(
    [...args, '--pause', '0'],
    { write: (text) => (stdout += text) },
    { write: (text) => (stderr += text) },
  );
  return { code, stdout, stderr };
}

function rowsOf(answer: PassingAnswer): Record<string, unknown>[] {
  return Array.isArray(answer.json) ? (answer.json as Record<string, unknown>[]) : [];
}

describe('compareServer', () => {
  for (const name of recordedServers) {
    it(`finds no difference between ${name} and the sample server of its release`, async () => {
      const server = await startRecorded(name);
      const alina = readSeed(name).users.find(({ username }) => username === 'alina');
      const { differences, compared, server: probed } = await compare(server.url, alina?.token);
      expect(differences).toEqual([]);
      expect(compared.length).toBeGreaterThan(50);
      expect(probed.release).toBe(
        { 'v2.2': '2.2.6', 'v3.1': '3.1.3', 'v3.2': '3.2.1', 'v-main': 'main' }[name],
      );
    });
  }

  it('finds no difference at any older API version', async () => {
    const server = await startRecorded('v-main');
    for (const version of ['1.0', '1.1', '1.2', '1.3']) {
      const { differences } = await compare(server.url, undefined, version);
      expect(differences).toEqual([]);
    }
  });

  it('sends only GET requests, never the same twice, and none that causes a 500', async () => {
    const server = await startRecorded('v3.1');
    await compare(server.url);
    const paths = server.requests.map(({ path }) => path);
    expect(new Set(server.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.length).toBeLessThan(100);
    expect(server.requests.filter(({ status }) => status >= 500)).toEqual([]);
  });

  it('reports a missing key', async () => {
    const found = await compareDeviating((path, answer) => {
      if (path.includes('/patches/?order=-id'))
        for (const row of rowsOf(answer)) delete row['hash'];
    });
    expect(found).toEqual(['patches: $[].hash: missing']);
  });

  it('reports a key that is missing only in some rows', async () => {
    const found = await compareDeviating((path, answer) => {
      if (path.endsWith('/projects/')) delete rowsOf(answer)[0]?.['list_id'];
    });
    expect(found).toEqual(['projects: $[].list_id: missing in some rows']);
  });

  it('reports a key that Patchwork does not have', async () => {
    const found = await compareDeviating((path, answer) => {
      if (path.includes('/covers/?')) for (const row of rowsOf(answer)) row['votes'] = 1;
    });
    expect(found).toEqual(['covers: $[].votes: a key that the sample server does not have']);
  });

  it('reports a different type', async () => {
    const found = await compareDeviating((path, answer) => {
      if (path.includes('/series/?')) for (const row of rowsOf(answer)) row['version'] = 'v1';
    });
    expect(found).toEqual(['series: $[].version: string, the sample server has number']);
  });

  it('reports a different status', async () => {
    const found = await compareDeviating((path, answer) => {
      if (path.endsWith('/patches/999999999/')) answer.status = 410;
    });
    expect(found).toEqual(['unknown patch: status: 410, the sample server has 404']);
  });

  it('reports a different content type', async () => {
    const found = await compareDeviating((path, answer) => {
      if (path.endsWith('/bundles/999999999/')) answer.headers['content-type'] = 'text/plain';
    });
    expect(found).toEqual([
      'unknown bundle: content type: text/plain, the sample server has application/json',
    ]);
  });

  it('reports different rels in the Link header', async () => {
    const found = await compareDeviating((path, answer) => {
      if (path.endsWith('page=2')) answer.headers['link'] = '<http://x.example/>; rel="first"';
    });
    expect(found).toEqual(['patches, page 2: Link rels: first, the sample server has first last']);
  });

  it('reports an object instead of a list', async () => {
    const found = await compareDeviating((path, answer) => {
      if (path.includes('/1.3/bundles/?')) answer.json = { count: 8, results: answer.json };
    });
    expect(found).toContain('bundles: $: object, the sample server has array');
  });
});

describe('compare, the command', () => {
  it('exits with 0 and reports how many kinds have the same shape', async () => {
    const server = await startRecorded('v2.2');
    const { code, stdout } = await run('--url', `${server.url}/api/1.2/`);
    expect(code).toBe(0);
    expect(stdout).toContain('compared at API 1.2 with the sample server of release 2.2.6');
    expect(stdout).toMatch(/(\d+) kinds of requests compared, \1 of them of the same shape/);
  });

  it('exits with 1 and lists the differences', async () => {
    const sample = await startRecorded('v-main');
    const stub = await startDeviatingServer(sample.url, (path, answer) => {
      if (path === '/api/1.4/no-such-resource/') answer.status = 200;
    });
    running.push(stub);
    const { code, stdout } = await run('--url', stub.url);
    expect(code).toBe(1);
    expect(stdout).toContain('unknown resource: status: 200, the sample server has 404');
  });

  it.each([
    ['nonsense', /must start with http:\/\/ or https:\/\//],
    ['ftp://patchwork.example.org', /must start with http:\/\/ or https:\/\//],
    ['http://me:secret@127.0.0.1:1/', /pass credentials with --token/],
    ['http://127.0.0.1:1', /127\.0\.0\.1:1\/api\/: the connection was refused/],
  ])('ends with 2 and one clear line for %s', async (url, message) => {
    const { code, stdout, stderr } = await run('--url', url);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('exits with 2 without a URL', async () => {
    const { code, stderr } = await run();
    expect(code).toBe(2);
    expect(stderr).toContain("required option '--url <url>' not specified");
  });

  it('exits with 2 for a server that is not Patchwork', async () => {
    const sample = await startRecorded('v3.1');
    const { code, stderr } = await run('--url', `${sample.url}/elsewhere`);
    expect(code).toBe(2);
    expect(stderr).toContain(
      '/elsewhere/api/ is not a Patchwork REST API: it answers 404 (text/html',
    );
  });

  it('exits with 2 for a URL that redirects, and names the target', async () => {
    const sample = await startRecorded('v3.1');
    const stub = await startDeviatingServer(sample.url, (_path, answer) => {
      answer.status = 301;
      answer.headers.location = 'https://patchwork.example.org/api/';
      answer.json = undefined;
    });
    running.push(stub);
    const { code, stderr } = await run('--url', stub.url);
    expect(code).toBe(2);
    expect(stderr).toContain('redirects to https://patchwork.example.org/api/');
  });

  it('exits with 2 for an API version that the server does not support', async () => {
    const sample = await startRecorded('v2.2');
    const { code, stderr } = await run('--url', sample.url, '--api', '1.4');
    expect(code).toBe(2);
    expect(stderr).toContain('does not support API 1.4, only 1.0, 1.1, 1.2');
  });

  it('exits with 2 if the server limits the rate of requests', async () => {
    const sample = await startRecorded('v3.2');
    const stub = await startDeviatingServer(sample.url, (path, answer) => {
      if (path.includes('/events/')) answer.status = 429;
    });
    running.push(stub);
    const { code, stderr } = await run('--url', stub.url);
    expect(code).toBe(2);
    expect(stderr).toContain('the server limits requests (429)');
  });
});
