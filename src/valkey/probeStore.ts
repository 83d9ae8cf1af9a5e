import { evictionPolicyOf } from './evictionPolicy.js';
import { openLink } from './openLink.js';

/**
 * The policy by which the server at an address evicts what replicas share; undefined where it does not, or
 * cannot be asked.
 *
 * @param timeoutMs time to connect.
 */
export async function probeEviction(url: string, timeoutMs = 5_000): Promise<string | undefined> {
  const link = openLink(url, { silenceMs: 15_000, isPinged: false });
  try {
    const isReady = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => {
        resolve(false);
      }, timeoutMs);
      const settle = (ready: boolean) => () => {
        clearTimeout(timer);
        resolve(ready);
      };
      link.onReady(settle(true));
      link.onDown(settle(false));
      link.connect();
    });
    return isReady ? await evictionPolicyOf(link) : undefined;
  } finally {
    link.end();
  }
}
