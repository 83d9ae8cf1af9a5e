import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import type { GraphiQLPlugin } from '@graphiql/react';
import type { Fetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { CopyLinkButton } from './CopyLinkButton.js';
import { CostLine } from './CostLine.js';
import type { CostReport } from './createCostReport.js';
import type { PageStorage } from './createPageStorage.js';
import type { ExampleQuery } from './examples.js';
import { ExamplesMenu } from './ExamplesMenu.js';
import faviconUrl from './favicon.svg';
import type { SharedOperation } from './shareLink.js';
import { useSharedOperation } from './useSharedOperation.js';
import { useSystemTheme } from './useSystemTheme.js';

/** Properties of {@link App}. */
export interface AppProps {
  /** Runs an operation. */
  readonly fetcher: Fetcher;
  /** Where tabs, theme and history are stored between visits. */
  readonly storage: PageStorage;
  /** What the page offers. */
  readonly examples: readonly ExampleQuery[];
  /** The operation that the page's address names. */
  readonly shared: SharedOperation | undefined;
  /** Whether the servers are sample servers. */
  readonly isSample: boolean;
  /** The pane for tokens. */
  readonly tokensPlugin: GraphiQLPlugin;
  /** The upstream cost of the latest operation. */
  readonly cost: CostReport;
}

/** Draws nothing; it lives inside GraphiQL because only there its state can be reached. */
function PageState({ operationName }: { readonly operationName: string | undefined }) {
  useSystemTheme();
  useSharedOperation(operationName);
  return null;
}

const tabOf = ({ query, variables }: SharedOperation) => ({ query, variables: variables ?? null });

function SampleNote() {
  return (
    <p className="sample-note">
      Sample data from invented servers. Start the gateway with <code>--instance</code> or{' '}
      <code>--config</code> to read real ones.
    </p>
  );
}

/**
 * GraphiQL with examples as its first tabs. A returning visitor finds the tabs as they were left; the
 * examples are always in the toolbar's menu. An operation that the address names has the first tab.
 */
export function App(props: AppProps) {
  const { fetcher, storage, examples, shared, isSample, tokensPlugin, cost } = props;
  const tabs = examples.filter(({ isTab }) => isTab).map(({ query }) => ({ query }));
  return (
    <>
      {isSample && <SampleNote />}
      <GraphiQL
        fetcher={fetcher}
        storage={storage}
        defaultTabs={shared === undefined ? tabs : [tabOf(shared), ...tabs]}
        {...(shared !== undefined && { initialQuery: shared.query })}
        {...(shared?.variables !== undefined && { initialVariables: shared.variables })}
        defaultEditorToolsVisibility={shared?.variables === undefined ? false : 'variables'}
        plugins={[HISTORY_PLUGIN, tokensPlugin]}
        // A token in localStorage outlives the visit, so headers are stored only after a choice in the
        // settings ("Persist headers").
        shouldPersistHeaders={storage.shouldPersistHeaders()}
        showPersistHeadersSettings
        schemaDescription
        inputValueDeprecation
      >
        <GraphiQL.Logo>
          <h1 className="logo">
            <a href="./">
              <img src={faviconUrl} alt="" />
              <span>
                patchwork-<em>graphql</em>
              </span>
            </a>
          </h1>
        </GraphiQL.Logo>
        <GraphiQL.Toolbar>
          {({ prettify, copy, merge }) => (
            <>
              {prettify}
              {merge}
              {copy}
              <CopyLinkButton />
              <ExamplesMenu examples={examples} />
              <PageState operationName={shared?.operationName} />
            </>
          )}
        </GraphiQL.Toolbar>
        <GraphiQL.Footer>
          <CostLine report={cost} />
        </GraphiQL.Footer>
      </GraphiQL>
    </>
  );
}
