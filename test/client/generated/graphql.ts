/* eslint-disable */
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A point in time in RFC 3339 format, always in UTC: `2026-11-20T10:55:31Z`. Input may have any offset, or be a date only (midnight UTC). */
  DateTime: { input: string; output: string; }
  /** An email address, as the instance reports it. */
  EmailAddress: { input: string; output: string; }
  /** A Message-ID (RFC 5322) without angle brackets. Input may have brackets, be percent-encoded, or be a lore.kernel.org URL of the mail. */
  MessageID: { input: string; output: string; }
  /** A URL, as the instance reports it; empty if Patchwork stores an empty one. One that a browser would run as a script, such as `javascript:`, is null with an error. */
  URL: { input: string; output: string; }
};

/** Dimensions by which the activity of a project is counted. */
export type ActivityDimension =
  /** Current combined state of the checks. */
  | 'CHECK'
  /** Current delegate, by login name; null for patches without one. */
  | 'DELEGATE'
  /**
   * People who replied to the patch, except the submitter and bots, by email address; null for patches
   * without replies. A patch is counted once for each of them.
   */
  | 'REVIEWER'
  /** Current state of the patch, by slug. */
  | 'STATE'
  /** Submitter, by email address. */
  | 'SUBMITTER';

/** Patches to relate. The caller must maintain the projects of all of them. */
export type AddRelatedPatchesInput = {
  /** Global id of a patch. */
  id: Scalars['ID']['input'];
  /** Global ids of the patches to add to its related patches. */
  related: Array<Scalars['ID']['input']>;
};

/** Options of `Series.applyMbox`. */
export type ApplyMboxOptions = {
  /** Whether to return the available patches if others are missing. */
  allowIncomplete?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether trailers are added that name a person other than the sender of the mail (identity MISMATCH). */
  includeMismatched?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether prerequisites are prepended, including their own prerequisites, to a depth of 5. Each series costs the same as this one. */
  includePrerequisites?: InputMaybe<Scalars['Boolean']['input']>;
  /** Adds `Link:` with the Message-ID of each patch: a URL that the Message-ID is appended to, or in which it replaces `%s`, for example `https://lore.kernel.org/r/%s`. */
  linkFormat?: InputMaybe<Scalars['String']['input']>;
  /** Whether trailers given on the previous version are added to patches whose diffs did not change (`carry` LOST). Costs the same as `versions`, and as `compare` and `trailers` of the previous version. */
  lostTrailers?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether `Message-ID:` is added to each patch. */
  messageIdTrailer?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether patches that a partial reroll leaves out are taken from the previous version. Costs the same as `versions` and the previous version, but only if patches are missing. */
  partialReroll?: InputMaybe<Scalars['Boolean']['input']>;
  /** Positions of the patches to include; default: all. */
  patchIndexes?: InputMaybe<Array<Scalars['Int']['input']>>;
  /** Whether trailers given in replies are added: `Reviewed-by`, `Acked-by`, `Tested-by`, `Signed-off-by`, `Reported-by`, `Suggested-by`, `Fixes`, `Closes` and `Link`, if they are counted. If false, no replies are read. */
  trailers?: InputMaybe<Scalars['Boolean']['input']>;
};

/** State of the circuit breaker of an instance. */
export type BreakerState =
  /** Requests are sent. */
  | 'CLOSED'
  /** One request is sent to check whether the instance has recovered. */
  | 'HALF_OPEN'
  /** After too many failures, requests are refused for a while. */
  | 'OPEN';

/** Filters for bundles. Several values of one filter match any of them. An empty list matches nothing and adds an EMPTY_FILTER warning. */
export type BundleFilter = {
  /** Login names of the owners. */
  owner?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Projects, as a link name (`netdev`, on every instance) or as an instance and a link name (`kernel/netdev`). An instance that none of the values concerns is skipped; its source has the status SKIPPED. */
  project?: InputMaybe<Array<Scalars['String']['input']>>;
  /** True for public bundles only; false for the caller's own private bundles only. */
  public?: InputMaybe<Scalars['Boolean']['input']>;
  /** Words that must all occur in the name, case-insensitively. */
  q?: InputMaybe<Scalars['String']['input']>;
};

/** Order of bundles. */
export type BundleOrder = {
  /** Direction; ascending by default. */
  direction?: InputMaybe<OrderDirection>;
  /** Field to order by. */
  field?: BundleOrderField;
};

/** Fields by which bundles can be ordered. */
export type BundleOrderField =
  /** Numeric id. Requires a single instance. */
  | 'ID'
  /** Name, compared the same way on every instance. Reads the whole list. */
  | 'NAME';

/** Filters for the checks of a patch. Several values of one filter match any of them; an empty list matches nothing. */
export type CheckFilter = {
  /** Created before this time. */
  before?: InputMaybe<Scalars['DateTime']['input']>;
  /** Contexts to include. */
  context?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Created at this time or later. */
  since?: InputMaybe<Scalars['DateTime']['input']>;
  /** States to include. */
  state?: InputMaybe<Array<CheckState>>;
  /** Login names of the users whose checks to include. */
  user?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** State of all checks combined. Unlike `CheckState`, it distinguishes a patch without checks from a patch whose checks are pending. */
export type CheckRollupState =
  /** At least one check failed. */
  | 'FAIL'
  /** There are no checks. */
  | 'NONE'
  /** At least one check is pending, and none failed or has warnings. */
  | 'PENDING'
  /** All checks passed. */
  | 'SUCCESS'
  /** At least one check has warnings, and none failed. */
  | 'WARNING';

/** State of a check, or of all checks of a patch combined: the worst of the latest check per user and context. */
export type CheckState =
  /** Failed. */
  | 'FAIL'
  /** No result yet; for a patch, also if it has no checks. */
  | 'PENDING'
  /** Passed. */
  | 'SUCCESS'
  /** Passed with warnings. */
  | 'WARNING';

/** Filters for cover letters. Several values of one filter match any of them. An empty list matches nothing and adds an EMPTY_FILTER warning. */
export type CoverFilter = {
  /** Mails dated before this time. */
  before?: InputMaybe<Scalars['DateTime']['input']>;
  /** Message-ID. */
  messageId?: InputMaybe<Scalars['MessageID']['input']>;
  /** Projects, as a link name (`netdev`, on every instance) or as an instance and a link name (`kernel/netdev`). An instance that none of the values concerns is skipped; its source has the status SKIPPED. */
  project?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Words that must all occur in the name, case-insensitively. */
  q?: InputMaybe<Scalars['String']['input']>;
  /** Mails dated at this time or later. */
  since?: InputMaybe<Scalars['DateTime']['input']>;
  /** Email addresses of the submitters. */
  submitter?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** Order of cover letters. */
export type CoverOrder = {
  /** Direction; by default descending (newest first) for DATE, ascending otherwise. */
  direction?: InputMaybe<OrderDirection>;
  /** Field to order by. */
  field?: CoverOrderField;
};

/** Fields by which cover letters can be ordered. */
export type CoverOrderField =
  /** Date of the mail. */
  | 'DATE'
  /** Numeric id. Requires a single instance. */
  | 'ID'
  /** Name, compared the same way on every instance. Reads the whole list, up to a limit. */
  | 'NAME'
  /** Numeric id of the submitter. Requires a single instance. */
  | 'SUBMITTER';

/** State of the index of a project. */
export type CoverageState =
  /** Earlier mails are being indexed, newest first. */
  | 'BACKFILLING'
  /** Mails may be missing, and are being read again. */
  | 'GAP'
  /** New mails are indexed as they arrive. */
  | 'LIVE'
  /** Nothing is indexed yet. */
  | 'NONE'
  /** No mails are being read. */
  | 'PAUSED';

/** A bundle to create. */
export type CreateBundleInput = {
  /** Name: at most 50 characters, without slashes and control characters, not only dots, and unique among the caller's bundles. */
  name: Scalars['String']['input'];
  /** Global ids of its patches, in the bundle's order: at least one, all of one project. */
  patches: Array<Scalars['ID']['input']>;
  /** Whether the bundle is public. */
  public?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A test result. It is recorded under the user of the token. */
export type CreateCheckInput = {
  /** Name of the test: letters, digits, dashes and underscores, at most 255. */
  context?: InputMaybe<Scalars['String']['input']>;
  /** Description; may have several lines. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** Global id of the patch. */
  patch: Scalars['ID']['input'];
  /** State of the check. */
  state: CheckState;
  /** Link to the run's log or report: a URL of at most 200 characters. */
  targetUrl?: InputMaybe<Scalars['String']['input']>;
};

/** Test results. */
export type CreateChecksInput = {
  /** Test results, at most 500. */
  checks: Array<CreateCheckInput>;
};

/** A bundle to delete. */
export type DeleteBundleInput = {
  /** Global id of the bundle. */
  id: Scalars['ID']['input'];
};

/** Kind of problem in a diff. */
export type DiffProblemCode =
  /** A combined diff of a merge; its lines are counted against the last parent. */
  | 'COMBINED'
  /** A hunk has more or fewer lines than its header states, for example because a mail program wrapped a line. */
  | 'CORRUPT_HUNK'
  /** The diffstat lists more files than the diff, because Patchwork lost them; files listed in the summary are returned without hunks. */
  | 'MISSING_FILES'
  /** Text between the files of the diff. */
  | 'STRAY_TEXT'
  /** The diff has more than 200,000 lines, and only the first 200,000 are parsed; or a comparison is too large to be computed. */
  | 'TOO_LARGE';

/** Kinds of events. */
export type EventCategory =
  /** A check was created. */
  | 'CHECK_CREATED'
  /** A comment on a cover letter arrived, or was marked as addressed; since API 1.3. */
  | 'COVER_COMMENT_CREATED'
  /** A cover letter arrived. */
  | 'COVER_CREATED'
  /** A comment on a patch arrived, or was marked as addressed; since API 1.3. */
  | 'PATCH_COMMENT_CREATED'
  /** A patch arrived, and so have all patches before it in its series. */
  | 'PATCH_COMPLETED'
  /** A patch arrived. */
  | 'PATCH_CREATED'
  /** The delegate of a patch changed. */
  | 'PATCH_DELEGATED'
  /** The relations of a patch changed. */
  | 'PATCH_RELATION_CHANGED'
  /** The state of a patch changed. */
  | 'PATCH_STATE_CHANGED'
  /** All patches of a series have arrived. */
  | 'SERIES_COMPLETED'
  /** The first mail of a series arrived. */
  | 'SERIES_CREATED'
  /** A kind that this gateway version does not know. */
  | 'UNKNOWN';

/** Filters for events. Several values of one filter match any of them. An empty list matches nothing and adds an EMPTY_FILTER warning. */
export type EventFilter = {
  /** Global ids of the users who acted; requires API 1.2. Costs 1 request per user. Instances that own none of them are skipped. */
  actor?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Events before this time. */
  before?: InputMaybe<Scalars['DateTime']['input']>;
  /** Kinds of events. Costs 1 request per kind, because Patchwork accepts only one at a time. */
  category?: InputMaybe<Array<EventCategory>>;
  /** Global ids of cover letters. Instances that own none of them are skipped. */
  cover?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Global ids of patches. Instances that own none of them are skipped. */
  patch?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Projects, as a link name (`netdev`, on every instance) or as an instance and a link name (`kernel/netdev`). An instance that none of the values concerns is skipped; its source has the status SKIPPED. */
  project?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Global ids of series. Instances that own none of them are skipped. */
  series?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Events at this time or later. */
  since?: InputMaybe<Scalars['DateTime']['input']>;
  /** States after the change, by slug or name; only PATCH_STATE_CHANGED events have one. REST has no such filter, so the gateway filters row by row. */
  toState?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** Order of events. */
export type EventOrder = {
  /** Direction; by default descending (newest first). */
  direction?: InputMaybe<OrderDirection>;
  /** Field to order by. */
  field?: EventOrderField;
};

/** Fields by which events can be ordered. */
export type EventOrderField =
  /** Time of the event. */
  | 'DATE';

/** Type of a change to a file. */
export type FileChangeType =
  /** The file is added. */
  | 'ADDED'
  /** The type changes, for example from a file to a symbolic link. */
  | 'CHANGED'
  /** The file is a copy of another file. */
  | 'COPIED'
  /** The file is deleted. */
  | 'DELETED'
  /** The content or the permissions change. */
  | 'MODIFIED'
  /** The file is renamed. */
  | 'RENAMED';

/** Why events may have been missed. */
export type GapReason =
  /** The newest known event is no longer on the instance: events were deleted, or its database was restored. */
  | 'FEED_REWOUND'
  /** The instance is no longer followed. */
  | 'NOT_FOLLOWED'
  /** The subscriber did not read its deliveries in time (`subscriptions.bufferedDeliveries`). */
  | 'SLOW_CLIENT'
  /** There were more new events than one poll reads (`live.catchUpPages`). */
  | 'TOO_FAR_BEHIND'
  /** The events since the cursor are no longer stored. */
  | 'TRIMMED'
  /** Events could not be read because the instance sent them in an unknown form. */
  | 'UNREADABLE';

/** Whether an instance answers. */
export type InstanceHealth =
  /** The instance answers, but the latest request failed. */
  | 'DEGRADED'
  /** The instance does not answer. */
  | 'DOWN'
  /** No request has been made yet. */
  | 'UNKNOWN'
  /** The latest request succeeded. */
  | 'UP';

/** Calendar intervals, in UTC. */
export type Interval =
  /** A day, from midnight to midnight. */
  | 'DAY'
  /** A calendar month. */
  | 'MONTH'
  /** A week, from Monday to Sunday, as in ISO 8601. */
  | 'WEEK'
  /** A calendar year. */
  | 'YEAR';

/** How certain it is that two series are versions of one. */
export type LinkConfidence =
  /** The mails name each other, or several reasons agree. */
  | 'CERTAIN'
  /** The titles are equal, one was sent as a reply to the other, or people related their patches. */
  | 'HIGH'
  /** The titles are only similar, or are equal but by different people. */
  | 'LOW'
  /** Half of the patches are the same, or several series have the title. */
  | 'MEDIUM';

/** State of an instance's event feed. */
export type LiveState =
  /** The first poll has not finished yet. */
  | 'CATCHING_UP'
  /** No poll has succeeded yet, or the last successful poll is too old and polls fail. See `error`. */
  | 'FAILED'
  /** The last poll found that events may have been missed. The next poll ends this state. */
  | 'GAP'
  /** The last successful poll is too old, and no poll has failed since. */
  | 'LAGGING'
  /** The events are followed: the last successful poll is recent (`live.maxLagSeconds`). */
  | 'LIVE'
  /** The events of the instance are not followed (`live.enabled`). */
  | 'OFF';

/** Sort direction. */
export type OrderDirection =
  /** Ascending: smallest, oldest or alphabetically first value first. */
  | 'ASC'
  /** Descending: largest, newest or alphabetically last value first. */
  | 'DESC';

/** A part of a patch that can change. */
export type PairChange =
  /** The author. */
  | 'AUTHOR'
  /** Only lines around the changes: the patch was rebased. */
  | 'CONTEXT'
  /** The changed lines. */
  | 'DIFF'
  /** The text of the commit message. */
  | 'MESSAGE'
  /** The title. */
  | 'SUBJECT'
  /** The trailers. If nothing else changed, tags were only collected or dropped. */
  | 'TRAILERS';

/** Change of a patch from one version of a series to the next. */
export type PairKind =
  /** The patch is new. */
  | 'ADDED'
  /** The patch changed; see `changes`. */
  | 'CHANGED'
  /** The patch did not change, apart from line numbers and line ends. */
  | 'IDENTICAL'
  /** The patch was removed. */
  | 'REMOVED';

/** How two patches were identified as versions of one patch. */
export type PairedBy =
  /** They have the same Gerrit `Change-Id`. */
  | 'CHANGE_ID'
  /** Their diffs are more similar than those of any other assignment, as `git range-diff` decides. */
  | 'COST'
  /** Their diffs are the same, apart from line numbers. */
  | 'DIFF'
  /** They have the same title, which occurs once in each version. */
  | 'TITLE';

/** Dimensions by which patches can be counted. */
export type PatchCountDimension =
  /** Combined state of the checks. */
  | 'CHECK'
  /** Day in UTC on which the patch was sent. */
  | 'DAY'
  /** Delegate, by login name. */
  | 'DELEGATE'
  /** Month in UTC in which the patch was sent. */
  | 'MONTH'
  /** Project, by link name. */
  | 'PROJECT'
  /** State, by slug. */
  | 'STATE'
  /** Submitter, by email address. */
  | 'SUBMITTER'
  /** Week in which the patch was sent: from Monday to Sunday, in UTC. */
  | 'WEEK'
  /** Year in UTC in which the patch was sent. */
  | 'YEAR';

/** Filters for patches. Several values of one filter match any of them. An empty list matches nothing and adds an EMPTY_FILTER warning. */
export type PatchFilter = {
  /** True for archived patches only; false for all others. */
  archived?: InputMaybe<Scalars['Boolean']['input']>;
  /** Mails dated before this time. */
  before?: InputMaybe<Scalars['DateTime']['input']>;
  /**
   * Meanings of states across servers: `ACTION_REQUIRED` is open, `ACCEPTED` and `CLOSED` are settled.
   * Converted to a filter by states if the states of the instance are known; this check costs 2 small
   * requests per instance, and 4 more per 4 custom states of the instance the first time, at most once a minute.
   * If the states cannot be determined, or together with `state`, the gateway filters row by row.
   */
  category?: InputMaybe<Array<StateCategory>>;
  /** Combined state of the checks. REST has no such filter, so the gateway filters row by row. */
  check?: InputMaybe<Array<CheckState>>;
  /** States of all checks combined, with NONE distinguished from PENDING. REST has no such filter, so the gateway filters row by row; costs the same as `checkRollup`. */
  checkRollup?: InputMaybe<Array<CheckRollupState>>;
  /** Login names of the delegates; `null` matches patches without a delegate. */
  delegate?: InputMaybe<Array<Scalars['String']['input']>>;
  /** True for patches with replies only; false for all others. REST has no such filter, so the gateway filters row by row; costs the same as `commentCount`. */
  hasReplies?: InputMaybe<Scalars['Boolean']['input']>;
  /** Hash of the diff, 40 hexadecimal digits; requires API 1.2. */
  hash?: InputMaybe<Scalars['String']['input']>;
  /** True for patches of latest versions only; false for all others. REST has no such filter, so the gateway filters row by row; costs the same as `Series.isLatestVersion`. */
  isLatestVersion?: InputMaybe<Scalars['Boolean']['input']>;
  /** True for pull requests only; false for all others. REST has no such filter, so the gateway filters row by row. */
  isPullRequest?: InputMaybe<Scalars['Boolean']['input']>;
  /** Message-ID; requires API 1.2. */
  messageId?: InputMaybe<Scalars['MessageID']['input']>;
  /** Paths of files that the patch changes: `dir/` matches everything in the folder; `*` and `?` do not match `/`. REST has no such filter, so the gateway filters row by row; costs the same as `files` for each patch examined. Where mails are indexed (`index.enabled`), only patches that the index finds are examined. */
  path?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Projects, as a link name (`netdev`, on every instance) or as an instance and a link name (`kernel/netdev`). An instance that none of the values concerns is skipped; its source has the status SKIPPED. */
  project?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Words that must all occur in the name, case-insensitively. */
  q?: InputMaybe<Scalars['String']['input']>;
  /** Review decisions. REST has no such filter, so the gateway filters row by row; costs the same as `trailers` for each patch examined. */
  reviewDecision?: InputMaybe<Array<ReviewDecision>>;
  /** Email addresses of people with a counted REVIEW or ACK trailer, case-insensitive. REST has no such filter, so the gateway filters row by row; costs the same as `trailers` for each patch examined. Where mails and their comments are indexed (`index.enabled`), only patches that the index finds are examined. */
  reviewedBy?: InputMaybe<Array<Scalars['EmailAddress']['input']>>;
  /** Global ids of series. Instances that own none of them are skipped. */
  series?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Versions of the series. REST has no such filter, so the gateway filters row by row. */
  seriesVersion?: InputMaybe<Array<Scalars['Int']['input']>>;
  /** Mails dated at this time or later. */
  since?: InputMaybe<Scalars['DateTime']['input']>;
  /** States, by slug or name. A value of digits, and one that matches nothing and is not a Patchwork default, is looked up with about 6 small requests per instance, and with up to 30 if the instance lacks a default state, at most once an hour. */
  state?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Email addresses of the submitters. */
  submitter?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** Order of patches. */
export type PatchOrder = {
  /** Direction; by default descending (newest first) for DATE, ascending otherwise. */
  direction?: InputMaybe<OrderDirection>;
  /** Field to order by. */
  field?: PatchOrderField;
};

/** Fields by which patches can be ordered. */
export type PatchOrderField =
  /** Whether the patch is archived. Requires a single instance. */
  | 'ARCHIVED'
  /** Date of the mail. */
  | 'DATE'
  /** Numeric id. Requires a single instance. */
  | 'ID'
  /** Name, compared the same way on every instance. Reads the whole list, up to a limit. */
  | 'NAME'
  /** Link name of the project, compared as the database of the instance does. Requires a single instance. */
  | 'PROJECT'
  /** Order of the states on the instance. Requires a single instance. */
  | 'STATE'
  /** Numeric id of the submitter. Requires a single instance. */
  | 'SUBMITTER';

/** Filters for people. */
export type PersonFilter = {
  /** Words that must all occur in the name or the email address. */
  q?: InputMaybe<Scalars['String']['input']>;
};

/** Order of people. */
export type PersonOrder = {
  /** Direction; ascending by default. */
  direction?: InputMaybe<OrderDirection>;
  /** Field to order by. */
  field?: PersonOrderField;
};

/** Fields by which people can be ordered. */
export type PersonOrderField =
  /** Email address. Requires a single instance. */
  | 'EMAIL'
  /** Numeric id. Requires a single instance. */
  | 'ID'
  /** Name, compared the same way on every instance. Reads the whole list. */
  | 'NAME';

/** How a prerequisite is identified. */
export type PrerequisiteKind =
  /** Id of b4 and a version, in a `prerequisite-change-id:` line. */
  | 'CHANGE_ID'
  /** Message-ID, in a `prerequisite-message-id:`, `Based-on:` or `Depends-on:` line. */
  | 'MESSAGE_ID'
  /** `series-12` or `patch-34` in a `Depends-on:` line: numbers of the same instance. */
  | 'NUMBER'
  /** Patch id of git, in a `prerequisite-patch-id:` line. */
  | 'PATCH_ID'
  /** URL, in a `Depends-on:` line. */
  | 'URL';

/** Filters for projects. */
export type ProjectFilter = {
  /** Words that must all occur in the name, the link name or the list address, case-insensitively. REST has no such filter, so the gateway filters row by row. */
  q?: InputMaybe<Scalars['String']['input']>;
};

/** Order of projects. */
export type ProjectOrder = {
  /** Direction; ascending by default. */
  direction?: InputMaybe<OrderDirection>;
  /** Field to order by. */
  field?: ProjectOrderField;
};

/** Fields by which projects can be ordered. */
export type ProjectOrderField =
  /** Numeric id. Requires a single instance. */
  | 'ID'
  /** Name, compared the same way on every instance. */
  | 'NAME';

/** Filters for a review queue. Several values of one filter match any of them. An empty list matches nothing and adds an EMPTY_FILTER warning. */
export type QueueFilter = {
  /** Login names of delegates of at least one patch. */
  delegate?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Whether failed checks wait for the author. */
  failedChecksWaitOnAuthor?: Scalars['Boolean']['input'];
  /** Email addresses of one person, for the reasons with ME and MY. Also costs the replies to earlier versions. */
  me?: InputMaybe<Array<Scalars['EmailAddress']['input']>>;
  /** Number of people who must review or ack each patch for READY, 1 to 100. */
  minApprovals?: Scalars['Int']['input'];
  /** Files that the series changes, as in `Series.files`. Costs 1 request per series the first time; where mails are indexed (`index.enabled`), only for series that the index finds. */
  path?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Projects, as a link name (`netdev`, on every instance) or as an instance and a link name (`kernel/netdev`). */
  project?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Reasons, of which at least one must apply. NEWER_VERSION adds series that a newer version has replaced. */
  reason?: InputMaybe<Array<QueueReason>>;
  /** Days without activity after which a series is STALE, 1 to 3650. */
  staleAfterDays?: Scalars['Int']['input'];
  /** Email addresses of the submitters. */
  submitter?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Who has to act. NOBODY adds series that a newer version has replaced. */
  waitingOn?: InputMaybe<Array<WaitingOn>>;
};

/** Why a series is in the queue. The reasons with ME and MY concern the person in `QueueFilter.me`. */
export type QueueReason =
  /** The author answered all comments. */
  | 'AUTHOR_REPLIED'
  /** You wrote on an earlier version, and not on this one. */
  | 'CHANGED_SINCE_MY_REVIEW'
  /** A check failed. */
  | 'CHECKS_FAILED'
  /** Patches are missing, 30 minutes after the series was sent. */
  | 'INCOMPLETE'
  /** A patch is delegated to you, or you maintain or review its files according to the MAINTAINERS file, and you have not approved it. */
  | 'MY_REVIEW_MISSING'
  /** A reviewer rejected it after the author's last mail. */
  | 'NACKED'
  /** A newer version exists. Listed only if the filter selects this reason. */
  | 'NEWER_VERSION'
  /** It is a new version of an earlier series. */
  | 'NEW_VERSION'
  /** Nobody has reviewed it. */
  | 'NO_REVIEW'
  /** Enough people have approved every patch. */
  | 'READY'
  /** A person replied to you, and you have not answered. */
  | 'REPLY_TO_ME'
  /** There was no activity for `staleAfterDays` days. */
  | 'STALE'
  /** A patch is in a state in which the author has to act, such as `changes-requested`. */
  | 'STATE'
  /** A reply awaits an answer from the author. */
  | 'UNANSWERED_COMMENT';

/** Patches to remove from a set of related patches. */
export type RemoveRelatedPatchesInput = {
  /** Global id of a patch in the set. */
  id: Scalars['ID']['input'];
  /** Global ids of the patches to remove; by default the patch `id` itself. A set that is left with one patch is deleted. */
  related?: InputMaybe<Array<Scalars['ID']['input']>>;
};

/** Decision of a review. */
export type ReviewDecision =
  /** Every patch has enough approvals. */
  | 'APPROVED'
  /** There is a counted NACK trailer, or a patch in the state `changes-requested`. */
  | 'CHANGES_REQUESTED'
  /** More reviews are required. */
  | 'REVIEW_REQUIRED';

/** Types that can be searched. */
export type SearchType =
  /** Replies. Only the index finds them. Searched by default if the query has a field that only the index can answer. */
  | 'COMMENT'
  /** Cover letters. */
  | 'COVER'
  /**
   * Patches, cover letters and replies alike, as the mails that they are: one result per Message-ID. Only the
   * index finds them. Only searched if selected here, because each is also a result of its own type.
   */
  | 'MESSAGE'
  /** Patches. */
  | 'PATCH'
  /** People. Only searched if selected here or with `is:person`, because Patchwork shows people to its users only: it requires a token. */
  | 'PERSON'
  /** Projects. */
  | 'PROJECT'
  /** Series. */
  | 'SERIES';

/** Filters for series. Several values of one filter match any of them. An empty list matches nothing and adds an EMPTY_FILTER warning. */
export type SeriesFilter = {
  /** Series dated before this time. */
  before?: InputMaybe<Scalars['DateTime']['input']>;
  /** Meanings of the state of at least one patch. REST has no such filter, so the gateway filters row by row; costs 1 request per batch of 25 series. */
  category?: InputMaybe<Array<StateCategory>>;
  /** States of all checks combined, with NONE distinguished from PENDING. REST has no such filter, so the gateway filters row by row; costs the same as `checkRollup`. */
  checkRollup?: InputMaybe<Array<CheckRollupState>>;
  /** Login names of delegates of at least one patch. REST has no such filter, so the gateway filters row by row; costs 1 request per batch of 25 series. */
  delegate?: InputMaybe<Array<Scalars['String']['input']>>;
  /** True for complete series only; false for all others. REST has no such filter, so the gateway filters row by row; costs 1 request per batch of 25 series. */
  isComplete?: InputMaybe<Scalars['Boolean']['input']>;
  /** True for latest versions only; false for all others. REST has no such filter, so the gateway filters row by row; costs the same as `isLatestVersion`. */
  isLatestVersion?: InputMaybe<Scalars['Boolean']['input']>;
  /** Paths of files that at least one patch changes: `dir/` matches everything in the folder; `*` and `?` do not match `/`. REST has no such filter, so the gateway filters row by row; costs the same as `files` for each series examined. Where mails are indexed (`index.enabled`), only series that the index finds are examined. */
  path?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Projects, as a link name (`netdev`, on every instance) or as an instance and a link name (`kernel/netdev`). An instance that none of the values concerns is skipped; its source has the status SKIPPED. */
  project?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Words that must all occur in the name, case-insensitively. */
  q?: InputMaybe<Scalars['String']['input']>;
  /** Review decisions, with one approval required per patch. REST has no such filter, so the gateway filters row by row; costs the same as `trailers` for each series examined. */
  reviewDecision?: InputMaybe<Array<ReviewDecision>>;
  /** Series dated at this time or later. */
  since?: InputMaybe<Scalars['DateTime']['input']>;
  /** Statuses of the series. REST has no such filter, so the gateway filters row by row; costs 1 request per batch of 25 series. */
  status?: InputMaybe<Array<SeriesStatus>>;
  /** Email addresses of the submitters. */
  submitter?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Versions. REST has no such filter, so the gateway filters row by row. */
  version?: InputMaybe<Array<Scalars['Int']['input']>>;
};

/** Order of series. */
export type SeriesOrder = {
  /** Direction; by default descending (newest first) for DATE, ascending otherwise. */
  direction?: InputMaybe<OrderDirection>;
  /** Field to order by. */
  field?: SeriesOrderField;
};

/** Fields by which series can be ordered. */
export type SeriesOrderField =
  /** Date of the first mail. */
  | 'DATE'
  /** Numeric id. Requires a single instance. */
  | 'ID'
  /** Name, compared the same way on every instance. Reads the whole list, up to a limit. */
  | 'NAME'
  /** Numeric id of the submitter. Requires a single instance. */
  | 'SUBMITTER';

/** Status of a series, derived from the `StateCategory` of its patches. */
export type SeriesStatus =
  /** All patches are accepted. */
  | 'ACCEPTED'
  /** At least one patch is open, and none is accepted. */
  | 'ACTION_REQUIRED'
  /** All patches are closed. */
  | 'CLOSED'
  /** No patch is open: some are accepted, the others closed. */
  | 'PARTIALLY_ACCEPTED'
  /** At least one patch is open, and at least one is accepted. */
  | 'PARTIALLY_APPLIED'
  /** All patches are superseded or obsoleted. */
  | 'SUPERSEDED'
  /** No patch is open, and the meaning of at least one state is not configured; or there are no patches. */
  | 'UNKNOWN';

/** The outcome for one instance. */
export type SourceStatusCode =
  /** No data: the instance failed. See `error`. */
  | 'FAILED'
  /** Complete, within the cache policy. `fetchedAt` is the time it was fetched. */
  | 'OK'
  /** Part of the data is missing; see `error` and `warnings`. */
  | 'PARTIAL'
  /**
   * Skipped: the instance does not support the request, the request budget is used up, or the instance
   * cannot have matching rows: its list ended on an earlier page, the filter names objects of other
   * instances only, or a list in the filter is empty. `error` or `warnings` give the reason; without an
   * error, no data is missing.
   */
  | 'SKIPPED'
  /** Complete, but from an older cached answer because the instance failed. See `error` and `fetchedAt`. */
  | 'STALE'
  /** No data: the instance did not answer in time. */
  | 'TIMED_OUT';

/** Meaning of a state, whatever name the server gives it. Configurable per instance. */
export type StateCategory =
  /** Accepted: accepted, queued, mainlined, committed, awaiting-upstream, ... */
  | 'ACCEPTED'
  /** Open; action is required: new, under-review, needs-review-ack, ... */
  | 'ACTION_REQUIRED'
  /** Closed without being accepted: rejected, superseded, not-applicable, ... */
  | 'CLOSED'
  /** The meaning is not known; it can be set in the configuration. */
  | 'UNKNOWN';

/** Why a patch in a series does not belong to this version of it. */
export type StrayReason =
  /** The subject has another number of patches. */
  | 'COUNT'
  /** The patch was sent by another person. */
  | 'SUBMITTER'
  /** The subject has another version. */
  | 'VERSION';

/** Whether a mail is part of a thread. */
export type ThreadPlace =
  /** The mail belongs to another series. */
  | 'EXTERNAL'
  /** The mail is part of the thread. */
  | 'INSIDE'
  /** Other mails reply to it, but the instance does not have it. */
  | 'MISSING';

/** How a trailer was carried over from the previous version. */
export type TrailerCarry =
  /** The message of the patch has it. */
  | 'CARRIED'
  /** It is absent, and the diff has changed. */
  | 'DROPPED'
  /** It is absent, though the diff has not changed. */
  | 'LOST'
  /** A reply to this version gives it again. */
  | 'REGIVEN';

/** Filters for trailers. Several values of one filter match any of them. */
export type TrailerFilter = {
  /** True for counted trailers only; false for all others. */
  counts?: InputMaybe<Scalars['Boolean']['input']>;
  /** Kinds to include. */
  kind?: InputMaybe<Array<TrailerKind>>;
  /** Email addresses of the persons to include, case-insensitive. */
  person?: InputMaybe<Array<Scalars['EmailAddress']['input']>>;
  /** Sources to include. EARLIER_VERSION adds the counted trailers of the previous version, at the cost of `Trailer.carry`; those that this version lacks are not counted. */
  source?: InputMaybe<Array<TrailerSource>>;
};

/** How the person in a trailer relates to the sender of the mail. */
export type TrailerIdentity =
  /** The address differs only in a `+detail` or in one subdomain. */
  | 'ALIAS'
  /** The trailer is part of a diff inside the reply; not counted. */
  | 'EMBEDDED'
  /** The address is the sender's. */
  | 'EXACT'
  /** The trailer has no address; not counted. */
  | 'MALFORMED'
  /** The trailer names a person other than the sender; not counted. */
  | 'MISMATCH'
  /** Only the name is the same, and it has at least two words. */
  | 'NAME'
  /** Without a sender to compare with: the trailer is in the patch's own message, or does not name a person. */
  | 'NONE'
  /** The submitter approved, tested or rejected their own patch; not counted. */
  | 'SELF';

/**
 * Kind of a trailer, determined by its name. A trailer with several kinds, such as Reviewed-and-tested-by, is listed once
 * per kind; one that names several people, such as a Cc line, once per person.
 */
export type TrailerKind =
  /** Acked-by, Approved-by */
  | 'ACK'
  /** Co-developed-by, Co-authored-by */
  | 'AUTHOR'
  /** Cc */
  | 'CC'
  /** Closes, Resolves, Bug */
  | 'CLOSES'
  /** Depends-on, Based-on, base-commit, prerequisites */
  | 'DEPENDENCY'
  /** Fixes */
  | 'FIXES'
  /** Link, BugLink, Message-ID */
  | 'LINK'
  /** Nacked-by, Rejected-by */
  | 'NACK'
  /** Any other name; never counted. */
  | 'OTHER'
  /** Reported-by, Suggested-by, Debugged-by, Diagnosed-by */
  | 'REPORT'
  /** Reviewed-by */
  | 'REVIEW'
  /** Signed-off-by */
  | 'SIGN_OFF'
  /** Tested-by */
  | 'TEST'
  /** Supersedes, Obsoletes, change-id */
  | 'VERSION';

/** Where a trailer was given. */
export type TrailerSource =
  /** In a reply to the cover letter. */
  | 'COVER_REPLY'
  /** On the previous version, in any of these places. Only listed if `TrailerFilter.source` includes it. */
  | 'EARLIER_VERSION'
  /** In the commit message of the patch. */
  | 'MESSAGE'
  /** In a reply to the patch. */
  | 'REPLY';

/** Changes to a bundle. Omitted fields are not changed. */
export type UpdateBundleInput = {
  /** Global ids of patches to append; the order of the existing patches is kept. */
  addPatches?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Global id of the bundle. */
  id: Scalars['ID']['input'];
  /** New name; the rules of `CreateBundleInput.name` apply. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** Global ids of all its patches, in the bundle's order; instead of `addPatches` and `removePatches`. */
  patches?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Whether the bundle is public. */
  public?: InputMaybe<Scalars['Boolean']['input']>;
  /** Global ids of patches to remove; the order of the other patches is kept. */
  removePatches?: InputMaybe<Array<Scalars['ID']['input']>>;
};

/** Changes to a comment. Allowed for its author, the submitter of the patch or cover, and maintainers of the project. */
export type UpdateCommentInput = {
  /** Whether it has been addressed; null unsets it. */
  addressed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Global id of the comment. */
  id: Scalars['ID']['input'];
};

/** Changes to one patch. Omitted fields are not changed. Allowed for maintainers of the project, the submitter and the delegate. */
export type UpdatePatchInput = {
  /** Whether it is archived. */
  archived?: InputMaybe<Scalars['Boolean']['input']>;
  /** The commit in which it was applied; null clears it. */
  commitRef?: InputMaybe<Scalars['String']['input']>;
  /** The maintainer responsible for it: login name, or global id of the user. Null clears it. */
  delegate?: InputMaybe<Scalars['String']['input']>;
  /** Global id of the patch. */
  id: Scalars['ID']['input'];
  /** URL and ref to pull from; null clears it. */
  pullUrl?: InputMaybe<Scalars['String']['input']>;
  /** State on that server, by slug or name; numeric ids are not accepted. */
  state?: InputMaybe<Scalars['String']['input']>;
};

/** One of many patches, with its own commit. */
export type UpdatePatchesEntry = {
  /** The commit in which it was applied; null clears it. If omitted, `commitRef` of the whole input applies. */
  commitRef?: InputMaybe<Scalars['String']['input']>;
  /** Global id of the patch. */
  id: Scalars['ID']['input'];
};

/** Changes to many patches, given by either `ids` or `patches`. Omitted fields are not changed. */
export type UpdatePatchesInput = {
  /** Whether they are archived. */
  archived?: InputMaybe<Scalars['Boolean']['input']>;
  /** The commit in which they were applied; null clears it. */
  commitRef?: InputMaybe<Scalars['String']['input']>;
  /** The maintainer responsible for them: login name on each server, or global id of the user if all are on one server. Null clears it. */
  delegate?: InputMaybe<Scalars['String']['input']>;
  /** Global ids of the patches, at most 500; duplicates are written once. */
  ids?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** The patches with a commit for each, at most 500; instead of `ids`. */
  patches?: InputMaybe<Array<UpdatePatchesEntry>>;
  /** State that all their servers have, by slug or name; numeric ids are not accepted. */
  state?: InputMaybe<Scalars['String']['input']>;
};

/** Changes to a project. Omitted fields are not changed; empty strings are allowed, null is not. */
export type UpdateProjectInput = {
  /** URL template for commits, with one `{}` for the hash; requires API 1.2. */
  commitUrlFormat?: InputMaybe<Scalars['String']['input']>;
  /** Global id of the project. */
  id: Scalars['ID']['input'];
  /** URL of the list archive; requires API 1.2. */
  listArchiveUrl?: InputMaybe<Scalars['String']['input']>;
  /** URL template for mails in the archive, with one `{}` for the Message-ID; requires API 1.2. */
  listArchiveUrlFormat?: InputMaybe<Scalars['String']['input']>;
  /** Source repository. */
  scmUrl?: InputMaybe<Scalars['String']['input']>;
  /** Whether dependencies between series are shown; requires API 1.4. */
  showDependencies?: InputMaybe<Scalars['Boolean']['input']>;
  /** Web site. */
  webUrl?: InputMaybe<Scalars['String']['input']>;
  /** URL for browsing the repository. */
  webscmUrl?: InputMaybe<Scalars['String']['input']>;
};

/** Changes to all patches of a series. Omitted fields are not changed. */
export type UpdateSeriesPatchesInput = {
  /** Whether they are archived. */
  archived?: InputMaybe<Scalars['Boolean']['input']>;
  /** The maintainer responsible for them: login name, or global id of the user. Null clears it. */
  delegate?: InputMaybe<Scalars['String']['input']>;
  /** Global id of the series. */
  series: Scalars['ID']['input'];
  /** State on that server, by slug or name; numeric ids are not accepted. */
  state?: InputMaybe<Scalars['String']['input']>;
};

/** Changes to the caller's own user account. Omitted fields are not changed. */
export type UpdateUserInput = {
  /** First name; may be empty. */
  firstName?: InputMaybe<Scalars['String']['input']>;
  /** Global id of the user; see `viewers`. */
  id: Scalars['ID']['input'];
  /** Last name; may be empty. */
  lastName?: InputMaybe<Scalars['String']['input']>;
  /** Settings; requires API 1.2. */
  settings?: InputMaybe<UserSettingsInput>;
};

/** Data that several fields of one object need. */
export type UpstreamData =
  /** Latest checks, read from events. */
  | 'CHECKS'
  /** Headers of the cover letter of a series. */
  | 'COVER'
  /** All fields of the object: the answer of its own URL. */
  | 'DETAIL'
  /** Texts of the patches of a series as they were sent, each read at its own URL. */
  | 'DETAILS'
  /** The cover letter or first patch of a series. */
  | 'HEAD'
  /** Newer series of the project. */
  | 'LATEST'
  /** The mbox of a bundle, which has its order. */
  | 'MBOX'
  /** The owner of the caller's token. */
  | 'OWNER'
  /** Summaries of the patches of a series. */
  | 'PATCHES'
  /** The series or patch that a prerequisite names. */
  | 'PREREQUISITE'
  /** The mails of a series that name prerequisites. */
  | 'PREREQUISITES'
  /** Replies to the patches and the cover letter of a series. */
  | 'REPLIES'
  /** The text of a patch, and the replies that concern it. */
  | 'REVIEW'
  /** The fields of a series that lists of series have. */
  | 'SERIES'
  /** The fields of a patch that lists of patches have. */
  | 'SUMMARY'
  /** Texts of the patches of a series. */
  | 'TEXTS'
  /** Series of the submitter, and the first mails of similar ones. */
  | 'VERSIONS';

/** Why something was not written. */
export type UserErrorCode =
  /** Conflicts with existing data: a name that is taken, or a patch in another relation. */
  | 'CONFLICT'
  /** The token lacks the permission, or the token itself is rejected. */
  | 'FORBIDDEN'
  /** A value is not valid; see `field`. */
  | 'INVALID'
  /** The object was not found, or is not visible to this token. */
  | 'NOT_FOUND'
  /** The API version of the instance does not support it. */
  | 'NOT_SUPPORTED_BY_INSTANCE'
  /** The request budget of the operation is used up. */
  | 'QUERY_TOO_EXPENSIVE'
  /** No token was sent for this instance. */
  | 'UNAUTHENTICATED'
  /** The answer of the instance cannot be parsed. */
  | 'UPSTREAM_BAD_RESPONSE'
  /** The instance limits the rate of requests. */
  | 'UPSTREAM_RATE_LIMITED'
  /** The instance did not answer in time. */
  | 'UPSTREAM_TIMEOUT'
  /** The instance cannot be reached, or failed. */
  | 'UPSTREAM_UNAVAILABLE';

/** Filters for users. */
export type UserFilter = {
  /** Words that must all occur in the login name, the name or the email address. */
  q?: InputMaybe<Scalars['String']['input']>;
};

/** Order of users. */
export type UserOrder = {
  /** Direction; ascending by default. */
  direction?: InputMaybe<OrderDirection>;
  /** Field to order by. */
  field?: UserOrderField;
};

/** Fields by which users can be ordered. */
export type UserOrderField =
  /** Email address. Requires a single instance. */
  | 'EMAIL'
  /** Numeric id. Requires a single instance. */
  | 'ID'
  /** Login name, compared the same way on every instance. Reads the whole list. */
  | 'NAME';

/** Changes to the caller's own settings. Omitted fields are not changed. */
export type UserSettingsInput = {
  /** Rows per page in the web interface. */
  itemsPerPage?: InputMaybe<Scalars['Int']['input']>;
  /** Whether Patchwork sends mail on behalf of the user. */
  sendEmail?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether the web interface shows patch ids. */
  showIds?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Extent of a version. */
export type VersionKind =
  /** A part of a posting that Patchwork stores as several series. */
  | 'FRAGMENT'
  /** All patches. */
  | 'FULL'
  /** Some patches, sent as replies to the patches they replace in an earlier version. */
  | 'PARTIAL'
  /** The same version, sent again. */
  | 'RESEND';

/** Why two series are considered versions of one. */
export type VersionReasonKind =
  /** Both have the same `change-id:` line, which b4 writes. */
  | 'CHANGE_ID'
  /** A changelog line such as `Link to v2:` has the URL of a mail of the other. */
  | 'LINK'
  /** At least half of the patches have equal titles or equal diffs. */
  | 'PATCHES'
  /** People related their patches in Patchwork. */
  | 'RELATION'
  /** It was sent as a reply to the other, by the same person, with a higher version. */
  | 'REPLY'
  /** The titles have most of their words in common, and so do some of the patches. */
  | 'SIMILAR'
  /** `Supersedes:` or `Obsoletes:` names a mail of the other. */
  | 'SUPERSEDES'
  /** The titles are equal. */
  | 'TITLE';

/** Who has to act next on a series. */
export type WaitingOn =
  /** The submitter. */
  | 'AUTHOR'
  /** A maintainer: enough people have approved every patch. */
  | 'MAINTAINER'
  /** Nobody: a newer version has replaced the series. */
  | 'NOBODY'
  /** Reviewers. */
  | 'REVIEWERS';

/** Why a webhook is disabled. */
export type WebhookDisabledReason =
  /** Every attempt has failed for three days. */
  | 'FAILING'
  /** Its receiver answered with status 410. */
  | 'GONE';

/** Whether deliveries of a webhook are sent. */
export type WebhookState =
  /** Nothing is sent until an operator enables the webhook. See `disabledReason`. */
  | 'DISABLED'
  /** They are sent, and the last attempt succeeded. */
  | 'ENABLED'
  /** They are sent, and every attempt since `failingSince` has failed. */
  | 'FAILING';

/** Outcome of a write. A write is never sent twice: without a valid answer, the gateway reads the object back to determine the outcome. */
export type WriteOutcome =
  /** The write was applied. */
  | 'APPLIED'
  /** The write was not applied. */
  | 'NOT_APPLIED'
  /** Not known: no answer arrived in time, and the write may still be applied. Read the object again. */
  | 'UNKNOWN';

export type PatchesQueryVariables = Exact<{
  instances: Array<Scalars['String']['input']> | Scalars['String']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type PatchesQuery = { __typename?: 'Query', patches?: { __typename?: 'PatchConnection', nodes: Array<(
      { __typename?: 'Patch', id: string }
      & { ' $fragmentRefs'?: { 'PatchRowFragment': PatchRowFragment } }
    )>, pageInfo: { __typename?: 'PageInfo', hasNextPage: boolean, endCursor?: string | null }, sources: Array<{ __typename?: 'SourceStatus', instance: string, status: SourceStatusCode }> } | null };

export type PatchRowFragment = { __typename?: 'Patch', name?: string | null, date?: string | null, check?: CheckState | null } & { ' $fragmentName'?: 'PatchRowFragment' };

export type FollowSubscriptionVariables = Exact<{
  instances?: InputMaybe<Array<Scalars['String']['input']> | Scalars['String']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type FollowSubscription = { __typename?: 'Subscription', events: { __typename?: 'EventDelivery', cursor: string, events: Array<
      | { __typename?: 'CheckCreatedEvent', databaseId: number }
      | { __typename?: 'CoverCommentCreatedEvent', databaseId: number }
      | { __typename?: 'CoverCreatedEvent', databaseId: number }
      | { __typename?: 'PatchCommentCreatedEvent', databaseId: number }
      | { __typename?: 'PatchCompletedEvent', databaseId: number }
      | { __typename?: 'PatchCreatedEvent', databaseId: number }
      | { __typename?: 'PatchDelegatedEvent', databaseId: number }
      | { __typename?: 'PatchRelationChangedEvent', databaseId: number }
      | { __typename?: 'PatchStateChangedEvent', databaseId: number }
      | { __typename?: 'SeriesCompletedEvent', databaseId: number }
      | { __typename?: 'SeriesCreatedEvent', databaseId: number }
      | { __typename?: 'UnknownEvent', databaseId: number }
    >, gaps: Array<{ __typename?: 'EventsGap', reason: GapReason, instance: { __typename?: 'Instance', name: string } }> } };

export const PatchRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PatchRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Patch"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"check"}}]}}]} as unknown as DocumentNode<PatchRowFragment, unknown>;
export const PatchesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Patches"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"instances"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patches"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"instances"},"value":{"kind":"Variable","name":{"kind":"Name","value":"instances"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"PatchRow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"instance"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PatchRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Patch"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"check"}}]}}]} as unknown as DocumentNode<PatchesQuery, PatchesQueryVariables>;
export const FollowDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"Follow"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"instances"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"instances"},"value":{"kind":"Variable","name":{"kind":"Name","value":"instances"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"events"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"databaseId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"gaps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"instance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<FollowSubscription, FollowSubscriptionVariables>;