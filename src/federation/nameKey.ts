/**
 * The sort key of a name, so that names of several servers compare alike: databases have collations
 * of their own. Case and width are ignored first (NFKC, lower case, no locale), then the name as
 * it stands breaks the tie. Null comes after every name in ASC order.
 */
export function nameKey(name: string | null): string {
  if (name === null) return '1';
  return `0${name.normalize('NFKC').toLowerCase().normalize('NFKC')}\u0000${name}`;
}
