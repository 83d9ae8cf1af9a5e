import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 60_000 });

const PROGRAM = `
  import { createRequire } from 'node:module';
  import { createDispatcher } from './src/transport/createDispatcher.ts';
  const { cache } = createRequire(import.meta.url);
  const isWhole = () => Object.keys(cache).some((path) => path.endsWith('/undici/index.js'));
  const options = { hostname: 'example.org', connections: 1, connectTimeoutMs: 1, maxBodyBytes: 1 };
  const found = [];
  for (const proxy of [undefined, { noProxy: [] }, { http: 'http://127.0.0.1:9', noProxy: [] }]) {
    const dispatcher = createDispatcher({ ...options, proxy });
    found.push([dispatcher.constructor.name, isWhole()]);
    await dispatcher.close();
  }
  console.log(JSON.stringify(found));
`;

it('is loaded whole for a proxy alone', async () => {
  const flags = ['--import', 'tsx', '--input-type=module', '--eval', PROGRAM];
  const { stdout } = await promisify(execFile)(process.execPath, flags);
  expect(JSON.parse(stdout)).toEqual([
    ['Agent', false],
    ['Agent', false],
    ['EnvHttpProxyAgent', true],
  ]);
});
