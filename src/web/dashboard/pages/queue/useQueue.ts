import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import type { Me } from '../../data/me.js';
import { request, type Answer } from '../../data/request.js';
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
import { hasHoles } from '../../parts/sources.js';
import type { QueueSearch } from '../addresses.js';
import type { QueueRow } from './QueueRow.js';

/** Rows of one request: with more, the estimate is beyond what a gateway of one server allows by default. */
export const PAGE_ROWS = 50;
/** While no feed says that something happened. */
const REFETCH_MS = 60_000;

/** The queue as far as it has been read, page by page. */
export type QueuePages = ReturnType<
  typeof useInfiniteQuery<Answer<QueueQuery>, Error, InfiniteData<Answer<QueueQuery>>>
>;

/** Reads the queue that the address asks for. */
export function useQueue(search: QueueSearch, me: Me): QueuePages {
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

/** What the gateway filters; the rest of the address is applied to the rows that it sends. */
export function variablesOf(
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

/** Names of servers whose rows an answer may lack; undefined: those of all servers. */
export function unansweredOf(
  pages: readonly Answer<QueueQuery>[],
): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const { data } of pages) {
    if (data.reviewQueue === null) return undefined;
    const sources = readFragment(SourceFragmentDoc, data.reviewQueue.sources);
    for (const source of sources) if (hasHoles(source)) names.add(source.instance);
  }
  return names;
}

/** Rows of one page. */
export function rowsOf({ data, errors }: Answer<QueueQuery>): readonly QueueRow[] {
  const nodes = data.reviewQueue?.nodes ?? [];
  return nodes.map((masked, index) => {
    const item = readFragment(QueueRowFragmentDoc, masked);
    const { series } = item;
    const patches =
      series.patches === null ? null : readFragment(PatchDotFragmentDoc, series.patches);
    return {
      item,
      path: ['reviewQueue', 'nodes', index, 'series'],
      errors,
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
