import { setTimeout as pause } from 'node:timers/promises';
import { naiveDate } from '../../src/sample/server/dates.js';
import { createFaults, type Faults } from '../../src/sample/server/faults.js';
import { createSeededRandom } from '../../src/sample/server/seededRandom.js';
import { startSampleServer, type SampleServer } from '../../src/sample/server/startSampleServer.js';
import { startRedis } from '../../test/cache/startRedis.js';
import { readSeed, type RecordedServer } from '../../test/sample/server/replay/recording.js';
import { ReplicaProcess } from './ReplicaProcess.js';

/** Size of the proof. */
export interface ProofOptions {
  readonly releases: readonly RecordedServer[];
  /** Events in total. */
  readonly events: number;
  /** Writers of each server. */
  readonly writers: number;
  readonly leaseMs: number;
  /** The incidents, in order, distributed evenly over the writing. */
  readonly incidents: readonly Incident[];
  /** Time over which the events are written. */
  readonly writingMs: number;
  readonly log?: (line: string) => void;
}

export type Incident =
  | 'kill-leader'
  | 'stop-leader'
  | 'terminate-leader'
  | 'restart-store'
  | 'server-fails'
  | 'server-drops';

/** The results, for each server. */
export interface ProofResult {
  readonly server: string;
  readonly made: number;
  /** By subscriber: events never received, events received again, and reported gaps. */
  readonly subscribers: readonly {
    readonly lost: number;
    readonly repeated: number;
    readonly gaps: readonly string[];
    /** Whether it first received the events in the same order as the first subscriber. */
    readonly isInOrder: boolean;
  }[];
  readonly requests: number;
}

/** The result of the whole proof. */
export interface Proof {
  readonly servers: readonly ProofResult[];
  /** The longest time from the end of a leader until another one polls. */
  readonly takeoverMs: number;
}

interface Target {
  readonly name: RecordedServer;
  readonly server: SampleServer;
  readonly faults: Faults;
  readonly zone: string;
  readonly made: Set<number>;
}

const REPLICAS = 3;
const PATIENCE_MS = 60_000;
/** Maximum delay until events become visible. */
const LATE_MS = 30_000;

/** Three processes follow several servers that are written to during incidents. */
export async function proveLive(options: ProofOptions): Promise<Proof> {
  const { releases, leaseMs, log = () => undefined } = options;
  const redis = await startRedis();
  const targets = await Promise.all(releases.map(startTarget));
  const replicas = Array.from(
    { length: REPLICAS },
    () =>
      new ReplicaProcess({
        store: redis.url,
        leaseMs,
        settings: {
          pollSeconds: { min: 0.2, max: 0.4 },
          overlapSeconds: 120,
          maxLagSeconds: 180,
          maxAgeSeconds: 600,
          catchUpPages: 40,
          streamLength: 50_000,
        },
        servers: targets.map(({ name, server, zone }) => ({
          name,
          url: server.url,
          timezone: zone,
        })),
      }),
  );
  let takeoverMs = 0;
  const isFollowed = (): boolean =>
    targets.every(({ name }) => replicas.every((replica) => replica.follows(name)));
  try {
    for (const replica of replicas) replica.start();
    await until(isFollowed);
    for (const { server } of targets) server.resetRequests();
    const stopWriting = write(targets, options);
    for (const incident of options.incidents) {
      await pause(options.writingMs / (options.incidents.length + 1));
      log(`${incident} …`);
      takeoverMs = Math.max(takeoverMs, await happen(incident));
      await until(isFollowed);
      log(`${incident}: followed again`);
    }
    await stopWriting;
    const hasAll = ({ name, made }: Target): boolean =>
      replicas.every((replica) => new Set(replica.seen(name).ids).size >= made.size);
    await until(() => targets.every(hasAll)).catch(() => undefined);
    return { servers: targets.map(resultOf), takeoverMs };
  } finally {
    await Promise.all(replicas.map((replica) => replica.signal('SIGKILL')));
    await Promise.all(targets.map(({ server }) => server.close()));
    await redis.close();
  }

  async function happen(incident: Incident): Promise<number> {
    const { name } = targets[0] ?? { name: '' };
    const leader = replicas.find((replica) => replica.leads(name));
    const others = replicas.filter((replica) => replica !== leader);
    switch (incident) {
      case 'kill-leader':
      case 'terminate-leader':
      case 'stop-leader': {
        const ledBy = (): boolean => others.some((replica) => replica.leads(name));
        const since = performance.now();
        const signal = {
          'kill-leader': 'SIGKILL',
          'terminate-leader': 'SIGTERM',
          'stop-leader': 'SIGSTOP',
        } as const;
        await leader?.signal(signal[incident]);
        await until(ledBy);
        const tookMs = performance.now() - since;
        if (incident === 'stop-leader') await leader?.signal('SIGCONT');
        else leader?.start();
        return tookMs;
      }
      case 'restart-store':
        await redis.kill();
        await redis.start();
        return 0;
      case 'server-fails':
      case 'server-drops': {
        const fault =
          incident === 'server-fails'
            ? ({ kind: 'status', status: 502 } as const)
            : ({ kind: 'drop', when: 'in-body' } as const);
        for (const { faults } of targets) faults.set({ fault, probability: 0.7 });
        await pause(Math.min(options.writingMs / 4, 300_000));
        for (const { faults } of targets) faults.clear();
        return 0;
      }
    }
  }

  function resultOf({ name, made, server }: Target): ProofResult {
    const first = firstSights(replicas[0]?.seen(name).ids ?? []);
    return {
      server: name,
      made: made.size,
      requests: server.requests.length,
      subscribers: replicas.map((replica) => {
        const { ids, gaps } = replica.seen(name);
        const sights = firstSights(ids);
        const got = new Set(ids);
        return {
          lost: [...made].filter((id) => !got.has(id)).length,
          repeated: ids.length - got.size,
          gaps,
          isInOrder: sights.join() === first.join(),
        };
      }),
    };
  }
}

async function startTarget(name: RecordedServer): Promise<Target> {
  const state = readSeed(name);
  const faults = createFaults();
  const server = await startSampleServer({ state, faults });
  const zone = state.server.stamps_in === 'UTC' ? 'UTC' : state.server.time_zone;
  return { name, server, faults, zone, made: new Set() };
}

/** Writers whose events become visible late and out of order. */
async function write(
  targets: readonly Target[],
  { events, writers, writingMs }: ProofOptions,
): Promise<void> {
  const random = createSeededRandom(7).next;
  const each = Math.ceil(events / targets.length / writers);
  const writing = targets.flatMap((target) =>
    Array.from({ length: writers }, async () => {
      for (let count = 0; count < each; count += 1) {
        await pause((writingMs / each) * 2 * random());
        const { events: store } = target.server.store;
        const id = store.takeId();
        const date = naiveDate(new Date(Date.now() - random() * LATE_MS), target.zone);
        store.insert({ id, category: 'check-created', project: 1, date, actor: null, patch: 7 });
        target.made.add(id);
      }
    }),
  );
  await Promise.all(writing);
}

function firstSights(ids: readonly number[]): readonly number[] {
  return [...new Set(ids)];
}

async function until(condition: () => boolean): Promise<void> {
  const since = performance.now();
  while (!condition()) {
    if (performance.now() - since > PATIENCE_MS)
      throw new Error('the replicas did not reach the expected state in time');
    await pause(20);
  }
}
