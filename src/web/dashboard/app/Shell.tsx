import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState, type ReactElement } from 'react';
import { savedViews } from '../data/settings.js';
import { useStored } from '../data/stored.js';
import { useThemeOnPage } from '../data/theme.js';
import { useLive } from '../data/useLive.js';
import { useLiveState } from '../data/liveState.js';
import { usePageQueryLink } from '../data/pageQuery.js';
import { useAnswer } from '../data/useAnswer.js';
import { ShellDocument } from '../generated/graphql.js';
import { useShortcuts } from '../keys/keys.js';
import { Button } from '../parts/controls.js';
import { Help } from './Help.js';
import { page } from './page.js';

const CommandPalette = lazy(async () => ({
  default: (await import('./CommandPalette.js')).CommandPalette,
}));

/** Asks nothing upstream. */
const REFETCH_MS = 10_000;

const PAGES = [
  { to: '/queue', label: 'Queue' },
  { to: '/search', label: 'Search' },
  { to: '/activity', label: 'Activity' },
  { to: '/settings', label: 'Settings' },
] as const;

/** What is around every page. */
export function Shell(): ReactElement {
  useThemeOnPage();
  const navigate = useNavigate();
  const queryLink = usePageQueryLink();
  const [overlay, setOverlay] = useState<'help' | 'commands' | null>(null);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(() => {
    const named = PAGES.find(({ to }) => path.startsWith(to));
    if (named !== undefined) document.title = `${named.label} - Patchwork`;
  }, [path]);
  const go = (to: (typeof PAGES)[number]['to']) => (): void => void navigate({ to, search: {} });
  useShortcuts([
    {
      keys: 'Shift+?',
      label: 'this help',
      run: () => {
        setOverlay('help');
      },
    },
    {
      keys: '$mod+k',
      label: 'commands',
      run: () => {
        setOverlay('commands');
      },
    },
    { keys: '/', label: 'search', run: focusSearch },
    { keys: 'g q', label: 'go to the queue', run: go('/queue') },
    { keys: 'g s', label: 'go to the search', run: go('/search') },
    { keys: 'g a', label: 'go to the activity', run: go('/activity') },
  ]);
  return (
    <div className="flex h-full flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:z-30 focus:bg-raised focus:p-2"
      >
        To the content
      </a>
      <header className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-panel px-3 py-1.5">
        <Link to="/queue" search={{}} className="font-semibold">
          Patchwork
        </Link>
        <nav aria-label="Pages" className="flex gap-1">
          {PAGES.map(({ to, label }) => (
            <Link
              key={to}
              to={to}
              search={{}}
              className="rounded px-2 py-0.5 hover:bg-select"
              activeProps={{ className: 'bg-select font-semibold', 'aria-current': 'page' }}
              activeOptions={{ includeSearch: false }}
            >
              {label}
            </Link>
          ))}
        </nav>
        <QuickSearch />
        <LiveMark />
        {queryLink !== null && (
          <a href={queryLink} className="text-sm text-accent underline">
            Query of this page
          </a>
        )}
        {page.graphiql !== null && (
          <a href={page.graphiql} className="text-sm text-accent underline">
            GraphiQL
          </a>
        )}
        <Button
          aria-label="Keyboard shortcuts"
          onPress={() => {
            setOverlay('help');
          }}
        >
          ?
        </Button>
      </header>
      <div className="flex min-h-0 flex-1">
        {path.startsWith('/queue') && <SavedViews />}
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 overflow-auto outline-none">
          <Outlet />
        </main>
      </div>
      <Help
        isOpen={overlay === 'help'}
        onClose={() => {
          setOverlay(null);
        }}
      />
      {overlay === 'commands' && (
        <Suspense>
          <CommandPalette
            isOpen
            onClose={() => {
              setOverlay(null);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

function focusSearch(): void {
  const boxes = document.querySelectorAll<HTMLInputElement>('input[type="search"]');
  // The page's own box over that of the header.
  const box = boxes[boxes.length - 1];
  box?.focus();
  box?.select();
}

function QuickSearch(): ReactElement | null {
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const path = useRouterState({ select: ({ location }) => location.pathname });
  if (path.startsWith('/search')) return <span className="flex-1" />;
  return (
    <form
      role="search"
      className="min-w-40 flex-1"
      onSubmit={(event) => {
        event.preventDefault();
        void navigate({ to: '/search', search: { q: query } });
      }}
    >
      <input
        type="search"
        aria-label="Search over all servers"
        placeholder="Search (/)"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
        }}
        className="w-full max-w-xl rounded-md border border-line bg-page px-2 py-0.5 placeholder:text-muted"
      />
    </form>
  );
}

/** Whether the servers are followed. */
function LiveMark(): ReactElement | null {
  const live = useAnswer(ShellDocument, {}, { refetchInterval: REFETCH_MS }).data?.data.live ?? [];
  const followed = live.filter(({ state }) => state !== 'OFF');
  useLive(followed.map(({ instance }) => instance.name));
  const { isOpen } = useLiveState();
  if (followed.length === 0) return null;
  const late = followed.filter(({ state }) => state !== 'LIVE');
  const isLive = late.length === 0 && isOpen !== false;
  const words = isLive ? 'live' : pausedWords(isOpen === false ? [] : late);
  return (
    <span className="inline-flex items-center gap-1 text-sm">
      <span aria-hidden="true" className={isLive ? 'text-ok' : 'text-muted'}>
        ●
      </span>
      {words}
    </span>
  );
}

/** @param late servers that are behind; none: the connection of the page itself is lost. */
function pausedWords(late: readonly { readonly instance: { readonly name: string } }[]): string {
  const names = late.map(({ instance }) => instance.name).join(', ');
  return `updates paused${names === '' ? '' : ` for ${names}`}, asking every 60 s`;
}

/** Queues that the visitor has saved. */
function SavedViews(): ReactElement {
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
