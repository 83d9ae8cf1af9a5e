import { useNavigate } from '@tanstack/react-router';
import { useRef, type ReactElement } from 'react';
import {
  Collection,
  GridList,
  GridListHeader,
  GridListSection,
  ListLayout,
  Virtualizer,
} from 'react-aria-components';
import { settings } from '../../data/settings.js';
import { useStored } from '../../data/stored.js';
import type { Section } from './arrange.js';
import { QueueListRow } from './QueueListRow.js';
import { noteQueuePlace } from './queuePlace.js';
import type { QueueRow } from './QueueRow.js';
import { useReturnFocus } from './useReturnFocus.js';
import { useRowKeys } from './useRowKeys.js';

/** The rows of the queue under their headings. Only those on the screen are in the page. */
export function QueueList({
  sections,
  earlier,
  selection,
  onSelect,
}: {
  sections: readonly Section<QueueRow>[];
  /** Ids of rows as an earlier answer had them. */
  earlier: ReadonlySet<string>;
  /** Global ids. */
  selection: ReadonlySet<string>;
  onSelect: (ids: readonly string[]) => void;
}): ReactElement {
  const navigate = useNavigate();
  const list = useRef<HTMLDivElement>(null);
  const { density } = useStored(settings);
  const rows = sections.flatMap(({ rows: those }) => those);
  const open = (id: string): void => {
    const row = rows.find((one) => one.id === id);
    if (row === undefined) return;
    noteQueuePlace({ row: id });
    const { instance, databaseId } = row.item.series;
    void navigate({
      to: '/s/$instance/$number',
      params: { instance: instance.name, number: String(databaseId) },
      search: {},
    });
  };
  const rowIds = rows.map(({ id }) => id);
  useReturnFocus(list, rowIds);
  useRowKeys(list, rowIds, selection, onSelect, open);
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
        onSelectionChange={(chosen) => {
          onSelect(chosen === 'all' ? rowIds : [...chosen].map(String));
        }}
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
              <Collection items={section.rows} dependencies={[density, earlier]}>
                {(row) => (
                  <QueueListRow
                    row={row}
                    isEarlier={earlier.has(row.id)}
                    isCompact={density === 'compact'}
                  />
                )}
              </Collection>
            </GridListSection>
          )}
        </Collection>
      </GridList>
    </Virtualizer>
  );
}
