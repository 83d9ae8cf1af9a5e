import type { Storage as GraphiQLStorage } from '@graphiql/toolkit';

const prefix = 'patchwork-graphql:';

/** GraphiQL's key for what the visitor chose at "Persist headers" in the settings. */
const persistHeadersKey = 'graphiql:shouldPersistHeaders';

/**
 * GraphiQL's keys for what contains headers: operations that were run, whatever the visitor chose, and
 * the tabs, which it may write once more with their headers just after the visitor chose not to.
 */
const secretKeys: readonly string[] = [
  'graphiql:queries',
  'graphiql:favorites',
  'graphiql:tabState',
];

/** Null and not missing: GraphiQL gives up tabs whose fields are not all there. */
function withoutHeaders(stored: string): string {
  return JSON.stringify(JSON.parse(stored), (key, value: unknown) =>
    key === 'headers' ? null : value,
  );
}

/** The storage of the page, and what was chosen about headers. */
export interface PageStorage extends GraphiQLStorage {
  /** Whether headers, and so tokens, are stored between visits. Default: no. */
  readonly shouldPersistHeaders: () => boolean;
}

/**
 * Keeps GraphiQL's tabs, theme and history between visits, and headers only if the user enables it.
 *
 * The keys are our own: GraphiQL's are the same on every page, so on localhost:4000 a visitor would
 * otherwise meet the tabs of another project instead of the examples.
 */
export function createPageStorage(storage: Storage): PageStorage {
  const ownKeys = (): string[] => Object.keys(storage).filter((key) => key.startsWith(prefix));
  const shouldPersistHeaders = (): boolean =>
    storage.getItem(prefix + persistHeadersKey) === 'true';

  const setItem = (key: string, value: string): void => {
    const secret = secretKeys.includes(key) && !shouldPersistHeaders();
    storage.setItem(prefix + key, secret ? withoutHeaders(value) : value);
    if (key !== persistHeadersKey || value === 'true') return;
    // Switched off: what was written before goes as well.
    for (const secretKey of secretKeys) {
      const stored = storage.getItem(prefix + secretKey);
      if (stored !== null) storage.setItem(prefix + secretKey, withoutHeaders(stored));
    }
  };

  return {
    shouldPersistHeaders,
    getItem: (key) => storage.getItem(prefix + key),
    setItem,
    removeItem: (key) => {
      storage.removeItem(prefix + key);
    },
    get length() {
      return ownKeys().length;
    },
    clear: () => {
      for (const key of ownKeys()) storage.removeItem(key);
    },
  };
}
