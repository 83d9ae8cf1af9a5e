import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { reasonAt, type AnswerError } from '../../data/request.js';
import { InstanceTag } from '../../parts/marks.js';
import { Empty } from '../../parts/states.js';
import { Time } from '../../parts/time.js';
import type { SeriesData } from './SeriesData.js';

/** The versions of the series, and why they are considered so. */
export function VersionsTab({
  series,
  errors,
}: {
  series: SeriesData;
  errors: readonly AnswerError[];
}): ReactElement {
  const { versions } = series;
  if (versions === null) {
    return (
      <Empty>{reasonAt(errors, ['series', 'versions']) ?? 'The versions are not available.'}</Empty>
    );
  }
  return (
    <ol className="flex flex-col gap-2">
      {versions.map(({ label, series: version, confidence, reasons, isLatest, kind }) => {
        const params = { instance: version.instance.name, number: String(version.databaseId) };
        const isThis = version.id === series.id;
        return (
          <li
            key={version.id}
            className={`rounded-md border border-line px-3 py-2 ${isThis ? 'bg-select' : ''}`}
          >
            <p className="flex flex-wrap items-baseline gap-x-3">
              <strong>v{label}</strong>
              <Link
                to="/s/$instance/$number"
                params={params}
                search={{}}
                className="min-w-0 wrap-anywhere text-accent underline"
              >
                {version.name ?? `Series ${version.databaseId}`}
              </Link>
              <InstanceTag name={version.instance.name} />
              <span className="text-muted">
                <Time date={version.date} />, {version.total ?? '?'} patches
                {kind !== 'FULL' && `, ${kind.toLowerCase()}`}
                {isLatest && ', latest'}
                {isThis && ', this one'}
              </span>
              {!isThis && (
                <Link
                  to="/s/$instance/$number/compare"
                  params={{ instance: series.instance.name, number: String(series.databaseId) }}
                  search={{ with: version.id }}
                  className="text-accent underline"
                >
                  Compare
                </Link>
              )}
            </p>
            {reasons.length > 0 && (
              <p className="text-sm wrap-anywhere text-muted">
                {confidence?.toLowerCase()}:{' '}
                {reasons
                  .map(
                    ({ kind: why, detail }) =>
                      `${why.toLowerCase().replaceAll('_', '-')} ${detail}`,
                  )
                  .join('; ')}
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
}
