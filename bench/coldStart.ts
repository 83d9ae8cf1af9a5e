import { findDifference } from './findDifference.js';
import { median } from './median.js';
import { RunningPeer, type PeerStart } from './RunningPeer.js';
import type { Answers } from './workloads.js';

/** The cost of a server from the start of its process to its first answer. */
export interface ColdStart {
  readonly peer: string;
  /** Until it answers any request, polled every 50 ms. */
  readonly listeningMs: number;
  /** Until the whole dashboard (W1) has been received. */
  readonly answeredMs: number;
  /** CPU time until then. */
  readonly cpuMs: number;
  /** Peak resident memory until it listens. */
  readonly idleMiB: number;
  /** `true`, or the first error. */
  readonly right: true | string;
}

/** Starts each server several times, in turn; medians. */
export async function measureColdStarts(
  starts: readonly PeerStart[],
  rounds: number,
  expected: Answers,
): Promise<readonly ColdStart[]> {
  const samples = starts.map((start) => ({ start, once: [] as ColdStart[] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { start, once } of samples) once.push(await startOnce(start, expected));
  }
  return samples.map(({ start, once }) => ({
    peer: start.name,
    listeningMs: median(once.map(({ listeningMs }) => listeningMs)),
    answeredMs: median(once.map(({ answeredMs }) => answeredMs)),
    cpuMs: median(once.map(({ cpuMs }) => cpuMs)),
    idleMiB: median(once.map(({ idleMiB }) => idleMiB)),
    right: once.find(({ right }) => right !== true)?.right ?? true,
  }));
}

async function startOnce(start: PeerStart, expected: Answers): Promise<ColdStart> {
  const startedMs = performance.now();
  const peer = await RunningPeer.start(start);
  try {
    const listeningMs = performance.now() - startedMs;
    const idleMiB = peer.process.peakMiB();
    const { answers } = await peer.run('W1', true);
    const answeredMs = performance.now() - startedMs;
    const cpuMs = await peer.process.cpuMs();
    const answer = start.peer.readAnswer('W1', answers[0]);
    const right = findDifference(answer, expected.W1) ?? true;
    return { peer: start.name, listeningMs, answeredMs, cpuMs, idleMiB, right };
  } finally {
    await peer.process.stop();
  }
}
