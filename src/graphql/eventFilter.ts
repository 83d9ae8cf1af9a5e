import { BadUserInputError } from '../errors.js';
import type { EventListFilter } from '../patchwork/lists/plans.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import { EVENT_CATEGORIES } from '../patchwork/resources/event.js';
import { toSlug } from '../patchwork/StateNumbers.js';
import type { RequestContext } from './context.js';
import type { EventFilter, InputMaybe } from './generated/types.js';
import {
  given,
  idsByInstance,
  projectsOf,
  type IdsByInstance,
  type ParentFilter,
} from './listFilters.js';

/** The filter of events in the words of each instance. */
export function eventFilter(
  filter: InputMaybe<EventFilter> | undefined,
  parent: ParentFilter,
  context: Pick<RequestContext, 'gateway'>,
): (client: PatchworkClient) => EventListFilter {
  const project = projectsOf(filter, parent, context);
  const series = idsByInstance(filter?.series, 'Series', 'series', context);
  const patch = idsByInstance(filter?.patch, 'Patch', 'patch', context);
  const cover = idsByInstance(filter?.cover, 'Cover', 'cover', context);
  const actor = idsByInstance(filter?.actor, 'User', 'actor', context);
  const toState = filter?.toState?.flatMap((state) => [state.toLowerCase(), toSlug(state)]);
  const category = eventCategories(filter);
  const at = (ids: IdsByInstance | undefined, client: PatchworkClient) =>
    ids === undefined ? undefined : (ids.get(client.name) ?? []);
  return (client) => ({
    project: project(client),
    category,
    series: at(series, client),
    patch: at(patch, client),
    cover: at(cover, client),
    actor: at(actor, client),
    toState,
    since: given(filter?.since),
    before: given(filter?.before),
  });
}

/** @throws BadUserInputError where no event of the categories can have a `toState`. */
function eventCategories(
  filter: InputMaybe<EventFilter> | undefined,
): readonly (typeof EVENT_CATEGORIES)[number][] | undefined {
  const asked = filter?.category?.map((name) => toEventCategory(name));
  if (filter?.toState == null || filter.toState.length === 0 || asked?.length === 0) return asked;
  if (asked === undefined || asked.includes('patch-state-changed')) return ['patch-state-changed'];
  throw new BadUserInputError(
    'filter.toState: only events of the category PATCH_STATE_CHANGED have a state; add it to filter.category, or omit filter.category',
    { argument: 'filter.toState' },
  );
}

function toEventCategory(name: string): (typeof EVENT_CATEGORIES)[number] {
  const word = name.toLowerCase().replaceAll('_', '-');
  const category = EVENT_CATEGORIES.find((known) => known === word);
  if (category !== undefined) return category;
  throw new BadUserInputError(
    'filter.category: UNKNOWN cannot be used as a filter; it represents kinds that this gateway does not know',
    { argument: 'filter.category' },
  );
}
