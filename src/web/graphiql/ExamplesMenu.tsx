import { ToolbarMenu, UnStyledButton, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { exampleQueries } from './examples.js';

/** A toolbar menu that opens an example query in a tab of its own. */
export function ExamplesMenu() {
  const actions = useGraphiQLActions();
  const queryEditor = useGraphiQL((state) => state.queryEditor);

  return (
    <ToolbarMenu
      button={
        <UnStyledButton
          type="button"
          className="graphiql-toolbar-button"
          aria-label="Example queries"
          title="Example queries"
        >
          <svg
            className="graphiql-toolbar-icon"
            viewBox="0 0 14 14"
            fill="none"
            stroke="currentColor"
            strokeLinecap="round"
            aria-hidden="true"
          >
            <path d="M1.5 3h.01M1.5 7h.01M1.5 11h.01" strokeWidth="1.6" />
            <path d="M4.5 3h8M4.5 7h8M4.5 11h8" />
          </svg>
        </UnStyledButton>
      }
    >
      {exampleQueries.map(({ title, query }) => (
        <ToolbarMenu.Item
          key={title}
          onSelect={() => {
            actions.addTab();
            queryEditor?.setValue(query);
          }}
        >
          {title}
        </ToolbarMenu.Item>
      ))}
    </ToolbarMenu>
  );
}
