import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, type ReactElement } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { page } from '../../app/page.js';
import { reasonAt, type AnswerError } from '../../data/request.js';
import { markSeen } from '../../data/settings.js';
import { usePageQuery } from '../../data/pageQuery.js';
import { useAnswer } from '../../data/useAnswer.js';
import { readFragment } from '../../generated/fragment-masking.js';
import { SeriesDocument, SeriesPatchFragmentDoc } from '../../generated/graphql.js';
import { useShortcuts } from '../../keys/keys.js';
import { Button } from '../../parts/controls.js';
import { CopyButton } from '../../parts/CopyButton.js';
import { CheckMark, InstanceTag, Missing, ReviewCounts } from '../../parts/marks.js';
import { OutLink } from '../../parts/OutLink.js';
import { shellWord } from '../../parts/shellWord.js';
import { Empty, Failure, Skeleton } from '../../parts/states.js';
import { Time } from '../../parts/time.js';
import { targetsOf } from '../../writes/targets.js';
import { useWrites } from '../../writes/useWrites.js';
import type { WriteAction } from '../../writes/WriteDialog.js';
import { ChecksTab } from './ChecksTab.js';
import { DiffTab } from './DiffTab.js';
import { OverviewTab } from './OverviewTab.js';
import { PatchList } from './PatchList.js';
import type { SeriesSearch, SeriesTab } from '../addresses.js';
import type { SeriesData } from './SeriesData.js';
import { SidePanel } from './SidePanel.js';
import { ThreadTab } from './ThreadTab.js';
import { VersionsTab } from './VersionsTab.js';

const TABS = [
  { id: 'overview', label: 'Cover' },
  { id: 'thread', label: 'Thread' },
  { id: 'diff', label: 'Diff' },
  { id: 'checks', label: 'Checks' },
  { id: 'versions', label: 'Versions' },
] as const satisfies readonly { id: SeriesTab; label: string }[];

/** One series: its mails, diffs, checks and versions. */
export function SeriesPage(): ReactElement {
  const { instance, number } = useParams({ from: '/s/$instance/$number' });
  const variables = { instance, databaseId: Number(number) };
  usePageQuery(SeriesDocument, variables);
  const { data, error, refetch } = useAnswer(SeriesDocument, variables);
  const again = (): void => void refetch();
  const series = data?.data.series;
  // The data of the page before stay until new ones come: they are another series.
  const isOther =
    series != null && (series.instance.name !== instance || series.databaseId !== Number(number));
  const heading = `Series ${number} on ${instance}`;
  if (error !== null && series == null) {
    return <Failure heading={heading} error={error} onRetry={again} />;
  }
  if (series === null) {
    const reason = reasonAt(data?.errors ?? [], ['series']);
    return (
      <Empty heading={heading}>
        {reason ?? `${instance} has no series ${number}, or it is not visible.`}{' '}
        <Link to="/search" search={{ q: number }} className="text-accent underline">
          Search for {number}
        </Link>
      </Empty>
    );
  }
  if (series === undefined || isOther) {
    return <Skeleton heading={heading} rows={10} label="Reading the series" />;
  }
  return <SeriesView series={series} errors={data?.errors ?? []} onReload={again} />;
}

function SeriesView({
  series,
  errors,
  onReload,
}: {
  series: SeriesData;
  errors: readonly AnswerError[];
  onReload: () => void;
}): ReactElement {
  const { tab = 'overview', p } = useSearch({ from: '/s/$instance/$number' });
  const navigate = useNavigate({ from: '/s/$instance/$number' });
  useEffect(() => {
    document.title = `${series.name ?? `Series ${series.databaseId}`} - ${series.instance.name}`;
    return () => {
      markSeen(series.id);
    };
  }, [series.id, series.name, series.databaseId, series.instance.name]);
  const go = (changes: { tab?: SeriesTab; p?: number | undefined }): void => {
    void navigate({
      to: '.',
      search: (before: SeriesSearch) => ({ ...before, ...changes }),
      replace: true,
    });
  };
  const patches = series.patches ?? [];
  const count = patches.length;
  const chosen = readFragment(SeriesPatchFragmentDoc, patches).filter(
    ({ index }, at) => p === undefined || (index ?? at + 1) === p,
  );
  const { start, dialog } = useWrites(
    targetsOf(series.instance.name, chosen),
    p === undefined ? 'all patches' : `patch ${p}`,
    onReload,
  );
  useShortcuts([
    { keys: 'u', label: 'up to the queue', run: () => void navigate({ to: '/queue', search: {} }) },
    {
      keys: 'v',
      label: 'versions',
      run: () => {
        go({ tab: 'versions' });
      },
    },
    {
      keys: ']',
      label: 'next patch',
      run: () => {
        go({ p: Math.min((p ?? 0) + 1, count) });
      },
    },
    {
      keys: '[',
      label: 'previous patch',
      run: () => {
        go({ p: Math.max((p ?? 2) - 1, 1) });
      },
    },
    { keys: 'Shift+R', label: 'read again', run: onReload },
    {
      keys: 'c',
      label: 'copy the Message-ID',
      run: () => void copy(messageIdOf(series, p)),
    },
    {
      keys: 'b',
      label: 'copy the line for b4',
      run: () => void copy(b4Line(messageIdOf(series, p))),
    },
  ]);
  return (
    <article className="flex flex-col lg:h-full">
      <SeriesHead series={series} errors={errors} onWrite={start} />
      {dialog}
      <div className="grid min-h-0 flex-1 grid-cols-1 gap-4 p-3 lg:grid-cols-[17rem_minmax(0,1fr)_18rem]">
        <nav aria-label="Patches" className="min-h-0 overflow-auto">
          <PatchList
            series={series}
            position={p}
            onChoose={(position) => {
              go({ p: position });
            }}
          />
        </nav>
        <Tabs
          selectedKey={tab}
          onSelectionChange={(key) => {
            const chosen = TABS.find(({ id }) => id === key);
            if (chosen !== undefined) go({ tab: chosen.id });
          }}
          className="flex min-h-0 min-w-0 flex-col"
        >
          <TabList
            aria-label="Parts of the series"
            className="flex flex-wrap gap-1 border-b border-line"
          >
            {TABS.map(({ id, label }) => (
              <Tab
                key={id}
                id={id}
                className="cursor-default px-3 py-1.5 data-[selected]:border-b-2 data-[selected]:border-accent data-[selected]:font-semibold"
              >
                {label}
                {tabNote(id, series)}
              </Tab>
            ))}
          </TabList>
          <TabPanel id="overview" className="min-h-0 flex-1 overflow-auto py-3">
            <OverviewTab series={series} errors={errors} position={p} />
          </TabPanel>
          <TabPanel id="thread" className="min-h-0 flex-1 overflow-auto py-3">
            <ThreadTab series={series} errors={errors} />
          </TabPanel>
          <TabPanel id="diff" className="min-h-0 flex-1 overflow-auto py-3">
            <DiffTab series={series} position={p} />
          </TabPanel>
          <TabPanel id="checks" className="min-h-0 flex-1 overflow-auto py-3">
            <ChecksTab series={series} errors={errors} />
          </TabPanel>
          <TabPanel id="versions" className="min-h-0 flex-1 overflow-auto py-3">
            <VersionsTab series={series} errors={errors} />
          </TabPanel>
        </Tabs>
        <aside aria-label="Checks and trailers" className="min-h-0 overflow-auto">
          <SidePanel series={series} errors={errors} />
        </aside>
      </div>
    </article>
  );
}

function b4Line(messageId: string | null): string | null {
  return messageId === null ? null : `b4 am ${shellWord(messageId)}`;
}

async function copy(text: string | null): Promise<void> {
  if (text !== null) await navigator.clipboard.writeText(text);
}

/** Of the chosen patch, or of the first mail. */
function messageIdOf(series: SeriesData, position: number | undefined): string | null {
  const patches = readFragment(SeriesPatchFragmentDoc, series.patches ?? []);
  const chosen = patches.find(({ index }, at) => (index ?? at + 1) === (position ?? 1));
  const own = chosen?.messageId ?? null;
  return position === undefined ? (series.coverLetter?.messageId ?? own) : own;
}

function tabNote(tab: SeriesTab, series: SeriesData): ReactElement | null {
  const text = {
    overview: '',
    thread: String(series.thread?.entries.length ?? ''),
    diff: '',
    checks:
      series.checkRollup?.contexts.filter(({ state }) => state === 'FAIL').length.toString() ?? '',
    versions: String(series.versions?.length ?? ''),
  }[tab];
  if (text === '' || text === '0') return null;
  return (
    <span className={`ml-1.5 text-xs ${tab === 'checks' ? 'text-fail' : 'text-muted'}`}>
      {tab === 'checks' ? `${text} failing` : text}
    </span>
  );
}

function SeriesHead({
  series,
  errors,
  onWrite,
}: {
  series: SeriesData;
  errors: readonly AnswerError[];
  onWrite: (action: WriteAction) => void;
}): ReactElement {
  const { instance, project, submitter } = series;
  const b4 = b4Line(messageIdOf(series, undefined));
  return (
    <header className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line px-3 py-2">
      <div className="min-w-0 flex-1 basis-80">
        <p className="text-sm text-muted">
          <InstanceTag name={instance.name} /> {project?.name ?? project?.linkName} · series{' '}
          {series.databaseId}
        </p>
        <h1 className="text-lg font-semibold wrap-anywhere">
          {series.name ?? <Missing reason={reasonAt(errors, ['series', 'name'])} />}
          {series.version !== null && series.version > 1 && (
            <span className="font-normal text-muted"> v{series.version}</span>
          )}
        </h1>
        <p className="flex flex-wrap gap-x-3 text-sm text-muted">
          <span>
            {submitter?.name ?? submitter?.email}, <Time date={series.date} />
          </span>
          <span>
            {series.receivedTotal ?? '?'} of {series.total ?? '?'} patches
            {(series.missingIndexes?.length ?? 0) > 0 &&
              `, missing ${series.missingIndexes?.join(', ') ?? ''}`}
          </span>
          {series.checkRollup !== null && <CheckMark state={series.checkRollup.state} />}
          {series.reviewSummary !== null && <ReviewCounts counts={series.reviewSummary} />}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button onPress={() => onWrite('state')}>State (s)</Button>
        <Button onPress={() => onWrite('delegate')}>Delegate (d)</Button>
        {b4 !== null && <CopyButton label="Copy: b4 am" text={b4} />}
        <CopyButton
          label="Copy: git am"
          text={`curl -s ${new URL(`mbox/${instance.name}/${series.databaseId}`, page.endpoint).href} | git am`}
        />
        {series.webUrl !== null && <OutLink href={series.webUrl}>Patchwork</OutLink>}
        {series.coverLetter?.listArchiveUrl != null && (
          <OutLink href={series.coverLetter.listArchiveUrl}>Archive</OutLink>
        )}
      </div>
    </header>
  );
}
