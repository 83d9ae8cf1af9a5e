import './app.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { page, readPageConfig } from './app/page.js';
import { createAppRouter } from './app/router.js';
import { RequestError } from './data/request.js';

const STALE_MS = 15_000;

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: STALE_MS,
      // What the browser thinks of the network says little about a gateway on this machine. By default queries
      // would wait without a word.
      networkMode: 'always',
      refetchOnReconnect: true,
      // An answer that says what is wrong says the same again; a gateway that restarts does not.
      retry: (count, error) => error instanceof RequestError && error.status === null && count < 2,
    },
    mutations: { networkMode: 'always' },
  },
});

/** Links to operations were addresses of this page before the dashboard was. */
function leadsToGraphiql(): boolean {
  if (
    page.isStandalone ||
    page.graphiql === null ||
    !new URLSearchParams(location.hash.slice(1)).has('query')
  )
    return false;
  location.replace(page.graphiql + location.search + location.hash);
  return true;
}

async function start(): Promise<void> {
  await readPageConfig();
  const place = document.getElementById('root');
  if (place !== null && page.problem !== null) {
    createRoot(place).render(
      <p role="alert" className="p-4 text-fail">
        {page.problem}
      </p>,
    );
  } else if (place !== null && !leadsToGraphiql()) {
    createRoot(place).render(
      <StrictMode>
        <QueryClientProvider client={client}>
          <RouterProvider router={createAppRouter()} />
        </QueryClientProvider>
      </StrictMode>,
    );
  }
}

// No await outside of a function: the bundler would split the page into many small files.
void start();
