import type { PatchEntity } from '../catalog/kinds/patch.js';
import type { SeriesEntity } from '../catalog/kinds/series.js';
import type { RowTests } from '../patchwork/lists/ListPlan.js';
import { NotSupportedError } from '../errors.js';
import { createPathFilter } from '../mail/pathMatch.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import type { PatchSummary } from '../patchwork/resources/patch.js';
import type { Series } from '../patchwork/resources/series.js';
import { stateCategory } from '../patchwork/states.js';
import { summarizeReview } from '../review/facts/reviewSummary.js';
import { numberIn, trailersOfPatch } from '../review/reading/SeriesReviews.js';
import type { RequestContext } from './context.js';
import {
  examineRest,
  patchesWithoutPath,
  patchesWithoutReviewer,
  seriesWithoutPath,
} from './rejectByIndex.js';
import type { InputMaybe, PatchFilter, SeriesFilter } from './generated/types.js';
import { decisionOfPatch, decisionOfSeries } from './reviewDecision.js';

/** Whether something is as asked, read where needed. */
export type Test<Entity> = (entity: Entity) => Promise<boolean>;

/**
 * Conditions of a filter that require a read of each patch. The cheapest test comes first, and the
 * others are made of those that it leaves.
 */
export function patchTests(
  filter: InputMaybe<PatchFilter>,
  client: PatchworkClient,
  context: RequestContext,
): RowTests<PatchSummary> | undefined {
  const { review, readers, store } = context;
  const tests: Test<PatchEntity>[] = [];
  const { checkRollup, hasReplies, path, reviewedBy, reviewDecision, isLatestVersion } =
    filter ?? {};
  if (checkRollup) {
    tests.push(async (patch) => checkRollup.includes(await review.checkRollup([patch]).state()));
  }
  if (isLatestVersion != null) {
    tests.push(async (patch) => {
      const series = await review.seriesPatches.seriesOf(patch);
      return (series === null || (await isLatest(series, context))) === isLatestVersion;
    });
  }
  if (hasReplies != null) {
    tests.push(async (patch) => {
      const count = await readers.patchCommentCounts.load(patch);
      if (count === null) throw noReplies(client, 'hasReplies');
      return count > 0 === hasReplies;
    });
  }
  if (path) {
    const matches = createPathFilter(path);
    tests.push(async (patch) => (await review.texts.diff(patch))?.files.some(matches) ?? false);
  }
  if (reviewedBy) {
    const wanted = new Set(reviewedBy.map((address) => address.toLowerCase()));
    tests.push(async (patch) => {
      const found = await review.reviews.loadOf(patch);
      if (found === null) throw noReplies(client, 'reviewedBy');
      const { reviewers } = summarizeReview(trailersOfPatch(found, patch), [
        numberIn(found, patch),
      ]);
      return reviewers.some(({ email }) => wanted.has(email?.toLowerCase() ?? ''));
    });
  }
  if (reviewDecision) {
    tests.push(async (patch) => {
      const decision = await decisionOfPatch(patch, context);
      if (decision === null) throw noReplies(client, 'reviewDecision');
      return reviewDecision.includes(decision);
    });
  }
  if (tests.length === 0) return undefined;
  return {
    examine: async (rows) => {
      const found = await Promise.all([
        path ? patchesWithoutPath(client, rows, path, context) : [],
        reviewedBy ? patchesWithoutReviewer(client, rows, reviewedBy, context) : [],
      ]);
      return await examineRest(rows, new Set(found.flatMap((own) => [...own])), (left) =>
        filterRows(left, (row) => store.patches.addListed(client, row), tests),
      );
    },
  };
}

/** The same of series. */
export function seriesTests(
  filter: InputMaybe<SeriesFilter>,
  client: PatchworkClient,
  context: RequestContext,
): RowTests<Series> | undefined {
  const { store } = context;
  const { version } = filter ?? {};
  const tests = seriesReads(filter, client, context);
  if (tests.length === 0 && version == null) return undefined;
  return {
    ...(version == null ? {} : { matches: (row) => version.includes(row.version ?? 0) }),
    ...(tests.length === 0
      ? {}
      : {
          examine: async (rows) => {
            const { path } = filter ?? {};
            const without = path ? await seriesWithoutPath(client, rows, path, context) : undefined;
            return await examineRest(rows, without ?? new Set(), (left) =>
              filterRows(left, (row) => store.series.addListed(client, row), tests),
            );
          },
        }),
  };
}

function seriesReads(
  filter: InputMaybe<SeriesFilter>,
  client: PatchworkClient,
  context: RequestContext,
): readonly Test<SeriesEntity>[] {
  const { review } = context;
  const { status, isComplete, checkRollup, path, reviewDecision, isLatestVersion } = filter ?? {};
  const tests: Test<SeriesEntity>[] = patchTestsOfSeries(filter, client, context);
  if (status) {
    tests.push(async (series) => {
      const found = await review.seriesPatches.status(series);
      return found !== null && status.includes(found);
    });
  }
  if (isComplete != null) {
    tests.push(async (series) => {
      const found = await review.seriesPatches.completeness(series);
      return found?.isComplete === isComplete;
    });
  }
  if (isLatestVersion != null) {
    tests.push(async (series) => (await isLatest(series, context)) === isLatestVersion);
  }
  if (checkRollup) {
    tests.push(async (series) => {
      const patches = await review.seriesPatches.load(series);
      return patches !== null && checkRollup.includes(await review.checkRollup(patches).state());
    });
  }
  if (path) {
    const matches = createPathFilter(path);
    tests.push(async (series) => {
      const patches = (await review.seriesPatches.list(series)) ?? [];
      const diffs = await Promise.all(patches.map((patch) => review.texts.diff(patch)));
      return diffs.some((diff) => diff?.files.some(matches) ?? false);
    });
  }
  if (reviewDecision) {
    tests.push(async (series) => {
      const decision = await decisionOfSeries(
        series,
        { minApprovals: 1, confirmedOnly: false },
        context,
      );
      if (decision === null) throw noReplies(client, 'reviewDecision');
      return reviewDecision.includes(decision);
    });
  }
  return tests;
}

/** Condition that at least one patch of a series must meet. */
function patchTestsOfSeries(
  filter: InputMaybe<SeriesFilter>,
  client: PatchworkClient,
  { review }: RequestContext,
): Test<SeriesEntity>[] {
  const { category, delegate } = filter ?? {};
  const tests: Test<SeriesEntity>[] = [];
  if (category) {
    const { states } = client.options;
    tests.push(async (series) =>
      ((await review.seriesPatches.load(series)) ?? []).some(({ summary }) => {
        const slug = summary?.state;
        return slug != null && category.includes(stateCategory(slug, states));
      }),
    );
  }
  if (delegate) {
    const names = new Set(delegate.map((name) => name.toLowerCase()));
    tests.push(async (series) =>
      ((await review.seriesPatches.load(series)) ?? []).some(({ summary }) =>
        names.has(summary?.delegate?.username?.toLowerCase() ?? ''),
      ),
    );
  }
  return tests;
}

/** A series of which nothing has arrived has no other version. */
async function isLatest(series: SeriesEntity, { review }: RequestContext): Promise<boolean> {
  return (await review.latest.isLatest(series)) ?? true;
}

/** Which rows meet all tests; later tests are made of those that earlier ones leave. */
export async function filterRows<Row, Entity>(
  rows: readonly Row[],
  toEntity: (row: Row) => Entity,
  tests: readonly Test<Entity>[],
): Promise<readonly boolean[]> {
  const entities = rows.map(toEntity);
  const isMet = rows.map(() => true);
  for (const test of tests) {
    await Promise.all(
      entities.map(async (entity, index) => {
        if (isMet[index] === true) isMet[index] = await test(entity);
      }),
    );
  }
  return isMet;
}

/** A filter that needs replies, at a server that shows none. */
export function noReplies(client: PatchworkClient, name: string): NotSupportedError {
  return new NotSupportedError(
    client.name,
    `the filter "${name}" needs replies, which API ${client.knownVersion ?? '1.0'} does not have`,
  );
}
