import { z } from 'zod';
import { ERRORS, GatewayError, type ErrorCode } from '../../errors.js';
import { event, type Event } from '../../patchwork/resources/event.js';
import { storedAs } from '../../patchwork/storedShape.js';
import { API_VERSIONS, type ApiVersion } from '../../apiVersions.js';
import type { FeedProgress, Moment } from '../Coverage.js';
import type { FeedGap, FeedState } from '../feedState.js';

/*
 * Messages between replicas. Other programs may write to the store, so each message is
 * validated, and an invalid one counts as missing.
 */

const stamp = z.string().max(40);
const place = z.object({ date: stamp, id: z.int().nullable() });

const storedState = z.object({
  place: place.nullable(),
  seen: z.array(z.tuple([z.int(), stamp])).max(60_000),
  /** Of older releases, which need it. */
  unreadable: z.int(),
  unreadableRows: z.array(z.string().max(100)).max(60_000).default([]),
  zoneErrorSeconds: z.number(),
  shownZoneErrorSeconds: z.number(),
  lookBackSeconds: z.number(),
});

const gap = z.object({
  reason: z.enum([
    'FEED_REWOUND',
    'TOO_FAR_BEHIND',
    'TRIMMED',
    'SLOW_CLIENT',
    'NOT_FOLLOWED',
    'UNREADABLE',
  ]),
  from: stamp.nullable(),
  to: stamp.nullable(),
  missedAtLeast: z.int().nullable(),
});

const entry = z.object({
  events: z.array(z.custom<Event>(storedAs(event))),
  gaps: z.array(gap),
  place: place.nullable(),
});

/** A moment of another process: its age at the beat, and its time by the wall clock. */
const moment = z.object({ agoMs: z.number().nonnegative(), at: z.number() });

const beat = z.object({
  since: moment.nullable(),
  last: moment.nullable(),
  known: moment.nullable(),
  hasGap: z.boolean(),
  error: z
    .object({ code: z.string().refine((code) => code in ERRORS), message: z.string().max(2_000) })
    .nullable(),
  intervalSeconds: z.number().positive(),
  place: place.nullable(),
  zoneErrorSeconds: z.number(),
  /** Missing in messages of older releases, and if the version is configured. */
  apiVersion: z.enum(API_VERSIONS).optional().catch(undefined),
});

/** Content of one entry of a stream. */
export interface FeedStreamEntry {
  readonly events: readonly Event[];
  readonly gaps: readonly FeedGap[];
  readonly place: FeedState['place'];
}

/** The progress of another replica, as of when it was written. */
export type FeedBeat = z.infer<typeof beat>;

/** Text for the state of a feed. */
export function encodeState({ seen, unreadable, ...state }: FeedState): string {
  const written: z.input<typeof storedState> = {
    ...state,
    seen: [...seen],
    unreadable: unreadable.size,
    unreadableRows: [...unreadable],
  };
  return JSON.stringify(written);
}

/** @returns undefined for anything that {@link encodeState} did not write. */
export function decodeState(text: string | undefined): FeedState | undefined {
  const read = decode(storedState, text);
  if (read === undefined) return undefined;
  const { seen, unreadable: _count, unreadableRows, ...state } = read;
  return { ...state, seen: new Map(seen), unreadable: new Set(unreadableRows) };
}

/** Text for one entry. */
export function encodeEntry({ events, gaps, place }: FeedStreamEntry): string {
  return JSON.stringify({ events, gaps, place });
}

/** @returns undefined for anything that {@link encodeEntry} did not write. */
export function decodeEntry(text: string | undefined): FeedStreamEntry | undefined {
  return decode(entry, text);
}

/**
 * Text for the progress of polls.
 *
 * @param nowMs by the clock of the moments.
 * @param apiVersion that the leader negotiated with the server.
 */
export function encodeBeat(progress: FeedProgress, nowMs: number, apiVersion?: ApiVersion): string {
  const ago = (when: Moment | null) =>
    when && { agoMs: Math.max(0, nowMs - when.elapsedMs), at: when.at };
  const { since, last, known, error, hasGap, intervalSeconds, place, zoneErrorSeconds } = progress;
  return JSON.stringify({
    since: ago(since),
    last: ago(last),
    known: ago(known),
    hasGap,
    error: error && { code: error.code, message: error.message },
    intervalSeconds,
    place,
    zoneErrorSeconds,
    apiVersion,
  } satisfies FeedBeat);
}

/** @returns undefined for anything that {@link encodeBeat} did not write. */
export function decodeBeat(text: string | undefined): FeedBeat | undefined {
  return decode(beat, text);
}

/** Why the last poll failed, according to the replica that made it. */
export function errorOf({ error }: FeedBeat, instance: string): GatewayError | null {
  if (error === null) return null;
  return new GatewayError(error.message, { code: error.code as ErrorCode, instance });
}

function decode<S extends z.ZodType>(schema: S, text: string | undefined): z.infer<S> | undefined {
  if (text === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
