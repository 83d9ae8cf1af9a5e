import type { FacetLoaders } from '../../catalog/operation/FacetLoaders.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import { parseAddresses, type MailAddress } from '../../mail/address.js';
import { parseDiff } from '../../mail/diff/parseDiff.js';
import { MailHeaders } from '../../mail/headers.js';
import { matchSender } from '../../mail/identity.js';
import { readMetadata } from '../../mail/metadata.js';
import { parsePatchName } from '../../mail/subject.js';
import { read } from '../../patchwork/shape.js';
import type { ComparablePatch } from '../facts/comparison/patchText.js';
import { EMPTY_MAILMAP } from '../../mail/mailmap.js';
import type { PatchTexts } from './PatchTexts.js';
import { toMailAddress } from './SeriesPatches.js';
import { ownTextOf, type MboxMail } from '../../mail/splitSeriesMbox.js';

interface Text {
  readonly author: MailAddress | null;
  readonly content: string;
  readonly diff: string;
}

/** Reads the texts of versions as they are compared. */
export class ComparableTexts {
  readonly #texts: PatchTexts;
  readonly #facets: FacetLoaders;

  constructor(texts: PatchTexts, facets: FacetLoaders) {
    this.#texts = texts;
    this.#facets = facets;
  }

  /**
   * The texts of some patches of a series. Costs 1 request for its mbox where several are requested,
   * and 1 for each patch whose text there may contain trailers that Patchwork collected from replies.
   *
   * @returns null where one of them is absent or hidden.
   * @throws UpstreamError when one of them cannot be read.
   */
  async read(
    series: SeriesEntity,
    patches: readonly PatchEntity[],
  ): Promise<readonly ComparablePatch[] | null> {
    const isAtHand = patches.every(({ detail }) => detail !== undefined);
    const mails = patches.length > 1 && !isAtHand ? await this.#texts.mbox(series) : null;
    const summary = series.at('summary');
    const sender = toMailAddress(summary === undefined ? null : read(summary, 'submitter'));
    const found = await Promise.all(
      patches.map(async (patch, place) => {
        const text = textOfMail(mails?.get(patch.id)) ?? (await this.#textOfDetail(patch, sender));
        return text === null ? null : toComparable(patch, place, text);
      }),
    );
    const known = found.flatMap((one) => one ?? []);
    return known.length < found.length ? null : known;
  }

  async #textOfDetail(patch: PatchEntity, sender: MailAddress | null): Promise<Text | null> {
    await this.#facets.load(patch, 'detail');
    const { detail } = patch;
    if (detail === undefined) return null;
    return {
      author: authorOf(patch, new MailHeaders(read(detail, 'headers')), sender),
      content: read(detail, 'content') ?? '',
      diff: read(detail, 'diff') ?? '',
    };
  }
}

/** The text of a patch from the mbox of its series; null where it is in doubt. */
function textOfMail(mail: MboxMail | undefined): Text | null {
  if (mail === undefined) return null;
  const headers = new MailHeaders(mail.headers);
  const [author = null] = headers.values('X-Patchwork-Submitter').flatMap(parseAddresses);
  const content = ownTextOf(mail.text, author);
  const diff = mail.diff ?? '';
  if (content === null || parseDiff(diff, mail.text).problems.length > 0) return null;
  return { author, content, diff };
}

/** Patchwork's submitter, which undoes what lists do to From; that of the series where it fits. */
function authorOf(
  { summary }: PatchEntity,
  headers: MailHeaders,
  sender: MailAddress | null,
): MailAddress | null {
  const known = summary === undefined ? null : toMailAddress(read(summary, 'submitter'));
  if (known !== null) return known;
  const raw = (name: string): string[] => headers.entries([name]).map((entry) => entry.raw);
  const senders = [...raw('From'), ...raw('Reply-To')].flatMap(parseAddresses);
  const isSame = sender !== null && matchSender(sender, senders, EMPTY_MAILMAP) !== 'MISMATCH';
  return isSame ? sender : (senders[0] ?? sender);
}

/** Patchwork's mboxes have LF alone, so line ends do not count. */
function toComparable(
  patch: PatchEntity,
  place: number,
  { author, content, diff }: Text,
): ComparablePatch {
  const name = parsePatchName(patch.at('basic')?.name);
  return {
    author,
    number: name.index ?? place + 1,
    label: String(patch.id),
    title: name.title,
    content: content.replaceAll('\r\n', '\n'),
    diff: diff.replaceAll('\r\n', '\n'),
    gerritChangeId: readMetadata(content).gerritChangeId,
  };
}
