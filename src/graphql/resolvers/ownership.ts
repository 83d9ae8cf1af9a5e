import type { OwnershipSectionResolvers, PatchResolvers } from '../generated/types.js';

/** The sections that own a patch. */
export const ownersOfPatch: NonNullable<PatchResolvers['owners']> = async (
  patch,
  _args,
  { review: { ownership } },
) => await ownership.ownersOf(patch);

export const OwnershipSection: OwnershipSectionResolvers = {
  name: ({ section }) => section.name,
  maintainers: ({ section }) => section.maintainers,
  reviewers: ({ section }) => section.reviewers,
  lists: ({ section }) => section.lists,
  status: ({ section }) => section.status,
  matchedBy: ({ matchedBy }) => matchedBy,
};
