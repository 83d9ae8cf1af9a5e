#!/usr/bin/env node
// Nothing is imported before this: an older Node.js fails with another message while it loads the rest.
const NEEDED = [20, 19] as const;

function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1]);
}

if (isTooOld(process.versions.node)) {
  process.stderr.write(
    `error: pwg needs Node.js ${NEEDED.join('.')} or later, and this is ${process.versions.node} (${process.execPath})\n`,
  );
  process.exitCode = 1;
} else {
  void import('./pwg/runProcess.js').then(({ runProcess }) => runProcess());
}
