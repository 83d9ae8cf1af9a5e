import PQueue from 'p-queue';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';

/** Writes to one instance at a time: more did not help on real servers. */
const AT_ONCE = 4;

/**
 * Runs a write per item, a few at a time on each instance, and keeps their order.
 *
 * @throws the error of the first write that fails.
 */
export async function writeEach<Item extends { readonly client: PatchworkClient }, Result>(
  items: readonly Item[],
  write: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const queues = new Map<PatchworkClient, PQueue>();
  const results = items.map((item) => {
    let queue = queues.get(item.client);
    if (queue === undefined) {
      queues.set(item.client, (queue = new PQueue({ concurrency: AT_ONCE })));
    }
    return new Promise<Result>((resolve, reject) => {
      // The write settles the promise, so the queue's own needs no watching.
      void queue.add(() => write(item).then(resolve, reject));
    });
  });
  return await Promise.all(results);
}
