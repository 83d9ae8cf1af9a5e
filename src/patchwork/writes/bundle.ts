import { UpstreamError } from '../../errors.js';
import { stripBlanks } from '../../stripBlanks.js';
import { jsonOf } from '../answers.js';
import { isOwnedByCaller } from '../findTokenOwner.js';
import { names } from '../names.js';
import type { PatchworkClient } from '../PatchworkClient.js';
import { bundle, bundles, type Bundle } from '../resources/bundle.js';
import type { Scope } from '../Scope.js';
import { bundleMboxPath, idsInMbox } from '../bundleMbox.js';
import { parseShape } from '../shape.js';
import { performWrite, type WriteResult } from './performWrite.js';
import { readObject } from './readObject.js';

/** A bundle to make. */
export interface NewBundle {
  /** Never with a slash: Patchwork stores it, and answers 500 to every list of bundles from then on. */
  readonly name: string;
  /** Numbers of patches of one project, in the bundle's order. */
  readonly patches: readonly number[];
  readonly public: boolean;
}

/** Fields of a bundle to write; those left out stay as they are. */
export type BundleChanges = { readonly [K in keyof NewBundle]?: NewBundle[K] | undefined };

/** The mboxes too: another bundle may have had the name before, by which they are found. */
const CHANGED_BY_BUNDLES = [names.list('bundles'), names.mbox('bundles')];

/** Makes a bundle. Costs 1 request. From API 1.2 on. */
export async function createBundle(
  client: PatchworkClient,
  made: NewBundle,
  /** Numbers of bundles of the name that were there before. */
  namesakes: ReadonlySet<number>,
  scope: Scope,
): Promise<WriteResult<Bundle>> {
  return await performWrite(
    client,
    {
      request: { method: 'POST', path: 'bundles', body: { ...made } },
      read: async (answer) => {
        const stored = parseShape(bundle, await jsonOf(answer), answer.origin);
        if (stored.name === stripBlanks(made.name) && hasPatches(stored, made.patches))
          return stored;
        const detail = 'the answer is about another bundle';
        throw new UpstreamError('UPSTREAM_BAD_RESPONSE', detail, answer.origin);
      },
      readBack: async () => {
        const found = await findBundles(client, made.name, undefined, scope);
        const value =
          found.find((row) => !namesakes.has(row.id) && hasPatches(row, made.patches)) ?? null;
        if (value === null) return { isApplied: false, value };
        // A private bundle is shown to its owner only; a public one may be somebody else's.
        if (value.public === false) return { isApplied: true, value };
        return (await isOwnedByCaller(client, value.owner, scope))
          ? { isApplied: true, value }
          : { isApplied: null, value: null };
      },
      changes: () => CHANGED_BY_BUNDLES,
    },
    scope,
  );
}

/** Changes one's own bundle. Costs 1 request. From API 1.2 on. */
export async function updateBundle(
  client: PatchworkClient,
  id: number,
  changes: BundleChanges,
  scope: Scope,
): Promise<WriteResult<Bundle>> {
  const address = names.of('bundles', id);
  return await performWrite(
    client,
    {
      request: { method: 'PATCH', path: address.path, body: { ...changes } },
      read: (answer) => readObject(address, bundle, answer),
      holds: (value) => holds(value, changes),
      readBack: async () => {
        const value = await client.detail(address, bundle, scope);
        const { patches } = changes;
        const isApplied =
          value !== null &&
          holds(value, changes) &&
          (patches === undefined || (await hasOrder(client, value, patches, scope)));
        return { isApplied, value };
      },
      changes: () => [address, ...CHANGED_BY_BUNDLES],
    },
    scope,
  );
}

/** Deletes one's own bundle. Costs 1 request. From API 1.2 on. */
export async function deleteBundle(
  client: PatchworkClient,
  id: number,
  scope: Scope,
): Promise<WriteResult<null>> {
  const address = names.of('bundles', id);
  return await performWrite<null>(
    client,
    {
      request: { method: 'DELETE', path: address.path },
      read: ({ response, origin }) => {
        // A page with a status of success is a front end's.
        if (response.status === 204 || response.body === '') return null;
        throw new UpstreamError('UPSTREAM_BAD_RESPONSE', 'expected an empty answer', origin);
      },
      readBack: async () => {
        const found = await client.detail(address, bundle, scope);
        return { isApplied: found === null, value: null };
      },
      changes: () => [address, ...CHANGED_BY_BUNDLES],
    },
    scope,
  );
}

/**
 * Bundles of exactly this name that the scope's token sees: public ones and the caller's own. Costs 1
 * request per 250 with the name's words.
 *
 * @param owner number of the owner; anybody when missing.
 */
export async function findBundles(
  client: PatchworkClient,
  name: string,
  owner: number | undefined,
  scope: Scope,
): Promise<readonly Bundle[]> {
  const params = [
    ...(owner === undefined ? [] : [['owner', String(owner)] as const]),
    ['q', name] as const,
  ];
  const { rows } = await client.lists.all(bundles, { params }, scope);
  return rows.filter((row) => row.name === stripBlanks(name));
}

/**
 * Numbers of a bundle's patches in its own order, which REST does not report but its mbox has
 * (`X-Patchwork-Id`, `patchwork/views/utils.py`). Costs 1 request where there are several.
 *
 * @returns null when the mbox does not contain all of them.
 */
export async function readBundleOrder(
  client: PatchworkClient,
  stored: Bundle,
  scope: Scope,
): Promise<readonly number[] | null> {
  const ids = new Set(stored.patches?.map(({ id }) => id));
  if (ids.size < 2) return [...ids];
  const path = bundleMboxPath(stored);
  if (path === null) return null;
  const mbox = await client.text(path, scope);
  const order = idsInMbox(mbox ?? '').filter((id) => ids.has(id));
  return order.length === ids.size ? order : null;
}

/** Whether a bundle has all that was to be written, but for the order of its patches. */
function holds(stored: Bundle, { name, public: isPublic, patches }: BundleChanges): boolean {
  return (
    (name === undefined || stored.name === stripBlanks(name)) &&
    (isPublic === undefined || stored.public === isPublic) &&
    (patches === undefined || hasPatches(stored, patches))
  );
}

function hasPatches(stored: Bundle, ids: readonly number[]): boolean {
  const there = new Set(stored.patches?.map(({ id }) => id));
  return there.size === new Set(ids).size && ids.every((id) => there.has(id));
}

async function hasOrder(
  client: PatchworkClient,
  stored: Bundle,
  ids: readonly number[],
  scope: Scope,
): Promise<boolean> {
  const order = await readBundleOrder(client, stored, scope);
  return order === null || order.join() === [...new Set(ids)].join();
}
