import type { SourceWarning } from '../../orderedList.js';
import { notAsked, type SourceStatus } from '../../federation/sourceStatus.js';

/** Arguments that narrow a list. */
interface Narrowing {
  readonly instances?: readonly unknown[] | null | undefined;
  readonly types?: readonly unknown[] | null | undefined;
  readonly filter?: unknown;
}

/**
 * The argument that leaves nothing to ask for: a list that is empty. Null and an absent argument are
 * no filter, and an empty list is one that nothing matches: a form where nothing is ticked.
 *
 * @returns its path, such as `filter.state`; undefined where no list is empty.
 */
export function emptyListIn({ instances, types, filter }: Narrowing): string | undefined {
  if (instances?.length === 0) return 'instances';
  if (types?.length === 0) return 'types';
  if (typeof filter !== 'object' || filter === null) return undefined;
  for (const [name, value] of Object.entries(filter)) {
    if (Array.isArray(value) && value.length === 0) return `filter.${name}`;
  }
  return undefined;
}

/** Why an answer has no rows. @param argument see {@link emptyListIn}. */
export function emptyFilter(argument: string): SourceWarning {
  return {
    code: 'EMPTY_FILTER',
    message: `${argument} is an empty list, which matches nothing; omit it to match all`,
  };
}

/** The status of an instance that was not asked, since nothing can match. */
export function skippedByEmptyFilter(instance: string, argument: string): SourceStatus {
  const { code, message } = emptyFilter(argument);
  return notAsked(instance, { code, message: `${instance} was skipped: ${message}` });
}

/** Filters whose values belong to one instance, so that another may be left with none. */
export interface NamedObjects {
  readonly project?: readonly string[] | undefined;
  readonly series?: readonly number[] | undefined;
  readonly patch?: readonly number[] | undefined;
  readonly cover?: readonly number[] | undefined;
  readonly actor?: readonly number[] | undefined;
}

/** Whether an instance has to be asked; it has not where the filter names objects of others only. */
export function canMatch({ project, series, patch, cover, actor }: NamedObjects): boolean {
  return [project, series, patch, cover, actor].every((values) => values?.length !== 0);
}
