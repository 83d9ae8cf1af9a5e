import { BadUserInputError } from '../../errors.js';
import { DEFAULT_MBOX } from '../../review/facts/mbox/assembleMbox.js';
import {
  readReadyMbox,
  warnOfNewerVersion,
  type ReadyMboxOptions,
} from '../../review/reading/mbox/ReadyMbox.js';
import type {
  ApplyMboxOptions,
  ApplyMboxResolvers,
  InputMaybe,
  SeriesResolvers,
} from '../generated/types.js';
import { prerequisitesOf } from './version.js';

/** Positions that one mailbox may name. */
const MOST_INDEXES = 1_000;
const MOST_FORMAT_CHARACTERS = 500;

/** The mailbox of a series. */
export const applyMbox: NonNullable<SeriesResolvers['applyMbox']> = async (
  series,
  { options },
  context,
) => await readReadyMbox(series, readOptions(options), context);

/** Null means the default, as a missing option does. @throws BadUserInputError */
function readOptions(sent: InputMaybe<ApplyMboxOptions>): ReadyMboxOptions {
  return {
    trailers: sent?.trailers ?? DEFAULT_MBOX.trailers,
    includeMismatched: sent?.includeMismatched ?? DEFAULT_MBOX.includeMismatched,
    lostTrailers: sent?.lostTrailers ?? DEFAULT_MBOX.lostTrailers,
    messageIdTrailer: sent?.messageIdTrailer ?? DEFAULT_MBOX.messageIdTrailer,
    allowIncomplete: sent?.allowIncomplete ?? DEFAULT_MBOX.allowIncomplete,
    partialReroll: sent?.partialReroll ?? true,
    includePrerequisites: sent?.includePrerequisites ?? false,
    patchIndexes: readIndexes(sent?.patchIndexes),
    linkFormat: readFormat(sent?.linkFormat),
  };
}

function readIndexes(indexes: InputMaybe<readonly number[]>): readonly number[] | null {
  if (indexes == null) return null;
  const refuse = (reason: string): never => {
    throw new BadUserInputError(`options.patchIndexes: ${reason}`, {
      argument: 'options.patchIndexes',
    });
  };
  if (indexes.length === 0) refuse('the list is empty; omit it for all patches');
  if (indexes.length > MOST_INDEXES) {
    refuse(`${String(indexes.length)} positions are more than ${String(MOST_INDEXES)}`);
  }
  const [wrong] = indexes.filter((index) => index < 0);
  if (wrong !== undefined) refuse(`${String(wrong)} is not a position; they start at 1`);
  return [...new Set(indexes)].sort((one, other) => one - other);
}

function readFormat(format: InputMaybe<string>): string | null {
  if (format == null) return null;
  if (/^https?:\/\/\S+$/.test(format) && format.length <= MOST_FORMAT_CHARACTERS) return format;
  throw new BadUserInputError(
    'options.linkFormat: it must be a URL such as https://lore.kernel.org/r/%s',
    { argument: 'options.linkFormat' },
  );
}

export const ApplyMbox: ApplyMboxResolvers = {
  text: ({ text }) => text,
  patches: ({ patches }) => patches,
  missingIndexes: ({ missingIndexes }) => missingIndexes,
  addedTrailers: ({ addedTrailers, mailOf }) =>
    addedTrailers.map(({ patch, trailer, review }) => ({
      patch,
      trailer: { fact: trailer, mailOf, ...(review && { of: { review, patches: [patch] } }) },
    })),
  ignoredTrailers: ({ ignoredTrailers, mailOf }) =>
    ignoredTrailers.map((fact) => ({ fact, mailOf })),
  baseCommit: async ({ series }, _args, { review }) =>
    (await review.versions.metadataOf(series))?.baseCommit ?? null,
  prerequisites: async ({ series }, _args, context) =>
    (await prerequisitesOf(series, context)) ?? [],
  warnings: async ({ series, warnings }, _args, context) => [
    ...warnings,
    ...(await warnOfNewerVersion(series, context)),
  ],
  fileName: ({ fileName }) => fileName,
};
