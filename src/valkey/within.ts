import { timeout, TimeoutStrategy } from 'cockatiel';

/** @throws what `run` throws, or that it took too long. */
export async function within<T>(timeoutMs: number, run: () => Promise<T>): Promise<T> {
  return await timeout(timeoutMs, TimeoutStrategy.Aggressive).execute(run);
}
