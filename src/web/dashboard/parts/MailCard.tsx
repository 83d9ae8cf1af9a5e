import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { request } from '../data/request.js';
import { useTokens } from '../data/tokens.js';
import { readFragment, type FragmentType } from '../generated/fragment-masking.js';
import { MailFragmentDoc, UpdateCommentDocument } from '../generated/graphql.js';
import { Button } from './controls.js';
import { MailText } from './MailText.js';
import { OutLink } from './OutLink.js';
import { Time } from './time.js';

/** One mail: who, when, what. */
export function MailCard({
  mail: masked,
  instance,
  seenAt,
  unfold = false,
}: {
  mail: FragmentType<typeof MailFragmentDoc>;
  instance: string;
  /** When the reader last looked at it; undefined: never. */
  seenAt?: string | undefined;
  unfold?: boolean;
}): ReactElement {
  const mail = readFragment(MailFragmentDoc, masked);
  const isUnseen = seenAt !== undefined && mail.date !== null && mail.date > seenAt;
  return (
    <article className="rounded-md border border-line" aria-label={mail.subject ?? 'Mail'}>
      <header className="flex flex-wrap items-baseline gap-x-3 border-b border-line bg-panel px-3 py-1 text-sm">
        <strong className="min-w-0 wrap-anywhere">
          {mail.submitter?.name ?? mail.submitter?.email ?? 'unknown sender'}
        </strong>
        <span className="text-muted">
          <Time date={mail.date} />
        </span>
        {isUnseen && <span className="font-semibold text-accent">new</span>}
        <span className="min-w-0 flex-1 truncate text-muted">{mail.subject}</span>
        {mail.__typename === 'Comment' && (
          <Addressed id={mail.id} addressed={mail.addressed} instance={instance} />
        )}
        {mail.listArchiveUrl !== null && <OutLink href={mail.listArchiveUrl}>archive</OutLink>}
      </header>
      <div className="px-3 py-2">
        {mail.content === null ? (
          <p className="text-warn">The text could not be read.</p>
        ) : (
          <MailText text={mail.content} unfold={unfold} />
        )}
      </div>
    </article>
  );
}

/** Whether a reply has been answered; with a token it can be ticked. Null: the server does not know. */
function Addressed({
  id,
  addressed,
  instance,
}: {
  id: string;
  addressed: boolean | null;
  instance: string;
}): ReactElement | null {
  const canWrite = useTokens()[instance] !== undefined;
  const client = useQueryClient();
  const write = useMutation({
    mutationFn: async () => {
      const input = { id, addressed: addressed !== true };
      const { data, errors } = await request(UpdateCommentDocument, { input });
      const message = data.updateComment?.errors[0]?.message ?? errors[0]?.message;
      if (data.updateComment?.outcome !== 'APPLIED') throw new Error(message ?? 'Not written.');
    },
    onSettled: () => client.invalidateQueries(),
  });
  const words = addressed === true ? '✓ addressed' : 'not addressed';
  if (!canWrite) return addressed === null ? null : <span className="text-muted">{words}</span>;
  return (
    <>
      {write.error !== null && (
        <span role="alert" className="text-fail">
          {write.error.message}
        </span>
      )}
      <Button
        isDisabled={write.isPending}
        onPress={() => {
          write.mutate();
        }}
      >
        {addressed === true ? words : 'Mark as addressed'}
      </Button>
    </>
  );
}
