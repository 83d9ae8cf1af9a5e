import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reviewState } from '../../tools/reviewState.js';
import { startTestGateway, type TestGateway } from '../../tools/startTestGateway.js';

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const SUITE = pathOf('../../../node_modules/@modelcontextprotocol/conformance/dist/index.js');
const EXPECTED = pathOf('expected-2025-11-25.yml');

let gateway: TestGateway;
/** The suite writes a folder of results for each scenario. */
let results: string;
beforeAll(async () => {
  results = await mkdtemp(join(tmpdir(), 'conformance-'));
  gateway = await startTestGateway({
    instances: [{ name: 'it', state: reviewState([{ title: 'net: one', patches: [{}] }]) }],
    mcp: { enabled: true },
  });
});
afterAll(async () => {
  await gateway.close();
  await rm(results, { recursive: true });
});

/** Runs the conformance suite of the protocol. @returns its exit code and output. */
function runSuite(): Promise<readonly [code: number, output: string]> {
  const args = [SUITE, 'server', '--url', `${gateway.url}/mcp`, '--expected-failures', EXPECTED];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [...args, '-o', results], (_error, stdout, stderr) => {
      resolve([child.exitCode ?? -1, stdout + stderr]);
    });
  });
}

describe('/mcp', () => {
  it('passes the applicable scenarios of the conformance suite', async () => {
    const [code, output] = await runSuite();
    expect([code, output]).toEqual([0, expect.any(String)]);
    for (const scenario of [
      'server-initialize',
      'ping',
      'tools-list',
      'dns-rebinding-protection',
    ]) {
      expect(output).toMatch(new RegExp(`✓ ${scenario}: [1-9]\\d* passed, 0 failed`));
    }
  });
});
