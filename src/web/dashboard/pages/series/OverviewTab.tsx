import type { ReactElement } from 'react';
import { reasonAt, type AnswerError } from '../../data/request.js';
import { readFragment } from '../../generated/fragment-masking.js';
import { MailFragmentDoc } from '../../generated/graphql.js';
import { MailCard } from '../../parts/MailCard.js';
import { Empty } from '../../parts/states.js';
import type { SeriesData } from './SeriesData.js';

/** The cover letter, or the mail of the chosen patch. */
export function OverviewTab({
  series,
  errors,
  position,
}: {
  series: SeriesData;
  errors: readonly AnswerError[];
  position: number | undefined;
}): ReactElement {
  const mails = (series.thread?.entries ?? []).flatMap(({ message }) => message ?? []);
  const found = mails.find((masked) => {
    const mail = readFragment(MailFragmentDoc, masked);
    if (position === undefined) {
      return (
        mail.__typename === 'Cover' || (series.coverLetter === null && mail.__typename === 'Patch')
      );
    }
    return mail.__typename === 'Patch' && (mail.index ?? 1) === position;
  });
  if (found !== undefined) return <MailCard mail={found} instance={series.instance.name} unfold />;
  const reason = reasonAt(errors, ['series', 'thread']);
  return <Empty>{reason ?? 'This mail has not arrived.'}</Empty>;
}
