import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadConfig } from '../../src/config/loadConfig.js';
import { freePort } from '../tools/freePort.js';
import { releaseInstance } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const text = readFileSync(new URL('../../docs/deployment/nginx.conf', import.meta.url), 'utf8');

/** Used if they are installed on the system. */
const NGINX = ['nginx', '/usr/sbin/nginx'].find((name) => spawnSync(name, ['-v']).status === 0);
const canRun = NGINX !== undefined && spawnSync('openssl', ['version']).status === 0;

const seconds = (name: string): number =>
  Number(new RegExp(`^\\s*${name} (\\d+)s;`, 'm').exec(text)?.[1]);

describe('docs/deployment/nginx.conf', () => {
  it('matches the limits of the gateway', () => {
    const { limits, listen } = loadConfig({ environment: {} });
    expect(seconds('proxy_read_timeout') * 1000).toBeGreaterThan(limits.deadlineMs);
    expect(seconds('keepalive_timeout') * 1000).toBeLessThan(listen.keepAliveTimeoutMs);
    expect(text).toContain(`client_max_body_size ${limits.maxBodyBytes / 1024 / 1024}m;`);
  });

  it('has settings in balanced blocks', () => {
    const lines = text.split('\n').map((line) => line.replace(/\s*#.*$/, '').trim());
    expect(lines.filter((line) => line !== '' && !/[;{}]$/.test(line))).toEqual([]);
    expect(text.split('{').length).toBe(text.split('}').length);
  });
});

describe.skipIf(!canRun)('nginx with this configuration', () => {
  let folder: string;
  let gateway: TestGateway;
  let nginx: ChildProcess;
  let port: number;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'nginx-'));
    gateway = await startTestGateway({
      instances: [releaseInstance('v31')],
      graphql: { graphiql: true },
      listen: { trustProxies: ['127.0.0.1'] },
    });
    port = await freePort();
    const key = join(folder, 'key.pem');
    const certificate = join(folder, 'certificate.pem');
    spawnSync('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-keyout', key, '-out', certificate, '-days', '1', '-subj', '/CN=graph.example.org'],
    ]);
    const server = text
      .replace('127.0.0.1:4000', new URL(gateway.url).host)
      .replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
      .replace('    listen [::]:443 ssl;\n', '')
      .replace(/(ssl_certificate +)[^;]+/, `$1${certificate}`)
      .replace(/(ssl_certificate_key +)[^;]+/, `$1${key}`);
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${join(folder, name)};`,
    );
    const file = join(folder, 'nginx.conf');
    writeFileSync(
      file,
      `daemon off; pid ${join(folder, 'pid')}; error_log stderr; events {}
       http { access_log off; ${paths.join(' ')}\n${server} }`,
    );
    nginx = spawn(NGINX ?? '', ['-e', 'stderr', '-p', folder, '-c', file], { stdio: 'ignore' });
    await vi.waitFor(() => get('/patchwork/healthz'), { timeout: 20_000 });
  });
  afterAll(async () => {
    nginx.kill('SIGTERM');
    await gateway.close();
    rmSync(folder, { recursive: true });
  });

  async function get(path: string, headers: Record<string, string> = {}, body?: string) {
    return await new Promise<{ status: number | undefined; text: string; location?: string }>(
      (resolve, reject) => {
        const method = body === undefined ? 'GET' : 'POST';
        const options = {
          host: '127.0.0.1',
          port,
          path,
          method,
          headers,
          rejectUnauthorized: false,
        };
        const sent = request(options, (response) => {
          let received = '';
          response.on('data', (chunk: Buffer) => (received += chunk.toString()));
          response.on('end', () => {
            const { location } = response.headers;
            const status = response.statusCode;
            resolve({ status, text: received, ...(location !== undefined && { location }) });
          });
        });
        sent.on('error', reject);
        sent.end(body);
      },
    );
  }

  it('serves the graph under the prefix', async () => {
    const headers = { 'content-type': 'application/json' };
    const query = '{"query": "{ instances { name } }"}';
    const { status, text: answer } = await get('/patchwork/graphql', headers, query);
    expect([status, answer]).toEqual([200, '{"data":{"instances":[{"name":"v31"}]}}\n'.trim()]);
  });

  it('hides the metrics, and everything outside of the prefix', async () => {
    expect((await get('/patchwork/metrics')).status).toBe(404);
    expect((await get('/graphql')).status).toBe(404);
    const { status, location } = await get('/patchwork');
    expect([status, location]).toEqual([308, expect.stringMatching(/\/patchwork\/$/)]);
  });

  it('redirects a browser to a page that finds its own files', async () => {
    const { text: page } = await get('/patchwork/', { accept: 'text/html' });
    const assets = [...page.matchAll(/(?:src|href)="\.(\/assets\/[^"]+)"/g)].map(
      ([, path]) => path,
    );
    for (const path of assets) expect((await get(`/patchwork${path}`)).status).toBe(200);
  });
});
