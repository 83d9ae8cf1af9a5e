import { BadUserInputError } from '../errors.js';
import { readArchiveAddress, type ArchivedMail } from './archiveAddress.js';

/** Patchwork stores at most 255 characters, but an id that is encoded twice may be longer. */
const MAX_LENGTH = 255 * 4;
/** Patchwork writes a slash as `%252F`: encoded once by itself, once more by Django's `reverse`. */
const MAX_LAYERS = 2;

const RIGHT_FORM = 'write it as in the mail, such as 20260131093000.1234-1-jane@example.org';

// Control characters. Blanks are not allowed by RFC 5322 either, and Patchwork stores ids that have some.
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/;
const ESCAPE = /%[0-9a-f]{2}/i;
const STRAY_PERCENT = /%(?![0-9a-f]{2})/i;
// No encoder ever escapes these (RFC 3986 section 2.3): an id with `%41` means it literally.
const ESCAPED_UNRESERVED = /%(?:2d|2e|5f|7e|3\d|4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a])/i;

/**
 * Converts a Message-ID given by a person or program to the form this program uses: without
 * brackets, not percent-encoded. Blanks around it and a `Message-ID:` before it do no harm.
 *
 * Ids with a literal `%` exist, so an id is decoded only where it is plainly encoded: every `%`
 * starts an escape, every escape represents a character that encoders do escape, and the result
 * contains neither blanks, control characters nor broken UTF-8. At most two layers come off, as in
 * Patchwork's own addresses (`%252F`). `+` is never read as a blank.
 *
 * @throws BadUserInputError for an empty id, and one with control characters inside or of
 * more than 1,020 characters, and for one without `@` that is not in brackets: RFC 5322 asks
 * for it, yet a few real ids have none.
 */
export function normalizeMessageId(input: string): string {
  const written = withoutHeaderName(input);
  const checked = requireMessageId(layersOf(written).at(-1) ?? '');
  if (!checked.includes('@') && !/^(?:<|%3c)/i.test(written)) {
    throw new BadUserInputError(
      `${JSON.stringify(checked.slice(0, 80))} is not a valid Message-ID: it has no @: ${RIGHT_FORM}; write an id without @ in angle brackets`,
    );
  }
  return checked;
}

/**
 * The ids that an input can mean, in the order in which to look for them: as it is written, and
 * each layer decoded. What this program shows is an id as it is written, and `a%2Fb@host` is a valid one. For
 * the address of a mail in a public-inbox archive, the ids are those of {@link archivedMessageIds}.
 *
 * @throws BadUserInputError as {@link normalizeMessageId} does, and for any other address.
 */
export function messageIdForms(input: string): readonly string[] {
  const archived = readArchiveAddress(input);
  if (archived === null && /^\s*<?https?:\/\//i.test(input)) {
    throw new BadUserInputError(
      `${JSON.stringify(input.slice(0, 80))} is not the URL of a mail in a known archive; ${RIGHT_FORM}`,
    );
  }
  return archived === null ? formsOf(input) : archivedMessageIds(archived);
}

/**
 * The ids that the address of a mail in an archive can mean, in the order in which to look for them.
 *
 * @throws BadUserInputError as {@link normalizeMessageId} does.
 */
export function archivedMessageIds({ messageIds }: ArchivedMail): readonly string[] {
  return [...new Set(messageIds.flatMap((id) => formsOf(`<${id}>`)))];
}

/** The one of several forms in which nothing is encoded any more; the last one where each may be. */
export function decodedForm(forms: readonly string[]): string {
  return forms.find((form) => !ESCAPE.test(form)) ?? forms.at(-1) ?? '';
}

function formsOf(input: string): readonly string[] {
  const decoded = normalizeMessageId(input);
  // Without @ an id is a valid one in brackets only, and `a%40b` is an encoded one.
  const before = layersOf(withoutHeaderName(input)).filter((id) => id.includes('@'));
  return [...new Set([...before.map(requireMessageId), decoded])];
}

function withoutHeaderName(input: string): string {
  return input.trim().replace(/^message-id:\s*/i, '');
}

/** An id as it is written, and with each layer of encoding taken off. */
function layersOf(written: string): readonly string[] {
  const layers = [stripBrackets(written)];
  while (layers.length <= MAX_LAYERS) {
    const decoded = decodeLayer(layers.at(-1) ?? '');
    if (decoded === null) break;
    layers.push(stripBrackets(decoded));
  }
  return layers;
}

/**
 * Checks an id that is already in its final form; brackets come off, nothing is decoded.
 *
 * @throws BadUserInputError as {@link normalizeMessageId} does.
 */
export function requireMessageId(text: string): string {
  const id = stripBrackets(text.trim());
  if (id === '') throw new BadUserInputError(`A Message-ID is empty: ${RIGHT_FORM}`);
  if (id.length > MAX_LENGTH) {
    throw new BadUserInputError(
      `A Message-ID of ${id.length} characters is longer than any server stores: ${RIGHT_FORM}`,
    );
  }
  if (/>\s*<|\s<|>\s/.test(id)) {
    throw new BadUserInputError(
      `${JSON.stringify(id.slice(0, 80))} is not a single Message-ID: ${RIGHT_FORM}`,
    );
  }
  if (FORBIDDEN.test(id)) {
    throw new BadUserInputError(
      `The Message-ID ${JSON.stringify(id.slice(0, 80))} contains a control character: ${RIGHT_FORM}`,
    );
  }
  return id;
}

/** Takes the brackets off a `msgid` as upstream sends it: `<id@host>` becomes `id@host`. */
export function displayMessageId(msgid: string): string {
  return stripBrackets(msgid.trim());
}

function stripBrackets(text: string): string {
  const start = text.startsWith('<') ? 1 : 0;
  const end = text.endsWith('>') ? text.length - 1 : text.length;
  return start === 0 && end === text.length ? text : text.slice(start, end).trim();
}

function decodeLayer(id: string): string | null {
  if (!ESCAPE.test(id) || STRAY_PERCENT.test(id) || ESCAPED_UNRESERVED.test(id)) return null;
  let decoded: string;
  try {
    decoded = decodeURIComponent(id);
  } catch {
    return null;
  }
  return FORBIDDEN.test(decoded.trim()) || /\s/.test(decoded.trim()) ? null : decoded.trim();
}
