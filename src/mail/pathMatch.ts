/**
 * Whether a path fits a pattern of a filter: `dir/` takes everything below; in any other pattern `*`
 * and `?` match characters of one path part, and the whole path must fit.
 *
 * @internal
 */
export function matchesPath(path: string, pattern: string): boolean {
  if (pattern.endsWith('/') && !/[*?]/.test(pattern)) return path.startsWith(pattern);
  const isFolder = pattern.endsWith('/');
  const wanted = (isFolder ? pattern.slice(0, -1) : pattern).split('/');
  const parts = path.split('/');
  if (isFolder ? parts.length <= wanted.length : parts.length !== wanted.length) return false;
  return wanted.every((part, index) => matchesGlob(parts[index] ?? '', part));
}

/** A test for the files of a diff: its old and its new path count, and one pattern is enough. */
export function createPathFilter(
  patterns: readonly string[],
): (file: { readonly path: string; readonly previousPath: string | null }) => boolean {
  return ({ path, previousPath }) =>
    patterns.some(
      (pattern) =>
        matchesPath(path, pattern) || (previousPath !== null && matchesPath(previousPath, pattern)),
    );
}

/**
 * Whether a text fits a glob of `*` (any number of characters) and `?` (one). Goes back to the last
 * star only, so the work is at most the product of both lengths, whatever the pattern.
 *
 * @param isPrefix a beginning of the text is enough.
 */
export function matchesGlob(text: string, pattern: string, isPrefix = false): boolean {
  let at = 0;
  let wanted = 0;
  let star = -1;
  let resume = 0;
  for (;;) {
    if (wanted === pattern.length && (isPrefix || at === text.length)) return true;
    const mark = pattern.charAt(wanted);
    if (mark === '*') {
      star = wanted;
      resume = at;
      wanted += 1;
    } else if (at < text.length && mark !== '' && (mark === '?' || mark === text.charAt(at))) {
      at += 1;
      wanted += 1;
    } else if (star !== -1 && resume < text.length) {
      resume += 1;
      at = resume;
      wanted = star + 1;
    } else {
      return false;
    }
  }
}
