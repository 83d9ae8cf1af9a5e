import { existsSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { RunningPeer } from './RunningPeer.js';
import type { WorkloadName } from './workloads.js';

const profileSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({
        functionName: z.string(),
        url: z.string(),
        // From 0.
        lineNumber: z.number(),
        columnNumber: z.number(),
      }),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});
type CallFrame = z.output<typeof profileSchema>['nodes'][number]['callFrame'];

/** Runs before the profile, so that the code is compiled. */
const WARM_UPS = 10;

/** Time outside our code: waiting, and the start and end of the profiler itself. */
const NOT_WORK = new Set(['(idle)', '(program)', '(root)', 'dispatch']);

/** Self time of one function or package. */
export interface SelfTime {
  /** `parse (node_modules/graphql/language/parser.js:31)`, `npm graphql`, `src/cache`. */
  readonly place: string;
  /** Per run of the workload. */
  readonly ms: number;
}

/** The CPU profile of a workload, in descending order. */
export interface Profile {
  readonly functions: readonly SelfTime[];
  /** By package, by source folder, and the engine itself. */
  readonly rooms: readonly SelfTime[];
}

/** Runs a workload several times under the CPU profiler. */
export async function profile(
  peer: RunningPeer,
  workload: WorkloadName,
  runs: number,
): Promise<Profile> {
  const { process } = peer;
  const runOnce = async (): Promise<void> => {
    await peer.forget();
    if (workload === 'W4') await peer.run('W2', false);
    await peer.run(workload, false);
  };
  for (let run = 0; run < WARM_UPS; run += 1) await runOnce();
  // One profile over all runs: starting and ending one takes longer than a run.
  await process.ask('startProfile');
  for (let run = 0; run < runs; run += 1) await runOnce();
  const { nodes, samples, timeDeltas } = profileSchema.parse(await process.ask('stopProfile'));
  const toSource = createSourceLookup();
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, toSource(callFrame)]));
  const functions = new Map<string, number>();
  const rooms = new Map<string, number>();
  for (const [index, sample] of samples.entries()) {
    const frame = frames.get(sample);
    // A delta is the time before its sample, so a sampled function lasted until the next sample.
    const ms = (timeDeltas[index + 1] ?? 0) / 1000;
    if (frame === undefined || (frame.url === '' && NOT_WORK.has(frame.functionName))) continue;
    add(functions, placeOf(frame), ms);
    add(rooms, roomOf(frame), ms);
  }
  return { functions: mostFirst(functions, runs), rooms: mostFirst(rooms, runs) };
}

/** Finds the place in src/ that a function of a bundle comes from. */
function createSourceLookup(): (frame: CallFrame) => CallFrame {
  const maps = new Map<string, SourceMap | undefined>();
  return (frame) => {
    const { url, lineNumber, columnNumber } = frame;
    if (!maps.has(url)) maps.set(url, readSourceMap(url));
    const entry = maps.get(url)?.findEntry(lineNumber, columnNumber);
    if (entry === undefined || !('originalSource' in entry)) return frame;
    const { originalSource, originalLine, originalColumn } = entry;
    return {
      ...frame,
      url: new URL(originalSource, url).href,
      lineNumber: originalLine,
      columnNumber: originalColumn,
    };
  };
}

function readSourceMap(url: string): SourceMap | undefined {
  const file = url.startsWith('file:') ? `${fileURLToPath(url)}.map` : undefined;
  if (file === undefined || !existsSync(file)) return undefined;
  return new SourceMap(JSON.parse(readFileSync(file, 'utf8')) as SourceMapPayload);
}

function add(sums: Map<string, number>, name: string, ms: number): void {
  sums.set(name, (sums.get(name) ?? 0) + ms);
}

function mostFirst(sums: ReadonlyMap<string, number>, runs: number): readonly SelfTime[] {
  return Array.from(sums, ([place, ms]) => ({ place, ms: ms / runs })).sort(
    (one, other) => other.ms - one.ms,
  );
}

function fileOf(url: string): string {
  const file = url
    .replace(/^.*\/patchwork-graphql-bench\//, '')
    .replace(/^.*\/(?=node_modules\/)/, '');
  // A source map leads to the gateway's sources, which are not in the snapshot.
  return file.startsWith('node_modules/') ? file : file.replace(/^.*\/(?=src\/)/, '');
}

function placeOf({ functionName, url, lineNumber }: CallFrame): string {
  const at = url === '' ? '' : ` (${fileOf(url)}:${String(lineNumber + 1)})`;
  return `${functionName || '(anonymous)'}${at}`;
}

function roomOf({ functionName, url }: CallFrame): string {
  if (url === '') {
    if (functionName === '(garbage collector)') return functionName;
    // graphql-jit's functions are compiled from text, and have no file.
    return /Resolver|Handler|__context|^serialize|MapItem/.test(functionName)
      ? 'compiled operation'
      : 'engine';
  }
  if (url.startsWith('node:')) return 'node';
  if (url.startsWith('wasm:')) return 'npm undici';
  const file = fileOf(url);
  const [, name] = /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? [];
  if (name !== undefined) return `npm ${name}`;
  return file.split('/').slice(0, 2).join('/');
}
