const MAX_URL_LENGTH = 2048;

/**
 * The Message-ID that a URL of a mail archive names: its last path part with an `@`, decoded
 * (`https://lore.kernel.org/r/<id>/`, `https://patch.msgid.link/<id>`). An id in angle brackets and a
 * bare id are taken too. Null where nothing looks like an id.
 */
export function messageIdOfLink(text: string): string | null {
  const written = text.trim().slice(0, MAX_URL_LENGTH);
  const bracketed = bracketedId(written);
  if (bracketed !== null) return bracketed;
  const url = written.split(/\s/, 1)[0]?.replace(/^<|>$/g, '') ?? '';
  if (!/^https?:\/\//i.test(url)) return /^[^\s<>@/]+@[^\s<>@]+$/.test(url) ? url : null;
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '').split(/[?#]/, 1)[0] ?? '';
  const part = path
    .split('/')
    .map(decodePart)
    .findLast((one) => /[^@]@[^@]/.test(one));
  return part === undefined ? null : part.replace(/^<|>$/g, '');
}

function bracketedId(text: string): string | null {
  const open = text.indexOf('<');
  const close = open === -1 ? -1 : text.indexOf('>', open);
  if (close === -1) return null;
  const id = text.slice(open + 1, close).replace(/^mailto:/i, '');
  return /^[^\s<>]+$/.test(id) && !id.includes('://') ? id : null;
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
