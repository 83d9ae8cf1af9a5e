import type { ValkeyLink } from './ValkeyLink.js';
import { within } from './within.js';

/** Connects. @throws the reason if the first attempt failed, or a timeout. */
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
