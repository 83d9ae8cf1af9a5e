import { BadUserInputError, GatewayError } from '../../errors.js';
import { tokenAdvice } from '../../patchwork/refusals.js';
import { clearStore } from '../../catalog/kinds/kinds.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Scope } from '../../patchwork/Scope.js';
import type { RequestContext } from '../context.js';
import { decodeGlobalId, type NodeType } from '../globalId.js';
import { clientOf } from '../instances.js';
import { invalid, type UserErrorModel } from '../../catalog/writes/mutationResult.js';

/** An object to write to. */
export interface WriteTarget {
  readonly client: PatchworkClient;
  readonly type: NodeType;
  /** Its number on its instance. */
  readonly id: number;
  /** Number of the patch or cover that a comment replies to; 0 for all else. */
  readonly parent: number;
}

/**
 * The object of a global id.
 *
 * @param field of the input, for messages.
 * @throws BadUserInputError when it is none, or that of something else.
 */
export function writeTarget(
  text: string,
  types: readonly NodeType[],
  field: string,
  { gateway }: RequestContext,
): WriteTarget {
  const { instance, type, id, parent = 0 } = decodeGlobalId(text, field);
  if (!types.includes(type)) {
    throw new BadUserInputError(
      `${field}: this is the id of a ${type}; expected a ${types.join(' or ')}`,
      { argument: field },
    );
  }
  return { client: clientOf(gateway, instance, field), type, id, parent };
}

/** The object of one of many ids, or the error of that id; it does not affect the others. */
export type ListedTarget = { readonly target: WriteTarget } | { readonly error: UserErrorModel };

/**
 * Reads one of many global ids.
 *
 * @param list name of the input's list, for messages.
 * @param field of the error: where in the list, or in one of its entries, the id is.
 */
export function listedTarget(
  text: string,
  types: readonly NodeType[],
  list: string,
  field: readonly string[],
  context: RequestContext,
): ListedTarget {
  try {
    return { target: writeTarget(text, types, list, context) };
  } catch (error) {
    if (!(error instanceof BadUserInputError)) throw error;
    return { error: invalid(field, error.message) };
  }
}

/**
 * Returns the writer.
 *
 * @throws GatewayError UNAUTHENTICATED without a token.
 */
export function scopeToWrite(client: PatchworkClient, { scope }: RequestContext): Scope {
  const writing = client.writingScope(scope);
  if (writing !== undefined) return writing;
  const { name } = client;
  throw new GatewayError(
    `${name}: writing requires a token for ${name}; ${tokenAdvice(name, scope)}`,
    {
      code: 'UNAUTHENTICATED',
      instance: name,
    },
  );
}

/** Drops everything that this operation has read, so that fields selected after a write are current. */
export function forgetRead({ store, facets, readers, review }: RequestContext): void {
  clearStore(store);
  facets.clear();
  readers.clear();
  review.clear();
}
