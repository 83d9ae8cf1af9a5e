import { Link, useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { reasonAt, type AnswerError } from '../../data/request.js';
import { usePageQuery } from '../../data/pageQuery.js';
import { useAnswer } from '../../data/useAnswer.js';
import { readFragment } from '../../generated/fragment-masking.js';
import {
  PatchDocument,
  PatchDotFragmentDoc,
  SeriesPatchFragmentDoc,
} from '../../generated/graphql.js';
import { CheckTable } from '../../parts/CheckTable.js';
import { Missing } from '../../parts/marks.js';
import { MailCard } from '../../parts/MailCard.js';
import { MailText } from '../../parts/MailText.js';
import { Empty, Failure, Skeleton } from '../../parts/states.js';
import { TrailerList } from '../../parts/TrailerList.js';
import { targetsOf } from '../../writes/targets.js';
import { useWrites } from '../../writes/useWrites.js';
import type { PatchData } from './PatchData.js';
import { PatchDiff } from './PatchDiff.js';
import { PatchHead } from './PatchHead.js';
import { usePatchKeys } from './usePatchKeys.js';

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
  return <PatchView patch={patch} errors={data.errors} onReload={() => void refetch()} />;
}

function PatchView({
  patch,
  errors,
  onReload,
}: {
  patch: PatchData;
  errors: readonly AnswerError[];
  onReload: () => void;
}): ReactElement {
  const own = readFragment(SeriesPatchFragmentDoc, patch);
  const { databaseId } = readFragment(PatchDotFragmentDoc, own);
  const instance = patch.instance.name;
  usePatchKeys(patch, onReload);
  const { start, dialog } = useWrites(targetsOf(patch, [own]), 'the patch', onReload);
  return (
    <article className="flex flex-col gap-4 p-3">
      <PatchHead patch={patch} errors={errors} onWrite={start} />
      {dialog}
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
        <PatchDiff instance={instance} databaseId={databaseId} />
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
