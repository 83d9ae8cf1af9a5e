import { createHash } from 'node:crypto';
import { mailHashIn } from '../../mail/archiveAddress.js';
import { displayMessageId } from '../../mail/messageId.js';
import type { CommentEntity } from '../kinds/comment.js';
import type { CoverEntity } from '../kinds/cover.js';
import type { PatchEntity } from '../kinds/patch.js';
import type { Operation } from '../operation/Operation.js';

type Posting = PatchEntity | CoverEntity;

/** Mails of a series whose replies are looked through. */
const MAX_MAILS = 50;

/**
 * The mail that the fragment `#mHASH` of a public-inbox address names: HASH is the SHA-1 of its Message-ID
 * (PublicInbox::MID, `id_compress`). It is looked for among the mails of the series and their replies. Costs up to
 * 2 requests, and 1 for each mail of the series.
 *
 * @param mail that the address itself names.
 * @returns that mail where the fragment names none, or one that is not known here.
 */
export async function mailByHash(
  url: string,
  mail: Posting,
  operation: Operation,
): Promise<Posting | CommentEntity> {
  const hash = mailHashIn(url);
  if (hash === null || isCalled(mail, hash)) return mail;
  const { readers } = operation;
  const repliesOf = async (one: Posting): Promise<CommentEntity | undefined> =>
    (await readers.comments.load(one))?.find((comment) => isCalled(comment, hash));
  const reply = await repliesOf(mail);
  if (reply !== undefined) return reply;
  const others = (await seriesMails(mail, operation)).filter((one) => one !== mail);
  const posting = others.find((one) => isCalled(one, hash));
  if (posting !== undefined) return posting;
  const replies = await Promise.all(others.slice(0, MAX_MAILS).map(repliesOf));
  return replies.find((one) => one !== undefined) ?? mail;
}

/** The cover letter and the patches of the series of a mail. */
async function seriesMails(
  mail: Posting,
  { facets, store }: Operation,
): Promise<readonly Posting[]> {
  await facets.load(mail, 'summary');
  const [embedded] = mail.at('summary')?.series ?? [];
  if (embedded === undefined) return [];
  const { client } = mail;
  const series = store.series.get(client, embedded.id);
  await facets.load(series, 'summary');
  const data = series.at('summary');
  const cover = data?.cover_letter;
  return [
    ...(cover == null ? [] : [store.covers.addEmbedded(client, cover)]),
    ...(data?.patches ?? []).map((patch) => store.patches.addEmbedded(client, patch, series.id)),
  ];
}

function isCalled(mail: Posting | CommentEntity, hash: string): boolean {
  const id = mail.at('basic')?.msgid;
  return id != null && createHash('sha1').update(displayMessageId(id)).digest('hex') === hash;
}
