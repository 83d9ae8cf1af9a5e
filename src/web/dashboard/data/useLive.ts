import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createClient, type Client } from 'graphql-ws';
import { useEffect } from 'react';
import { page } from '../app/page.js';
import { LiveDocument, type LiveSubscription } from '../generated/graphql.js';
import { tokens } from './tokens.js';

/** Answers are read again at most this often, however much happens. */
const REST_MS = 2_000;

/**
 * Follows the events of some servers and marks what the page shows as old when something happens. What is on
 * the page is read again at once, and nothing while the tab is hidden. A connection that ends is opened again,
 * from where it was.
 *
 * @param instances names of those that are followed; none: nothing is opened.
 */
export function useLive(instances: readonly string[]): void {
  const client = useQueryClient();
  const names = instances.join(',');
  useEffect(() => {
    if (names === '') return undefined;
    const renewal = createRenewal(client);
    const socket = connect();
    let after: string | null = null;
    const end = socket.subscribe<LiveSubscription>(
      {
        query: LiveDocument.toString(),
        get variables() {
          return { instances: names.split(','), after };
        },
      },
      {
        next: ({ data }) => {
          if (data == null) return;
          after = data.events.cursor;
          // Behind a gap anything may have changed, too.
          if (data.events.events.length > 0 || data.events.gaps.length > 0) renewal.ask();
        },
        // The page reads again every minute without it.
        error: () => undefined,
        complete: () => undefined,
      },
    );
    return () => {
      end();
      renewal.stop();
      void socket.dispose();
    };
  }, [client, names]);
}

function connect(): Client {
  const header = tokens.header();
  return createClient({
    url: page.endpoint.replace(/^http/, 'ws'),
    connectionParams: header === '' ? {} : { [page.tokenHeader]: header },
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
  });
}

function createRenewal(client: QueryClient): { ask: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsked = false;
  const renew = (): void => {
    timer = undefined;
    if (!isAsked || document.hidden) return;
    isAsked = false;
    void client.invalidateQueries({ type: 'active' });
    timer = setTimeout(renew, REST_MS);
  };
  const ask = (): void => {
    isAsked = true;
    timer ??= setTimeout(renew, 0);
  };
  const show = (): void => {
    if (!document.hidden) timer ??= setTimeout(renew, 0);
  };
  document.addEventListener('visibilitychange', show);
  return {
    ask,
    stop: () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', show);
    },
  };
}
