import type { createFaults } from '../../src/sample/server/faults.js';
import { releaseInstance, tokenOf, type ReleaseName } from './releaseGateway.js';
import { startTestGateway, type TestGateway } from './startTestGateway.js';

/** Options of {@link startLiveGateway}. */
export interface LiveOptions {
  readonly release?: ReleaseName;
  readonly faults?: ReturnType<typeof createFaults>;
  readonly enabled?: boolean;
}

/** A gateway that follows one server, with a clock controlled by the test. */
export interface LiveGateway {
  readonly gateway: TestGateway;
  /** Advances the clock. */
  pass(seconds: number): void;
  /** Waits for a poll that starts from now on. */
  polled(): Promise<void>;
  /** The requests of a query other than polls, with its data. */
  read(query: string): Promise<readonly [requests: number, data: unknown]>;
  /** The same, with the paths of the requests. */
  paths(query: string): Promise<readonly [paths: readonly string[], data: unknown]>;
  /** Writes directly to the server, as one of its users. */
  write(method: string, path: string, body: object, user?: string): Promise<void>;
}

/** Starts it; data read from then on is kept fresh by events. */
export async function startLiveGateway(options: LiveOptions = {}): Promise<LiveGateway> {
  const { release = 'v31', faults, enabled = true } = options;
  let nowMs = Date.now();
  const gateway = await startTestGateway({
    instances: [releaseInstance(release, faults && { faults })],
    live: { enabled, pollSeconds: { min: 0.01, max: 0.01 } },
    now: () => nowMs,
  });
  const pass = (seconds: number): void => {
    nowMs += seconds * 1000;
  };
  const lastPollAt = async (): Promise<number> => {
    const { live } = await gateway.data<{ live: { lastPollAt: string | null }[] }>(
      '{ live { lastPollAt } }',
    );
    return Date.parse(live[0]?.lastPollAt ?? '');
  };
  const polled = async (): Promise<void> => {
    pass(0.001);
    while (!((await lastPollAt()) >= nowMs)) await new Promise((resolve) => setImmediate(resolve));
  };
  const read = async (query: string): Promise<readonly [number, unknown]> => {
    gateway.resetRequests();
    const headers = { 'x-upstream-report': '1' };
    const { data, extensions } = await gateway.ask(query, { headers });
    return [extensions?.upstream?.requests ?? -1, data];
  };
  if (enabled) {
    await polled();
    // Data read directly at the start may be from before.
    pass(3);
    await polled();
  }
  return {
    gateway,
    pass,
    polled,
    read,
    paths: async (query) => {
      const [, data] = await read(query);
      return [gateway.requests(release).filter((path) => !isPoll(path)), data];
    },
    write: async (method, path, body, user = 'mira') => {
      const response = await fetch(`${gateway.server(release).url}/api/${path}`, {
        method,
        headers: {
          authorization: `Token ${tokenOf(release, user)}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    },
  };
}

function isPoll(path: string): boolean {
  return path.startsWith('/events/?order=date&since=');
}
