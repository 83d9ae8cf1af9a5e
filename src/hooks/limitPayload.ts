import { isObject } from '../isObject.js';

/** Larger payloads lose the selected fields of their events. */
const MAX_PAYLOAD_BYTES = 256 * 1024;

/**
 * The body of a delivery. One that is too large has the cursor, the gaps and the plain fields of
 * its events, such as their ids, and `"truncated": true`.
 *
 * @param text the answer as JSON.
 */
export function limitPayload(text: string): {
  readonly body: string;
  readonly isTruncated: boolean;
} {
  if (Buffer.byteLength(text) <= MAX_PAYLOAD_BYTES) return { body: text, isTruncated: false };
  const answer: unknown = JSON.parse(text);
  const data = isObject(answer) && isObject(answer['data']) ? answer['data'] : {};
  const rest = { truncated: true, ...warningsOf(answer) };
  const short = JSON.stringify({ data: mapValues(data, shortDelivery), ...rest });
  if (Buffer.byteLength(short) <= MAX_PAYLOAD_BYTES) return { body: short, isTruncated: true };
  const cursors = mapValues(data, (delivery) => plainFields(delivery));
  return { body: JSON.stringify({ data: cursors, ...rest }), isTruncated: true };
}

/** Warnings about missing events are kept. */
function warningsOf(answer: unknown): object {
  const extensions = isObject(answer) ? answer['extensions'] : undefined;
  const warnings = isObject(extensions) ? extensions['warnings'] : undefined;
  return Array.isArray(warnings) ? { extensions: { warnings } } : {};
}

function shortDelivery(delivery: unknown): unknown {
  if (!isObject(delivery)) return delivery;
  return mapValues(delivery, (value) => {
    if (Array.isArray(value)) return value.map(plainFields);
    return isObject(value) ? plainFields(value) : value;
  });
}

/** Its fields that are neither objects nor lists. */
function plainFields(value: unknown): unknown {
  if (!isObject(value)) return value;
  const plain = Object.entries(value).filter(([, one]) => typeof one !== 'object' || one === null);
  return Object.fromEntries(plain);
}

function mapValues(
  object: Readonly<Record<string, unknown>>,
  map: (value: unknown) => unknown,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}
