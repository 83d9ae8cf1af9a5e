/** Meanings of states, whatever their names on a server: `Patch.state.category`. */
export const STATE_CATEGORIES = ['ACTION_REQUIRED', 'ACCEPTED', 'CLOSED', 'UNKNOWN'] as const;

/** One of {@link STATE_CATEGORIES}. */
export type StateCategory = (typeof STATE_CATEGORIES)[number];
