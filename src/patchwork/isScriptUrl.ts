/** Schemes of URLs that browsers run, or show as a page of the site that links to them. */
const SCRIPT_SCHEMES = new Set(['javascript', 'vbscript', 'data']);

/**
 * Whether a browser would run a URL as a script. It ignores control characters and blanks before a URL, and
 * line breaks and tabs inside (https://url.spec.whatwg.org/#concept-basic-url-parser).
 */
export function isScriptUrl(url: string): boolean {
  if (url.startsWith('http')) return false;
  const [scheme = ''] = url.replace(/[\p{Cc} ]/gu, '').split(':', 1);
  return SCRIPT_SCHEMES.has(scheme.toLowerCase()) && url.includes(':');
}
