import { numberOf, type ReviewReply, type ReviewSeries } from './mails.js';

/** Subject of a reply: the cover, or one patch by its number. */
export type ReplyTarget = 'COVER' | number;

/**
 * The subject of each reply, by Message-ID of the reply. Its In-Reply-To decides, over replies
 * between, for Patchwork files a reply at any patch that its references name before it looks for a
 * cover (patchwork/parser.py, `find_patch_for_comment`). Where the headers lead nowhere, the filing
 * is used. Replies that lead into another series are left out.
 */
export function findReplyTargets(series: ReviewSeries): ReadonlyMap<string, ReplyTarget> {
  const members = new Map<string, ReplyTarget>();
  for (const patch of series.patches) members.set(patch.messageId, numberOf(patch));
  if (series.cover !== null) members.set(series.cover.messageId, 'COVER');
  const replies = new Map(series.replies.map((reply) => [reply.messageId, reply]));
  const found = new Map<string, ReplyTarget | null>();
  for (const reply of series.replies) resolve(reply, series, members, replies, found);
  const targets = new Map<string, ReplyTarget>();
  for (const [id, target] of found) if (target !== null) targets.set(id, target);
  return targets;
}

function resolve(
  first: ReviewReply,
  series: ReviewSeries,
  members: ReadonlyMap<string, ReplyTarget>,
  replies: ReadonlyMap<string, ReviewReply>,
  found: Map<string, ReplyTarget | null>,
): void {
  const chain: ReviewReply[] = [];
  const seen = new Set<string>();
  let at = first;
  let target: ReplyTarget | null | undefined;
  for (;;) {
    target = found.get(at.messageId);
    if (target !== undefined) break;
    chain.push(at);
    seen.add(at.messageId);
    const parent = at.routing.references.at(-1);
    target = parent === undefined ? undefined : members.get(parent);
    const above = parent === undefined ? undefined : replies.get(parent);
    if (target !== undefined) break;
    if (above === undefined || seen.has(above.messageId)) {
      target = targetWithoutParent(at, series, members);
      break;
    }
    at = above;
  }
  for (const reply of chain) found.set(reply.messageId, target);
}

function targetWithoutParent(
  reply: ReviewReply,
  series: ReviewSeries,
  members: ReadonlyMap<string, ReplyTarget>,
): ReplyTarget | null {
  for (const id of reply.routing.references.toReversed()) {
    const target = members.get(id);
    if (target !== undefined) return target;
    if (series.externalIds?.has(id) === true) return null;
  }
  return members.get(reply.filedAt) ?? null;
}
