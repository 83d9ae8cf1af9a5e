import { isShown } from '../../patchwork/lists/shownProjects.js';
import type { EventListFilter } from '../../patchwork/lists/plans.js';
import { compareUtc } from '../../patchwork/dates.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { events, type Event } from '../../patchwork/resources/event.js';

/** Filters whose values rows show, by the names that REST has for them. */
const BY_VALUE = ['project', 'category', 'series', 'patch', 'cover', 'actor'] as const;

/** Whether an event is one that a list with this filter has; in lists, REST filters. */
export function createEventMatcher(
  client: PatchworkClient,
  filter: EventListFilter,
): (event: Event) => boolean {
  const asked = BY_VALUE.flatMap((name) => {
    const values = filter[name];
    const shows = events.filters[name]?.shows;
    if (values === undefined || shows === undefined) return [];
    return [{ values: new Set(values.map(fold)), shows }];
  });
  const { toState, since, before } = filter;
  return (event) => {
    if (!isShown(client, event.project)) return false;
    for (const { values, shows } of asked) {
      if (shows(event)?.some((value) => values.has(fold(value))) !== true) return false;
    }
    const state = event.payload?.current_state;
    if (toState !== undefined && (state == null || !toState.includes(state))) return false;
    if (since === undefined && before === undefined) return true;
    const date = event.date == null ? null : client.stampZone.toUtc(event.date);
    if (date === null) return false;
    if (since !== undefined && compareUtc(date, since) < 0) return false;
    return before === undefined || compareUtc(date, before) < 0;
  };
}

/** Patchwork compares names without regard to case. */
export function fold(value: string | number): string {
  return String(value).trim().toLowerCase();
}
