/**
 * `npm run check`: everything that must hold before a commit. Each step runs even when an earlier
 * one failed, so that one run shows all faults. `npm run check -- lint types` runs only those steps.
 * The last line, also written to coverage/summary.txt, counts the tests and each failed step; the
 * lines that name the steps are written to coverage/steps.txt.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const TEST_RESULTS = 'coverage/tests.json';

const steps: Readonly<Record<string, readonly string[]>> = {
  format: ['prettier', '--check', '--log-level=warn', '.'],
  lint: ['eslint', '--max-warnings=0', '.'],
  types: ['tsc', '-p', '.'],
  'page types': ['tsc', '-p', 'src/web'],
  codegen: ['graphql-codegen', '--check'],
  imports: ['tsx', 'scripts/checkImports.ts'],
  unused: ['knip'],
  'unused in production': ['knip', '--production'],
  'test tools': ['tsx', 'scripts/installTestTools.ts'],
  tests: [
    'npm',
    'test',
    '--silent',
    '--',
    '--reporter=default',
    '--reporter=json',
    '--reporter=./.ci/reportSuites.mjs',
    `--outputFile.json=${TEST_RESULTS}`,
  ],
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in steps));
if (unknown.length > 0) {
  console.error(`unknown step ${unknown.join(', ')}; known: ${Object.keys(steps).join(', ')}`);
  process.exit(2);
}

rmSync(TEST_RESULTS, { force: true });
const chosen = Object.keys(steps).filter((name) => asked.length === 0 || asked.includes(name));
// Lint takes one core for longer than the other steps before the tests take another: the tests begin beside it.
const outcomes = (
  await Promise.all([
    inTurn(chosen.filter((name) => name === 'lint')),
    inTurn(chosen.filter((name) => name !== 'lint')),
  ])
).flat();

interface Outcome {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: number;
}

async function inTurn(names: readonly string[]): Promise<Outcome[]> {
  const done: Outcome[] = [];
  for (const name of names) done.push(await run(name, name === 'tests' ? 'inherit' : 'pipe'));
  return done;
}

/** What a step that runs beside another one prints is shown when it has ended. */
async function run(name: string, output: 'pipe' | 'inherit'): Promise<Outcome> {
  const [command = '', ...parameters] = steps[name] ?? [];
  const title = `\n▶ ${name}: ${[command, ...parameters].join(' ')}`;
  if (output === 'inherit') console.log(title);
  const startedMs = Date.now();
  const child = spawn(command, parameters, { stdio: ['ignore', output, output] });
  const printed: Buffer[] = [];
  child.stdout?.on('data', (part: Buffer) => printed.push(part));
  child.stderr?.on('data', (part: Buffer) => printed.push(part));
  const [status] = (await once(child, 'close')) as [number | null];
  if (output === 'pipe') console.log(`${title}\n${Buffer.concat(printed).toString()}`.trimEnd());
  return { name, passed: status === 0, seconds: Math.round((Date.now() - startedMs) / 1000) };
}

const lines = outcomes.map(
  ({ name, passed, seconds }) => `${passed ? '✔' : '✘'} ${name.padEnd(20)} ${seconds} s`,
);
console.log(`\n${lines.join('\n')}`);
const tests = countTests();
const failedSteps = outcomes.filter(({ name, passed }) => !passed && name !== 'tests').length;
// vitest also fails for what no single test owns: an unhandled rejection, a file that cannot load.
const testsFailed = outcomes.some(({ name, passed }) => name === 'tests' && !passed);
const failed = failedSteps + (testsFailed ? Math.max(tests.failed, 1) : 0);
const summary = `${tests.passed} passed, ${failed} failed`;
mkdirSync('coverage', { recursive: true });
writeFileSync('coverage/summary.txt', `${summary}\n`);
writeFileSync('coverage/steps.txt', `${lines.join('\n')}\n`);
console.log(summary);
process.exitCode = failed === 0 ? 0 : 1;

function countTests(): { passed: number; failed: number } {
  const results = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });
  try {
    const { numPassedTests, numFailedTests } = results.parse(
      JSON.parse(readFileSync(TEST_RESULTS, 'utf8')),
    );
    return { passed: numPassedTests, failed: numFailedTests };
  } catch {
    return { passed: 0, failed: 0 };
  }
}
