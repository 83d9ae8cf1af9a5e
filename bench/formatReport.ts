import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { formatTable, formatThroughput } from './formatResults.js';
import { PEERS } from './peers.js';
import type { SelfTime } from './profile.js';
import type { Flags } from './readFlags.js';
import { judge, MEASURED, type Results } from './targets.js';
import { WORKLOADS, type WorkloadName } from './workloads.js';

/** The results that a report shows. */
export interface Report extends Results {
  readonly flags: Flags;
  /** The command that made it. */
  readonly command: string;
  /** Load average over the last minute, before and after. */
  readonly loads: readonly [before: number, after: number];
  /** Where the CPU time of a workload goes, of those that missed an aim. */
  readonly profiles: ReadonlyMap<WorkloadName, readonly SelfTime[]>;
}

/** Rooms that a profile's table shows. */
const SHOWN_ROOMS = 10;

/** docs/benchmarks.md of one run. */
export function formatReport(report: Report): string {
  const { flags, measurements, throughput, profiles } = report;
  const outcomes = judge(report);
  const missed = outcomes.filter(({ reached }) => !reached);
  return `${[
    '# Benchmarks',
    '',
    '<!-- Written by `npm run bench -- --write`. Do not edit: run it again. -->',
    '',
    'What the gateway costs beside what its users would write instead. All of it comes from one run:',
    '',
    '```sh',
    report.command,
    '```',
    '',
    machine(report),
    '',
    '## What is measured',
    '',
    ...bullets(WORKLOADS),
    '',
    `Three sample servers, each with 5,000 patches in 1,000 series, answer a list after ${String(flags.listMs)} ms and`,
    `everything else after ${String(flags.detailMs)} ms, ${String(flags.workers)} requests at once, as a small deployment does. Every answer is compared`,
    'with the data; a peer whose answer is wrong says so in its row. The peers:',
    '',
    ...bullets(
      Object.fromEntries(
        Object.entries(PEERS)
          .filter(([name]) => flags.peers.includes(name))
          .map(([name, { about }]) => [name, about]),
      ),
    ),
    '',
    `The figures are medians of ${String(flags.repetitions)} repetitions after ${String(flags.warmUps)} that do not count; the peers take turns within each.`,
    'Before each run but W4 a peer forgets what it keeps, by a clock that is set forward. CPU is user and',
    'system time of the whole process, garbage collector and compiler included; peak is the most',
    'memory that was resident in any repetition (VmHWM). A server has its socket to the client and the',
    'writing of the JSON in its figures, a script has neither. "At once" is the most requests that one',
    'sample server had open.',
    '',
    '## Results',
    '',
    formatTable(measurements),
    '',
    ...(throughput.length === 0
      ? []
      : [
          'Requests per second, eight connections, the dashboard (W1) when all of it is kept, against Apollo',
          'Server on Fastify with graphql-jit and without its cache-control plugin, answering the same 300 rows',
          'from memory. The gateway gives an answer again as it was written while all that it was made of is',
          'fresh (docs/caching.md); so it does in W4:',
          '',
          formatThroughput(throughput),
          '',
        ]),
    '## Aims',
    '',
    `For \`${MEASURED}\`, which opens as many connections to a server as \`direct-plan\`.`,
    '',
    '| aim | | measured | reached |',
    '| --- | --- | --: | --- |',
    ...outcomes.map(
      ({ name, aim, value, digits, reached }) =>
        `| ${name} | ${aim} | ${value.toFixed(digits)} | ${reached ? 'yes' : '**no**'} |`,
    ),
    '',
    ...(missed.length === 0 ? [] : ['## Where the time goes that was missed', '', ...MISSED_TEXT]),
    ...Array.from(profiles, ([workload, rooms]) => profileTable(workload, rooms)).flat(),
    ...LIMITS_TEXT,
    '',
    ...LOAD_TEXT,
  ].join('\n')}\n`;
}

const MISSED_TEXT = [
  'CPU time is nearly all of what the gateway adds to the time of a script: the requests are the same,',
  'and on one core they wait for it. A script parses the answers and is done. The gateway checks each',
  'of them against its shape, keeps it with its tags, merges, resolves each field of each row, and',
  'writes the JSON of the answer. What it allocates on the way, and keeps, the collector has to copy.',
  'The profiles below show the CPU time by the room of the sources or the package, in milliseconds of a',
  'run of the workload. They were taken apart from the measurements, which a profiler would slow down.',
  '',
];

const LIMITS_TEXT = [
  '## What this does not show',
  '',
  '- The sample servers answer after a fixed time, whatever a request asks for. Real ones take longer',
  '  for long pages, and seconds for some: there every request saved counts for more.',
  '- Every run but W4 starts without anything kept. A gateway that is in use has most of it at hand.',
  '- One core is measured, so that garbage collection and compilation take time from the requests.',
  '- V8 is left to decide when it collects, which saves time and takes memory: the peaks were between 190',
  '  and 330 MiB over some runs. `node --heap-growing-percent=50` keeps them at about 200 MiB; in the run that',
  '  compared them, W6 took 1.3 times the CPU time so, W3 1.2 times and W2 the same (docs/operations.md). An',
  '  idle gateway takes 133 MiB, of which 40 are Node itself. A collection in a short workload shows there as tens of milliseconds.',
  '- Ten warm-ups leave code that V8 has not optimised yet. After eighty, W1 took 1.8 times the CPU time of',
  '  `direct-plan` and W3 2.8 times.',
  '- A gateway that idles for seconds between its runs, as here while `naive` works, takes up to twice the CPU',
  '  time of one that does not: in five runs without that peer W1 took 2.0 to 3.0 times that of `direct-plan`,',
  '  W2 1.4 to 1.7, W3 2.4 to 4.5 and W5 2.4 to 6.9 times; in time W1 and W3 took 1.1 to 1.2 times as long.',
  '- The load of the machine shows in the times first and in the ratios of CPU times last. Ratios differ by',
  '  about a fifth between runs, those of W5, which takes a few milliseconds, by more.',
];

const LOAD_TEXT = [
  '## Load',
  '',
  '`npm run load` asks the gateway with 200 clients while servers fail, and checks every answer:',
  '[load-test.md](load-test.md) has the command and what one run showed.',
];

function bullets(about: Readonly<Record<string, string>>): string[] {
  return Object.entries(about).map(([name, text]) => `- \`${name}\`: ${text}`);
}

const BUSY_TEXT = [
  '',
  '**Other programs kept the machine busy meanwhile:** trust the counts of requests and the memory, take the',
  'times and the ratios with care.',
];

function machine({ loads: [before, after] }: Report): string {
  const [first] = cpus();
  const gibibytes = (totalmem() / 1024 ** 3).toFixed(0);
  return [
    `On ${first?.model.trim() ?? 'an unknown processor'}, ${String(availableParallelism())} cores, ${gibibytes} GiB, ${type()} ${release()}, Node ${process.version};`,
    'whoever is measured has a core of its own where the system can pin processes. Load average before and',
    `after: ${before.toFixed(1)} and ${after.toFixed(1)}, the benchmark's own processes included.`,
    ...(before > availableParallelism() / 2 ? BUSY_TEXT : []),
  ].join('\n');
}

function profileTable(workload: WorkloadName, rooms: readonly SelfTime[]): string[] {
  const total = rooms.reduce((sum, { ms }) => sum + ms, 0);
  return [
    `### ${workload}`,
    '',
    '| room | ms | share |',
    '| --- | --: | --: |',
    ...rooms
      .slice(0, SHOWN_ROOMS)
      .map(
        ({ place, ms }) => `| ${place} | ${ms.toFixed(1)} | ${((100 * ms) / total).toFixed(0)} % |`,
      ),
    '',
  ];
}
