import { useSyncExternalStore } from 'react';

/** A value that the browser keeps, and that all parts of the page share. */
export interface Stored<T> {
  readonly get: () => T;
  readonly set: (next: T) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/**
 * Keeps a value in `localStorage` as JSON. A browser that refuses storage keeps it until the tab closes.
 *
 * @param read makes a value of what was stored; it must accept anything.
 */
export function createStored<T>(key: string, read: (stored: unknown) => T): Stored<T> {
  const name = `patchwork-dashboard:${key}`;
  let value = read(load(name));
  const listeners = new Set<() => void>();
  const announce = (): void => {
    for (const listener of listeners) listener();
  };
  window.addEventListener('storage', (event) => {
    if (event.key !== name) return;
    value = read(load(name));
    announce();
  });
  return {
    get: () => value,
    set: (next) => {
      value = next;
      try {
        window.localStorage.setItem(name, JSON.stringify(next));
      } catch {
        // Full or refused: the value applies to this tab.
      }
      announce();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The value, rendered again when it changes in this or another tab. */
export function useStored<T>(stored: Stored<T>): T {
  return useSyncExternalStore(stored.subscribe, stored.get);
}

function load(name: string): unknown {
  try {
    return JSON.parse(window.localStorage.getItem(name) ?? 'null');
  } catch {
    return null;
  }
}
