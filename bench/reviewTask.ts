import { parseDiff } from '../src/mail/diff/parseDiff.js';
import { MailHeaders } from '../src/mail/headers.js';
import { displayMessageId } from '../src/mail/messageId.js';
import { parsePatchName } from '../src/mail/subject.js';
import { mailDateToUtc } from '../src/patchwork/dates.js';
import { stateCategory } from '../src/patchwork/states.js';
import { sumFiles } from '../src/review/facts/changedFiles.js';
import { rollUpChecks, type CheckRollupState } from '../src/review/facts/checkRollup.js';
import { readRouting, type ReviewMail, type ReviewSeries } from '../src/review/facts/mails.js';
import { decideSeriesStatus } from '../src/review/facts/seriesStatus.js';
import { readSeriesThread } from '../src/review/facts/seriesThread.js';
import { readSeriesTrailers } from '../src/review/facts/trailers.js';

interface RawPerson {
  readonly name: string | null;
  readonly email: string;
}

/** A mail as shown by REST. */
export interface RawMail {
  readonly id: number;
  readonly msgid: string;
  readonly date: string;
  readonly submitter: RawPerson;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly content: string;
}

/** A patch with its checks. */
export interface RawPatch extends RawMail {
  readonly name: string;
  readonly state: string;
  readonly diff: string | null;
  readonly checks: readonly {
    readonly id: number;
    readonly context: string;
    readonly state: string;
    readonly date: string;
    readonly user: { readonly id: number };
  }[];
}

/** A series with all its mails. */
export interface RawSeries {
  readonly id: number;
  readonly submitter: RawPerson;
  readonly cover: RawMail | null;
  readonly patches: readonly RawPatch[];
  /** With the Message-ID of the mail under which each is filed. */
  readonly replies: readonly (RawMail & { readonly filedAt: string })[];
}

/** The review of a series, in the form in which all peers are compared. */
export interface ReviewedSeries {
  readonly id: number;
  readonly status: string;
  readonly check: string;
  /** `REVIEW ana@a.example EXACT`. */
  readonly trailers: readonly string[];
  /** `net/file1.c +3 -1`. */
  readonly files: readonly string[];
  /** Message-IDs with their depths; only for one series. */
  readonly thread?: readonly string[];
}

/**
 * Derives the review of a series from its mails, by the same rules for all peers: the comparison is about
 * how they load the mails.
 */
export function reviewSeries(raw: RawSeries, hasThread: boolean): ReviewedSeries {
  const { id, patches } = raw;
  const series = combineReviewSeries(raw);
  const { state } = rollUpChecks(
    patches.flatMap((patch) =>
      patch.checks.map((check) => ({
        ...check,
        patch: patch.id,
        user: check.user.id,
        state: check.state.toUpperCase() as Exclude<CheckRollupState, 'NONE'>,
      })),
    ),
    patches.map((patch) => patch.id),
  );
  const { files } = sumFiles(
    patches.map(({ diff, content }, number) => ({
      number,
      files: parseDiff(diff ?? '', content).files,
    })),
  );
  const trailers = readSeriesTrailers(series).all.map(({ kind, person, value, identity }) =>
    trailerText({ kind, person, value, identity }),
  );
  return {
    id,
    status: decideSeriesStatus(
      patches.map(({ state: slug }) => ({ slug, category: stateCategory(slug, {}) })),
    ),
    check: state,
    trailers: trailers.sort(),
    files: files.map(fileText).sort(),
    ...(hasThread && {
      thread: readSeriesThread(series).entries.map(
        ({ messageId, depth }) => `${messageId} ${String(depth)}`,
      ),
    }),
  };
}

/** The mails of a series in the form that the facts require. */
export function combineReviewSeries({
  submitter,
  cover,
  patches,
  replies,
}: Pick<RawSeries, 'submitter' | 'cover' | 'replies'> & {
  readonly patches: readonly Omit<RawPatch, 'checks'>[];
}): ReviewSeries {
  return {
    submitter,
    cover: cover === null ? null : toMail(cover),
    patches: patches.map((patch) => ({
      ...toMail(patch),
      index: parsePatchName(patch.name).index,
      diff: patch.diff,
    })),
    replies: replies.map((reply) => ({
      ...toMail(reply),
      filedAt: displayMessageId(reply.filedAt),
    })),
  };
}

/** A trailer in the form in which all peers are compared. */
export function trailerText(trailer: {
  readonly kind: string;
  readonly person: { readonly email: string | null } | null;
  readonly value: string;
  readonly identity: string;
}): string {
  const { kind, person, value, identity } = trailer;
  return `${kind} ${person?.email ?? value} ${identity}`;
}

/** A file in the form in which all peers are compared. */
export function fileText(file: {
  readonly path: string;
  readonly additions: number;
  readonly deletions: number;
}): string {
  return `${file.path} +${String(file.additions)} -${String(file.deletions)}`;
}

function toMail({ id, msgid, date, submitter, headers, content }: RawMail): ReviewMail {
  const messageId = displayMessageId(msgid);
  const routing = readRouting(new MailHeaders(headers), messageId);
  return { id, messageId, date: mailDateToUtc(date), submitter, content, routing };
}
