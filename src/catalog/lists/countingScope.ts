import { notesOf } from '../../orderedList.js';
import type { ReadNotes } from '../../orderedList.js';
import type { Scope } from '../../patchwork/Scope.js';
import { staleOf } from '../../patchwork/page.js';

/** A scope that counts the requests made through it, and follows how old their answers are. */
export interface CountingScope {
  readonly scope: Scope;
  /** Requests made so far. */
  readonly requests: () => number;
  /** When the oldest answer so far was fetched, and whether one is old since the server failed. */
  readonly notes: () => ReadNotes;
}

/** A scope that counts the requests of one source, beside what the operation counts. */
export function countingScope(scope: Scope): CountingScope {
  let count = 0;
  let notes: ReadNotes = {};
  return {
    requests: () => count,
    notes: () => notes,
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
      onAnswer: (instance, dated) => {
        scope.onAnswer?.(instance, dated);
        notes = notesOf([notes, staleOf(dated)]);
      },
    },
  };
}
