/** Longer names are compared by their beginnings. */
const MAX_LENGTH = 64;

/**
 * The known name that is most similar to a mistyped one, for "did you mean". Case is ignored; one edit in
 * three letters is accepted, at least one.
 *
 * @returns undefined if none is similar.
 */
export function suggestName(typed: string, known: Iterable<string>): string | undefined {
  const lower = typed.toLowerCase().slice(0, MAX_LENGTH);
  let nearest: string | undefined;
  let nearestDistance = Math.max(1, Math.floor(lower.length / 3)) + 1;
  for (const name of known) {
    const distance = editDistance(lower, name.toLowerCase().slice(0, MAX_LENGTH));
    if (distance < nearestDistance && distance < name.length) {
      nearest = name;
      nearestDistance = distance;
    }
  }
  return nearest;
}

/** Damerau-Levenshtein distance (optimal string alignment): a swap of neighbors is one edit. */
function editDistance(left: string, right: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 &&
        column > 1 &&
        left[row - 1] === right[column - 2] &&
        left[row - 2] === right[column - 1];
      if (swapped) cost = Math.min(cost, (beforePrevious[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[right.length] ?? 0;
}
