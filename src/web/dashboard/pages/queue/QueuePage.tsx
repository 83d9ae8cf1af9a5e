import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, type ReactElement } from 'react';
import { useMe } from '../../data/me.js';
import { usePageQuery } from '../../data/pageQuery.js';
import { QueueDocument } from '../../generated/graphql.js';
import { useShortcuts } from '../../keys/keys.js';
import { Button } from '../../parts/controls.js';
import { MissingRows, SourceBar } from '../../parts/sources.js';
import { Empty, Failure, Skeleton } from '../../parts/states.js';
import { arrange } from './arrange.js';
import { BulkBar } from './BulkBar.js';
import { QueueFilters } from './QueueFilters.js';
import { QueueList } from './QueueList.js';
import type { QueueSearch } from '../addresses.js';
import { MoreRows } from './MoreRows.js';
import { NothingHere } from './NothingHere.js';
import { useHeldRows, type HeldRows } from './useHeldRows.js';
import { useSelection } from './useSelection.js';
import { noteQueuePlace } from './queuePlace.js';
import type { QueueRow } from './QueueRow.js';
import { PAGE_ROWS, rowsOf, unansweredOf, useQueue, variablesOf } from './useQueue.js';

/** The series that somebody has to act on, over all servers. */
export function QueuePage(): ReactElement {
  const sel = useSearch({ from: '/queue', select: (address) => address.sel });
  // The same object whatever is selected: thousands of rows are arranged by it.
  const search = useSearch({ from: '/queue', select: filtersOf, structuralSharing: true });
  const navigate = useNavigate({ from: '/queue' });
  useEffect(() => {
    noteQueuePlace({ search: { ...search, sel } });
  }, [search, sel]);
  const me = useMe();
  const query = useQueue(search, me);
  usePageQuery(QueueDocument, { ...variablesOf(search, me), first: PAGE_ROWS, after: null });
  const { data, error, isPending, refetch, hasNextPage } = query;
  const pages = data?.pages;
  const rows = useMemo(() => pages?.flatMap(rowsOf), [pages]);
  const isUnanswered = useMemo(() => {
    const names = unansweredOf(pages ?? []);
    return ({ instance }: QueueRow): boolean => names?.has(instance) ?? true;
  }, [pages]);
  const held = useHeldRows(rows, {
    key: JSON.stringify(variablesOf(search, me)),
    pages: pages?.length ?? 0,
    isUnanswered,
  });
  const sections = useMemo(
    () => arrange(held.rows, search, me, Date.now()),
    [held.rows, search, me],
  );
  const change = useCallback(
    (changes: Partial<QueueSearch>): void => {
      void navigate({
        to: '.',
        search: (before: QueueSearch) => ({ ...before, ...changes }),
        replace: true,
      });
    },
    [navigate],
  );
  const selected = useSelection(sel, (chosen) => {
    change({ sel: chosen });
  });
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
  const shown = sections.reduce((sum, { rows: those }) => sum + those.length, 0);
  return (
    <div className="flex h-full flex-col">
      <h1 className="sr-only">Review queue</h1>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-3 py-2">
        <QueueFilters search={search} rows={held.rows} onChange={change} />
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
          <MissingRows
            sources={queue.sources}
            what="series"
            kept={instancesOf(held)}
            onRetry={again}
          />
        </div>
      )}
      {isPending && <Skeleton rows={12} label="Reading the queue" />}
      {queue === null && (
        <Empty>{last?.errors[0]?.message ?? 'The queue could not be read.'}</Empty>
      )}
      {queue != null && shown === 0 && (
        <NothingHere
          search={search}
          unread={hasNextPage && held.rows.length > 0}
          sources={queue.sources}
          onChange={change}
        />
      )}
      {shown > 0 && (
        <QueueList
          sections={sections}
          earlier={held.earlier}
          selection={selected.ids}
          onSelect={selected.select}
        />
      )}
      {queue != null && (
        <MoreRows query={query} search={search} read={held.rows.length} total={queue.totalCount} />
      )}
      <BulkBar
        rows={held.rows}
        selected={selected}
        onDone={again}
        onClear={() => {
          selected.select([]);
        }}
      />
    </div>
  );
}

/** The address without the selection. */
function filtersOf({ sel: _sel, ...filters }: QueueSearch): QueueSearch {
  return filters;
}

/** Names of the servers of which earlier rows are shown. */
function instancesOf({ rows, earlier }: HeldRows<QueueRow>): ReadonlySet<string> {
  return new Set(rows.filter(({ id }) => earlier.has(id)).map(({ instance }) => instance));
}

/** @param read rows that were read; filters of the page leave `shown` of them. */
function countWords(shown: number, read: number, total: number | null): string {
  const all = total === null ? `at least ${read}` : String(total);
  if (shown === read)
    return shown === (total ?? read) ? `${all} series` : `${shown} of ${all} series`;
  if (total === null || read >= total) return `${shown} of ${all} series`;
  return `${shown} of the ${read} series read, ${total} in all`;
}
