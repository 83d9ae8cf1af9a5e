/* eslint-disable */
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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
  readonly id: Scalars['ID']['input'];
  /** Global ids of the patches to add to its related patches. */
  readonly related: ReadonlyArray<Scalars['ID']['input']>;
};

/** Options of `Series.applyMbox`. */
export type ApplyMboxOptions = {
  /** Whether to return the available patches if others are missing. */
  readonly allowIncomplete?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether trailers are added that name a person other than the sender of the mail (identity MISMATCH). */
  readonly includeMismatched?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether prerequisites are prepended, including their own prerequisites, to a depth of 5. Each series costs the same as this one. */
  readonly includePrerequisites?: InputMaybe<Scalars['Boolean']['input']>;
  /** Adds `Link:` with the Message-ID of each patch: a URL that the Message-ID is appended to, or in which it replaces `%s`, for example `https://lore.kernel.org/r/%s`. */
  readonly linkFormat?: InputMaybe<Scalars['String']['input']>;
  /** Whether trailers given on the previous version are added to patches whose diffs did not change (`carry` LOST). Costs the same as `versions`, and as `compare` and `trailers` of the previous version. */
  readonly lostTrailers?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether `Message-ID:` is added to each patch. */
  readonly messageIdTrailer?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether patches that a partial reroll leaves out are taken from the previous version. Costs the same as `versions` and the previous version, but only if patches are missing. */
  readonly partialReroll?: InputMaybe<Scalars['Boolean']['input']>;
  /** Positions of the patches to include; default: all. */
  readonly patchIndexes?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** Whether trailers given in replies are added: `Reviewed-by`, `Acked-by`, `Tested-by`, `Signed-off-by`, `Reported-by`, `Suggested-by`, `Fixes`, `Closes` and `Link`, if they are counted. If false, no replies are read. */
  readonly trailers?: InputMaybe<Scalars['Boolean']['input']>;
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
  readonly owner?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Projects, as a link name (`netdev`, on every instance) or as an instance and a link name (`kernel/netdev`). An instance that none of the values concerns is skipped; its source has the status SKIPPED. */
  readonly project?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** True for public bundles only; false for the caller's own private bundles only. */
  readonly public?: InputMaybe<Scalars['Boolean']['input']>;
  /** Words that must all occur in the name, case-insensitively. */
  readonly q?: InputMaybe<Scalars['String']['input']>;
};

/** Order of bundles. */
export type BundleOrder = {
  /** Direction; ascending by default. */
  readonly direction?: InputMaybe<OrderDirection>;
  /** Field to order by. */
  readonly field?: BundleOrderField;
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
  readonly before?: InputMaybe<Scalars['DateTime']['input']>;
  /** Contexts to include. */
  readonly context?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Created at this time or later. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** States to include. */
  readonly state?: InputMaybe<ReadonlyArray<CheckState>>;
  /** Login names of the users whose checks to include. */
  readonly user?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
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
  readonly before?: InputMaybe<Scalars['DateTime']['input']>;
  /** Message-ID. */
  readonly messageId?: InputMaybe<Scalars['MessageID']['input']>;
  /** Projects, as a link name (`netdev`, on every instance) or as an instance and a link name (`kernel/netdev`). An instance that none of the values concerns is skipped; its source has the status SKIPPED. */
  readonly project?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Words that must all occur in the name, case-insensitively. */
  readonly q?: InputMaybe<Scalars['String']['input']>;
  /** Mails dated at this time or later. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** Email addresses of the submitters. */
  readonly submitter?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** Order of cover letters. */
export type CoverOrder = {
  /** Direction; by default descending (newest first) for DATE, ascending otherwise. */
  readonly direction?: InputMaybe<OrderDirection>;
  /** Field to order by. */
  readonly field?: CoverOrderField;
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
  readonly name: Scalars['String']['input'];
  /** Global ids of its patches, in the bundle's order: at least one, all of one project. */
  readonly patches: ReadonlyArray<Scalars['ID']['input']>;
  /** Whether the bundle is public. */
  readonly public?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A test result. It is recorded under the user of the token. */
export type CreateCheckInput = {
  /** Name of the test: letters, digits, dashes and underscores, at most 255. */
  readonly context?: InputMaybe<Scalars['String']['input']>;
  /** Description; may have several lines. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Global id of the patch. */
  readonly patch: Scalars['ID']['input'];
  /** State of the check. */
  readonly state: CheckState;
  /** Link to the run's log or report: a URL of at most 200 characters. */
  readonly targetUrl?: InputMaybe<Scalars['String']['input']>;
};

/** Test results. */
export type CreateChecksInput = {
  /** Test results, at most 500. */
  readonly checks: ReadonlyArray<CreateCheckInput>;
};

/** A bundle to delete. */
export type DeleteBundleInput = {
  /** Global id of the bundle. */
  readonly id: Scalars['ID']['input'];
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
  readonly actor?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Events before this time. */
  readonly before?: InputMaybe<Scalars['DateTime']['input']>;
  /** Kinds of events. Costs 1 request per kind, because Patchwork accepts only one at a time. */
  readonly category?: InputMaybe<ReadonlyArray<EventCategory>>;
  /** Global ids of cover letters. Instances that own none of them are skipped. */
  readonly cover?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Global ids of patches. Instances that own none of them are skipped. */
  readonly patch?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Projects, as a link name (`netdev`, on every instance) or as an instance and a link name (`kernel/netdev`). An instance that none of the values concerns is skipped; its source has the status SKIPPED. */
  readonly project?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Global ids of series. Instances that own none of them are skipped. */
  readonly series?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Events at this time or later. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** States after the change, by slug or name; only PATCH_STATE_CHANGED events have one. REST has no such filter, so the gateway filters row by row. */
  readonly toState?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** Order of events. */
export type EventOrder = {
  /** Direction; by default descending (newest first). */
  readonly direction?: InputMaybe<OrderDirection>;
  /** Field to order by. */
  readonly field?: EventOrderField;
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
  readonly archived?: InputMaybe<Scalars['Boolean']['input']>;
  /** Mails dated before this time. */
  readonly before?: InputMaybe<Scalars['DateTime']['input']>;
  /**
   * Meanings of states across servers: `ACTION_REQUIRED` is open, `ACCEPTED` and `CLOSED` are settled.
   * Converted to a filter by states if the states of the instance are known; this check costs 2 small
   * requests per instance, and 4 more per 4 custom states of the instance the first time, at most once a minute.
   * If the states cannot be determined, or together with `state`, the gateway filters row by row.
   */
  readonly category?: InputMaybe<ReadonlyArray<StateCategory>>;
  /** Combined state of the checks. REST has no such filter, so the gateway filters row by row. */
  readonly check?: InputMaybe<ReadonlyArray<CheckState>>;
  /** States of all checks combined, with NONE distinguished from PENDING. REST has no such filter, so the gateway filters row by row; costs the same as `checkRollup`. */
  readonly checkRollup?: InputMaybe<ReadonlyArray<CheckRollupState>>;
  /** Login names of the delegates; `null` matches patches without a delegate. */
  readonly delegate?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** True for patches with replies only; false for all others. REST has no such filter, so the gateway filters row by row; costs the same as `commentCount`. */
  readonly hasReplies?: InputMaybe<Scalars['Boolean']['input']>;
  /** Hash of the diff, 40 hexadecimal digits; requires API 1.2. */
  readonly hash?: InputMaybe<Scalars['String']['input']>;
  /** True for patches of latest versions only; false for all others. REST has no such filter, so the gateway filters row by row; costs the same as `Series.isLatestVersion`. */
  readonly isLatestVersion?: InputMaybe<Scalars['Boolean']['input']>;
  /** True for pull requests only; false for all others. REST has no such filter, so the gateway filters row by row. */
  readonly isPullRequest?: InputMaybe<Scalars['Boolean']['input']>;
  /** Message-ID; requires API 1.2. */
  readonly messageId?: InputMaybe<Scalars['MessageID']['input']>;
  /** Paths of files that the patch changes: `dir/` matches everything in the folder; `*` and `?` do not match `/`. REST has no such filter, so the gateway filters row by row; costs the same as `files` for each patch examined. Where mails are indexed (`index.enabled`), only patches that the index finds are examined. */
  readonly path?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Projects, as a link name (`netdev`, on every instance) or as an instance and a link name (`kernel/netdev`). An instance that none of the values concerns is skipped; its source has the status SKIPPED. */
  readonly project?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Words that must all occur in the name, case-insensitively. */
  readonly q?: InputMaybe<Scalars['String']['input']>;
  /** Review decisions. REST has no such filter, so the gateway filters row by row; costs the same as `trailers` for each patch examined. */
  readonly reviewDecision?: InputMaybe<ReadonlyArray<ReviewDecision>>;
  /** Email addresses of people with a counted REVIEW or ACK trailer, case-insensitive. REST has no such filter, so the gateway filters row by row; costs the same as `trailers` for each patch examined. Where mails and their comments are indexed (`index.enabled`), only patches that the index finds are examined. */
  readonly reviewedBy?: InputMaybe<ReadonlyArray<Scalars['EmailAddress']['input']>>;
  /** Global ids of series. Instances that own none of them are skipped. */
  readonly series?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Versions of the series. REST has no such filter, so the gateway filters row by row. */
  readonly seriesVersion?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** Mails dated at this time or later. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** States, by slug or name. A value of digits, and one that matches nothing and is not a Patchwork default, is looked up with about 6 small requests per instance, and with up to 30 if the instance lacks a default state, at most once an hour. */
  readonly state?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Email addresses of the submitters. */
  readonly submitter?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** Order of patches. */
export type PatchOrder = {
  /** Direction; by default descending (newest first) for DATE, ascending otherwise. */
  readonly direction?: InputMaybe<OrderDirection>;
  /** Field to order by. */
  readonly field?: PatchOrderField;
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
  readonly q?: InputMaybe<Scalars['String']['input']>;
};

/** Order of people. */
export type PersonOrder = {
  /** Direction; ascending by default. */
  readonly direction?: InputMaybe<OrderDirection>;
  /** Field to order by. */
  readonly field?: PersonOrderField;
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
  readonly q?: InputMaybe<Scalars['String']['input']>;
};

/** Order of projects. */
export type ProjectOrder = {
  /** Direction; ascending by default. */
  readonly direction?: InputMaybe<OrderDirection>;
  /** Field to order by. */
  readonly field?: ProjectOrderField;
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
  readonly delegate?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Whether failed checks wait for the author. */
  readonly failedChecksWaitOnAuthor?: Scalars['Boolean']['input'];
  /** Email addresses of one person, for the reasons with ME and MY. Also costs the replies to earlier versions. */
  readonly me?: InputMaybe<ReadonlyArray<Scalars['EmailAddress']['input']>>;
  /** Number of people who must review or ack each patch for READY, 1 to 100. */
  readonly minApprovals?: Scalars['Int']['input'];
  /** Files that the series changes, as in `Series.files`. Costs 1 request per series the first time; where mails are indexed (`index.enabled`), only for series that the index finds. */
  readonly path?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Projects, as a link name (`netdev`, on every instance) or as an instance and a link name (`kernel/netdev`). */
  readonly project?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Reasons, of which at least one must apply. NEWER_VERSION adds series that a newer version has replaced. */
  readonly reason?: InputMaybe<ReadonlyArray<QueueReason>>;
  /** Days without activity after which a series is STALE, 1 to 3650. */
  readonly staleAfterDays?: Scalars['Int']['input'];
  /** Email addresses of the submitters. */
  readonly submitter?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Who has to act. NOBODY adds series that a newer version has replaced. */
  readonly waitingOn?: InputMaybe<ReadonlyArray<WaitingOn>>;
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
  readonly id: Scalars['ID']['input'];
  /** Global ids of the patches to remove; by default the patch `id` itself. A set that is left with one patch is deleted. */
  readonly related?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
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
  readonly before?: InputMaybe<Scalars['DateTime']['input']>;
  /** Meanings of the state of at least one patch. REST has no such filter, so the gateway filters row by row; costs 1 request per batch of 25 series. */
  readonly category?: InputMaybe<ReadonlyArray<StateCategory>>;
  /** States of all checks combined, with NONE distinguished from PENDING. REST has no such filter, so the gateway filters row by row; costs the same as `checkRollup`. */
  readonly checkRollup?: InputMaybe<ReadonlyArray<CheckRollupState>>;
  /** Login names of delegates of at least one patch. REST has no such filter, so the gateway filters row by row; costs 1 request per batch of 25 series. */
  readonly delegate?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** True for complete series only; false for all others. REST has no such filter, so the gateway filters row by row; costs 1 request per batch of 25 series. */
  readonly isComplete?: InputMaybe<Scalars['Boolean']['input']>;
  /** True for latest versions only; false for all others. REST has no such filter, so the gateway filters row by row; costs the same as `isLatestVersion`. */
  readonly isLatestVersion?: InputMaybe<Scalars['Boolean']['input']>;
  /** Paths of files that at least one patch changes: `dir/` matches everything in the folder; `*` and `?` do not match `/`. REST has no such filter, so the gateway filters row by row; costs the same as `files` for each series examined. Where mails are indexed (`index.enabled`), only series that the index finds are examined. */
  readonly path?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Projects, as a link name (`netdev`, on every instance) or as an instance and a link name (`kernel/netdev`). An instance that none of the values concerns is skipped; its source has the status SKIPPED. */
  readonly project?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Words that must all occur in the name, case-insensitively. */
  readonly q?: InputMaybe<Scalars['String']['input']>;
  /** Review decisions, with one approval required per patch. REST has no such filter, so the gateway filters row by row; costs the same as `trailers` for each series examined. */
  readonly reviewDecision?: InputMaybe<ReadonlyArray<ReviewDecision>>;
  /** Series dated at this time or later. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** Statuses of the series. REST has no such filter, so the gateway filters row by row; costs 1 request per batch of 25 series. */
  readonly status?: InputMaybe<ReadonlyArray<SeriesStatus>>;
  /** Email addresses of the submitters. */
  readonly submitter?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Versions. REST has no such filter, so the gateway filters row by row. */
  readonly version?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
};

/** Order of series. */
export type SeriesOrder = {
  /** Direction; by default descending (newest first) for DATE, ascending otherwise. */
  readonly direction?: InputMaybe<OrderDirection>;
  /** Field to order by. */
  readonly field?: SeriesOrderField;
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
  readonly counts?: InputMaybe<Scalars['Boolean']['input']>;
  /** Kinds to include. */
  readonly kind?: InputMaybe<ReadonlyArray<TrailerKind>>;
  /** Email addresses of the persons to include, case-insensitive. */
  readonly person?: InputMaybe<ReadonlyArray<Scalars['EmailAddress']['input']>>;
  /** Sources to include. EARLIER_VERSION adds the counted trailers of the previous version, at the cost of `Trailer.carry`; those that this version lacks are not counted. */
  readonly source?: InputMaybe<ReadonlyArray<TrailerSource>>;
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
  readonly addPatches?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Global id of the bundle. */
  readonly id: Scalars['ID']['input'];
  /** New name; the rules of `CreateBundleInput.name` apply. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Global ids of all its patches, in the bundle's order; instead of `addPatches` and `removePatches`. */
  readonly patches?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Whether the bundle is public. */
  readonly public?: InputMaybe<Scalars['Boolean']['input']>;
  /** Global ids of patches to remove; the order of the other patches is kept. */
  readonly removePatches?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** Changes to a comment. Allowed for its author, the submitter of the patch or cover, and maintainers of the project. */
export type UpdateCommentInput = {
  /** Whether it has been addressed; null unsets it. */
  readonly addressed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Global id of the comment. */
  readonly id: Scalars['ID']['input'];
};

/** Changes to one patch. Omitted fields are not changed. Allowed for maintainers of the project, the submitter and the delegate. */
export type UpdatePatchInput = {
  /** Whether it is archived. */
  readonly archived?: InputMaybe<Scalars['Boolean']['input']>;
  /** The commit in which it was applied; null clears it. */
  readonly commitRef?: InputMaybe<Scalars['String']['input']>;
  /** The maintainer responsible for it: login name, or global id of the user. Null clears it. */
  readonly delegate?: InputMaybe<Scalars['String']['input']>;
  /** Global id of the patch. */
  readonly id: Scalars['ID']['input'];
  /** URL and ref to pull from; null clears it. */
  readonly pullUrl?: InputMaybe<Scalars['String']['input']>;
  /** State on that server, by slug or name; numeric ids are not accepted. */
  readonly state?: InputMaybe<Scalars['String']['input']>;
};

/** One of many patches, with its own commit. */
export type UpdatePatchesEntry = {
  /** The commit in which it was applied; null clears it. If omitted, `commitRef` of the whole input applies. */
  readonly commitRef?: InputMaybe<Scalars['String']['input']>;
  /** Global id of the patch. */
  readonly id: Scalars['ID']['input'];
};

/** Changes to many patches, given by either `ids` or `patches`. Omitted fields are not changed. */
export type UpdatePatchesInput = {
  /** Whether they are archived. */
  readonly archived?: InputMaybe<Scalars['Boolean']['input']>;
  /** The commit in which they were applied; null clears it. */
  readonly commitRef?: InputMaybe<Scalars['String']['input']>;
  /** The maintainer responsible for them: login name on each server, or global id of the user if all are on one server. Null clears it. */
  readonly delegate?: InputMaybe<Scalars['String']['input']>;
  /** Global ids of the patches, at most 500; duplicates are written once. */
  readonly ids?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The patches with a commit for each, at most 500; instead of `ids`. */
  readonly patches?: InputMaybe<ReadonlyArray<UpdatePatchesEntry>>;
  /** State that all their servers have, by slug or name; numeric ids are not accepted. */
  readonly state?: InputMaybe<Scalars['String']['input']>;
};

/** Changes to a project. Omitted fields are not changed; empty strings are allowed, null is not. */
export type UpdateProjectInput = {
  /** URL template for commits, with one `{}` for the hash; requires API 1.2. */
  readonly commitUrlFormat?: InputMaybe<Scalars['String']['input']>;
  /** Global id of the project. */
  readonly id: Scalars['ID']['input'];
  /** URL of the list archive; requires API 1.2. */
  readonly listArchiveUrl?: InputMaybe<Scalars['String']['input']>;
  /** URL template for mails in the archive, with one `{}` for the Message-ID; requires API 1.2. */
  readonly listArchiveUrlFormat?: InputMaybe<Scalars['String']['input']>;
  /** Source repository. */
  readonly scmUrl?: InputMaybe<Scalars['String']['input']>;
  /** Whether dependencies between series are shown; requires API 1.4. */
  readonly showDependencies?: InputMaybe<Scalars['Boolean']['input']>;
  /** Web site. */
  readonly webUrl?: InputMaybe<Scalars['String']['input']>;
  /** URL for browsing the repository. */
  readonly webscmUrl?: InputMaybe<Scalars['String']['input']>;
};

/** Changes to all patches of a series. Omitted fields are not changed. */
export type UpdateSeriesPatchesInput = {
  /** Whether they are archived. */
  readonly archived?: InputMaybe<Scalars['Boolean']['input']>;
  /** The maintainer responsible for them: login name, or global id of the user. Null clears it. */
  readonly delegate?: InputMaybe<Scalars['String']['input']>;
  /** Global id of the series. */
  readonly series: Scalars['ID']['input'];
  /** State on that server, by slug or name; numeric ids are not accepted. */
  readonly state?: InputMaybe<Scalars['String']['input']>;
};

/** Changes to the caller's own user account. Omitted fields are not changed. */
export type UpdateUserInput = {
  /** First name; may be empty. */
  readonly firstName?: InputMaybe<Scalars['String']['input']>;
  /** Global id of the user; see `viewers`. */
  readonly id: Scalars['ID']['input'];
  /** Last name; may be empty. */
  readonly lastName?: InputMaybe<Scalars['String']['input']>;
  /** Settings; requires API 1.2. */
  readonly settings?: InputMaybe<UserSettingsInput>;
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
  readonly q?: InputMaybe<Scalars['String']['input']>;
};

/** Order of users. */
export type UserOrder = {
  /** Direction; ascending by default. */
  readonly direction?: InputMaybe<OrderDirection>;
  /** Field to order by. */
  readonly field?: UserOrderField;
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
  readonly itemsPerPage?: InputMaybe<Scalars['Int']['input']>;
  /** Whether Patchwork sends mail on behalf of the user. */
  readonly sendEmail?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether the web interface shows patch ids. */
  readonly showIds?: InputMaybe<Scalars['Boolean']['input']>;
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

export type ActivityQueryVariables = Exact<{
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']> | Scalars['String']['input']>;
  filter: InputMaybe<EventFilter>;
  first: Scalars['Int']['input'];
  after: InputMaybe<Scalars['String']['input']>;
}>;


export type ActivityQuery = { readonly events: { readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean }, readonly nodes: ReadonlyArray<
      | { ' $fragmentRefs'?: { 'EventRow_CheckCreatedEvent_Fragment': EventRow_CheckCreatedEvent_Fragment } }
      | { ' $fragmentRefs'?: { 'EventRow_CoverCommentCreatedEvent_Fragment': EventRow_CoverCommentCreatedEvent_Fragment } }
      | { ' $fragmentRefs'?: { 'EventRow_CoverCreatedEvent_Fragment': EventRow_CoverCreatedEvent_Fragment } }
      | { ' $fragmentRefs'?: { 'EventRow_PatchCommentCreatedEvent_Fragment': EventRow_PatchCommentCreatedEvent_Fragment } }
      | { ' $fragmentRefs'?: { 'EventRow_PatchCompletedEvent_Fragment': EventRow_PatchCompletedEvent_Fragment } }
      | { ' $fragmentRefs'?: { 'EventRow_PatchCreatedEvent_Fragment': EventRow_PatchCreatedEvent_Fragment } }
      | { ' $fragmentRefs'?: { 'EventRow_PatchDelegatedEvent_Fragment': EventRow_PatchDelegatedEvent_Fragment } }
      | { ' $fragmentRefs'?: { 'EventRow_PatchRelationChangedEvent_Fragment': EventRow_PatchRelationChangedEvent_Fragment } }
      | { ' $fragmentRefs'?: { 'EventRow_PatchStateChangedEvent_Fragment': EventRow_PatchStateChangedEvent_Fragment } }
      | { ' $fragmentRefs'?: { 'EventRow_SeriesCompletedEvent_Fragment': EventRow_SeriesCompletedEvent_Fragment } }
      | { ' $fragmentRefs'?: { 'EventRow_SeriesCreatedEvent_Fragment': EventRow_SeriesCreatedEvent_Fragment } }
      | { ' $fragmentRefs'?: { 'EventRow_UnknownEvent_Fragment': EventRow_UnknownEvent_Fragment } }
    >, readonly sources: ReadonlyArray<{ ' $fragmentRefs'?: { 'SourceFragment': SourceFragment } }> } | null };

type EventRow_CheckCreatedEvent_Fragment = { readonly __typename: 'CheckCreatedEvent', readonly id: string, readonly category: EventCategory, readonly date: string | null, readonly patch: { ' $fragmentRefs'?: { 'EventPatchFragment': EventPatchFragment } } | null, readonly check: { readonly id: string, readonly state: CheckState | null, readonly context: string | null } | null, readonly instance: { readonly id: string, readonly name: string }, readonly project: { readonly id: string, readonly linkName: string | null } | null, readonly actor: { readonly id: string, readonly username: string | null } | null } & { ' $fragmentName'?: 'EventRow_CheckCreatedEvent_Fragment' };

type EventRow_CoverCommentCreatedEvent_Fragment = { readonly __typename: 'CoverCommentCreatedEvent', readonly id: string, readonly category: EventCategory, readonly date: string | null, readonly cover: { readonly id: string, readonly databaseId: number, readonly name: string | null } | null, readonly instance: { readonly id: string, readonly name: string }, readonly project: { readonly id: string, readonly linkName: string | null } | null, readonly actor: { readonly id: string, readonly username: string | null } | null } & { ' $fragmentName'?: 'EventRow_CoverCommentCreatedEvent_Fragment' };

type EventRow_CoverCreatedEvent_Fragment = { readonly __typename: 'CoverCreatedEvent', readonly id: string, readonly category: EventCategory, readonly date: string | null, readonly cover: { readonly id: string, readonly databaseId: number, readonly name: string | null } | null, readonly instance: { readonly id: string, readonly name: string }, readonly project: { readonly id: string, readonly linkName: string | null } | null, readonly actor: { readonly id: string, readonly username: string | null } | null } & { ' $fragmentName'?: 'EventRow_CoverCreatedEvent_Fragment' };

type EventRow_PatchCommentCreatedEvent_Fragment = { readonly __typename: 'PatchCommentCreatedEvent', readonly id: string, readonly category: EventCategory, readonly date: string | null, readonly patch: { ' $fragmentRefs'?: { 'EventPatchFragment': EventPatchFragment } } | null, readonly instance: { readonly id: string, readonly name: string }, readonly project: { readonly id: string, readonly linkName: string | null } | null, readonly actor: { readonly id: string, readonly username: string | null } | null } & { ' $fragmentName'?: 'EventRow_PatchCommentCreatedEvent_Fragment' };

type EventRow_PatchCompletedEvent_Fragment = { readonly __typename: 'PatchCompletedEvent', readonly id: string, readonly category: EventCategory, readonly date: string | null, readonly patch: { ' $fragmentRefs'?: { 'EventPatchFragment': EventPatchFragment } } | null, readonly instance: { readonly id: string, readonly name: string }, readonly project: { readonly id: string, readonly linkName: string | null } | null, readonly actor: { readonly id: string, readonly username: string | null } | null } & { ' $fragmentName'?: 'EventRow_PatchCompletedEvent_Fragment' };

type EventRow_PatchCreatedEvent_Fragment = { readonly __typename: 'PatchCreatedEvent', readonly id: string, readonly category: EventCategory, readonly date: string | null, readonly patch: { ' $fragmentRefs'?: { 'EventPatchFragment': EventPatchFragment } } | null, readonly instance: { readonly id: string, readonly name: string }, readonly project: { readonly id: string, readonly linkName: string | null } | null, readonly actor: { readonly id: string, readonly username: string | null } | null } & { ' $fragmentName'?: 'EventRow_PatchCreatedEvent_Fragment' };

type EventRow_PatchDelegatedEvent_Fragment = { readonly __typename: 'PatchDelegatedEvent', readonly id: string, readonly category: EventCategory, readonly date: string | null, readonly patch: { ' $fragmentRefs'?: { 'EventPatchFragment': EventPatchFragment } } | null, readonly currentDelegate: { readonly id: string, readonly username: string | null } | null, readonly instance: { readonly id: string, readonly name: string }, readonly project: { readonly id: string, readonly linkName: string | null } | null, readonly actor: { readonly id: string, readonly username: string | null } | null } & { ' $fragmentName'?: 'EventRow_PatchDelegatedEvent_Fragment' };

type EventRow_PatchRelationChangedEvent_Fragment = { readonly __typename: 'PatchRelationChangedEvent', readonly id: string, readonly category: EventCategory, readonly date: string | null, readonly patch: { ' $fragmentRefs'?: { 'EventPatchFragment': EventPatchFragment } } | null, readonly instance: { readonly id: string, readonly name: string }, readonly project: { readonly id: string, readonly linkName: string | null } | null, readonly actor: { readonly id: string, readonly username: string | null } | null } & { ' $fragmentName'?: 'EventRow_PatchRelationChangedEvent_Fragment' };

type EventRow_PatchStateChangedEvent_Fragment = { readonly __typename: 'PatchStateChangedEvent', readonly id: string, readonly category: EventCategory, readonly date: string | null, readonly patch: { ' $fragmentRefs'?: { 'EventPatchFragment': EventPatchFragment } } | null, readonly previousState: { readonly id: string, readonly name: string } | null, readonly currentState: { readonly id: string, readonly name: string } | null, readonly instance: { readonly id: string, readonly name: string }, readonly project: { readonly id: string, readonly linkName: string | null } | null, readonly actor: { readonly id: string, readonly username: string | null } | null } & { ' $fragmentName'?: 'EventRow_PatchStateChangedEvent_Fragment' };

type EventRow_SeriesCompletedEvent_Fragment = { readonly __typename: 'SeriesCompletedEvent', readonly id: string, readonly category: EventCategory, readonly date: string | null, readonly series: { readonly id: string, readonly databaseId: number, readonly name: string | null } | null, readonly instance: { readonly id: string, readonly name: string }, readonly project: { readonly id: string, readonly linkName: string | null } | null, readonly actor: { readonly id: string, readonly username: string | null } | null } & { ' $fragmentName'?: 'EventRow_SeriesCompletedEvent_Fragment' };

type EventRow_SeriesCreatedEvent_Fragment = { readonly __typename: 'SeriesCreatedEvent', readonly id: string, readonly category: EventCategory, readonly date: string | null, readonly series: { readonly id: string, readonly databaseId: number, readonly name: string | null } | null, readonly instance: { readonly id: string, readonly name: string }, readonly project: { readonly id: string, readonly linkName: string | null } | null, readonly actor: { readonly id: string, readonly username: string | null } | null } & { ' $fragmentName'?: 'EventRow_SeriesCreatedEvent_Fragment' };

type EventRow_UnknownEvent_Fragment = { readonly __typename: 'UnknownEvent', readonly id: string, readonly category: EventCategory, readonly date: string | null, readonly instance: { readonly id: string, readonly name: string }, readonly project: { readonly id: string, readonly linkName: string | null } | null, readonly actor: { readonly id: string, readonly username: string | null } | null } & { ' $fragmentName'?: 'EventRow_UnknownEvent_Fragment' };

export type EventRowFragment =
  | EventRow_CheckCreatedEvent_Fragment
  | EventRow_CoverCommentCreatedEvent_Fragment
  | EventRow_CoverCreatedEvent_Fragment
  | EventRow_PatchCommentCreatedEvent_Fragment
  | EventRow_PatchCompletedEvent_Fragment
  | EventRow_PatchCreatedEvent_Fragment
  | EventRow_PatchDelegatedEvent_Fragment
  | EventRow_PatchRelationChangedEvent_Fragment
  | EventRow_PatchStateChangedEvent_Fragment
  | EventRow_SeriesCompletedEvent_Fragment
  | EventRow_SeriesCreatedEvent_Fragment
  | EventRow_UnknownEvent_Fragment
;

export type EventPatchFragment = { readonly id: string, readonly databaseId: number, readonly name: string | null } & { ' $fragmentName'?: 'EventPatchFragment' };

export type BundlesQueryVariables = Exact<{ [key: string]: never; }>;


export type BundlesQuery = { readonly viewers: ReadonlyArray<{ readonly id: string, readonly instance: { readonly id: string, readonly name: string, readonly capabilities: { readonly id: string, readonly bundlesWritable: boolean } | null }, readonly bundles: ReadonlyArray<{ readonly id: string, readonly databaseId: number, readonly name: string | null, readonly project: { readonly id: string, readonly linkName: string | null } | null, readonly patches: ReadonlyArray<{ readonly id: string }> | null }> | null }> | null };

export type CreateBundleMutationVariables = Exact<{
  input: CreateBundleInput;
}>;


export type CreateBundleMutation = { readonly createBundle: { readonly outcome: WriteOutcome, readonly bundle: { readonly id: string, readonly name: string | null, readonly webUrl: string | null } | null, readonly errors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } | null };

export type UpdateBundleMutationVariables = Exact<{
  input: UpdateBundleInput;
}>;


export type UpdateBundleMutation = { readonly updateBundle: { readonly outcome: WriteOutcome, readonly bundle: { readonly id: string, readonly name: string | null, readonly webUrl: string | null } | null, readonly errors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } | null };

export type DeleteBundleMutationVariables = Exact<{
  input: DeleteBundleInput;
}>;


export type DeleteBundleMutation = { readonly deleteBundle: { readonly outcome: WriteOutcome, readonly deletedId: string | null, readonly errors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } | null };

export type CompareQueryVariables = Exact<{
  instance: Scalars['String']['input'];
  databaseId: Scalars['Int']['input'];
  with: InputMaybe<Scalars['ID']['input']>;
}>;


export type CompareQuery = { readonly series: { readonly id: string, readonly databaseId: number, readonly name: string | null, readonly compare: { readonly from: { readonly id: string, readonly databaseId: number, readonly name: string | null, readonly version: number | null }, readonly to: { readonly id: string, readonly databaseId: number, readonly name: string | null, readonly version: number | null }, readonly pairs: ReadonlyArray<{ readonly kind: PairKind, readonly changes: ReadonlyArray<PairChange>, readonly pairedBy: PairedBy | null, readonly from: { readonly id: string, readonly databaseId: number, readonly index: number | null, readonly name: string | null } | null, readonly to: { readonly id: string, readonly databaseId: number, readonly index: number | null, readonly name: string | null } | null, readonly hunks: ReadonlyArray<{ readonly section: string | null, readonly fromStart: number, readonly toStart: number, readonly lines: ReadonlyArray<string> }> | null, readonly problem: { readonly message: string } | null }> } | null } | null };

export type SeriesDiffQueryVariables = Exact<{
  instance: Scalars['String']['input'];
  databaseId: Scalars['Int']['input'];
}>;


export type SeriesDiffQuery = { readonly series: { readonly id: string, readonly additions: number | null, readonly deletions: number | null, readonly patches: ReadonlyArray<{ readonly id: string, readonly index: number | null, readonly name: string | null, readonly diff: string | null, readonly diffProblems: ReadonlyArray<{ readonly code: DiffProblemCode, readonly message: string }> | null }> | null } | null };

export type PatchDiffQueryVariables = Exact<{
  instance: Scalars['String']['input'];
  databaseId: Scalars['Int']['input'];
}>;


export type PatchDiffQuery = { readonly patch: { readonly id: string, readonly diff: string | null, readonly additions: number | null, readonly deletions: number | null, readonly diffProblems: ReadonlyArray<{ readonly code: DiffProblemCode, readonly message: string }> | null } | null };

export type GoQueryVariables = Exact<{
  url: Scalars['String']['input'];
}>;


export type GoQuery = { readonly resource:
    | { readonly __typename: 'Bundle', readonly id: string }
    | { readonly __typename: 'Check', readonly id: string }
    | { readonly __typename: 'Comment', readonly messageId: string | null, readonly id: string, readonly patch: { readonly id: string, readonly databaseId: number, readonly instance: { readonly id: string, readonly name: string } } | null, readonly cover: { readonly id: string, readonly series: { readonly id: string, readonly databaseId: number, readonly instance: { readonly id: string, readonly name: string } } | null } | null }
    | { readonly __typename: 'Cover', readonly id: string, readonly series: { readonly id: string, readonly databaseId: number, readonly instance: { readonly id: string, readonly name: string } } | null }
    | { readonly __typename: 'Instance', readonly id: string }
    | { readonly __typename: 'Patch', readonly databaseId: number, readonly id: string, readonly instance: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'Person', readonly id: string }
    | { readonly __typename: 'Project', readonly linkName: string | null, readonly id: string, readonly instance: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'Series', readonly databaseId: number, readonly id: string, readonly instance: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'User', readonly id: string }
   | null };

export type ProjectArrivalsQueryVariables = Exact<{
  instance: Scalars['String']['input'];
  linkName: Scalars['String']['input'];
  since: Scalars['DateTime']['input'];
}>;


export type ProjectArrivalsQuery = { readonly project: { readonly id: string, readonly activity: ReadonlyArray<{ readonly time: string | null, readonly count: number }> | null } | null };

export type ProjectFirstRepliesQueryVariables = Exact<{
  instance: Scalars['String']['input'];
  linkName: Scalars['String']['input'];
  since: Scalars['DateTime']['input'];
}>;


export type ProjectFirstRepliesQuery = { readonly project: { readonly id: string, readonly firstReplies: ReadonlyArray<{ readonly time: string | null, readonly patches: number, readonly answered: number, readonly medianSeconds: number | null, readonly p90Seconds: number | null }> | null } | null };

export type ProjectOpenAgesQueryVariables = Exact<{
  instance: Scalars['String']['input'];
  linkName: Scalars['String']['input'];
}>;


export type ProjectOpenAgesQuery = { readonly project: { readonly id: string, readonly openPatchAges: { readonly count: number, readonly medianSeconds: number | null, readonly p90Seconds: number | null, readonly groups: ReadonlyArray<{ readonly fromDays: number, readonly toDays: number | null, readonly count: number }> } | null } | null };

export type LiveSubscriptionVariables = Exact<{
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']> | Scalars['String']['input']>;
  after: InputMaybe<Scalars['String']['input']>;
}>;


export type LiveSubscription = { readonly events: { readonly cursor: string, readonly events: ReadonlyArray<
      | { readonly id: string, readonly instance: { readonly id: string, readonly name: string } }
      | { readonly id: string, readonly instance: { readonly id: string, readonly name: string } }
      | { readonly id: string, readonly instance: { readonly id: string, readonly name: string } }
      | { readonly id: string, readonly instance: { readonly id: string, readonly name: string } }
      | { readonly id: string, readonly instance: { readonly id: string, readonly name: string } }
      | { readonly id: string, readonly instance: { readonly id: string, readonly name: string } }
      | { readonly id: string, readonly instance: { readonly id: string, readonly name: string } }
      | { readonly id: string, readonly instance: { readonly id: string, readonly name: string } }
      | { readonly id: string, readonly instance: { readonly id: string, readonly name: string } }
      | { readonly id: string, readonly instance: { readonly id: string, readonly name: string } }
      | { readonly id: string, readonly instance: { readonly id: string, readonly name: string } }
      | { readonly id: string, readonly instance: { readonly id: string, readonly name: string } }
    >, readonly gaps: ReadonlyArray<{ readonly reason: GapReason, readonly instance: { readonly id: string, readonly name: string } }> } };

export type PatchQueryVariables = Exact<{
  instance: Scalars['String']['input'];
  databaseId: Scalars['Int']['input'];
}>;


export type PatchQuery = { readonly patch: (
    { readonly date: string | null, readonly subject: string | null, readonly content: string | null, readonly mboxUrl: string | null, readonly pullUrl: string | null, readonly instance: { readonly id: string, readonly name: string, readonly states: ReadonlyArray<{ readonly id: string, readonly slug: string, readonly name: string, readonly category: StateCategory }> | null }, readonly project: { readonly id: string, readonly name: string | null, readonly linkName: string | null } | null, readonly submitter: { readonly id: string, readonly name: string | null, readonly email: string | null } | null, readonly series: { readonly id: string, readonly databaseId: number, readonly name: string | null, readonly version: number | null, readonly patches: ReadonlyArray<{ readonly id: string, readonly databaseId: number, readonly index: number | null, readonly name: string | null }> | null } | null, readonly trailers: ReadonlyArray<{ ' $fragmentRefs'?: { 'TrailerLineFragment': TrailerLineFragment } }> | null, readonly comments: ReadonlyArray<{ ' $fragmentRefs'?: { 'Mail_Comment_Fragment': Mail_Comment_Fragment } }> | null, readonly checks: ReadonlyArray<{ ' $fragmentRefs'?: { 'CheckLineFragment': CheckLineFragment } }> | null, readonly files: ReadonlyArray<{ readonly path: string, readonly previousPath: string | null, readonly changeType: FileChangeType, readonly additions: number, readonly deletions: number }> | null }
    & { ' $fragmentRefs'?: { 'SeriesPatchFragment': SeriesPatchFragment } }
  ) | null };

export type ProjectsQueryVariables = Exact<{ [key: string]: never; }>;


export type ProjectsQuery = { readonly projects: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly linkName: string | null, readonly instance: { readonly id: string, readonly name: string } }>, readonly pageInfo: { readonly hasNextPage: boolean }, readonly sources: ReadonlyArray<{ ' $fragmentRefs'?: { 'SourceFragment': SourceFragment } }> } | null };

export type ProjectNumbersQueryVariables = Exact<{
  instance: Scalars['String']['input'];
  linkName: Scalars['String']['input'];
  project: ReadonlyArray<Scalars['String']['input']> | Scalars['String']['input'];
  open: PatchFilter;
}>;


export type ProjectNumbersQuery = { readonly project: { readonly id: string, readonly name: string | null, readonly linkName: string | null, readonly listEmail: string | null, readonly webUrl: string | null } | null, readonly byState: { ' $fragmentRefs'?: { 'NumbersFragment': NumbersFragment } } | null, readonly byDelegate: { ' $fragmentRefs'?: { 'NumbersFragment': NumbersFragment } } | null, readonly byCheck: { ' $fragmentRefs'?: { 'NumbersFragment': NumbersFragment } } | null };

export type NumbersFragment = { readonly totalCount: number | null, readonly uncountedCount: number | null, readonly groups: ReadonlyArray<{ readonly key: string | null, readonly label: string, readonly category: StateCategory | null, readonly count: number }>, readonly sources: ReadonlyArray<{ ' $fragmentRefs'?: { 'SourceFragment': SourceFragment } }> } & { ' $fragmentName'?: 'NumbersFragment' };

export type QueueQueryVariables = Exact<{
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']> | Scalars['String']['input']>;
  filter: InputMaybe<QueueFilter>;
  first: Scalars['Int']['input'];
  after: InputMaybe<Scalars['String']['input']>;
}>;


export type QueueQuery = { readonly reviewQueue: { readonly totalCount: number | null, readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean }, readonly nodes: ReadonlyArray<{ ' $fragmentRefs'?: { 'QueueRowFragment': QueueRowFragment } }>, readonly sources: ReadonlyArray<{ ' $fragmentRefs'?: { 'SourceFragment': SourceFragment } }> } | null };

export type QueueRowFragment = { readonly waitingOn: WaitingOn, readonly reasons: ReadonlyArray<QueueReason>, readonly waitingSince: string | null, readonly lastReviewActivityAt: string | null, readonly unanswered: ReadonlyArray<{ readonly id: string, readonly date: string | null }>, readonly series: { readonly id: string, readonly databaseId: number, readonly name: string | null, readonly date: string | null, readonly version: number | null, readonly total: number | null, readonly receivedTotal: number | null, readonly instance: { readonly id: string, readonly name: string }, readonly project: { readonly id: string, readonly name: string | null, readonly linkName: string | null } | null, readonly submitter: { readonly id: string, readonly name: string | null, readonly email: string | null } | null, readonly checkRollup: { readonly state: CheckRollupState } | null, readonly reviewSummary: { readonly reviewCount: number, readonly ackCount: number, readonly testCount: number, readonly nackCount: number } | null, readonly patches: ReadonlyArray<{ ' $fragmentRefs'?: { 'PatchDotFragment': PatchDotFragment } }> | null } } & { ' $fragmentName'?: 'QueueRowFragment' };

export type PatchDotFragment = { readonly id: string, readonly databaseId: number, readonly name: string | null, readonly archived: boolean | null, readonly state: { readonly id: string, readonly name: string, readonly slug: string, readonly category: StateCategory } | null, readonly delegate: { readonly id: string, readonly username: string | null } | null } & { ' $fragmentName'?: 'PatchDotFragment' };

export type SearchQueryVariables = Exact<{
  query: Scalars['String']['input'];
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']> | Scalars['String']['input']>;
  first: Scalars['Int']['input'];
  after: InputMaybe<Scalars['String']['input']>;
}>;


export type SearchQuery = { readonly search: { readonly complete: boolean, readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean }, readonly parsedQuery: { readonly text: string, readonly types: ReadonlyArray<SearchType> }, readonly coverage: ReadonlyArray<{ readonly projectName: string, readonly state: CoverageState, readonly from: string | null, readonly until: string | null, readonly instance: { readonly id: string, readonly name: string }, readonly holes: ReadonlyArray<{ readonly from: string, readonly to: string }> }>, readonly warnings: ReadonlyArray<{ readonly code: string, readonly message: string }>, readonly sources: ReadonlyArray<{ ' $fragmentRefs'?: { 'SourceFragment': SourceFragment } }>, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node:
        | { ' $fragmentRefs'?: { 'SearchHit_Comment_Fragment': SearchHit_Comment_Fragment } }
        | { ' $fragmentRefs'?: { 'SearchHit_Cover_Fragment': SearchHit_Cover_Fragment } }
        | { ' $fragmentRefs'?: { 'SearchHit_Message_Fragment': SearchHit_Message_Fragment } }
        | { ' $fragmentRefs'?: { 'SearchHit_Patch_Fragment': SearchHit_Patch_Fragment } }
        | { ' $fragmentRefs'?: { 'SearchHit_Person_Fragment': SearchHit_Person_Fragment } }
        | { ' $fragmentRefs'?: { 'SearchHit_Project_Fragment': SearchHit_Project_Fragment } }
        | { ' $fragmentRefs'?: { 'SearchHit_Series_Fragment': SearchHit_Series_Fragment } }
       }> } | null };

type SearchHit_Comment_Fragment = { readonly __typename: 'Comment', readonly id: string, readonly subject: string | null, readonly date: string | null, readonly instance: { readonly id: string, readonly name: string }, readonly patch: { readonly id: string, readonly databaseId: number } | null, readonly cover: { readonly id: string, readonly series: { readonly id: string, readonly databaseId: number } | null } | null, readonly submitter: { readonly id: string, readonly name: string | null, readonly email: string | null } | null } & { ' $fragmentName'?: 'SearchHit_Comment_Fragment' };

type SearchHit_Cover_Fragment = { readonly __typename: 'Cover', readonly id: string, readonly databaseId: number, readonly name: string | null, readonly date: string | null, readonly instance: { readonly id: string, readonly name: string }, readonly series: { readonly id: string, readonly databaseId: number } | null, readonly submitter: { readonly id: string, readonly name: string | null, readonly email: string | null } | null } & { ' $fragmentName'?: 'SearchHit_Cover_Fragment' };

type SearchHit_Message_Fragment = { readonly __typename: 'Message', readonly id: string, readonly messageId: string, readonly date: string | null, readonly occurrences: ReadonlyArray<
    | { readonly __typename: 'Comment', readonly id: string, readonly instance: { readonly id: string, readonly name: string }, readonly patch: { readonly id: string, readonly databaseId: number } | null, readonly cover: { readonly id: string, readonly series: { readonly id: string, readonly databaseId: number } | null } | null }
    | { readonly __typename: 'Cover', readonly name: string | null, readonly id: string, readonly instance: { readonly id: string, readonly name: string }, readonly series: { readonly id: string, readonly databaseId: number } | null }
    | { readonly __typename: 'Patch', readonly databaseId: number, readonly name: string | null, readonly id: string, readonly instance: { readonly id: string, readonly name: string } }
  > } & { ' $fragmentName'?: 'SearchHit_Message_Fragment' };

type SearchHit_Patch_Fragment = (
  { readonly __typename: 'Patch', readonly date: string | null, readonly check: CheckState | null, readonly instance: { readonly id: string, readonly name: string }, readonly project: { readonly id: string, readonly linkName: string | null } | null, readonly submitter: { readonly id: string, readonly name: string | null, readonly email: string | null } | null }
  & { ' $fragmentRefs'?: { 'PatchDotFragment': PatchDotFragment } }
) & { ' $fragmentName'?: 'SearchHit_Patch_Fragment' };

type SearchHit_Person_Fragment = { readonly __typename: 'Person', readonly id: string, readonly name: string | null, readonly email: string | null, readonly instance: { readonly id: string, readonly name: string } } & { ' $fragmentName'?: 'SearchHit_Person_Fragment' };

type SearchHit_Project_Fragment = { readonly __typename: 'Project', readonly id: string, readonly name: string | null, readonly linkName: string | null, readonly listEmail: string | null, readonly instance: { readonly id: string, readonly name: string } } & { ' $fragmentName'?: 'SearchHit_Project_Fragment' };

type SearchHit_Series_Fragment = { readonly __typename: 'Series', readonly id: string, readonly databaseId: number, readonly name: string | null, readonly date: string | null, readonly version: number | null, readonly instance: { readonly id: string, readonly name: string }, readonly project: { readonly id: string, readonly linkName: string | null } | null, readonly submitter: { readonly id: string, readonly name: string | null, readonly email: string | null } | null } & { ' $fragmentName'?: 'SearchHit_Series_Fragment' };

export type SearchHitFragment =
  | SearchHit_Comment_Fragment
  | SearchHit_Cover_Fragment
  | SearchHit_Message_Fragment
  | SearchHit_Patch_Fragment
  | SearchHit_Person_Fragment
  | SearchHit_Project_Fragment
  | SearchHit_Series_Fragment
;

export type SeriesQueryVariables = Exact<{
  instance: Scalars['String']['input'];
  databaseId: Scalars['Int']['input'];
}>;


export type SeriesQuery = { readonly series: { readonly id: string, readonly databaseId: number, readonly name: string | null, readonly date: string | null, readonly version: number | null, readonly total: number | null, readonly receivedTotal: number | null, readonly missingIndexes: ReadonlyArray<number> | null, readonly status: SeriesStatus | null, readonly webUrl: string | null, readonly mboxUrl: string | null, readonly baseCommit: string | null, readonly reviewDecision: ReviewDecision | null, readonly instance: { readonly id: string, readonly name: string, readonly states: ReadonlyArray<{ readonly id: string, readonly slug: string, readonly name: string, readonly category: StateCategory }> | null }, readonly project: { readonly id: string, readonly name: string | null, readonly linkName: string | null, readonly listEmail: string | null } | null, readonly submitter: { readonly id: string, readonly name: string | null, readonly email: string | null } | null, readonly coverLetter: { readonly id: string, readonly databaseId: number, readonly messageId: string | null, readonly listArchiveUrl: string | null } | null, readonly reviewSummary: { readonly reviewCount: number, readonly ackCount: number, readonly testCount: number, readonly nackCount: number, readonly unreviewedIndexes: ReadonlyArray<number> } | null, readonly trailers: ReadonlyArray<{ ' $fragmentRefs'?: { 'TrailerLineFragment': TrailerLineFragment } }> | null, readonly patches: ReadonlyArray<{ ' $fragmentRefs'?: { 'SeriesPatchFragment': SeriesPatchFragment } }> | null, readonly thread: { readonly lastMessageAt: string | null, readonly entries: ReadonlyArray<{ readonly messageId: string, readonly parentMessageId: string | null, readonly depth: number, readonly place: ThreadPlace, readonly message:
          | { ' $fragmentRefs'?: { 'Mail_Comment_Fragment': Mail_Comment_Fragment } }
          | { ' $fragmentRefs'?: { 'Mail_Cover_Fragment': Mail_Cover_Fragment } }
          | { ' $fragmentRefs'?: { 'Mail_Patch_Fragment': Mail_Patch_Fragment } }
         | null }> } | null, readonly checkRollup: { readonly state: CheckRollupState, readonly contexts: ReadonlyArray<{ readonly context: string, readonly state: CheckRollupState, readonly checks: ReadonlyArray<{ ' $fragmentRefs'?: { 'CheckLineFragment': CheckLineFragment } }> }>, readonly uncheckedPatches: ReadonlyArray<{ readonly id: string, readonly index: number | null }> } | null, readonly versions: ReadonlyArray<{ readonly label: string, readonly kind: VersionKind, readonly confidence: LinkConfidence | null, readonly isLatest: boolean, readonly reasons: ReadonlyArray<{ readonly kind: VersionReasonKind, readonly detail: string }>, readonly series: { readonly id: string, readonly databaseId: number, readonly name: string | null, readonly date: string | null, readonly total: number | null, readonly instance: { readonly id: string, readonly name: string } } }> | null } | null };

export type SeriesPatchFragment = (
  { readonly index: number | null, readonly messageId: string | null, readonly commitRef: string | null, readonly listArchiveUrl: string | null, readonly webUrl: string | null, readonly checkRollup: { readonly state: CheckRollupState } | null, readonly reviewSummary: { readonly reviewCount: number, readonly ackCount: number, readonly testCount: number, readonly nackCount: number } | null }
  & { ' $fragmentRefs'?: { 'PatchDotFragment': PatchDotFragment } }
) & { ' $fragmentName'?: 'SeriesPatchFragment' };

export type TrailerLineFragment = { readonly name: string, readonly kind: TrailerKind, readonly value: string, readonly note: string | null, readonly counts: boolean, readonly identity: TrailerIdentity, readonly source: TrailerSource, readonly patchIndexes: ReadonlyArray<number> | null } & { ' $fragmentName'?: 'TrailerLineFragment' };

export type CheckLineFragment = { readonly id: string, readonly state: CheckState | null, readonly context: string | null, readonly description: string | null, readonly targetUrl: string | null, readonly date: string | null, readonly patch: { readonly id: string, readonly index: number | null } } & { ' $fragmentName'?: 'CheckLineFragment' };

type Mail_Comment_Fragment = { readonly __typename: 'Comment', readonly addressed: boolean | null, readonly id: string, readonly databaseId: number, readonly messageId: string | null, readonly date: string | null, readonly subject: string | null, readonly content: string | null, readonly listArchiveUrl: string | null, readonly webUrl: string | null, readonly submitter: { readonly id: string, readonly name: string | null, readonly email: string | null } | null } & { ' $fragmentName'?: 'Mail_Comment_Fragment' };

type Mail_Cover_Fragment = { readonly __typename: 'Cover', readonly id: string, readonly databaseId: number, readonly messageId: string | null, readonly date: string | null, readonly subject: string | null, readonly content: string | null, readonly listArchiveUrl: string | null, readonly webUrl: string | null, readonly submitter: { readonly id: string, readonly name: string | null, readonly email: string | null } | null } & { ' $fragmentName'?: 'Mail_Cover_Fragment' };

type Mail_Patch_Fragment = { readonly __typename: 'Patch', readonly index: number | null, readonly id: string, readonly databaseId: number, readonly messageId: string | null, readonly date: string | null, readonly subject: string | null, readonly content: string | null, readonly listArchiveUrl: string | null, readonly webUrl: string | null, readonly submitter: { readonly id: string, readonly name: string | null, readonly email: string | null } | null } & { ' $fragmentName'?: 'Mail_Patch_Fragment' };

export type MailFragment =
  | Mail_Comment_Fragment
  | Mail_Cover_Fragment
  | Mail_Patch_Fragment
;

export type ShellQueryVariables = Exact<{ [key: string]: never; }>;


export type ShellQuery = { readonly instances: ReadonlyArray<{ readonly id: string, readonly name: string, readonly webUrl: string, readonly isSample: boolean, readonly status: { readonly health: InstanceHealth } }>, readonly live: ReadonlyArray<{ readonly id: string, readonly state: LiveState, readonly lagSeconds: number | null, readonly instance: { readonly id: string, readonly name: string } }> | null };

export type ViewersQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewersQuery = { readonly viewers: ReadonlyArray<{ readonly id: string, readonly instance: { readonly id: string, readonly name: string }, readonly user: { readonly id: string, readonly username: string | null, readonly email: string | null } | null }> | null };

export type SourceFragment = { readonly instance: string, readonly status: SourceStatusCode, readonly fetchedAt: string | null, readonly requests: number, readonly live: boolean, readonly error: { readonly code: string, readonly message: string } | null, readonly warnings: ReadonlyArray<{ readonly code: string, readonly message: string }> } & { ' $fragmentName'?: 'SourceFragment' };

export type UpdatePatchesMutationVariables = Exact<{
  input: UpdatePatchesInput;
}>;


export type UpdatePatchesMutation = { readonly updatePatches: { readonly results: ReadonlyArray<{ readonly id: string, readonly outcome: WriteOutcome, readonly errors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }>, readonly patch: { ' $fragmentRefs'?: { 'PatchDotFragment': PatchDotFragment } } | null }>, readonly errors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } | null };

export type CurrentPatchesQueryVariables = Exact<{
  ids: ReadonlyArray<Scalars['ID']['input']> | Scalars['ID']['input'];
}>;


export type CurrentPatchesQuery = { readonly nodes: ReadonlyArray<
    | { readonly __typename: 'Bundle' }
    | { readonly __typename: 'Check' }
    | { readonly __typename: 'Comment' }
    | { readonly __typename: 'Cover' }
    | { readonly __typename: 'Instance' }
    | (
      { readonly __typename: 'Patch' }
      & { ' $fragmentRefs'?: { 'PatchDotFragment': PatchDotFragment } }
    )
    | { readonly __typename: 'Person' }
    | { readonly __typename: 'Project' }
    | { readonly __typename: 'Series' }
    | { readonly __typename: 'User' }
   | null> | null };

export type UpdateCommentMutationVariables = Exact<{
  input: UpdateCommentInput;
}>;


export type UpdateCommentMutation = { readonly updateComment: { readonly outcome: WriteOutcome, readonly comment: { readonly id: string, readonly addressed: boolean | null } | null, readonly errors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } | null };

export type StatesQueryVariables = Exact<{ [key: string]: never; }>;


export type StatesQuery = { readonly instances: ReadonlyArray<{ readonly id: string, readonly name: string, readonly states: ReadonlyArray<{ readonly id: string, readonly slug: string, readonly name: string, readonly category: StateCategory }> | null }> };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const EventPatchFragmentDoc = new TypedDocumentString(`
    fragment EventPatch on Patch {
  id
  databaseId
  name
}
    `, {"fragmentName":"EventPatch"}) as unknown as TypedDocumentString<EventPatchFragment, unknown>;
export const EventRowFragmentDoc = new TypedDocumentString(`
    fragment EventRow on Event {
  __typename
  id
  category
  date
  instance {
    id
    name
  }
  project {
    id
    linkName
  }
  actor {
    id
    username
  }
  ... on PatchCreatedEvent {
    patch {
      ...EventPatch
    }
  }
  ... on PatchCompletedEvent {
    patch {
      ...EventPatch
    }
  }
  ... on PatchStateChangedEvent {
    patch {
      ...EventPatch
    }
    previousState {
      id
      name
    }
    currentState {
      id
      name
    }
  }
  ... on PatchDelegatedEvent {
    patch {
      ...EventPatch
    }
    currentDelegate {
      id
      username
    }
  }
  ... on PatchRelationChangedEvent {
    patch {
      ...EventPatch
    }
  }
  ... on CheckCreatedEvent {
    patch {
      ...EventPatch
    }
    check {
      id
      state
      context
    }
  }
  ... on PatchCommentCreatedEvent {
    patch {
      ...EventPatch
    }
  }
  ... on CoverCreatedEvent {
    cover {
      id
      databaseId
      name
    }
  }
  ... on CoverCommentCreatedEvent {
    cover {
      id
      databaseId
      name
    }
  }
  ... on SeriesCreatedEvent {
    series {
      id
      databaseId
      name
    }
  }
  ... on SeriesCompletedEvent {
    series {
      id
      databaseId
      name
    }
  }
}
    fragment EventPatch on Patch {
  id
  databaseId
  name
}`, {"fragmentName":"EventRow"}) as unknown as TypedDocumentString<EventRowFragment, unknown>;
export const SourceFragmentDoc = new TypedDocumentString(`
    fragment Source on SourceStatus {
  instance
  status
  fetchedAt
  requests
  live
  error {
    code
    message
  }
  warnings {
    code
    message
  }
}
    `, {"fragmentName":"Source"}) as unknown as TypedDocumentString<SourceFragment, unknown>;
export const NumbersFragmentDoc = new TypedDocumentString(`
    fragment Numbers on PatchCounts {
  totalCount
  uncountedCount
  groups {
    key
    label
    category
    count
  }
  sources {
    ...Source
  }
}
    fragment Source on SourceStatus {
  instance
  status
  fetchedAt
  requests
  live
  error {
    code
    message
  }
  warnings {
    code
    message
  }
}`, {"fragmentName":"Numbers"}) as unknown as TypedDocumentString<NumbersFragment, unknown>;
export const PatchDotFragmentDoc = new TypedDocumentString(`
    fragment PatchDot on Patch {
  id
  databaseId
  name
  state {
    id
    name
    slug
    category
  }
  delegate {
    id
    username
  }
  archived
}
    `, {"fragmentName":"PatchDot"}) as unknown as TypedDocumentString<PatchDotFragment, unknown>;
export const QueueRowFragmentDoc = new TypedDocumentString(`
    fragment QueueRow on QueueItem {
  waitingOn
  reasons
  waitingSince
  lastReviewActivityAt
  unanswered {
    id
    date
  }
  series {
    id
    databaseId
    name
    date
    version
    total
    receivedTotal
    instance {
      id
      name
    }
    project {
      id
      name
      linkName
    }
    submitter {
      id
      name
      email
    }
    checkRollup {
      state
    }
    reviewSummary {
      reviewCount
      ackCount
      testCount
      nackCount
    }
    patches {
      ...PatchDot
    }
  }
}
    fragment PatchDot on Patch {
  id
  databaseId
  name
  state {
    id
    name
    slug
    category
  }
  delegate {
    id
    username
  }
  archived
}`, {"fragmentName":"QueueRow"}) as unknown as TypedDocumentString<QueueRowFragment, unknown>;
export const SearchHitFragmentDoc = new TypedDocumentString(`
    fragment SearchHit on SearchResult {
  __typename
  ... on Patch {
    ...PatchDot
    date
    check
    instance {
      id
      name
    }
    project {
      id
      linkName
    }
    submitter {
      id
      name
      email
    }
  }
  ... on Series {
    id
    databaseId
    name
    date
    version
    instance {
      id
      name
    }
    project {
      id
      linkName
    }
    submitter {
      id
      name
      email
    }
  }
  ... on Cover {
    id
    databaseId
    name
    date
    instance {
      id
      name
    }
    series {
      id
      databaseId
    }
    submitter {
      id
      name
      email
    }
  }
  ... on Comment {
    id
    subject
    date
    instance {
      id
      name
    }
    patch {
      id
      databaseId
    }
    cover {
      id
      series {
        id
        databaseId
      }
    }
    submitter {
      id
      name
      email
    }
  }
  ... on Message {
    id
    messageId
    date
    occurrences {
      __typename
      id
      ... on Patch {
        databaseId
        name
        instance {
          id
          name
        }
      }
      ... on Cover {
        name
        instance {
          id
          name
        }
        series {
          id
          databaseId
        }
      }
      ... on Comment {
        instance {
          id
          name
        }
        patch {
          id
          databaseId
        }
        cover {
          id
          series {
            id
            databaseId
          }
        }
      }
    }
  }
  ... on Project {
    id
    name
    linkName
    listEmail
    instance {
      id
      name
    }
  }
  ... on Person {
    id
    name
    email
    instance {
      id
      name
    }
  }
}
    fragment PatchDot on Patch {
  id
  databaseId
  name
  state {
    id
    name
    slug
    category
  }
  delegate {
    id
    username
  }
  archived
}`, {"fragmentName":"SearchHit"}) as unknown as TypedDocumentString<SearchHitFragment, unknown>;
export const SeriesPatchFragmentDoc = new TypedDocumentString(`
    fragment SeriesPatch on Patch {
  ...PatchDot
  index
  messageId
  commitRef
  listArchiveUrl
  webUrl
  checkRollup {
    state
  }
  reviewSummary {
    reviewCount
    ackCount
    testCount
    nackCount
  }
}
    fragment PatchDot on Patch {
  id
  databaseId
  name
  state {
    id
    name
    slug
    category
  }
  delegate {
    id
    username
  }
  archived
}`, {"fragmentName":"SeriesPatch"}) as unknown as TypedDocumentString<SeriesPatchFragment, unknown>;
export const TrailerLineFragmentDoc = new TypedDocumentString(`
    fragment TrailerLine on Trailer {
  name
  kind
  value
  note
  counts
  identity
  source
  patchIndexes
}
    `, {"fragmentName":"TrailerLine"}) as unknown as TypedDocumentString<TrailerLineFragment, unknown>;
export const CheckLineFragmentDoc = new TypedDocumentString(`
    fragment CheckLine on Check {
  id
  state
  context
  description
  targetUrl
  date
  patch {
    id
    index
  }
}
    `, {"fragmentName":"CheckLine"}) as unknown as TypedDocumentString<CheckLineFragment, unknown>;
export const MailFragmentDoc = new TypedDocumentString(`
    fragment Mail on MailMessage {
  __typename
  id
  databaseId
  messageId
  date
  subject
  content
  listArchiveUrl
  webUrl
  submitter {
    id
    name
    email
  }
  ... on Patch {
    index
  }
  ... on Comment {
    addressed
  }
}
    `, {"fragmentName":"Mail"}) as unknown as TypedDocumentString<MailFragment, unknown>;
export const ActivityDocument = new TypedDocumentString(`
    query Activity($instances: [String!], $filter: EventFilter, $first: Int!, $after: String) {
  events(instances: $instances, filter: $filter, first: $first, after: $after) {
    pageInfo {
      endCursor
      hasNextPage
    }
    nodes {
      ...EventRow
    }
    sources {
      ...Source
    }
  }
}
    fragment EventRow on Event {
  __typename
  id
  category
  date
  instance {
    id
    name
  }
  project {
    id
    linkName
  }
  actor {
    id
    username
  }
  ... on PatchCreatedEvent {
    patch {
      ...EventPatch
    }
  }
  ... on PatchCompletedEvent {
    patch {
      ...EventPatch
    }
  }
  ... on PatchStateChangedEvent {
    patch {
      ...EventPatch
    }
    previousState {
      id
      name
    }
    currentState {
      id
      name
    }
  }
  ... on PatchDelegatedEvent {
    patch {
      ...EventPatch
    }
    currentDelegate {
      id
      username
    }
  }
  ... on PatchRelationChangedEvent {
    patch {
      ...EventPatch
    }
  }
  ... on CheckCreatedEvent {
    patch {
      ...EventPatch
    }
    check {
      id
      state
      context
    }
  }
  ... on PatchCommentCreatedEvent {
    patch {
      ...EventPatch
    }
  }
  ... on CoverCreatedEvent {
    cover {
      id
      databaseId
      name
    }
  }
  ... on CoverCommentCreatedEvent {
    cover {
      id
      databaseId
      name
    }
  }
  ... on SeriesCreatedEvent {
    series {
      id
      databaseId
      name
    }
  }
  ... on SeriesCompletedEvent {
    series {
      id
      databaseId
      name
    }
  }
}
fragment EventPatch on Patch {
  id
  databaseId
  name
}
fragment Source on SourceStatus {
  instance
  status
  fetchedAt
  requests
  live
  error {
    code
    message
  }
  warnings {
    code
    message
  }
}`, {"hash":"b31be4dc45173022f9d9ac7d7d39724a26d1398bd86f7e5098b296bb89a6e742"}) as unknown as TypedDocumentString<ActivityQuery, ActivityQueryVariables>;
export const BundlesDocument = new TypedDocumentString(`
    query Bundles {
  viewers {
    id
    instance {
      id
      name
      capabilities {
        id
        bundlesWritable
      }
    }
    bundles {
      id
      databaseId
      name
      project {
        id
        linkName
      }
      patches(inOrder: false) {
        id
      }
    }
  }
}
    `, {"hash":"c64a20c68db1464496988a4cd227d06a69f4d8ba8a5640064d245f00437a75ce"}) as unknown as TypedDocumentString<BundlesQuery, BundlesQueryVariables>;
export const CreateBundleDocument = new TypedDocumentString(`
    mutation CreateBundle($input: CreateBundleInput!) {
  createBundle(input: $input) {
    outcome
    bundle {
      id
      name
      webUrl
    }
    errors {
      code
      message
    }
  }
}
    `, {"hash":"47dcad8125ca510ac8323a9f15bb0764cd43ff88badadb6de7780f27ab698abe"}) as unknown as TypedDocumentString<CreateBundleMutation, CreateBundleMutationVariables>;
export const UpdateBundleDocument = new TypedDocumentString(`
    mutation UpdateBundle($input: UpdateBundleInput!) {
  updateBundle(input: $input) {
    outcome
    bundle {
      id
      name
      webUrl
    }
    errors {
      code
      message
    }
  }
}
    `, {"hash":"ac660fc35d17b552438a8f0935550711936c06f219fb96ce14968343fe0737c6"}) as unknown as TypedDocumentString<UpdateBundleMutation, UpdateBundleMutationVariables>;
export const DeleteBundleDocument = new TypedDocumentString(`
    mutation DeleteBundle($input: DeleteBundleInput!) {
  deleteBundle(input: $input) {
    outcome
    deletedId
    errors {
      code
      message
    }
  }
}
    `, {"hash":"dbb836fac0149de7dc250ce6b6839b43de21d60d14b32d7a8f1db902e0a35455"}) as unknown as TypedDocumentString<DeleteBundleMutation, DeleteBundleMutationVariables>;
export const CompareDocument = new TypedDocumentString(`
    query Compare($instance: String!, $databaseId: Int!, $with: ID) {
  series(instance: $instance, databaseId: $databaseId) {
    id
    databaseId
    name
    compare(with: $with) {
      from {
        id
        databaseId
        name
        version
      }
      to {
        id
        databaseId
        name
        version
      }
      pairs {
        kind
        changes
        pairedBy
        from {
          id
          databaseId
          index
          name
        }
        to {
          id
          databaseId
          index
          name
        }
        hunks {
          section
          fromStart
          toStart
          lines
        }
        problem {
          message
        }
      }
    }
  }
}
    `, {"hash":"02e8815b30d309ecf93eb6c0aa26cc69630818ec70d693d2eec0fdbbfdac0ea8"}) as unknown as TypedDocumentString<CompareQuery, CompareQueryVariables>;
export const SeriesDiffDocument = new TypedDocumentString(`
    query SeriesDiff($instance: String!, $databaseId: Int!) {
  series(instance: $instance, databaseId: $databaseId) {
    id
    additions
    deletions
    patches {
      id
      index
      name
      diff
      diffProblems {
        code
        message
      }
    }
  }
}
    `, {"hash":"3522bc092b67ac6a680d18a71cfd3bf31edd11a2a35b51f53b8714e21607f6f4"}) as unknown as TypedDocumentString<SeriesDiffQuery, SeriesDiffQueryVariables>;
export const PatchDiffDocument = new TypedDocumentString(`
    query PatchDiff($instance: String!, $databaseId: Int!) {
  patch(instance: $instance, databaseId: $databaseId) {
    id
    diff
    additions
    deletions
    diffProblems {
      code
      message
    }
  }
}
    `, {"hash":"ac4e01b83e7cff384bb50fc8f21e603827780f26be415a179c5e5b08130defed"}) as unknown as TypedDocumentString<PatchDiffQuery, PatchDiffQueryVariables>;
export const GoDocument = new TypedDocumentString(`
    query Go($url: String!) {
  resource(url: $url) {
    __typename
    id
    ... on Patch {
      databaseId
      instance {
        id
        name
      }
    }
    ... on Series {
      databaseId
      instance {
        id
        name
      }
    }
    ... on Cover {
      series {
        id
        databaseId
        instance {
          id
          name
        }
      }
    }
    ... on Comment {
      messageId
      patch {
        id
        databaseId
        instance {
          id
          name
        }
      }
      cover {
        id
        series {
          id
          databaseId
          instance {
            id
            name
          }
        }
      }
    }
    ... on Project {
      linkName
      instance {
        id
        name
      }
    }
  }
}
    `, {"hash":"200a014aa13e8a959b8eb94ee01b24d7ab3b61c9f745a74a0cceee8d6dce5630"}) as unknown as TypedDocumentString<GoQuery, GoQueryVariables>;
export const ProjectArrivalsDocument = new TypedDocumentString(`
    query ProjectArrivals($instance: String!, $linkName: String!, $since: DateTime!) {
  project(instance: $instance, linkName: $linkName) {
    id
    activity(since: $since, interval: WEEK) {
      time
      count
    }
  }
}
    `, {"hash":"2a6fde052354670d591a13a43a135e80e9ba937d6d25b6e7ccf80aab4f056072"}) as unknown as TypedDocumentString<ProjectArrivalsQuery, ProjectArrivalsQueryVariables>;
export const ProjectFirstRepliesDocument = new TypedDocumentString(`
    query ProjectFirstReplies($instance: String!, $linkName: String!, $since: DateTime!) {
  project(instance: $instance, linkName: $linkName) {
    id
    firstReplies(since: $since, interval: WEEK) {
      time
      patches
      answered
      medianSeconds
      p90Seconds
    }
  }
}
    `, {"hash":"2278978855ce5cca38631301bc19bc0ecb389deddefcf42d6edf0193127e8dc7"}) as unknown as TypedDocumentString<ProjectFirstRepliesQuery, ProjectFirstRepliesQueryVariables>;
export const ProjectOpenAgesDocument = new TypedDocumentString(`
    query ProjectOpenAges($instance: String!, $linkName: String!) {
  project(instance: $instance, linkName: $linkName) {
    id
    openPatchAges {
      count
      medianSeconds
      p90Seconds
      groups {
        fromDays
        toDays
        count
      }
    }
  }
}
    `, {"hash":"a77053edb6d8ab5390cb4a2c694e225c11f3693aee8b5acefacefc23ff7140f3"}) as unknown as TypedDocumentString<ProjectOpenAgesQuery, ProjectOpenAgesQueryVariables>;
export const LiveDocument = new TypedDocumentString(`
    subscription Live($instances: [String!], $after: String) {
  events(instances: $instances, after: $after) {
    cursor
    events {
      id
      instance {
        id
        name
      }
    }
    gaps {
      reason
      instance {
        id
        name
      }
    }
  }
}
    `, {"hash":"540c3b6723103ef8d1d025a4473e8bd81dd22b5d94ea43cf0c0964d52854c54d"}) as unknown as TypedDocumentString<LiveSubscription, LiveSubscriptionVariables>;
export const PatchDocument = new TypedDocumentString(`
    query Patch($instance: String!, $databaseId: Int!) {
  patch(instance: $instance, databaseId: $databaseId) {
    ...SeriesPatch
    date
    subject
    content
    mboxUrl
    pullUrl
    instance {
      id
      name
      states {
        id
        slug
        name
        category
      }
    }
    project {
      id
      name
      linkName
    }
    submitter {
      id
      name
      email
    }
    series {
      id
      databaseId
      name
      version
      patches {
        id
        databaseId
        index
        name
      }
    }
    trailers(filter: {kind: [REVIEW, ACK, TEST, NACK, REPORT, FIXES, CLOSES]}) {
      ...TrailerLine
    }
    comments {
      ...Mail
    }
    checks {
      ...CheckLine
    }
    files {
      path
      previousPath
      changeType
      additions
      deletions
    }
  }
}
    fragment PatchDot on Patch {
  id
  databaseId
  name
  state {
    id
    name
    slug
    category
  }
  delegate {
    id
    username
  }
  archived
}
fragment SeriesPatch on Patch {
  ...PatchDot
  index
  messageId
  commitRef
  listArchiveUrl
  webUrl
  checkRollup {
    state
  }
  reviewSummary {
    reviewCount
    ackCount
    testCount
    nackCount
  }
}
fragment TrailerLine on Trailer {
  name
  kind
  value
  note
  counts
  identity
  source
  patchIndexes
}
fragment CheckLine on Check {
  id
  state
  context
  description
  targetUrl
  date
  patch {
    id
    index
  }
}
fragment Mail on MailMessage {
  __typename
  id
  databaseId
  messageId
  date
  subject
  content
  listArchiveUrl
  webUrl
  submitter {
    id
    name
    email
  }
  ... on Patch {
    index
  }
  ... on Comment {
    addressed
  }
}`, {"hash":"a8895f39be84358d08a2c0f6746c9ed50b4eef5b83ef9d7ed5650a15c6caee5a"}) as unknown as TypedDocumentString<PatchQuery, PatchQueryVariables>;
export const ProjectsDocument = new TypedDocumentString(`
    query Projects {
  projects(first: 250) {
    nodes {
      id
      name
      linkName
      instance {
        id
        name
      }
    }
    pageInfo {
      hasNextPage
    }
    sources {
      ...Source
    }
  }
}
    fragment Source on SourceStatus {
  instance
  status
  fetchedAt
  requests
  live
  error {
    code
    message
  }
  warnings {
    code
    message
  }
}`, {"hash":"6b0ba50865c8bf20009c09675d35fba938ac3cb2bfd78260cbc05620c694af8a"}) as unknown as TypedDocumentString<ProjectsQuery, ProjectsQueryVariables>;
export const ProjectNumbersDocument = new TypedDocumentString(`
    query ProjectNumbers($instance: String!, $linkName: String!, $project: [String!]!, $open: PatchFilter!) {
  project(instance: $instance, linkName: $linkName) {
    id
    name
    linkName
    listEmail
    webUrl
  }
  byState: patchCounts(
    instances: [$instance]
    filter: {project: $project, archived: false}
    by: STATE
  ) {
    ...Numbers
  }
  byDelegate: patchCounts(instances: [$instance], filter: $open, by: DELEGATE) {
    ...Numbers
  }
  byCheck: patchCounts(instances: [$instance], filter: $open, by: CHECK) {
    ...Numbers
  }
}
    fragment Numbers on PatchCounts {
  totalCount
  uncountedCount
  groups {
    key
    label
    category
    count
  }
  sources {
    ...Source
  }
}
fragment Source on SourceStatus {
  instance
  status
  fetchedAt
  requests
  live
  error {
    code
    message
  }
  warnings {
    code
    message
  }
}`, {"hash":"956914e6cad7f5080e9d4f0f27e87054f38203ee92035f6294d4c07f525c71ca"}) as unknown as TypedDocumentString<ProjectNumbersQuery, ProjectNumbersQueryVariables>;
export const QueueDocument = new TypedDocumentString(`
    query Queue($instances: [String!], $filter: QueueFilter, $first: Int!, $after: String) {
  reviewQueue(
    instances: $instances
    filter: $filter
    first: $first
    after: $after
  ) {
    totalCount
    pageInfo {
      endCursor
      hasNextPage
    }
    nodes {
      ...QueueRow
    }
    sources {
      ...Source
    }
  }
}
    fragment QueueRow on QueueItem {
  waitingOn
  reasons
  waitingSince
  lastReviewActivityAt
  unanswered {
    id
    date
  }
  series {
    id
    databaseId
    name
    date
    version
    total
    receivedTotal
    instance {
      id
      name
    }
    project {
      id
      name
      linkName
    }
    submitter {
      id
      name
      email
    }
    checkRollup {
      state
    }
    reviewSummary {
      reviewCount
      ackCount
      testCount
      nackCount
    }
    patches {
      ...PatchDot
    }
  }
}
fragment PatchDot on Patch {
  id
  databaseId
  name
  state {
    id
    name
    slug
    category
  }
  delegate {
    id
    username
  }
  archived
}
fragment Source on SourceStatus {
  instance
  status
  fetchedAt
  requests
  live
  error {
    code
    message
  }
  warnings {
    code
    message
  }
}`, {"hash":"1d0a89bd19a90eb3d19f29198858c5f0b2ade3dbb2aa8c160de5469efa2bd46b"}) as unknown as TypedDocumentString<QueueQuery, QueueQueryVariables>;
export const SearchDocument = new TypedDocumentString(`
    query Search($query: String!, $instances: [String!], $first: Int!, $after: String) {
  search(query: $query, instances: $instances, first: $first, after: $after) {
    pageInfo {
      endCursor
      hasNextPage
    }
    parsedQuery {
      text
      types
    }
    complete
    coverage {
      instance {
        id
        name
      }
      projectName
      state
      from
      until
      holes {
        from
        to
      }
    }
    warnings {
      code
      message
    }
    sources {
      ...Source
    }
    edges {
      cursor
      node {
        ...SearchHit
      }
    }
  }
}
    fragment PatchDot on Patch {
  id
  databaseId
  name
  state {
    id
    name
    slug
    category
  }
  delegate {
    id
    username
  }
  archived
}
fragment SearchHit on SearchResult {
  __typename
  ... on Patch {
    ...PatchDot
    date
    check
    instance {
      id
      name
    }
    project {
      id
      linkName
    }
    submitter {
      id
      name
      email
    }
  }
  ... on Series {
    id
    databaseId
    name
    date
    version
    instance {
      id
      name
    }
    project {
      id
      linkName
    }
    submitter {
      id
      name
      email
    }
  }
  ... on Cover {
    id
    databaseId
    name
    date
    instance {
      id
      name
    }
    series {
      id
      databaseId
    }
    submitter {
      id
      name
      email
    }
  }
  ... on Comment {
    id
    subject
    date
    instance {
      id
      name
    }
    patch {
      id
      databaseId
    }
    cover {
      id
      series {
        id
        databaseId
      }
    }
    submitter {
      id
      name
      email
    }
  }
  ... on Message {
    id
    messageId
    date
    occurrences {
      __typename
      id
      ... on Patch {
        databaseId
        name
        instance {
          id
          name
        }
      }
      ... on Cover {
        name
        instance {
          id
          name
        }
        series {
          id
          databaseId
        }
      }
      ... on Comment {
        instance {
          id
          name
        }
        patch {
          id
          databaseId
        }
        cover {
          id
          series {
            id
            databaseId
          }
        }
      }
    }
  }
  ... on Project {
    id
    name
    linkName
    listEmail
    instance {
      id
      name
    }
  }
  ... on Person {
    id
    name
    email
    instance {
      id
      name
    }
  }
}
fragment Source on SourceStatus {
  instance
  status
  fetchedAt
  requests
  live
  error {
    code
    message
  }
  warnings {
    code
    message
  }
}`, {"hash":"4d1d109a3a6919af4cecda5728a77258702ebf3674f4b528c319cb18da7ee1b0"}) as unknown as TypedDocumentString<SearchQuery, SearchQueryVariables>;
export const SeriesDocument = new TypedDocumentString(`
    query Series($instance: String!, $databaseId: Int!) {
  series(instance: $instance, databaseId: $databaseId) {
    id
    databaseId
    name
    date
    version
    total
    receivedTotal
    missingIndexes
    status
    webUrl
    mboxUrl
    baseCommit
    instance {
      id
      name
      states {
        id
        slug
        name
        category
      }
    }
    project {
      id
      name
      linkName
      listEmail
    }
    submitter {
      id
      name
      email
    }
    coverLetter {
      id
      databaseId
      messageId
      listArchiveUrl
    }
    reviewDecision
    reviewSummary {
      reviewCount
      ackCount
      testCount
      nackCount
      unreviewedIndexes
    }
    trailers(filter: {kind: [REVIEW, ACK, TEST, NACK, REPORT, FIXES, CLOSES]}) {
      ...TrailerLine
    }
    patches {
      ...SeriesPatch
    }
    thread {
      lastMessageAt
      entries {
        messageId
        parentMessageId
        depth
        place
        message {
          ...Mail
        }
      }
    }
    checkRollup {
      state
      contexts {
        context
        state
        checks {
          ...CheckLine
        }
      }
      uncheckedPatches {
        id
        index
      }
    }
    versions {
      label
      kind
      confidence
      isLatest
      reasons {
        kind
        detail
      }
      series {
        id
        databaseId
        name
        date
        total
        instance {
          id
          name
        }
      }
    }
  }
}
    fragment PatchDot on Patch {
  id
  databaseId
  name
  state {
    id
    name
    slug
    category
  }
  delegate {
    id
    username
  }
  archived
}
fragment SeriesPatch on Patch {
  ...PatchDot
  index
  messageId
  commitRef
  listArchiveUrl
  webUrl
  checkRollup {
    state
  }
  reviewSummary {
    reviewCount
    ackCount
    testCount
    nackCount
  }
}
fragment TrailerLine on Trailer {
  name
  kind
  value
  note
  counts
  identity
  source
  patchIndexes
}
fragment CheckLine on Check {
  id
  state
  context
  description
  targetUrl
  date
  patch {
    id
    index
  }
}
fragment Mail on MailMessage {
  __typename
  id
  databaseId
  messageId
  date
  subject
  content
  listArchiveUrl
  webUrl
  submitter {
    id
    name
    email
  }
  ... on Patch {
    index
  }
  ... on Comment {
    addressed
  }
}`, {"hash":"df4f5d843bb2fe972ee957714d6324936462e89cef3c0d13240717b9c71e3e1d"}) as unknown as TypedDocumentString<SeriesQuery, SeriesQueryVariables>;
export const ShellDocument = new TypedDocumentString(`
    query Shell {
  instances {
    id
    name
    webUrl
    isSample
    status {
      health
    }
  }
  live {
    id
    state
    lagSeconds
    instance {
      id
      name
    }
  }
}
    `, {"hash":"326dd32f7efb14dcb0ca06d5957a55c5579bc020959db341978193321b141539"}) as unknown as TypedDocumentString<ShellQuery, ShellQueryVariables>;
export const ViewersDocument = new TypedDocumentString(`
    query Viewers {
  viewers {
    id
    instance {
      id
      name
    }
    user {
      id
      username
      email
    }
  }
}
    `, {"hash":"c82dd6bcf74aae3651567abb39fd07b0c5c28b324f58d48dd8793ebf39bfd9df"}) as unknown as TypedDocumentString<ViewersQuery, ViewersQueryVariables>;
export const UpdatePatchesDocument = new TypedDocumentString(`
    mutation UpdatePatches($input: UpdatePatchesInput!) {
  updatePatches(input: $input) {
    results {
      id
      outcome
      errors {
        code
        message
      }
      patch {
        ...PatchDot
      }
    }
    errors {
      code
      message
    }
  }
}
    fragment PatchDot on Patch {
  id
  databaseId
  name
  state {
    id
    name
    slug
    category
  }
  delegate {
    id
    username
  }
  archived
}`, {"hash":"8b3c0d1b10993c208ffa1b87cfa233896ed19a55b5c6fc275ab634695689d5e5"}) as unknown as TypedDocumentString<UpdatePatchesMutation, UpdatePatchesMutationVariables>;
export const CurrentPatchesDocument = new TypedDocumentString(`
    query CurrentPatches($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename
    ... on Patch {
      ...PatchDot
    }
  }
}
    fragment PatchDot on Patch {
  id
  databaseId
  name
  state {
    id
    name
    slug
    category
  }
  delegate {
    id
    username
  }
  archived
}`, {"hash":"33624eaebcadc904bef12fef98caaa5b9ff082f1a3dd99326f2a09b290ae1135"}) as unknown as TypedDocumentString<CurrentPatchesQuery, CurrentPatchesQueryVariables>;
export const UpdateCommentDocument = new TypedDocumentString(`
    mutation UpdateComment($input: UpdateCommentInput!) {
  updateComment(input: $input) {
    outcome
    comment {
      id
      addressed
    }
    errors {
      code
      message
    }
  }
}
    `, {"hash":"f65199859839af3f93a4ff79cc029a5d8bc283c8a7474d4c53c5adfef2e3843e"}) as unknown as TypedDocumentString<UpdateCommentMutation, UpdateCommentMutationVariables>;
export const StatesDocument = new TypedDocumentString(`
    query States {
  instances {
    id
    name
    states {
      id
      slug
      name
      category
    }
  }
}
    `, {"hash":"e13ad7da5307b772178be17ea373bf7a466a77aa071655286d39d22dc58a91d5"}) as unknown as TypedDocumentString<StatesQuery, StatesQueryVariables>;