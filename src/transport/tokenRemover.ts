/**
 * Takes a token out of texts that a server wrote: some repeat what they were sent, and errors are shown
 * and logged. Any spelling of case counts, and percent-encoding as well.
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
