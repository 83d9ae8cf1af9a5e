import { once } from 'node:events';
import { connect } from 'node:net';
import { Agent, fetch as undiciFetch } from 'undici';
import { describe, expect, it } from 'vitest';
import { createFaults } from '../../src/sample/server/faults.js';
import { releaseInstance, startReleases } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const QUERY = '{ patch(instance: "v31", databaseId: 7) { databaseId } }';
const ANSWER = { data: { patch: { databaseId: 7 } } };

/** Clients that send queries continuously over persistent connections until they are stopped. */
function startLoad(gateway: TestGateway, clients: number) {
  const agent = new Agent({ connections: clients, pipelining: 1 });
  const wrong: unknown[] = [];
  let answered = 0;
  let stopped = false;
  const client = async (): Promise<void> => {
    while (!stopped) {
      try {
        const response = await undiciFetch(`${gateway.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: QUERY }),
          dispatcher: agent,
        });
        const answer = await response.json();
        if (JSON.stringify(answer) !== JSON.stringify(ANSWER)) wrong.push(answer);
        answered += 1;
        if (response.headers.get('connection') === 'close') return;
      } catch (error) {
        wrong.push(error);
        return;
      }
    }
  };
  const over = Promise.all(Array.from({ length: clients }, client));
  return {
    wrong,
    answered: () => answered,
    stop: async () => {
      stopped = true;
      await over;
      await agent.close();
    },
    over: async () => {
      await over;
      await agent.close();
    },
  };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

describe('health', () => {
  it('reports that the process is alive and ready, regardless of the servers', async () => {
    const gateway = await startTestGateway({
      instances: [{ name: 'dead', url: 'http://127.0.0.1:9' }],
      settle: false,
    });
    try {
      for (const [path, status] of [
        ['/healthz', 'ok'],
        ['/readyz', 'ready'],
      ]) {
        const response = await fetch(gateway.url + String(path));
        expect(response.status).toBe(200);
        expect(response.headers.get('cache-control')).toBe('no-store');
        expect(await response.json()).toEqual({ status });
      }
    } finally {
      await gateway.close();
    }
  });

  it('reports while draining that it is not ready, and that the process is alive', async () => {
    const gateway = await startReleases(['v31'], { shutdown: { delayMs: 300 } });
    const closing = gateway.close();
    expect((await fetch(`${gateway.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200);
    expect(await gateway.data(QUERY)).toEqual(ANSWER.data);
    await closing;
  });
});

describe('shutdown', () => {
  it('waits for running requests, and loses no request under load', async () => {
    const gateway = await startReleases(['v31'], { shutdown: { delayMs: 300 } });
    const load = startLoad(gateway, 20);
    await until(() => load.answered() > 100);
    await gateway.close();
    await load.over();
    expect(load.wrong).toEqual([]);
    await expect(fetch(`${gateway.url}/healthz`)).rejects.toThrow();
  });

  it('answers a request that a busy process has not read yet', async () => {
    const gateway = await startReleases(['v31'], { shutdown: { delayMs: 50 } });
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname);
    const request = 'GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n';
    socket.write(request);
    expect(String(await once(socket, 'data'))).toContain('HTTP/1.1 200');
    const closed = gateway.close();
    socket.write(request);
    // Blocks the thread for longer than the delay.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    const answer = String(await once(socket, 'data'));
    expect(answer).toContain('HTTP/1.1 200');
    expect(answer.toLowerCase()).toContain('connection: close');
    await closed;
  });

  it('aborts requests that exceed the deadline', async () => {
    const faults = createFaults();
    const gateway = await startTestGateway({
      instances: [releaseInstance('v31', { faults })],
      shutdown: { deadlineMs: 1 },
    });
    faults.set({ fault: { kind: 'hang' } });
    const stuck = fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: QUERY }),
    });
    const outcome = stuck.catch((error: unknown) => error);
    await until(() => faults.counters.concurrent > 0);
    await gateway.close();
    expect(await outcome).toBeInstanceOf(TypeError);
  });
});

describe('reload', () => {
  it('serves the new configuration, and keeps caches of unchanged servers', async () => {
    const gateway = await startReleases(['v31', 'v22']);
    try {
      await gateway.data(QUERY);
      gateway.resetRequests();
      const { config } = gateway;
      await gateway.reload({
        ...config,
        instances: config.instances.slice(0, 1),
        limits: { ...config.limits, maxDepth: 3 },
        graphql: { ...config.graphql, introspection: false },
      });
      expect(await gateway.data('{ instances { name } }')).toEqual({
        instances: [{ name: 'v31' }],
      });
      expect(await gateway.data(QUERY)).toEqual(ANSWER.data);
      // Neither the version nor the patch was requested again.
      expect(gateway.requests('v31')).toEqual([]);
      const { errors } = await gateway.ask('{ instances { status { health } } }');
      expect(errors).toBeUndefined();
      const { errors: tooDeep } = await gateway.ask(
        '{ patches { nodes { project { instance { name } } } } }',
      );
      expect(tooDeep?.[0]?.extensions.code).toBe('QUERY_TOO_EXPENSIVE');
    } finally {
      await gateway.close();
    }
  });

  it('applies the limits of upstream answers', async () => {
    const gateway = await startReleases(['v31']);
    try {
      const { config } = gateway;
      await gateway.data(QUERY);
      await gateway.reload({ ...config, limits: { ...config.limits, maxJsonDepth: 1 } });
      const { errors } = await gateway.ask('{ patch(instance: "v31", databaseId: 8) { name } }');
      expect(errors?.[0]?.message).toContain('limits.maxJsonDepth');
      await gateway.reload({ ...config, limits: { ...config.limits, maxJsonValues: 1_000 } });
      const { data } = await gateway.ask('{ patch(instance: "v31", databaseId: 8) { name } }');
      expect(data).toMatchObject({ patch: { name: expect.any(String) as unknown } });
    } finally {
      await gateway.close();
    }
  });

  it('reconnects to a server whose configuration changed', async () => {
    const gateway = await startReleases(['v31']);
    try {
      const { config } = gateway;
      await gateway.reload({
        ...config,
        instances: config.instances.map((instance) => ({ ...instance, apiVersion: '1.2' })),
      });
      expect(await gateway.data('{ instances { apiVersion } }')).toEqual({
        instances: [{ apiVersion: '1.2' }],
      });
    } finally {
      await gateway.close();
    }
  });

  it('loses no request under load', async () => {
    const gateway = await startReleases(['v31', 'v22']);
    try {
      const load = startLoad(gateway, 20);
      for (let count = 1; count <= 5; count += 1) {
        const seen = load.answered();
        await until(() => load.answered() > seen + 50);
        const { config } = gateway;
        await gateway.reload({
          ...config,
          limits: { ...config.limits, scanRows: count },
          instances: config.instances.map((instance) => ({ ...instance, concurrency: count })),
        });
      }
      await load.stop();
      expect(load.wrong).toEqual([]);
      expect(load.answered()).toBeGreaterThan(250);
    } finally {
      await gateway.close();
    }
  });
});
