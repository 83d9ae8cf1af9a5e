import type { PatchEntity } from '../../../catalog/kinds/patch.js';
import type { SeriesEntity } from '../../../catalog/kinds/series.js';
import { BadUserInputError, GatewayError } from '../../../errors.js';
import { parsePatchName } from '../../../mail/subject.js';
import { read } from '../../../patchwork/shape.js';
import { assembleMbox, type Mbox, type MboxOptions } from '../../facts/mbox/assembleMbox.js';
import { isApproval, type TrailerFact } from '../../facts/trailerFacts.js';
import type { MailEntity } from '../reviewMails.js';
import type { SeriesReview } from '../SeriesReviews.js';
import {
  readAppliedSeries,
  type AppliedSeries,
  type ReadPatch,
  type ReadyWarning,
  type ReviewOperation,
} from './AppliedSeries.js';
import { findPrerequisites } from './findPrerequisites.js';

/** How a mailbox is put together. */
export interface ReadyMboxOptions extends MboxOptions {
  /** Whether patches that a version leaves out are taken from the one before. */
  readonly partialReroll: boolean;
  readonly includePrerequisites: boolean;
}

/** A mailbox for `git am`, with the objects that it is made of. */
export interface ReadyMbox {
  readonly series: SeriesEntity;
  readonly text: string | null;
  /** In the order of the text. */
  readonly patches: readonly PatchEntity[];
  readonly missingIndexes: readonly number[];
  readonly addedTrailers: readonly {
    readonly patch: PatchEntity;
    readonly trailer: TrailerFact;
    /** The review that the patch is part of; null where it is taken from another version. */
    readonly review: SeriesReview | null;
  }[];
  readonly ignoredTrailers: readonly TrailerFact[];
  readonly warnings: readonly ReadyWarning[];
  readonly fileName: string;
  readonly mailOf: (messageId: string) => MailEntity | undefined;
}

/** Versions before the requested one that a partial version is completed from. */
const MAX_VERSIONS_BACK = 10;

/**
 * The mailbox of a series. Costs 1 request per patch, 1 per mail with replies, and {@link
 * SeriesVersions.versionsOf} where patches are missing or lost trailers are requested; prerequisites
 * cost the same.
 *
 * @returns null when the series or one of its patches is absent or hidden.
 * @throws UpstreamError when a text or a list of replies cannot be read.
 */
export async function readReadyMbox(
  series: SeriesEntity,
  options: ReadyMboxOptions,
  operation: ReviewOperation,
): Promise<ReadyMbox | null> {
  const own = await readCompleted(series, options, operation);
  if (own === null) return null;
  requireIndexes(own, options);
  const found = options.includePrerequisites
    ? await findPrerequisites(series, operation)
    : { parts: [], warnings: [] };
  const parts: AssembledPart[] = [];
  const warnings: ReadyWarning[] = [...found.warnings];
  for (const part of found.parts) {
    const { patchIndexes } = part;
    const its = { ...options, patchIndexes };
    const applied = await readCompleted(part.series, its, operation);
    const mbox = applied === null ? null : assemble(applied, its);
    if (applied === null || mbox?.text == null) {
      const message = `The prerequisite "${part.value}" (series ${String(part.series.id)}) is incomplete and is omitted.`;
      warnings.push({ code: 'PREREQUISITE_INCOMPLETE', message });
    } else {
      parts.push({ applied, mbox, numbers: patchIndexes });
    }
  }
  const mbox = assemble(own, options);
  parts.push({ applied: own, mbox, numbers: options.patchIndexes });
  return join(series, parts, [...warnings, ...own.warnings]);
}

/** @throws BadUserInputError for a position that the series cannot have. */
function requireIndexes({ total, patches }: AppliedSeries, { patchIndexes }: MboxOptions): void {
  const known = new Set(patches.map(({ number }) => number));
  const wrong = patchIndexes?.find((index) => !known.has(index) && (index < 1 || index > total));
  if (wrong === undefined) return;
  throw new BadUserInputError(
    `options.patchIndexes: ${String(wrong)} is not among the positions 1 to ${String(total)} of this series`,
    { argument: 'options.patchIndexes' },
  );
}

interface AssembledPart {
  readonly applied: AppliedSeries;
  readonly mbox: Mbox;
  readonly numbers: readonly number[] | null;
}

function assemble({ patches, total, label }: AppliedSeries, options: MboxOptions): Mbox {
  return assembleMbox(patches, total, label, options);
}

function join(
  series: SeriesEntity,
  parts: readonly AssembledPart[],
  warnings: readonly ReadyWarning[],
): ReadyMbox {
  const own = parts.at(-1)?.mbox;
  const data = series.at('summary');
  const mails = new Map<string, MailEntity>();
  for (const { applied } of parts) {
    for (const [id, mail] of applied.review?.mails ?? []) mails.set(id, mail);
    for (const { messageId, entity } of applied.patches) mails.set(messageId, entity);
  }
  const entityOf = ({ patches }: AppliedSeries, number: number): readonly PatchEntity[] =>
    patches.filter((patch) => patch.number === number).map(({ entity }) => entity);
  return {
    series,
    text: own?.text == null ? null : parts.map(({ mbox }) => mbox.text ?? '').join(''),
    patches: parts.flatMap(({ applied, numbers }) =>
      applied.patches
        .filter(({ number }) => numbers?.includes(number) !== false)
        .map(({ entity }) => entity),
    ),
    missingIndexes: own?.missingIndexes ?? [],
    addedTrailers: parts.flatMap(({ applied, mbox }) =>
      mbox.addedTrailers.flatMap(({ number, trailer }) =>
        entityOf(applied, number).map((patch) => ({
          patch,
          trailer,
          review: applied.review?.patches.includes(patch) === true ? applied.review : null,
        })),
      ),
    ),
    ignoredTrailers: parts.flatMap(({ mbox }) => mbox.ignoredTrailers),
    warnings: [
      ...warnings,
      ...parts.flatMap(({ mbox }) => mbox.warnings.map(({ code, message }) => ({ code, message }))),
    ],
    fileName: writeFileName(
      data === undefined ? null : read(data, 'name'),
      parts.at(-1)?.applied.label ?? '1',
      `series-${String(series.id)}`,
    ),
    mailOf: (messageId) => mails.get(messageId),
  };
}

/** A series with what it omits from the previous version, and with the trailers that it lost. */
async function readCompleted(
  series: SeriesEntity,
  options: ReadyMboxOptions,
  operation: ReviewOperation,
  versionsLeft: number = MAX_VERSIONS_BACK,
): Promise<AppliedSeries | null> {
  const own = await readAppliedSeries(series, options.trailers, operation);
  if (own === null) return null;
  const applied = options.lostTrailers ? await withLostTrailers(own, operation) : own;
  const wanted = options.patchIndexes ?? numbersTo(applied.total);
  const numbers = new Set(applied.patches.map(({ number }) => number));
  const isWhole = wanted.every((number) => numbers.has(number));
  if (isWhole || !options.partialReroll || versionsLeft === 0) return applied;
  const chain = await operation.review.versions.versionsOf(series);
  const before = chain?.own.kind === 'PARTIAL' ? chain.previous?.series.entity : undefined;
  const earlier =
    before === undefined
      ? null
      : await readCompleted(
          before,
          { ...options, lostTrailers: false },
          operation,
          versionsLeft - 1,
        );
  return earlier === null ? applied : complete(applied, earlier);
}

/** A total that is far beyond what is there is a mistake of a subject. */
function numbersTo(total: number): readonly number[] {
  return Array.from({ length: Math.min(total, 10_000) }, (_, index) => index + 1);
}

function complete(applied: AppliedSeries, earlier: AppliedSeries): AppliedSeries {
  const own = new Set(applied.patches.map(({ number }) => number));
  const taken = earlier.patches.filter(({ number }) => !own.has(number));
  if (taken.length === 0 || earlier.total !== applied.total) return applied;
  const numbers = taken.map(({ number }) => String(number)).join(', ');
  const message = `Patches ${numbers} are those of version ${earlier.label} (series ${String(earlier.series.id)}), since version ${applied.label} replaces the others only.`;
  const patches: readonly ReadPatch[] = [...applied.patches, ...taken];
  return {
    ...applied,
    patches: [...patches].sort((one, other) => one.number - other.number),
    review: applied.review && addMails(applied.review, earlier.review?.mails ?? new Map()),
    warnings: [...applied.warnings, { code: 'PARTIAL_REROLL', message }],
  };
}

/** What patches of the previous version were given and these lack though their diffs are equal. */
async function withLostTrailers(
  applied: AppliedSeries,
  { review: { earlier } }: ReviewOperation,
): Promise<AppliedSeries> {
  const { review } = applied;
  if (review === null) return applied;
  const mails = new Map<string, MailEntity>();
  const patches = await Promise.all(
    applied.patches.map(async (patch) => {
      const found = await earlier.carried(review, patch.entity);
      if (found === null) return patch;
      for (const [id, mail] of found.before.review.mails) mails.set(id, mail);
      const lost = found.carried.filter(
        ({ carry, trailer }) => carry === 'LOST' && isGiven(trailer),
      );
      const lostTrailers = lost.map(({ trailer }): TrailerFact => ({
        ...trailer,
        source: 'EARLIER_VERSION',
        appliesTo: [patch.number],
      }));
      return { ...patch, lostTrailers };
    }),
  );
  return { ...applied, patches, review: addMails(review, mails) };
}

function addMails(review: SeriesReview, mails: ReadonlyMap<string, MailEntity>): SeriesReview {
  return { ...review, mails: new Map([...mails, ...review.mails]) };
}

/** What others gave: an author may well take back what he wrote himself. */
function isGiven({ kind, source }: TrailerFact): boolean {
  return source !== 'MESSAGE' || isApproval(kind) || kind === 'TEST';
}

/**
 * Whether a newer version exists, as a warning. Costs {@link LatestVersions.isLatest}. A failure is
 * a warning too: the mailbox is as good without.
 */
export async function warnOfNewerVersion(
  series: SeriesEntity,
  { review }: ReviewOperation,
): Promise<readonly ReadyWarning[]> {
  try {
    const chain = await review.latest.newerOf(series);
    if (chain === null || chain.own.isLatest) return [];
    const { label, series: latest } = chain.latest;
    const message = `There is a newer version: ${label} (series ${String(latest.entity.id)}).`;
    return [{ code: 'NEWER_VERSION', message }];
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const message = `It is unknown whether there is a newer version: ${error.message}`;
    return [{ code: 'VERSIONS_UNKNOWN', message }];
  }
}

const MAX_LENGTH = 60;

/**
 * Name for the file of a mailbox, of letters that every file system and header takes:
 * `v2-net-speed-up-lookups.mbx`.
 *
 * @param name of the series.
 * @param fallback where nothing of the name is left.
 */
function writeFileName(name: string | null, label: string, fallback: string): string {
  const words = parsePatchName(name)
    .title.normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH)
    .replace(/^-+|-+$/g, '');
  const version = label === '1' ? '' : `v${label}-`;
  return `${version}${words || fallback}.mbx`;
}
