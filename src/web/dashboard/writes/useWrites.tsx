import { lazy, Suspense, useState, type ReactElement } from 'react';
import { loadPart } from '../app/loadPart.js';
import { useShortcuts } from '../keys/keys.js';
import type { Target } from './Target.js';
import type { WriteAction } from './patchChange.js';

const WriteDialog = lazy(async () => ({
  default: (await loadPart(() => import('./WriteDialog.js'))).WriteDialog,
}));
const BundleDialog = lazy(async () => ({
  default: (await loadPart(() => import('./BundleDialog.js'))).BundleDialog,
}));

/** What can be done with several patches at once. */
export type Action = WriteAction | 'bundle';

/** Writes to the same patches, and the dialog of the one under way. */
export interface Writes {
  readonly start: (action: Action) => void;
  readonly dialog: ReactElement | null;
}

/**
 * Binds the keys of writes to some patches. Without patches they do nothing.
 *
 * @param what the patches are, for the help.
 * @param onDone runs when a dialog has closed.
 */
export function useWrites(targets: readonly Target[], what: string, onDone: () => void): Writes {
  const [open, setOpen] = useState<{ action: Action; targets: readonly Target[] } | null>(null);
  const start = (action: Action): void => {
    // As they are now: a list that is read again must not change what the dialog shows.
    if (targets.length > 0) setOpen({ action, targets });
  };
  useShortcuts([
    { keys: 's', label: `set the state of ${what}`, run: () => start('state') },
    { keys: 'd', label: `delegate ${what}`, run: () => start('delegate') },
    { keys: 'Shift+A', label: `archive ${what}`, run: () => start('archive') },
  ]);
  const close = (): void => {
    setOpen(null);
    onDone();
  };
  if (open === null) return { start, dialog: null };
  const { action } = open;
  const dialog =
    action === 'bundle' ? (
      <BundleDialog targets={open.targets} onClose={close} />
    ) : (
      <WriteDialog action={action} targets={open.targets} onClose={close} />
    );
  return { start, dialog: <Suspense>{dialog}</Suspense> };
}
