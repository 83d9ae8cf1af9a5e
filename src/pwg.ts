#!/usr/bin/env node
// Nothing is imported before this: an older Node.js fails while it loads the rest, in words of its own.
const NEEDED = [20, 19] as const;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  process.stderr.write(
    `error: pwg needs Node.js ${NEEDED.join('.')} or later, and this is ${process.versions.node} (${process.execPath})\n`,
  );
  process.exitCode = 1;
} else {
  void import('./pwg/runProcess.js').then(({ runProcess }) => runProcess());
}
