import { ToolbarMenu, UnStyledButton, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import type { ExampleQuery } from './examples.js';

/** A toolbar menu that opens an example in a new tab, without running it. */
export function ExamplesMenu({ examples }: { readonly examples: readonly ExampleQuery[] }) {
  const actions = useGraphiQLActions();
  const queryEditor = useGraphiQL((state) => state.queryEditor);

  return (
    <ToolbarMenu
      button={
        <UnStyledButton
          type="button"
          className="graphiql-toolbar-button"
          aria-label="Examples"
          title="Examples"
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
      {examples.map(({ title, query }) => (
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
