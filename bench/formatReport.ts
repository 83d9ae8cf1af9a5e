import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { formatColdStarts, formatTable, formatThroughput } from './formatResults.js';
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
  const { flags, measurements, throughput, coldStarts, profiles } = report;
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
    'sample server had open. W7 to W10 run in the same processes when all the others have been measured.',
    '',
    '## Results',
    '',
    formatTable(measurements),
    '',
    ...(throughput.length === 0
      ? []
      : [
          'Requests per second, eight connections, the dashboard (W1) when all of it is cached, against Apollo',
          'Server on Fastify with graphql-jit and without its cache-control plugin, answering the same 300 rows',
          'from memory. The gateway gives an answer again as it was written while all that it was made of is',
          'fresh (docs/caching.md); so it does in W4:',
          '',
          formatThroughput(throughput),
          '',
        ]),
    ...(coldStarts.length === 0
      ? []
      : [
          'From the start of a process to its first answer, a dashboard (W1); the memory is the most that was',
          'resident until the server listened:',
          '',
          formatColdStarts(coldStarts),
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
  'and on one core they wait for it. A script parses the answers and is done. The gateway reads a request',
  'and writes an answer over HTTP, checks each upstream answer against its shape, caches it with its tags,',
  'merges, resolves each field of each row, and writes the JSON. No part of it stands out: of the CPU time of',
  'W1, by a sampling profiler that sees V8 too, 13 % is garbage collection, 13 % compiling, 12 % parsing JSON and',
  'decoding it, 11 % the kernel, and 7 % executing the operation; beside parsing, no single function of the',
  'gateway has more than 3 %. In W5 compiling takes 15 % and looking up properties in code that V8 has not optimized',
  'as much again, after as many runs as here: a script has far less code, most of which V8 has optimized by then.',
  '',
  'W5 allocates 1.4 MB, of which 0.6 are the text and the objects of 281 KB that come from the servers. Of its CPU time,',
  '19 % is garbage collection, most of it marking what W1 to W4 left, and 12 % compiling. A gateway that does nothing but W5',
  'takes 10.4 ms where `apollo-rds`, which caches nothing, takes 9.6 (medians of 15 interleaved repetitions on a busy machine).',
  'W2 allocates 28 MB: 7 MB by decoding and parsing 3.6 MB, 5 MB by writing an answer of 2.7 MB, and about 50 KB for each of',
  '203 requests, of which undici takes a fifth. Garbage collection takes 28 % of it, since answers live until they are',
  'replaced: each time they are copied twice, and marked as often as the heap has grown by half.',
  '',
  'Why each aim is missed, and what bounds it:',
  '',
  '- **W1 and W3, CPU and time.** In the profile of W1 below, garbage collection takes 9 ms, parsing, checking and paging lists 5, Node.js 3,',
  '  and no other room more than 3, where the script takes 14 for all it does. Each room would have to be halved to reach the aim.',
  '- **W2, CPU and time.** Of 150 ms on one core, 39 are garbage collection, 12 decoding and parsing, and 17 writing 2.7 MB',
  "  of JSON, of which V8's `JSON.stringify` takes 8: the script does only the second. The rest is 0.4 ms for each request,",
  '  spread over its cache, queue, retry, metrics and signals, where no function has more than 2 ms.',
  '- **W4, time.** A client that receives the same 2.7 MB from a bare Node.js server and parses them takes 16 ms of CPU for it',
  '  (lower quartile of 30), and 3 % of W2 are 15 ms. The gateway itself takes 3 to 6.',
  '- **W5, CPU and time.** After 60 warm rounds of W5 alone 26.5 ms pass between request and answer, and 25.7 in `apollo-rds`',
  '  (medians of 60 rounds each, by events of Node.js and undici). The difference is what comes before the three requests leave,',
  '  1.7 ms in the gateway and 0.9 in `apollo-rds`: 0.5 for HTTP, Fastify and Apollo Server, 0.2 for admission, 0.3 for the search',
  '  and its plan, and 0.7 for the version of each server, the order of its list, the cache, the queue and the retries.',
  '  From the last of these to the last answer 22.8 and 22.9 ms pass, then 1.9 in both. CPU is 7.7 ms where `apollo-rds` takes 5.3: 1.8 of them',
  '  are the collector, which marks what the cache holds, and 1.0 parses JSON; no other function has more than 0.25.',
  '  In the table it takes more, since W2 and W3 leave 30 MiB to be marked, and code that has run 20 times is not optimized yet.',
  '- **Memory when it listens.** 50 of 110 MiB are pages of the `node` binary and 39 the live heap, of which 12 are the sources',
  '  of modules.',
  '',
  'What was tried, each in one interleaved run:',
  '',
  '| tried | figure | kept |',
  '| --- | --- | --- |',
  '| one promise for the parts of an object or list, and no fourth argument for resolvers that take three | CPU of W1 16.7 to 13.2 ms, W2 130.6 to 125.4, W3 14.4 to 12.8 (lower quartile) | yes |',
  '| decode a short answer at once, plain ASCII by copying | W1 allocates 4.4 MiB instead of 6.1, together with the one above | yes |',
  '| growth of the heap by 50 % (`--heap-growing-percent`, set in src/cli/heap.ts as a gateway starts, since V8 lets a small heap grow by up to 300 %) | peak 320 to 200 MiB; CPU of W2 0 to 6 % more, W1, W3 and W5 the same | yes |',
  '| nothing cached at all, as the bound of what caching bytes instead of objects could save | CPU of W1 24.1 to 23.2 ms, W2 139.6 to 134.4, W3 20.8 to 21.3, W5 10.5 to 8.5 | no: objects of the cache can be changed in place by events |',
  '| no growth of the space for new objects until the gateway listens (`--semi-space-growth-factor`), and fewer modules | 144 to 120 MiB when it listens, CPU until then 1.75 to 1.71 s | yes |',
  '| keep large answers as the bytes that are sent, and copy plain ASCII instead of encoding it | CPU of W4 7.5 to 4.6 ms, peak 201 to 196 MiB | yes |',
  '| load of undici what a gateway without proxies needs | CPU until it listens 2.87 to 2.34 s on a busy machine, memory then the same | no: it needs private files of the package |',
  '| growth of the heap by 100 and 200 % | CPU of W1 21 % less and 19 % more, W2 9 % less and 7 % more, W5 1 % more and 13 % less; peak 225 and 263 MiB | no |',
  '| no optimizing compiler, as the bound of what compiling costs | CPU of W1 5 % more, W2 22 %, W3 45 %, W5 18 %; peak 185 MiB | no |',
  '| the optimizing compiler begins four times as late (`--interrupt-budget`) | CPU of W1 6 % less, W2 24 % more, W3 12 %, W5 7 % | no |',
  '| `--no-parallel-scavenge`, since one core is measured | CPU of W1 8 % more, W2 1 % less, W3 9 % less, W5 14 % less: as much as two equal gateways differ | no |',
  '| search for the ends of strings in long answers | 1.1 MB of patches are scanned in 0.26 instead of 3.4 ms; parsing them takes 1.0 | yes |',
  '| `--max-semi-space-size=4`, `8`, `32` | CPU of W2 22 % more, 22 % more, 18 % less (each +-11 %); peak 179, 192, 233 instead of 203 MiB | no |',
  '| `--always-sparkplug` | CPU of W1 22.0 to 19.5 ms, W3 20.3 to 18.5, but W2 141.8 to 155.0, W5 8.5 to 10.0, W6 24.9 to 28.9, and 13 MiB | no |',
  '| `--no-lazy-feedback-allocation`, `--min-semi-space-size=16` | within the noise in every workload | no |',
  '| `--no-flush-bytecode` | W2 155.8 to 186.1 ms, W3 21.6 to 24.3 | no |',
  '| `--single-threaded-gc`, set by the program | V8 fails | no |',
  '| drop cached entries that are too old to be served as others are added | live after a full collection 56-76 to 46-64 MiB, peak of all workloads 273 to 240 MiB (busy machine) | yes |',
  '| load the server of static files only where a page is served | 120.5 to 116.9 MiB when it listens (medians of 7 pairs) | yes |',
  '| no copy of each request in the transport, no list of pairs for its headers | W2 allocates 27,480 instead of 27,467 KiB | no |',
  '| `MALLOC_ARENA_MAX=1`, in the image, the systemd unit and here | 115 to 110 MiB when it listens, peak of W1 to W5 200 to 189 MiB; CPU the same | yes |',
  '| `--v8-pool-size=0` | 117-119 to 114 MiB when it listens | no: it has to be set before the process starts |',
  '| methods and functions of modules instead of callbacks that each operation makes anew, since V8 drops optimized code with the last function that has it | 30 rounds of W1 to W5 compile 537 instead of 583 functions, in 20 % less time; CPU of a round 3 to 11 % less (medians of 14 and 16 rounds, each build twice, on a busy machine) | yes |',
  '| write a large answer in parts of 16 to 64 KB, into one buffer that grows or by joining buffers | CPU of writing the answer of W2 12.7 ms as one text, 10.2 to 15.5 in parts; peak 112 to 120-137 MiB | no |',
  '| no collection while idle (`--no-memory-reducer`, 5 s of idling before each round) | CPU of W2 the same in pairs, W3 24 % less, W5 5 % less, W1 8 % more: as much as two equal gateways differ | no |',
  '| collect young objects right after each answer, while no other operation runs (`gc({ type: "minor" })`) | CPU of W1 11 % less and 12 % more, W2 12 % less and 9 % more, W3 28 and 8 % less, W5 2 % less and 14 % more in two runs of 15 repetitions: as much as two equal gateways differ; peak 8 MiB less | no |',
  '| collect young objects between tasks from 20 and 40 % of their space (`--minor-gc-task-trigger`) instead of 80 | CPU of W1 24 and 10 % more, W2 42 and 27 % more, W3 17 % more and 20 % less, W5 18 % more and 23 % less; peak 187 to 169 and 208 MiB | no |',
  '| create the readers of review data when an operation first needs them | 0.1 of 7 ms of CPU in W5, 0.04 in each kept answer | yes |',
  '| one bundled and minified file instead of modules, as the bound of what loading them costs | 119 to 111 MiB when it listens (106 with one arena), CPU until then 2.1 to 1.3 s | no: the package would hide the versions of its dependencies |',
  '',
  'The profiles below show the CPU time by the room of the sources or the package, in milliseconds of a',
  'run of the workload. They were taken apart from the measurements, which a profiler would slow down.',
  '',
];

const LIMITS_TEXT = [
  '## What this does not show',
  '',
  '- The sample servers answer after a fixed time, whatever a request asks for. Real ones take longer',
  '  for long pages, and seconds for some: there every request saved counts for more.',
  '- Every run but W4 and W10 starts without anything cached. A gateway that is in use has most of it at hand.',
  '- One core is measured, so that garbage collection and compilation take time from the requests.',
  '- A gateway that idles for seconds between its runs, as here while `naive` works, takes up to twice the CPU',
  '  time of one that does not.',
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
