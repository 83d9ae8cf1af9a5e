import { setTimeout as pause } from 'node:timers/promises';
import { naiveDate } from '../../src/sample/server/dates.js';
import { startSampleServer, type SampleServer } from '../../src/sample/server/startSampleServer.js';
import { startRedis } from '../../test/cache/startRedis.js';
import { readSeed, type RecordedServer } from '../../test/sample/server/replay/recording.js';
import { startTestGateway, type TestGateway } from '../../test/tools/startTestGateway.js';

/** A sample server, and the ids of the events created on it. */
interface Target {
  readonly name: string;
  readonly server: SampleServer;
  readonly zone: string;
  readonly made: number[];
}

const PATIENCE_MS = 60_000;

/** Gateways that share a store and follow the same servers. */
export class ReplicaGroup {
  readonly targets: readonly Target[];
  readonly #redis: Awaited<ReturnType<typeof startRedis>>;
  readonly #pollSeconds: number;
  #gateways: readonly TestGateway[] = [];

  static async start(
    releases: readonly RecordedServer[],
    count: number,
    pollSeconds: number,
  ): Promise<ReplicaGroup> {
    const [redis, targets] = await Promise.all([
      startRedis(),
      Promise.all(releases.map(startTarget)),
    ]);
    const group = new ReplicaGroup(redis, targets, pollSeconds);
    for (let started = 0; started < count; started += 1) {
      group.#gateways = [...group.#gateways, await group.#startGateway()];
    }
    return group;
  }

  private constructor(
    redis: Awaited<ReturnType<typeof startRedis>>,
    targets: readonly Target[],
    pollSeconds: number,
  ) {
    this.#redis = redis;
    this.targets = targets;
    this.#pollSeconds = pollSeconds;
  }

  /** The gateways that accept requests now. */
  get gateways(): readonly TestGateway[] {
    return this.#gateways;
  }

  /** Creates an event on one of the servers; it is visible immediately. */
  act(index: number, patch = 7): void {
    const target = this.targets[index % this.targets.length];
    if (target === undefined) return;
    const { events } = target.server.store;
    const id = events.takeId();
    const date = naiveDate(new Date(), target.zone);
    events.insert({ id, category: 'check-created', project: 1, date, actor: null, patch });
    target.made.push(id);
  }

  /** Replaces one gateway after another: the new one accepts requests before the old one ends. */
  async roll(): Promise<void> {
    for (const old of this.#gateways) {
      const added = await this.#startGateway();
      this.#gateways = [...this.#gateways.filter((gateway) => gateway !== old), added];
      await old.close();
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#gateways.map((gateway) => gateway.close()));
    await Promise.all(this.targets.map(({ server }) => server.close()));
    await this.#redis.close();
  }

  async #startGateway(): Promise<TestGateway> {
    const gateway = await startTestGateway({
      instances: this.targets.map(({ name, server, zone }) => ({
        name,
        url: server.url,
        timezone: zone,
      })),
      cache: { url: this.#redis.url },
      live: {
        enabled: true,
        url: this.#redis.url,
        pollSeconds: { min: this.#pollSeconds, max: this.#pollSeconds },
      },
      subscriptions: { maxPerClient: 5_000, max: 5_000 },
    });
    const isLive = async (): Promise<boolean> => {
      const { live } = await gateway.data<{ live: readonly { state: string }[] }>(
        '{ live { state } }',
      );
      return live.every(({ state }) => state === 'LIVE');
    };
    await until(isLive);
    return gateway;
  }
}

/** @throws Error if that takes too long. */
export async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  const since = performance.now();
  while (!(await condition())) {
    if (performance.now() - since > PATIENCE_MS)
      throw new Error('the replicas did not reach the expected state in time');
    await pause(50);
  }
}

async function startTarget(release: RecordedServer): Promise<Target> {
  const state = readSeed(release);
  const server = await startSampleServer({ state });
  const zone = state.server.stamps_in === 'UTC' ? 'UTC' : state.server.time_zone;
  return { name: release.replace('.', '-'), server, zone, made: [] };
}
