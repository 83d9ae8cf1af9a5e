import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { MailAddress } from '../../mail/address.js';
import { matchSender } from '../../mail/identity.js';
import type { Mailmap } from '../../mail/mailmap.js';
import { read } from '../../patchwork/shape.js';
import type { MessageFacts } from './textFacts.js';
import { toMailAddress } from './SeriesPatches.js';

/** Patches of a series with their senders. */
export interface SeriesMembers {
  readonly patches: readonly PatchEntity[];
  /** Of each patch. */
  readonly messages: readonly (MessageFacts | null)[];
  /** Of the series. */
  readonly submitter: MailAddress | null;
}

/**
 * Patches of other people that joined the series, by the rule of its completeness; none where all are:
 * then the submitter of the series is the odd one.
 */
export function sentByOthers(
  { patches, messages, submitter }: SeriesMembers,
  mailmap: Mailmap,
): ReadonlySet<PatchEntity> {
  if (submitter === null) return new Set();
  const others = patches.filter((patch, index) => {
    const senders = sendersOf(patch, messages[index] ?? null);
    return senders.length > 0 && matchSender(submitter, senders, mailmap) === 'MISMATCH';
  });
  return new Set(others.length === patches.length ? [] : others);
}

/** Who sent a patch: Patchwork's submitter where it is loaded, else the addresses of its headers. */
function sendersOf(patch: PatchEntity, message: MessageFacts | null): readonly MailAddress[] {
  const { summary } = patch;
  const known = summary === undefined ? null : toMailAddress(read(summary, 'submitter'));
  const submitter = known ?? message?.submitter ?? null;
  return submitter === null ? (message?.routing.senders ?? []) : [submitter];
}
