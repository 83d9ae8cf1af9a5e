import { findDifference } from './findDifference.js';
import { knowsTask } from './peers.js';
import type { RunningPeer } from './RunningPeer.js';
import type { Traffic, Upstream } from './Upstream.js';
import { TASKS, type Answers, type WorkloadName } from './workloads.js';

/** Options of a measurement. */
export interface MeasureOptions {
  readonly upstream: Upstream;
  readonly peers: readonly RunningPeer[];
  readonly workloads: readonly WorkloadName[];
  /** Measured runs. */
  readonly repetitions: number;
  /** Warm-up runs before them; half as many of the reviews. */
  readonly warmUps: number;
  readonly expected: Answers;
  /** Called with a line of progress. */
  readonly onProgress: (line: string) => void;
}

/** The cost of one run, which may have been a warm-up. */
export interface TimedRun {
  readonly ms: number;
  readonly cpuMs: number;
}

/** The measured runs of one workload in one process of a peer. */
export interface Samples {
  readonly peer: string;
  readonly workload: WorkloadName;
  readonly ms: number[];
  readonly cpuMs: number[];
  readonly peakMiB: number[];
  readonly traffic: Traffic[];
  /** Every run in its order, the warm-ups included. */
  readonly runs: TimedRun[];
  /** The first difference or failure. */
  fault: string | undefined;
}

/** By then lists are requested again, while texts and replies are still cached. */
const LATER_MS = 5 * 60_000;

/** Measured after all others, because what they cache would increase the peaks of the others. */
const REVIEW_WORKLOADS: ReadonlySet<WorkloadName> = new Set(['W7', 'W8', 'W9', 'W10']);

/** Warm-up runs of the reviews, each of which sends hundreds of requests. @param warmUps of the others. */
export function reviewWarmUps(warmUps: number): number {
  return Math.ceil(warmUps / 2);
}

/** Runs all workloads with one process of each peer in turn, repeatedly; each peer is the first one now and then. */
export async function measure(options: MeasureOptions): Promise<readonly Samples[]> {
  const { peers, workloads, warmUps } = options;
  const samples = peers.flatMap(({ name, peer }) =>
    workloads
      .filter((workload) => knowsTask(peer, TASKS[workload].task))
      .map((workload) => newSamples(name, workload)),
  );
  for (const isReview of [false, true]) {
    const part = workloads.filter((workload) => REVIEW_WORKLOADS.has(workload) === isReview);
    const able = peers.filter(({ peer }) => part.some((name) => knowsTask(peer, TASKS[name].task)));
    if (able.length === 0) continue;
    await runInTurns(
      {
        ...options,
        peers: able,
        workloads: part,
        warmUps: isReview ? reviewWarmUps(warmUps) : warmUps,
      },
      samples,
    );
  }
  return samples;
}

async function runInTurns(options: MeasureOptions, samples: readonly Samples[]): Promise<void> {
  const { peers, workloads, repetitions, warmUps, onProgress } = options;
  for (let run = -warmUps; run < repetitions; run += 1) {
    for (let turn = 0; turn < peers.length; turn += 1) {
      const peer = peers[(turn + run + warmUps) % peers.length];
      if (peer === undefined) continue;
      await peer.forget();
      // Its connections were closed while the other peers ran.
      await peer.run('W1', false).catch(() => undefined);
      for (const kept of samples) {
        if (kept.peer !== peer.name || !workloads.includes(kept.workload)) continue;
        await measureOnce(options, peer, kept, run);
      }
    }
    const count =
      run < 0
        ? `warm-up ${run + warmUps + 1} of ${warmUps}`
        : `repetition ${run + 1} of ${repetitions}`;
    onProgress(`${workloads.join(' ')}: ${count}`);
  }
}

async function measureOnce(
  { upstream, expected }: MeasureOptions,
  peer: RunningPeer,
  samples: Samples,
  run: number,
): Promise<void> {
  const { workload } = samples;
  if (samples.fault !== undefined) return;
  // Comparing takes memory and time, so it is done before the measured runs.
  const withAnswers = run === -1;
  try {
    if (workload === 'W10') await peer.wait(LATER_MS);
    else if (workload !== 'W4') await peer.forget();
    await upstream.resetTraffic();
    peer.process.resetPeak();
    const before = await peer.process.cpuMs();
    const { ms, answers } = await peer.run(workload, withAnswers);
    const cpuMs = (await peer.process.cpuMs()) - before;
    const traffic = await upstream.traffic();
    samples.runs.push({ ms, cpuMs });
    if (withAnswers) samples.fault = findFault(peer, workload, answers, expected);
    if (run < 0) return;
    samples.ms.push(ms);
    samples.cpuMs.push(cpuMs);
    samples.peakMiB.push(peer.process.peakMiB());
    samples.traffic.push(traffic);
  } catch (error) {
    samples.fault = error instanceof Error ? error.message : String(error);
  }
}

function findFault(
  { peer }: RunningPeer,
  workload: WorkloadName,
  answers: readonly unknown[],
  expected: Answers,
): string | undefined {
  const { task, clients } = TASKS[workload];
  if (answers.length !== clients) return `${answers.length} answers`;
  for (const answer of answers) {
    const difference = findDifference(peer.readAnswer(task, answer), expected[task]);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function newSamples(peer: string, workload: WorkloadName): Samples {
  return {
    peer,
    workload,
    ms: [],
    cpuMs: [],
    peakMiB: [],
    traffic: [],
    runs: [],
    fault: undefined,
  };
}
