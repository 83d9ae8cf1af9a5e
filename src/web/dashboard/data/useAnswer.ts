import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { TypedDocumentString } from '../generated/graphql.js';
import { operationName, request, type Answer } from './request.js';
import { useTokens } from './tokens.js';

/** How an answer is read again. */
export interface AnswerOptions {
  /** False: not read until it is true. */
  readonly enabled?: boolean | undefined;
  /** Milliseconds after which it is read again while the tab is visible. */
  readonly refetchInterval?: number | undefined;
}

/** Reads the answer of one document; the old data stay on the page while new ones are on their way. */
export function useAnswer<T, V>(
  document: TypedDocumentString<T, V>,
  variables: V,
  options: AnswerOptions = {},
): UseQueryResult<Answer<T>> {
  const header = useTokens();
  return useQuery({
    // Answers differ by caller.
    queryKey: [operationName(document), variables, Object.keys(header)],
    queryFn: ({ signal }) => request(document, variables, signal),
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
    ...(options.refetchInterval !== undefined && { refetchInterval: options.refetchInterval }),
  });
}
