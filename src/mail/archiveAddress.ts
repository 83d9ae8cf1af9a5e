/** A mail in an archive, as its address names it. */
export interface ArchivedMail {
  /** Without brackets, the more likely one first: with the encoding of the address taken off, and without. */
  readonly messageIds: readonly string[];
  /** The list in the address, as public-inbox names it (`netdev`, `all`); null where it has none. */
  readonly list: string | null;
}

/** Archives whose addresses name a mail by `/LIST/MESSAGE-ID/` (public-inbox). */
const PUBLIC_INBOXES: ReadonlySet<string> = new Set([
  'lore.kernel.org',
  'public-inbox.org',
  'inbox.sourceware.org',
  'inbox.dpdk.org',
  'yhbt.net',
]);
/** A Message-ID as it stands between the parts of a format: its host has none of the characters that end a segment. */
const WHOLE_ID = /^[^@?#]+@[^/?#&]+$/;
/** Addresses that redirect to a mail by its Message-ID alone. */
const REDIRECTORS: ReadonlySet<string> = new Set(['patch.msgid.link', 'msgid.link']);

/**
 * Reads the address of a mail in an archive of the kernel and other public-inbox archives: `/r/ID`,
 * `/LIST/ID/`, with `/T/#u`, `/t/`, `/raw`, `/t.mbox.gz` or a fragment behind it. A fragment `#mHASH` names
 * another mail of the thread by a hash alone: see {@link mailHashIn}.
 *
 * @returns null for any other address.
 */
export function readArchiveAddress(text: string): ArchivedMail | null {
  const url = readAddress(text);
  if (url === null) return null;
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  const [first = '', second] = segments;
  if (REDIRECTORS.has(url.hostname)) return mailOf(first, null);
  if (url.hostname === 'lkml.kernel.org') return first === 'r' ? mailOf(second, null) : null;
  if (!PUBLIC_INBOXES.has(url.hostname)) return null;
  return mailOf(second, first === 'r' || first === 'all' ? null : first);
}

/** The SHA-1 of a Message-ID in the fragment of a public-inbox address, `#mHASH`; null where there is none. */
export function mailHashIn(address: string): string | null {
  return /#m([0-9a-f]{40})>?\s*$/.exec(address)?.[1] ?? null;
}

/**
 * Reads an address that a project's `list_archive_url_format` makes, with whatever follows it.
 *
 * @param format with `{}` for the Message-ID.
 * @returns null where the address is not of this form.
 */
export function readByFormat(text: string, format: string): ArchivedMail | null {
  const at = format.indexOf('{}');
  if (at < 0) return null;
  const before = withoutScheme(format.slice(0, at));
  const address = withoutScheme(text.trim().replace(/^<(.*)>$/, '$1'));
  if (before.length < 4 || !address.startsWith(before)) return null;
  const rest = address.slice(before.length);
  const after = format.slice(at + '{}'.length);
  const whole = rest.endsWith(after) ? rest.slice(0, rest.length - after.length) : rest;
  const [first] = rest.split(/[/?#&]/);
  const mail = mailOf(WHOLE_ID.test(whole) ? whole : first, null);
  // Patchwork escapes nothing in these addresses, not even a slash of the Message-ID.
  return mail === null ? null : { ...mail, messageIds: mail.messageIds.toReversed() };
}

function withoutScheme(text: string): string {
  return text.replace(/^https?:\/\//i, '');
}

function readAddress(text: string): URL | null {
  const address = text.trim().replace(/^<(.*)>$/, '$1');
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return null;
  return new URL(address);
}

function mailOf(segment: string | undefined, list: string | null): ArchivedMail | null {
  if (segment === undefined || segment === '') return null;
  let decoded = segment;
  try {
    decoded = decodeURIComponent(segment);
  } catch {
    // A stray percent sign belongs to the Message-ID.
  }
  const messageIds = [...new Set([decoded, segment])].filter((id) => id.includes('@'));
  return messageIds.length === 0 ? null : { messageIds, list };
}
