/**
 * The known name nearest to a mistyped one, or undefined when none is near enough to be meant.
 * Distance is Levenshtein's, letter case ignored; two edits are forgiven, or one in three letters.
 */
export function suggestName(typed: string, known: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let nearestDistance = Math.max(2, Math.floor(typed.length / 3)) + 1;
  for (const name of known) {
    const distance = editDistance(typed.toLowerCase(), name.toLowerCase());
    if (distance < nearestDistance) {
      nearest = name;
      nearestDistance = distance;
    }
  }
  return nearest;
}

function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (const [row, leftLetter] of Array.from(left).entries()) {
    const current = [row + 1];
    for (const [column, rightLetter] of Array.from(right).entries()) {
      const substitution = (previous[column] ?? 0) + (leftLetter === rightLetter ? 0 : 1);
      const insertion = (current[column] ?? 0) + 1;
      const deletion = (previous[column + 1] ?? 0) + 1;
      current.push(Math.min(substitution, insertion, deletion));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
