import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { invalid, type UserErrorModel } from '../../catalog/writes/mutationResult.js';
import type { RequestContext } from '../context.js';
import { scopeToWrite } from './writeTarget.js';

/** The most objects that one mutation writes. */
const MAX_WRITES = 500;

/** Problems with how many objects one mutation is to write; empty when nothing is. */
export function sizeErrors(count: number, field: string): readonly UserErrorModel[] {
  if (count >= 1 && count <= MAX_WRITES) return [];
  const problem = count === 0 ? 'the list is empty' : `too many at once (${String(count)})`;
  return [invalid(field, `${problem}; give 1 to ${String(MAX_WRITES)}`)];
}

/**
 * Refuses an operation that cannot write at all.
 *
 * @throws GatewayError UNAUTHENTICATED when there is a token for none of the instances.
 */
export function requireAnyToken(
  targets: readonly { readonly client: PatchworkClient }[],
  context: RequestContext,
): void {
  const [first] = targets;
  const { scope } = context;
  if (targets.some(({ client }) => client.writingScope(scope) !== undefined)) return;
  if (first !== undefined) scopeToWrite(first.client, context);
}

/** Errors of many writes in one list, each with its position. */
export function errorsOf(
  results: readonly { readonly errors: readonly UserErrorModel[] }[],
  list: string,
): readonly UserErrorModel[] {
  return results.flatMap(({ errors }, index) =>
    errors.map((error) => ({ ...error, field: [list, String(index), ...error.field] })),
  );
}
