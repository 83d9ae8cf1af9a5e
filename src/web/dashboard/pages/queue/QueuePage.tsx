import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, type ReactElement } from 'react';
import { useMe, type Me } from '../../data/me.js';
import { request, type Answer } from '../../data/request.js';
import { usePageQuery } from '../../data/pageQuery.js';
import { useTokens } from '../../data/tokens.js';
import { readFragment } from '../../generated/fragment-masking.js';
import {
  PatchDotFragmentDoc,
  QueueDocument,
  QueueRowFragmentDoc,
  SourceFragmentDoc,
  type QueueFilter,
  type QueueQuery,
} from '../../generated/graphql.js';
import { useShortcuts } from '../../keys/keys.js';
import { Button } from '../../parts/controls.js';
import { hasHoles, MissingRows, SourceBar } from '../../parts/sources.js';
import { Empty, Failure, Skeleton } from '../../parts/states.js';
import { arrange } from './arrange.js';
import { BulkBar } from './BulkBar.js';
import { QueueFilters } from './QueueFilters.js';
import { QueueList } from './QueueList.js';
import type { QueueSearch } from '../addresses.js';
import type { QueueRow } from './QueueRow.js';
import { useHeldRows } from './useHeldRows.js';

/** Rows of one request: with more, the estimate is beyond what a gateway of one server allows by default. */
const PAGE_ROWS = 50;
/** While no feed says that something happened. */
const REFETCH_MS = 60_000;

/** The series that somebody has to act on, over all servers. */
export function QueuePage(): ReactElement {
  const search = useSearch({ from: '/queue' });
  const navigate = useNavigate({ from: '/queue' });
  const me = useMe();
  const query = useQueue(search, me);
  usePageQuery(QueueDocument, { ...variablesOf(search, me), first: PAGE_ROWS, after: null });
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = query;
  const pages = data?.pages;
  const rows = useMemo(() => pages?.flatMap(rowsOf), [pages]);
  const held = useHeldRows(rows, JSON.stringify([variablesOf(search, me), pages?.length ?? 0]));
  const sections = useMemo(
    () => arrange(held.rows, search, me, Date.now()),
    [held.rows, search, me],
  );
  const change = (changes: Partial<QueueSearch>): void => {
    void navigate({
      to: '.',
      search: (before: QueueSearch) => ({ ...before, ...changes }),
      replace: true,
    });
  };
  const again = (): void => void refetch();
  useShortcuts([
    { keys: '.', label: 'show new rows', run: held.release },
    { keys: 'Shift+R', label: 'read again', run: again },
  ]);
  if (error !== null && data === undefined) {
    return <Failure heading="Review queue" error={error} onRetry={again} />;
  }
  const last = pages?.at(-1);
  const queue = last?.data.reviewQueue;
  const errors = pages?.flatMap((page) => page.errors) ?? [];
  const shown = sections.reduce((sum, { rows: those }) => sum + those.length, 0);
  return (
    <div className="flex h-full flex-col">
      <h1 className="sr-only">Review queue</h1>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-3 py-2">
        <QueueFilters search={search} onChange={change} />
        <span className="ml-auto" role="status">
          {queue != null && countWords(shown, held.rows.length, queue.totalCount)}
        </span>
        {held.waiting > 0 && (
          <Button primary onPress={held.release}>
            {held.waiting} new: press .
          </Button>
        )}
      </div>
      {queue != null && (
        <div className="flex flex-col gap-2 px-3 py-1.5">
          <SourceBar sources={queue.sources} onRetry={again} />
          <MissingRows sources={queue.sources} what="series" onRetry={again} />
        </div>
      )}
      {isPending && <Skeleton rows={12} label="Reading the queue" />}
      {queue === null && <Empty>{errors[0]?.message ?? 'The queue could not be read.'}</Empty>}
      {queue != null && shown === 0 && (
        <NothingHere search={search} sources={queue.sources} onChange={change} />
      )}
      {shown > 0 && (
        <QueueList
          sections={sections}
          errors={errors}
          selected={search.sel}
          onSelect={(sel) => {
            change({ sel });
          }}
        />
      )}
      {hasNextPage && (
        <div className="px-3 py-2">
          <Button onPress={() => void fetchNextPage()} isDisabled={isFetchingNextPage}>
            {isFetchingNextPage ? 'Reading…' : `Read ${PAGE_ROWS} more`}
          </Button>
        </div>
      )}
      <BulkBar
        rows={held.rows}
        selected={search.sel}
        onDone={again}
        onClear={() => {
          change({ sel: undefined });
        }}
      />
    </div>
  );
}

function useQueue(
  search: QueueSearch,
  me: Me,
): ReturnType<
  typeof useInfiniteQuery<Answer<QueueQuery>, Error, InfiniteData<Answer<QueueQuery>>>
> {
  const header = useTokens();
  const variables = variablesOf(search, me);
  return useInfiniteQuery<Answer<QueueQuery>, Error, InfiniteData<Answer<QueueQuery>>>({
    queryKey: ['Queue', variables, Object.keys(header)],
    queryFn: ({ signal, pageParam }) =>
      request(
        QueueDocument,
        { ...variables, first: PAGE_ROWS, after: pageParam as string | null },
        signal,
      ),
    initialPageParam: null,
    getNextPageParam: ({ data }) => {
      const info = data.reviewQueue?.pageInfo;
      return info?.hasNextPage === true ? info.endCursor : undefined;
    },
    enabled: !me.isPending,
    refetchInterval: REFETCH_MS,
  });
}

function variablesOf(
  search: QueueSearch,
  me: Me,
): { readonly instances: readonly string[] | null; readonly filter: QueueFilter } {
  const { i, project, delegate, turn } = search;
  return {
    instances: i === undefined ? null : i.split(','),
    filter: {
      ...(project !== undefined && { project: project.split(',') }),
      ...(delegate !== undefined && { delegate: delegate.split(',') }),
      ...(me.isKnown && { me: me.addresses }),
      ...(turn === 'reviewer' && { waitingOn: ['REVIEWERS'] }),
      ...(turn === 'submitter' && { waitingOn: ['AUTHOR'] }),
      ...(turn === 'me' &&
        (me.isKnown
          ? { reason: ['REPLY_TO_ME', 'CHANGED_SINCE_MY_REVIEW', 'MY_REVIEW_MISSING', 'READY'] }
          : { waitingOn: ['MAINTAINER'] })),
    },
  };
}

function rowsOf({ data }: Answer<QueueQuery>): readonly QueueRow[] {
  const nodes = data.reviewQueue?.nodes ?? [];
  return nodes.map((masked, index) => {
    const item = readFragment(QueueRowFragmentDoc, masked);
    const { series } = item;
    const patches =
      series.patches === null ? null : readFragment(PatchDotFragmentDoc, series.patches);
    return {
      item,
      path: ['reviewQueue', 'nodes', index, 'series'],
      id: series.id,
      name: series.name ?? '',
      instance: series.instance.name,
      project: series.project?.linkName ?? '',
      date: series.date,
      waitingSince: item.waitingSince,
      waitingOn: item.waitingOn,
      reasons: item.reasons,
      check: series.checkRollup?.state ?? null,
      states: patches?.flatMap(({ state }) => state?.slug ?? []) ?? null,
      delegates: patches?.flatMap(({ delegate }) => delegate?.username ?? []) ?? null,
    };
  });
}

function countWords(shown: number, read: number, total: number | null): string {
  const all = total === null ? `at least ${read}` : String(total);
  return shown === total ? `${all} series` : `${shown} of ${all} series`;
}

function NothingHere({
  search,
  sources: masked,
  onChange,
}: {
  search: QueueSearch;
  sources: NonNullable<QueueQuery['reviewQueue']>['sources'];
  onChange: (changes: Partial<QueueSearch>) => void;
}): ReactElement {
  const sources = readFragment(SourceFragmentDoc, masked);
  const silent = sources.filter(hasHoles).map(({ instance }) => instance);
  const narrowest = (['check', 'state', 'age', 'delegate', 'turn', 'project', 'i'] as const).find(
    (key) => search[key] !== undefined,
  );
  return (
    <Empty>
      {silent.length > 0 ? (
        <p>
          {silent.length < sources.length &&
            `${sources.length - silent.length} of ${sources.length} servers have no series that match; `}
          {silent.join(', ')} did not answer in full.
        </p>
      ) : (
        <p>
          No series is waiting for anybody
          {narrowest === undefined ? '' : ' that matches the filters'}.
        </p>
      )}
      {narrowest !== undefined && (
        <p className="mt-2">
          <Button
            onPress={() => {
              onChange({ [narrowest]: undefined });
            }}
          >
            Remove the filter “{narrowest === 'i' ? 'server' : narrowest}”
          </Button>
        </p>
      )}
    </Empty>
  );
}
