import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { GatewayConfig } from '../../src/config/GatewayConfig.js';
import { loadConfig } from '../../src/config/loadConfig.js';
import { startGateway, type RunningGateway } from '../../src/main.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { freePort } from '../tools/freePort.js';

let gateway: RunningGateway | undefined;
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

function configure(metrics: Partial<GatewayConfig['metrics']> = {}, port = 0): GatewayConfig {
  const config = loadConfig({
    flags: { instances: ['dead=http://127.0.0.1:9'], port: String(port) },
    environment: {},
  });
  return { ...config, metrics: { ...config.metrics, ...metrics } };
}

async function start(
  metrics?: Partial<GatewayConfig['metrics']>,
  port?: number,
): Promise<RunningGateway> {
  const logger = createLogger({ level: 'silent' });
  return (gateway = await startGateway({ config: configure(metrics, port), logger }));
}

async function look(url: string | undefined): Promise<string> {
  const response = await fetch(url ?? 'http://127.0.0.1:1');
  const text = await response.text();
  return `${response.status} ${/patchwork_graphql_\w+/.test(text) ? 'metrics' : 'none'}`;
}

describe('/metrics', () => {
  it('is on the public port without metrics.port', async () => {
    const { url, metricsUrl } = await start();
    expect(metricsUrl).toBeUndefined();
    expect(await look(`${url}/metrics`)).toBe('200 metrics');
  });

  it('is only on its own port with metrics.port, which serves nothing else', async () => {
    const { url, metricsUrl } = await start({ port: 0 });
    expect(await look(`${metricsUrl}/metrics`)).toBe('200 metrics');
    expect(await look(`${url}/metrics`)).toBe('404 none');
    expect(await look(`${metricsUrl}/graphql?query={__typename}`)).toBe('404 none');
    expect(await look(`${metricsUrl}/`)).toBe('404 none');
    expect(await look(`${url}/healthz`)).toBe('200 none');
    const refused = await fetch(`${metricsUrl}/metrics`, { method: 'PUT' });
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    const unknown = await fetch(`${metricsUrl}/nowhere`);
    expect(await unknown.json()).toMatchObject({
      errors: [{ message: 'Not found: GET /nowhere; the metrics are at /metrics.' }],
    });
  });

  it('can be disabled and enabled by a reload', async () => {
    const running = await start({ port: 0 });
    await running.reload(configure({ port: 0, enabled: false }));
    expect(await look(`${running.metricsUrl}/metrics`)).toBe('404 none');
    expect(await look(`${running.url}/metrics`)).toBe('404 none');
    await running.reload(configure({ port: 0, enabled: true }));
    expect(await look(`${running.metricsUrl}/metrics`)).toBe('200 metrics');
  });

  it('does not prevent the program from ending, and is closed then', async () => {
    const running = await start({ port: 0 });
    await look(`${running.metricsUrl}/metrics`);
    await running.close();
    gateway = undefined;
    await expect(look(`${running.metricsUrl}/metrics`)).rejects.toThrow();
  });

  it('makes the start fail if its port is in use, and leaves nothing open', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const publicPort = await freePort();
    try {
      const failed = start({ port }, publicPort);
      await expect(failed).rejects.toMatchObject({ code: 'EADDRINUSE', port });
      await expect(fetch(`http://127.0.0.1:${publicPort}/healthz`)).rejects.toThrow();
    } finally {
      taken.close();
    }
  });
});

describe('metrics.host', () => {
  it('requires metrics.port', () => {
    const environment = { PATCHWORK_GRAPHQL_METRICS_HOST: '127.0.0.1' };
    expect(() => loadConfig({ environment })).toThrow(/metrics\.port .*since metrics\.host is set/);
    const complete = { ...environment, PATCHWORK_GRAPHQL_METRICS_PORT: '9464' };
    expect(loadConfig({ environment: complete }).metrics).toEqual({
      enabled: true,
      host: '127.0.0.1',
      port: 9464,
    });
  });
});
