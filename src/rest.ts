import { setTimeout as delay } from 'node:timers/promises';

/** Waits, or until the signal is aborted. It does not keep the process running. */
export async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
