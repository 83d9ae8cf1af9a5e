const MIN_VISIBLE = 8;
const BLADES = ['>8', '8<', '>%', '%<'];

/**
 * Whether a line is a scissors line (`-- >8 --`), by git's rule (mailinfo.c, `is_scissors_line`): at
 * least 8 visible bytes, of which more than a third are perforation (dashes, blades, and the
 * blanks between them), and less than half of the perforation is blank.
 */
export function isScissorsLine(line: string): boolean {
  // Most lines have no blade.
  if (!/[>%]8|8<|>%|%</.test(line)) return false;
  const text = line.trim();
  let blades = 0;
  let perforation = 0;
  let gaps = 0;
  let isPerforated = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (/\s/.test(char)) {
      if (isPerforated) {
        perforation += 1;
        gaps += 1;
      }
    } else if (char === '-') {
      isPerforated = true;
      perforation += 1;
    } else if (BLADES.includes(text.slice(at, at + 2))) {
      isPerforated = true;
      perforation += 2;
      blades += 1;
      at += 1;
    } else {
      isPerforated = false;
    }
  }
  // git counts the blanks behind the last mark and the line break too.
  const trailing = isPerforated ? line.length - line.trimEnd().length + 1 : 0;
  perforation += trailing;
  gaps += trailing;
  const visibleBytes = Buffer.byteLength(text);
  return (
    blades > 0 &&
    visibleBytes >= MIN_VISIBLE &&
    visibleBytes < perforation * 3 &&
    gaps * 2 < perforation
  );
}
