import type { AnswerError } from '../../data/request.js';
import type { QueueRowFragment } from '../../generated/graphql.js';
import type { PlacedRow } from './arrange.js';

/** A row with what its place depends on. */
export interface QueueRow extends PlacedRow {
  readonly item: QueueRowFragment;
  /** Where it stands in the answer, for the reasons of missing fields. */
  readonly path: readonly (string | number)[];
  /** Errors of that answer. */
  readonly errors: readonly AnswerError[];
}
