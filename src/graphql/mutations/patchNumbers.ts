import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { RequestContext } from '../context.js';
import { invalid, type UserErrorModel } from '../../catalog/writes/mutationResult.js';
import { listedTarget } from './writeTarget.js';

/** Numbers of patches on one instance, and the errors of ids of other instances. */
export interface PatchNumbers {
  readonly ids: readonly number[];
  readonly errors: readonly UserErrorModel[];
}

/**
 * Numbers of patches by their global ids: bundles and relations do not go across instances.
 *
 * @param field of the input, for errors.
 */
export function patchNumbers(
  client: PatchworkClient,
  texts: readonly string[],
  field: string,
  context: RequestContext,
): PatchNumbers {
  const ids: number[] = [];
  const errors: UserErrorModel[] = [];
  texts.forEach((text, index) => {
    const place = [field, String(index)];
    const listed = listedTarget(text, ['Patch'], field, place, context);
    if ('error' in listed) errors.push(listed.error);
    else if (listed.target.client === client) ids.push(listed.target.id);
    else errors.push(invalid(place, `this patch is not on ${client.name}`));
  });
  return { ids, errors };
}
