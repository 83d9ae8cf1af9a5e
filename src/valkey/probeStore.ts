import { evictionPolicyOf } from './evictionPolicy.js';
import { openLink } from './openLink.js';
import { untilReady } from './untilReady.js';

/**
 * The policy by which the server at an address evicts data that replicas share; undefined if it
 * does not, or cannot be reached.
 *
 * @param timeoutMs time to connect.
 */
export async function probeEviction(url: string, timeoutMs = 5_000): Promise<string | undefined> {
  const link = openLink(url, { silenceMs: 15_000, isPinged: true });
  try {
    await untilReady(link, timeoutMs);
    return await evictionPolicyOf(link);
  } catch {
    return undefined;
  } finally {
    link.end();
  }
}
