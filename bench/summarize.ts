import { figureOf, type Figure } from './Figure.js';
import type { Samples } from './measure.js';
import { median } from './median.js';
import type { Traffic } from './Upstream.js';
import type { WorkloadName } from './workloads.js';

/** The cost of one workload for one peer. */
export interface Measurement {
  readonly peer: string;
  readonly workload: WorkloadName;
  /** Of the median of each process. */
  readonly ms: Figure;
  /** Of the median of each process. */
  readonly cpuMs: Figure;
  /** The most of all processes. */
  readonly peakMiB: number;
  readonly traffic: Traffic;
  /** `true`, or the first difference or failure. */
  readonly right: true | string;
}

const NO_TRAFFIC: Traffic = { requests: 0, bytes: 0, maxInFlight: 0, byEndpoint: {} };

/**
 * Summarizes the rounds of a benchmark, each of which ran one process of each peer. A workload is wrong
 * if it failed in any process, or if its runs sent different numbers of upstream requests.
 */
export function summarize(rounds: readonly (readonly Samples[])[]): readonly Measurement[] {
  const [first = []] = rounds;
  return first.map(({ peer, workload }) => {
    const processes = rounds.flatMap((round) =>
      round.filter((samples) => samples.peer === peer && samples.workload === workload),
    );
    const traffic = processes.flatMap((one) => one.traffic);
    return {
      peer,
      workload,
      ms: figureOf(processes.map(({ ms }) => median(ms))),
      cpuMs: figureOf(processes.map(({ cpuMs }) => median(cpuMs))),
      peakMiB: Math.max(...processes.flatMap(({ peakMiB }) => peakMiB)),
      traffic: traffic.at(-1) ?? NO_TRAFFIC,
      right:
        processes.find(({ fault }) => fault !== undefined)?.fault ??
        findDisagreement(traffic) ??
        true,
    };
  });
}

function findDisagreement(traffic: readonly Traffic[]): string | undefined {
  const numbers = new Set(traffic.map(({ requests }) => requests));
  return numbers.size > 1
    ? `numbers of upstream requests differ: ${[...numbers].join(', ')}`
    : undefined;
}
