import { afterEach, describe, expect, it } from 'vitest';
import { releaseInstance, tokenOf } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const QUERY = `{
  live { id instance { name } state since lastPollAt lastEventAt lagSeconds intervalSeconds cursor error { code } }
}`;

interface Live {
  readonly live: readonly {
    readonly instance: { readonly name: string };
    readonly state: string;
    readonly since: string | null;
    readonly lastEventAt: string | null;
    readonly intervalSeconds: number | null;
    readonly error: { readonly code: string } | null;
  }[];
}

/** Shorter than the configuration file permits, which accepts only whole seconds. */
const OFTEN = { enabled: true, pollSeconds: { min: 0.01, max: 0.02 } };

let gateway: TestGateway;
afterEach(() => gateway.close());

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
}

async function stateOf(index: number): Promise<string | undefined> {
  return (await gateway.data<Live>(QUERY)).live[index]?.state;
}

describe('live', () => {
  it('is OFF unless it is configured, and sends no requests', async () => {
    gateway = await startTestGateway({ instances: [releaseInstance('v31')] });
    expect(await gateway.data(QUERY)).toEqual({
      live: [
        {
          id: Buffer.from('v31:LiveStatus:').toString('base64url'),
          instance: { name: 'v31' },
          state: 'OFF',
          since: null,
          lastPollAt: null,
          lastEventAt: null,
          lagSeconds: null,
          intervalSeconds: null,
          cursor: null,
          error: null,
        },
      ],
    });
    expect(gateway.requests('v31')).toEqual([]);
  });

  it('accepts names of instances, and refuses only an unknown one', async () => {
    gateway = await startTestGateway({
      instances: [releaseInstance('v31'), releaseInstance('v22')],
    });
    expect(
      await gateway.data(
        '{ live(instances: ["v22"]) { state } none: live(instances: []) { state } }',
      ),
    ).toEqual({ live: [{ state: 'OFF' }], none: [] });
    const { data, errors } = await gateway.ask(
      '{ live(instances: ["v3"]) { state } instances { name } }',
    );
    expect(data).toMatchObject({ live: null, instances: [{ name: 'v31' }, { name: 'v22' }] });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('follows each instance as configured, and reports it in metrics and log', async () => {
    gateway = await startTestGateway({
      instances: [
        releaseInstance('v31'),
        releaseInstance('v22', { live: { enabled: false, pollSeconds: {} } }),
        { name: 'dead', url: 'http://127.0.0.1:9' },
      ],
      live: OFTEN,
      settle: false,
    });
    await until(async () => (await stateOf(0)) === 'LIVE' && (await stateOf(2)) === 'FAILED');
    const { live } = await gateway.data<Live>(QUERY);
    expect(live).toMatchObject([
      { state: 'LIVE', error: null },
      { state: 'OFF' },
      { state: 'FAILED', since: null, error: { code: 'UPSTREAM_UNAVAILABLE' } },
    ]);
    expect(live[0]?.since).not.toBeNull();
    await fetch(`${gateway.server('v31').url}/api/patches/7/checks/`, {
      method: 'POST',
      headers: {
        authorization: `Token ${tokenOf('v31', 'cibot')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ state: 'fail', context: 'live' }),
    });
    const before = live[0]?.lastEventAt;
    await until(async () => (await gateway.data<Live>(QUERY)).live[0]?.lastEventAt !== before);
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toContain('patchwork_graphql_live_state{server="v31",state="LIVE"} 1');
    expect(metrics).toContain('patchwork_graphql_live_events_total{server="v31"} 1');
    expect(metrics).toMatch(/live_polls_total\{server="dead",outcome="FAILED"\} \d/);
    expect(metrics).not.toContain('live_lag_seconds{server="v22"}');
    const lines = gateway.logs.filter((line) => line.includes('live-changed'));
    expect(lines.filter((line) => line.includes('"v31"'))).toEqual([
      expect.stringContaining('"to":"LIVE"'),
    ]);
    expect(lines.filter((line) => line.includes('"dead"'))).toEqual([
      expect.stringContaining('"to":"FAILED"'),
    ]);
  });

  it('continues across a reload that does not change it, and ends with one that disables it', async () => {
    gateway = await startTestGateway({ instances: [releaseInstance('v31')], live: OFTEN });
    await until(async () => (await stateOf(0)) === 'LIVE');
    const { live: before } = await gateway.data<Live>(QUERY);
    const { config } = gateway;
    await gateway.reload({ ...config, limits: { ...config.limits, maxDepth: 7 } });
    const { live: after } = await gateway.data<Live>(QUERY);
    expect(after[0]?.since).toBe(before[0]?.since);
    await gateway.reload({ ...config, live: { ...config.live, enabled: false } });
    expect(await stateOf(0)).toBe('OFF');
    await gateway.reload(config);
    expect(['CATCHING_UP', 'LIVE']).toContain(await stateOf(0));
  });

  it('sends polls after the requests of clients', async () => {
    gateway = await startTestGateway({
      instances: [releaseInstance('v31', { concurrency: 1 })],
      live: OFTEN,
    });
    await until(async () => (await stateOf(0)) === 'LIVE');
    gateway.resetRequests();
    const ids = [3, 7, 11, 17, 29].map(
      (id) => `p${String(id)}: patch(instance: "v31", databaseId: ${String(id)}) { content }`,
    );
    await gateway.data(`{ ${ids.join(' ')} }`);
    const asked = gateway.requests('v31').map((path) => path.startsWith('/events/'));
    // One poll may be pending when the operation starts; none is sent between its requests.
    expect(asked.slice(asked.indexOf(false), asked.lastIndexOf(false))).not.toContain(true);
  });
});
