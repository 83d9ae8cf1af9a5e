import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { RequestContext } from '../context.js';
import { invalid, type UserErrorModel } from '../../catalog/writes/settled.js';
import { writeTarget } from './writeTarget.js';

/** Numbers of patches on one instance, and what is wrong with those of others. */
export interface PatchNumbers {
  readonly ids: readonly number[];
  readonly errors: readonly UserErrorModel[];
}

/**
 * Numbers of patches by their global ids: bundles and relations do not go across instances.
 *
 * @param field of the input, for errors.
 * @throws BadUserInputError for an id that is none of a patch.
 */
export function patchNumbers(
  client: PatchworkClient,
  texts: readonly string[],
  field: string,
  context: RequestContext,
): PatchNumbers {
  const targets = texts.map((text) => writeTarget(text, ['Patch'], field, context));
  return {
    ids: targets.map(({ id }) => id),
    errors: targets.flatMap((target, index) =>
      target.client === client
        ? []
        : [invalid([field, String(index)], `this patch is not on ${client.name}`)],
    ),
  };
}
