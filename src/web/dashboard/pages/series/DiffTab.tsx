import { Suspense, useMemo, type ReactElement } from 'react';
import { changeSettings, settings } from '../../data/settings.js';
import { useStored } from '../../data/stored.js';
import { useAnswer } from '../../data/useAnswer.js';
import { SeriesDiffDocument } from '../../generated/graphql.js';
import { useShortcuts } from '../../keys/keys.js';
import { Button } from '../../parts/controls.js';
import { LazyDiffView } from '../../parts/LazyDiffView.js';
import { Empty, Failure, Skeleton } from '../../parts/states.js';
import type { SeriesData } from './SeriesData.js';

/** The diffs of the series or of the chosen patch. They are read when they are looked at. */
export function DiffTab({
  series,
  position,
}: {
  series: SeriesData;
  position: number | undefined;
}): ReactElement {
  const { diff: style } = useStored(settings);
  const turn = (): void => {
    changeSettings({ diff: style === 'split' ? 'unified' : 'split' });
  };
  useShortcuts([{ keys: 't', label: 'unified or split diff', run: turn }]);
  const { data, error, isPending, refetch } = useAnswer(SeriesDiffDocument, {
    instance: series.instance.name,
    databaseId: series.databaseId,
  });
  const patches = data?.data.series?.patches;
  const shown = useMemo(
    () =>
      (patches ?? []).filter(
        ({ index }, at) => position === undefined || (index ?? at + 1) === position,
      ),
    [patches, position],
  );
  const diffs = useMemo(
    () => shown.flatMap(({ id, diff }) => (diff === null ? [] : [{ id, diff }])),
    [shown],
  );
  if (error !== null && data === undefined) {
    return <Failure error={error} onRetry={() => void refetch()} />;
  }
  if (isPending) return <Skeleton rows={8} label="Reading the diffs" />;
  const problems = shown.flatMap(({ diffProblems }) => diffProblems ?? []);
  const { additions, deletions } = data.data.series ?? {};
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-3 text-sm">
        {additions != null && deletions != null && (
          <span>
            <span className="text-ok">+{additions}</span>{' '}
            <span className="text-fail">−{deletions}</span>
            {position === undefined ? '' : ' in the whole series'}
          </span>
        )}
        <Button onPress={turn}>{style === 'split' ? 'Unified' : 'Side by side'} (t)</Button>
        {problems.map(({ message, code }, index) => (
          <span key={index} className="text-warn">
            {message} ({code})
          </span>
        ))}
      </p>
      {diffs.length === 0 ? (
        <Empty>
          {data.errors[0]?.message ?? 'There is no diff: a pull request, or a mail without one.'}
        </Empty>
      ) : (
        <Suspense fallback={<Skeleton rows={8} label="Preparing the diffs" />}>
          <LazyDiffView diffs={diffs} />
        </Suspense>
      )}
    </div>
  );
}
