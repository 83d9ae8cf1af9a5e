import type { Params, PatchworkClient } from '../patchwork/PatchworkClient.js';
import { events, type Event } from '../patchwork/resources/event.js';
import type { Scope } from '../patchwork/Scope.js';
import type { EntityStore } from './EntityStore.js';
import type { CheckEntity, PatchEntity } from './entities.js';

/** Patches a request: the request line has to stay well under 4 KB. */
const PATCHES_PER_REQUEST = 100;

/**
 * Reads the checks of many patches out of the events that made them, the one batch that Patchwork
 * has for them. An event tells id, date, state, context and target of a check, not its description
 * and user.
 *
 * Events are believed only where they are complete: an unknown patch empties the answer for all, and
 * servers may have dropped old events. The oldest event of a patch is its own creation, so a patch
 * whose creation is there has all its events.
 *
 * @returns checks by patch, oldest first, of the patches that could be read so; others are missing.
 */
export async function readChecksByEvents(
  client: PatchworkClient,
  patches: readonly PatchEntity[],
  store: EntityStore,
  scope: Scope,
): Promise<ReadonlyMap<PatchEntity, readonly CheckEntity[]>> {
  const found = new Map<PatchEntity, CheckEntity[]>();
  if (patches.length < 2) return found;
  const chunks: (readonly PatchEntity[])[] = [];
  for (let start = 0; start < patches.length; start += PATCHES_PER_REQUEST) {
    chunks.push(patches.slice(start, start + PATCHES_PER_REQUEST));
  }
  await Promise.all(
    chunks.map(async (chunk) => {
      const [created, checked] = await Promise.all([
        readEvents(client, 'patch-created', chunk, scope),
        readEvents(client, 'check-created', chunk, scope),
      ]);
      const proven = new Set(
        created.length > 0 ? patchesOf(created) : await findCreated(client, chunk, scope),
      );
      const trusted = chunk.filter(({ id }) => proven.has(id));
      // With a patch among them that is unknown by now, the answer says nothing of the others.
      const rows =
        checked.length === 0 && trusted.length < chunk.length && trusted.length > 0
          ? await readEvents(client, 'check-created', trusted, scope)
          : checked;
      const byId = new Map(trusted.map((patch) => [patch.id, patch]));
      for (const patch of trusted) found.set(patch, []);
      const seen = new Set<number>();
      for (const { payload } of rows) {
        const patch = byId.get(payload?.patch?.id ?? 0);
        const check = payload?.check;
        if (patch === undefined || check == null || seen.has(check.id)) continue;
        seen.add(check.id);
        found.get(patch)?.push(store.check(patch, check));
      }
    }),
  );
  for (const checks of found.values()) checks.sort((left, right) => left.id - right.id);
  return found;
}

/**
 * Which patches of a batch that came back empty are known to have all their events. One unknown
 * patch empties the answer for all, so the half without it answers and the other one is halved
 * again. Where neither half answers, the server has dropped its events, and asking on is no use.
 */
async function findCreated(
  client: PatchworkClient,
  patches: readonly PatchEntity[],
  scope: Scope,
): Promise<readonly number[]> {
  const found: number[] = [];
  let doubtful = patches;
  while (doubtful.length > 1) {
    const middle = Math.ceil(doubtful.length / 2);
    const halves = [doubtful.slice(0, middle), doubtful.slice(middle)];
    const answers = await Promise.all(
      halves.map(async (half) => patchesOf(await readEvents(client, 'patch-created', half, scope))),
    );
    found.push(...answers.flat());
    const [empty, ...more] = halves.filter((_, index) => answers[index]?.length === 0);
    if (empty === undefined || more.length > 0) break;
    doubtful = empty;
  }
  return found;
}

function patchesOf(rows: readonly Event[]): readonly number[] {
  return rows.flatMap(({ payload }) => payload?.patch?.id ?? []);
}

async function readEvents(
  client: PatchworkClient,
  category: string,
  patches: readonly PatchEntity[],
  scope: Scope,
): Promise<readonly Event[]> {
  const params: Params = [
    ['category', category],
    ...patches.map(({ id }) => ['patch', String(id)] as const),
  ];
  const { rows } = await client.all(events, { params }, scope);
  return rows;
}
