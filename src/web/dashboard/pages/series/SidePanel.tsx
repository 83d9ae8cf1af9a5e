import type { ReactElement, ReactNode } from 'react';
import { reasonAt, type AnswerError } from '../../data/request.js';
import { CheckMark, Missing } from '../../parts/marks.js';
import { worstFirst } from '../../parts/worstFirst.js';
import { TrailerList } from '../../parts/TrailerList.js';
import type { SeriesData } from './SeriesData.js';

/** Checks by context, trailers, and what the series is based on. */
export function SidePanel({
  series,
  errors,
}: {
  series: SeriesData;
  errors: readonly AnswerError[];
}): ReactElement {
  const contexts = series.checkRollup?.contexts.toSorted(worstFirst);
  return (
    <div className="flex flex-col gap-4">
      <Block title="Checks">
        {contexts === undefined ? (
          <Missing reason={reasonAt(errors, ['series', 'checkRollup'])} />
        ) : (
          <ul className="flex flex-col gap-0.5 text-sm">
            {contexts.map(({ context, state }) => (
              <li key={context} className="flex gap-2">
                <span className="w-20 shrink-0">
                  <CheckMark state={state} />
                </span>
                <bdi title={context} className="truncate">
                  {context}
                </bdi>
              </li>
            ))}
            {contexts.length === 0 && (
              <li className="text-muted">none: no check has been reported</li>
            )}
          </ul>
        )}
      </Block>
      <Block title="Trailers">
        {series.trailers === null ? (
          <Missing reason={reasonAt(errors, ['series', 'trailers'])} />
        ) : (
          <TrailerList trailers={series.trailers} />
        )}
      </Block>
      {series.reviewDecision !== null && (
        <Block title="Decision">
          <p>{series.reviewDecision.toLowerCase().replaceAll('_', ' ')}</p>
          {(series.reviewSummary?.unreviewedIndexes.length ?? 0) > 0 && (
            <p className="text-sm text-muted">
              Not reviewed: {series.reviewSummary?.unreviewedIndexes.join(', ')}
            </p>
          )}
        </Block>
      )}
      {series.baseCommit !== null && (
        <Block title="Base commit">
          <code className="text-sm wrap-anywhere">{series.baseCommit}</code>
        </Block>
      )}
    </div>
  );
}

function Block({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <section>
      <h2 className="mb-1 font-semibold">{title}</h2>
      {children}
    </section>
  );
}
