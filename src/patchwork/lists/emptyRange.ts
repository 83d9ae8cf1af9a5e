import type { SourceWarning } from '../../orderedList.js';

/** Why an instance is not asked for a range of dates that holds none. */
export function emptyRange(instance: string): SourceWarning {
  return {
    code: 'EMPTY_RANGE',
    message: `${instance}: skipped, because there is no date between "since" and "before", or after the cursor`,
  };
}
