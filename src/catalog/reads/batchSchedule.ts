import type { Scope } from '../../patchwork/Scope.js';

/** Options by which a DataLoader reads its batches when the operation wants them read. */
export function batchSchedule({ scheduleBatch }: Scope): {
  batchScheduleFn?: (dispatch: () => void) => void;
} {
  return scheduleBatch === undefined ? {} : { batchScheduleFn: scheduleBatch };
}
