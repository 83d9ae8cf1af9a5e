import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { formatColdStarts, formatTable, formatThroughput } from './formatResults.js';
import { reviewWarmUps } from './measure.js';
import { PEERS } from './peers.js';
import type { SelfTime } from './profile.js';
import type { Flags } from './readFlags.js';
import { judge, MEASURED, type Results, type TargetOutcome } from './targets.js';
import { WORKLOADS, type WorkloadName } from './workloads.js';

/** The results in a report. */
export interface Report extends Results {
  readonly flags: Flags;
  /** The command that was run. */
  readonly command: string;
  /** Load average over the last minute, before and after. */
  readonly loads: readonly [before: number, after: number];
  /** The table of costs by the number of the run; empty where there is none. */
  readonly ages: string;
  /** The CPU profiles of the workloads that missed a target. */
  readonly profiles: ReadonlyMap<WorkloadName, readonly SelfTime[]>;
}

/** Number of rooms in the table of a profile. */
const SHOWN_ROOMS = 10;

/** Formats docs/benchmarks.md from one run. */
export function formatReport(report: Report): string {
  const { flags, measurements, ages, throughput, coldStarts, profiles } = report;
  const outcomes = judge(report);
  const missed = outcomes.filter(({ reached }) => !reached);
  return `${[
    '# Benchmarks',
    '',
    '<!-- Written by `npm run bench -- --write`. Do not edit: run it again. -->',
    '',
    'The cost of the gateway, compared with what users would write instead. All figures are from one run:',
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
    `all other requests after ${String(flags.detailMs)} ms, ${String(flags.workers)} at once, like a small deployment. Every answer is compared`,
    'with the data; the column `right` reports wrong answers. The peers:',
    '',
    ...bullets(
      Object.fromEntries(
        Object.entries(PEERS)
          .filter(([name]) => flags.peers.includes(name))
          .map(([name, { about }]) => [name, about]),
      ),
    ),
    '',
    ...method(flags),
    "Before each run except W4, a clock that is set forward makes the peers' caches expire. CPU is the user and",
    'system time of the whole process, including garbage collection and compilation; peak is the largest',
    'resident memory in any repetition of any process (VmHWM). The figures of a server include its connection to the client and',
    'serializing the JSON, those of a script do not. "At once" is the maximum number of concurrent requests to one',
    'sample server. W7 to W10 run in the same processes after all the others have been measured.',
    '',
    '## Results',
    '',
    formatTable(measurements),
    '',
    ...(ages === ''
      ? []
      : [
          'The first runs of a process take longer, because V8 has not optimized their code yet. The same',
          'runs and their warm-ups, by their number in the process: ms / CPU ms, medians of the medians of each process:',
          '',
          ages,
          '',
        ]),
    ...(throughput.length === 0
      ? []
      : [
          'Requests per second of the dashboard (W1) over eight connections when all of it is cached, compared with Apollo',
          'Server on Fastify with graphql-jit and without its cache-control plugin, answering the same 300 rows',
          'from memory. The gateway returns a serialized answer again while all data in it is',
          'fresh (docs/caching.md), as in W4:',
          '',
          formatThroughput(throughput),
          '',
        ]),
    ...(coldStarts.length === 0
      ? []
      : [
          'From the start of a process to its first answer, a dashboard (W1); the memory is the peak resident memory',
          'until the server listens:',
          '',
          formatColdStarts(coldStarts),
          '',
        ]),
    '## Targets',
    '',
    `For \`${MEASURED}\`, which opens as many connections per server as \`direct-plan\`.`,
    '',
    '| target | | measured | met |',
    '| --- | --- | --: | --- |',
    ...outcomes.map(
      ({ name, aim, value, digits, reached, undecided }) =>
        `| ${name} | ${aim} | ${value.toFixed(digits)} | ${reached ? 'yes' : '**no**'}${undecided === undefined ? '' : ', undecided'} |`,
    ),
    '',
    ...undecidedText(outcomes),
    ...(missed.length === 0 ? [] : ['## Where the time goes', '', ...MISSED_TEXT]),
    ...Array.from(profiles, ([workload, rooms]) => profileTable(workload, rooms)).flat(),
    ...LIMITS_TEXT,
    '',
    ...LOAD_TEXT,
  ].join('\n')}\n`;
}

const MISSED_TEXT = [
  'Compared with a script, nearly all of the additional time is CPU time: the requests are the same,',
  'and on one core they wait for the CPU. A script only parses the answers. The gateway reads a request',
  'and writes a response over HTTP, validates each upstream answer, caches it with its tags,',
  'merges, resolves each field of each row, and serializes the JSON. No part stands out: of the CPU time of',
  'W1, according to a sampling profiler that includes V8, 13 % is garbage collection, 13 % compilation, 12 % parsing and',
  'decoding JSON, 11 % the kernel, and 7 % executing the operation; except for parsing, no single function of the',
  'gateway takes more than 3 %. In W5, compilation takes 15 %, and property lookups in code that V8 has not optimized',
  'take another 15 %, after 20 runs: a script has far less code, most of which is optimized by then.',
  '',
  'W5 allocates 1.4 MB, of which 0.6 MB are the text and the objects of 281 KB from the servers. Of its CPU time,',
  '19 % is garbage collection, most of it marking objects that W1 to W4 left, and 12 % compilation. A gateway that runs only W5',
  'takes 10.4 ms, and `apollo-rds`, which caches nothing, 9.6 ms (medians of 15 interleaved repetitions on a busy machine).',
  'W2 allocates 28 MB: 7 MB for decoding and parsing 3.6 MB, 5 MB for writing an answer of 2.7 MB, and about 50 KB for each of',
  '203 requests, a fifth of it in undici. Garbage collection takes 28 % of the CPU time, because answers live until they are',
  'replaced: each is copied twice, and marked whenever the heap has grown by half.',
  '',
  'Why each target is missed, and the lower bound:',
  '',
  '- **W1 and W3, CPU and time.** In the profile of W1 below, garbage collection takes 9 ms, parsing, checking and paging lists 5, Node.js 3,',
  '  and no other room more than 3; the script takes 14 in total. Each room would have to take half the time to meet the target.',
  '- **W2, CPU and time.** Of 150 ms on one core, 39 are garbage collection, 12 decoding and parsing, and 17 serializing 2.7 MB',
  "  of JSON, of which V8's `JSON.stringify` takes 8: the script only decodes and parses. The rest is 0.4 ms per request,",
  '  spread over cache, queue, retries, metrics and signals, where no function takes more than 2 ms.',
  '  One process differs from another of the same build for as long as it runs: seven gateways took 141 to 257 ms of CPU',
  '  for W2 (median 185) on one day, six of `apollo-rds` 145 to 241 (median 210).',
  '  It falls with each run, because V8 has optimized more code by then. In three processes of `gateway` and `apollo-rds` alone,',
  '  which ran W2 and W5 in turns, it was 216 and 222 ms in runs 1 to 10, 139 and 162 in runs 21 to 30, and 129 and 151 in runs 51 to 60.',
  '  In a gateway that idles for 20 seconds between its runs and was started without `--no-memory-reducer`, it took 200 to 260 ms at any age (see the experiments).',
  '- **W4, time.** A client that receives and parses the same 2.7 MB from a bare Node.js server takes 16 ms of CPU time',
  '  (lower quartile of 30), and 3 % of W2 are 15 ms. The gateway itself takes 3 to 6 ms.',
  '- **W5, CPU and time.** After 60 warm rounds of W5 alone, 26.5 ms pass between request and answer, and 25.7 in `apollo-rds`',
  '  (medians of 60 rounds each, measured by events of Node.js and undici). The difference arises before the three requests are sent:',
  '  1.7 ms in the gateway and 0.9 in `apollo-rds`: 0.5 for HTTP, Fastify and Apollo Server, 0.2 for admission, 0.3 for the search',
  '  and its plan, and 0.7 for the version of each server, the order of its list, the cache, the queue and the retries.',
  '  Kept plans, and hashes and kinds of paths on demand (see the experiments), came later: in five interleaved processes of each on a',
  '  busy machine, the last request is sent after 2.5 ms, 3.0 without these changes, and 1.9 in `apollo-rds` (medians).',
  '  From the last request to the last answer, 22.8 and 22.9 ms pass, then 1.9 in both. CPU is 7.7 ms, and 5.3 in `apollo-rds`: 1.8 of them',
  '  are garbage collection, which marks the contents of the cache, and 1.0 parses JSON; no other function takes more than 0.25.',
  '  In the table it takes more, because its code has run less often: by the number of the run, W5 alone took 10.4 ms in runs 1 to 10,',
  '  7.0 in runs 21 to 30 and 5.9 in runs 71 to 80 (9.1, 6.2 and 5.3 in `apollo-rds`; four processes of each). After 30 rounds of W1 to W5',
  '  it took 6.3 ms (7.0). In processes that do not idle, the collector is not the reason: of runs 11 to 35 of all five workloads, those without any collection took',
  '  7.7 ms (5.0). By run 30, V8 had optimized 759 functions, and 571 in `apollo-rds`.',
  '  Runs of one process come in two kinds: of runs 11 to 25, most take 5.4 to 6.5 ms (4.7 to 5.2), and the others 8 to 11, since',
  '  V8 optimizes one or a few functions in them, for 3 to 11 ms on another thread of the same core: 1.7 ms in an average run of W5, and',
  '  0.2 in `apollo-rds`. It calls 154,000 functions in a run, 997 different ones, nearly all in loops that W1 to W4 have warmed up,',
  '  such as lodash.clonedeep; the gateway calls 57,000, 1,341 different ones, most of them once per operation or request.',
  '  In the order of the table, a full collection that W2 and W4 have caused can also fall into W5, which then took 29 to 67 ms in 5 of',
  '  42 runs after the first (20 ms in 1 of 42 of `apollo-rds`): the gateway has more live memory to mark, since it caches.',
  '',
  'Experiments, each in one interleaved run:',
  '',
  '| experiment | result | adopted |',
  '| --- | --- | --- |',
  '| one promise for the parts of an object or list, and no fourth argument for resolvers with three | CPU of W1 16.7 to 13.2 ms, W2 130.6 to 125.4, W3 14.4 to 12.8 (lower quartile) | yes |',
  '| decode a short answer at once, plain ASCII by copying | W1 allocates 4.4 MiB instead of 6.1, together with the experiment above | yes |',
  '| growth of the heap by 50 % (`--heap-growing-percent`, set in src/cli/heap.ts when a gateway starts, since V8 lets a small heap grow by up to 300 %) | peak 320 to 200 MiB; CPU of W2 0 to 6 % more, W1, W3 and W5 the same | yes |',
  '| no caching at all, as an upper bound for caching bytes instead of objects | CPU of W1 24.1 to 23.2 ms, W2 139.6 to 134.4, W3 20.8 to 21.3, W5 10.5 to 8.5 | no: events can change cached objects in place |',
  '| no growth of the semi-space until the gateway listens (`--semi-space-growth-factor`), and fewer modules | 144 to 120 MiB when it listens, CPU until then 1.75 to 1.71 s | yes |',
  '| cache large answers as bytes, and copy plain ASCII instead of encoding it | CPU of W4 7.5 to 4.6 ms, peak 201 to 196 MiB | yes |',
  '| load only the parts of undici that a gateway without proxies needs | CPU until it listens 2.87 to 2.34 s on a busy machine, memory unchanged | no: requires private files of the package |',
  '| growth of the heap by 100 and 200 % | CPU of W1 21 % less and 19 % more, W2 9 % less and 7 % more, W5 1 % more and 13 % less; peak 225 and 263 MiB | no |',
  '| no optimizing compiler, as an upper bound for the cost of compilation | CPU of W1 5 % more, W2 22 %, W3 45 %, W5 18 %; peak 185 MiB | no |',
  '| the optimizing compiler starts four times later (`--interrupt-budget`) | CPU of W1 6 % less, W2 24 % more, W3 12 %, W5 7 % | no |',
  '| `--no-parallel-scavenge`, since one core is measured | CPU of W1 8 % more, W2 1 % less, W3 9 % less, W5 14 % less: within the noise | no |',
  '| search for the ends of strings in long answers | 1.1 MB of patches are scanned in 0.26 instead of 3.4 ms; parsing them takes 1.0 | yes |',
  '| `--max-semi-space-size=4`, `8`, `32` | CPU of W2 22 % more, 22 % more, 18 % less (each +-11 %); peak 179, 192, 233 instead of 203 MiB | no |',
  '| `--always-sparkplug` | CPU of W1 22.0 to 19.5 ms, W3 20.3 to 18.5, but W2 141.8 to 155.0, W5 8.5 to 10.0, W6 24.9 to 28.9, and 13 MiB | no |',
  '| `--no-lazy-feedback-allocation`, `--min-semi-space-size=16` | within the noise in every workload | no |',
  '| `--no-flush-bytecode` | W2 155.8 to 186.1 ms, W3 21.6 to 24.3 | no |',
  '| `--single-threaded-gc`, set by the program | V8 fails | no |',
  '| when entries are added to the cache, drop those too old to be served | live after a full collection 56-76 to 46-64 MiB, peak of all workloads 273 to 240 MiB (busy machine) | yes |',
  '| load the static file server only if a page is served | 120.5 to 116.9 MiB when it listens (medians of 7 pairs) | yes |',
  '| do not copy each request in the transport, or convert its headers to pairs | W2 allocates 27,480 instead of 27,467 KiB | no |',
  '| `MALLOC_ARENA_MAX=1`, in the image, the systemd unit and here | 115 to 110 MiB when it listens, peak of W1 to W5 200 to 189 MiB; CPU the same | yes |',
  '| `--v8-pool-size=0` | 117-119 to 114 MiB when it listens | no: must be set before the process starts |',
  '| methods and module functions instead of a new callback for each operation, because V8 drops optimized code with the last function that uses it | 30 rounds of W1 to W5 compile 537 instead of 583 functions, in 20 % less time; CPU of a round 3 to 11 % less (medians of 14 and 16 rounds, each build twice, on a busy machine) | yes |',
  '| write a large answer in parts of 16 to 64 KB, into one growing buffer or by joining buffers | CPU for writing the answer of W2 12.7 ms as one text, 10.2 to 15.5 in parts; peak 112 to 120-137 MiB | no |',
  '| no collection while idle (`--no-memory-reducer`, 5 s of idling before each round) | CPU of W2 the same in pairs, W3 24 % less, W5 5 % less, W1 8 % more: within the noise, since V8 begins after 8 s | see below |',
  '| collect young objects right after each answer, while no other operation runs (`gc({ type: "minor" })`) | CPU of W1 11 % less and 12 % more, W2 12 % less and 9 % more, W3 28 and 8 % less, W5 2 % less and 14 % more in two runs of 15 repetitions: within the noise; peak 8 MiB less | no |',
  '| collect young objects between tasks at 20 and 40 % of their space (`--minor-gc-task-trigger`) instead of 80 | CPU of W1 24 and 10 % more, W2 42 and 27 % more, W3 17 % more and 20 % less, W5 18 % more and 23 % less; peak 187 to 169 and 208 MiB | no |',
  '| growth of the heap by 75, 85, 100 and 150 % instead of 50, beside `naive`, so that each gateway idles between its runs | CPU of W1 14 % less, 29 % more, 4 to 12 % less, 25 % less; W2 the same, 46 % more, 13 % more and 19 % less in two runs, 8 % less; peak 181 and 183 to 194, 194, 199 to 207 and 223 MiB | no: as much as two equal gateways differ |',
  '| create the readers of review data when an operation first needs them | 0.1 of 7 ms of CPU in W5, 0.04 in each cached answer | yes |',
  '| keep the plan of an operation without variables with its document | W5 warm: the last upstream request is sent after 2.08 instead of 2.14 ms (sooner in 8 of 8 interleaved pairs of processes on a busy machine), CPU 9.76 to 9.51 ms | yes |',
  '| compute the hash of a list only for cursors, and the kind of a path only while one is unresponsive; do not read a plain word as an address | W5 warm: the last upstream request is sent after 2.14 instead of 2.38 ms (sooner in 8 of 8 pairs), CPU 11.4 to 11.1 ms (less in 7 of 8) | yes |',
  '| for each operation: create the readers of objects when they are first needed; do not abort signals that nobody waits for; do not call `setMaxListeners` for signals | W5 warm: within the noise (6 pairs each) | no |',
  '| inline a third and a ninth as much (`--max-inlined-bytecode-size` and `-cumulative`), optimize twice as soon (`--interrupt-budget`); three processes of each beside two unchanged gateways | CPU of W1 23.4, 22.2 and 19.5 ms (19.4 and 22.3 unchanged), W2 182, 195 and 203 (191 and 222), W3 23.5, 24.8 and 23.4 (23.2 twice), W5 9.6, 9.7 and 9.9 (9.0 and 9.3) | no: within the noise |',
  '| growth of the heap by 100 %, and `--max-semi-space-size=32`, in the same run | CPU of W2 182 and 178 ms, W3 26.7 and 18.6, W5 9.1 and 9.6; peak 209 and 224 MiB (200 unchanged) | no: more memory |',
  '| no collection while idle (`--no-memory-reducer`), set when Node.js is started, with 15 idle seconds before each round, which is longer than the 8 after which V8 begins; 14 and 12 rounds of W2 and W5 in one process of each | CPU of W2 238 to 148 and 232 to 182 ms (`apollo-rds` 262 and 339), W5 15.0 to 10.5 and 13.8 to 13.1 (11.8 and 9.4); collections of new objects in a run of W2 5.9 to 2.1; peak 173 to 186 and 172 to 188 MiB | yes: in the image, the systemd unit, `npm start` and here |',
  '| the same set by the program; `--gc-memory-reducer-start-delay-ms`, `--no-memory-reducer-for-small-heaps`, `--lazy-new-space-shrinking` set by the program | CPU of W2 227, 233 and 246 instead of 232 ms: no effect | no |',
  '| our own modules bundled into a few files, those of packages left alone | CPU until it listens 1.45 to 1.07 and 1.44 to 1.08 s (medians of five and three), memory unchanged | yes |',
  '| keep no answer in memory, and neither check shapes nor estimate sizes, as upper bounds for doing so at less cost; four processes of each | CPU of W1 15.3 to 13.8 ms and 18.2 to 15.9, W2 129 to 114 and 124 to 146, W3 14.8 to 13.2 and 15.0 to 14.8, W5 6.9 to 7.7 and 8.2 to 8.8 | no |',
  '| optimize 2, 4, 8 and 16 times later (`--interrupt-budget`), three processes of each | CPU of W5 9.8 to 8.7, 8.1, 8.4 and 8.6 ms, but W2 161 to 196, 177, 174 and 203, W3 17.3 to 21 to 24 | no |',
  '| no inlining; less than a quarter of it; only of frequent calls; not of polymorphic ones; no loop peeling and escape analysis; three processes of each | CPU of W5 8.3 to 8.2, 6.9, 8.4, 8.6 and 8.3 ms, W2 140 to 156, 150, 144, 130 and 130, W3 18.5 to 19.1, 17.9, 20.7, 18.6 and 22.4 | no: within the noise |',
  '| 50 and 200 small searches before the warm-ups, as an upper bound for a gateway that rehearses when it starts; three processes of each | CPU of W5 9.3 to 5.3 and 7.5 ms, of the warm-ups 9.2 to 9.5 and 10.1, of the rehearsal 430 and 1,380 | no: costs more than hundreds of operations save |',
  '| `--min-semi-space-size=4`, `8` and `16`, `--initial-old-space-size=64`, since V8 collects new objects 160 times until the gateway listens | CPU until then 1.45 to 1.39, 1.39, 1.31 and 1.34 s, 111 to 113, 118, 135 and 127 MiB | no: more memory |',
  '| a full collection when the gateway listens | 48 ms, 116 to 111 MiB | no: the peak before it remains |',
  "| Node 24's cache of compiled code | CPU until it listens 0.84 to 0.74 s, 128 to 135 MiB | no: more memory, and files of its own |",
  '| keep pages, objects and mails in memory as the text that was received until they are read for the first time, for both halves of a mail or only for its immutable one; three processes of each beside an unchanged gateway | CPU of W1 18.1 to 18.7 and 18.4 ms, W2 157 to 169 and 156, W3 21.5 to 19.2 and 18.4, W5 9.1 to 8.5 and 8.4 (medians); the time of collections in W2 25 ms in each; peak 181 to 220 and 196 MiB | no: within the noise, more memory, since the rows of a page share their equal parts and its text repeats them |',
  '| look up no time zone for UTC, which all instances have by default: the first lookup loads the data of ICU | 110 to 103 MiB when it listens (medians of seven pairs) | yes |',
  '| parse the contract once instead of three times, build it without checks, which tests make, and add the resolvers in place | CPU until it listens 1.28 to 1.09 s, and 109 to 101 MiB together with the row above (medians of seven pairs) | yes |',
  '| a compiled writer (fast-json-stringify) instead of `JSON.stringify`, for an answer of 2.3 MB like that of W2 | CPU 6.6 to 7.3 ms (medians of 40 in turns) | no |',
  '| `apollo-rds` with `--no-memory-reducer` as well, 12 idle seconds before each round; two processes of each | CPU of W1 57 to 53 ms, W2 227 to 229, W3 49 to 58, W5 6.2 to 6.8 | no: no difference, and its users start it without flags |',
  '| undici without its timers for headers and bodies and without the check of Content-Length (`headersTimeout`, `bodyTimeout`, `strictContentLength`), four processes of each, without other peers | CPU of W1 18.6 to 18.5 ms, W2 136 to 153, W3 18.1 to 17.1, W5 7.5 to 10.2 (medians) | no: within the noise |',
  '| HTTP pipelining, up to 4 requests per connection, in the same runs | CPU of W1 18.6 to 17.9 ms, W2 136 to 137, W3 18.1 to 17.1, W5 7.5 to 8.0; time of W2 431 to 427, W5 28.5 to 29.4 | no: within the noise, and servers behind gunicorn or uWSGI answer the requests of a connection one after another |',
  '| one bundled and minified file instead of modules, as an upper bound for the cost of loading them | 119 to 111 MiB when it listens (106 with one arena), CPU until then 2.1 to 1.3 s | no: the package would hide the versions of its dependencies |',
  '',
  'The profiles below show the CPU time by source folder or package, in milliseconds per',
  'run of the workload. They were taken separately, because a profiler would slow down the measurements.',
  '',
];

const LIMITS_TEXT = [
  '## Limitations',
  '',
  '- The sample servers answer after a fixed time, regardless of the request. Real servers take longer',
  '  for long pages, sometimes seconds, so each saved request saves more time there.',
  '- Every run except W4 and W10 starts with an empty cache. A gateway in use has most of the data cached.',
  '- Each peer runs on one core, so garbage collection and compilation take time from the requests.',
  '- A gateway that is idle for seconds between its runs, as here while `naive` runs, takes up to twice the CPU',
  '  time of one that is not, unless Node.js is started with `--no-memory-reducer`. It is here, as in the image; the peers are',
  '  started without flags.',
  '- The load of the machine affects the times most, and the ratios of CPU times least. Processes of one peer differ',
  '  by a fifth or more, which the spreads show, and most in W5, which takes only a few milliseconds.',
];

const LOAD_TEXT = [
  '## Load',
  '',
  '`npm run load` sends queries from 200 clients while servers fail, and checks every answer:',
  '[load-test.md](load-test.md) has the command and the results of one run.',
];

function bullets(about: Readonly<Record<string, string>>): string[] {
  return Object.entries(about).map(([name, text]) => `- \`${name}\`: ${text}`);
}

const BUSY_TEXT = [
  '',
  '**Other programs were running at the same time:** request counts and memory are reliable, times',
  'and ratios are not.',
];

function machine({ loads: [before, after] }: Report): string {
  const [first] = cpus();
  const gibibytes = (totalmem() / 1024 ** 3).toFixed(0);
  return [
    `On ${first?.model.trim() ?? 'an unknown processor'}, ${String(availableParallelism())} cores, ${gibibytes} GiB, ${type()} ${release()}, Node ${process.version};`,
    'each measured peer has its own core if the system can pin processes. Load average before and',
    `after: ${before.toFixed(1)} and ${after.toFixed(1)}, including the benchmark's own processes.`,
    ...(before > availableParallelism() / 2 ? BUSY_TEXT : []),
  ].join('\n');
}

function method({ processes, repetitions, warmUps }: Flags): string[] {
  const inEach = `${String(repetitions)} repetitions after ${String(warmUps)} warm-ups (${String(reviewWarmUps(warmUps))} for W7 to W10)`;
  return processes === 1
    ? [
        `The figures are medians of ${inEach} in one process of each peer; the peers take turns in each repetition.`,
      ]
    : [
        `The figures come from ${String(processes)} processes of each peer, one after another, because processes of the same program differ for as`,
        `long as they run. A process makes ${inEach}; the peers take turns in each repetition. Times and CPU times are the median of`,
        "the processes' medians, followed by the lowest and the highest of them in parentheses; ratios compare the medians.",
      ];
}

/** Names the targets that some processes meet and others miss. */
function undecidedText(outcomes: readonly TargetOutcome[]): string[] {
  const lines = outcomes.flatMap(({ name, aim, undecided }) =>
    undecided === undefined ? [] : [`- ${name}, ${aim}: ${undecided}`],
  );
  if (lines.length === 0) return [];
  return [
    'Undecided means that the spreads overlap: with some processes the target is met, with others it is missed, so another run',
    'can show the opposite. In ms:',
    '',
    ...lines,
    '',
  ];
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
