import { NotSupportedError } from '../../errors.js';
import type { Comment } from '../../patchwork/resources/comment.js';
import { capabilitiesOf } from '../../patchwork/versions.js';
import { updateComment as writeComment } from '../../patchwork/writes/comment.js';
import type { MutationResolvers } from '../generated/types.js';
import {
  invalid,
  notApplied,
  withUserErrors,
  toMutationResult,
} from '../../catalog/writes/mutationResult.js';
import { forgetRead, scopeToWrite, writeTarget } from './writeTarget.js';

/** Marks a comment as dealt with or not. */
export const updateComment: NonNullable<MutationResolvers['updateComment']> = async (
  _root,
  { input },
  context,
) => {
  const target = writeTarget(input.id, ['PatchComment', 'CoverComment'], 'id', context);
  const { client, id, type, parent } = target;
  const scope = scopeToWrite(client, context);
  const { addressed } = input;
  const { store } = context;
  const ownerOf = () =>
    type === 'PatchComment' ? store.patches.get(client, parent) : store.covers.get(client, parent);
  const { value, outcome, errors } = await withUserErrors<Comment>(async () => {
    if (addressed === undefined) {
      return notApplied([invalid('addressed', 'must be true, false, or null to unset it')]);
    }
    const version = await client.version();
    if (!capabilitiesOf(version).commentAddressed) {
      throw new NotSupportedError(
        client.name,
        `marking comments requires API 1.3; this server has ${version}`,
      );
    }
    return toMutationResult(await writeComment(client, ownerOf().address, id, addressed, scope), [
      'id',
    ]);
  });
  forgetRead(context);
  const comment = value === null ? null : store.comments.addDetail(ownerOf(), value);
  return { comment, outcome, errors };
};
