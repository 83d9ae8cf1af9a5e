import type { EventRow } from './SampleState.js';
import type { SampleRequest } from './SampleRequest.js';

/** Adds an event to the log, with the next stamp of the request. */
export function recordEvent(request: SampleRequest, event: Omit<EventRow, 'id' | 'date'>): void {
  const { events } = request.store;
  events.insert({ id: events.takeId(), date: request.stamp(), ...event });
}
