import { z } from 'zod';
import type { RunningPeer } from './RunningPeer.js';
import type { WorkloadName } from './workloads.js';

const profileSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});

/** Runs before the profile, so that the code is compiled. */
const WARM_UPS = 10;

/** Time one function took by itself. */
export interface SelfTime {
  /** Name and place: `parse (node_modules/graphql/language/parser.js:31)`. */
  readonly place: string;
  /** Per run of the workload. */
  readonly ms: number;
}

/**
 * Runs a workload some times under the CPU profiler.
 *
 * @returns functions by the time they took by themselves, most first
 */
export async function profile(
  peer: RunningPeer,
  workload: WorkloadName,
  runs: number,
): Promise<readonly SelfTime[]> {
  const { process } = peer;
  const selfMs = new Map<string, number>();
  const runOnce = async (): Promise<void> => {
    await peer.forget();
    if (workload === 'W4') await peer.run('W2', false);
    await peer.run(workload, false);
  };
  for (let run = 0; run < WARM_UPS; run += 1) await runOnce();
  // One profile over all runs: to start and to end one takes more time than a run.
  await process.ask('startProfile');
  for (let run = 0; run < runs; run += 1) await runOnce();
  addSelfTimes(profileSchema.parse(await process.ask('stopProfile')), selfMs);
  return Array.from(selfMs, ([place, ms]) => ({ place, ms: ms / runs })).sort(
    (one, other) => other.ms - one.ms,
  );
}

function addSelfTimes(
  { nodes, samples, timeDeltas }: z.output<typeof profileSchema>,
  selfMs: Map<string, number>,
): void {
  const places = new Map(
    nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => {
      const file = url
        .replace(/^.*\/patchwork-graphql-bench\//, '')
        .replace(/^.*\/(?=node_modules\/)/, '');
      const at = url === '' ? '' : ` (${file}:${String(lineNumber + 1)})`;
      return [id, `${functionName || '(anonymous)'}${at}`] as const;
    }),
  );
  for (const [index, sample] of samples.entries()) {
    const place = places.get(sample) ?? '';
    selfMs.set(place, (selfMs.get(place) ?? 0) + (timeDeltas[index] ?? 0) / 1000);
  }
}
