import type { Fetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import type { PageStorage } from './createPageStorage.js';
import { ExamplesMenu } from './ExamplesMenu.js';
import faviconUrl from './favicon.svg';
import { exampleQueries } from './examples.js';
import { useSystemTheme } from './useSystemTheme.js';

/** The headers editor of a new tab; the fetcher leaves out what stays empty. */
function presetOf(tokenHeader: string): string {
  return `{
  // Your API tokens, one for each server, such as
  // "aurora=0123abcd, cedar=4567ef". Reading needs none.
  // They go to this gateway only, and are forgotten when
  // the page is closed.
  "${tokenHeader}": ""
}`;
}

/** Properties of {@link App}. */
export interface AppProps {
  /** Runs an operation. */
  readonly fetcher: Fetcher;
  /** Name of the header in which the gateway takes tokens. */
  readonly tokenHeader: string;
  /** Where tabs, theme and history are kept between visits. */
  readonly storage: PageStorage;
}

/** Draws nothing; it lives inside GraphiQL because only there its state can be reached. */
function SystemTheme() {
  useSystemTheme();
  return null;
}

/**
 * GraphiQL with the example queries as its first tabs. A returning visitor finds the tabs as they
 * were left; the examples are always in the toolbar's menu.
 */
export function App({ fetcher, tokenHeader, storage }: AppProps) {
  const headersPreset = presetOf(tokenHeader);
  return (
    <GraphiQL
      fetcher={fetcher}
      storage={storage}
      defaultTabs={exampleQueries.map(({ query }) => ({ query, headers: headersPreset }))}
      defaultHeaders={headersPreset}
      defaultEditorToolsVisibility={false}
      // A token in localStorage outlives the visit, so it is kept only by who asks for it
      // (Settings, "Persist headers").
      shouldPersistHeaders={storage.shouldPersistHeaders()}
      showPersistHeadersSettings
      schemaDescription
      inputValueDeprecation
    >
      <GraphiQL.Logo>
        <a className="logo" href="./">
          <img src={faviconUrl} alt="" />
          <span>
            patchwork-<em>graphql</em>
          </span>
        </a>
      </GraphiQL.Logo>
      <GraphiQL.Toolbar>
        {({ prettify, copy, merge }) => (
          <>
            {prettify}
            {merge}
            {copy}
            <ExamplesMenu />
            <SystemTheme />
          </>
        )}
      </GraphiQL.Toolbar>
    </GraphiQL>
  );
}
