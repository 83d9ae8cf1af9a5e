import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore, type ReactElement } from 'react';
import { RequestError } from '../data/request.js';

/** Says that the gateway does not answer, while pages show what they have read before. */
export function UnreachableNotice(): ReactElement | null {
  const client = useQueryClient();
  const isUnreachable = useSyncExternalStore(
    (listener) => client.getQueryCache().subscribe(listener),
    () => hasUnanswered(client),
  );
  if (!isUnreachable) return null;
  return (
    <p role="alert" className="border-b border-line px-3 py-1.5 text-warn">
      <span aria-hidden="true">!</span> The gateway cannot be reached. The page shows what was read
      before.
    </p>
  );
}

/** Whether a query of the page has data, and could not be read again. */
function hasUnanswered(client: QueryClient): boolean {
  return client
    .getQueryCache()
    .findAll({ type: 'active' })
    .some(
      ({ state: { data, error, fetchFailureReason } }) =>
        data !== undefined && [error, fetchFailureReason].some(isSilence),
    );
}

function isSilence(error: unknown): boolean {
  return error instanceof RequestError && error.status === null;
}
