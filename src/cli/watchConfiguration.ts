import { unwatchFile, watchFile, type Stats } from 'node:fs';

/**
 * How often the file is looked at. Polling, since a file that is mounted into a container changes
 * by a link somewhere above it, of which the operating system tells nobody.
 */
const POLL_MS = 2_000;

/**
 * Calls back on SIGHUP, and when the file's content was changed or replaced.
 *
 * @returns ends it.
 */
export function watchConfiguration(
  file: string | undefined,
  onChange: (reason: string) => void,
): () => void {
  const onSignal = (): void => {
    onChange('SIGHUP');
  };
  const onPoll = (now: Stats, before: Stats): void => {
    // All zero: it is gone for the moment, as while an editor replaces it.
    if (now.mtimeMs !== 0 && (now.mtimeMs !== before.mtimeMs || now.ino !== before.ino)) {
      onChange('the file has changed');
    }
  };
  process.on('SIGHUP', onSignal);
  if (file !== undefined) watchFile(file, { interval: POLL_MS, persistent: false }, onPoll);
  return () => {
    process.off('SIGHUP', onSignal);
    if (file !== undefined) unwatchFile(file, onPoll);
  };
}
