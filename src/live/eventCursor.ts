import { z } from 'zod';
import { BadUserInputError } from '../errors.js';
import { isStamp } from './stamps.js';

/** Progress of a subscriber in the events of one instance. */
export interface SubscriberPlace {
  /** Position of the last delivery that was returned completely; empty if it is not known. */
  readonly position: string;
  /** Number of returned events of the delivery after it. */
  readonly given: number;
  /** Timestamp of the newest event that was returned or skipped: another process continues there. */
  readonly date: string | null;
  readonly id: number | null;
}

/** The rest of a step that returns several objects, one by one. */
export interface ObjectsLeft {
  /** Identifies the list of objects, so that the cursor of another subscription does not apply. */
  readonly of: string;
  /** Numbers of the objects, in the order of the arguments. */
  readonly left: readonly number[];
}

/** Place at which a subscription continues. */
export interface EventCursor {
  readonly places: ReadonlyMap<string, SubscriberPlace>;
  readonly objects: ObjectsLeft | null;
}

/** Longer texts are not valid cursors: 100 instances take about 8,000 characters. */
const MAX_CURSOR_LENGTH = 32_768;

const place = z.tuple([
  z.string().max(200),
  z.int().min(0),
  z.string().refine(isStamp).nullable(),
  z.int().min(0).nullable(),
]);
const written = z.strictObject({
  v: z.literal(1),
  p: z.record(z.string().max(100), place),
  o: z.tuple([z.string().max(100), z.array(z.int().min(0)).max(250)]).optional(),
});

/** Writes a cursor: URL-safe, and readable to every replica. */
export function encodeEventCursor({ places, objects }: EventCursor): string {
  const p: z.infer<typeof written>['p'] = {};
  for (const [instance, { position, given, date, id }] of places) {
    p[instance] = [position, given, date, id];
  }
  const o = objects === null ? {} : { o: [objects.of, [...objects.left]] };
  return Buffer.from(JSON.stringify({ v: 1, p, ...o })).toString('base64url');
}

/**
 * Reads a cursor from a client.
 *
 * @throws BadUserInputError for a text that is not one.
 */
export function decodeEventCursor(text: string): EventCursor {
  const read = text.length > MAX_CURSOR_LENGTH ? undefined : written.safeParse(parse(text)).data;
  if (read === undefined) {
    throw new BadUserInputError(
      `after: "${text.slice(0, 80)}" is not a cursor of a subscription; pass the "cursor" of a delivery unchanged, or omit it to start now`,
      { argument: 'after' },
    );
  }
  const places = Object.entries(read.p).map(
    ([instance, [position, given, date, id]]) => [instance, { position, given, date, id }] as const,
  );
  return {
    places: new Map(places),
    objects: read.o === undefined ? null : { of: read.o[0], left: read.o[1] },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
