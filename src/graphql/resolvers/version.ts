import type { SeriesEntity } from '../../catalog/kinds/series.js';
import type { PrerequisiteLine } from '../../mail/metadata.js';
import { findPrerequisite } from '../../review/reading/findPrerequisite.js';
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
  prerequisites: async (series, _args, { review }) =>
    (await review.versions.prerequisitesOf(series))?.map((line) => ({ line, of: series })) ?? null,
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

const finds = new WeakMap<PrerequisiteLine, ReturnType<typeof findPrerequisite>>();

/** The target of a prerequisite, looked up once for all of its fields. */
function find(
  { line, of }: PrerequisiteModel,
  context: RequestContext,
): ReturnType<typeof findPrerequisite> {
  let finding = finds.get(line);
  if (finding === undefined) {
    finding = findPrerequisite(line, of.client, context);
    finds.set(line, finding);
  }
  return finding;
}

async function newest(series: SeriesEntity, { review }: RequestContext): Promise<boolean | null> {
  const isLatest = await review.latest.isLatest(series);
  return isLatest === null ? null : !isLatest;
}

export const Prerequisite: PrerequisiteResolvers = {
  kind: ({ line }) => line.kind,
  value: ({ line }) => line.value,
  series: async (prerequisite, _args, context) => (await find(prerequisite, context)).series,
  patch: async (prerequisite, _args, context) => (await find(prerequisite, context)).patch,
  isOutdated: async (prerequisite, _args, context) => {
    const { series } = await find(prerequisite, context);
    return series === null ? null : await newest(series, context);
  },
};
