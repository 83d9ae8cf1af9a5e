import type { ColdStart } from './coldStart.js';
import { formatFigure, overlap, type Figure } from './Figure.js';
import { REFERENCE } from './peers.js';
import type { Measurement } from './summarize.js';
import type { Throughput } from './throughput.js';
import type { WorkloadName } from './workloads.js';

/** The measurements of one benchmark run. */
export interface Results {
  readonly measurements: readonly Measurement[];
  readonly throughput: readonly Throughput[];
  readonly coldStarts: readonly ColdStart[];
}

/** One target and its result. */
export interface TargetOutcome {
  readonly name: string;
  /** In words: `at most 6`. */
  readonly aim: string;
  readonly value: number;
  /** Number of decimals. */
  readonly digits: number;
  readonly reached: boolean;
  /** Both figures in words, if their spreads overlap: other processes could miss or meet the target. */
  readonly undecided?: string;
  /** The workload whose profile is shown if the target is missed. */
  readonly workload: WorkloadName | undefined;
}

/** The peer to which the targets apply: it opens as many connections as the reference. */
export const MEASURED = 'gateway';

const REQUESTS: readonly (readonly [WorkloadName, number])[] = [
  ['W1', 6],
  ['W2', 210],
  ['W3', 20],
  ['W4', 0],
  ['W5', 3],
  ['W6', 6],
  // 30 mboxes, events, and a list for each of about 130 mails with replies; 412 without a plan.
  ['W7', 190],
  ['W8', 12],
  // A list for each of about 500 mails with replies, and texts; 1,585 with a script.
  ['W9', 740],
  ['W10', 55],
];
const CPU: readonly (readonly [WorkloadName, number])[] = [
  ['W1', 2],
  ['W2', 1.5],
  ['W3', 2],
  ['W5', 2.2],
  // Eight clients share work that the script does eight times.
  ['W6', 1.2],
];
const TIME: readonly (readonly [WorkloadName, number])[] = [
  ['W1', 1.12],
  ['W2', 0.8],
  ['W3', 1.12],
  ['W5', 1.12],
  ['W6', 1],
];
const REPEATED_TIME = 0.03;
/** In a process that runs only these: what the reviews cache stays in memory. */
const PEAK_WORKLOADS: ReadonlySet<WorkloadName> = new Set(['W1', 'W2', 'W4', 'W3', 'W5', 'W6']);
const PEAK_MIB = 200;
/** When it listens, before the first request. */
const IDLE_MIB = 110;
const THROUGHPUT = 0.5;

/** Compares one run with the targets; those without a measurement are skipped. */
export function judge({ measurements, throughput, coldStarts }: Results): readonly TargetOutcome[] {
  const of = (peer: string, workload: WorkloadName): Measurement | undefined =>
    measurements.find((one) => one.peer === peer && one.workload === workload);
  const [ours, theirs] = throughput;
  const outcomes: TargetOutcome[] = [
    ...REQUESTS.map(([workload, most]) =>
      atMost(
        `upstream requests, ${workload}`,
        most,
        of(MEASURED, workload)?.traffic.requests ?? NaN,
        0,
        workload,
      ),
    ),
    ...CPU.flatMap(([workload, most]) =>
      relative('cpuMs', most, of(MEASURED, workload), of(REFERENCE, workload)),
    ),
    ...TIME.flatMap(([workload, most]) =>
      relative('ms', most, of(MEASURED, workload), of(REFERENCE, workload)),
    ),
    ...againstPeers(measurements),
    ...repeated(of(MEASURED, 'W4'), of(MEASURED, 'W2')),
    atMost(
      'peak memory of W1 to W6, MiB',
      PEAK_MIB,
      Math.max(
        ...measurements
          .filter(({ peer, workload }) => peer === MEASURED && PEAK_WORKLOADS.has(workload))
          .map(({ peakMiB }) => peakMiB),
      ),
      0,
      undefined,
    ),
    atMost(
      'memory when it listens, MiB',
      IDLE_MIB,
      coldStarts.find(({ peer }) => peer === MEASURED)?.idleMiB ?? NaN,
      0,
      undefined,
    ),
  ];
  if (ours !== undefined && theirs !== undefined) {
    const value = ours.requestsPerSecond / theirs.requestsPerSecond;
    outcomes.push({
      name: 'requests per second relative to memory, W1 from the cache',
      aim: `at least ${String(THROUGHPUT)}`,
      value,
      digits: 2,
      reached: value >= THROUGHPUT,
      workload: undefined,
    });
  }
  return outcomes.filter(({ value }) => Number.isFinite(value));
}

/** Servers that users would write instead: no workload may take more time or CPU time than with these. */
const RIVALS = ['apollo-rds', 'mesh', 'naive'];

function againstPeers(measurements: readonly Measurement[]): readonly TargetOutcome[] {
  return measurements
    .filter(({ peer }) => peer === MEASURED)
    .flatMap((ours) =>
      RIVALS.flatMap((rival) => {
        const theirs = measurements.find(
          ({ peer, workload }) => peer === rival && workload === ours.workload,
        );
        return [...relative('ms', 1, ours, theirs), ...relative('cpuMs', 1, ours, theirs)];
      }),
    );
}

const WORDS = { ms: 'time', cpuMs: 'CPU time' } as const;

/** Compares a figure of a workload with that of another peer; nothing if one of them is missing. */
function relative(
  key: keyof typeof WORDS,
  most: number,
  ours: Measurement | undefined,
  theirs: Measurement | undefined,
): readonly TargetOutcome[] {
  if (ours === undefined || theirs === undefined) return [];
  const name = `${WORDS[key]} relative to ${theirs.peer}, ${ours.workload}`;
  return [
    ratioAtMost(name, most, [ours.peer, ours[key]], [theirs.peer, theirs[key]], ours.workload),
  ];
}

/** Compares the time of an operation whose answer is cached with its time before. */
function repeated(
  again: Measurement | undefined,
  before: Measurement | undefined,
): readonly TargetOutcome[] {
  if (again === undefined || before === undefined) return [];
  const name = `time of ${again.workload} relative to ${before.workload}`;
  return [
    ratioAtMost(
      name,
      REPEATED_TIME,
      [again.workload, again.ms],
      [before.workload, before.ms],
      again.workload,
      3,
    ),
  ];
}

type NamedFigure = readonly [name: string, figure: Figure];

function ratioAtMost(
  name: string,
  most: number,
  [ourName, ours]: NamedFigure,
  [theirName, theirs]: NamedFigure,
  workload: WorkloadName,
  digits = 2,
): TargetOutcome {
  return {
    ...atMost(name, most, ours.median / theirs.median, digits, workload),
    ...(overlap(ours, theirs, most) && {
      undecided: `${ourName} ${formatFigure(ours)}, ${theirName} ${formatFigure(theirs)}`,
    }),
  };
}

function atMost(
  name: string,
  most: number,
  value: number,
  digits: number,
  workload: WorkloadName | undefined,
): TargetOutcome {
  // The rounded value that is printed is also the one that is compared.
  const reached = Number(value.toFixed(digits)) <= most;
  return { name, aim: `at most ${String(most)}`, value, digits, reached, workload };
}
