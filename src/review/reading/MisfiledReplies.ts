import { DAY_MS } from '../../durations.js';
import { parseReply } from '../../mail/reply.js';
import { instantOf, type ReviewReply, type ReviewSeries } from '../facts/mails.js';
import type { MailLookup } from './MailLookup.js';
import type { ReplyLedger } from './ReplyLedger.js';
import { toReply, type MailEntity } from './reviewMails.js';

/** Mails of other series that are looked up for one series. */
const MAX_FOREIGN_IDS = 8;
/** Mails that are older have arrived by now, or never will. */
const SETTLED_AFTER_MS = DAY_MS;

/** Finds the replies to a series that Patchwork filed at other series. */
export class MisfiledReplies {
  readonly #lookup: MailLookup;
  readonly #ledger: ReplyLedger;

  constructor(lookup: MailLookup, ledger: ReplyLedger) {
    this.#lookup = lookup;
    this.#ledger = ledger;
  }

  /**
   * Adds replies that Patchwork filed at a patch of another series, because this one was sent as a reply
   * to it (`find_patch_for_comment`), and what is in other series.
   *
   * @param mails objects of its mails, by Message-ID; those of the replies are added.
   */
  async addTo(series: ReviewSeries, mails: Map<string, MailEntity>): Promise<ReviewSeries> {
    const [head] = mails.values();
    const { answered, named } = foreignIds(series, mails);
    if (head === undefined || answered.length + named.length === 0) return series;
    const { client } = head;
    const sentAt = instantOf(series.patches[0]?.date ?? '');
    const isSettled = client.now() - sentAt > SETTLED_AFTER_MS;
    const externalIds = new Set<string>();
    const misfiled: ReviewReply[] = [];
    await Promise.all(
      [...new Set([...answered, ...named])].slice(0, MAX_FOREIGN_IDS).map(async (id) => {
        const { isKnown, patch } = await this.#lookup.find(client, id, isSettled);
        if (isKnown) externalIds.add(id);
        if (patch === null || !answered.includes(id)) return;
        for (const comment of (await this.#ledger.load(patch)) ?? []) {
          const reply = toReply(comment, id);
          const isOurs = reply.routing.references.some((one) => mails.has(one));
          if (!isOurs || mails.has(reply.messageId)) continue;
          misfiled.push(reply);
          mails.set(reply.messageId, comment);
        }
      }),
    );
    return { ...series, externalIds, replies: [...series.replies, ...misfiled] };
  }
}

/** Ids of other series: those that the patches answer, and those that replies with trailers answer. */
function foreignIds(
  { patches, replies }: ReviewSeries,
  mails: ReadonlyMap<string, MailEntity>,
): { readonly answered: readonly string[]; readonly named: readonly string[] } {
  const isForeign = (id: string): boolean => !mails.has(id);
  const answered = new Set(patches.flatMap(({ routing }) => routing.references.filter(isForeign)));
  const named = new Set<string>();
  for (const { content, routing } of replies) {
    const parent = routing.references.at(-1);
    if (parent === undefined || !isForeign(parent) || answered.has(parent)) continue;
    if (parseReply(content).trailers.length > 0) named.add(parent);
  }
  return { answered: [...answered].reverse(), named: [...named] };
}
