import * as z from 'zod/mini';
import type { EventCategory } from '../generated/graphql.js';

const text = z.catch(z.optional(z.string()), undefined);

/** What the address of the queue says. An unknown value counts as the default. */
export const queueSearchSchema = z.object({
  /** Names of instances, separated by commas; all by default. */
  i: text,
  /** Link name, or instance and link name. */
  project: text,
  turn: z.catch(z.optional(z.enum(['me', 'reviewer', 'submitter', 'any'])), undefined),
  /** Slug of a state that a patch must have. */
  state: text,
  check: z.catch(z.optional(z.enum(['NONE', 'PENDING', 'SUCCESS', 'WARNING', 'FAIL'])), undefined),
  /** Login name. */
  delegate: text,
  /** Days that somebody has waited, at least. */
  age: z.catch(z.optional(z.coerce.number().check(z.int(), z.positive())), undefined),
  sort: z.catch(z.optional(z.enum(['waiting', 'newest', 'oldest', 'title'])), undefined),
  group: z.catch(z.optional(z.enum(['turn', 'server', 'project', 'none'])), undefined),
  /** Global ids of the selected series, separated by dots. */
  sel: text,
});

/** What the address of the queue says. */
export type QueueSearch = z.infer<typeof queueSearchSchema>;

/** What the address of a series says. */
export const seriesSearchSchema = z.object({
  tab: z.catch(z.optional(z.enum(['overview', 'thread', 'diff', 'checks', 'versions'])), undefined),
  /** Position of the patch that is looked at. */
  p: z.catch(z.optional(z.coerce.number().check(z.int(), z.nonnegative())), undefined),
});

/** What the address of a series says. */
export type SeriesSearch = z.infer<typeof seriesSearchSchema>;

/** The parts of a series that have a tab. */
export type SeriesTab = NonNullable<SeriesSearch['tab']>;

/** What the address of a comparison says. */
export const compareSearchSchema = z.object({
  /** Global id of the series to compare from; by default the version before. */
  with: z.catch(z.optional(z.string()), undefined),
});

/** What the address of a search says. */
export const searchPageSchema = z.object({
  /** The query. */
  q: text,
  /** Names of instances, separated by commas. */
  i: text,
  /** Cursor of the page. */
  after: text,
});

/** What the address of a search says. */
export type SearchPageSearch = z.infer<typeof searchPageSchema>;

/** What the address of a project says. */
export const projectSearchSchema = z.object({
  /** How much of the history is shown, in weeks; none by default. */
  weeks: z.catch(z.optional(z.literal([4, 13, 52])), undefined),
});

/** What the address of a project says. */
export type ProjectSearch = z.infer<typeof projectSearchSchema>;

/** Kinds of events, as the filter offers them. */
export const EVENT_CATEGORIES = [
  'PATCH_CREATED',
  'PATCH_COMPLETED',
  'PATCH_STATE_CHANGED',
  'PATCH_DELEGATED',
  'PATCH_RELATION_CHANGED',
  'PATCH_COMMENT_CREATED',
  'CHECK_CREATED',
  'COVER_CREATED',
  'COVER_COMMENT_CREATED',
  'SERIES_CREATED',
  'SERIES_COMPLETED',
] as const satisfies readonly EventCategory[];

/** What the address of the activity says. */
export const activitySchema = z.object({
  i: text,
  project: text,
  category: z.catch(z.optional(z.enum(EVENT_CATEGORIES)), undefined),
  after: text,
});

/** What the address of the activity says. */
export type ActivitySearch = z.infer<typeof activitySchema>;

/** What the address says: an address of Patchwork or of a list archive. */
export const goSchema = z.object({ u: text });
