import { Suspense, useMemo, type ReactElement } from 'react';
import { useAnswer } from '../../data/useAnswer.js';
import { PatchDiffDocument } from '../../generated/graphql.js';
import { LazyDiffView } from '../../parts/LazyDiffView.js';
import { Empty, Skeleton } from '../../parts/states.js';

/** The diff of one patch. */
export function PatchDiff({
  instance,
  databaseId,
}: {
  instance: string;
  databaseId: number;
}): ReactElement {
  const { data, isPending } = useAnswer(PatchDiffDocument, { instance, databaseId });
  const patch = data?.data.patch;
  const diffs = useMemo(
    () => (patch?.diff == null ? [] : [{ id: patch.id, diff: patch.diff }]),
    [patch],
  );
  if (isPending) return <Skeleton rows={4} label="Reading the diff" />;
  if (diffs.length === 0) return <Empty>{data?.errors[0]?.message ?? 'There is no diff.'}</Empty>;
  return (
    <Suspense fallback={<Skeleton rows={8} label="Preparing the diff" />}>
      <LazyDiffView diffs={diffs} />
    </Suspense>
  );
}
