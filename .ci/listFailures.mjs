/**
 * Names every failed test with the first lines of its reason, for the end of a long log:
 * `node .ci/listFailures.mjs coverage/tests.json coverage/node-24.json`.
 */
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { readResults } from './readResults.mjs';

const REASON_LINES = 12;

for (const file of process.argv.slice(2)) {
  for (const { name, message, status, assertionResults } of readResults(file).testResults) {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && failed.length === 0) print(file, name, message);
    for (const { fullName, failureMessages } of failed) {
      print(file, `${path.relative('.', name)} > ${fullName}`, failureMessages.join('\n'));
    }
  }
}

function print(file, name, reason) {
  const lines = stripVTControlCharacters(reason ?? '').split('\n');
  console.log(`✘ ${file}: ${name}`);
  for (const line of lines.slice(0, REASON_LINES)) console.log(`    ${line}`);
}
