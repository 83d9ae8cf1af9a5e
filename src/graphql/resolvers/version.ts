import type { SeriesEntity } from '../../catalog/kinds/series.js';
import { findPrerequisite, type FoundPrerequisite } from '../../review/reading/findPrerequisite.js';
import type { RequestContext } from '../context.js';
import type {
  PrerequisiteResolvers,
  SeriesResolvers,
  SeriesVersionResolvers,
} from '../generated/types.js';
import type { PrerequisiteModel } from '../models.js';

type Reads = Pick<
  Required<SeriesResolvers>,
  | 'versions'
  | 'supersedes'
  | 'supersededBy'
  | 'latestVersion'
  | 'isLatestVersion'
  | 'changeId'
  | 'baseCommit'
  | 'prerequisites'
>;

/** The other versions of a series, and its place among them by its head. */
export const seriesVersions: Reads = {
  versions: async (series, { minConfidence }, { review }) =>
    (await review.versions.versionsOf(series, minConfidence))?.versions ?? null,
  supersedes: async (series, _args, { review }) =>
    (await review.versions.versionsOf(series))?.previous?.series.entity ?? null,
  supersededBy: async (series, _args, { review }) =>
    (await review.versions.versionsOf(series))?.next?.series.entity ?? null,
  latestVersion: async (series, _args, { review }) =>
    (await review.versions.versionsOf(series))?.latest.series.entity ?? null,
  isLatestVersion: async (series, _args, { review }) => await review.latest.isLatest(series),
  changeId: async (series, _args, { review }) =>
    (await review.versions.metadataOf(series))?.changeId ?? null,
  baseCommit: async (series, _args, { review }) =>
    (await review.versions.metadataOf(series))?.baseCommit ?? null,
  prerequisites: async (series, _args, context) => await prerequisitesOf(series, context),
};

export const SeriesVersion: SeriesVersionResolvers = {
  label: ({ label }) => label,
  version: ({ version }) => version,
  kind: ({ kind }) => kind,
  series: ({ series }) => series.entity,
  confidence: ({ confidence }) => confidence,
  reasons: ({ reasons }) => reasons,
  isLatest: ({ isLatest }) => isLatest,
};

/** The prerequisites of a series; null when the series is absent, or a mail of it. */
export async function prerequisitesOf(
  series: SeriesEntity,
  context: RequestContext,
): Promise<readonly PrerequisiteModel[] | null> {
  const lines = await context.review.versions.prerequisitesOf(series);
  if (lines === null) return null;
  return lines.map((line) => {
    let finding: Promise<FoundPrerequisite> | undefined;
    return { line, find: () => (finding ??= findPrerequisite(line, series.client, context)) };
  });
}

async function newest(series: SeriesEntity, { review }: RequestContext): Promise<boolean | null> {
  const isLatest = await review.latest.isLatest(series);
  return isLatest === null ? null : !isLatest;
}

export const Prerequisite: PrerequisiteResolvers = {
  kind: ({ line }) => line.kind,
  value: ({ line }) => line.value,
  series: async ({ find }) => (await find()).series,
  patch: async ({ find }) => (await find()).patch,
  isOutdated: async ({ find }, _args, context) => {
    const { series } = await find();
    return series === null ? null : await newest(series, context);
  },
};
