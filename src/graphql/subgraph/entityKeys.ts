/** Upstream requests for one representation that has a key. */
export interface KeyCost {
  readonly requests: number;
  /** For each instance, where the key does not say which one is meant. */
  readonly perInstance: number;
}

const FREE: KeyCost = { requests: 0, perInstance: 0 };
const ONE: KeyCost = { requests: 1, perInstance: 0 };

/**
 * The keys of each type that `_entities` can look up, by the names of schema/, with their costs: those of
 * the query fields that look up the same.
 */
export const ENTITY_KEYS: Readonly<Record<string, Readonly<Record<string, KeyCost>>>> = {
  Instance: { id: FREE, name: FREE },
  Project: { id: ONE },
  Series: { id: ONE },
  Patch: { id: ONE, webUrl: { requests: 2, perInstance: 0 } },
  Cover: { id: ONE },
  Comment: { id: ONE },
  Check: { id: ONE },
  Bundle: { id: ONE },
  Person: { id: ONE, email: { requests: 0, perInstance: 1.5 } },
  User: { id: ONE },
  Message: { messageId: { requests: 0, perInstance: 2 } },
};

/** The most representations that `_entities` takes at once; as many as `nodes` takes ids. */
export const MAX_REPRESENTATIONS = 250;

/** The key that identifies a representation: the first one of its type that it has. */
export function keyIn(
  type: string,
  representation: Readonly<Record<string, unknown>>,
): readonly [name: string, value: unknown, cost: KeyCost] | undefined {
  for (const [name, cost] of Object.entries(ENTITY_KEYS[type] ?? {})) {
    const value = representation[name];
    if (value != null) return [name, value, cost];
  }
  return undefined;
}
