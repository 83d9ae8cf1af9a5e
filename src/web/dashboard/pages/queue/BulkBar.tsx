import type { ReactElement } from 'react';
import { useShortcuts } from '../../keys/keys.js';
import { Button } from '../../parts/controls.js';
import { targetsOf } from '../../writes/targets.js';
import { useWrites } from '../../writes/useWrites.js';
import type { QueueRow } from './QueueRow.js';
import type { SelectedRows } from './useSelection.js';

/** What can be done with the selected series, on all their servers at once. */
export function BulkBar({
  rows,
  selected: { ids, isInAddress },
  onDone,
  onClear,
}: {
  rows: readonly QueueRow[];
  selected: SelectedRows;
  onDone: () => void;
  onClear: () => void;
}): ReactElement | null {
  const chosen = rows.filter(({ id }) => ids.has(id));
  const targets = chosen.flatMap(({ item: { series } }) => targetsOf(series, series.patches));
  const { start, dialog } = useWrites(targets, 'the selected series', onDone);
  useShortcuts([
    { keys: 'b', label: 'add the selected series to bundles', run: () => start('bundle') },
  ]);
  if (ids.size === 0) return null;
  return (
    <div
      role="toolbar"
      aria-label="Selected series"
      className="flex flex-wrap items-center gap-2 border-t border-line bg-panel px-3 py-2"
    >
      <span>
        {chosen.length} series selected, {targets.length} patches
      </span>
      <Button onPress={() => start('state')}>Set state (s)</Button>
      <Button onPress={() => start('delegate')}>Delegate (d)</Button>
      <Button onPress={() => start('archive')}>Archive (A)</Button>
      <Button onPress={() => start('bundle')}>Bundle (b)</Button>
      <Button onPress={onClear}>Clear</Button>
      {!isInAddress && (
        <span className="text-sm text-muted">Too many for the address of the page.</span>
      )}
      {dialog}
    </div>
  );
}
