import type { PatchQuery } from '../../generated/graphql.js';

/** What the page of a patch reads of it. */
export type PatchData = NonNullable<PatchQuery['patch']>;
