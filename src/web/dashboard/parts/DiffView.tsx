import { parsePatchFiles, type CodeViewDiffItem } from '@pierre/diffs';
import { CodeView } from '@pierre/diffs/react';
import { useMemo, type ReactElement } from 'react';
import { useStored } from '../data/stored.js';
import { settings } from '../data/settings.js';
import { useTheme } from '../data/theme.js';

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
            fileDiff,
          })),
      ),
    [diffs],
  );
  return (
    <CodeView
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

/** What scrolls must be reachable by keyboard. */
function makeReachable(region: HTMLDivElement | null): void {
  if (region === null) return;
  region.tabIndex = 0;
  region.setAttribute('role', 'region');
  region.setAttribute('aria-label', 'Diff');
}
