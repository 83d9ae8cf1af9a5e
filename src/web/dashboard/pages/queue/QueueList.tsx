import { useNavigate } from '@tanstack/react-router';
import { useRef, type ReactElement } from 'react';
import {
  CheckboxButton,
  CheckboxField,
  Collection,
  GridList,
  GridListHeader,
  GridListItem,
  GridListSection,
  ListLayout,
  Virtualizer,
  type Selection,
} from 'react-aria-components';
import { reasonAt, type AnswerError } from '../../data/request.js';
import { seen, seenAt, settings } from '../../data/settings.js';
import { useStored } from '../../data/stored.js';
import { useShortcuts } from '../../keys/keys.js';
import {
  CheckMark,
  InstanceTag,
  Missing,
  ReviewCounts,
  SeriesName,
  StateDots,
} from '../../parts/marks.js';
import { Time } from '../../parts/time.js';
import type { Section } from './arrange.js';
import type { QueueRow } from './QueueRow.js';

/** The rows of the queue under their headings. Only those on the screen are in the page. */
export function QueueList({
  sections,
  errors,
  selected,
  onSelect,
}: {
  sections: readonly Section<QueueRow>[];
  errors: readonly AnswerError[];
  selected: string | undefined;
  onSelect: (selected: string | undefined) => void;
}): ReactElement {
  const navigate = useNavigate();
  const list = useRef<HTMLDivElement>(null);
  /** The row that was selected last, where a range begins. */
  const anchor = useRef<string | null>(null);
  const { density } = useStored(settings);
  const rows = sections.flatMap(({ rows: those }) => those);
  const selection = new Set(selected?.split(',') ?? []);
  const open = (id: string): void => {
    const row = rows.find((one) => one.id === id);
    if (row === undefined) return;
    const { instance, databaseId } = row.item.series;
    void navigate({
      to: '/s/$instance/$number',
      params: { instance: instance.name, number: String(databaseId) },
      search: {},
    });
  };
  const select = (chosen: Selection): void => {
    const ids = chosen === 'all' ? rows.map(({ id }) => id) : [...chosen].map(String);
    onSelect(ids.length === 0 ? undefined : ids.join(','));
  };
  useShortcuts([
    { keys: 'j', label: 'next row', run: () => press(list.current, 'ArrowDown') },
    { keys: 'k', label: 'previous row', run: () => press(list.current, 'ArrowUp') },
    { keys: 'o', label: 'open', run: () => press(list.current, 'Enter') },
    {
      keys: 'x',
      label: 'select or unselect',
      run: () => {
        press(list.current, ' ');
        anchor.current = focusedKey(list.current);
      },
    },
    {
      keys: 'Shift+X',
      label: 'select from the last one selected to here',
      run: () => {
        const ids = rows.map(({ id }) => id);
        const to = ids.indexOf(focusedKey(list.current) ?? '');
        if (to < 0) return;
        const from = Math.max(0, ids.indexOf(anchor.current ?? ids[to] ?? ''));
        const range = ids.slice(Math.min(from, to), Math.max(from, to) + 1);
        select(new Set([...selection, ...range]));
      },
    },
    {
      keys: 'Shift+*',
      label: 'select all',
      run: () => {
        select('all');
      },
    },
  ]);
  return (
    <Virtualizer
      layout={ListLayout}
      layoutOptions={{
        estimatedRowSize: density === 'compact' ? 30 : 48,
        estimatedHeadingSize: 34,
      }}
    >
      <GridList
        ref={list}
        aria-label="Series"
        selectionMode="multiple"
        selectedKeys={selection}
        onSelectionChange={select}
        onAction={(key) => {
          open(String(key));
        }}
        disallowTypeAhead
        className="min-h-40 flex-1 overflow-auto outline-none"
      >
        <Collection items={sections}>
          {(section) => (
            <GridListSection id={section.id} aria-label={section.title}>
              <GridListHeader className="flex items-center gap-2 border-b border-line bg-panel px-3 py-1.5 font-semibold">
                {section.title}{' '}
                <span className="font-normal text-muted">{section.rows.length}</span>
              </GridListHeader>
              <Collection items={section.rows} dependencies={[errors, density]}>
                {(row) => <Row row={row} errors={errors} isCompact={density === 'compact'} />}
              </Collection>
            </GridListSection>
          )}
        </Collection>
      </GridList>
    </Virtualizer>
  );
}

/** Hands a key to the list, which knows how to move. Without focus in it, the first row takes it. */
function press(list: HTMLDivElement | null, key: string): void {
  if (list === null) return;
  const focused = document.activeElement;
  if (focused === null || !list.contains(focused)) {
    list.querySelector<HTMLElement>('[role="row"]:has([role="gridcell"])')?.focus();
    if (key === 'ArrowDown' || key === 'ArrowUp') return;
  }
  const target = document.activeElement;
  for (const type of ['keydown', 'keyup']) {
    target?.dispatchEvent(
      new KeyboardEvent(type, {
        key,
        code: key === ' ' ? 'Space' : key,
        bubbles: true,
        cancelable: true,
      }),
    );
  }
}

/** Global id of the series whose row has the focus. */
function focusedKey(list: HTMLDivElement | null): string | null {
  const row = document.activeElement?.closest<HTMLElement>('[role="row"]');
  return row != null && list?.contains(row) === true ? (row.dataset.key ?? null) : null;
}

function Row({
  row,
  errors,
  isCompact,
}: {
  row: QueueRow;
  errors: readonly AnswerError[];
  isCompact: boolean;
}): ReactElement {
  const { series, unanswered, lastReviewActivityAt, waitingSince, reasons } = row.item;
  const seenTimes = useStored(seen);
  const isNewReply =
    lastReviewActivityAt !== null && lastReviewActivityAt > seenAt(seenTimes, series.id);
  const missing = (field: string): ReactElement => (
    <Missing reason={reasonAt(errors, [...row.path, field])} />
  );
  return (
    <GridListItem
      id={row.id}
      textValue={series.name ?? `Series ${series.databaseId}`}
      className={`grid cursor-default grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 border-b border-line px-3 data-[focus-visible]:bg-select data-[selected]:bg-select hover:bg-panel md:grid-cols-[auto_6.5rem_5.5rem_minmax(0,1fr)_6.5rem_7rem_6rem] ${isCompact ? 'py-1' : 'py-1.5'}`}
    >
      <CheckboxField slot="selection" className="order-1 flex items-center">
        <CheckboxButton>
          {({ isSelected }) => (
            <span
              aria-hidden="true"
              className={`flex size-4 items-center justify-center rounded border text-xs ${isSelected ? 'border-accent bg-accent text-on-accent' : 'border-muted'}`}
            >
              {isSelected ? '✓' : ''}
            </span>
          )}
        </CheckboxButton>
      </CheckboxField>
      <span className="order-2 min-w-0 md:order-4">
        <span className="block truncate">
          <span className={isNewReply ? 'font-semibold' : ''}>
            <SeriesName series={series} reason={reasonAt(errors, [...row.path, 'name'])} />
          </span>{' '}
          {series.version !== null && series.version > 1 && (
            <span className="text-muted">v{series.version}</span>
          )}
        </span>
        {!isCompact && (
          <span className="block truncate text-xs text-muted">
            <bdi>{series.submitter?.name ?? series.submitter?.email ?? missing('submitter')}</bdi> ·{' '}
            <bdi>{series.project?.name ?? series.project?.linkName ?? missing('project')}</bdi> ·{' '}
            {reasons.map(reasonWords).join(', ')}
          </span>
        )}
      </span>
      {/* A line of its own below the title where the page is narrow. */}
      <span className="order-4 col-span-2 col-start-2 flex flex-wrap items-center gap-x-3 text-xs md:contents">
        <span className="md:order-2 md:text-sm">
          <StateDots patches={series.patches} total={series.total} />
        </span>
        <span className="md:order-3 md:text-sm">
          {series.checkRollup === null ? (
            missing('checkRollup')
          ) : (
            <CheckMark state={series.checkRollup.state} />
          )}
        </span>
        <span className="md:order-5 md:text-sm">
          {series.reviewSummary === null ? (
            missing('reviewSummary')
          ) : (
            <ReviewCounts counts={series.reviewSummary} />
          )}
        </span>
        <span className="text-muted md:order-6">
          {unanswered.length > 0 && unansweredWords(unanswered, seenAt(seenTimes, series.id))}
          {isNewReply && <span className="font-semibold text-accent"> new reply</span>}
        </span>
      </span>
      <span className="order-3 flex min-w-0 flex-col items-end gap-0.5 text-xs md:order-7">
        <Time date={waitingSince ?? series.date} asAge />
        <InstanceTag name={series.instance.name} />
      </span>
    </GridListItem>
  );
}

/** How many mails wait for an answer, and how many of them the reader has not seen. */
function unansweredWords(mails: readonly { date: string | null }[], since: string): string {
  const unseen = mails.filter(({ date }) => date !== null && date > since).length;
  return `${mails.length} unanswered${unseen === 0 ? '' : ` (${unseen} new)`}`;
}

function reasonWords(reason: string): string {
  return reason.toLowerCase().replaceAll('_', ' ');
}
