/** Whether blanks other than the space are allowed in a text: in long ones they are part of it. */
export type Blanks = 'SPACES_ONLY' | 'LINES_AND_TABS';

const FORBIDDEN: Readonly<Record<Blanks, RegExp>> = {
  SPACES_ONLY: /\p{Cc}/u,
  LINES_AND_TABS: /[^\P{Cc}\t\n\v\f\r]/u,
};

/**
 * Says which control character a text contains. Patchwork handles none of them well: NUL is a 400 or a 500,
 * or is left out of what is searched for, by release; what is stored with others cannot be shown.
 *
 * @returns undefined where there is none.
 */
export function controlCharacterIn(text: string, blanks: Blanks): string | undefined {
  const found = FORBIDDEN[blanks].exec(text);
  if (found === null) return undefined;
  const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return `there is a control character U+${code} at character ${String(found.index + 1)}`;
}
