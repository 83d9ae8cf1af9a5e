import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';

/** The search box of the header, on every page but that of the search. */
export function QuickSearch(): ReactElement | null {
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
