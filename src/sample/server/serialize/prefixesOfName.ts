/** The words in the brackets before a patch's name (`clean_subject` of `patchwork/parser.py`). */
export function prefixesOfName(name: string): readonly string[] {
  const prefixes: string[] = [];
  let rest = name
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(re|fwd?)[:\s]\s*/i, ' ')
    .trim();
  for (;;) {
    const match = /^\[([^\]]*)\]\s*(.*)$/.exec(rest);
    if (match === null) return prefixes;
    prefixes.push(...wordsOf(match[1] ?? ''));
    rest = match[2] ?? '';
  }
}

function wordsOf(prefix: string): readonly string[] {
  // Mercurial's "PATCH 1 of 3" is one word.
  const series = /^PATCH (\d+ of \d+)(.*)$/.exec(prefix);
  const words = [series?.[1] ?? '', ...(series?.[2] ?? prefix).split(/[,\s]+/)];
  return words.filter((word) => word !== '' && word.toLowerCase() !== 'patch');
}
