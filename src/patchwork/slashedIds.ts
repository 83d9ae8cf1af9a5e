/** A mail as even an embedded object has it. */
interface Mail {
  readonly msgid?: string | null | undefined;
  readonly mbox?: string | null | undefined;
  readonly web_url?: string | null | undefined;
}

/**
 * A Message-ID as a part of an address with its slashes as they are; null where it has none, or where
 * a client or a front end would take a part of it for a way up or merge slashes.
 */
function plainId(msgid: string | null | undefined): string | null {
  const parts = (msgid ?? '').replace(/^[<>]+|[<>]+$/g, '').split('/');
  if (parts.length < 2 || parts.some((part) => /^\.{0,2}$/.test(part))) return null;
  return parts.map(encodeURIComponent).join('/');
}

/**
 * Another path of a mail's mbox below the server's address, for a Message-ID with a slash: the slash as
 * it is. From Patchwork 3.0 on, a cover's own address has `%252F` (`encoded_msgid`, `patchwork/models.py`),
 * which the pages of patches decode and those of covers do not (`patchwork/views/cover.py`).
 *
 * @returns null where the Message-ID has no slash, or the server gives no address.
 */
export function plainMboxPath(mail: Mail): string | null {
  const id = plainId(mail.msgid);
  const [, page] =
    /(\/project\/[^/]+\/(?:patch|cover)\/)/.exec(mail.mbox ?? mail.web_url ?? '') ?? [];
  return id === null || page === undefined ? null : `${page}${id}/mbox/`;
}

/**
 * The path of a mail's mbox below the server's address, as the server gives it: the page by number redirects
 * there.
 *
 * @returns undefined where the server gives none, and for a Message-ID with a slash, whose address may lead nowhere.
 */
export function landingMboxPath({ mbox, msgid }: Mail): string | undefined {
  if (plainId(msgid) !== null) return undefined;
  const [path] = /\/project\/[^/?#]+\/(?:patch|cover)\/[^/?#]+\/mbox\/$/.exec(mbox ?? '') ?? [];
  return path === undefined || /\/\.{1,2}\/|%2f/i.test(path) ? undefined : path;
}

/**
 * A cover's address on its server, which leads nowhere for a Message-ID with a slash as the server
 * writes it: see {@link plainMboxPath}.
 */
export function coverAddress(address: string | null, { msgid }: Mail): string | null {
  const id = plainId(msgid);
  if (address === null || id === null) return address;
  return address.replace(
    /(\/project\/[^/]+\/cover\/)[^/?#]*%252F[^/?#]*/i,
    (_whole, page: string) => `${page}${id}`,
  );
}
