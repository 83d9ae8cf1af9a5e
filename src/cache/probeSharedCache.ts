import { openLink } from '../valkey/openLink.js';
import { untilReady } from '../valkey/untilReady.js';

/** Expires automatically. */
const PROBE_KEY = 'patchwork-graphql:probe';
const PROBE_TTL_MS = 1_000;

/**
 * Whether a Valkey or Redis can be reached, accepts the credentials, and accepts writes.
 *
 * @param timeoutMs time for connecting, and for writing.
 * @returns why not, in words that contain no password; undefined where all is well.
 */
export async function probeSharedCache(
  url: string,
  timeoutMs = 5_000,
): Promise<string | undefined> {
  const link = openLink(url, { silenceMs: 15_000, isPinged: true });
  try {
    await untilReady(link, timeoutMs);
    const command = ['SET', PROBE_KEY, '1', 'PX', String(PROBE_TTL_MS)];
    await link.send(PROBE_KEY, command, timeoutMs);
    return undefined;
  } catch (error) {
    return explain(error, timeoutMs);
  } finally {
    link.end();
  }
}

function explain(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TaskCancelledError' || 'isTaskCancelledError' in error) {
    return `no answer within ${timeoutMs} ms`;
  }
  // Each of several addresses of a host has its own error.
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  return first instanceof Error && first.message !== '' ? first.message : error.name;
}
