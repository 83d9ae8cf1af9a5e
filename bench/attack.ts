/**
 * `npm run attack`: small documents that would be expensive, and upstream responses that are expensive to
 * parse, against a gateway of its own. Reports how long each takes, how long other requests wait meanwhile,
 * and the memory it takes.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { HostileServer, hostileAnswers } from './HostileServer.js';
import { buildSnapshot } from './buildSnapshot.js';
import { startLoadGateway } from './load/startLoadGateway.js';
import type { RunningPeer } from './RunningPeer.js';
import { Upstream } from './Upstream.js';

/** One document and its variables. */
interface Attack {
  readonly name: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

const SERVERS = { listMs: 0, detailMs: 0, workers: 2 };
const PROBE_PAUSE_MS = 10;
/** Other clients must be answered within this time, whatever one client sends. */
const AIM_MS = 250;

const repeat = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');

const doubling = (levels: number): string =>
  `fragment F0 on __Type { name } ${repeat(levels, (n) => `fragment F${String(n + 1)} on __Type { a: ofType { ...F${String(n)} } b: ofType { ...F${String(n)} } }`)}`;

const SCHEMA =
  '{ types { name fields { name description args { name type { name kind ofType { name } } } type { name kind ofType { name } } } } }';

const circle = (levels: number): string =>
  `${'series { patches { '.repeat(levels)}id${' } }'.repeat(levels)}`;

const ATTACKS: readonly Attack[] = [
  { name: 'doubling fragments', query: `{ __type(name: "Patch") { ...F30 } } ${doubling(30)}` },
  {
    name: 'cyclic types',
    query: `{ patches(first: 50) { nodes { ${circle(4)} } } }`,
  },
  {
    name: 'a long text, repeated',
    query: `{ patches(first: 60) { nodes { ${repeat(200, (n) => `a${String(n)}: diff`)} } } }`,
  },
  {
    name: 'errors in variables',
    query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    variables: { ids: Array.from({ length: 100_000 }, () => ({})) },
  },
  {
    name: 'errors in fields',
    query: `{ patches(first: 250) { nodes { ${repeat(199, (n) => `a${String(n)}: header(name: "\\u0001")`)} } } }`,
  },
  {
    name: 'introspection, often',
    query: `{ ${repeat(190, (n) => `a${String(n)}: __schema { ...S }`)} } fragment S on __Schema ${SCHEMA}`,
  },
  {
    name: 'fields of the schema, repeated',
    query: `{ __schema { types { ${repeat(190, (n) => `a${String(n)}: fields { name description }`)} } } }`,
  },
  { name: 'one field, repeated', query: `{ ${'__typename '.repeat(4_900)} }` },
  {
    name: 'conflicting fields',
    // Fields are compared with each other at every level above them.
    query: `{ patches { nodes { series { patches { ${repeat(300, (n) => `x: header(name: "${String(n)}")`)} } } } } }`,
  },
];

/** Four lists of one server, so that four responses are received at once. */
const FOUR_LISTS = `{
  patches(instances: ["c"], first: 50) { ...P } seriesList(instances: ["c"], first: 50) { ...S }
  covers(instances: ["c"], first: 50) { ...C } events(instances: ["c"], first: 50) { ...E }
}
fragment P on PatchConnection { sources { status } } fragment S on SeriesConnection { sources { status } }
fragment C on CoverConnection { sources { status } } fragment E on EventConnection { sources { status } }`;
/** Memory of the container in docs/deployment, minus what other parts of it take. */
const MOST_MIB = 900;
/** The default of `instances[].maxBodyBytes`. */
const DEFAULT_BODY_BYTES = 64 * 1024 * 1024;

const snapshot = buildSnapshot('patchwork-graphql-attack');
const upstream = await Upstream.start(snapshot, undefined, SERVERS);
try {
  const gateway = await startLoadGateway(snapshot, upstream.urls);
  try {
    await send(gateway, { name: 'warm-up', query: '{ patches { nodes { name } } }' });
    const idle = await probe(gateway, pause(1_000));
    console.log(`idle: /healthz within ${idle.worstMs.toFixed(1)} ms`);
    for (const attack of ATTACKS) await run(gateway, attack, idle.worstMs);
    for (let round = 0; round < 40; round += 1) {
      const names = repeat(180, (n) => `a${String(n)}x${String(round)}: __typename`);
      await send(gateway, { name: 'many documents', query: `{ ${names} }` });
    }
    console.log(`after 40 more documents: ${gateway.process.peakMiB().toFixed(0)} MiB at most`);
  } finally {
    await gateway.process.stop();
  }
  await runHostileServer();
} finally {
  await upstream.stop();
}

/** One of the servers sends responses that take much memory or time to parse, four at once. */
async function runHostileServer(): Promise<void> {
  const server = await HostileServer.start();
  const urls = { ...upstream.urls, c: server.url };
  const gateway = await startLoadGateway(snapshot, urls, DEFAULT_BODY_BYTES);
  try {
    await send(gateway, {
      name: 'warm-up',
      query: '{ patches(instances: ["a"]) { nodes { name } } }',
    });
    const idle = await probe(gateway, pause(1_000));
    for (const answer of hostileAnswers()) {
      server.answer = answer;
      await run(gateway, { name: `four ${answer.name}`, query: FOUR_LISTS }, idle.worstMs);
      if (gateway.process.peakMiB() > MOST_MIB) process.exitCode = 1;
    }
  } finally {
    await gateway.process.stop();
    server.stop();
  }
}

async function run(gateway: RunningPeer, attack: Attack, idleMs: number): Promise<void> {
  gateway.process.resetPeak();
  const startMs = performance.now();
  const answer = send(gateway, attack);
  const { worstMs } = await probe(gateway, answer);
  const { status, text } = await answer;
  const seconds = (performance.now() - startMs) / 1000;
  const limit = /"limit":"(\w+)"/.exec(text)?.[1] ?? 'no limit';
  const ratio = (worstMs / idleMs).toFixed(0);
  console.log(
    `${attack.name}: ${String(status)} ${limit}, ${seconds.toFixed(2)} s, ${String(text.length)} characters; /healthz within ${worstMs.toFixed(0)} ms (${ratio} times idle), ${gateway.process.peakMiB().toFixed(0)} MiB at most`,
  );
  if (worstMs > AIM_MS || status >= 500) process.exitCode = 1;
}

async function send(
  { url }: RunningPeer,
  { query, variables }: Attack,
): Promise<{ status: number; text: string }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, text: await response.text() };
}

/** Requests the gateway's health repeatedly until another task is done. */
async function probe({ url }: RunningPeer, until: Promise<unknown>): Promise<{ worstMs: number }> {
  const progress = { isDone: false };
  const done = until.finally(() => {
    progress.isDone = true;
  });
  let worstMs = 0;
  do {
    const startMs = performance.now();
    await (await fetch(new URL('/healthz', url))).text();
    worstMs = Math.max(worstMs, performance.now() - startMs);
    await pause(PROBE_PAUSE_MS);
  } while (!progress.isDone);
  await done;
  return { worstMs };
}
