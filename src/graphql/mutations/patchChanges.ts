import type { PatchEntity } from '../../catalog/kinds/patch.js';
import { splitMail, type PatchContent } from '../../patchwork/MailHalves.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { PatchDetail, PatchSummary } from '../../patchwork/resources/patch.js';
import type { Scope } from '../../patchwork/Scope.js';
import type { PatchChanges } from '../../patchwork/writes/patch.js';
import { stripBlanks } from '../../stripBlanks.js';
import type { RequestContext } from '../context.js';
import type { InputMaybe } from '../generated/types.js';
import { findDelegate } from './findDelegate.js';
import { invalid, textErrors, type UserErrorModel } from '../../catalog/writes/mutationResult.js';

/** Fields of the inputs that change patches. */
export interface PatchInput {
  readonly state?: InputMaybe<string>;
  readonly delegate?: InputMaybe<string>;
  readonly archived?: InputMaybe<boolean>;
  readonly commitRef?: InputMaybe<string>;
  readonly pullUrl?: InputMaybe<string>;
}

/** Problems with an input whatever server it is for; empty when nothing is. */
export function patchInputErrors(input: PatchInput): readonly UserErrorModel[] {
  const { state, delegate, archived, commitRef, pullUrl } = input;
  if ([state, delegate, archived, commitRef, pullUrl].every((value) => value === undefined)) {
    return [{ field: [], message: 'nothing to change', code: 'INVALID' }];
  }
  const errors = [...textErrors({ state, delegate, commitRef, pullUrl })];
  if (state !== undefined && (state === null || stripBlanks(state) === '')) {
    errors.push(invalid('state', 'a patch always has a state; omit it to keep the state'));
  } else if (state != null && /^\s*\d+\s*$/.test(state)) {
    errors.push(
      invalid('state', 'numeric ids are not accepted; use the slug or the name of a state'),
    );
  }
  if (archived === null) {
    errors.push(invalid('archived', 'must be true or false; omit it to keep the value'));
  }
  return errors;
}

/**
 * The changes as one server takes them. Costs 1 request where the delegate is a login name.
 */
export async function patchChangesFor(
  client: PatchworkClient,
  input: PatchInput,
  scope: Scope,
): Promise<PatchChanges | { readonly errors: readonly UserErrorModel[] }> {
  const { state, delegate, archived, commitRef, pullUrl } = input;
  let delegateId: number | null | undefined;
  if (delegate === null) delegateId = null;
  else if (delegate !== undefined) {
    const found = await findDelegate(client, delegate, scope);
    if ('error' in found) return { errors: [found.error] };
    delegateId = found.id;
  }
  return {
    ...(state != null && { state: stripBlanks(state) }),
    ...(delegateId !== undefined && { delegate: delegateId }),
    ...(archived != null && { archived }),
    ...(commitRef !== undefined && { commit_ref: commitRef }),
    ...(pullUrl !== undefined && { pull_url: pullUrl }),
  };
}

/** The patch in the answer to a write. */
export function patchOf(
  client: PatchworkClient,
  detail: PatchDetail | null,
  { store }: RequestContext,
): PatchEntity | null {
  if (detail === null) return null;
  const { summary, content } = splitMail<PatchSummary, PatchContent>(detail);
  const entity = store.patches.addListed(client, summary);
  entity.detail = content;
  return entity;
}
