import { decodeGlobalId } from './globalId.js';
import { parseProjectName } from './projectNames.js';

/** Filters by global ids, which name their instance. */
const ID_FILTERS = ['series', 'patch', 'cover', 'actor'];

/**
 * Names of the instances that a filter is about, where each of its projects is written with its
 * instance, or where it names objects by their ids; undefined where it is about any.
 */
export function instancesNamedBy(filter: unknown): ReadonlySet<string> | undefined {
  if (typeof filter !== 'object' || filter === null) return undefined;
  let concerned: Set<string> | undefined;
  for (const [argument, value] of Object.entries(filter)) {
    const values = listOrNull(value)?.map(String);
    if (values === undefined) continue;
    const names =
      argument === 'project'
        ? values.map((name) => parseProjectName(name).instance)
        : ID_FILTERS.includes(argument)
          ? values.map(instanceOfId)
          : [undefined];
    if (names.includes(undefined)) continue;
    const before = concerned;
    const these = names.filter((name) => name !== undefined);
    concerned = new Set(before === undefined ? these : these.filter((name) => before.has(name)));
  }
  return concerned;
}

/** The instance of a global id; undefined for invalid ids, which are refused later. */
export function instanceOfId(id: string): string | undefined {
  try {
    return decodeGlobalId(id).instance;
  } catch {
    return undefined;
  }
}

/** A list as it is; null for any other value. */
export const listOrNull = (value: unknown): readonly unknown[] | null =>
  Array.isArray(value) ? value : null;
