import { timeout, TimeoutStrategy } from 'cockatiel';

/** @throws the error of `run`, or a timeout. */
export async function within<T>(timeoutMs: number, run: () => Promise<T>): Promise<T> {
  return await timeout(timeoutMs, TimeoutStrategy.Aggressive).execute(run);
}
