import type { ReactElement } from 'react';
import type { SearchQuery } from '../../generated/graphql.js';
import { Time } from '../../parts/time.js';

/** How far mails are indexed, where the query reads them. */
export function Coverage({
  coverage,
}: {
  coverage: NonNullable<SearchQuery['search']>['coverage'];
}): ReactElement | null {
  if (coverage.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted" aria-label="Indexed mails">
      {coverage.map(({ instance, projectName, from, until, holes, state }) => (
        <li key={`${instance.name}/${projectName}`}>
          {instance.name}/{projectName}:{' '}
          {from === null || until === null ? (
            <span className="text-warn">texts are not indexed</span>
          ) : (
            <>
              indexed from <Time date={from} /> until <Time date={until} />
              {holes.length > 0 && <span className="text-warn">, with {holes.length} gaps</span>}
              {state === 'BACKFILLING' && ', earlier mails are being read'}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
