import type { EventRow } from '../server/SampleState.js';
import type { BuilderOptions } from './drafts.js';
import { storedStamp } from './stampTimes.js';

/** Events of one request are some milliseconds apart, and no two share a stamp. */
const EVENT_STEP_MICROSECONDS = 4_321;

/** Assigns ids and stamps in the order in which things happen, and records the events. */
export class EventLog {
  readonly rows: EventRow[] = [];
  readonly #server: BuilderOptions['server'];
  readonly #nextIds: Record<string, number>;
  #lastStampMicroseconds = 0;

  constructor({ server, firstIds }: BuilderOptions) {
    this.#server = server;
    this.#nextIds = { ...firstIds };
  }

  /** Returns the next id of a kind. */
  nextId(kind: string): number {
    const id = this.#nextIds[kind] ?? 1;
    this.#nextIds[kind] = id + 1;
    return id;
  }

  /** Adds an event. @returns the event's stamp. */
  add(
    category: EventRow['category'],
    project: number,
    atMs: number,
    rest: Partial<EventRow>,
  ): string {
    const server = this.#server;
    this.#lastStampMicroseconds = Math.max(
      atMs * 1000 + EVENT_STEP_MICROSECONDS,
      this.#lastStampMicroseconds + EVENT_STEP_MICROSECONDS,
    );
    const zone = server.stamps_in === 'UTC' ? 'utc' : server.time_zone;
    const date = storedStamp(this.#lastStampMicroseconds, zone);
    this.rows.push({
      id: this.nextId('events'),
      category,
      project,
      date,
      actor: null,
      ...rest,
    });
    return date;
  }
}
