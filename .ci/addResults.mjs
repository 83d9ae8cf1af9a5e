/**
 * Adds the results of one more test run to a summary and prints the sum:
 * `node .ci/addResults.mjs '3 passed, 0 failed' coverage/node-24.json`.
 * A run that left no results, or in which no test passed, counts as a failure.
 */
import { readResults } from './readResults.mjs';

const [, , summary = '', file = ''] = process.argv;
const [passed = 0, failed = 1] = (summary.match(/\d+/g) ?? []).map(Number);
const run = readResults(file);
const worked = run.success === true && run.numPassedTests > 0;
const failures = worked ? 0 : Math.max(run.numFailedTests, 1);
console.log(`${passed + run.numPassedTests} passed, ${failed + failures} failed`);
