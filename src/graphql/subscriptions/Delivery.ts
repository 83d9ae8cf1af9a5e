import type { SubscriberPlace } from '../../live/eventCursor.js';
import type { FeedGap } from '../../live/feedState.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { SourceWarning } from '../../orderedList.js';
import type { EventModel, SourceStatusModel } from '../models.js';

/** A gap, with the instance that it is in. */
export interface DeliveredGap {
  readonly client: PatchworkClient;
  readonly gap: FeedGap;
}

/** What a subscription delivers at once: the root value of one operation. */
export interface Delivery {
  /** Where the subscription goes on after it. */
  readonly cursor: string;
  /** Oldest first. */
  readonly events: readonly EventModel[];
  readonly gaps: readonly DeliveredGap[];
  /** Global id of the object that it is about. */
  readonly nodeId: string | null;
  readonly sources: () => readonly SourceStatusModel[];
  /** What its servers cannot deliver of what is requested. */
  readonly warnings: readonly SourceWarning[];
}

/** Where the deliveries of one subscription come from. */
export interface DeliverySource {
  /**
   * The next delivery, once there is one. If nothing happens it has the cursor alone.
   *
   * @param untilMs for how long something to deliver is waited for.
   * @param signal ends the waiting.
   */
  next(untilMs: number, signal: AbortSignal): Promise<Delivery>;
  /** What its servers cannot deliver of what is requested, as far as they have answered. */
  readonly warnings: readonly SourceWarning[];
  /** Ends it; nothing is left of it. */
  close(): void;
}

/** A source that can let another one of the same arguments read for it, which stands at the same place. */
export interface SharedSource extends DeliverySource {
  /** Behind what was given last, by instance. */
  readonly places: ReadonlyMap<string, SubscriberPlace>;
  /** Whether all that happened up to now was given, and the logs alone bring what happens next. */
  readonly isAtEnd: boolean;
  /** Whether the logs alone bring what is next: nothing has to be read from a server for it. */
  readonly readsLog: boolean;
  /** Another source reads for it until {@link SharedSource.resume}. */
  pause(): void;
  /** @param places that the other source has reached; without them, it is where it was. */
  resume(places: ReadonlyMap<string, SubscriberPlace> | undefined): void;
}
