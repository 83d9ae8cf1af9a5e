/**
 * The `name` Patchwork gives a mail: its subject with the prefixes in one bracket, without PATCH and
 * without the project's own link name, cut at 255 characters (`patchwork/parser.py`, `clean_subject`).
 *
 * @param prefixes as in the subject, for example `['PATCH', 'v2', '1/3']`
 */
export function composeName(prefixes: readonly string[], title: string, linkName: string): string {
  const kept = prefixes
    .flatMap((prefix) => prefix.split(/[\s,]+/))
    .filter((word) => word !== '' && !/^patch$/i.test(word) && word !== linkName);
  const name = kept.length === 0 ? title : `[${kept.join(',')}] ${title}`;
  return name.trim().slice(0, 255);
}
