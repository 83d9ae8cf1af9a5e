import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState, type ReactElement } from 'react';
import { usePageQuery } from '../../data/pageQuery.js';
import { useAnswer } from '../../data/useAnswer.js';
import { SearchDocument } from '../../generated/graphql.js';
import { Button, TextField } from '../../parts/controls.js';
import { Failure, Skeleton } from '../../parts/states.js';
import type { SearchPageSearch } from '../addresses.js';
import { SearchFault } from './SearchFault.js';
import { SearchResults } from './SearchResults.js';

const PAGE_ROWS = 50;

/** Search over all servers. */
export function SearchPage(): ReactElement {
  const { q = '', i, after } = useSearch({ from: '/search' });
  const navigate = useNavigate({ from: '/search' });
  const [query, setQuery] = useState(q);
  useEffect(() => {
    setQuery(q);
  }, [q]);
  const instances = i?.split(',') ?? null;
  const variables = { query: q, instances, first: PAGE_ROWS, after: after ?? null };
  usePageQuery(SearchDocument, variables);
  const { data, error, isFetching, isPlaceholderData, refetch } = useAnswer(
    SearchDocument,
    variables,
    { enabled: q.trim() !== '' },
  );
  const found = q.trim() === '' ? undefined : data?.data.search;
  return (
    <div className="flex flex-col gap-3 p-3">
      <h1 className="sr-only">Search</h1>
      <form
        role="search"
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void navigate({ to: '.', search: { q: query, ...(i !== undefined && { i }) } });
        }}
      >
        <TextField
          label="Search"
          isLabelShown={false}
          type="search"
          value={query}
          onChange={setQuery}
          placeholder="words, state:new, check:fail, f:address, path:drivers/net/, is:reviewed …"
          className="flex-1"
        />
        <Button type="submit" primary>
          Search
        </Button>
      </form>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {isFetching && found === undefined && <Skeleton rows={8} label="Searching" />}
      {found === null && <SearchFault errors={data?.errors ?? []} query={q} />}
      {found != null && (
        <>
          <SearchResults found={found} isOld={isPlaceholderData} onRetry={() => void refetch()} />
          {found.pageInfo.hasNextPage && (
            <span>
              <Button
                onPress={() =>
                  void navigate({
                    to: '.',
                    search: (before: SearchPageSearch) => ({
                      ...before,
                      after: found.pageInfo.endCursor ?? undefined,
                    }),
                  })
                }
              >
                Next page
              </Button>
            </span>
          )}
        </>
      )}
    </div>
  );
}
