import DataLoader from 'dataloader';
import { asError } from '../../catalog/reads/asError.js';
import { batchSchedule } from '../../catalog/reads/batchSchedule.js';
import { readEventsOf } from '../../catalog/reads/readEventsOf.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import { compareUtc } from '../../patchwork/dates.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Scope } from '../../patchwork/Scope.js';
import { chunksOf } from '../../chunksOf.js';
import { groupBy } from '../../groupBy.js';

/** Objects a request: the request line has to stay well under 4 KB. */
const PATCHES_PER_REQUEST = 100;
const CATEGORIES = ['patch-state-changed', 'patch-delegated'] as const;

/** Reads when people last changed the state or the delegate of patches. */
export class StateChanges {
  readonly #loader: DataLoader<PatchEntity, string | null>;

  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
    this.#loader = new DataLoader((patches) => this.#readAll(patches), batchSchedule(scope));
  }

  /**
   * When the state or the delegate of one of some patches last changed, in UTC; null where nobody changed
   * them, or the server has dropped the event. Costs 2 per 100 patches.
   *
   * @throws UpstreamError when the server does not say.
   */
  async lastOf(patches: readonly PatchEntity[]): Promise<string | null> {
    const dates = await Promise.all(patches.map((patch) => this.#loader.load(patch)));
    return newestOf(dates);
  }

  /** Drops all results, so that they are read again. */
  clear(): void {
    this.#loader.clearAll();
  }

  async #readAll(patches: readonly PatchEntity[]): Promise<(string | null | Error)[]> {
    const found = new Map<PatchEntity, string | null | Error>();
    const chunks = Array.from(
      groupBy(patches, ({ client }) => client),
      ([client, own]) => chunksOf(own, PATCHES_PER_REQUEST).map((chunk) => ({ client, chunk })),
    ).flat();
    await Promise.all(
      chunks.map(async ({ client, chunk }) => {
        try {
          const dates = await this.#readChunk(client, chunk);
          for (const patch of chunk) {
            const own = dates.get(patch.id) ?? [];
            found.set(patch, own instanceof Error ? own : newestOf(own));
          }
        } catch (error) {
          const failure = asError(error);
          for (const patch of chunk) found.set(patch, failure);
        }
      }),
    );
    return patches.map((patch) => found.get(patch) ?? null);
  }

  async #readChunk(
    client: PatchworkClient,
    patches: readonly PatchEntity[],
  ): Promise<ReadonlyMap<number, readonly (string | null)[] | Error>> {
    const ids = patches.map(({ id }) => id);
    const dates = new Map<number, (string | null)[]>(ids.map((id) => [id, []]));
    const failures = new Map<number, Error>();
    await Promise.all(
      CATEGORIES.map(async (category) => {
        const question = { client, subject: 'patch', category, ids } as const;
        const { rows, missing } = await readEventsOf(question, this.#scope);
        for (const [id, error] of missing) failures.set(id, error);
        for (const { date, payload } of rows) {
          dates.get(payload?.patch?.id ?? 0)?.push(client.stampZone.toUtc(date));
        }
      }),
    );
    return new Map<number, readonly (string | null)[] | Error>([...dates, ...failures]);
  }
}

function newestOf(dates: readonly (string | null)[]): string | null {
  let newest: string | null = null;
  for (const date of dates) {
    if (date !== null && (newest === null || compareUtc(date, newest) > 0)) newest = date;
  }
  return newest;
}
