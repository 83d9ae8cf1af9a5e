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

/** When people last changed some patches, in UTC; null where nobody did. */
export interface LastChanges {
  readonly state: string | null;
  readonly delegate: string | null;
}

const CATEGORIES = { state: 'patch-state-changed', delegate: 'patch-delegated' } as const;
const KINDS = ['state', 'delegate'] as const;

/** Reads when people last changed the state or the delegate of patches. */
export class StateChanges {
  readonly #loader: DataLoader<PatchEntity, LastChanges>;

  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
    this.#loader = new DataLoader((patches) => this.#readAll(patches), batchSchedule(scope));
  }

  /**
   * When the state and the delegate of one of some patches last changed; null also where the server has
   * dropped the event. Costs 2 per 100 patches.
   *
   * @throws UpstreamError when the server does not say.
   */
  async lastOf(patches: readonly PatchEntity[]): Promise<LastChanges> {
    return newestOf(await Promise.all(patches.map((patch) => this.#loader.load(patch))));
  }

  /** Drops all results, so that they are read again. */
  clear(): void {
    this.#loader.clearAll();
  }

  async #readAll(patches: readonly PatchEntity[]): Promise<(LastChanges | Error)[]> {
    const found = new Map<PatchEntity, LastChanges | Error>();
    const chunks = Array.from(
      groupBy(patches, ({ client }) => client),
      ([client, own]) => chunksOf(own, PATCHES_PER_REQUEST).map((chunk) => ({ client, chunk })),
    ).flat();
    await Promise.all(
      chunks.map(async ({ client, chunk }) => {
        try {
          const changes = await this.#readChunk(client, chunk);
          for (const patch of chunk) {
            const own = changes.get(patch.id) ?? [];
            found.set(patch, own instanceof Error ? own : newestOf(own));
          }
        } catch (error) {
          const failure = asError(error);
          for (const patch of chunk) found.set(patch, failure);
        }
      }),
    );
    return patches.map((patch) => found.get(patch) ?? NO_CHANGES);
  }

  async #readChunk(
    client: PatchworkClient,
    patches: readonly PatchEntity[],
  ): Promise<ReadonlyMap<number, readonly LastChanges[] | Error>> {
    const ids = patches.map(({ id }) => id);
    const changes = new Map<number, LastChanges[]>(ids.map((id) => [id, []]));
    const failures = new Map<number, Error>();
    await Promise.all(
      KINDS.map(async (kind) => {
        const question = { client, subject: 'patch', category: CATEGORIES[kind], ids } as const;
        const { rows, missing } = await readEventsOf(question, this.#scope);
        for (const [id, error] of missing) failures.set(id, error);
        for (const { date, payload } of rows) {
          const change = { ...NO_CHANGES, [kind]: client.stampZone.toUtc(date) };
          changes.get(payload?.patch?.id ?? 0)?.push(change);
        }
      }),
    );
    return new Map<number, readonly LastChanges[] | Error>([...changes, ...failures]);
  }
}

const NO_CHANGES: LastChanges = { state: null, delegate: null };

function newestOf(changes: readonly LastChanges[]): LastChanges {
  return {
    state: newestDate(changes.map(({ state }) => state)),
    delegate: newestDate(changes.map(({ delegate }) => delegate)),
  };
}

function newestDate(dates: readonly (string | null)[]): string | null {
  let newest: string | null = null;
  for (const date of dates) {
    if (date !== null && (newest === null || compareUtc(date, newest) > 0)) newest = date;
  }
  return newest;
}
