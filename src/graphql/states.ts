import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import { stateCategory, stateName } from '../patchwork/states.js';
import type { StateModel } from './models.js';

/** A state of one server by its slug. */
export function toState(client: PatchworkClient, slug: string | null): StateModel | null {
  if (slug === null) return null;
  const { states } = client.options;
  return { slug, name: stateName(slug, states), category: stateCategory(slug, states) };
}
