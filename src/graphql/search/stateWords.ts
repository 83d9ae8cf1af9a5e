import type { StateCategory } from '../../patchwork/states.js';

/** Meanings of `is:open` and `is:closed`. A state without a known meaning is neither. */
export const CATEGORIES: Readonly<Record<'open' | 'closed', readonly StateCategory[]>> = {
  open: ['ACTION_REQUIRED'],
  closed: ['ACCEPTED', 'CLOSED'],
};
