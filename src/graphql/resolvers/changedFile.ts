import type { GraphQLResolveInfo } from 'graphql';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import { readHunkLines, type DiffHunk as Hunk } from '../../mail/diff/DiffFile.js';
import { parseMessage } from '../../mail/message.js';
import { createPathFilter } from '../../mail/pathMatch.js';
import { read } from '../../patchwork/shape.js';
import { sumFiles, type ChangedFiles } from '../../review/facts/changedFiles.js';
import { frontTextOf } from '../../review/facts/mails.js';
import type { DiffFacts, DiffText } from '../../review/reading/textFacts.js';
import type { RequestContext } from '../context.js';
import { facetFields } from '../facetField.js';
import type {
  ChangedFileResolvers,
  DiffHunkResolvers,
  PatchResolvers,
  SeriesResolvers,
} from '../generated/types.js';
import type { ChangedFileModel } from '../models.js';
import { selectedFields } from '../selectedFields.js';

const field = facetFields<PatchEntity>();

/** The texts by which hunks can be cut out; empty where only the files themselves are needed. */
type Texts = Map<Hunk, string>;

async function loadDiff(
  patch: PatchEntity,
  { review: { texts } }: RequestContext,
  hunks: Texts | null,
): Promise<DiffFacts | null> {
  if (hunks === null) return await texts.diff(patch);
  const text: DiffText | null = await texts.diffText(patch);
  for (const file of text?.files ?? []) {
    for (const hunk of file.hunks) hunks.set(hunk, text?.diff ?? '');
  }
  return text;
}

/** Null where one of the patches is gone: the sum of the others would be too small. */
async function filesOf(
  patches: readonly PatchEntity[],
  context: RequestContext,
  hunks: Texts | null,
): Promise<ChangedFiles | null> {
  const diffs = await Promise.all(patches.map((patch) => loadDiff(patch, context, hunks)));
  const known = diffs.flatMap((diff) => diff ?? []);
  if (known.length < diffs.length) return null;
  return sumFiles(known.map(({ files }, number) => ({ number, files })));
}

/** Files of some patches as the graph shows them. */
function toModels(
  { files }: ChangedFiles,
  patches: readonly PatchEntity[],
  path: readonly string[] | null | undefined,
  hunks: Texts | null,
): readonly ChangedFileModel[] {
  const wanted = path == null ? files : files.filter(createPathFilter(path));
  return wanted.map((data) => ({
    data,
    patches: data.patches.flatMap((number) => patches[number] ?? []),
    textOf: (hunk) => hunks?.get(hunk) ?? '',
  }));
}

const hunksIn = (info: GraphQLResolveInfo): Texts | null =>
  selectedFields(info).has('hunks') ? new Map() : null;

/** Reads one number off the files of a patch; null without a diff. */
function ofPatch<Value>(pick: (files: ChangedFiles, diff: DiffFacts) => Value) {
  return async (
    patch: PatchEntity,
    _args: unknown,
    context: RequestContext,
  ): Promise<Value | null> => {
    const diff = await loadDiff(patch, context, null);
    if (diff?.hasDiff !== true) return null;
    return pick(sumFiles([{ number: 0, files: diff.files }]), diff);
  };
}

/** Files and texts of a patch. */
export const patchFiles: PatchResolvers = {
  commitMessage: field('detail', (data) => {
    const content = read(data, 'content');
    return content === null
      ? null
      : parseMessage(content, frontTextOf(read(data, 'diff'))).commitMessage;
  }),
  notes: field('detail', (data) => {
    const content = read(data, 'content');
    return content === null ? null : parseMessage(content).notes;
  }),
  files: async (patch, { path }, context, info) => {
    const hunks = hunksIn(info);
    const diff = await loadDiff(patch, context, hunks);
    if (diff?.hasDiff !== true) return null;
    return toModels(sumFiles([{ number: 0, files: diff.files }]), [patch], path, hunks);
  },
  additions: ofPatch(({ additions }) => additions),
  deletions: ofPatch(({ deletions }) => deletions),
  changedFiles: ofPatch(({ changedFiles }) => changedFiles),
  diffProblems: ofPatch((_files, { problems }) => problems),
};

/** Reads one number off the files of a series. */
function ofSeries(pick: (files: ChangedFiles) => number) {
  return async (
    series: SeriesEntity,
    _args: unknown,
    context: RequestContext,
  ): Promise<number | null> => {
    const patches = await context.review.seriesPatches.list(series);
    const files = patches === null ? null : await filesOf(patches, context, null);
    return files === null ? null : pick(files);
  };
}

/** Files of a series. */
export const seriesFiles: SeriesResolvers = {
  files: async (series, { path }, context, info) => {
    const patches = await context.review.seriesPatches.list(series);
    if (patches === null) return null;
    const hunks = hunksIn(info);
    const sum = await filesOf(patches, context, hunks);
    return sum === null ? null : toModels(sum, patches, path, hunks);
  },
  additions: ofSeries(({ additions }) => additions),
  deletions: ofSeries(({ deletions }) => deletions),
  changedFiles: ofSeries(({ changedFiles }) => changedFiles),
};

export const ChangedFile: ChangedFileResolvers = {
  path: ({ data }) => data.path,
  previousPath: ({ data }) => data.previousPath,
  changeType: ({ data }) => data.changeType,
  additions: ({ data }) => data.additions,
  deletions: ({ data }) => data.deletions,
  isBinary: ({ data }) => data.isBinary,
  oldMode: ({ data }) => data.oldMode,
  newMode: ({ data }) => data.newMode,
  similarity: ({ data }) => data.similarity,
  oldBlob: ({ data }) => data.oldBlob,
  newBlob: ({ data }) => data.newBlob,
  hunks: ({ data, textOf }) => data.hunks.map((hunk) => ({ data: hunk, diff: textOf(hunk) })),
  patches: ({ patches }) => patches,
};

export const DiffHunk: DiffHunkResolvers = {
  oldStart: ({ data }) => data.oldStart,
  oldLines: ({ data }) => data.oldLines,
  newStart: ({ data }) => data.newStart,
  newLines: ({ data }) => data.newLines,
  section: ({ data }) => data.section,
  lines: ({ data, diff }) => readHunkLines(diff, data).map((line) => line.replace(/\r$/, '')),
};
