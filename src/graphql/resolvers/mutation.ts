import type { MutationResolvers } from '../generated/types.js';
import { createBundle, deleteBundle, updateBundle } from '../mutations/bundles.js';
import { createCheck, createChecks } from '../mutations/createChecks.js';
import { addRelatedPatches, removeRelatedPatches } from '../mutations/relatePatches.js';
import { updateComment } from '../mutations/updateComment.js';
import { updatePatch, updatePatches, updateSeriesPatches } from '../mutations/updatePatches.js';
import { updateProject } from '../mutations/updateProject.js';
import { updateUser } from '../mutations/updateUser.js';

/** Everything that can be written. */
export const Mutation: MutationResolvers = {
  updatePatch,
  updatePatches,
  updateSeriesPatches,
  addRelatedPatches,
  removeRelatedPatches,
  createCheck,
  createChecks,
  createBundle,
  updateBundle,
  deleteBundle,
  updateComment,
  updateProject,
  updateUser,
};
