import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createClient, type Client } from 'graphql-ws';
import { useEffect } from 'react';
import { page } from '../app/page.js';
import { LiveDocument, type LiveSubscription } from '../generated/graphql.js';
import { noteConnection, noteGaps } from './liveState.js';
import { hashOf, isUnknownDocument, type AnswerError } from './request.js';
import { tokens } from './tokens.js';

/** Answers are read again at most this often, however much happens. */
const REST_MS = 2_000;
/** A subscription that has ended is opened again after so long. */
const RESUME_MS = 20_000;
/** How often answers are read again while updates are paused; the header says so. */
const PAUSED_MS = 60_000;

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
    const stop = follow(socket, names.split(','), renewal.ask);
    return () => {
      stop();
      noteConnection(null);
      renewal.stop();
      void socket.dispose();
    };
  }, [client, names]);
}

/**
 * Subscribes to events, and again where the subscription ends.
 *
 * @param onChange is called when something has happened, or may have.
 * @returns what ends it.
 */
function follow(socket: Client, instances: readonly string[], onChange: () => void): () => void {
  let after: string | null = null;
  let end = (): void => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  const subscribe = (document: { query: string; extensions?: Record<string, unknown> }): void => {
    end = socket.subscribe<LiveSubscription>(
      {
        ...document,
        get variables() {
          return { instances, after };
        },
      },
      {
        next: ({ data }) => {
          if (data == null) return;
          const { cursor, events, gaps } = data.events;
          after = cursor;
          noteGaps(gaps.map(({ reason, instance }) => ({ reason, instance: instance.name })));
          // Behind a gap anything may have changed, too.
          if (events.length > 0 || gaps.length > 0) onChange();
        },
        error: (error) => {
          if (
            document.query === '' &&
            Array.isArray(error) &&
            isUnknownDocument(error as AnswerError[])
          ) {
            subscribe({ query: LiveDocument.toString() });
            return;
          }
          resume();
        },
        complete: resume,
      },
    );
  };
  // graphql-ws opens a lost connection again, but gives up at some codes, such as 1011 of a proxy.
  const resume = (): void => {
    if (isStopped) return;
    noteConnection(false);
    timer = setTimeout(() => {
      subscribe({ query: '', extensions: { persistedQuery } });
    }, RESUME_MS);
  };
  const persistedQuery = { version: 1, sha256Hash: hashOf(LiveDocument) };
  subscribe({ query: '', extensions: { persistedQuery } });
  return () => {
    isStopped = true;
    clearTimeout(timer);
    end();
  };
}

/** Reads what is on the page again every minute, while no event says that it has changed. */
export function useRenewalByTime(isPaused: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!isPaused) return undefined;
    const timer = setInterval(() => {
      if (!document.hidden) void client.invalidateQueries({ type: 'active' });
    }, PAUSED_MS);
    return () => {
      clearInterval(timer);
    };
  }, [client, isPaused]);
}

function connect(): Client {
  const header = tokens.header();
  return createClient({
    url: page.ws,
    connectionParams: header === '' ? {} : { [page.tokenHeader]: header },
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    on: {
      connected: () => {
        noteConnection(true);
      },
      closed: () => {
        noteConnection(false);
      },
    },
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
