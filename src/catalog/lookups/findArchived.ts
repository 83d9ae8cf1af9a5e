import { readArchiveAddress, readByFormat, type ArchivedMail } from '../../mail/archiveAddress.js';
import { archivedMessageIds, messageIdForms } from '../../mail/messageId.js';
import type { Operation } from '../operation/Operation.js';

/** A mail that an address of an archive names. */
export interface FoundArchived extends ArchivedMail {
  /** Link name of the project whose archive it is, where its format made the address. */
  readonly project?: string;
}

/**
 * Reads the address of a mail in an archive: of a public-inbox that is known, or in the form that a
 * project's `listArchiveUrlFormat` has. The latter costs 1 request per instance and 250 projects.
 *
 * @returns null for an address of no archive that is known.
 * @throws GatewayError where an instance's projects could not be read and none of the others fits.
 */
export async function findArchived(
  address: string,
  { gateway, readers }: Operation,
): Promise<FoundArchived | null> {
  const known = readArchiveAddress(address);
  if (known !== null) return known;
  const outcomes = await Promise.allSettled(
    [...gateway.clients.values()].map((client) => readers.projects.load(client)),
  );
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') continue;
    for (const project of outcome.value) {
      const data = project.at('basic');
      const format = data?.list_archive_url_format;
      const mail = format == null ? null : readByFormat(address, format);
      if (mail !== null)
        return { ...mail, ...(data?.link_name != null && { project: data.link_name }) };
    }
  }
  const failed = outcomes.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return null;
}

/**
 * The Message-IDs that a text or the address of an archived mail can mean.
 *
 * @throws BadUserInputError for an address of no archive that is known.
 */
export async function messageIdsFor(
  text: string,
  operation: Operation,
): Promise<readonly string[]> {
  if (!/^<?https?:\/\//i.test(text)) return messageIdForms(text);
  const archived = await findArchived(text, operation);
  return archived === null ? messageIdForms(text) : archivedMessageIds(archived);
}
