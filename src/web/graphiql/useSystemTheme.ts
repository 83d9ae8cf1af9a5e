import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect } from 'react';

/**
 * Follows the system when it changes between light and dark while the page is open. GraphiQL's
 * styles do so by themselves, but its editors ask the system only when a theme is set.
 */
export function useSystemTheme(): void {
  const theme = useGraphiQL((state) => state.theme);
  const { setTheme } = useGraphiQLActions();

  useEffect(() => {
    if (theme !== null) return undefined;
    const query = window.matchMedia('(prefers-color-scheme: dark)');
    const follow = (): void => {
      setTheme(null);
    };
    query.addEventListener('change', follow);
    return () => {
      query.removeEventListener('change', follow);
    };
  }, [theme, setTheme]);
}
