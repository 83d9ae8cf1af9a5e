import { useState, type ReactElement } from 'react';
import { reasonAt, type AnswerError } from '../../data/request.js';
import { focusNext } from '../../keys/focusNext.js';
import { useShortcuts } from '../../keys/keys.js';
import { MailCard } from '../../parts/MailCard.js';
import { Empty } from '../../parts/states.js';
import type { SeriesData } from './SeriesData.js';

/** Indentation stops here, so that deep threads stay readable. */
const DEEPEST = 6;

/** All mails of the series as a tree. */
export function ThreadTab({
  series,
  errors,
  lastSeen,
}: {
  series: SeriesData;
  errors: readonly AnswerError[];
  /** When the reader last looked at the series; ISO 8601. */
  lastSeen: string;
}): ReactElement {
  const [unfold, setUnfold] = useState(false);
  useShortcuts([
    {
      keys: 'e',
      label: 'unfold quotes',
      run: () => {
        setUnfold(true);
      },
    },
    {
      keys: 'z',
      label: 'fold quotes',
      run: () => {
        setUnfold(false);
      },
    },
    { keys: 'Shift+N', label: 'next message', run: () => focusNext('[data-message]', 1) },
    { keys: 'Shift+P', label: 'previous message', run: () => focusNext('[data-message]', -1) },
  ]);
  if (series.thread === null) {
    return (
      <Empty>{reasonAt(errors, ['series', 'thread']) ?? 'The thread is not available.'}</Empty>
    );
  }
  return (
    <ol className="flex flex-col gap-2" key={String(unfold)}>
      {series.thread.entries.map(({ messageId, depth, message, place }) => (
        <li
          key={messageId}
          data-message
          tabIndex={-1}
          style={{ marginLeft: `${Math.min(depth, DEEPEST)}rem` }}
        >
          {message === null ? (
            <p className="px-3 py-1 text-sm text-muted">
              {place === 'MISSING'
                ? 'A mail that this server does not have'
                : 'A mail of another series'}
              : {messageId}
            </p>
          ) : (
            <MailCard
              mail={message}
              instance={series.instance.name}
              seenAt={lastSeen}
              unfold={unfold}
            />
          )}
        </li>
      ))}
    </ol>
  );
}
