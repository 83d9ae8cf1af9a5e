import type { DateReading } from '../dates.js';
import type { SampleRequest } from '../SampleRequest.js';

/** How the server of a request reads `since` and `before`. */
export function naiveDateReading(request: SampleRequest): DateReading {
  const { traits, store } = request;
  return {
    offsetZone: traits.convertsOffsetsToUtc ? 'UTC' : store.facts.time_zone,
    acceptsBareDates: traits.acceptsBareDates,
  };
}
