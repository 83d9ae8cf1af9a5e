import type { QueueSearch } from '../addresses.js';

/** Where the reader of this tab was in the queue. */
interface QueuePlace {
  /** The address that was shown last. */
  readonly search: QueueSearch;
  /** Global id of the series that was opened last. */
  readonly row: string | null;
}

let place: QueuePlace = { search: {}, row: null };

/** Notes where the reader is. */
export function noteQueuePlace(changes: Partial<QueuePlace>): void {
  place = { ...place, ...changes };
}

/** Where the reader was; the queue without filters in a new tab. */
export function queuePlace(): QueuePlace {
  return place;
}
