/** The API tokens that the visitor has entered, one for each instance. */
export interface PageTokens {
  /** By instance; only those that are set. The same object until one changes. */
  readonly all: () => Readonly<Record<string, string>>;
  /** Sets the token of an instance, or forgets it when `token` is blank. */
  readonly set: (instance: string, token: string) => void;
  /** Forgets all of them. */
  readonly clear: () => void;
  /** Value of the header of tokens; empty when none is set. */
  readonly header: () => string;
  /** Calls `listener` after each change; returns a function that stops that. */
  readonly subscribe: (listener: () => void) => () => void;
}

const KEY = 'patchwork-graphql:tokens';

function readStored(storage: Pick<Storage, 'getItem'>): Readonly<Record<string, string>> {
  try {
    const stored: unknown = JSON.parse(storage.getItem(KEY) ?? '{}');
    const entries = Object.entries(stored ?? {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    return Object.fromEntries(entries);
  } catch {
    return {};
  }
}

/**
 * Keeps tokens for all tabs of the page.
 *
 * @param storage the session's: it survives a reload, belongs to this browser tab alone and ends with
 *   it. Tokens are never written to storage that outlives the visit, and never into an address.
 */
export function createPageTokens(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
): PageTokens {
  let tokens = readStored(storage);
  const listeners = new Set<() => void>();
  const change = (next: Readonly<Record<string, string>>): void => {
    tokens = next;
    if (Object.keys(next).length === 0) storage.removeItem(KEY);
    else storage.setItem(KEY, JSON.stringify(next));
    for (const listener of listeners) listener();
  };
  return {
    all: () => tokens,
    set: (instance, token) => {
      const { [instance]: _replaced, ...others } = tokens;
      const trimmed = token.trim();
      change(trimmed === '' ? others : { ...others, [instance]: trimmed });
    },
    clear: () => {
      change({});
    },
    header: () =>
      Object.entries(tokens)
        .map(([instance, token]) => `${instance}=${token}`)
        .join(', '),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
