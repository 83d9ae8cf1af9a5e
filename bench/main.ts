/** `npm run bench`: the workloads against us and what users would write instead. */
import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { buildSnapshot } from './buildSnapshot.js';
import { expectAnswers } from './expectAnswers.js';
import { formatTable } from './formatResults.js';
import { measure } from './measure.js';
import { PEERS } from './peers.js';
import { profile } from './profile.js';
import { planCores } from './processes/BenchProcess.js';
import { RunningPeer } from './RunningPeer.js';
import { Upstream } from './Upstream.js';
import { WORKLOAD_NAMES, type WorkloadName } from './workloads.js';

const list = (text: string): string[] => text.split(',').filter(Boolean);
const count = (text: string): number => Number.parseInt(text, 10);

const program = new Command('bench')
  .option('--only <peers>', `peers to run: ${Object.keys(PEERS).join(',')}`, list)
  .option('--workloads <names>', `workloads to run: ${WORKLOAD_NAMES.join(',')}`, list)
  .option('--reps <number>', 'repetitions that count', count, 11)
  .option('--warm-ups <number>', 'repetitions before them', count, 3)
  .option('--quick', '3 repetitions after 2 warm-ups')
  .option('--list-ms <ms>', 'delay of a list', Number, 20)
  .option('--detail-ms <ms>', 'delay of everything else', Number, 10)
  .option('--workers <number>', 'requests a sample server answers at once', count, 6)
  .option('--out <file>', 'write the results as JSON')
  .option('--profile', 'take CPU profiles instead of measuring');
program.parse();
interface Flags {
  readonly only?: readonly string[];
  readonly workloads?: readonly string[];
  readonly reps: number;
  readonly warmUps: number;
  readonly quick?: boolean;
  readonly listMs: number;
  readonly detailMs: number;
  readonly workers: number;
  readonly out?: string;
  readonly profile?: boolean;
}
const flags = program.opts<Flags>();
const load = { listMs: flags.listMs, detailMs: flags.detailMs, workers: flags.workers };
const names = flags.only ?? Object.keys(PEERS);
const workloads = (flags.workloads ?? WORKLOAD_NAMES) as readonly WorkloadName[];
const repetitions = flags.quick === true ? 3 : flags.reps;
const warmUps = Math.max(1, flags.quick === true ? 2 : flags.warmUps);

const cores = planCores();
const snapshot = buildSnapshot();
const upstream = await Upstream.start(snapshot, cores.others, load);
const peers: RunningPeer[] = [];
try {
  for (const name of names) {
    const peer = PEERS[name];
    if (peer === undefined) throw new Error(`unknown peer ${name}`);
    peers.push(
      await RunningPeer.start({
        name,
        peer,
        snapshot,
        cores: cores.measured,
        upstreams: upstream.urls,
      }),
    );
  }
  if (flags.profile === true) {
    for (const peer of peers) {
      for (const workload of workloads) {
        console.log(`\n${peer.name} ${workload}: own time, ms a run`);
        const { functions, rooms } = await profile(peer, workload, repetitions);
        for (const { place, ms } of [...rooms.slice(0, 15), ...functions.slice(0, 45)]) {
          console.log(`${ms.toFixed(2).padStart(8)}  ${place}`);
        }
      }
    }
    process.exitCode = 0;
  } else {
    const measurements = await measure({
      upstream,
      peers,
      workloads,
      repetitions,
      warmUps,
      expected: expectAnswers(),
      onProgress: (line) => console.error(line),
    });
    console.log(formatTable(measurements));
    if (flags.out !== undefined) {
      writeFileSync(flags.out, `${JSON.stringify({ load, repetitions, measurements }, null, 1)}\n`);
    }
  }
} finally {
  await Promise.all([upstream.stop(), ...peers.map(({ process }) => process.stop())]);
}
