/** The words for Patchwork's numbers of check states, 0 to 3. */
export const checkStates = ['pending', 'success', 'warning', 'fail'] as const;
