import { chunksOf } from '../../../chunksOf.js';
import { groupBy } from '../../../groupBy.js';
import type { PatchDotFragment } from '../generated/graphql.js';
import type { Target } from './Target.js';

/** What can be written to several patches at once. */
export type WriteAction = 'state' | 'delegate' | 'archive';

/** New values of patches, as the mutation takes them. */
export type PatchChange =
  | { readonly state: string }
  | { readonly delegate: string | null }
  | { readonly archived: boolean };

/** One request of a write. */
export interface WriteJob {
  readonly ids: readonly string[];
  readonly change: PatchChange;
}

/** Few enough to be written within the deadline of one operation by a slow server. */
export const PATCHES_PER_REQUEST = 50;

/** The change that an entry in the form stands for. */
export function changeOf(action: WriteAction, value: string): PatchChange {
  switch (action) {
    case 'state':
      return { state: value };
    case 'delegate':
      return { delegate: value === '-' ? null : value };
    case 'archive':
      return { archived: true };
  }
}

/** Requests that write a change to each patch, those with the same change together. */
export function jobsOf(
  changes: readonly { readonly id: string; readonly change: PatchChange }[],
): readonly WriteJob[] {
  const byChange = groupBy(changes, ({ change }) => JSON.stringify(change));
  return [...byChange.values()].flatMap((group) => {
    const [{ change }] = group;
    const ids = group.map(({ id }) => id);
    return chunksOf(ids, PATCHES_PER_REQUEST).map((chunk) => ({ ids: chunk, change }));
  });
}

/** The previous values of the patches that were written, as far as they are known. */
export function undoOf(
  action: WriteAction,
  targets: readonly Target[],
  written: ReadonlySet<string>,
): readonly { readonly id: string; readonly change: PatchChange }[] {
  return targets.flatMap((target) => {
    const change = written.has(target.id) ? previousOf(action, target) : null;
    return change === null ? [] : [{ id: target.id, change }];
  });
}

/** Null where the previous value is not known. */
function previousOf(
  action: WriteAction,
  { state, delegate, archived }: Target,
): PatchChange | null {
  switch (action) {
    case 'state':
      return state === null ? null : { state };
    case 'delegate':
      return { delegate };
    case 'archive':
      return archived === null ? null : { archived };
  }
}

/** Whether a patch has the values of a change. */
export function holds(change: PatchChange, patch: PatchDotFragment): boolean {
  if ('archived' in change) return patch.archived === change.archived;
  if ('delegate' in change) return (patch.delegate?.username ?? null) === change.delegate;
  const wanted = change.state.toLowerCase();
  return patch.state?.slug === wanted || patch.state?.name.toLowerCase() === wanted;
}

/** What a patch has where a change would write, in words. */
export function currentWords(change: PatchChange, patch: PatchDotFragment): string {
  if ('archived' in change) return patch.archived === true ? 'archived' : 'not archived';
  if ('delegate' in change) return `delegated to ${patch.delegate?.username ?? 'nobody'}`;
  return patch.state?.name ?? 'a state that is not known';
}
