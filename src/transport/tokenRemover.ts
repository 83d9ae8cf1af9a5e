/**
 * Removes a token from texts of a server: some repeat what they received, and errors are shown and
 * logged. Matches any case and percent-encoding.
 *
 * @returns a function from a text to the text without the token.
 */
export function tokenRemover(token: string | undefined): (text: string) => string {
  if (token === undefined || token === '') return (text) => text;
  const spellings = [...new Set([token, encodeURIComponent(token)])].map((one) =>
    one.replace(/[^\w]/g, '\\$&'),
  );
  const pattern = new RegExp(spellings.join('|'), 'gi');
  return (text) => text.replace(pattern, '[token]');
}
