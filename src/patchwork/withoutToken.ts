/**
 * Takes a token out of a text that a server wrote: some repeat what they were sent, and errors are shown
 * and logged. Any spelling of case counts, and percent-encoding as well.
 */
export function withoutToken(text: string, token: string | undefined): string {
  if (token === undefined || token === '') return text;
  const spellings = [...new Set([token, encodeURIComponent(token)])].map((one) =>
    one.replace(/[^\w]/g, '\\$&'),
  );
  return text.replace(new RegExp(spellings.join('|'), 'gi'), '[token]');
}
