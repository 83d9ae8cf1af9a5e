import { afterEach, describe, expect, it } from 'vitest';
import { startReleases } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway;
afterEach(() => gateway.close());

async function post(query: string, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
}

const left = ({ headers }: Response): string | null => headers.get('ratelimit-remaining');

describe('the rate limit', () => {
  it('subtracts upstream requests, at least one, from the remaining quota in the headers', async () => {
    let nowMs = Date.UTC(2026, 0, 1);
    gateway = await startReleases(['v31', 'v22'], {
      limits: { upstreamRequestsPerMinutePerClient: 10 },
      now: () => nowMs,
      settle: false,
    });
    const first = await post('{ instances { apiVersion } }');
    expect(first.headers.get('ratelimit-limit')).toBe('10');
    expect(left(first)).toBe('9');
    // Two lists; the second time they are cached.
    expect(left(await post('{ patches { nodes { name } } }'))).toBe('7');
    expect(left(await post('{ patches { nodes { name } } }'))).toBe('6');
    expect(left(await post('{ nothing }'))).toBe('5');
    for (const remaining of ['4', '3', '2', '1', '0']) {
      expect(left(await post('{ __typename }'))).toBe(remaining);
    }

    gateway.resetRequests();
    const refused = await post('{ covers { nodes { name } } }');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('6');
    expect(await refused.json()).toEqual({
      errors: [
        {
          message: 'You have used up your 10 upstream requests per minute; try again in 6 s',
          extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 6 },
        },
      ],
    });
    expect(gateway.requests('v31')).toEqual([]);
    expect((await fetch(`${gateway.url}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${gateway.url}/metrics`)).text()).toMatch(
      /^patchwork_graphql_rate_limited_total 1$/m,
    );

    nowMs += 6_000;
    expect((await post('{ __typename }')).status).toBe(200);
  });

  it('reserves the estimated cost of operations before they start, and refunds the rest', async () => {
    gateway = await startReleases(['v31'], {
      limits: { upstreamRequestsPerMinutePerClient: 10 },
      now: () => Date.UTC(2026, 0, 1),
      settle: false,
    });
    await post('{ instances { apiVersion } }');
    gateway.resetRequests();
    const dear = '{ patches(first: 8) { nodes { diff } } }';
    const together = await Promise.all(Array.from({ length: 4 }, () => post(dear)));
    expect(together.map(({ status }) => status).sort()).toEqual([200, 429, 429, 429]);
    expect(gateway.requests('v31')).toHaveLength(9);
    const [refused] = together.filter(({ status }) => status === 429);
    expect(refused?.headers.get('retry-after')).toMatch(/^[1-9]/);
    expect(await refused?.json()).toMatchObject({
      errors: [{ extensions: { code: 'RATE_LIMITED' } }],
    });

    await gateway.close();
    gateway = await startReleases(['v31'], {
      limits: { upstreamRequestsPerMinutePerClient: 100 },
      now: () => Date.UTC(2026, 0, 1),
    });
    const first = Number(left(await post(dear)));
    // From the cache it costs one, not the nine that are reserved for it.
    expect(left(await post(dear))).toBe(String(first - 1));
  });

  it('distinguishes clients behind a trusted proxy, and trusts no other forwarded address', async () => {
    gateway = await startReleases(['v31'], {
      limits: { upstreamRequestsPerMinutePerClient: 10 },
      settle: false,
    });
    const from = (address: string) => post('{ __typename }', { 'x-forwarded-for': address });
    expect(left(await from('192.0.2.1'))).toBe('9');
    expect(left(await from('192.0.2.2'))).toBe('8');
    const { config } = gateway;
    await gateway.reload({
      ...config,
      listen: { ...config.listen, trustProxies: ['127.0.0.0/8'] },
    });
    expect(left(await from('192.0.2.1'))).toBe('9');
    expect(left(await from('192.0.2.2'))).toBe('9');
    expect(left(await from('192.0.2.1'))).toBe('8');
  });

  it('is off unless configured', async () => {
    gateway = await startReleases(['v31'], { settle: false });
    expect(left(await post('{ __typename }'))).toBeNull();
  });
});
