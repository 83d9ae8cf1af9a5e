import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { reasonAt, type AnswerError } from '../../data/request.js';
import { readFragment } from '../../generated/fragment-masking.js';
import { PatchDotFragmentDoc, SeriesPatchFragmentDoc } from '../../generated/graphql.js';
import { Button } from '../../parts/controls.js';
import { CopyButton } from '../../parts/CopyButton.js';
import { CheckMark, InstanceTag, Missing, ReviewCounts, StateMark } from '../../parts/marks.js';
import { OutLink } from '../../parts/OutLink.js';
import { Time } from '../../parts/time.js';
import type { Action } from '../../writes/useWrites.js';
import type { PatchData } from './PatchData.js';

/** What the patch is, from whom, and how far it has come. */
export function PatchHead({
  patch,
  errors,
  onWrite,
}: {
  patch: PatchData;
  errors: readonly AnswerError[];
  onWrite: (action: Action) => void;
}): ReactElement {
  const own = readFragment(SeriesPatchFragmentDoc, patch);
  const dot = readFragment(PatchDotFragmentDoc, own);
  const instance = patch.instance.name;
  return (
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
        {dot.archived === true && <span className="text-muted">archived</span>}
        {own.checkRollup !== null && <CheckMark state={own.checkRollup.state} />}
        {own.reviewSummary !== null && <ReviewCounts counts={own.reviewSummary} />}
        {own.commitRef !== null && <code>{own.commitRef.slice(0, 12)}</code>}
      </p>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <Button onPress={() => onWrite('state')}>State (s)</Button>
        <Button onPress={() => onWrite('delegate')}>Delegate (d)</Button>
        <Button onPress={() => onWrite('archive')}>Archive (A)</Button>
        <Button onPress={() => onWrite('bundle')}>Bundle</Button>
        {own.messageId !== null && <CopyButton label="Copy Message-ID" text={own.messageId} />}
        {own.webUrl !== null && <OutLink href={own.webUrl}>Patchwork</OutLink>}
        {own.listArchiveUrl !== null && <OutLink href={own.listArchiveUrl}>List archive</OutLink>}
      </div>
    </header>
  );
}
