import { useSyncExternalStore } from 'react';

/** Events that the gateway could not deliver, as reported to this tab. */
export interface SeenGap {
  readonly instance: string;
  readonly reason: string;
  /** When the tab received the report; ISO 8601. */
  readonly at: string;
}

/** What this tab knows of its connection. */
export interface LiveState {
  /** Whether the connection is open; null while there is none to open. */
  readonly isOpen: boolean | null;
  /** The latest first. */
  readonly gaps: readonly SeenGap[];
}

/** Maximum stored gaps: a tab may be open for weeks. */
const MOST_GAPS = 50;

let state: LiveState = { isOpen: null, gaps: [] };
const listeners = new Set<() => void>();

function change(next: Partial<LiveState>): void {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

/** Notes that the connection has opened or ended; null: nobody wants one. */
export function noteConnection(isOpen: boolean | null): void {
  if (isOpen !== state.isOpen) change({ isOpen });
}

/** Notes gaps of an answer. */
export function noteGaps(gaps: readonly Omit<SeenGap, 'at'>[]): void {
  if (gaps.length === 0) return;
  const at = new Date().toISOString();
  change({ gaps: [...gaps.map((gap) => ({ ...gap, at })), ...state.gaps].slice(0, MOST_GAPS) });
}

/** What this tab knows of its connection; renders again when it changes. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}
