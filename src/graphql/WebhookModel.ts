import type { SourceWarning } from '../orderedList.js';

/** A webhook and its status. */
export interface WebhookModel {
  readonly name: string;
  readonly operationName: string | null;
  /** Events that its instances cannot deliver. */
  readonly warnings: readonly SourceWarning[];
  readonly state: 'ENABLED' | 'FAILING' | 'DISABLED';
  readonly disabled: 'GONE' | 'FAILING' | null;
  /** Milliseconds since 1970. */
  readonly failingSince: number | null;
  /** Milliseconds since 1970. */
  readonly deliveredAt: number | null;
  readonly waiting: number;
  readonly retrying: number;
  readonly failed: number;
}
