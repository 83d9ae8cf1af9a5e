/** The reason why a read failed, as an error. */
export function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('a request failed', { cause: reason });
}
