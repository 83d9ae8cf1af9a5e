import { useEffect, useState, type ReactElement } from 'react';
import { Button } from '../../parts/controls.js';
import type { QueueSearch } from '../addresses.js';
import { PAGE_ROWS, type QueuePages } from './useQueue.js';

/** Below the rows that were read: reads the next ones, or all, page by page. */
export function MoreRows({
  query: { data, hasNextPage, fetchNextPage, isFetchingNextPage, isFetchNextPageError, error },
  search,
  read,
  total,
}: {
  query: QueuePages;
  search: QueueSearch;
  /** Number of rows that were read. */
  read: number;
  /** Number of rows there are; null: not known. */
  total: number | null;
}): ReactElement | null {
  const [isReadingAll, setReadingAll] = useState(false);
  // A server that does not answer may have more for ever.
  const isAtEnd = data?.pages.at(-1)?.data.reviewQueue?.nodes.length === 0;
  const goesOn = isReadingAll && hasNextPage && !isAtEnd && !isFetchNextPageError;
  useEffect(() => {
    if (goesOn && !isFetchingNextPage) void fetchNextPage();
    if (isReadingAll && !goesOn) setReadingAll(false);
  }, [goesOn, isReadingAll, isFetchingNextPage, fetchNextPage]);
  if (!hasNextPage) return null;
  const { state, check, age, sort = 'waiting' } = search;
  const isPartial = [state, check, age].some((one) => one !== undefined) || sort !== 'waiting';
  return (
    <div className="flex flex-wrap items-center gap-2 border-t border-line px-3 py-2">
      <Button onPress={() => void fetchNextPage()} isDisabled={isFetchingNextPage}>
        {isFetchingNextPage && !isReadingAll ? 'Reading…' : `Read ${PAGE_ROWS} more`}
      </Button>
      {isReadingAll ? (
        <Button
          onPress={() => {
            setReadingAll(false);
          }}
        >
          Stop reading
        </Button>
      ) : (
        <Button
          isDisabled={isFetchingNextPage}
          onPress={() => {
            setReadingAll(true);
          }}
        >
          Read all{total === null ? '' : ` ${total}`}
        </Button>
      )}
      <span role="status" className="text-sm text-muted">
        {isReadingAll && `${read} of ${total ?? `at least ${read}`} read. `}
        {isPartial && `Filters and order apply to the ${read} series that were read.`}
      </span>
      {isFetchNextPageError && (
        <span role="alert" className="text-fail">
          {error.message}
        </span>
      )}
    </div>
  );
}
