import 'graphiql/setup-workers/vite';
import '@graphiql/react/font/roboto.css';
import '@graphiql/react/font/fira-code.css';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
// Not graphiql/style.css: it repeats the styles of Monaco's modules.
import 'graphiql/graphiql.css';
import './app.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.js';
import { createCostReport } from './createCostReport.js';
import { createPageFetcher } from './createPageFetcher.js';
import { createPageStorage } from './createPageStorage.js';
import { createPageTokens } from '../shared/createPageTokens.js';
import { createTokensPlugin } from './createTokensPlugin.js';
import { createExamples } from './examples.js';
import { findExampleObjects, PATIENCE_MS, type ExampleData } from './findExampleObjects.js';
import { readSharedOperation } from './shareLink.js';

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no element with the id "root".');

  // The server writes its own into the page.
  const tokenHeader = document.querySelector<HTMLMetaElement>('meta[name="token-header"]')?.content;
  if (tokenHeader === undefined) throw new Error('index.html does not name the header of tokens.');

  const endpoint = new URL('graphql', document.baseURI);
  const tokens = createPageTokens(window.sessionStorage);
  const cost = createCostReport();

  const objects = await findExampleObjects(async (query, signal) => {
    const response = await window.fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        // A server that is slow is left out rather than waited for.
        'x-upstream-patience-ms': String(PATIENCE_MS / 2),
      },
      body: JSON.stringify({ query }),
      signal,
    });
    const { data } = (await response.json()) as { readonly data?: ExampleData | null };
    return data ?? null;
  }, window.localStorage);

  createRoot(root).render(
    <App
      fetcher={createPageFetcher({ endpoint, tokenHeader, tokens, cost })}
      storage={createPageStorage(window.localStorage)}
      examples={createExamples(objects)}
      shared={readSharedOperation(new URL(window.location.href))}
      isSample={objects.isSample}
      tokensPlugin={createTokensPlugin({ instances: objects.instances, tokenHeader, tokens })}
      cost={cost}
    />,
  );
}

// Not at the top level: a module that waits is split into many files.
void start();
