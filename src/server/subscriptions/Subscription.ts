import { rest } from '../../rest.js';
import type { Delivery, DeliverySource } from '../../graphql/subscriptions/Delivery.js';
import type { GroupMember } from './DeliveryGroup.js';
import type { JoinGroup } from './DeliveryGroups.js';
import type { WrittenDelivery } from './SharedDeliveries.js';
import type { Subscriber } from './Subscriber.js';

/** One message to a subscriber. */
export interface SubscriptionMessage extends WrittenDelivery {
  /** The same object for all subscribers who share the delivery. */
  readonly written: WrittenDelivery;
  /** Where the subscription goes on after it. */
  readonly cursor: string;
  /** Whether it has more than the cursor: events, gaps or an object. */
  readonly hasContent: boolean;
  /** Whether the subscription has ended with it, because it does not select gaps. */
  readonly isGap: boolean;
}

export interface SubscriptionOptions {
  readonly source: DeliverySource;
  /** Executes a delivery. @param signal aborted when the subscriber is gone. */
  readonly write: (
    delivery: Delivery,
    signal: AbortSignal,
  ) => WrittenDelivery | Promise<WrittenDelivery>;
  /** Sent instead of a gap to subscribers that do not select gaps; undefined where they are selected. */
  readonly refuseGap: ((delivery: Delivery) => string) | undefined;
  readonly subscriber: Subscriber;
  /** After so long without events the cursor alone is delivered. */
  readonly heartbeatMs: number;
  /** Joins others who receive the same; undefined for a subscriber whose deliveries are its own. */
  readonly joinGroup: JoinGroup | undefined;
  /** Called at the end, once. */
  readonly onClose: () => void;
}

/**
 * One subscription: its messages, one after another. Nothing is read or executed before a message is asked
 * for, so a subscriber that reads slowly costs no memory.
 */
export class Subscription {
  readonly #options: SubscriptionOptions;
  readonly #gone = new AbortController();
  readonly #ending = new AbortController();
  /** Ends the waiting for events. */
  readonly #waiting: AbortSignal;
  #cursor = '';
  #leaveGroup = (): void => undefined;
  #isOver = false;
  #isClosed = false;

  constructor(options: SubscriptionOptions) {
    this.#options = options;
    this.#waiting = AbortSignal.any([this.#gone.signal, this.#ending.signal]);
  }

  /** What its servers cannot deliver, as far as they have answered. */
  get warnings(): DeliverySource['warnings'] {
    return this.#options.source.warnings;
  }

  /** Aborted when it is to be completed. */
  get ending(): AbortSignal {
    return this.#ending.signal;
  }

  /** @returns undefined at the end: the subscription is complete. */
  async next(): Promise<SubscriptionMessage | undefined> {
    if (this.#isOver) return undefined;
    const { source, subscriber, heartbeatMs } = this.#options;
    if (subscriber.secondsToWait() > 0) await this.#untilAffordable();
    const delivery = await source.next(heartbeatMs, this.#waiting);
    if (this.#hasLeft()) return undefined;
    if (this.#ending.signal.aborted) {
      this.#isOver = true;
      // The last message has the cursor to continue from; it is sent once.
      if (!hasContent(delivery) && delivery.cursor === this.#cursor) return undefined;
    }
    return this.#message(delivery);
  }

  /**
   * Receives deliveries together with others who receive the same, for as long as that is possible: then it is to be
   * asked for its next message again. Returns at once where it is not.
   *
   * @param take sends a delivery. Must not throw. Returns whether there is room for another one.
   * @returns whether there is room for another message.
   */
  async receiveWithOthers(take: GroupMember['take']): Promise<boolean> {
    const { joinGroup, subscriber } = this.#options;
    if (this.#isOver || this.#ending.signal.aborted || joinGroup === undefined) return true;
    return await new Promise((resolve) => {
      const leave = joinGroup({
        subscriber,
        take,
        onLeft: (reached, hasRoom) => {
          this.#leaveGroup = () => undefined;
          this.#cursor = reached?.cursor ?? this.#cursor;
          resolve(hasRoom);
        },
      });
      if (leave === undefined) resolve(true);
      else this.#leaveGroup = leave;
    });
  }

  /** Completes it: at most one more message comes, with the cursor. */
  end(): void {
    this.#ending.abort();
    this.#leaveGroup();
  }

  /** Frees everything; running executions are aborted. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#isOver = true;
    this.#leaveGroup();
    this.#gone.abort();
    this.#options.source.close();
    this.#options.onClose();
  }

  /** Whether it was closed while it waited. */
  #hasLeft(): boolean {
    return this.#isClosed;
  }

  #message(delivery: Delivery): SubscriptionMessage | Promise<SubscriptionMessage> {
    const { refuseGap, write } = this.#options;
    const { cursor } = delivery;
    this.#cursor = cursor;
    if (delivery.gaps.length > 0 && refuseGap !== undefined) {
      this.#isOver = true;
      const text = refuseGap(delivery);
      return { text, written: { text }, cursor, hasContent: true, isGap: true };
    }
    const written = write(delivery, this.#gone.signal);
    return written instanceof Promise
      ? written.then((made) => messageOf(made, delivery))
      : messageOf(written, delivery);
  }

  /** A client that has used up its requests waits, and loses nothing. */
  async #untilAffordable(): Promise<void> {
    const { subscriber } = this.#options;
    for (;;) {
      const seconds = subscriber.secondsToWait();
      if (seconds <= 0 || this.#waiting.aborted) return;
      await rest(seconds * 1000, this.#waiting);
    }
  }
}

function messageOf(written: WrittenDelivery, delivery: Delivery): SubscriptionMessage {
  const { text } = written;
  const { cursor } = delivery;
  return { text, written, cursor, hasContent: hasContent(delivery), isGap: false };
}

/** Whether a delivery has more than its cursor. */
export function hasContent({ events, gaps, nodeId }: Delivery): boolean {
  return events.length > 0 || gaps.length > 0 || nodeId !== null;
}
