import type { SharedSource } from '../../graphql/subscriptions/Delivery.js';
import { DeliveryGroup, type DeliveryGroupOptions, type GroupMember } from './DeliveryGroup.js';
import { Tally } from './Tally.js';

/** What subscribers with one key share. */
export interface SharingOptions extends Omit<DeliveryGroupOptions, 'source' | 'onEmpty'> {
  /** All that their deliveries depend on. */
  readonly key: string;
  /** Opens a source of their arguments. */
  readonly openSource: () => SharedSource;
}

/** Joins a group. @returns leaves it; undefined where there is none to join now. */
export type JoinGroup = (member: GroupMember) => (() => void) | undefined;

/** One group of subscribers for each key that several of them have. */
export class DeliveryGroups {
  readonly #groups = new Map<string, DeliveryGroup>();
  /** Open subscriptions by key: one alone has nobody to share with. */
  readonly #sharers = new Tally();

  /**
   * Enters a subscription.
   *
   * @param source its own, which is read while it is in no group.
   * @returns `exit` is to be called at its end.
   */
  enter(source: SharedSource, options: SharingOptions): { join: JoinGroup; exit: () => void } {
    this.#sharers.add(options.key);
    return {
      join: (member) => this.#join(source, options, member),
      exit: () => {
        this.#sharers.remove(options.key);
      },
    };
  }

  #join(
    source: SharedSource,
    options: SharingOptions,
    { onLeft, ...member }: GroupMember,
  ): ReturnType<JoinGroup> {
    const { key } = options;
    if (!source.isAtEnd || this.#sharers.of(key) < 2) return undefined;
    const known = this.#groups.get(key);
    const group = known ?? this.#open(source, options);
    const joined: GroupMember = {
      ...member,
      onLeft: (reached, hasRoom) => {
        source.resume(reached?.places);
        onLeft(reached, hasRoom);
      },
    };
    if (!group.join(joined, source.places)) {
      // A source that was opened later can have other instances.
      if (known === undefined) group.close();
      return undefined;
    }
    source.pause();
    if (known === undefined) void group.run();
    return () => {
      group.leave(joined);
    };
  }

  #open(source: SharedSource, { key, openSource, ...options }: SharingOptions): DeliveryGroup {
    const own = openSource();
    own.resume(source.places);
    const group = new DeliveryGroup({
      ...options,
      source: own,
      onEmpty: () => {
        this.#groups.delete(key);
      },
    });
    this.#groups.set(key, group);
    return group;
  }
}
