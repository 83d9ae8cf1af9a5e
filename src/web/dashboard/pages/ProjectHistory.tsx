import { loadPart } from '../app/loadPart.js';
import { DAY_MS } from '../../../durations.js';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, type ReactElement, type ReactNode } from 'react';
import { graphiqlLink } from '../data/pageQuery.js';
import { reasonAt } from '../data/request.js';
import { useAnswer } from '../data/useAnswer.js';
import {
  ProjectArrivalsDocument,
  ProjectFirstRepliesDocument,
  ProjectOpenAgesDocument,
  type TypedDocumentString,
} from '../generated/graphql.js';
import { Button } from '../parts/controls.js';
import { Failure, Skeleton } from '../parts/states.js';
import type { ProjectSearch } from './addresses.js';

const WeekChart = lazy(async () => ({
  default: (await loadPart(() => import('../parts/WeekChart.js'))).WeekChart,
}));
const BarChart = lazy(async () => ({
  default: (await loadPart(() => import('../parts/BarChart.js'))).BarChart,
}));

const SPANS = [4, 13, 52] as const;

interface Place {
  readonly instance: string;
  readonly linkName: string;
}

/** Charts of a project's history. They are read once the reader has chosen how much of it. */
export function ProjectHistory({ place }: { place: Place }): ReactElement {
  const { weeks } = useSearch({ from: '/projects/$instance/$project' });
  const navigate = useNavigate({ from: '/projects/$instance/$project' });
  return (
    <section className="flex flex-col gap-6">
      <div>
        <h2 className="mb-1 font-semibold">History</h2>
        {weeks === undefined && (
          <p className="mb-2 max-w-2xl text-muted">
            Where the gateway has no index of the project, the history costs its server 1 request
            per 250 patches, and 1 for each patch with replies, at most 400.
          </p>
        )}
        <span className="flex flex-wrap gap-2">
          {SPANS.map((span) => (
            <Button
              key={span}
              primary={span === weeks}
              onPress={() =>
                void navigate({
                  to: '.',
                  search: (before: ProjectSearch) => ({ ...before, weeks: span }),
                  replace: true,
                })
              }
            >
              {span === 52 ? '1 year' : `${span} weeks`}
            </Button>
          ))}
        </span>
      </div>
      {weeks !== undefined && <Charts place={place} weeks={weeks} />}
    </section>
  );
}

function Charts({ place, weeks }: { place: Place; weeks: number }): ReactElement {
  const variables = useMemo(() => {
    const midnight = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    return { ...place, since: new Date(midnight - weeks * 7 * DAY_MS).toISOString() };
  }, [place, weeks]);
  return (
    <>
      <Arrivals variables={variables} />
      <OpenAges variables={place} />
      <FirstReplies variables={variables} />
    </>
  );
}

type Variables = Place & { readonly since: string };

const ARRIVALS = ['patches'];

function Arrivals({ variables }: { variables: Variables }): ReactElement {
  const answer = useAnswer(ProjectArrivalsDocument, variables);
  const activity = answer.data?.data.project?.activity;
  const points = useMemo(
    () =>
      (activity ?? []).flatMap(({ time, count }) =>
        time === null ? [] : [{ time, values: [count] }],
      ),
    [activity],
  );
  return (
    <Chart
      title="Patches sent, by weeks"
      document={ProjectArrivalsDocument}
      variables={variables}
      answer={answer}
      hasData={activity != null}
      field="activity"
    >
      <WeekChart points={points} names={ARRIVALS} unit="patches" />
      <Table
        title="Patches sent, by weeks"
        head={['Week from', 'Patches']}
        rows={points.map(({ time, values }) => [time.slice(0, 10), String(values[0])])}
      />
    </Chart>
  );
}

const REPLY_TIMES = ['half of them', '9 of 10'];

function FirstReplies({ variables }: { variables: Variables }): ReactElement {
  const answer = useAnswer(ProjectFirstRepliesDocument, variables);
  const replies = answer.data?.data.project?.firstReplies;
  const points = useMemo(
    () =>
      (replies ?? []).flatMap(({ time, medianSeconds, p90Seconds }) =>
        time === null ? [] : [{ time, values: [daysOf(medianSeconds), daysOf(p90Seconds)] }],
      ),
    [replies],
  );
  return (
    <Chart
      title="Days to the first reply, by weeks"
      document={ProjectFirstRepliesDocument}
      variables={variables}
      answer={answer}
      hasData={replies != null}
      field="firstReplies"
    >
      <WeekChart points={points} names={REPLY_TIMES} unit="days" />
      <Table
        title="Days to the first reply, by weeks"
        head={['Week from', 'Patches', 'Answered', ...REPLY_TIMES]}
        rows={(replies ?? []).map(({ time, patches, answered, medianSeconds, p90Seconds }) => [
          time?.slice(0, 10) ?? 'no date',
          String(patches),
          String(answered),
          written(daysOf(medianSeconds)),
          written(daysOf(p90Seconds)),
        ])}
      />
    </Chart>
  );
}

function OpenAges({ variables }: { variables: Place }): ReactElement {
  const answer = useAnswer(ProjectOpenAgesDocument, variables);
  const ages = answer.data?.data.project?.openPatchAges;
  const bars = useMemo(
    () =>
      (ages?.groups ?? []).map(({ fromDays, toDays, count }) => ({
        name: toDays === null ? `${fromDays} days and more` : `${fromDays} to ${toDays} days`,
        count,
      })),
    [ages],
  );
  return (
    <Chart
      title="Open patches by age"
      document={ProjectOpenAgesDocument}
      variables={variables}
      answer={answer}
      hasData={ages != null}
      field="openPatchAges"
    >
      {ages != null && (
        <p className="text-sm text-muted">
          {ages.count} open; half of them are older than {written(daysOf(ages.medianSeconds))} days,
          1 of 10 is older than {written(daysOf(ages.p90Seconds))} days.
        </p>
      )}
      <BarChart bars={bars} />
      <Table
        title="Open patches by age"
        head={['Age', 'Patches']}
        rows={bars.map(({ name, count }) => [name, String(count)])}
      />
    </Chart>
  );
}

function daysOf(seconds: number | null): number | null {
  return seconds === null ? null : (seconds * 1000) / DAY_MS;
}

function written(days: number | null): string {
  return days === null ? '–' : days.toFixed(1);
}

/** One chart with its heading, its query, and the error because of which it could not be read. */
function Chart<T, V>({
  title,
  document,
  variables,
  answer: { data, error, isPending, refetch },
  hasData,
  field,
  children,
}: {
  title: string;
  document: TypedDocumentString<T, V>;
  variables: V;
  answer: ReturnType<typeof useAnswer<T, V>>;
  hasData: boolean;
  field: string;
  children: ReactNode;
}): ReactElement {
  const link = graphiqlLink(document, variables);
  return (
    <section>
      <h3 className="mb-2 flex flex-wrap items-baseline gap-x-3 font-semibold">
        {title}
        {link !== null && (
          <a href={link} className="text-sm font-normal text-accent underline">
            Query<span className="sr-only"> of the chart “{title}”</span>
          </a>
        )}
      </h3>
      {isPending && <Skeleton rows={5} label={`Reading: ${title}`} />}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data !== undefined && !hasData && (
        <p className="text-warn">
          {reasonAt(data.errors, ['project', field]) ?? 'The history could not be read.'}
        </p>
      )}
      {hasData && (
        <Suspense fallback={<Skeleton rows={5} label="Preparing the chart" />}>{children}</Suspense>
      )}
    </section>
  );
}

function Table({
  title,
  head,
  rows,
}: {
  title: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
}): ReactElement {
  return (
    <details>
      <summary className="text-sm text-muted">Table</summary>
      <table className="text-left text-sm">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr className="border-b border-line">
            {head.map((name) => (
              <th key={name} scope="col" className="py-0.5 pr-4 font-semibold">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...cells], index) => (
            <tr key={index} className="border-b border-line">
              <th scope="row" className="py-0.5 pr-4 font-normal">
                {first}
              </th>
              {cells.map((cell, at) => (
                <td key={at} className="py-0.5 pr-4 tabular-nums">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
