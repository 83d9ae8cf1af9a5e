import type { SeriesQuery } from '../../generated/graphql.js';

/** A series as its page reads it. */
export type SeriesData = NonNullable<SeriesQuery['series']>;
