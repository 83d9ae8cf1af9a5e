import autocannon from 'autocannon';
import { findDifference } from './findDifference.js';
import { median } from './median.js';
import type { RunningPeer } from './RunningPeer.js';
import type { Answers } from './workloads.js';

/** Requests per second of a server. */
export interface Throughput {
  readonly peer: string;
  readonly requestsPerSecond: number;
  readonly cpuMsPerRequest: number;
  /** `true`, or the first error. */
  readonly right: true | string;
}

/** Connections that send one request after another. */
const CONNECTIONS = 8;
/** Short enough that cached answers are still fresh, by default for 15 s. */
const ROUND_SECONDS = 3;
const ROUNDS = 5;

/** Requests the dashboard from the servers as fast as they answer, in turn; medians of several rounds. */
export async function measureThroughput(
  peers: readonly RunningPeer[],
  expected: Answers,
): Promise<readonly Throughput[]> {
  const samples = peers.map((peer) => ({
    peer,
    perSecond: [] as number[],
    cpuMs: [] as number[],
    fault: undefined as string | undefined,
  }));
  // The first round is not counted, because the code is compiled in it.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const sample of samples) {
      const { peer } = sample;
      await peer.forget();
      // Ensures that the cached answers are fresh and correct.
      const { answers } = await peer.run('W1', true);
      const answer = peer.peer.readAnswer('W1', answers[0]);
      sample.fault ??= findDifference(answer, expected.W1);
      const before = await peer.process.cpuMs();
      const { average, total, failed } = await fire(peer);
      const cpuMs = (await peer.process.cpuMs()) - before;
      if (failed > 0) sample.fault ??= `${String(failed)} requests failed`;
      if (round === 0) continue;
      sample.perSecond.push(average);
      sample.cpuMs.push(cpuMs / total);
    }
  }
  return samples.map(({ peer, perSecond, cpuMs, fault }) => ({
    peer: peer.name,
    requestsPerSecond: median(perSecond),
    cpuMsPerRequest: median(cpuMs),
    right: fault ?? true,
  }));
}

async function fire({
  peer,
  url,
}: RunningPeer): Promise<{ average: number; total: number; failed: number }> {
  if (peer.kind === 'script') throw new Error('a script has no HTTP endpoint');
  const result = await autocannon({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: peer.operations.W1 }),
    connections: CONNECTIONS,
    duration: ROUND_SECONDS,
  });
  return {
    average: result.requests.average,
    total: result.requests.total,
    failed: result.errors + result.timeouts + result.non2xx,
  };
}
