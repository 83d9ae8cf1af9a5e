import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { stringify } from 'yaml';
import { z } from 'zod';
import { encodeEventCursor, decodeEventCursor } from '../../src/live/eventCursor.js';
import type { SampleServer } from '../../src/sample/server/startSampleServer.js';
import { freePort } from '../../test/tools/freePort.js';
import { BenchProcess } from '../processes/BenchProcess.js';
import { Crowd, type Transport } from './Crowd.js';

/** The measured servers: ours, graphql-js, and one that only writes the bytes. */
export const GATEWAYS = ['gateway', 'plain', 'bare'] as const;
export type Gateway = (typeof GATEWAYS)[number];

export interface MeasureOptions {
  readonly gateway: Gateway;
  readonly transport: Transport;
  readonly server: SampleServer;
  readonly snapshot: string;
  readonly cores: string | undefined;
  readonly clients: number;
  /** Number of events delivered to each client, one after another. */
  readonly events: number;
  /** Skips clients that stop reading, which take minutes. */
  readonly skipsStalled: boolean;
}

/** The cost of the clients of one transport on one gateway. */
export interface Measured {
  readonly gateway: Gateway;
  readonly transport: Transport;
  /** CPU time for one event and all clients, without the idle CPU time of the gateway. */
  readonly cpuMsPerEvent: number;
  /** CPU time per second without events. */
  readonly idleCpuMsPerSecond: number;
  /** Heap and buffers per client, in KiB. */
  readonly memoryKiBPerClient: number;
  /** The cost and the fate of clients that have stopped reading; only for our gateway. */
  readonly stalled: Stalled | undefined;
}

/** Clients that have stopped reading, while other clients read. */
export interface Stalled {
  /** Heap and buffers per such client, in KiB: the maximum between rounds. */
  readonly memoryKiBPerClient: number;
  /** Bytes of the events for each of them. */
  readonly offeredKiB: number;
  /** Whether reading clients receive all events immediately. */
  readonly othersHaveAll: boolean;
  /** Clients whose subscriptions were ended by the gateway, before they read anything. */
  readonly ended: number;
  /** Gaps by reason, for reading clients and for those that resumed reading at the end. */
  readonly gaps: { readonly reading: string; readonly stalled: string };
}

const POLL_SECONDS = 1;
const WARM_UPS = 3;
/** Interval at which the gateway pings its clients. */
const IDLE_MS = 12_000;
const STALLED = 10;
/** Number of deliveries that a client may lag behind. */
const BUFFERED = 10;
const STALLED_ROUNDS = 40;
/** Fewer than one poll reads, so that no round causes a gap. */
const EVENTS_A_ROUND = 30;
const PATIENCE_MS = 60_000;
/** A client that reads nothing is disconnected by then. */
const ENDED_MS = 45_000;
/** Allowance for data in the buffers of the system. */
const RESUMED_MS = 3_000;
const KIBIBYTE = 1024;

const QUERY = `subscription Bench($after: String) {
  events(after: $after) {
    cursor
    events {
      __typename databaseId category date
      project { id name linkName }
      ... on PatchCreatedEvent { patch { id name messageId } }
    }
    gaps { reason }
  }
}`;
/** Repeats the same fields, so that a delivery is long. */
const LONG_QUERY = `subscription Long {
  events {
    cursor
    events {
      databaseId
      ${Array.from({ length: 50 }, (_, index) => `p${String(index)}: project { id name linkName listEmail webUrl }`).join(' ')}
    }
    gaps { reason }
  }
}`;

const memorySchema = z.object({ heapUsed: z.number(), external: z.number() });

/** Starts a gateway and its clients, and measures it. */
export async function measureSubscribers(options: MeasureOptions): Promise<Measured> {
  const { transport, clients, events, server, gateway } = options;
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}/graphql`;
  const process = new BenchProcess({
    snapshot: options.snapshot,
    name: `${gateway} ${transport}`,
    command: commandOf(options, port),
    cores: options.cores,
  });
  let crowd: Crowd | undefined;
  try {
    await Promise.race([untilDelivering(url), process.ended]);
    const position = gateway === 'gateway' ? await readCursor(url) : undefined;
    // What is created for the first subscriber is shared by all.
    const first = await Crowd.connect(1, { url, transport, query: QUERY, variables: () => ({}) });
    const before = await usedBytes(process);
    crowd = await Crowd.connect(clients, {
      url,
      transport,
      query: QUERY,
      variables: (number) => ({
        after: position === undefined ? null : comeBack(position, number),
      }),
    });
    for (let count = 0; count < WARM_UPS; count += 1) await deliver(crowd, server);
    const memory = ((await usedBytes(process)) - before) / clients / KIBIBYTE;
    const idleSince = performance.now();
    const idleFrom = await process.cpuMs();
    await pause(IDLE_MS);
    const idleMs = ((await process.cpuMs()) - idleFrom) / (performance.now() - idleSince);
    const since = performance.now();
    const from = await process.cpuMs();
    for (let count = 0; count < events; count += 1) await deliver(crowd, server);
    const cpuMs = (await process.cpuMs()) - from - idleMs * (performance.now() - since);
    first.close();
    return {
      gateway,
      transport,
      cpuMsPerEvent: cpuMs / events,
      idleCpuMsPerSecond: idleMs * 1000,
      memoryKiBPerClient: memory,
      stalled:
        gateway !== 'gateway' || options.skipsStalled
          ? undefined
          : await stall(url, process, options),
    };
  } finally {
    crowd?.close();
    await process.stop();
  }
}

function commandOf({ gateway, server, snapshot }: MeasureOptions, port: number): string[] {
  if (gateway !== 'gateway') {
    const pollMs = String(POLL_SECONDS * 1000);
    const program = gateway === 'plain' ? 'plainGateway' : 'bareServer';
    return [`bench/subscribers/${program}.js`, server.url, pollMs, String(port)];
  }
  const file = join(snapshot, 'subscribers.yml');
  const bound = 1_000_000;
  writeFileSync(
    file,
    stringify({
      graphql: { graphiql: false },
      dashboard: { enabled: false },
      logging: { level: 'error' },
      instances: [{ name: 'a', url: server.url }],
      live: {
        enabled: true,
        pollSeconds: { min: POLL_SECONDS, max: POLL_SECONDS },
        // Many events are created in a short time, and each poll reads the overlap.
        overlapSeconds: 2,
      },
      subscriptions: { max: bound, maxPerClient: 100_000, bufferedDeliveries: BUFFERED },
    }),
  );
  return ['bench/load/gateway.js', 'serve', '--config', file, '--port', String(port)];
}

/** Creates an event, and waits until all clients have received it. */
async function deliver(crowd: Crowd, server: SampleServer): Promise<void> {
  const id = makeEvent(server);
  await within(crowd.received(`"databaseId":${String(id)},`));
}

/** Receives a patch; nothing else changes. */
function makeEvent({ store }: SampleServer): number {
  const [patch] = store.patches.rows;
  const newest = store.events.rows.at(-1);
  if (patch === undefined || newest === undefined) throw new Error('the server is empty');
  const id = store.events.takeId();
  const date = new Date().toISOString().slice(0, -1);
  const { project } = patch;
  store.events.insert({
    id,
    category: 'patch-created',
    project,
    date,
    actor: null,
    patch: patch.id,
  });
  return id;
}

/** Whether reading clients are served while others do not read, and the cost and fate of the others. */
async function stall(
  url: string,
  process: BenchProcess,
  { transport, server }: MeasureOptions,
): Promise<Stalled> {
  const options = { url, transport, query: LONG_QUERY, variables: () => ({}) };
  const reading = await Crowd.connect(STALLED, options);
  const stalled = await Crowd.connect(STALLED, options);
  const before = await usedBytes(process);
  const openBefore = await openSubscriptions(url);
  stalled.pause();
  let othersHaveAll = true;
  let most = 0;
  for (let round = 0; round < STALLED_ROUNDS; round += 1) {
    let id = 0;
    for (let count = 0; count < EVENTS_A_ROUND; count += 1) id = makeEvent(server);
    await within(reading.received(`"databaseId":${String(id)},`)).catch(() => {
      othersHaveAll = false;
    });
    if (round % 5 === 4) most = Math.max(most, (await usedBytes(process)) - before);
  }
  const offeredKiB = reading.bytes / STALLED / KIBIBYTE;
  let ended = 0;
  const since = performance.now();
  while (ended < STALLED && performance.now() - since < ENDED_MS) {
    await pause(1_000);
    ended = openBefore - (await openSubscriptions(url));
  }
  stalled.resume();
  await pause(RESUMED_MS);
  const reasons = (crowd: Crowd): string =>
    [...crowd.gaps].map(([reason, count]) => `${String(count)} ${reason}`).join(', ') || 'none';
  const gaps = { reading: reasons(reading), stalled: reasons(stalled) };
  reading.close();
  stalled.close();
  return { memoryKiBPerClient: most / STALLED / KIBIBYTE, offeredKiB, othersHaveAll, ended, gaps };
}

/** Open subscriptions of the gateway, from its metrics. */
async function openSubscriptions(url: string): Promise<number> {
  const metrics = await (await fetch(new URL('/metrics', url))).text();
  const counts = metrics.matchAll(/subscriptions_open\{transport="\w+"\} (\d+)/g);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

/** Heap and buffers after a full garbage collection. */
async function usedBytes(process: BenchProcess): Promise<number> {
  for (let round = 0; round < 3; round += 1) await process.ask('collectGarbage');
  const { heapUsed, external } = memorySchema.parse(await process.ask('memory'));
  return heapUsed + external;
}

/** A cursor unique to one client, like those of clients that return at different times. */
function comeBack(cursor: string, number: number): string {
  const { places } = decodeEventCursor(cursor);
  const [[instance, place] = []] = places;
  if (instance === undefined || place === undefined) throw new Error('the cursor has no position');
  return encodeEventCursor({
    places: new Map([[instance, { ...place, id: number }]]),
    objects: null,
  });
}

/** Waits until the gateway has polled and subscriptions have started. */
async function untilDelivering(url: string): Promise<void> {
  const since = performance.now();
  for (;;) {
    const cursor = await readCursor(url).catch(() => undefined);
    if (cursor !== undefined) return;
    if (performance.now() - since > PATIENCE_MS) throw new Error(`${url} does not answer`);
    await pause(100);
  }
}

async function readCursor(url: string): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'subscription { events { cursor } }' }),
  });
  for await (const chunk of response.body ?? []) {
    const [, cursor] = /"cursor":"([^"]+)"/.exec(Buffer.from(chunk).toString()) ?? [];
    if (cursor !== undefined) return cursor;
  }
  throw new Error('no delivery');
}

async function within(promise: Promise<void>, ms = PATIENCE_MS): Promise<void> {
  const timeout = new AbortController();
  const late = pause(ms, undefined, { signal: timeout.signal }).then(() => {
    throw new Error('a client did not receive an event');
  });
  try {
    await Promise.race([promise, late]);
  } finally {
    late.catch(() => undefined);
    timeout.abort();
  }
}
