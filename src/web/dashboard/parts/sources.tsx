import type { ReactElement } from 'react';
import {
  Dialog as AriaDialog,
  DialogTrigger,
  Popover,
  Button as AriaButton,
} from 'react-aria-components';
import { readFragment, type FragmentType } from '../generated/fragment-masking.js';
import { SourceFragmentDoc, type SourceFragment } from '../generated/graphql.js';
import { Button } from './controls.js';
import { Time } from './time.js';

const SHOWN = {
  OK: { icon: '✓', tone: 'text-ok' },
  STALE: { icon: '◷', tone: 'text-warn' },
  PARTIAL: { icon: '◐', tone: 'text-warn' },
  FAILED: { icon: '✕', tone: 'text-fail' },
  TIMED_OUT: { icon: '✕', tone: 'text-fail' },
  SKIPPED: { icon: '–', tone: 'text-muted' },
} as const satisfies Record<SourceFragment['status'], unknown>;

/** Whether the rows of an instance are missing, wholly or in part. */
export function hasHoles({ status, error }: SourceFragment): boolean {
  return (
    status === 'FAILED' ||
    status === 'TIMED_OUT' ||
    status === 'PARTIAL' ||
    (status === 'SKIPPED' && error !== null)
  );
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** What one instance said, in words. */
function sourceWords(source: SourceFragment): string {
  switch (source.status) {
    case 'OK':
      return 'OK';
    case 'STALE':
      return 'as of';
    case 'PARTIAL':
      return 'partial';
    case 'FAILED':
    case 'TIMED_OUT':
      return 'no answer';
    case 'SKIPPED':
      return source.error === null ? 'not concerned' : 'skipped';
  }
}

/** A chip per instance: what it answered, when, and at what cost. */
export function SourceBar({
  sources: masked,
  onRetry,
}: {
  sources: readonly FragmentType<typeof SourceFragmentDoc>[];
  onRetry: () => void;
}): ReactElement {
  const sources = readFragment(SourceFragmentDoc, masked);
  const whole = sources.filter((source) => !hasHoles(source)).length;
  return (
    <div role="group" aria-label="Servers" className="flex flex-wrap items-center gap-1.5 text-sm">
      {whole < sources.length && (
        <span className="text-warn">
          {whole} of {sources.length} servers answered in full
        </span>
      )}
      {sources.map((source) => (
        <SourceChip key={source.instance} source={source} onRetry={onRetry} />
      ))}
    </div>
  );
}

function SourceChip({
  source,
  onRetry,
}: {
  source: SourceFragment;
  onRetry: () => void;
}): ReactElement {
  const { icon, tone } = SHOWN[source.status];
  return (
    <DialogTrigger>
      <AriaButton className="inline-flex max-w-full items-center gap-1 rounded-full border border-line bg-raised px-2 py-0.5 text-left text-xs wrap-anywhere hover:bg-panel">
        <span aria-hidden="true" className={tone}>
          {icon}
        </span>
        {source.instance} {sourceWords(source)}
        {source.status === 'STALE' && <Time date={source.fetchedAt} />}
      </AriaButton>
      <Popover className="max-w-[min(28rem,95vw)] rounded-md border border-line bg-raised p-3 text-sm shadow-lg">
        <AriaDialog
          aria-label={source.instance}
          className="flex flex-col gap-2 wrap-anywhere outline-none"
        >
          {({ close }) => (
            <>
              <p className="font-semibold">{source.instance}</p>
              <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
                <dt className="text-muted">Status</dt>
                <dd>{source.status}</dd>
                <dt className="text-muted">Fetched</dt>
                <dd>
                  {source.fetchedAt === null ? (
                    'nothing was read'
                  ) : (
                    <Time date={source.fetchedAt} />
                  )}
                </dd>
                <dt className="text-muted">Requests</dt>
                <dd>{source.requests}</dd>
                <dt className="text-muted">Followed live</dt>
                <dd>{source.live ? 'yes' : 'no'}</dd>
              </dl>
              {source.error !== null && (
                <p className="text-fail">
                  {source.error.message} ({source.error.code})
                </p>
              )}
              {source.warnings.map(({ code, message }) => (
                <p key={code + message} className="text-warn">
                  {message} ({code})
                </p>
              ))}
              <span>
                <Button
                  onPress={() => {
                    close();
                    onRetry();
                  }}
                >
                  Ask again
                </Button>
              </span>
            </>
          )}
        </AriaDialog>
      </Popover>
    </DialogTrigger>
  );
}

/** In the place where the rows of servers that did not answer would be. */
export function MissingRows({
  sources: masked,
  what,
  kept = NO_NAMES,
  onRetry,
}: {
  sources: readonly FragmentType<typeof SourceFragmentDoc>[];
  /** What is missing, for example `series`. */
  what: string;
  /** Names of instances of which earlier rows are shown. */
  kept?: ReadonlySet<string>;
  onRetry: () => void;
}): ReactElement | null {
  const sources = readFragment(SourceFragmentDoc, masked).filter(hasHoles);
  if (sources.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1">
      {sources.map((source) => (
        <li
          key={source.instance}
          className="flex flex-wrap items-center gap-2 rounded-md border border-line bg-panel px-3 py-1.5"
        >
          <span className="text-fail" aria-hidden="true">
            ✕
          </span>
          <span className="min-w-0 flex-1 basis-52 wrap-anywhere">
            <strong>{source.instance}</strong>{' '}
            {source.status === 'PARTIAL' ? 'answered in part: some of ' : 'did not answer: '}
            {kept.has(source.instance)
              ? `its ${what} are shown as they were.`
              : `its ${what} are missing.`}{' '}
            <span className="text-muted">{source.error?.message}</span>
          </span>
          <Button onPress={onRetry}>Ask again</Button>
        </li>
      ))}
    </ul>
  );
}
