import type { ReactElement } from 'react';
import { settings } from '../data/settings.js';
import { useStored } from '../data/stored.js';
import { useBoundShortcuts } from '../keys/keys.js';
import { Dialog } from '../parts/controls.js';

/** The keys that work on this page. */
export function Help({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }): ReactElement {
  const shortcuts = useBoundShortcuts();
  const { keys: areOn } = useStored(settings);
  return (
    <Dialog title="Keyboard shortcuts" isOpen={isOpen} onClose={onClose}>
      {!areOn && <p className="mb-2 text-warn">Single keys are switched off in Settings.</p>}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {shortcuts.map(({ keys, label }) => (
          <div key={keys} className="contents">
            <dt>
              <kbd className="rounded border border-line bg-panel px-1.5 font-mono">
                {written(keys)}
              </kbd>
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

function written(keys: string): string {
  return keys
    .replace('$mod', navigator.userAgent.includes('Mac') ? '⌘' : 'Ctrl')
    .replace(/Shift\+(.)$/, (_all, key: string) => key.toUpperCase());
}
