/**
 * The path of the first difference between an answer and the expected one, with both values; undefined
 * if they are equal. The order of keys does not matter.
 */
export function findDifference(answer: unknown, right: unknown, path = '$'): string | undefined {
  if (answer === right) return undefined;
  if (!isObject(answer) || !isObject(right)) {
    return `${path}: ${shorten(answer)}, expected ${shorten(right)}`;
  }
  if (Array.isArray(answer) && Array.isArray(right) && answer.length !== right.length) {
    return `${path}: ${String(answer.length)} rows, expected ${String(right.length)}`;
  }
  for (const key of new Set([...Object.keys(answer), ...Object.keys(right)])) {
    const difference = findDifference(answer[key], right[key], `${path}.${key}`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function shorten(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80);
}
