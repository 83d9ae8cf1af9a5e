import type { SourceWarning } from '../../orderedList.js';

/** Warning about an instance that is skipped because the range of dates is empty. */
export function emptyRange(instance: string): SourceWarning {
  return {
    code: 'EMPTY_RANGE',
    message: `${instance}: skipped, because there is no date between "since" and "before", or after the cursor`,
  };
}
