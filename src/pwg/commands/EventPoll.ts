import { textAt, type JsonObject } from '../json.js';

/** Events since a time, and the instances whose part may be incomplete. */
export interface EventSpan {
  readonly events: readonly JsonObject[];
  readonly lacking: ReadonlySet<string>;
}

/**
 * Reads the events since a time.
 *
 * @param instances names; undefined: all that are watched.
 */
export type ReadEvents = (
  instances: readonly string[] | undefined,
  since: number,
) => Promise<EventSpan>;

/** Events can become visible some seconds late, out of order: this span is read again, and repeats are skipped. */
const OVERLAP_MS = 120_000;

/**
 * Finds new events with one request per round. The events of a server that did not answer are read once it answers
 * again, however long that takes.
 */
export class EventPoll {
  readonly #read: ReadEvents;
  readonly #start: number;
  #since: number;
  readonly #seen = new Map<string, number>();
  /** Times from which the events of instances have not been read. */
  readonly #behind = new Map<string, number>();

  /** @param start only later events are new. */
  constructor(read: ReadEvents, start: number) {
    this.#read = read;
    this.#start = start;
    this.#since = start;
  }

  /**
   * Reads the events since the previous round.
   *
   * @param print receives each new event.
   * @throws whatever reading throws; the next round continues where this one should have.
   */
  async round(now: number, print: (event: JsonObject) => void): Promise<void> {
    const lacking = await this.#readSpan(undefined, this.#since, print);
    for (const [instance, since] of this.#behind) {
      if (lacking.has(instance)) continue;
      const still = await this.#readSpan([instance], since, print);
      if (!still.has(instance)) this.#behind.delete(instance);
    }
    for (const instance of lacking) {
      if (!this.#behind.has(instance)) this.#behind.set(instance, this.#since);
    }
    this.#since = now;
    const oldest = Math.min(now, ...this.#behind.values()) - 2 * OVERLAP_MS;
    for (const [id, time] of this.#seen) if (time < oldest) this.#seen.delete(id);
  }

  async #readSpan(
    instances: readonly string[] | undefined,
    since: number,
    print: (event: JsonObject) => void,
  ): Promise<ReadonlySet<string>> {
    const { events, lacking } = await this.#read(instances, since - OVERLAP_MS);
    for (const event of events) {
      const id = textAt(event, 'id');
      const time = Date.parse(textAt(event, 'date'));
      // Events before the start are not new, even if they are read again.
      if (!this.#seen.has(id) && time >= Math.floor(this.#start / 1_000) * 1_000) print(event);
      this.#seen.set(id, time);
    }
    return lacking;
  }
}
