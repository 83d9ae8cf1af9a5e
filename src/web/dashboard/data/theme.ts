import { useEffect, useSyncExternalStore } from 'react';
import { settings } from './settings.js';
import { useStored } from './stored.js';

const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');

/** The theme in use: the visitor's choice, or the system's. */
export function useTheme(): 'light' | 'dark' {
  const { theme } = useStored(settings);
  const isDark = useSyncExternalStore(
    (listener) => {
      systemIsDark.addEventListener('change', listener);
      return () => {
        systemIsDark.removeEventListener('change', listener);
      };
    },
    () => systemIsDark.matches,
  );
  if (theme !== 'system') return theme;
  return isDark ? 'dark' : 'light';
}

/** Puts the theme on the page. */
export function useThemeOnPage(): void {
  const theme = useTheme();
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
}
