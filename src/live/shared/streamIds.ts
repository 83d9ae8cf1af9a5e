/** Start of a stream. */
export const STREAM_START = '0-0';

const STREAM_ID = /^\d{1,15}-\d{1,15}$/;

/** Whether a text is the id of an entry of a Valkey stream: milliseconds and a number among them. */
export function isStreamId(text: unknown): text is string {
  return typeof text === 'string' && STREAM_ID.test(text);
}

/** Orders ids of one stream, for `Array.prototype.sort`. */
export function compareStreamIds(left: string, right: string): number {
  const [leftMs, leftCount] = partsOf(left);
  const [rightMs, rightCount] = partsOf(right);
  return leftMs - rightMs || leftCount - rightCount;
}

/** The later of two ids. */
export function laterStreamId(left: string, right: string): string {
  return compareStreamIds(left, right) >= 0 ? left : right;
}

/** When the entry was added, by the clock of the server, in milliseconds since 1970. */
export function streamIdMs(id: string): number {
  return partsOf(id)[0];
}

function partsOf(id: string): readonly [number, number] {
  const [ms = '0', count = '0'] = id.split('-');
  return [Number(ms), Number(count)];
}
