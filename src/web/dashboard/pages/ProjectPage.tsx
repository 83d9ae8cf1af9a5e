import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, type ReactElement } from 'react';
import { loadPart } from '../app/loadPart.js';
import { reasonAt } from '../data/request.js';
import { usePageQuery } from '../data/pageQuery.js';
import { useAnswer } from '../data/useAnswer.js';
import { readFragment, type FragmentType } from '../generated/fragment-masking.js';
import { NumbersFragmentDoc, ProjectNumbersDocument } from '../generated/graphql.js';
import { writtenCount } from '../parts/chartStyle.js';
import { InstanceTag } from '../parts/marks.js';
import { MissingRows } from '../parts/sources.js';
import { Empty, Failure, Skeleton } from '../parts/states.js';
import { ProjectHistory } from './ProjectHistory.js';

const BarChart = lazy(async () => ({
  default: (await loadPart(() => import('../parts/BarChart.js'))).BarChart,
}));

/** Bars of one chart; the rest is in the table. */
const MOST_BARS = 12;

/** The numbers of one project. */
export function ProjectPage(): ReactElement {
  const { instance, project } = useParams({ from: '/projects/$instance/$project' });
  const place = useMemo(() => ({ instance, linkName: project }), [instance, project]);
  const filter = [`${instance}/${project}`];
  const variables = {
    instance,
    linkName: project,
    project: filter,
    open: { project: filter, archived: false, category: ['ACTION_REQUIRED' as const] },
  };
  usePageQuery(ProjectNumbersDocument, variables);
  const { data, error, isPending, isPlaceholderData, refetch } = useAnswer(
    ProjectNumbersDocument,
    variables,
  );
  const again = (): void => void refetch();
  const heading = `Project ${project} on ${instance}`;
  if (error !== null && data === undefined) {
    return <Failure heading={heading} error={error} onRetry={again} />;
  }
  if (isPending || isPlaceholderData) {
    return <Skeleton heading={heading} rows={10} label="Counting" />;
  }
  const found = data.data;
  if (found.project === null) {
    const reason = reasonAt(data.errors, ['project']);
    return <Empty heading={heading}>{reason ?? `${instance} has no project ${project}.`}</Empty>;
  }
  return (
    <div className="flex flex-col gap-6 p-4">
      <header>
        <h1 className="text-lg font-semibold wrap-anywhere">{found.project.name ?? project}</h1>
        <p className="flex flex-wrap items-baseline gap-3 text-sm wrap-anywhere text-muted">
          <InstanceTag name={instance} /> {found.project.listEmail}
          <Link to="/queue" search={{ project: filter[0] }} className="text-accent underline">
            Queue
          </Link>
          <Link to="/activity" search={{ project: filter[0] }} className="text-accent underline">
            Activity
          </Link>
        </p>
      </header>
      <Numbers
        title="Patches by state"
        numbers={found.byState}
        errors={data.errors}
        field="byState"
        onRetry={again}
      />
      <Numbers
        title="Open patches by delegate"
        numbers={found.byDelegate}
        errors={data.errors}
        field="byDelegate"
        onRetry={again}
      />
      <Numbers
        title="Open patches by checks"
        numbers={found.byCheck}
        errors={data.errors}
        field="byCheck"
        onRetry={again}
      />
      <ProjectHistory place={place} />
    </div>
  );
}

function Numbers({
  title,
  numbers: masked,
  errors,
  field,
  onRetry,
}: {
  title: string;
  numbers: FragmentType<typeof NumbersFragmentDoc> | null;
  errors: Parameters<typeof reasonAt>[0];
  field: string;
  onRetry: () => void;
}): ReactElement {
  const numbers = readFragment(NumbersFragmentDoc, masked);
  const bars = useMemo(
    () =>
      (numbers?.groups ?? [])
        .slice(0, MOST_BARS)
        .map(({ label, count }) => ({ name: label, count })),
    [numbers],
  );
  return (
    <section>
      <h2 className="mb-2 font-semibold">
        {title}{' '}
        {numbers?.totalCount != null && (
          <span className="font-normal text-muted">{writtenCount(numbers.totalCount)}</span>
        )}
      </h2>
      {numbers === null ? (
        <p className="text-warn">{reasonAt(errors, [field]) ?? 'The numbers could not be read.'}</p>
      ) : (
        <>
          <MissingRows sources={numbers.sources} what="patches" onRetry={onRetry} />
          {(numbers.uncountedCount ?? 0) > 0 && (
            <p className="text-warn">{numbers.uncountedCount} patches are in none of the groups.</p>
          )}
          <div className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
            <Suspense fallback={<Skeleton rows={4} label="Preparing the chart" />}>
              <BarChart bars={bars} />
            </Suspense>
            <table className="self-start text-left text-sm">
              <caption className="sr-only">{title}</caption>
              <tbody>
                {numbers.groups.map(({ key, label, count }) => (
                  <tr key={key ?? ''} className="border-b border-line">
                    <th scope="row" className="py-0.5 pr-3 font-normal wrap-anywhere">
                      {label}
                    </th>
                    <td className="py-0.5 text-right tabular-nums">{writtenCount(count)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}
