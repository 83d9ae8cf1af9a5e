import { useEffect, useSyncExternalStore } from 'react';
import { page } from '../app/page.js';
import type { TypedDocumentString } from '../generated/graphql.js';
import { writeShareLink } from '../../graphiql/shareLink.js';

let current: string | null = null;
const listeners = new Set<() => void>();

function show(link: string | null): void {
  current = link;
  for (const listener of listeners) listener();
}

/** Address of GraphiQL with a document and its variables; null where GraphiQL is not served. */
export function graphiqlLink<T, V>(
  document: TypedDocumentString<T, V>,
  variables: V,
): string | null {
  if (page.graphiql === null) return null;
  return writeShareLink(new URL(page.graphiql), {
    query: document.toString(),
    variables: JSON.stringify(variables),
  });
}

/** Names the query of the page, to which the header links while the page is shown. */
export function usePageQuery<T, V>(document: TypedDocumentString<T, V>, variables: V): void {
  const link = graphiqlLink(document, variables);
  useEffect(() => {
    show(link);
    return () => {
      show(null);
    };
  }, [link]);
}

/** Address of GraphiQL with the query of the page; null where there is none. */
export function usePageQueryLink(): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
