import { ToolbarButton, useGraphiQL } from '@graphiql/react';
import { useState } from 'react';
import { writeShareLink } from './shareLink.js';

/** How long the button says that it has copied. */
const SHOWN_MS = 2000;

/** Copies an address that opens the operation of this tab, without headers and tokens. */
export function CopyLinkButton() {
  const [label, setLabel] = useState('Copy link to this operation');
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const operationName = useGraphiQL((state) => state.operationName);

  const copy = async (): Promise<void> => {
    const link = writeShareLink(new URL(window.location.href), {
      query: queryEditor?.getValue() ?? '',
      variables: variableEditor?.getValue(),
      operationName,
    });
    try {
      await navigator.clipboard.writeText(link);
      setLabel('Link copied');
    } catch {
      // Browsers allow the clipboard on HTTPS and localhost only.
      window.history.replaceState(null, '', link);
      setLabel('The link is in the address bar');
    }
    window.setTimeout(() => {
      setLabel('Copy link to this operation');
    }, SHOWN_MS);
  };

  return (
    <ToolbarButton label={label} onClick={() => void copy()}>
      <svg
        className="graphiql-toolbar-icon"
        viewBox="0 0 14 14"
        fill="none"
        stroke="currentColor"
        strokeLinecap="round"
        aria-hidden="true"
      >
        <path d="M6 8a2.5 2.5 0 0 0 3.5 0l2-2A2.5 2.5 0 0 0 8 2.5l-.7.7" />
        <path d="M8 6a2.5 2.5 0 0 0-3.5 0l-2 2A2.5 2.5 0 0 0 6 11.5l.7-.7" />
      </svg>
    </ToolbarButton>
  );
}
