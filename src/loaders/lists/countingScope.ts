import type { Scope } from '../../patchwork/Scope.js';

/** A scope that counts the requests made through it. */
export interface CountingScope {
  readonly scope: Scope;
  /** Requests made so far. */
  readonly requests: () => number;
}

/** A scope that counts the requests of one source, beside what the operation counts. */
export function countingScope(scope: Scope): CountingScope {
  let count = 0;
  return {
    requests: () => count,
    scope: {
      ...scope,
      onRequest: (instance) => {
        scope.onRequest(instance);
        count += 1;
      },
      onUnsent: (instance) => {
        scope.onUnsent?.(instance);
        count -= 1;
      },
    },
  };
}
