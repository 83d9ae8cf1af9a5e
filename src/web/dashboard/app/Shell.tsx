import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useState, type ReactElement } from 'react';
import { useThemeOnPage } from '../data/theme.js';
import { usePageQueryLink } from '../data/pageQuery.js';
import { useShortcuts } from '../keys/keys.js';
import { Button } from '../parts/controls.js';
import type { CommandPalette } from './CommandPalette.js';
import { Help } from './Help.js';
import { LiveMark } from './LiveMark.js';
import { loadPart } from './loadPart.js';
import { page } from './page.js';
import { QuickSearch } from './QuickSearch.js';
import { SavedViews } from './SavedViews.js';
import { UnreachableNotice } from './UnreachableNotice.js';

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
  const [overlay, setOverlay] = useState<'help' | 'commands' | null>(null);
  const commands = useCommands(() => {
    setOverlay('commands');
  });
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
      run: commands.open,
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
      <Header
        onHelp={() => {
          setOverlay('help');
        }}
      />
      <UnreachableNotice />
      {commands.problem !== null && (
        <p role="alert" className="border-b border-line px-3 py-1.5 text-warn">
          <span aria-hidden="true">!</span> {commands.problem}
        </p>
      )}
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
      {overlay === 'commands' && commands.Palette !== null && (
        <commands.Palette
          isOpen
          onClose={() => {
            setOverlay(null);
          }}
        />
      )}
    </div>
  );
}

type Palette = typeof CommandPalette;

/** The commands, which are loaded when they are opened. */
function useCommands(onOpen: () => void): {
  readonly Palette: Palette | null;
  /** Why they cannot be opened. */
  readonly problem: string | null;
  readonly open: () => void;
} {
  const [Palette, setPalette] = useState<Palette | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const open = async (): Promise<void> => {
    try {
      const loaded = await loadPart(() => import('./CommandPalette.js'));
      setPalette(() => loaded.CommandPalette);
      setProblem(null);
      onOpen();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return { Palette, problem, open: () => void open() };
}

function Header({ onHelp }: { onHelp: () => void }): ReactElement {
  const queryLink = usePageQueryLink();
  return (
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
      <Button aria-label="Keyboard shortcuts" onPress={onHelp}>
        ?
      </Button>
    </header>
  );
}

function focusSearch(): void {
  const boxes = document.querySelectorAll<HTMLInputElement>('input[type="search"]');
  // The page's own box over that of the header.
  const box = boxes[boxes.length - 1];
  box?.focus();
  box?.select();
}
