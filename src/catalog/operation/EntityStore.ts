import { createShelves, type Shelves } from '../kinds/kinds.js';

/** Every object that one operation has met, each once. */
export type EntityStore = Shelves;

/** An empty store. */
export function createEntityStore(): EntityStore {
  return createShelves();
}

/** Forgets every object: what a write has changed shows in many of them. */
export function clearStore(store: EntityStore): void {
  for (const shelf of Object.values(store)) shelf.clear();
}
