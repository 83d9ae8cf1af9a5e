import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useLiveState, type SeenGap } from '../data/liveState.js';
import { usePageQuery } from '../data/pageQuery.js';
import { useAnswer } from '../data/useAnswer.js';
import { readFragment, type FragmentType } from '../generated/fragment-masking.js';
import {
  ActivityDocument,
  EventPatchFragmentDoc,
  EventRowFragmentDoc,
  type EventRowFragment,
} from '../generated/graphql.js';
import { Button, Choice } from '../parts/controls.js';
import { CheckMark, InstanceTag } from '../parts/marks.js';
import { MissingRows, SourceBar } from '../parts/sources.js';
import { Empty, Failure, Skeleton } from '../parts/states.js';
import { Time } from '../parts/time.js';
import { EVENT_CATEGORIES, type ActivitySearch } from './addresses.js';

const PAGE_ROWS = 100;
const REFETCH_MS = 60_000;

/** What happened, newest first. */
export function ActivityPage(): ReactElement {
  const { i, project, category, after } = useSearch({ from: '/activity' });
  const navigate = useNavigate({ from: '/activity' });
  const variables = {
    instances: i?.split(',') ?? null,
    filter: {
      ...(project !== undefined && { project: project.split(',') }),
      ...(category !== undefined && { category: [category] }),
    },
    first: PAGE_ROWS,
    after: after ?? null,
  };
  usePageQuery(ActivityDocument, variables);
  const { data, error, isPending, refetch } = useAnswer(ActivityDocument, variables, {
    refetchInterval: after === undefined ? REFETCH_MS : undefined,
  });
  const { gaps } = useLiveState();
  const again = (): void => void refetch();
  if (error !== null && data === undefined) {
    return <Failure heading="Activity" error={error} onRetry={again} />;
  }
  const events = data?.data.events;
  const rows = withGaps(
    events?.nodes ?? [],
    after === undefined
      ? gaps.filter(({ instance }) => i === undefined || i.split(',').includes(instance))
      : [],
  );
  return (
    <div className="flex flex-col gap-3 p-3">
      <h1 className="sr-only">Activity</h1>
      <div className="flex flex-wrap gap-3">
        <Choice
          label="Kind"
          value={category ?? 'any'}
          options={[
            { id: 'any', label: 'any' },
            ...EVENT_CATEGORIES.map((id) => ({ id, label: id.toLowerCase().replaceAll('_', ' ') })),
          ]}
          onChange={(chosen) =>
            void navigate({
              to: '.',
              search: (before: ActivitySearch) => ({
                ...before,
                after: undefined,
                category: chosen === 'any' ? undefined : chosen,
              }),
            })
          }
        />
      </div>
      {events != null && <SourceBar sources={events.sources} onRetry={again} />}
      {events != null && <MissingRows sources={events.sources} what="events" onRetry={again} />}
      {isPending && <Skeleton rows={12} label="Reading the events" />}
      {events === null && (
        <Empty>{data?.errors[0]?.message ?? 'The events could not be read.'}</Empty>
      )}
      {events?.nodes.length === 0 && <Empty>Nothing has happened that matches.</Empty>}
      <ol className="flex flex-col">
        {rows.map((row, index) =>
          'reason' in row ? (
            <GapLine key={index} gap={row} />
          ) : (
            <EventLine key={index} event={row.event} />
          ),
        )}
      </ol>
      {events?.pageInfo.hasNextPage === true && (
        <span>
          <Button
            onPress={() =>
              void navigate({
                to: '.',
                search: (before: ActivitySearch) => ({
                  ...before,
                  after: events.pageInfo.endCursor ?? undefined,
                }),
              })
            }
          >
            Earlier
          </Button>
        </span>
      )}
    </div>
  );
}

interface EventEntry {
  readonly at: string;
  readonly event: FragmentType<typeof EventRowFragmentDoc>;
}

/** Events with the gaps of the feed between them, the latest first. */
function withGaps(
  events: readonly FragmentType<typeof EventRowFragmentDoc>[],
  gaps: readonly SeenGap[],
): readonly (EventEntry | SeenGap)[] {
  const entries = events.map((event): EventEntry => ({
    at: readFragment(EventRowFragmentDoc, event).date ?? '',
    event,
  }));
  if (gaps.length === 0) return entries;
  return [...entries, ...gaps].toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

function GapLine({ gap: { instance, reason, at } }: { gap: SeenGap }): ReactElement {
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 border-b border-line bg-panel py-1 text-warn">
      <span className="w-14 text-xs">
        <Time date={at} asAge />
      </span>
      <span className="min-w-0 flex-1 basis-60">
        Some events were missed ({reason.toLowerCase().replaceAll('_', ' ')}); the list was read
        again.
      </span>
      <InstanceTag name={instance} />
    </li>
  );
}

function EventLine({
  event: masked,
}: {
  event: FragmentType<typeof EventRowFragmentDoc>;
}): ReactElement {
  const event = readFragment(EventRowFragmentDoc, masked);
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 border-b border-line py-1">
      <span className="w-14 text-xs">
        <Time date={event.date} asAge />
      </span>
      <span className="w-44 text-sm text-muted">
        {event.category.toLowerCase().replaceAll('_', ' ')}
      </span>
      <span className="min-w-0 flex-1 basis-60 truncate">
        <Subject event={event} />
      </span>
      <bdi title={factsOf(event)} className="max-w-full truncate text-sm lg:max-w-96">
        {factsOf(event)}
      </bdi>
      {event.__typename === 'CheckCreatedEvent' && event.check?.state != null && (
        <CheckMark state={event.check.state} />
      )}
      <bdi className="max-w-full truncate text-sm text-muted lg:max-w-48">
        {event.actor?.username}
      </bdi>
      <InstanceTag name={event.instance.name} />
    </li>
  );
}

function Subject({ event }: { event: EventRowFragment }): ReactElement | null {
  const instance = event.instance.name;
  if ('patch' in event) {
    const patch = readFragment(EventPatchFragmentDoc, event.patch);
    if (patch === null) return null;
    return (
      <Link
        to="/p/$instance/$number"
        params={{ instance, number: String(patch.databaseId) }}
        className="text-accent hover:underline"
      >
        {patch.name}
      </Link>
    );
  }
  if ('series' in event && event.series !== null) {
    return (
      <Link
        to="/s/$instance/$number"
        params={{ instance, number: String(event.series.databaseId) }}
        search={{}}
        className="text-accent hover:underline"
      >
        {event.series.name}
      </Link>
    );
  }
  if ('cover' in event) return <span>{event.cover?.name}</span>;
  return null;
}

function factsOf(event: EventRowFragment): string {
  if (event.__typename === 'PatchStateChangedEvent') {
    return `${event.previousState?.name ?? '?'} → ${event.currentState?.name ?? '?'}`;
  }
  if (event.__typename === 'PatchDelegatedEvent') {
    return `to ${event.currentDelegate?.username ?? 'nobody'}`;
  }
  return event.__typename === 'CheckCreatedEvent' ? (event.check?.context ?? '') : '';
}
