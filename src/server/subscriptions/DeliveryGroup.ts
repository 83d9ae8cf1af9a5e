import type { Delivery, SharedSource } from '../../graphql/subscriptions/Delivery.js';
import type { Subscriber } from './Subscriber.js';
import type { WrittenDelivery } from './SharedDeliveries.js';

/** Where a subscriber continues. */
export interface ReachedCursor {
  readonly places: SharedSource['places'];
  readonly cursor: string;
}

/** A subscriber who receives the same as others. */
export interface GroupMember {
  readonly subscriber: Subscriber;
  /** Sends a delivery. Must not throw. @returns whether there is room for another one. */
  readonly take: (written: WrittenDelivery) => boolean;
  /**
   * It is not a member any more, and reads by itself from now on.
   *
   * @param reached the last delivery that it took; undefined if it took none.
   */
  readonly onLeft: (reached: ReachedCursor | undefined, hasRoom: boolean) => void;
}

export interface DeliveryGroupOptions {
  /** Its own, which stands where the first members stand. */
  readonly source: SharedSource;
  /** After so long without events the cursor alone is delivered. */
  readonly heartbeatMs: number;
  /** Executes a delivery. @param payer who is charged for it. */
  readonly write: (
    delivery: Delivery,
    payer: Subscriber,
  ) => WrittenDelivery | Promise<WrittenDelivery>;
  /** Called with each delivery and the number of members who take it. */
  readonly onDelivered: (delivery: Delivery, members: number) => void;
  /** Called once it has no members. */
  readonly onEmpty: () => void;
}

/**
 * Subscribers who receive the same deliveries and have all read the last one. One source is read for all of them,
 * and each delivery is passed on to all in one turn: a delivery costs each of them a write, and nothing else.
 *
 * Members who have no room left, and all of them at whatever only a subscriber alone can deal with (gaps, events that
 * have to be read from the server), leave, read by themselves, and may join again once they are at the end.
 */
export class DeliveryGroup {
  readonly #options: DeliveryGroupOptions;
  readonly #closed = new AbortController();
  /** Members, with what the group had reached when they joined. */
  readonly #members = new Map<GroupMember, ReachedCursor>();
  /** Those who have already read the delivery that is being written. */
  readonly #ahead = new Set<GroupMember>();
  #reached: ReachedCursor;
  /** Behind the delivery that is being written. */
  #next: SharedSource['places'] | undefined;

  constructor(options: DeliveryGroupOptions) {
    this.#options = options;
    this.#reached = { places: options.source.places, cursor: '' };
  }

  /** Reads and delivers until it has no members. */
  async run(): Promise<void> {
    while (this.#members.size > 0) {
      const isDelivered = await this.#deliver().catch(() => false);
      if (!isDelivered) this.#dissolve();
    }
  }

  /** @returns whether the member has read what all others have, and is taken. */
  join(member: GroupMember, places: SharedSource['places']): boolean {
    if (this.#closed.signal.aborted) return false;
    if (this.#next !== undefined) {
      if (!isSame(places, this.#next)) return false;
      this.#ahead.add(member);
    } else {
      if (!isSame(places, this.#reached.places)) return false;
      this.#members.set(member, this.#reached);
    }
    return true;
  }

  leave(member: GroupMember, hasRoom = true): void {
    const joined = this.#members.get(member);
    if (!this.#members.delete(member) && !this.#ahead.delete(member)) return;
    if (this.#members.size === 0 && this.#ahead.size === 0) this.close();
    const hasTaken = joined !== undefined && joined !== this.#reached;
    member.onLeft(hasTaken ? this.#reached : undefined, hasRoom);
  }

  /** Closes its source and takes no member any more. */
  close(): void {
    if (this.#closed.signal.aborted) return;
    this.#closed.abort();
    this.#options.source.close();
    this.#options.onEmpty();
  }

  /** @returns false where the members have to read by themselves. */
  async #deliver(): Promise<boolean> {
    const { source, heartbeatMs, write, onDelivered } = this.#options;
    const delivery = await source.next(heartbeatMs, this.#closed.signal);
    if (delivery.gaps.length > 0 || !source.readsLog) return false;
    const { places } = source;
    // A client that has used up its requests waits, and loses nothing.
    for (const member of this.#members.keys())
      if (member.subscriber.secondsToWait() > 0) this.leave(member);
    const [payer] = this.#members.keys();
    if (payer === undefined) return false;
    this.#next = places;
    const writing = write(delivery, payer.subscriber);
    const written = writing instanceof Promise ? await writing : writing;
    this.#reached = { places, cursor: delivery.cursor };
    onDelivered(delivery, this.#members.size);
    for (const member of this.#members.keys()) {
      if (!member.take(written)) this.leave(member, false);
    }
    this.#next = undefined;
    for (const member of this.#ahead) this.#members.set(member, this.#reached);
    this.#ahead.clear();
    return true;
  }

  #dissolve(): void {
    this.close();
    for (const member of [...this.#members.keys(), ...this.#ahead]) this.leave(member);
  }
}

function isSame(some: SharedSource['places'], others: SharedSource['places']): boolean {
  if (some.size !== others.size) return false;
  for (const [instance, { position, given }] of some) {
    const other = others.get(instance);
    if (other?.position !== position || other.given !== given) return false;
  }
  return true;
}
