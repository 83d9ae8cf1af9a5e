import { readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { format, resolveConfig } from 'prettier';
import { buildSnapshot } from '../buildSnapshot.js';
import { median } from '../median.js';
import { planCores } from '../processes/BenchProcess.js';
import { formatGrowth, withGrowth } from './formatGrowth.js';
import { GROWTH_AXES, type GrowthAxis } from './growthAxes.js';
import { GrowthGateway } from './GrowthGateway.js';
import { findSteps, type GrowthPoint } from './judgeGrowth.js';

interface Options {
  readonly reps: string;
  readonly write: boolean;
}

const WARM_UPS = 2;

/**
 * `npm run bench -- --growth`: the cost of more instances, rows and clients.
 *
 * @param report file in which `--write` replaces the section.
 * @returns the exit code: 1 if something grows faster than its size.
 */
export async function runGrowth(parameters: readonly string[], report: URL): Promise<number> {
  const program = new Command('bench --growth')
    .description('Measures how the gateway grows with instances, rows and clients.')
    .option('--growth', 'measure the growth')
    .option('--reps <number>', 'measured repetitions', '5')
    .option('--write', 'replace the section of docs/benchmarks.md', false)
    .allowExcessArguments(false);
  program.parse(parameters, { from: 'user' });
  const { reps, write } = program.opts<Options>();
  const gateway = await GrowthGateway.start(buildSnapshot('patchwork-graphql-growth'), planCores());
  const points: GrowthPoint[] = [];
  try {
    for (const axis of GROWTH_AXES) {
      for (const size of axis.sizes) {
        console.error(`${axis.name}: ${String(size)}`);
        points.push(await measurePoint(gateway, axis, size, Number(reps)));
      }
    }
  } finally {
    await gateway.stop();
  }
  const section = formatGrowth(['npm run bench --', ...parameters].join(' '), points);
  console.log(section);
  if (write) {
    const text = withGrowth(readFileSync(report, 'utf8'), section);
    const style = await resolveConfig(report);
    writeFileSync(report, await format(text, { ...style, parser: 'markdown' }));
  }
  return findSteps(points).length === 0 ? 0 : 1;
}

async function measurePoint(
  gateway: GrowthGateway,
  axis: GrowthAxis,
  size: number,
  repetitions: number,
): Promise<GrowthPoint> {
  const { process } = gateway;
  const ms: number[] = [];
  const cpuMs: number[] = [];
  let peakMiB = 0;
  let requests = 0;
  for (let run = -WARM_UPS; run < repetitions; run += 1) {
    await gateway.forget();
    process.resetPeak();
    const before = { requests: await gateway.requests(), cpuMs: await process.cpuMs() };
    const startedMs = performance.now();
    await Promise.all(axis.operationsOf(size).map((operation) => gateway.run(operation)));
    const tookMs = performance.now() - startedMs;
    const usedMs = (await process.cpuMs()) - before.cpuMs;
    requests = (await gateway.requests()) - before.requests;
    if (run < 0) continue;
    ms.push(tookMs);
    cpuMs.push(usedMs);
    peakMiB = Math.max(peakMiB, process.peakMiB());
  }
  return { axis: axis.name, size, ms: median(ms), cpuMs: median(cpuMs), peakMiB, requests };
}
