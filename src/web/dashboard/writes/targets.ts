import { readFragment, type FragmentType } from '../generated/fragment-masking.js';
import { PatchDotFragmentDoc } from '../generated/graphql.js';
import type { Target } from './Target.js';

interface SeriesPlace {
  readonly instance: { readonly name: string };
  readonly project: { readonly linkName: string | null } | null;
}

/** The patches of a series as targets of a write. */
export function targetsOf(
  { instance, project }: SeriesPlace,
  patches: readonly FragmentType<typeof PatchDotFragmentDoc>[] | null,
): readonly Target[] {
  return readFragment(PatchDotFragmentDoc, patches ?? []).map((patch) => ({
    id: patch.id,
    name: patch.name ?? `Patch ${patch.databaseId}`,
    instance: instance.name,
    project: project?.linkName ?? '',
    state: patch.state?.slug ?? null,
    delegate: patch.delegate?.username ?? null,
    archived: patch.archived,
  }));
}
