import { useSyncExternalStore } from 'react';
import { createPageTokens } from '../../shared/createPageTokens.js';

/** The visitor's tokens, shared with GraphiQL in the same tab. They go to the gateway alone. */
export const tokens = createPageTokens(window.sessionStorage);

/** The tokens by instance; renders again when one changes. */
export function useTokens(): Readonly<Record<string, string>> {
  return useSyncExternalStore(tokens.subscribe, tokens.all);
}
