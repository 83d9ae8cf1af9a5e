/**
 * The outcome of `work`, or the signal's reason as soon as it is aborted, whatever `work` does.
 *
 * @throws the signal's reason.
 */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort = (): void => undefined;
  const aborted = new Promise<void>((resolve) => {
    onAbort = resolve;
  }).then((): never => {
    signal.throwIfAborted();
    throw new Error('unreachable: only an abort resolves this promise');
  });
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
