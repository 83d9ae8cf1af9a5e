import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Suspense, useMemo, type ReactElement } from 'react';
import { reasonAt, type AnswerError } from '../data/request.js';
import { usePageQuery } from '../data/pageQuery.js';
import { useAnswer } from '../data/useAnswer.js';
import { readFragment } from '../generated/fragment-masking.js';
import {
  PatchDiffDocument,
  PatchDocument,
  PatchDotFragmentDoc,
  SeriesPatchFragmentDoc,
  type PatchQuery,
} from '../generated/graphql.js';
import { useShortcuts } from '../keys/keys.js';
import { CheckTable } from '../parts/CheckTable.js';
import { CopyButton } from '../parts/CopyButton.js';
import { CheckMark, InstanceTag, Missing, ReviewCounts, StateMark } from '../parts/marks.js';
import { MailCard } from '../parts/MailCard.js';
import { MailText } from '../parts/MailText.js';
import { LazyDiffView } from '../parts/LazyDiffView.js';
import { Empty, Failure, Skeleton } from '../parts/states.js';
import { Time } from '../parts/time.js';
import { TrailerList } from '../parts/TrailerList.js';

type PatchData = NonNullable<PatchQuery['patch']>;

/** One patch. */
export function PatchPage(): ReactElement {
  const { instance, number } = useParams({ from: '/p/$instance/$number' });
  const variables = { instance, databaseId: Number(number) };
  usePageQuery(PatchDocument, variables);
  const { data, error, isPending, isPlaceholderData, refetch } = useAnswer(
    PatchDocument,
    variables,
  );
  const heading = `Patch ${number} on ${instance}`;
  if (error !== null && data === undefined) {
    return <Failure heading={heading} error={error} onRetry={() => void refetch()} />;
  }
  if (isPending || isPlaceholderData) {
    return <Skeleton heading={heading} rows={10} label="Reading the patch" />;
  }
  const { patch } = data.data;
  if (patch === null) {
    return (
      <Empty heading={heading}>
        {reasonAt(data.errors, ['patch']) ??
          `${instance} has no patch ${number}, or it is not visible.`}{' '}
        <Link to="/search" search={{ q: number }} className="text-accent underline">
          Search for {number}
        </Link>
      </Empty>
    );
  }
  return <PatchView patch={patch} errors={data.errors} />;
}

function PatchView({
  patch,
  errors,
}: {
  patch: PatchData;
  errors: readonly AnswerError[];
}): ReactElement {
  const own = readFragment(SeriesPatchFragmentDoc, patch);
  const dot = readFragment(PatchDotFragmentDoc, own);
  const navigate = useNavigate();
  const instance = patch.instance.name;
  const siblings = patch.series?.patches ?? [];
  const at = siblings.findIndex(({ id }) => id === dot.id);
  const step = (by: number) => (): void => {
    const next = siblings[at + by];
    if (next === undefined) return;
    void navigate({
      to: '/p/$instance/$number',
      params: { instance, number: String(next.databaseId) },
    });
  };
  useShortcuts([
    { keys: ']', label: 'next patch', run: step(1) },
    { keys: '[', label: 'previous patch', run: step(-1) },
    {
      keys: 'u',
      label: 'up to the series',
      run: () => {
        if (patch.series === null) return;
        void navigate({
          to: '/s/$instance/$number',
          params: { instance, number: String(patch.series.databaseId) },
          search: {},
        });
      },
    },
  ]);
  return (
    <article className="flex flex-col gap-4 p-3">
      <header>
        <p className="text-sm wrap-anywhere text-muted">
          <InstanceTag name={instance} /> <bdi>{patch.project?.name}</bdi> · patch {dot.databaseId}
          {patch.series !== null && (
            <>
              {' '}
              of{' '}
              <Link
                to="/s/$instance/$number"
                params={{ instance, number: String(patch.series.databaseId) }}
                search={{ ...(own.index !== null && { p: own.index }) }}
                className="text-accent underline"
              >
                <bdi>{patch.series.name ?? `series ${patch.series.databaseId}`}</bdi>
              </Link>
            </>
          )}
        </p>
        <h1 className="text-lg font-semibold wrap-anywhere">{dot.name}</h1>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <span className="min-w-0 wrap-anywhere text-muted">
            <bdi>{patch.submitter?.name ?? patch.submitter?.email}</bdi>, <Time date={patch.date} />
          </span>
          {dot.state === null ? (
            <Missing reason={reasonAt(errors, ['patch', 'state'])} />
          ) : (
            <StateMark {...dot.state} />
          )}
          {own.archived === true && <span className="text-muted">archived</span>}
          {own.checkRollup !== null && <CheckMark state={own.checkRollup.state} />}
          {own.reviewSummary !== null && <ReviewCounts counts={own.reviewSummary} />}
          {own.commitRef !== null && <code>{own.commitRef.slice(0, 12)}</code>}
          {own.messageId !== null && <CopyButton label="Copy Message-ID" text={own.messageId} />}
        </p>
      </header>
      {patch.content === null ? (
        <Missing reason={reasonAt(errors, ['patch', 'content'])} />
      ) : (
        <MailText text={patch.content} unfold />
      )}
      <section>
        <h2 className="mb-1 font-semibold">Trailers</h2>
        {patch.trailers === null ? (
          <Missing reason={reasonAt(errors, ['patch', 'trailers'])} />
        ) : (
          <TrailerList trailers={patch.trailers} />
        )}
      </section>
      <section>
        <h2 className="mb-1 font-semibold">Checks</h2>
        {patch.checks === null ? (
          <Missing reason={reasonAt(errors, ['patch', 'checks'])} />
        ) : (
          <CheckTable checks={patch.checks} />
        )}
      </section>
      <section>
        <h2 className="mb-1 font-semibold">Files</h2>
        <ul className="text-sm">
          {patch.files?.map(({ path, previousPath, additions, deletions }) => (
            <li key={path} className="wrap-anywhere">
              <span className="text-ok">+{additions}</span>{' '}
              <span className="text-fail">−{deletions}</span>{' '}
              {previousPath !== null && `${previousPath} → `}
              {path}
            </li>
          ))}
        </ul>
        <PatchDiff instance={instance} databaseId={dot.databaseId} />
      </section>
      <section className="flex flex-col gap-2">
        <h2 className="font-semibold">Replies</h2>
        {patch.comments === null && <Missing reason={reasonAt(errors, ['patch', 'comments'])} />}
        {patch.comments?.length === 0 && <p className="text-muted">none</p>}
        {patch.comments?.map((comment, index) => (
          <MailCard key={index} mail={comment} instance={instance} />
        ))}
      </section>
    </article>
  );
}

function PatchDiff({
  instance,
  databaseId,
}: {
  instance: string;
  databaseId: number;
}): ReactElement {
  const { data, isPending } = useAnswer(PatchDiffDocument, { instance, databaseId });
  const patch = data?.data.patch;
  const diffs = useMemo(
    () => (patch?.diff == null ? [] : [{ id: patch.id, diff: patch.diff }]),
    [patch],
  );
  if (isPending) return <Skeleton rows={4} label="Reading the diff" />;
  if (diffs.length === 0) return <Empty>{data?.errors[0]?.message ?? 'There is no diff.'}</Empty>;
  return (
    <Suspense fallback={<Skeleton rows={8} label="Preparing the diff" />}>
      <LazyDiffView diffs={diffs} />
    </Suspense>
  );
}
