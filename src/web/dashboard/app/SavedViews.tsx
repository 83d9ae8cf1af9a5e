import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { savedViews } from '../data/settings.js';
import { useStored } from '../data/stored.js';
import { Button } from '../parts/controls.js';

/** Queues that the visitor has saved. */
export function SavedViews(): ReactElement {
  const views = useStored(savedViews);
  const navigate = useNavigate();
  const search = useRouterState({ select: ({ location }) => location.searchStr });
  return (
    <nav
      aria-label="Saved queues"
      className="hidden w-44 shrink-0 flex-col gap-1 overflow-auto border-r border-line p-2 lg:flex"
    >
      <Link to="/queue" search={{}} className="rounded px-2 py-0.5 hover:bg-panel">
        All
      </Link>
      {views.map((view) => (
        <span key={view.search} className="flex items-center gap-1">
          <button
            type="button"
            className="min-w-0 flex-1 cursor-default truncate rounded px-2 py-0.5 text-left hover:bg-panel"
            onClick={() => void navigate({ to: `/queue${view.search}` })}
          >
            {view.name}
          </button>
          <button
            type="button"
            aria-label={`Remove ${view.name}`}
            className="rounded px-1 text-muted hover:bg-panel"
            onClick={() => {
              savedViews.set(views.filter((one) => one !== view));
            }}
          >
            ×
          </button>
        </span>
      ))}
      {search !== '' && views.every((view) => view.search !== search) && (
        <Button
          onPress={() => {
            const name = window.prompt('Name of this view', '');
            if (name != null && name !== '') savedViews.set([...views, { name, search }]);
          }}
        >
          Save this view
        </Button>
      )}
    </nav>
  );
}
