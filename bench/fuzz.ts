/** `npm run fuzz -- --seconds N --seed S`: our executor against graphql-js, over generated operations. */
import { parseArgs } from 'node:util';
import { ExecutorComparison } from '../test/server/execution/fuzz/ExecutorComparison.js';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string' } },
});
const first = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
const endMs = performance.now() + 1000 * Number(values.seconds);
const comparison = await ExecutorComparison.start();
const counts = { INVALID: 0, EQUAL: 0, DIFFERENT: 0 };
let requests = 0;
let seed = first;
console.error(`seed ${String(first)}`);
do {
  const { verdict, query, variables, right, ours } = await comparison.compare(seed);
  counts[verdict] += 1;
  requests += right?.requests.length ?? 0;
  if (verdict === 'DIFFERENT') {
    console.log(`--seed ${String(seed)} --seconds 0\n${query}\n${JSON.stringify(variables)}`);
    console.log(JSON.stringify({ right, ours }, null, 1));
    process.exitCode = 1;
  }
  seed += 1;
} while (performance.now() < endMs);
await comparison.close();
console.log(`${JSON.stringify(counts)}, ${String(requests)} upstream requests each`);
