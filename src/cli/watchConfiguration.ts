import { statSync } from 'node:fs';

/**
 * How often the file is examined. Polling, since a file that is mounted into a container changes
 * by a link somewhere above it, which the operating system does not report.
 */
const POLL_MS = 2_000;

/**
 * Calls back on SIGHUP, and when the file was changed or replaced since the call.
 *
 * @returns ends it.
 */
export function watchConfiguration(
  file: string | undefined,
  onChange: (reason: string) => void,
): () => void {
  // Not fs.watchFile: it first looks a moment later, and misses what was changed until then.
  let seen = fingerprint(file);
  const onSignal = (): void => {
    // Before the file is read: a change after that is noticed by the next look.
    seen = fingerprint(file) ?? seen;
    onChange('SIGHUP');
  };
  process.on('SIGHUP', onSignal);
  const timer = setInterval(() => {
    const now = fingerprint(file);
    // Gone for the moment, as while an editor replaces it.
    if (now === undefined || now === seen) return;
    seen = now;
    onChange('the file has changed');
  }, POLL_MS);
  timer.unref();
  return () => {
    process.off('SIGHUP', onSignal);
    clearInterval(timer);
  };
}

function fingerprint(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    const { ino, mtimeNs, size } = statSync(file, { bigint: true });
    return `${String(ino)} ${String(mtimeNs)} ${String(size)}`;
  } catch {
    // Also where its folder cannot be read for the moment, such as one on another machine.
    return undefined;
  }
}
