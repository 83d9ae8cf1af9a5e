import { parsePatchFiles, type CodeViewDiffItem } from '@pierre/diffs';
import { CodeView, type CodeViewHandle } from '@pierre/diffs/react';
import { useEffect, useMemo, useRef, type ReactElement } from 'react';
import { useStored } from '../data/stored.js';
import { settings } from '../data/settings.js';
import { useTheme } from '../data/theme.js';
import { useShortcuts } from '../keys/keys.js';
import { languageOf } from './languages.js';

/** One patch and its diff. */
export interface DiffText {
  readonly id: string;
  readonly diff: string;
}

/** Diffs of one or several patches, file by file; only what is on the screen is in the page. */
export function DiffView({ diffs }: { diffs: readonly DiffText[] }): ReactElement {
  const { diff: diffStyle } = useStored(settings);
  const theme = useTheme();
  const items = useMemo(
    () =>
      diffs.flatMap(({ id, diff }) =>
        parsePatchFiles(diff)
          .flatMap(({ files }) => files)
          .map((fileDiff, index): CodeViewDiffItem => ({
            id: `${id}:${index}:${fileDiff.name}`,
            type: 'diff',
            fileDiff: { ...fileDiff, lang: languageOf(fileDiff.name) },
          })),
      ),
    [diffs],
  );
  const view = useRef<CodeViewHandle<undefined, undefined>>(null);
  useDiffKeys(items, view);
  return (
    <CodeView
      ref={view}
      items={items}
      disableWorkerPool
      containerRef={makeReachable}
      className="h-[calc(100dvh-13rem)] min-h-96 overflow-auto rounded-md border border-line"
      options={{
        diffStyle,
        theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
        themeType: theme,
        overflow: 'scroll',
        stickyHeaders: true,
      }}
    />
  );
}

/** A hunk, or a file: where it begins. */
interface Stop {
  readonly id: string;
  readonly file: number;
  readonly side: 'additions' | 'deletions';
  /** Undefined: the head of a file without hunks. */
  readonly line: number | undefined;
}

/** Binds the keys that go from hunk to hunk and from file to file. */
function useDiffKeys(
  items: readonly CodeViewDiffItem[],
  view: { readonly current: CodeViewHandle<undefined, undefined> | null },
): void {
  const stops = useMemo(() => items.flatMap(stopsOf), [items]);
  const at = useRef(-1);
  useEffect(() => {
    at.current = -1;
  }, [stops]);
  const go = (next: number): void => {
    const stop = stops[next];
    if (stop === undefined) return;
    at.current = next;
    const { id, line, side } = stop;
    const align = 'start';
    view.current?.scrollTo(
      line === undefined
        ? { type: 'item', id, align }
        : { type: 'line', id, lineNumber: line, side, align },
    );
  };
  const file = (): number => stops[at.current]?.file ?? -1;
  useShortcuts([
    { keys: 'n', label: 'next hunk', run: () => go(at.current + 1) },
    { keys: 'p', label: 'previous hunk', run: () => go(at.current - 1) },
    {
      keys: 'f',
      label: 'next file',
      run: () => go(stops.findIndex((stop) => stop.file === file() + 1)),
    },
    {
      keys: 'Shift+F',
      label: 'previous file',
      run: () => go(stops.findIndex((stop) => stop.file === file() - 1)),
    },
  ]);
}

function stopsOf({ id, fileDiff }: CodeViewDiffItem, file: number): readonly Stop[] {
  if (fileDiff.hunks.length === 0) return [{ id, file, side: 'additions', line: undefined }];
  return fileDiff.hunks.map(({ additionStart, additionCount, deletionStart }) => ({
    id,
    file,
    // A file that is gone has no lines in the new version.
    ...(additionCount === 0
      ? { side: 'deletions' as const, line: deletionStart }
      : { side: 'additions' as const, line: additionStart }),
  }));
}

/** What scrolls must be reachable by keyboard. */
function makeReachable(region: HTMLDivElement | null): void {
  if (region === null) return;
  region.tabIndex = 0;
  region.setAttribute('role', 'region');
  region.setAttribute('aria-label', 'Diff');
}
