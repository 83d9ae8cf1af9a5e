import type { ReactElement } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { AnswerError } from '../../data/request.js';
import type { SeriesTab } from '../addresses.js';
import { ChecksTab } from './ChecksTab.js';
import { DiffTab } from './DiffTab.js';
import { OverviewTab } from './OverviewTab.js';
import type { ReplyCount } from './replies.js';
import type { SeriesData } from './SeriesData.js';
import { ThreadTab } from './ThreadTab.js';
import { VersionsTab } from './VersionsTab.js';

const TABS = [
  { id: 'overview', label: 'Cover' },
  { id: 'thread', label: 'Thread' },
  { id: 'diff', label: 'Diff' },
  { id: 'checks', label: 'Checks' },
  { id: 'versions', label: 'Versions' },
] as const satisfies readonly { id: SeriesTab; label: string }[];

/** The parts of a series, one at a time. */
export function SeriesTabs({
  series,
  errors,
  tab,
  position,
  replies,
  lastSeen,
  onChoose,
}: {
  series: SeriesData;
  errors: readonly AnswerError[];
  tab: SeriesTab;
  /** Of the chosen patch; undefined: the whole series. */
  position: number | undefined;
  replies: ReplyCount;
  /** When the reader last looked at the series; ISO 8601. */
  lastSeen: string;
  onChoose: (tab: SeriesTab) => void;
}): ReactElement {
  return (
    <Tabs
      selectedKey={tab}
      onSelectionChange={(key) => {
        const chosen = TABS.find(({ id }) => id === key);
        if (chosen !== undefined) onChoose(chosen.id);
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
            {tabNote(id, series, replies)}
          </Tab>
        ))}
      </TabList>
      <TabPanel id="overview" className="min-h-0 flex-1 overflow-auto py-3">
        <OverviewTab series={series} errors={errors} position={position} />
      </TabPanel>
      <TabPanel id="thread" className="min-h-0 flex-1 overflow-auto py-3">
        <ThreadTab series={series} errors={errors} lastSeen={lastSeen} />
      </TabPanel>
      <TabPanel id="diff" className="min-h-0 flex-1 overflow-auto py-3">
        <DiffTab series={series} position={position} />
      </TabPanel>
      <TabPanel id="checks" className="min-h-0 flex-1 overflow-auto py-3">
        <ChecksTab series={series} errors={errors} />
      </TabPanel>
      <TabPanel id="versions" className="min-h-0 flex-1 overflow-auto py-3">
        <VersionsTab series={series} errors={errors} />
      </TabPanel>
    </Tabs>
  );
}

function tabNote(tab: SeriesTab, series: SeriesData, { unseen }: ReplyCount): ReactElement | null {
  const text = {
    overview: '',
    thread: `${series.thread?.entries.length ?? ''}${unseen === 0 ? '' : `, ${unseen} new`}`,
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
