import type { ValkeyLink } from './ValkeyLink.js';
import { within } from './within.js';

/** Begins to connect. @throws why the first attempt has failed, or that it took too long. */
export async function untilReady(link: ValkeyLink, timeoutMs: number): Promise<void> {
  await within(
    timeoutMs,
    () =>
      new Promise<void>((resolve, reject) => {
        link.onReady(resolve);
        link.onDown(reject);
        link.connect();
      }),
  );
}
