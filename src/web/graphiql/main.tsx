import 'graphiql/setup-workers/vite';
import '@graphiql/react/font/roboto.css';
import '@graphiql/react/font/fira-code.css';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
// Not graphiql/style.css: it repeats the styles that Monaco's modules bring along.
import 'graphiql/graphiql.css';
import './app.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.js';
import { createPageFetcher } from './createPageFetcher.js';
import { createPageStorage } from './createPageStorage.js';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root".');

// The server writes its own into the page.
const tokenHeader = document.querySelector<HTMLMetaElement>('meta[name="token-header"]')?.content;
if (tokenHeader === undefined) throw new Error('index.html does not name the header of tokens.');

createRoot(root).render(
  <App
    fetcher={createPageFetcher(new URL('graphql', document.baseURI))}
    tokenHeader={tokenHeader}
    storage={createPageStorage(window.localStorage)}
  />,
);
