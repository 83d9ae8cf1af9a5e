import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const resultsSchema = z.object({
  rounds: z.array(
    z.array(
      z.object({
        peer: z.string(),
        ms: z.array(z.number()),
        runs: z.array(z.object({ ms: z.number(), cpuMs: z.number() })),
        traffic: z.array(z.object({ requests: z.number() })),
        fault: z.string().optional(),
      }),
    ),
  ),
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bench-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('npm run bench', () => {
  it('measures the bundled gateway beside the script, and records every run', async () => {
    const file = join(folder, 'results.json');
    const parameters = [
      ...['--only', 'gateway,direct-plan', '--workloads', 'W5', '--processes', '2'],
      ...['--reps', '1', '--warm-ups', '2', '--no-throughput', '--no-cold-start', '--out', file],
    ];
    const { stdout } = await run('npx', ['tsx', 'bench/main.ts', ...parameters], { cwd: root });
    expect(stdout).toMatch(/^\| W5 +\| gateway +\|.+\| yes +\|$/m);
    const { rounds } = resultsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    expect(rounds).toHaveLength(2);
    for (const { ms, runs, traffic, fault } of rounds.flat()) {
      expect(fault).toBeUndefined();
      expect(traffic).toEqual([{ requests: 3 }]);
      expect(runs).toHaveLength(3);
      expect(runs.at(-1)?.ms).toBe(ms[0]);
    }
    expect(rounds.flat().map(({ peer }) => peer)).toEqual([
      ...['gateway', 'direct-plan'],
      ...['gateway', 'direct-plan'],
    ]);
  });
});
