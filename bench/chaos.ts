/** `npm run chaos -- --seconds N --seed S`: a gateway with three servers, one of which lies. */
import { parseArgs } from 'node:util';
import { CHAOS_QUERIES } from '../test/tools/chaos/chaosQueries.js';
import {
  caseOf,
  ChaosRun,
  commandOf,
  MODES,
  type ChaosCase,
} from '../test/tools/chaos/ChaosRun.js';
import { LIE_FAMILIES } from '../test/tools/chaos/lies.js';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string' },
    /** Lies of one family only. */
    family: { type: 'string' },
    /** One case, as printed when it fails. */
    lie: { type: 'string' },
    mode: { type: 'string', default: 'cold' },
    ask: { type: 'string' },
  },
});
const first = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
const { family } = values;
const families = Object.entries(LIE_FAMILIES)
  .filter(([name]) => family === undefined || name === family)
  .map(([, lies]) => lies);
if (families.length === 0) {
  throw new RangeError(`unknown family; known are ${Object.keys(LIE_FAMILIES).join(', ')}`);
}
const run = await ChaosRun.start();
let count = 0;
let failed = 0;
let told = 0;
let peak = 0;

async function tryOne(one: ChaosCase, seed: string): Promise<void> {
  const { faults, ...result } = await run.run(one);
  count += 1;
  told += result.told;
  peak = Math.max(peak, result.peakBytes);
  if (faults.length === 0) return;
  failed += 1;
  process.exitCode = 1;
  console.log(`${commandOf(one)}${seed}`);
  for (const fault of faults.slice(0, 4)) console.log(`  ${fault}`);
}

const mode = MODES.find((name) => name === values.mode);
if (mode === undefined) throw new RangeError(`--mode must be one of ${MODES.join(', ')}`);
if (values.lie !== undefined) {
  const ask = values.ask?.split(',') ?? Object.keys(CHAOS_QUERIES);
  await tryOne({ lie: values.lie, mode, ask }, '');
} else {
  console.error(`seed ${String(first)}, ${String(families.flat().length)} lies`);
  const endMs = Date.now() + 1000 * Number(values.seconds);
  for (let seed = first; Date.now() < endMs; seed += 1) {
    await tryOne(caseOf(seed, families), ` # seed ${String(seed)}`);
  }
}
await run.close();
console.log(
  `${String(count)} cases, ${String(failed)} failed, ${String(told)} answers contained lies, ${String(peak >> 20)} MiB at most`,
);
