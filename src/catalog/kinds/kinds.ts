import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { names, type ObjectName, type ResourceName } from '../../patchwork/names.js';
import { bundleKind } from './bundle.js';
import { checkKind } from './check.js';
import { commentKind } from './comment.js';
import { coverKind } from './cover.js';
import type { Entity } from './Entity.js';
import type { EntityKind } from './EntityKind.js';
import { patchKind } from './patch.js';
import { personKind } from './person.js';
import { projectKind } from './project.js';
import { seriesKind } from './series.js';
import { userKind } from './user.js';

/** The kinds of objects, by the REST names of their lists. */
const KINDS = {
  projects: projectKind,
  people: personKind,
  users: userKind,
  series: seriesKind,
  covers: coverKind,
  patches: patchKind,
  bundles: bundleKind,
  checks: checkKind,
  comments: commentKind,
} as const;

type Kinds = typeof KINDS;
type KindName = keyof Kinds;

/** Every object that one operation has loaded, each once, by kind. */
export type EntityStore = { readonly [K in KindName]: ReturnType<Kinds[K]['createMap']> };

/** An object of any kind. */
export type AnyEntity = ReturnType<EntityStore[KindName]['get']>;

/** Types that global ids can name. The type of a comment depends on its parent. */
export type EntityType = { [K in KindName]: keyof Kinds[K]['ids'] }[KindName];

const ENTRIES = Object.entries(KINDS) as readonly (readonly [KindName, EntityKind])[];

/** A kind, and the REST name of its lists. */
export interface NamedKind {
  readonly resource: KindName;
  readonly kind: EntityKind;
}

const BY_TYPE: ReadonlyMap<string, NamedKind> = new Map(
  ENTRIES.map(([resource, kind]) => [kind.type, { resource, kind }]),
);

const BY_ID_TYPE: ReadonlyMap<string, { readonly of: KindName; readonly in: ResourceName | null }> =
  new Map(
    ENTRIES.flatMap(([of, { ids }]) =>
      Object.entries(ids).map(([type, parent]) => [type, { of, in: parent }] as const),
    ),
  );

/** Every type that global ids can name. */
export const ENTITY_TYPES = [...BY_ID_TYPE.keys()] as readonly EntityType[];

/** An empty store. */
export function createEntityStore(): EntityStore {
  return Object.fromEntries(ENTRIES.map(([name, kind]) => [name, kind.createMap()])) as EntityStore;
}

/** Drops every object: a write may have changed many of them. */
export function clearStore(store: EntityStore): void {
  for (const map of Object.values(store)) map.clear();
}

/** The kind of an object. */
export function kindOf({ kind }: Pick<Entity, 'kind'>): NamedKind {
  const found = BY_TYPE.get(kind);
  if (found === undefined) throw new TypeError(`unknown kind of object: ${kind}`);
  return found;
}

/** Whether ids of a type also name the parent of the object. */
export function hasParent(type: string): boolean {
  return (BY_ID_TYPE.get(type)?.in ?? null) !== null;
}

/** The name of the object of a global id. @param parent number of its parent. */
export function nameOfId(type: EntityType, id: number, parent: number): ObjectName {
  const found = BY_ID_TYPE.get(type);
  if (found === undefined) throw new TypeError(`no kind of objects has ids of the type ${type}`);
  return names.of(found.of, id, found.in === null ? undefined : names.of(found.in, parent));
}

/** The object of a name, read or not. */
export function entityAt(store: EntityStore, client: PatchworkClient, name: ObjectName): AnyEntity {
  const kinds: Partial<Record<ResourceName, EntityKind>> = KINDS;
  const found = kinds[name.resource]?.find(store, client, name);
  if (found === undefined)
    throw new TypeError(`objects of ${name.resource} cannot be looked up by number`);
  return found as AnyEntity;
}
