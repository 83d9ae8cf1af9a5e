/**
 * Reduces the address of a Patchwork server to its base: no `/api` or `/api/1.3`, no trailing
 * slash; a sub-path (`https://example.org/patchwork`) stays. Returns undefined for anything that is not such a
 * address: another scheme, user and password, a query or a fragment.
 */
export function normalizeInstanceUrl(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, host, pathname, username, password, search, hash } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  if (`${username}${password}${search}${hash}` !== '') return undefined;
  const path = pathname.replace(/\/+$/, '').replace(/\/api(?:\/[\d.]+)?$/, '');
  return `${protocol}//${host}${path.replace(/\/+$/, '')}`;
}
