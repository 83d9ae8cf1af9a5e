/** `npm run bench`: runs the workloads on our gateway and on what users would write instead. */
import { readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { format, resolveConfig } from 'prettier';
import { buildSnapshot } from './buildSnapshot.js';
import { measureColdStarts, type ColdStart } from './coldStart.js';
import { expectAnswers } from './expectAnswers.js';
import { formatAges } from './formatAges.js';
import { formatReport } from './formatReport.js';
import { growthIn, withGrowth } from './growth/formatGrowth.js';
import { formatColdStarts, formatTable, formatThroughput } from './formatResults.js';
import { measure, type Samples } from './measure.js';
import { findMeshPeer } from './meshPeer.js';
import { MEMORY_PEER, PEERS, type Peer } from './peers.js';
import { profile, type SelfTime } from './profile.js';
import { planCores } from './processes/BenchProcess.js';
import { readFlags } from './readFlags.js';
import { RunningPeer, type PeerStart } from './RunningPeer.js';
import { summarize } from './summarize.js';
import { judge, MEASURED } from './targets.js';
import { measureThroughput, type Throughput } from './throughput.js';
import { Upstream } from './Upstream.js';
import type { Answers, WorkloadName } from './workloads.js';

const REPORT = new URL('../docs/benchmarks.md', import.meta.url);
const PROFILE_RUNS = 20;
const SHOWN_FUNCTIONS = 45;
const SHOWN_ROOMS = 15;
const COLD_STARTS = 7;

const parameters = process.argv.slice(2);
if (parameters.includes('--index')) {
  const { runIndexBench } = await import('./searchIndex/runIndexBench.js');
  await runIndexBench(parameters);
  process.exit();
}
if (parameters.includes('--growth')) {
  const { runGrowth } = await import('./growth/runGrowth.js');
  process.exit(await runGrowth(parameters, REPORT));
}
const flags = readFlags(parameters);
const chosen = new Map<string, Peer>();
for (const name of flags.peers) {
  const peer = PEERS[name];
  if (peer !== undefined) chosen.set(name, peer);
}
if (flags.withMesh !== undefined) chosen.set('mesh', meshPeerOrEnd(flags.withMesh));
const loadBefore = loadavg()[0] ?? NaN;
const cores = planCores();
const snapshot = buildSnapshot('patchwork-graphql-bench');
const upstream = await Upstream.start(snapshot, cores.others, flags);
let peers: RunningPeer[] = [];
const startOf = (name: string, peer: Peer): PeerStart => ({
  name,
  peer,
  snapshot,
  cores: cores.measured,
  upstreams: upstream.urls,
});
const start = async (name: string, peer: Peer): Promise<RunningPeer> => {
  const running = await RunningPeer.start(startOf(name, peer));
  peers.push(running);
  return running;
};
const startAll = async (): Promise<void> => {
  for (const [name, peer] of chosen) await start(name, peer);
};
const stopAll = async (): Promise<void> => {
  const stopping = peers;
  peers = [];
  await Promise.all(stopping.map(({ process }) => process.stop()));
};
const tell = (line: string): void => {
  console.error(line);
};
try {
  if (flags.profile) await printProfiles();
  else await printMeasurements();
} finally {
  await Promise.all([upstream.stop(), stopAll()]);
}

function meshPeerOrEnd(folder: string): Peer {
  try {
    return findMeshPeer(folder);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

async function printProfiles(): Promise<void> {
  await startAll();
  for (const peer of peers) {
    for (const workload of flags.workloads) {
      const { functions, rooms } = await profile(peer, workload, flags.repetitions);
      console.log(`\n${peer.name} ${workload}: own time, ms per run`);
      const lines = [...rooms.slice(0, SHOWN_ROOMS), ...functions.slice(0, SHOWN_FUNCTIONS)];
      for (const { place, ms } of lines) console.log(`${ms.toFixed(2).padStart(8)}  ${place}`);
    }
  }
}

/** Measures fresh processes of all peers in each round; those of the last round keep running. */
async function measureRounds(expected: Answers): Promise<readonly (readonly Samples[])[]> {
  const rounds: (readonly Samples[])[] = [];
  for (let round = 1; round <= flags.processes; round += 1) {
    await stopAll();
    await startAll();
    const samples = await measure({
      upstream,
      peers,
      workloads: flags.workloads,
      repetitions: flags.repetitions,
      warmUps: flags.warmUps,
      expected,
      onProgress: (line) => {
        tell(`process ${round} of ${flags.processes}: ${line}`);
      },
    });
    rounds.push(samples);
  }
  return rounds;
}

async function printMeasurements(): Promise<void> {
  const expected = expectAnswers();
  const rounds = await measureRounds(expected);
  const measurements = summarize(rounds);
  const throughput: Throughput[] = [];
  const gateway = peers.find(({ name }) => name === MEASURED);
  if (flags.throughput && gateway !== undefined) {
    tell('requests per second');
    const memory = await start('memory', MEMORY_PEER);
    throughput.push(...(await measureThroughput([gateway, memory], expected)));
  }
  const coldStarts: ColdStart[] = [];
  if (flags.coldStart) {
    tell('cold starts');
    const starts = Array.from(chosen, ([name, peer]) => startOf(name, peer)).filter(
      // Scripts have no first answer, and a peer that starts two processes cannot be compared.
      ({ name, peer }) => peer.kind === 'server' && name !== 'mesh',
    );
    coldStarts.push(...(await measureColdStarts(starts, COLD_STARTS, expected)));
  }
  const ages = formatAges(rounds);
  const loads = [loadBefore, loadavg()[0] ?? NaN] as const;
  console.log(formatTable(measurements));
  if (ages !== '') console.log(`\n${ages}`);
  if (throughput.length > 0) console.log(`\n${formatThroughput(throughput)}`);
  if (coldStarts.length > 0) console.log(`\n${formatColdStarts(coldStarts)}`);
  const results = { measurements, throughput, coldStarts };
  const outcomes = judge(results);
  for (const { name, aim, value, digits, undecided } of outcomes.filter(
    ({ reached }) => !reached,
  )) {
    const doubt = undecided === undefined ? '' : ` (undecided: ${undecided})`;
    console.log(`missed: ${name}: ${value.toFixed(digits)}, ${aim}${doubt}`);
  }
  if (flags.out !== undefined) {
    writeFileSync(flags.out, `${JSON.stringify({ flags, ...results, rounds }, null, 1)}\n`);
  }
  if (!flags.write) return;
  const profiles = new Map<WorkloadName, readonly SelfTime[]>();
  for (const { reached, workload } of outcomes) {
    if (reached || workload === undefined || gateway === undefined) continue;
    if (profiles.has(workload)) continue;
    tell(`profile of ${workload}`);
    profiles.set(workload, (await profile(gateway, workload, PROFILE_RUNS)).rooms);
  }
  const telling = parameters.filter(
    (one, index) => one !== '--out' && parameters[index - 1] !== '--out',
  );
  const command = ['npm run bench --', ...telling].join(' ');
  // Growth is measured by a separate run.
  const report = withGrowth(
    formatReport({ flags, command, loads, ages, ...results, profiles }),
    growthIn(readFileSync(REPORT, 'utf8')),
  );
  // `npm run check` requires formatted files.
  const style = await resolveConfig(REPORT);
  writeFileSync(REPORT, await format(report, { ...style, parser: 'markdown' }));
}
