import { useState, type ReactElement } from 'react';
import { useShortcuts } from '../keys/keys.js';
import type { Target } from './targets.js';
import { WriteDialog, type WriteAction } from './WriteDialog.js';

/** Writes to the same patches, and the dialog of the one under way. */
export interface Writes {
  readonly start: (action: WriteAction) => void;
  readonly dialog: ReactElement | null;
}

/**
 * Binds the keys of writes to some patches. Without patches they do nothing.
 *
 * @param what the patches are, for the help.
 * @param onDone runs when a dialog has closed.
 */
export function useWrites(targets: readonly Target[], what: string, onDone: () => void): Writes {
  const [open, setOpen] = useState<{ action: WriteAction; targets: readonly Target[] } | null>(
    null,
  );
  const start = (action: WriteAction): void => {
    // As they are now: a list that is read again must not change what the dialog shows.
    if (targets.length > 0) setOpen({ action, targets });
  };
  useShortcuts([
    { keys: 's', label: `set the state of ${what}`, run: () => start('state') },
    { keys: 'd', label: `delegate ${what}`, run: () => start('delegate') },
    { keys: 'Shift+A', label: `archive ${what}`, run: () => start('archive') },
  ]);
  const dialog =
    open === null ? null : (
      <WriteDialog
        {...open}
        onClose={() => {
          setOpen(null);
          onDone();
        }}
      />
    );
  return { start, dialog };
}
