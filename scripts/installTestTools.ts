/**
 * `npm test` runs this first: some tests start programs that npm does not bring. On Debian or Ubuntu,
 * as root, missing ones are installed; otherwise it names all of them, and their tests are skipped.
 */
import { spawnSync } from 'node:child_process';
import { sqliteHere, SQLITE_MISSING } from '../test/tools/sqliteHere.js';
import { describeMissing, missingPrograms, TEST_PROGRAMS } from '../test/tools/programs.js';

function aptGet(...parameters: readonly string[]): boolean {
  const { status } = spawnSync('apt-get', parameters, {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}

const missing = missingPrograms();
if (missing.length > 0 && process.getuid?.() === 0) {
  const packages = missing.map((name) => TEST_PROGRAMS[name].debianPackage);
  if (aptGet('update', '-qq')) {
    // One by one where not all are to be had.
    const install = ['install', '-qq', '-y', '--no-install-recommends'];
    if (!aptGet(...install, ...packages)) for (const name of packages) aptGet(...install, name);
  }
}

const left = missingPrograms();
if (left.length > 0) console.log(`${describeMissing(left)}\n`);
if (!sqliteHere) console.log(`${SQLITE_MISSING}\n`);
