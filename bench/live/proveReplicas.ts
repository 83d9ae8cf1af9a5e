import { setTimeout as pause } from 'node:timers/promises';
import { createSeededRandom } from '../../src/sample/server/seededRandom.js';
import type { RecordedServer } from '../../test/sample/server/replay/recording.js';
import { TRANSPORTS } from '../../test/tools/subscribe.js';
import { ReplicaGroup, until } from './ReplicaGroup.js';
import { ReturningSubscriber } from './ReturningSubscriber.js';

const ROW = 'id name check state { slug } delegate { username } series { id }';
/** What dashboards query repeatedly. */
const QUERIES = [
  `{ patches(first: 50) { nodes { ${ROW} checks { context state } } } }`,
  `{ patches(first: 50, filter: { state: ["new"] }) { totalCount nodes { ${ROW} } } }`,
  `{ patches(first: 50, filter: { project: ["kettle"] }) { nodes { ${ROW} commentCount } } }`,
  `{ patches(first: 30, orderBy: { field: NAME }) { nodes { ${ROW} } } }`,
  '{ seriesList(first: 30) { nodes { id name patches { id state { slug } } } } }',
  '{ covers(first: 20) { nodes { id name commentCount } } }',
  '{ projects(first: 50) { nodes { id name } } }',
];
/** Until everything cacheable is cached, and followed for longer than it would otherwise be fresh. */
const WARM_SECONDS = 20;
/** Requests for these are counted separately: one process polls, regardless of how many there are. */
const POLLS = '/events/?order=date&since=';

/** Upstream requests of several gateways while they follow servers and answer. */
export interface RequestCount {
  readonly polls: number;
  readonly others: number;
  readonly answers: number;
  /** How often each other path of each server was requested. */
  readonly byPath: ReadonlyMap<string, number>;
}

export interface CountOptions {
  readonly releases: readonly RecordedServer[];
  readonly replicas: number;
  readonly seconds: number;
  readonly answersPerSecond: number;
  /** Time between two events. */
  readonly eventEverySeconds: number;
  readonly pollSeconds: number;
}

/** Counts requests while gateways answer in turn. @throws Error if an answer has errors. */
export async function countRequests(options: CountOptions): Promise<RequestCount> {
  const { releases, replicas, seconds, answersPerSecond, eventEverySeconds } = options;
  const group = await ReplicaGroup.start(releases, replicas, options.pollSeconds);
  try {
    await askInTurn(group, WARM_SECONDS * answersPerSecond, 1000 / answersPerSecond);
    for (const { server } of group.targets) server.resetRequests();
    const acting = setInterval(
      (act: () => void) => {
        act();
      },
      eventEverySeconds * 1000,
      counter((count) => {
        group.act(count, 1 + (count % 7));
      }),
    );
    const answers = Math.round(seconds * answersPerSecond);
    await askInTurn(group, answers, 1000 / answersPerSecond);
    clearInterval(acting);
    const paths = group.targets.flatMap(({ server }) => server.requests.map(({ path }) => path));
    const polls = paths.filter((path) => path.includes(POLLS)).length;
    const byPath = new Map<string, number>();
    for (const { name, server } of group.targets) {
      for (const { path } of server.requests) {
        if (path.includes(POLLS)) continue;
        const key = `${name} ${path}`;
        byPath.set(key, (byPath.get(key) ?? 0) + 1);
      }
    }
    return { polls, others: paths.length - polls, answers, byPath };
  } finally {
    await group.close();
  }
}

/** What subscribers received while all gateways were replaced. */
export interface RollResult {
  readonly made: number;
  readonly lost: number;
  readonly repeated: number;
  readonly gaps: number;
  readonly errors: readonly string[];
  /** Subscribers that resubscribed at least once. */
  readonly returned: number;
  readonly seconds: number;
}

export interface RollOptions {
  readonly releases: readonly RecordedServer[];
  readonly replicas: number;
  readonly subscribers: number;
  readonly eventEverySeconds: number;
  readonly pollSeconds: number;
}

/** Replaces all gateways while events are created and clients are subscribed. */
export async function rollReplicas(options: RollOptions): Promise<RollResult> {
  const group = await ReplicaGroup.start(options.releases, options.replicas, options.pollSeconds);
  const pickUrl = turns(() => group.gateways.map(({ url }) => url));
  const subscribers = Array.from(
    { length: options.subscribers },
    (_, index) => new ReturningSubscriber(TRANSPORTS[index % 2] ?? 'sse', pickUrl),
  );
  try {
    const running = subscribers.map((subscriber) => subscriber.run());
    await until(() => subscribers.every(({ isBegun }) => isBegun));
    const act = counter((count) => {
      group.act(count);
    });
    const acting = setInterval(act, options.eventEverySeconds * 1000);
    act();
    const since = performance.now();
    await group.roll();
    act();
    clearInterval(acting);
    const seconds = (performance.now() - since) / 1000;
    const made = group.targets.flatMap(({ name, made: ids }) => ids.map((id) => ({ name, id })));
    const missing = () =>
      subscribers
        .map((subscriber) => made.filter(({ name, id }) => !subscriber.has(name, id)).length)
        .reduce((sum, count) => sum + count, 0);
    await until(() => missing() === 0).catch(() => undefined);
    const result = {
      made: made.length,
      lost: missing(),
      repeated: subscribers.reduce((sum, { repeated }) => sum + repeated, 0),
      gaps: subscribers.reduce((sum, { gaps }) => sum + gaps.length, 0),
      errors: [...new Set(subscribers.flatMap(({ errors }) => errors))],
      returned: subscribers.filter(({ returns }) => returns > 0).length,
      seconds,
    };
    await Promise.all(subscribers.map((subscriber) => subscriber.stop()));
    await Promise.all(running);
    return result;
  } finally {
    await Promise.all(subscribers.map((subscriber) => subscriber.stop()));
    await group.close();
  }
}

/** Queries the gateways in turn, the same queries in the same order each time. */
async function askInTurn(group: ReplicaGroup, count: number, everyMs: number): Promise<void> {
  const beganMs = performance.now();
  const random = createSeededRandom(7).next;
  for (let asked = 0; asked < count; asked += 1) {
    const gateway = group.gateways[asked % group.gateways.length];
    const query = QUERIES[Math.floor(random() * QUERIES.length)] ?? '';
    const answer = await gateway?.ask(query);
    if (answer?.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
    const restMs = beganMs + (asked + 1) * everyMs - performance.now();
    if (restMs > 0) await pause(restMs);
  }
}

/** Calls with 0, 1, 2 and so on. */
function counter(call: (count: number) => void): () => void {
  let count = 0;
  return () => {
    call(count);
    count += 1;
  };
}

/** Returns the current ones in turn. */
function turns(list: () => readonly string[]): () => string {
  let turn = 0;
  return () => {
    const items = list();
    turn += 1;
    return items[turn % items.length] ?? '';
  };
}
