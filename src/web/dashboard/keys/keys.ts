import { useEffect, useRef, useSyncExternalStore } from 'react';
import { createKeybindingsHandler } from 'tinykeys';
import { settings } from '../data/settings.js';

/** A key, or several one after another, and what it does. */
export interface Shortcut {
  /** As tinykeys writes it, for example `j`, `Shift+X` or `g q`. */
  readonly keys: string;
  /** What it does, for the help. */
  readonly label: string;
  readonly run: () => void;
}

type Group = readonly Shortcut[];

const groups = new Map<symbol, Group>();
const listeners = new Set<() => void>();
let all: readonly Shortcut[] = [];
let handle: (event: KeyboardEvent) => void = () => undefined;

function rebuild(): void {
  // The latest group wins: a dialog or a page over what is around it.
  const byKeys = new Map([...groups.values()].flat().map((shortcut) => [shortcut.keys, shortcut]));
  all = [...byKeys.values()];
  handle = createKeybindingsHandler(
    Object.fromEntries(
      all.map(({ keys, run }) => [
        keys,
        (event: KeyboardEvent) => {
          event.preventDefault();
          run();
        },
      ]),
    ),
  );
  for (const listener of listeners) listener();
}

/** Keys are text where the visitor types, and belong to a dialog while one is open. */
function isElsewhere(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('input, textarea, select') !== null) return true;
  return document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;
}

window.addEventListener('keydown', (event) => {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (isPlain && (!settings.get().keys || isElsewhere(event))) return;
  handle(event);
});

/** Binds keys while the component is on the page. */
export function useShortcuts(shortcuts: Group): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const names = shortcuts.map(({ keys }) => keys).join(',');
  useEffect(() => {
    const id = Symbol(names);
    groups.set(
      id,
      latest.current.map(({ keys, label }) => ({
        keys,
        label,
        run: () => latest.current.find((one) => one.keys === keys)?.run(),
      })),
    );
    rebuild();
    return () => {
      groups.delete(id);
      rebuild();
    };
  }, [names]);
}

/** The keys that are bound now. */
export function useBoundShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => all,
  );
}
