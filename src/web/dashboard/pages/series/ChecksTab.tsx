import type { ReactElement } from 'react';
import { reasonAt, type AnswerError } from '../../data/request.js';
import { CheckTable } from '../../parts/CheckTable.js';
import { Empty } from '../../parts/states.js';
import type { SeriesData } from './SeriesData.js';

/** The latest check per context and patch. */
export function ChecksTab({
  series,
  errors,
}: {
  series: SeriesData;
  errors: readonly AnswerError[];
}): ReactElement {
  const { checkRollup } = series;
  if (checkRollup === null) {
    return (
      <Empty>
        {reasonAt(errors, ['series', 'checkRollup']) ?? 'The checks are not available.'}
      </Empty>
    );
  }
  const unchecked = checkRollup.uncheckedPatches.map(({ index }) => index ?? '?');
  const checks = checkRollup.contexts.flatMap((context) => context.checks);
  return (
    <div className="flex flex-col gap-3">
      {unchecked.length > 0 && (
        <p className="text-muted">
          No check on {unchecked.length === 1 ? 'patch' : 'patches'} {unchecked.join(', ')}.
        </p>
      )}
      {checks.length > 0 && <CheckTable checks={checks} />}
    </div>
  );
}
