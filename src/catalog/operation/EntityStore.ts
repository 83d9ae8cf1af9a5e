import { createEntityMaps, type EntityMaps } from '../kinds/kinds.js';

/** Every object that one operation has loaded, each once. */
export type EntityStore = EntityMaps;

/** An empty store. */
export function createEntityStore(): EntityStore {
  return createEntityMaps();
}

/** Drops every object: a write may have changed many of them. */
export function clearStore(store: EntityStore): void {
  for (const map of Object.values(store)) map.clear();
}
