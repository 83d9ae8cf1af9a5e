import { notesOf } from '../../orderedList.js';
import type { ReadNotes } from '../../orderedList.js';
import type { Scope } from '../../patchwork/Scope.js';
import { staleOf } from '../../patchwork/page.js';
import type { Operation } from './Operation.js';

/** Cost of one source of an operation, and the age of its answers. */
export interface SourceLedger {
  /** Requests made for it so far. A read that another source has begun is that one's. */
  readonly requests: () => number;
  /** When the oldest answer so far was fetched, and whether one is old since the server failed. */
  readonly notes: () => ReadNotes;
}

/** The scope of one source of an operation, and its ledger. */
export interface ChildScope extends SourceLedger {
  readonly scope: Scope;
}

/** A scope that counts the requests of one source, in addition to those of the operation. */
export function childScope(scope: Scope): ChildScope {
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

/**
 * An operation for one source: it counts its own reads, over the same objects and the same
 * reads, so that a read that is under way is shared and forgetting reaches all.
 */
export function childOperation<O extends Operation>(
  operation: O,
): { readonly operation: O; readonly ledger: SourceLedger } {
  const { scope, ...ledger } = childScope(operation.scope);
  const { facets, readers } = operation;
  const parts = { scope, facets: facets.within(scope), readers: readers.within(scope) };
  return { operation: { ...operation, ...parts, ...operation.derive?.(parts) }, ledger };
}
