import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState, type ReactElement } from 'react';
import { reasonAt, type AnswerError } from '../../data/request.js';
import { markSeen, seen, seenAt } from '../../data/settings.js';
import { usePageQuery } from '../../data/pageQuery.js';
import { useAnswer } from '../../data/useAnswer.js';
import { readFragment } from '../../generated/fragment-masking.js';
import { SeriesDocument, SeriesPatchFragmentDoc } from '../../generated/graphql.js';
import { Empty, Failure, Skeleton } from '../../parts/states.js';
import { targetsOf } from '../../writes/targets.js';
import { useWrites } from '../../writes/useWrites.js';
import type { SeriesSearch } from '../addresses.js';
import { PatchList } from './PatchList.js';
import { countReplies } from './replies.js';
import type { SeriesData } from './SeriesData.js';
import { SeriesHead } from './SeriesHead.js';
import { SeriesTabs } from './SeriesTabs.js';
import { SidePanel } from './SidePanel.js';
import { useSeriesKeys } from './useSeriesKeys.js';

/** One series: its mails, diffs, checks and versions. */
export function SeriesPage(): ReactElement {
  const { instance, number } = useParams({ from: '/s/$instance/$number' });
  const variables = { instance, databaseId: Number(number) };
  usePageQuery(SeriesDocument, variables);
  const { data, error, refetch } = useAnswer(SeriesDocument, variables);
  const again = (): void => void refetch();
  const series = data?.data.series;
  // The data of the page before stay until new ones come: they are another series.
  const isOther =
    series != null && (series.instance.name !== instance || series.databaseId !== Number(number));
  const heading = `Series ${number} on ${instance}`;
  if (error !== null && series == null) {
    return <Failure heading={heading} error={error} onRetry={again} />;
  }
  if (series === null) {
    const reason = reasonAt(data?.errors ?? [], ['series']);
    return (
      <Empty heading={heading}>
        {reason ?? `${instance} has no series ${number}, or it is not visible.`}{' '}
        <Link to="/search" search={{ q: number }} className="text-accent underline">
          Search for {number}
        </Link>
      </Empty>
    );
  }
  if (series === undefined || isOther) {
    return <Skeleton heading={heading} rows={10} label="Reading the series" />;
  }
  return (
    <SeriesView key={series.id} series={series} errors={data?.errors ?? []} onReload={again} />
  );
}

function SeriesView({
  series,
  errors,
  onReload,
}: {
  series: SeriesData;
  errors: readonly AnswerError[];
  onReload: () => void;
}): ReactElement {
  const { tab = 'overview', p } = useSearch({ from: '/s/$instance/$number' });
  const navigate = useNavigate({ from: '/s/$instance/$number' });
  useEffect(() => {
    document.title = `${series.name ?? `Series ${series.databaseId}`} - ${series.instance.name}`;
    return () => {
      markSeen(series.id);
    };
  }, [series.id, series.name, series.databaseId, series.instance.name]);
  const go = (changes: SeriesSearch): void => {
    void navigate({
      to: '.',
      search: (before: SeriesSearch) => ({ ...before, ...changes }),
      replace: true,
    });
  };
  // As of when the page was opened: reading it must not mark its mails as seen.
  const [lastSeen] = useState(() => seenAt(seen.get(), series.id));
  const replies = useMemo(() => countReplies(series.thread, lastSeen), [series.thread, lastSeen]);
  const patches = series.patches ?? [];
  const chosen = readFragment(SeriesPatchFragmentDoc, patches).filter(
    ({ index }, at) => p === undefined || (index ?? at + 1) === p,
  );
  const { start, dialog } = useWrites(
    targetsOf(series, chosen),
    p === undefined ? 'all patches' : `patch ${p}`,
    onReload,
  );
  useSeriesKeys(series, { position: p, go, onReload });
  return (
    <article className="flex flex-col lg:h-full">
      <SeriesHead series={series} errors={errors} onWrite={start} />
      {dialog}
      <div className="grid min-h-0 flex-1 grid-cols-1 gap-4 p-3 lg:grid-cols-[17rem_minmax(0,1fr)_18rem]">
        <nav aria-label="Patches" className="min-h-0 overflow-auto">
          <PatchList
            series={series}
            position={p}
            replies={replies.of}
            onChoose={(position) => {
              go({ p: position });
            }}
          />
        </nav>
        <SeriesTabs
          series={series}
          errors={errors}
          tab={tab}
          position={p}
          replies={replies.all}
          lastSeen={lastSeen}
          onChoose={(chosen) => {
            go({ tab: chosen });
          }}
        />
        <aside aria-label="Checks and trailers" className="min-h-0 overflow-auto">
          <SidePanel series={series} errors={errors} />
        </aside>
      </div>
    </article>
  );
}
