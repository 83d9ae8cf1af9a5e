import type { StateCategory } from '../../patchwork/states.js';

/** What `is:open` and `is:closed` mean. A state without a known meaning is neither. */
export const CATEGORIES: Readonly<Record<'open' | 'closed', readonly StateCategory[]>> = {
  open: ['ACTION_REQUIRED'],
  closed: ['ACCEPTED', 'CLOSED'],
};
