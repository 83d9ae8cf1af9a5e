import libmime from 'libmime';

/**
 * Converts the `headers` object of a REST answer into a list with one entry per occurrence: unfolded
 * (RFC 5322) and with encoded words decoded (RFC 2047).
 */
export function decodeHeaders(
  headers: Readonly<Record<string, string | readonly string[]>>,
): (readonly [name: string, value: string])[] {
  return Object.entries(headers).flatMap(([name, values]) =>
    [values]
      .flat()
      .map((raw) => [name, libmime.decodeWords(raw.replace(/\r?\n(?=[ \t])/g, ''))] as const),
  );
}
