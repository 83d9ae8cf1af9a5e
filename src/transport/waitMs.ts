import { setTimeout as sleep } from 'node:timers/promises';

/** @throws the signal's reason as soon as it is aborted. */
export async function waitMs(durationMs: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(durationMs, undefined, { signal });
  } catch {
    signal.throwIfAborted();
  }
}
