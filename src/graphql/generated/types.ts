// Written by `npm run codegen` from schema/*.graphql. Do not edit by hand.
import type { PersonEntity } from '../../catalog/kinds/person.js';
import type { ConnectionModel, EdgeModel } from '../models.js';

import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { CapabilitiesModel, InstanceStatusModel, LiveStatusModel, ActivityPointModel, FirstReplyModel, OpenPatchAgesModel, PersonModel, CheckContextModel, TrailerModel, PatchPairModel, ThreadModel, ThreadEntryModel, ChangedFileModel, PrerequisiteModel, DiffHunkModel, TrailerOccurrenceModel, MaintainerModel, StateModel, SettingsModel, ViewerModel, EventModel, QueueConnectionModel, QueueEdgeModel, SearchConnectionModel, SearchEdgeModel, SearchCoverageModel, SearchTypeCountModel, SourceStatusModel, PageInfoModel } from '../models.js';
import type { WebhookModel } from '../WebhookModel.js';
import type { Delivery, DeliveredGap } from '../subscriptions/Delivery.js';
import type { ProjectEntity } from '../../catalog/kinds/project.js';
import type { UserEntity } from '../../catalog/kinds/user.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import type { CoverEntity } from '../../catalog/kinds/cover.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { BundleEntity } from '../../catalog/kinds/bundle.js';
import type { CheckEntity } from '../../catalog/kinds/check.js';
import type { CommentEntity } from '../../catalog/kinds/comment.js';
import type { CheckRollupReading } from '../../review/reading/CheckRollupReading.js';
import type { ReadComparison } from '../../review/reading/SeriesComparisons.js';
import type { ReadyMbox } from '../../review/reading/mbox/ReadyMbox.js';
import type { ReadVersion } from '../../review/reading/SeriesVersions.js';
import type { OwnershipMatch } from '../../review/facts/ownership/OwnershipIndex.js';
import type { MessageModel } from '../MessageModel.js';
import type { QueueRow } from '../../review/reading/QueueReading.js';
import type { SearchRequest } from '../search/readSearchRequest.js';
import type { SearchTerm } from '../../search/ParsedQuery.js';
import type { PatchCountsModel, PatchCountGroupModel } from '../patchCounts.js';
import type { RequestContext } from '../context.js';
export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null | undefined;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
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

/** Number of patches of one interval, or of those among them that have the same key. */
export type ActivityPoint = {
  readonly __typename?: 'ActivityPoint';
  /** Number of patches. Without a dimension, intervals without patches have a point with 0. */
  readonly count: Scalars['Int']['output'];
  /** Value of the dimension; null without one. Null, with an error, if it could not be read. */
  readonly key: Maybe<Scalars['String']['output']>;
  /** Display name of the key; without a dimension, of the interval. */
  readonly label: Scalars['String']['output'];
  /** Start of the interval. Null, with an error, for patches whose date could not be read. */
  readonly time: Maybe<Scalars['DateTime']['output']>;
};

/** Patches to relate. The caller must maintain the projects of all of them. */
export type AddRelatedPatchesInput = {
  /** Global id of a patch. */
  readonly id: Scalars['ID']['input'];
  /** Global ids of the patches to add to its related patches. */
  readonly related: ReadonlyArray<Scalars['ID']['input']>;
};

/** Result of `addRelatedPatches`. */
export type AddRelatedPatchesPayload = {
  readonly __typename?: 'AddRelatedPatchesPayload';
  /** Errors; empty if there are none. */
  readonly errors: ReadonlyArray<UserError>;
  /** Outcome of the write. */
  readonly outcome: WriteOutcome;
  /** The patch after the write; null if not known. */
  readonly patch: Maybe<Patch>;
};

/** A trailer that is added to a patch. */
export type AppliedTrailer = {
  readonly __typename?: 'AppliedTrailer';
  /** The patch. */
  readonly patch: Patch;
  /** The trailer. */
  readonly trailer: Trailer;
};

/** A mailbox of a series for `git am`, built from the mails as they were sent. Patchwork's own mbox differs: it adds the trailers of all replies and drops carriage returns. */
export type ApplyMbox = {
  readonly __typename?: 'ApplyMbox';
  /** Trailers that are added, by patch. */
  readonly addedTrailers: ReadonlyArray<AppliedTrailer>;
  /** Commit in the `base-commit:` line; null if there is none. Costs the same as `Series.baseCommit`. */
  readonly baseCommit: Maybe<Scalars['String']['output']>;
  /** Suggested file name, for example `v2-net-speed-up-lookups.mbx`. */
  readonly fileName: Scalars['String']['output'];
  /** Trailers of replies that are not added: they are not counted, or of a kind that is not added, such as NACK. */
  readonly ignoredTrailers: ReadonlyArray<Trailer>;
  /** Positions of missing patches. */
  readonly missingIndexes: ReadonlyArray<Scalars['Int']['output']>;
  /** Patches in the order of `text`, prerequisites included. */
  readonly patches: ReadonlyArray<Patch>;
  /** Series and patches that must be applied first. Costs the same as `Series.prerequisites`. */
  readonly prerequisites: ReadonlyArray<Prerequisite>;
  /** The mailbox; null if patches are missing, unless `allowIncomplete` is set. */
  readonly text: Maybe<Scalars['String']['output']>;
  /** Warnings, for example MISSING_PATCH, NACKED, MISMATCHED_TRAILER, NEWER_VERSION, PARTIAL_REROLL, BIDI_CHARACTERS, FROM_LINE, CORRUPT_DIFF, MISSING_FILES and PREREQUISITE_LOOP. Costs the same as `Series.isLatestVersion`. */
  readonly warnings: ReadonlyArray<SourceWarning>;
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

/** A user-defined list of patches. */
export type Bundle = Node & {
  readonly __typename?: 'Bundle';
  /** Numeric id on its instance. */
  readonly databaseId: Scalars['Int']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The instance it belongs to. */
  readonly instance: Instance;
  /** Whether `patches` are in the bundle's own order; false if the mbox cannot be read or lacks some of the patches, which then come last. Null if the patches are not known. Costs the same as `patches`. */
  readonly isPatchOrderKnown: Maybe<Scalars['Boolean']['output']>;
  /** The patches as one mbox, in the bundle's order. Costs 1 request per bundle, shared with the order of `patches`. */
  readonly mbox: Maybe<Scalars['String']['output']>;
  /** Download URL of the mbox. */
  readonly mboxUrl: Maybe<Scalars['URL']['output']>;
  /** Name. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** The user who owns the bundle. */
  readonly owner: Maybe<User>;
  /** Patches in the bundle's own order, which only the mbox has. If the mbox cannot be read, they are ordered by date, and `isPatchOrderKnown` is false. Costs 1 request per bundle of several patches, shared with `mbox`. */
  readonly patches: Maybe<ReadonlyArray<Patch>>;
  /** The project the patches belong to. */
  readonly project: Maybe<Project>;
  /** Whether the bundle is public. */
  readonly public: Maybe<Scalars['Boolean']['output']>;
  /** URL of the object in the REST API. */
  readonly url: Maybe<Scalars['URL']['output']>;
  /** URL of the page in Patchwork's web interface; null below API 1.1. */
  readonly webUrl: Maybe<Scalars['URL']['output']>;
};


/** A user-defined list of patches. */
export type BundlePatchesArgs = {
  inOrder?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A page of bundles. */
export type BundleConnection = {
  readonly __typename?: 'BundleConnection';
  /** Bundles with their cursors. */
  readonly edges: ReadonlyArray<BundleEdge>;
  /** Bundles without their cursors. */
  readonly nodes: ReadonlyArray<Bundle>;
  /** Pagination information. */
  readonly pageInfo: PageInfo;
  /** The outcome for each instance. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** Number of matching objects on all pages; null if an instance could not report it. Costs at most 1 small request per instance. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A bundle and its cursor. */
export type BundleEdge = {
  readonly __typename?: 'BundleEdge';
  /** Cursor to pass as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The bundle. */
  readonly node: Bundle;
};

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
  readonly field: BundleOrderField;
};

/** Fields by which bundles can be ordered. */
export type BundleOrderField =
  /** Numeric id. Requires a single instance. */
  | 'ID'
  /** Name, compared the same way on every instance. Reads the whole list. */
  | 'NAME';

/** An object after a change, or only the cursor. */
export type ChangeDelivery = {
  readonly __typename?: 'ChangeDelivery';
  /** Cursor to pass as `after`. It is valid on every replica and after a restart. */
  readonly cursor: Scalars['String']['output'];
  /** The events about the object, oldest first; empty if no event caused the delivery. */
  readonly events: ReadonlyArray<Event>;
  /** Spans in which events may have been missed. If this field is not selected, a gap ends the subscription with the error EVENTS_GAP. */
  readonly gaps: ReadonlyArray<EventsGap>;
  /** The current object; null if the delivery is not about an object, or if it does not exist or is not visible. Costs at most 1 request. */
  readonly node: Maybe<Node>;
  /** Changes that the instances do not report: NO_COMMENT_EVENTS for those whose API is older than 1.3. */
  readonly warnings: ReadonlyArray<SourceWarning>;
};

/** A file changed by a patch or series. */
export type ChangedFile = {
  readonly __typename?: 'ChangedFile';
  /** Number of added lines; for a series the sum over its patches, not the net change. */
  readonly additions: Scalars['Int']['output'];
  /** Type of the change. */
  readonly changeType: FileChangeType;
  /** Number of deleted lines; for a series the sum over its patches, not the net change. */
  readonly deletions: Scalars['Int']['output'];
  /** Hunks in order; for a series those of all its patches. Costs the same as `files`, plus the request for the text of a patch of which only the files are cached. */
  readonly hunks: ReadonlyArray<DiffHunk>;
  /** Whether the file is binary. */
  readonly isBinary: Scalars['Boolean']['output'];
  /** Abbreviated hash of the content after the change; null if the diff does not state it. */
  readonly newBlob: Maybe<Scalars['String']['output']>;
  /** Mode after the change; null if the diff does not state it. */
  readonly newMode: Maybe<Scalars['String']['output']>;
  /** Abbreviated hash of the content before the change; null if the diff does not state it. */
  readonly oldBlob: Maybe<Scalars['String']['output']>;
  /** Mode before the change, for example `100644`; null if the diff does not state it. */
  readonly oldMode: Maybe<Scalars['String']['output']>;
  /** Patches of the series that change the file; for a patch the patch itself. */
  readonly patches: ReadonlyArray<Patch>;
  /** Path after the change; for a deleted file its last path. */
  readonly path: Scalars['String']['output'];
  /** Path before the change; null unless the file is renamed or copied. */
  readonly previousPath: Maybe<Scalars['String']['output']>;
  /** Similarity of a renamed or copied file to its source, in percent; null for other files. */
  readonly similarity: Maybe<Scalars['Int']['output']>;
};

/** The result of a test run on a patch, reported by a CI system. */
export type Check = Node & {
  readonly __typename?: 'Check';
  /** Name of the test, for example `build-x86`. */
  readonly context: Maybe<Scalars['String']['output']>;
  /** Numeric id on its instance. */
  readonly databaseId: Scalars['Int']['output'];
  /** When the check was created. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Description given by the CI system; may be empty. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The instance it belongs to. */
  readonly instance: Instance;
  /** The patch that was tested. */
  readonly patch: Patch;
  /** State of the check. */
  readonly state: Maybe<CheckState>;
  /** Link to the run's log or report; may be empty. */
  readonly targetUrl: Maybe<Scalars['URL']['output']>;
  /** URL of the object in the REST API. */
  readonly url: Maybe<Scalars['URL']['output']>;
  /** The user who created the check. */
  readonly user: Maybe<User>;
};

/** The checks of one context on a patch or a series. */
export type CheckContext = {
  readonly __typename?: 'CheckContext';
  /** The latest check per user and patch. Costs 1 request per patch if `description`, `user` or `url` is selected. */
  readonly checks: ReadonlyArray<Check>;
  /** Name of the test, for example `build-x86`. */
  readonly context: Scalars['String']['output'];
  /** Patches without a check of this context. */
  readonly missingFrom: ReadonlyArray<Patch>;
  /** Worst state of its latest checks. */
  readonly state: CheckRollupState;
};

/** A check was created. */
export type CheckCreatedEvent = Event & {
  readonly __typename?: 'CheckCreatedEvent';
  /** The user who acted; null if an incoming mail caused the event. */
  readonly actor: Maybe<User>;
  /** Kind of event. */
  readonly category: EventCategory;
  /** The check. Its `description` and `user` cost 1 request per patch. */
  readonly check: Maybe<Check>;
  /** Numeric id on its instance. Ids are not ordered by date. */
  readonly databaseId: Scalars['Int']['output'];
  /** When the event happened. Patchwork reports local time; it is converted using the time zone configured for the instance. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. `node(id:)` does not accept it, because Patchwork cannot look up a single event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The patch. */
  readonly patch: Maybe<Patch>;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
};

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

/** Result for one of many checks. */
export type CheckOutcome = {
  readonly __typename?: 'CheckOutcome';
  /** The check; null if it was not created or this is not known. */
  readonly check: Maybe<Check>;
  /** Errors; empty if there are none. */
  readonly errors: ReadonlyArray<UserError>;
  /** Outcome of the write. */
  readonly outcome: WriteOutcome;
  /** Global id of the patch, as given in the input. */
  readonly patchId: Scalars['ID']['output'];
};

/** The checks of a patch, or of all patches of a series, combined: only the latest check per user and context counts. The state of a series is the worst state among its patches that have checks, because many CI systems test a series only once. */
export type CheckRollup = {
  readonly __typename?: 'CheckRollup';
  /** Checks grouped by context, ordered by name. Costs 2 requests per batch of 100 patches; if `description`, `user` or `url` of the checks is selected, 1 per patch. */
  readonly contexts: ReadonlyArray<CheckContext>;
  /** When the oldest pending check was created; null if none is pending. Costs the same as `contexts`. */
  readonly pendingSince: Maybe<Scalars['DateTime']['output']>;
  /** Worst state of the latest checks; NONE if there are no checks. Costs nothing in addition to `check`, except for PENDING: 2 requests per batch of 100 patches. */
  readonly state: CheckRollupState;
  /** Patches without checks. Costs the same as `state`. */
  readonly uncheckedPatches: ReadonlyArray<Patch>;
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

/** A reply to a patch or a cover letter. */
export type Comment = MailMessage & Node & {
  readonly __typename?: 'Comment';
  /** Whether it has been addressed; null below API 1.3 and if never set. */
  readonly addressed: Maybe<Scalars['Boolean']['output']>;
  /** Body of the mail. Costs nothing. */
  readonly content: Maybe<Scalars['String']['output']>;
  /** The cover it replies to; null for replies to patches. */
  readonly cover: Maybe<Cover>;
  /** Numeric id on its instance. */
  readonly databaseId: Scalars['Int']['output'];
  /** Date of the mail. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Decoded values of one header; empty if the mail has no such header. Costs nothing. */
  readonly header: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Headers of the mail, in order, one entry per occurrence. Costs nothing. */
  readonly headers: Maybe<ReadonlyArray<Header>>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The mail to which this comment replies; null if the instance does not have it. Costs nothing if that mail is the patch, the cover or a loaded comment; otherwise 1 request for the replies and 2 for a lookup. */
  readonly inReplyTo: Maybe<MailMessage>;
  /** The instance it belongs to. */
  readonly instance: Instance;
  /** URL of the mail in the list archive; null below API 1.2. */
  readonly listArchiveUrl: Maybe<Scalars['URL']['output']>;
  /** Download URL of the mbox of the patch or cover the comment belongs to. */
  readonly mboxUrl: Maybe<Scalars['URL']['output']>;
  /** Message-ID without angle brackets. */
  readonly messageId: Maybe<Scalars['MessageID']['output']>;
  /** The patch it replies to; null for replies to covers. */
  readonly patch: Maybe<Patch>;
  /** Subject of the mail, unfolded and decoded; empty if the mail has none. */
  readonly subject: Maybe<Scalars['String']['output']>;
  /** The person who sent the mail. */
  readonly submitter: Maybe<Person>;
  /** Trailers in the comment, including those in a diff inside it (EMBEDDED). Costs 1 request if the patch or cover has not been loaded. */
  readonly trailers: Maybe<ReadonlyArray<Trailer>>;
  /** URL of the object in the REST API; null if the server does not report it. */
  readonly url: Maybe<Scalars['URL']['output']>;
  /** URL of the page in Patchwork's web interface; null below API 1.1. */
  readonly webUrl: Maybe<Scalars['URL']['output']>;
};


/** A reply to a patch or a cover letter. */
export type CommentHeaderArgs = {
  name: Scalars['String']['input'];
};


/** A reply to a patch or a cover letter. */
export type CommentHeadersArgs = {
  names: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** A reply to a patch or a cover letter. */
export type CommentTrailersArgs = {
  filter: InputMaybe<TrailerFilter>;
};

/** A cover letter: the mail that introduces a series. */
export type Cover = MailMessage & Node & {
  readonly __typename?: 'Cover';
  /** Number of replies; null below API 1.1. For many covers it costs about 3 requests per batch of 100 if events report comments (API 1.3 and later), otherwise 1 small request per cover. */
  readonly commentCount: Maybe<Scalars['Int']['output']>;
  /** All replies, in the order in which the server received them; null below API 1.1. Costs 1 request per cover. */
  readonly comments: Maybe<ReadonlyArray<Comment>>;
  /** Body of the mail. Costs 1 request per cover that comes from a list. */
  readonly content: Maybe<Scalars['String']['output']>;
  /** Numeric id on its instance. */
  readonly databaseId: Scalars['Int']['output'];
  /** Date of the mail. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Decoded values of one header; empty if the mail has no such header. Costs 1 request per cover that comes from a list. */
  readonly header: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Headers of the mail, in order, one entry per occurrence. Costs 1 request per cover that comes from a list. */
  readonly headers: Maybe<ReadonlyArray<Header>>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The instance it belongs to. */
  readonly instance: Instance;
  /** URL of the mail in the list archive; null below API 1.2. */
  readonly listArchiveUrl: Maybe<Scalars['URL']['output']>;
  /** The mail as an mbox; null with an error if the server has the cover but not its mbox. Costs 1 to 2 requests per cover. */
  readonly mbox: Maybe<Scalars['String']['output']>;
  /** Download URL of the mbox, with slashes of the Message-ID as they are; null below API 1.1. */
  readonly mboxUrl: Maybe<Scalars['URL']['output']>;
  /** Message-ID without angle brackets. */
  readonly messageId: Maybe<Scalars['MessageID']['output']>;
  /** Name: the subject with the prefixes that Patchwork keeps. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** Other postings of this message on all instances and projects. Servers below API 1.2 cannot look up a Message-ID and are skipped; `message` lists them in its `sources`. Costs 2 requests per instance. */
  readonly occurrences: Maybe<ReadonlyArray<MailMessage>>;
  /** The project the mail was sent to. Costs the same as `series`. */
  readonly project: Maybe<Project>;
  /** The series it introduces. Costs 1 request per cover that comes from a series or an event. */
  readonly series: Maybe<Series>;
  /** Subject of the mail, unfolded and decoded. Costs 1 request per cover that comes from a list. */
  readonly subject: Maybe<Scalars['String']['output']>;
  /** The person who sent the mail. Costs the same as `series`. */
  readonly submitter: Maybe<Person>;
  /** The thread of its series. Null if a list of replies cannot be read, and below API 1.1. Costs the same as `Series.thread`. */
  readonly thread: Maybe<Thread>;
  /** Trailers in replies to the cover letter. They apply to every patch unless their text names some; trailers in the cover letter itself are ignored. Costs 1 request. */
  readonly trailers: Maybe<ReadonlyArray<Trailer>>;
  /** URL of the object in the REST API. */
  readonly url: Maybe<Scalars['URL']['output']>;
  /** URL of the page in Patchwork's web interface; null below API 1.1. */
  readonly webUrl: Maybe<Scalars['URL']['output']>;
};


/** A cover letter: the mail that introduces a series. */
export type CoverHeaderArgs = {
  name: Scalars['String']['input'];
};


/** A cover letter: the mail that introduces a series. */
export type CoverHeadersArgs = {
  names: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** A cover letter: the mail that introduces a series. */
export type CoverTrailersArgs = {
  filter: InputMaybe<TrailerFilter>;
};

/** A comment on a cover letter arrived, or was marked as addressed; since API 1.3. */
export type CoverCommentCreatedEvent = Event & {
  readonly __typename?: 'CoverCommentCreatedEvent';
  /** The user who acted; null if an incoming mail caused the event. */
  readonly actor: Maybe<User>;
  /** Kind of event. */
  readonly category: EventCategory;
  /** The comment. Fields that the event lacks, such as `content` and `subject`, cost 1 request per comment. */
  readonly comment: Maybe<Comment>;
  /** The cover letter. */
  readonly cover: Maybe<Cover>;
  /** Numeric id on its instance. Ids are not ordered by date. */
  readonly databaseId: Scalars['Int']['output'];
  /** When the event happened. Patchwork reports local time; it is converted using the time zone configured for the instance. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. `node(id:)` does not accept it, because Patchwork cannot look up a single event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
};

/** A page of cover letters. */
export type CoverConnection = {
  readonly __typename?: 'CoverConnection';
  /** Cover letters with their cursors. */
  readonly edges: ReadonlyArray<CoverEdge>;
  /** Cover letters without their cursors. */
  readonly nodes: ReadonlyArray<Cover>;
  /** Pagination information. */
  readonly pageInfo: PageInfo;
  /** The outcome for each instance. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** Number of matching objects on all pages; null if an instance could not report it. Costs at most 1 small request per instance. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A cover letter arrived. */
export type CoverCreatedEvent = Event & {
  readonly __typename?: 'CoverCreatedEvent';
  /** The user who acted; null if an incoming mail caused the event. */
  readonly actor: Maybe<User>;
  /** Kind of event. */
  readonly category: EventCategory;
  /** The cover letter. */
  readonly cover: Maybe<Cover>;
  /** Numeric id on its instance. Ids are not ordered by date. */
  readonly databaseId: Scalars['Int']['output'];
  /** When the event happened. Patchwork reports local time; it is converted using the time zone configured for the instance. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. `node(id:)` does not accept it, because Patchwork cannot look up a single event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
};

/** A cover letter and its cursor. */
export type CoverEdge = {
  readonly __typename?: 'CoverEdge';
  /** Cursor to pass as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The cover letter. */
  readonly node: Cover;
};

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
  readonly field: CoverOrderField;
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

/** A span of time whose mails may be missing from the index. */
export type CoverageHole = {
  readonly __typename?: 'CoverageHole';
  /** Start of the span. */
  readonly from: Scalars['DateTime']['output'];
  /** Why they may be missing. */
  readonly reason: Scalars['String']['output'];
  /** End of the span, exclusive. */
  readonly to: Scalars['DateTime']['output'];
};

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

/** Result of `createBundle`. */
export type CreateBundlePayload = {
  readonly __typename?: 'CreateBundlePayload';
  /** The bundle; null if it was not created or this is not known. */
  readonly bundle: Maybe<Bundle>;
  /** Errors; empty if there are none. */
  readonly errors: ReadonlyArray<UserError>;
  /** Outcome of the write. */
  readonly outcome: WriteOutcome;
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

/** Result of `createCheck`. */
export type CreateCheckPayload = {
  readonly __typename?: 'CreateCheckPayload';
  /** The check; null if it was not created or this is not known. */
  readonly check: Maybe<Check>;
  /** Errors; empty if there are none. */
  readonly errors: ReadonlyArray<UserError>;
  /** Outcome of the write. */
  readonly outcome: WriteOutcome;
};

/** Test results. */
export type CreateChecksInput = {
  /** Test results, at most 500. */
  readonly checks: ReadonlyArray<CreateCheckInput>;
};

/** Result of `createChecks`. */
export type CreateChecksPayload = {
  readonly __typename?: 'CreateChecksPayload';
  /** Created checks, in the order of the input. */
  readonly checks: ReadonlyArray<Check>;
  /** Errors of all checks; `field` starts with `checks` and the position. An id that is not one of a patch is such an error; the other checks are created. */
  readonly errors: ReadonlyArray<UserError>;
  /** Result for each check, in the order of the input. */
  readonly results: ReadonlyArray<CheckOutcome>;
};

/** A bundle to delete. */
export type DeleteBundleInput = {
  /** Global id of the bundle. */
  readonly id: Scalars['ID']['input'];
};

/** Result of `deleteBundle`. */
export type DeleteBundlePayload = {
  readonly __typename?: 'DeleteBundlePayload';
  /** Global id of the deleted bundle; null if it was not deleted or this is not known. */
  readonly deletedId: Maybe<Scalars['ID']['output']>;
  /** Errors; empty if there are none. */
  readonly errors: ReadonlyArray<UserError>;
  /** Outcome of the write. */
  readonly outcome: WriteOutcome;
};

/** A hunk of a diff. */
export type DiffHunk = {
  readonly __typename?: 'DiffHunk';
  /** Lines, each prefixed with a space, `+`, `-` or `\\`. Trailing carriage returns are omitted; `diff` has them. */
  readonly lines: ReadonlyArray<Scalars['String']['output']>;
  /** Number of lines after the change. */
  readonly newLines: Scalars['Int']['output'];
  /** First line after the change. */
  readonly newStart: Scalars['Int']['output'];
  /** Number of lines before the change. */
  readonly oldLines: Scalars['Int']['output'];
  /** First line before the change. */
  readonly oldStart: Scalars['Int']['output'];
  /** Section heading, usually the function; null if there is none. */
  readonly section: Maybe<Scalars['String']['output']>;
};

/** A problem in a diff. */
export type DiffProblem = {
  readonly __typename?: 'DiffProblem';
  /** Stable code. */
  readonly code: DiffProblemCode;
  /** Line number of the first invalid line in `diff`, from 1; null if no single line is the cause. */
  readonly line: Maybe<Scalars['Int']['output']>;
  /** Message. */
  readonly message: Scalars['String']['output'];
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

/** An event recorded by an instance. */
export type Event = {
  /** The user who acted; null if an incoming mail caused the event. */
  readonly actor: Maybe<User>;
  /** Kind of event. */
  readonly category: EventCategory;
  /** Numeric id on its instance. Ids are not ordered by date. */
  readonly databaseId: Scalars['Int']['output'];
  /** When the event happened. Patchwork reports local time; it is converted using the time zone configured for the instance. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. `node(id:)` does not accept it, because Patchwork cannot look up a single event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
};

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

/** A page of events. */
export type EventConnection = {
  readonly __typename?: 'EventConnection';
  /** Events with their cursors. */
  readonly edges: ReadonlyArray<EventEdge>;
  /** Events without their cursors. */
  readonly nodes: ReadonlyArray<Event>;
  /** Pagination information. */
  readonly pageInfo: PageInfo;
  /** The outcome for each instance. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** Number of matching objects on all pages; null if an instance could not report it. Costs at most 1 small request per instance. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** Events found by one poll of an instance, or only the cursor. */
export type EventDelivery = {
  readonly __typename?: 'EventDelivery';
  /** Cursor to pass as `after`. It is valid on every replica and after a restart. */
  readonly cursor: Scalars['String']['output'];
  /** The events, oldest first. */
  readonly events: ReadonlyArray<Event>;
  /** Spans in which events may have been missed. If this field is not selected, a gap ends the subscription with the error EVENTS_GAP. */
  readonly gaps: ReadonlyArray<EventsGap>;
  /**
   * Status of the event feed of each instance. Instances whose API is older than 1.3 have no events about comments: `warnings`
   * has NO_COMMENT_EVENTS, or `error` has NOT_SUPPORTED_BY_INSTANCE if the filter has no other categories. `warnings` has
   * UNKNOWN_VALUE for a project of the filter that no instance has.
   */
  readonly sources: ReadonlyArray<SourceStatus>;
};

/** An event and its cursor. */
export type EventEdge = {
  readonly __typename?: 'EventEdge';
  /** Cursor to pass as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The event. */
  readonly node: Event;
};

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
  readonly field: EventOrderField;
};

/** Fields by which events can be ordered. */
export type EventOrderField =
  /** Time of the event. */
  | 'DATE';

/** A span in which events of an instance may have been missed. */
export type EventsGap = {
  readonly __typename?: 'EventsGap';
  /** Start of the span; null if it is not known. */
  readonly from: Maybe<Scalars['DateTime']['output']>;
  /** The instance. */
  readonly instance: Instance;
  /** Minimum number of missed events; null if it is not known. */
  readonly missedAtLeast: Maybe<Scalars['Int']['output']>;
  /** Why events may have been missed. */
  readonly reason: GapReason;
  /** End of the span; null if it is not known. */
  readonly to: Maybe<Scalars['DateTime']['output']>;
};

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

/** Time to the first reply, for the patches of one interval. */
export type FirstReplyPoint = {
  readonly __typename?: 'FirstReplyPoint';
  /** Number of these patches that another person replied to. */
  readonly answered: Scalars['Int']['output'];
  /** Median time to the first reply in seconds, over the patches with a reply; null if there are none. */
  readonly medianSeconds: Maybe<Scalars['Float']['output']>;
  /** 90th percentile of the time to the first reply in seconds, over the patches with a reply; null if there are none. */
  readonly p90Seconds: Maybe<Scalars['Float']['output']>;
  /** Number of patches sent in the interval. */
  readonly patches: Scalars['Int']['output'];
  /** Start of the interval. Null, with an error, for patches whose date could not be read. */
  readonly time: Maybe<Scalars['DateTime']['output']>;
};

/** The commit named by a `Fixes` trailer. */
export type FixesReference = {
  readonly __typename?: 'FixesReference';
  /** Hash as written, usually abbreviated. */
  readonly hash: Scalars['String']['output'];
  /** Title; null if none is given. */
  readonly title: Maybe<Scalars['String']['output']>;
};

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

/** One occurrence of a mail header. */
export type Header = {
  readonly __typename?: 'Header';
  /** Name of the header, as it was sent. */
  readonly name: Scalars['String']['output'];
  /** Value as Patchwork stores it: folded and encoded. */
  readonly raw: Scalars['String']['output'];
  /** Value, unfolded (RFC 5322) and decoded (RFC 2047). */
  readonly value: Scalars['String']['output'];
};

/** A Patchwork server. */
export type Instance = Node & {
  readonly __typename?: 'Instance';
  /** Negotiated API version, for example `1.3`; null while the server cannot be reached. */
  readonly apiVersion: Maybe<Scalars['String']['output']>;
  /** Bundles on this instance. Costs 1 request per 250 bundles. */
  readonly bundles: Maybe<BundleConnection>;
  /** Features of the negotiated API version; null while the server cannot be reached. */
  readonly capabilities: Maybe<InstanceCapabilities>;
  /** Cover letters on this instance. Costs 1 request per page. */
  readonly covers: Maybe<CoverConnection>;
  /** Events on this instance. Costs 1 request per page. */
  readonly events: Maybe<EventConnection>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Whether it is a sample server with invented data that runs inside the gateway. */
  readonly isSample: Scalars['Boolean']['output'];
  /** Short name from the configuration. */
  readonly name: Scalars['String']['output'];
  /** Patches on this instance. Costs 1 request per page. */
  readonly patches: Maybe<PatchConnection>;
  /** People who sent mail to this instance. Requires a token. Costs 1 request per 250 people. */
  readonly people: Maybe<PersonConnection>;
  /** Projects on this instance. Costs 1 request per 250 projects. */
  readonly projects: Maybe<ProjectConnection>;
  /** Series on this instance. Costs 1 request per page. */
  readonly seriesList: Maybe<SeriesConnection>;
  /**
   * The known states of patches: Patchwork's defaults, those from the configuration, and those that
   * patches have. REST has no list of states, so a custom state that no patch has is missing. Costs 2
   * small requests, and 4 more per 4 custom states of the instance the first time, at most once a minute.
   */
  readonly states: Maybe<ReadonlyArray<PatchState>>;
  /** Health of the connection to this instance. */
  readonly status: InstanceStatus;
  /** URL of the server, as configured. */
  readonly url: Scalars['URL']['output'];
  /** Users of this instance. Requires a token. Costs 1 request per 250 users. */
  readonly users: Maybe<UserConnection>;
  /** URL of the web interface. */
  readonly webUrl: Scalars['URL']['output'];
};


/** A Patchwork server. */
export type InstanceBundlesArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<BundleFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<BundleOrder>;
};


/** A Patchwork server. */
export type InstanceCoversArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<CoverFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<CoverOrder>;
};


/** A Patchwork server. */
export type InstanceEventsArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<EventFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<EventOrder>;
};


/** A Patchwork server. */
export type InstancePatchesArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<PatchFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<PatchOrder>;
};


/** A Patchwork server. */
export type InstancePeopleArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<PersonFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<PersonOrder>;
};


/** A Patchwork server. */
export type InstanceProjectsArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<ProjectFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<ProjectOrder>;
};


/** A Patchwork server. */
export type InstanceSeriesListArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<SeriesFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<SeriesOrder>;
};


/** A Patchwork server. */
export type InstanceUsersArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<UserFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<UserOrder>;
};

/** Features of an instance at its negotiated API version. A field is null without an error if the instance lacks the feature. */
export type InstanceCapabilities = {
  readonly __typename?: 'InstanceCapabilities';
  /** Bundles can be created, updated and deleted; since API 1.2. */
  readonly bundlesWritable: Scalars['Boolean']['output'];
  /** Comments have `addressed`; since API 1.3. */
  readonly commentAddressed: Scalars['Boolean']['output'];
  /** A single comment can be read; since API 1.3. */
  readonly commentDetail: Scalars['Boolean']['output'];
  /** Events report new comments; since API 1.3. */
  readonly commentEvents: Scalars['Boolean']['output'];
  /** Comments on covers can be read; since API 1.1. */
  readonly coverComments: Scalars['Boolean']['output'];
  /** Covers have `mboxUrl`; since API 1.1. */
  readonly coverMbox: Scalars['Boolean']['output'];
  /** Events can be filtered by `actor`; since API 1.2. */
  readonly eventActorFilter: Scalars['Boolean']['output'];
  /** Patches can be filtered by `hash`; since API 1.2. */
  readonly hashFilter: Scalars['Boolean']['output'];
  /** Id for client-side caches; `node(id:)` does not accept it. */
  readonly id: Scalars['ID']['output'];
  /** Mails have `listArchiveUrl`; since API 1.2. */
  readonly listArchiveUrl: Scalars['Boolean']['output'];
  /** Patches can be filtered by `messageId`; since API 1.2. */
  readonly messageIdFilter: Scalars['Boolean']['output'];
  /** Comments on patches can be read; since API 1.1. */
  readonly patchComments: Scalars['Boolean']['output'];
  /** Projects have `subjectMatch`; since API 1.1. */
  readonly projectSubjectMatch: Scalars['Boolean']['output'];
  /** Projects have `listArchiveUrlFormat` and `commitUrlFormat`; since API 1.2. */
  readonly projectUrlFormats: Scalars['Boolean']['output'];
  /** Patches have `related`; since API 1.2. */
  readonly relatedPatches: Scalars['Boolean']['output'];
  /** Series have `dependencies` and `dependents`; since API 1.4. */
  readonly seriesDependencies: Scalars['Boolean']['output'];
  /** Projects have `showDependencies`; since API 1.4. */
  readonly showDependencies: Scalars['Boolean']['output'];
  /** Users can read and update their own `settings`; since API 1.2. */
  readonly userSettings: Scalars['Boolean']['output'];
  /** Patches, covers, series and bundles have `webUrl`; since API 1.1. */
  readonly webUrls: Scalars['Boolean']['output'];
};

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

/** Health of the connection to an instance. */
export type InstanceStatus = {
  readonly __typename?: 'InstanceStatus';
  /** State of the circuit breaker. */
  readonly breaker: BreakerState;
  /** Whether the instance answers. */
  readonly health: InstanceHealth;
  /** Id for client-side caches; `node(id:)` does not accept it. */
  readonly id: Scalars['ID']['output'];
  /** The latest failure; null if there was none. */
  readonly lastError: Maybe<SourceError>;
  /** When the latest failure happened; null if there was none. */
  readonly lastErrorAt: Maybe<Scalars['DateTime']['output']>;
  /** When the instance last answered; null before the first answer. */
  readonly lastSuccessAt: Maybe<Scalars['DateTime']['output']>;
  /** Duration of the latest answer in milliseconds; null before the first. */
  readonly latencyMs: Maybe<Scalars['Float']['output']>;
};

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

/** Status of the event feed of one instance. */
export type LiveStatus = {
  readonly __typename?: 'LiveStatus';
  /**
   * Cursor after the newest known event: `after` of a subscription to the events of this instance, which then
   * misses nothing that happens after this answer. Null if the instance is not followed, and before the first
   * poll.
   */
  readonly cursor: Maybe<Scalars['String']['output']>;
  /** Why the last poll failed; null if it succeeded. */
  readonly error: Maybe<SourceError>;
  /** Id for client-side caches; `node(id:)` does not accept it. */
  readonly id: Scalars['ID']['output'];
  /** The instance. */
  readonly instance: Instance;
  /** Time between two polls in seconds; null if the instance is not followed. */
  readonly intervalSeconds: Maybe<Scalars['Float']['output']>;
  /** Age of the last successful poll in seconds; null before the first one. */
  readonly lagSeconds: Maybe<Scalars['Float']['output']>;
  /** When the newest known event happened; null if there is none. */
  readonly lastEventAt: Maybe<Scalars['DateTime']['output']>;
  /** Start of the last successful poll; null before the first one. */
  readonly lastPollAt: Maybe<Scalars['DateTime']['output']>;
  /** Time since which no event can have been missed; null if the instance is not followed. */
  readonly since: Maybe<Scalars['DateTime']['output']>;
  /** State of the feed. */
  readonly state: LiveState;
  /** Changes that the events of the instance do not report: NO_COMMENT_EVENTS if its API is older than 1.3. */
  readonly warnings: ReadonlyArray<SourceWarning>;
};

/** A name and an email address as written in a mail; not necessarily a person known to Patchwork. */
export type MailAddress = {
  readonly __typename?: 'MailAddress';
  /** Email address; null if there is only a name. */
  readonly email: Maybe<Scalars['EmailAddress']['output']>;
  /** Name; null if there is only an address. */
  readonly name: Maybe<Scalars['String']['output']>;
};

/** A mail stored by Patchwork: a patch, a cover letter or a comment. */
export type MailMessage = {
  /** Body of the mail; for a patch without the diff. Costs 1 request per patch or cover that comes from a list. */
  readonly content: Maybe<Scalars['String']['output']>;
  /** Numeric id on its instance. */
  readonly databaseId: Scalars['Int']['output'];
  /** Date of the mail. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Decoded values of one header; empty if the mail has no such header. Costs the same as `headers`. */
  readonly header: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Headers of the mail, in order, one entry per occurrence. Costs 1 request per patch or cover that comes from a list. */
  readonly headers: Maybe<ReadonlyArray<Header>>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The instance it belongs to. */
  readonly instance: Instance;
  /** URL of the mail in the list archive. */
  readonly listArchiveUrl: Maybe<Scalars['URL']['output']>;
  /** Download URL of the mbox. */
  readonly mboxUrl: Maybe<Scalars['URL']['output']>;
  /** Message-ID without angle brackets. */
  readonly messageId: Maybe<Scalars['MessageID']['output']>;
  /** Subject of the mail, unfolded and decoded. Costs 1 request per patch or cover that comes from a list; `name` costs none. */
  readonly subject: Maybe<Scalars['String']['output']>;
  /** The person who sent the mail. */
  readonly submitter: Maybe<Person>;
  /** URL of the object in the REST API. */
  readonly url: Maybe<Scalars['URL']['output']>;
  /** URL of the page in Patchwork's web interface. */
  readonly webUrl: Maybe<Scalars['URL']['output']>;
};


/** A mail stored by Patchwork: a patch, a cover letter or a comment. */
export type MailMessageHeaderArgs = {
  name: Scalars['String']['input'];
};


/** A mail stored by Patchwork: a patch, a cover letter or a comment. */
export type MailMessageHeadersArgs = {
  names: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** A maintainer of a project. Patchwork reports the id of the maintainer's profile here instead of the account's, so this is a separate type; `user` looks up the account by its login name. */
export type Maintainer = {
  readonly __typename?: 'Maintainer';
  /** Email address. */
  readonly email: Maybe<Scalars['EmailAddress']['output']>;
  /** First name; may be empty. */
  readonly firstName: Maybe<Scalars['String']['output']>;
  /** Id for client-side caches; `node(id:)` does not accept it. */
  readonly id: Scalars['ID']['output'];
  /** Last name; may be empty. */
  readonly lastName: Maybe<Scalars['String']['output']>;
  /** The user account. Requires a token. Costs 1 request per maintainer. */
  readonly user: Maybe<User>;
  /** Login name. */
  readonly username: Maybe<Scalars['String']['output']>;
};

/** The postings of one Message-ID on all instances and projects; as a search result, those that are indexed. */
export type Message = {
  readonly __typename?: 'Message';
  /** Date of the first posting found. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Id for client-side caches; `node(id:)` does not accept it. */
  readonly id: Scalars['ID']['output'];
  /** Message-ID without angle brackets. */
  readonly messageId: Scalars['MessageID']['output'];
  /** Patches and cover letters with this Message-ID; as a search result, replies too. */
  readonly occurrences: ReadonlyArray<MailMessage>;
  /** The outcome for each instance. As a search result: whether the projects of the instance are indexed. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** Subject of the first posting found. Costs 1 request. */
  readonly subject: Maybe<Scalars['String']['output']>;
};

/**
 * All mutations. Each requires a token for the instance it writes to; without any token it fails with
 * UNAUTHENTICATED. If Patchwork refuses a write, the payload's `errors` say why; an instance that cannot
 * be reached is an error of the operation. Mutations in one operation run one after another.
 */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Relates patches of one project to one another, for example versions of the same change. Requires API 1.2. Costs 2 requests. */
  readonly addRelatedPatches: Maybe<AddRelatedPatchesPayload>;
  /** Creates a bundle of patches of one project. Requires API 1.2. Costs 2 requests, and 1 or a few more if other users have a bundle of that name. */
  readonly createBundle: Maybe<CreateBundlePayload>;
  /** Records a test result for a patch. A check cannot be changed or deleted later; the newest per context and user counts. Costs 1 request. */
  readonly createCheck: Maybe<CreateCheckPayload>;
  /** Records many test results, on several instances. Costs 1 request per check. */
  readonly createChecks: Maybe<CreateChecksPayload>;
  /** Deletes a bundle of the caller. Requires API 1.2. Costs 1 request. */
  readonly deleteBundle: Maybe<DeleteBundlePayload>;
  /** Removes patches from their set of related patches. Requires API 1.2. Costs 1 request per patch, plus 1 or 2 to read the set. */
  readonly removeRelatedPatches: Maybe<RemoveRelatedPatchesPayload>;
  /** Updates a bundle of the caller. Requires API 1.2. Costs 1 request, plus 2 to rename it or to add or remove patches. */
  readonly updateBundle: Maybe<UpdateBundlePayload>;
  /** Marks a comment as addressed or not. Requires API 1.3. Costs 1 request. */
  readonly updateComment: Maybe<UpdateCommentPayload>;
  /** Updates a patch. Costs 1 request, plus 1 to 2 to look up a delegate by name. */
  readonly updatePatch: Maybe<UpdatePatchPayload>;
  /** Updates many patches, on several instances, with the same values; each patch can have its own `commitRef`. Costs 1 request per patch, plus 1 to 2 per instance to look up a delegate by name. */
  readonly updatePatches: Maybe<UpdatePatchesPayload>;
  /** Updates a project. Only maintainers of the project may do this. Costs 1 request. */
  readonly updateProject: Maybe<UpdateProjectPayload>;
  /** Updates all patches of a series with the same values. Costs 1 request per patch, 1 to list them, plus 1 to 2 to look up a delegate by name. */
  readonly updateSeriesPatches: Maybe<UpdateSeriesPatchesPayload>;
  /** Updates the caller's own user account. Costs 1 request. */
  readonly updateUser: Maybe<UpdateUserPayload>;
};


/**
 * All mutations. Each requires a token for the instance it writes to; without any token it fails with
 * UNAUTHENTICATED. If Patchwork refuses a write, the payload's `errors` say why; an instance that cannot
 * be reached is an error of the operation. Mutations in one operation run one after another.
 */
export type MutationAddRelatedPatchesArgs = {
  input: AddRelatedPatchesInput;
};


/**
 * All mutations. Each requires a token for the instance it writes to; without any token it fails with
 * UNAUTHENTICATED. If Patchwork refuses a write, the payload's `errors` say why; an instance that cannot
 * be reached is an error of the operation. Mutations in one operation run one after another.
 */
export type MutationCreateBundleArgs = {
  input: CreateBundleInput;
};


/**
 * All mutations. Each requires a token for the instance it writes to; without any token it fails with
 * UNAUTHENTICATED. If Patchwork refuses a write, the payload's `errors` say why; an instance that cannot
 * be reached is an error of the operation. Mutations in one operation run one after another.
 */
export type MutationCreateCheckArgs = {
  input: CreateCheckInput;
};


/**
 * All mutations. Each requires a token for the instance it writes to; without any token it fails with
 * UNAUTHENTICATED. If Patchwork refuses a write, the payload's `errors` say why; an instance that cannot
 * be reached is an error of the operation. Mutations in one operation run one after another.
 */
export type MutationCreateChecksArgs = {
  input: CreateChecksInput;
};


/**
 * All mutations. Each requires a token for the instance it writes to; without any token it fails with
 * UNAUTHENTICATED. If Patchwork refuses a write, the payload's `errors` say why; an instance that cannot
 * be reached is an error of the operation. Mutations in one operation run one after another.
 */
export type MutationDeleteBundleArgs = {
  input: DeleteBundleInput;
};


/**
 * All mutations. Each requires a token for the instance it writes to; without any token it fails with
 * UNAUTHENTICATED. If Patchwork refuses a write, the payload's `errors` say why; an instance that cannot
 * be reached is an error of the operation. Mutations in one operation run one after another.
 */
export type MutationRemoveRelatedPatchesArgs = {
  input: RemoveRelatedPatchesInput;
};


/**
 * All mutations. Each requires a token for the instance it writes to; without any token it fails with
 * UNAUTHENTICATED. If Patchwork refuses a write, the payload's `errors` say why; an instance that cannot
 * be reached is an error of the operation. Mutations in one operation run one after another.
 */
export type MutationUpdateBundleArgs = {
  input: UpdateBundleInput;
};


/**
 * All mutations. Each requires a token for the instance it writes to; without any token it fails with
 * UNAUTHENTICATED. If Patchwork refuses a write, the payload's `errors` say why; an instance that cannot
 * be reached is an error of the operation. Mutations in one operation run one after another.
 */
export type MutationUpdateCommentArgs = {
  input: UpdateCommentInput;
};


/**
 * All mutations. Each requires a token for the instance it writes to; without any token it fails with
 * UNAUTHENTICATED. If Patchwork refuses a write, the payload's `errors` say why; an instance that cannot
 * be reached is an error of the operation. Mutations in one operation run one after another.
 */
export type MutationUpdatePatchArgs = {
  input: UpdatePatchInput;
};


/**
 * All mutations. Each requires a token for the instance it writes to; without any token it fails with
 * UNAUTHENTICATED. If Patchwork refuses a write, the payload's `errors` say why; an instance that cannot
 * be reached is an error of the operation. Mutations in one operation run one after another.
 */
export type MutationUpdatePatchesArgs = {
  input: UpdatePatchesInput;
};


/**
 * All mutations. Each requires a token for the instance it writes to; without any token it fails with
 * UNAUTHENTICATED. If Patchwork refuses a write, the payload's `errors` say why; an instance that cannot
 * be reached is an error of the operation. Mutations in one operation run one after another.
 */
export type MutationUpdateProjectArgs = {
  input: UpdateProjectInput;
};


/**
 * All mutations. Each requires a token for the instance it writes to; without any token it fails with
 * UNAUTHENTICATED. If Patchwork refuses a write, the payload's `errors` say why; an instance that cannot
 * be reached is an error of the operation. Mutations in one operation run one after another.
 */
export type MutationUpdateSeriesPatchesArgs = {
  input: UpdateSeriesPatchesInput;
};


/**
 * All mutations. Each requires a token for the instance it writes to; without any token it fails with
 * UNAUTHENTICATED. If Patchwork refuses a write, the payload's `errors` say why; an instance that cannot
 * be reached is an error of the operation. Mutations in one operation run one after another.
 */
export type MutationUpdateUserArgs = {
  input: UpdateUserInput;
};

/** An object that can be looked up with `node(id:)`. */
export type Node = {
  /** Global id: stable, opaque and URL-safe. It encodes the instance, the type and the numeric id. */
  readonly id: Scalars['ID']['output'];
};

/** Open patches of similar age. */
export type OpenPatchAgeGroup = {
  readonly __typename?: 'OpenPatchAgeGroup';
  /** Number of patches. */
  readonly count: Scalars['Int']['output'];
  /** Minimum age in days, inclusive. */
  readonly fromDays: Scalars['Int']['output'];
  /** Maximum age in days, exclusive; null for the last group. */
  readonly toDays: Maybe<Scalars['Int']['output']>;
};

/** Ages of open patches. */
export type OpenPatchAges = {
  readonly __typename?: 'OpenPatchAges';
  /** Number of open patches. */
  readonly count: Scalars['Int']['output'];
  /** Number of patches per age group, youngest first; groups without patches are included. */
  readonly groups: ReadonlyArray<OpenPatchAgeGroup>;
  /** Median age in seconds; null if there are none. */
  readonly medianSeconds: Maybe<Scalars['Float']['output']>;
  /** Date of the oldest open patch; null if there are none. */
  readonly oldest: Maybe<Scalars['DateTime']['output']>;
  /** 90th percentile of the ages in seconds; null if there are none. */
  readonly p90Seconds: Maybe<Scalars['Float']['output']>;
};

/** Cost of an operation in requests to Patchwork servers. */
export type OperationCost = {
  readonly __typename?: 'OperationCost';
  /** Estimate made before the operation started, assuming full pages and an empty cache. */
  readonly estimatedRequests: Scalars['Int']['output'];
  /** Maximum number of requests to all instances together; each instance has an equal share. Beyond it the operation is refused or cut off with QUERY_TOO_EXPENSIVE. */
  readonly limit: Scalars['Int']['output'];
  /** Requests made so far. Fields resolve concurrently, so more may follow; send the header `x-upstream-report: 1` to get the final number. */
  readonly upstreamRequests: Scalars['Int']['output'];
};

/** Sort direction. */
export type OrderDirection =
  /** Ascending: smallest, oldest or alphabetically first value first. */
  | 'ASC'
  /** Descending: largest, newest or alphabetically last value first. */
  | 'DESC';

/** A section of a MAINTAINERS file that matches files or lines that a patch changes. */
export type OwnershipSection = {
  readonly __typename?: 'OwnershipSection';
  /** Mailing lists (`L:`). */
  readonly lists: ReadonlyArray<Scalars['EmailAddress']['output']>;
  /** Maintainers (`M:`). */
  readonly maintainers: ReadonlyArray<MailAddress>;
  /** Lines of the section that match the patch, for example `F: drivers/net/`. */
  readonly matchedBy: ReadonlyArray<Scalars['String']['output']>;
  /** Heading of the section, for example `NETWORKING DRIVERS`. */
  readonly name: Scalars['String']['output'];
  /** Designated reviewers (`R:`). */
  readonly reviewers: ReadonlyArray<MailAddress>;
  /** Status (`S:`), for example `Maintained`; null if the section has none. */
  readonly status: Maybe<Scalars['String']['output']>;
};

/** Pagination information, as specified by Relay. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Cursor to pass as `after`. Set whenever there may be more rows, even if this page is empty. At the end of an ascending list it remains valid: passed again later, it returns the rows that have arrived since. */
  readonly endCursor: Maybe<Scalars['String']['output']>;
  /** Whether there are more rows, or may be: it remains true while a source has not answered. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether there are rows before this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first edge; null if the page is empty. */
  readonly startCursor: Maybe<Scalars['String']['output']>;
};

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

/** A part in which two patches differ, with three lines of context. */
export type PairHunk = {
  readonly __typename?: 'PairHunk';
  /** Number of its first line in the text of the older patch (headings, commit message and diff), from 1. */
  readonly fromStart: Scalars['Int']['output'];
  /** Lines, each prefixed with a space, `+` or `-`. Lines of the diff follow with their own prefix. */
  readonly lines: ReadonlyArray<Scalars['String']['output']>;
  /** Section of the patch, for example `Commit message` or `lib/a.c: main()`; null at the beginning. */
  readonly section: Maybe<Scalars['String']['output']>;
  /** Number of its first line in the text of the newer patch, from 1. */
  readonly toStart: Scalars['Int']['output'];
};

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

/** A parsed search query. */
export type ParsedSearchQuery = {
  readonly __typename?: 'ParsedSearchQuery';
  /** Names of the instances that were searched. */
  readonly instances: ReadonlyArray<Scalars['String']['output']>;
  /** Terms in the order in which they were written. */
  readonly terms: ReadonlyArray<ParsedSearchTerm>;
  /** The query in normalized form: long field names, absolute dates. */
  readonly text: Scalars['String']['output'];
  /** Types that were searched. */
  readonly types: ReadonlyArray<SearchType>;
};

/** One term of a search query. */
export type ParsedSearchTerm = {
  readonly __typename?: 'ParsedSearchTerm';
  /** Position after its last character. */
  readonly end: Scalars['Int']['output'];
  /** `text`, the name of a field such as `state`, or the kind of a pasted value: `messageId`, `url` or `number`. */
  readonly field: Scalars['String']['output'];
  /** Whether matches are excluded. */
  readonly negated: Scalars['Boolean']['output'];
  /** Whether the term was quoted, so that its spaces are significant. */
  readonly phrase: Scalars['Boolean']['output'];
  /** Position of its first character in the query, in UTF-16 code units from 0. */
  readonly start: Scalars['Int']['output'];
  /** Normalized value; several values are separated by commas. */
  readonly value: Scalars['String']['output'];
};

/** A patch: a mail with a diff or a pull request, submitted for review. */
export type Patch = MailMessage & Node & {
  readonly __typename?: 'Patch';
  /** Number of added lines; null without a diff. Costs the same as `files`. */
  readonly additions: Maybe<Scalars['Int']['output']>;
  /** Whether the patch is archived. Costs the same as `state`. */
  readonly archived: Maybe<Scalars['Boolean']['output']>;
  /** Number of changed files; null without a diff. Costs the same as `files`. */
  readonly changedFiles: Maybe<Scalars['Int']['output']>;
  /** Combined state of the checks: the worst of the latest check per user and context; PENDING if there are none. Costs the same as `state`. */
  readonly check: Maybe<CheckState>;
  /** All checks combined; distinguishes NONE from PENDING. Null if the patch cannot be read. Costs the same as `state`, plus the cost of its fields. */
  readonly checkRollup: Maybe<CheckRollup>;
  /** All checks, in the order in which they were created. Costs 2 requests per batch of 100 patches; if `description`, `user` or `url` is selected, 1 per patch. */
  readonly checks: Maybe<ReadonlyArray<Check>>;
  /** Number of replies; null below API 1.1. For many patches it costs about 3 requests per batch of 100 if events report comments (API 1.3 and later), otherwise 1 small request per patch. */
  readonly commentCount: Maybe<Scalars['Int']['output']>;
  /** All replies, in the order in which the server received them; null below API 1.1. Costs 1 request per patch. */
  readonly comments: Maybe<ReadonlyArray<Comment>>;
  /** Commit message without in-body headers, trailers, and the text after `---`. Costs 1 request per patch that comes from a list. */
  readonly commitMessage: Maybe<Scalars['String']['output']>;
  /** The commit in which the patch was applied. Costs the same as `state`. */
  readonly commitRef: Maybe<Scalars['String']['output']>;
  /** Body of the mail without the diff. Costs 1 request per patch that comes from a list. */
  readonly content: Maybe<Scalars['String']['output']>;
  /** Number of patches in the series, parsed from the name (`5` in `[v3,2/5]`); null if the name has none. */
  readonly count: Maybe<Scalars['Int']['output']>;
  /** Numeric id on its instance. */
  readonly databaseId: Scalars['Int']['output'];
  /** Date of the mail. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** The user responsible for the patch; null if there is none. Costs the same as `state`. */
  readonly delegate: Maybe<User>;
  /** Number of deleted lines; null without a diff. Costs the same as `files`. */
  readonly deletions: Maybe<Scalars['Int']['output']>;
  /** The diff; null for pull requests without a diff. Costs 1 request per patch that comes from a list. */
  readonly diff: Maybe<Scalars['String']['output']>;
  /** Problems in the diff; empty if there are none, null without a diff. Costs the same as `files`. */
  readonly diffProblems: Maybe<ReadonlyArray<DiffProblem>>;
  /** Changed files, parsed like `git apply` does; null without a diff. Costs 1 request per patch, or 1 for all patches of one series; later none. */
  readonly files: Maybe<ReadonlyArray<ChangedFile>>;
  /** Hash of the diff; null for pull requests without a diff. Costs the same as `state`. */
  readonly hash: Maybe<Scalars['String']['output']>;
  /** Decoded values of one header; empty if the mail has no such header. Costs 1 request per patch that comes from a list. */
  readonly header: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Headers of the mail, in order, one entry per occurrence. Costs 1 request per patch that comes from a list. */
  readonly headers: Maybe<ReadonlyArray<Header>>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Position in the series, parsed from the name (`2` in `[v3,2/5]`); null if the name has none. */
  readonly index: Maybe<Scalars['Int']['output']>;
  /** The instance it belongs to. */
  readonly instance: Instance;
  /** URL of the mail in the list archive; null below API 1.2. */
  readonly listArchiveUrl: Maybe<Scalars['URL']['output']>;
  /** The mail as an mbox, with the trailers from replies added; null with an error if the server has the patch but not its mbox. Costs 1 to 2 requests per patch. */
  readonly mbox: Maybe<Scalars['String']['output']>;
  /** Download URL of the mbox. */
  readonly mboxUrl: Maybe<Scalars['URL']['output']>;
  /** Message-ID without angle brackets. */
  readonly messageId: Maybe<Scalars['MessageID']['output']>;
  /** Name: the subject with the prefixes that Patchwork keeps. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** Text between `---` and the diffstat, usually the changes since the last version; null if there is none. Costs 1 request per patch that comes from a list. */
  readonly notes: Maybe<Scalars['String']['output']>;
  /** Other postings of this message on all instances and projects. Servers below API 1.2 cannot look up a Message-ID and are skipped; `message` lists them in its `sources`. Costs 2 requests per instance. */
  readonly occurrences: Maybe<ReadonlyArray<MailMessage>>;
  /**
   * Sections of the configured MAINTAINERS file (`maintainersFile`, `projectMaintainersFiles`) that own the
   * files of the patch (`F:`, `X:`, `N:`) or its changed lines (`K:`), in the order of the file. Null if the
   * project has no such file, and without a diff. Costs the same as `files`; with `K:` patterns in the file,
   * the same as `diff` the first time.
   */
  readonly owners: Maybe<ReadonlyArray<OwnershipSection>>;
  /** Bracketed prefixes of the subject, for example `RFC`, `net-next`, `v3`. Costs 1 request per patch that comes from a list. */
  readonly prefixes: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The project the mail was sent to. Costs the same as `state`. */
  readonly project: Maybe<Project>;
  /** URL and ref to pull from; null if the patch is not a pull request. Costs the same as `state`. */
  readonly pullUrl: Maybe<Scalars['String']['output']>;
  /** Related patches of the same project, without this patch; null below API 1.2. Costs the same as `state`. */
  readonly related: Maybe<ReadonlyArray<Patch>>;
  /** Review decision; APPROVED requires one REVIEW or ACK. Costs the same as `trailers` and `state`. */
  readonly reviewDecision: Maybe<ReviewDecision>;
  /** Summary of the review of this patch. Costs the same as `trailers`. */
  readonly reviewSummary: Maybe<ReviewSummary>;
  /** The series it belongs to; null for old patches. Costs the same as `state`. */
  readonly series: Maybe<Series>;
  /** Review state. Costs 1 request per batch of 25 series for patches that come from series, and 1 per patch for patches that come from bundles and events. */
  readonly state: Maybe<PatchState>;
  /** Subject of the mail, unfolded and decoded. Costs 1 request per patch that comes from a list. */
  readonly subject: Maybe<Scalars['String']['output']>;
  /** The person who sent the mail. Costs the same as `state`. */
  readonly submitter: Maybe<Person>;
  /**
   * The patch of a later version that replaces it, paired as by `Series.compare`; null if there is none. A
   * patch that a partial version does not contain is not replaced by it. Costs the same as `supersedes`.
   */
  readonly supersededBy: Maybe<Patch>;
  /**
   * The patch of an earlier version that it replaces, paired as by `Series.compare`; null if there is none.
   * Costs the same as `Series.versions` and `Series.compare`.
   */
  readonly supersedes: Maybe<Patch>;
  /** Trailers counted by Patchwork; empty on most servers. Costs the same as `state`. */
  readonly tags: Maybe<ReadonlyArray<Tag>>;
  /** The part of the series' thread that starts with this patch. Null if a list of replies cannot be read, and below API 1.1. Costs the same as `trailers`. */
  readonly thread: Maybe<Thread>;
  /**
   * Trailers in the commit message, in replies to the patch, and in those replies to the cover letter and
   * to other patches of the series that apply to it. Null if one of these cannot be read, and below API
   * 1.1. Costs 1 request for the text. The replies of the series cost 1 request per patch and cover the
   * first time (for more than 8 at once only those with replies, plus 2 per batch of 100 since API 1.3),
   * later 2 for all.
   */
  readonly trailers: Maybe<ReadonlyArray<Trailer>>;
  /** URL of the object in the REST API. */
  readonly url: Maybe<Scalars['URL']['output']>;
  /** URL of the page in Patchwork's web interface; null below API 1.1. */
  readonly webUrl: Maybe<Scalars['URL']['output']>;
};


/** A patch: a mail with a diff or a pull request, submitted for review. */
export type PatchChecksArgs = {
  filter: InputMaybe<CheckFilter>;
};


/** A patch: a mail with a diff or a pull request, submitted for review. */
export type PatchFilesArgs = {
  path: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** A patch: a mail with a diff or a pull request, submitted for review. */
export type PatchHeaderArgs = {
  name: Scalars['String']['input'];
};


/** A patch: a mail with a diff or a pull request, submitted for review. */
export type PatchHeadersArgs = {
  names: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** A patch: a mail with a diff or a pull request, submitted for review. */
export type PatchTrailersArgs = {
  filter: InputMaybe<TrailerFilter>;
};

/** A comment on a patch arrived, or was marked as addressed; since API 1.3. */
export type PatchCommentCreatedEvent = Event & {
  readonly __typename?: 'PatchCommentCreatedEvent';
  /** The user who acted; null if an incoming mail caused the event. */
  readonly actor: Maybe<User>;
  /** Kind of event. */
  readonly category: EventCategory;
  /** The comment. Fields that the event lacks, such as `content` and `subject`, cost 1 request per comment. */
  readonly comment: Maybe<Comment>;
  /** Numeric id on its instance. Ids are not ordered by date. */
  readonly databaseId: Scalars['Int']['output'];
  /** When the event happened. Patchwork reports local time; it is converted using the time zone configured for the instance. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. `node(id:)` does not accept it, because Patchwork cannot look up a single event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The patch. */
  readonly patch: Maybe<Patch>;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
};

/** A patch arrived, and so have all patches before it in its series. */
export type PatchCompletedEvent = Event & {
  readonly __typename?: 'PatchCompletedEvent';
  /** The user who acted; null if an incoming mail caused the event. */
  readonly actor: Maybe<User>;
  /** Kind of event. */
  readonly category: EventCategory;
  /** Numeric id on its instance. Ids are not ordered by date. */
  readonly databaseId: Scalars['Int']['output'];
  /** When the event happened. Patchwork reports local time; it is converted using the time zone configured for the instance. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. `node(id:)` does not accept it, because Patchwork cannot look up a single event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The patch. */
  readonly patch: Maybe<Patch>;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
  /** The series of the patch. */
  readonly series: Maybe<Series>;
};

/** A page of patches. */
export type PatchConnection = {
  readonly __typename?: 'PatchConnection';
  /** Patches with their cursors. */
  readonly edges: ReadonlyArray<PatchEdge>;
  /** Patches without their cursors. */
  readonly nodes: ReadonlyArray<Patch>;
  /** Pagination information. */
  readonly pageInfo: PageInfo;
  /** The outcome for each instance. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** Number of matching objects on all pages; null if an instance could not report it. Costs at most 1 small request per instance. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

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

/** A group of patches with the same key, sent in the same interval. */
export type PatchCountGroup = {
  readonly __typename?: 'PatchCountGroup';
  /** Number of patches on each instance that has any. */
  readonly breakdown: ReadonlyArray<PatchCountPart>;
  /** Meaning of the state; null for dimensions other than STATE, and if instances give the state different meanings. */
  readonly category: Maybe<StateCategory>;
  /** Number of patches; at most 2,147,483,647, with a warning COUNT_TOO_LARGE in `sources` if there are more. */
  readonly count: Scalars['Int']['output'];
  /** Name of the instance if only one has this group; null if several have it. */
  readonly instance: Maybe<Scalars['String']['output']>;
  /** Slug of the state, login name of the delegate, link name of the project, `CheckState` value, or email address of the submitter; null for patches without a delegate, and if patches are grouped by time alone. */
  readonly key: Maybe<Scalars['String']['output']>;
  /** Display name. */
  readonly label: Scalars['String']['output'];
  /** Start of the interval in which the patches were sent; null if patches are not grouped by time. */
  readonly time: Maybe<Scalars['DateTime']['output']>;
};

/** The part of a group on one instance. */
export type PatchCountPart = {
  readonly __typename?: 'PatchCountPart';
  /** Number of patches on it. */
  readonly count: Scalars['Int']['output'];
  /** Name of the instance. */
  readonly instance: Scalars['String']['output'];
};

/** Numbers of patches per group. */
export type PatchCounts = {
  readonly __typename?: 'PatchCounts';
  /** The groups, the earliest first, then the largest. Groups with the same time and key on several instances are merged. Groups without patches are not listed. */
  readonly groups: ReadonlyArray<PatchCountGroup>;
  /** The outcome for each instance. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** Number of all matching patches; null if an instance could not report it, and above 2,147,483,647. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /** Number of matching patches that are in no group, for the reasons given in `sources`; null if an instance could not report it. */
  readonly uncountedCount: Maybe<Scalars['Int']['output']>;
};

/** A patch arrived. */
export type PatchCreatedEvent = Event & {
  readonly __typename?: 'PatchCreatedEvent';
  /** The user who acted; null if an incoming mail caused the event. */
  readonly actor: Maybe<User>;
  /** Kind of event. */
  readonly category: EventCategory;
  /** Numeric id on its instance. Ids are not ordered by date. */
  readonly databaseId: Scalars['Int']['output'];
  /** When the event happened. Patchwork reports local time; it is converted using the time zone configured for the instance. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. `node(id:)` does not accept it, because Patchwork cannot look up a single event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The patch. */
  readonly patch: Maybe<Patch>;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
};

/** The delegate of a patch changed. */
export type PatchDelegatedEvent = Event & {
  readonly __typename?: 'PatchDelegatedEvent';
  /** The user who acted; null if an incoming mail caused the event. */
  readonly actor: Maybe<User>;
  /** Kind of event. */
  readonly category: EventCategory;
  /** Delegate after the change; null if there is none. */
  readonly currentDelegate: Maybe<User>;
  /** Numeric id on its instance. Ids are not ordered by date. */
  readonly databaseId: Scalars['Int']['output'];
  /** When the event happened. Patchwork reports local time; it is converted using the time zone configured for the instance. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. `node(id:)` does not accept it, because Patchwork cannot look up a single event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The patch. */
  readonly patch: Maybe<Patch>;
  /** Delegate before the change; null if there was none. */
  readonly previousDelegate: Maybe<User>;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
};

/** A patch and its cursor. */
export type PatchEdge = {
  readonly __typename?: 'PatchEdge';
  /** Cursor to pass as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The patch. */
  readonly node: Patch;
};

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
  readonly field: PatchOrderField;
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

/** Result for one of many patches. */
export type PatchOutcome = {
  readonly __typename?: 'PatchOutcome';
  /** Errors; empty if there are none. */
  readonly errors: ReadonlyArray<UserError>;
  /** Global id of the patch, as given in the input. */
  readonly id: Scalars['ID']['output'];
  /** Outcome of the write. */
  readonly outcome: WriteOutcome;
  /** The patch after the write; null if not known. */
  readonly patch: Maybe<Patch>;
};

/** A patch of one version and its counterpart in the other. */
export type PatchPair = {
  readonly __typename?: 'PatchPair';
  /** Parts that changed; empty unless the kind is CHANGED. */
  readonly changes: ReadonlyArray<PairChange>;
  /** The patch in the older version; null if it was added. */
  readonly from: Maybe<Patch>;
  /** The same difference as hunks; null in the same cases as `text`. */
  readonly hunks: Maybe<ReadonlyArray<PairHunk>>;
  /** Kind of change. */
  readonly kind: PairKind;
  /** How the two were paired; null if there is only one. */
  readonly pairedBy: Maybe<PairedBy>;
  /** Why `text` is null although the patches differ (TOO_LARGE); otherwise null. */
  readonly problem: Maybe<DiffProblem>;
  /** Difference of the two patches as `git range-diff` prints it, without indentation; null unless the kind is CHANGED, and if there is a problem. */
  readonly text: Maybe<Scalars['String']['output']>;
  /** The patch in the newer version; null if it was removed. */
  readonly to: Maybe<Patch>;
};

/** The relations of a patch changed. */
export type PatchRelationChangedEvent = Event & {
  readonly __typename?: 'PatchRelationChangedEvent';
  /** The user who acted; null if an incoming mail caused the event. */
  readonly actor: Maybe<User>;
  /** Kind of event. */
  readonly category: EventCategory;
  /** Numeric id on its instance. Ids are not ordered by date. */
  readonly databaseId: Scalars['Int']['output'];
  /** When the event happened. Patchwork reports local time; it is converted using the time zone configured for the instance. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. `node(id:)` does not accept it, because Patchwork cannot look up a single event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The patch. */
  readonly patch: Maybe<Patch>;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
};

/** Review state of a patch. Each server defines its own states; `category` gives their meaning across servers. */
export type PatchState = {
  readonly __typename?: 'PatchState';
  /** Meaning of the state across servers. */
  readonly category: StateCategory;
  /** Id for client-side caches; `node(id:)` does not accept it. */
  readonly id: Scalars['ID']['output'];
  /** Name, for example `Under Review`. */
  readonly name: Scalars['String']['output'];
  /** Slug on its server, for example `under-review`. */
  readonly slug: Scalars['String']['output'];
};

/** The state of a patch changed. */
export type PatchStateChangedEvent = Event & {
  readonly __typename?: 'PatchStateChangedEvent';
  /** The user who acted; null if an incoming mail caused the event. */
  readonly actor: Maybe<User>;
  /** Kind of event. */
  readonly category: EventCategory;
  /** State after the change. */
  readonly currentState: Maybe<PatchState>;
  /** Numeric id on its instance. Ids are not ordered by date. */
  readonly databaseId: Scalars['Int']['output'];
  /** When the event happened. Patchwork reports local time; it is converted using the time zone configured for the instance. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. `node(id:)` does not accept it, because Patchwork cannot look up a single event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The patch. */
  readonly patch: Maybe<Patch>;
  /** State before the change. */
  readonly previousState: Maybe<PatchState>;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
};

/** A sender of mail: one email address on one instance. */
export type Person = Node & {
  readonly __typename?: 'Person';
  /**
   * The persons with this address on all instances, including this one, in the order of the configuration;
   * null with an error if an instance could not be queried. Costs nothing for a person found with
   * `person(email:)`; otherwise 1 request per other instance, or 2 if no patch there has this address.
   */
  readonly accounts: Maybe<ReadonlyArray<Person>>;
  /** Cover letters sent by this person, on the same instances as `patches`. Costs 1 request per instance and page. */
  readonly covers: Maybe<CoverConnection>;
  /** Numeric id on its instance. */
  readonly databaseId: Scalars['Int']['output'];
  /** Email address. */
  readonly email: Maybe<Scalars['EmailAddress']['output']>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The instance this person belongs to. */
  readonly instance: Instance;
  /** Name in the newest mail on this instance; null if the mail has none. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** Patches sent by this person to this instance; for a person found with `person(email:)`, to all instances that know the address. Costs 1 request per instance and page. */
  readonly patches: Maybe<PatchConnection>;
  /** URL of the object in the REST API. */
  readonly url: Maybe<Scalars['URL']['output']>;
  /** The user account with this address. Requires a token, because Patchwork shows people to its users only. Costs 1 request per person. */
  readonly user: Maybe<User>;
};


/** A sender of mail: one email address on one instance. */
export type PersonCoversArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<CoverFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<CoverOrder>;
};


/** A sender of mail: one email address on one instance. */
export type PersonPatchesArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<PatchFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<PatchOrder>;
};

/** A page of people. */
export type PersonConnection = {
  readonly __typename?: 'PersonConnection';
  /** People with their cursors. */
  readonly edges: ReadonlyArray<PersonEdge>;
  /** People without their cursors. */
  readonly nodes: ReadonlyArray<Person>;
  /** Pagination information. */
  readonly pageInfo: PageInfo;
  /** The outcome for each instance. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** Number of matching people on all pages; null if an instance could not report it. Costs at most 1 small request per instance. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A person and their cursor. */
export type PersonEdge = {
  readonly __typename?: 'PersonEdge';
  /** Cursor to pass as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The person. */
  readonly node: Person;
};

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
  readonly field: PersonOrderField;
};

/** Fields by which people can be ordered. */
export type PersonOrderField =
  /** Email address. Requires a single instance. */
  | 'EMAIL'
  /** Numeric id. Requires a single instance. */
  | 'ID'
  /** Name, compared the same way on every instance. Reads the whole list. */
  | 'NAME';

/** A series or patch that must be applied before another series. */
export type Prerequisite = {
  readonly __typename?: 'Prerequisite';
  /** Whether a newer version of it exists; null if it is not found. Costs the same as `series` and `Series.isLatestVersion`. */
  readonly isOutdated: Maybe<Scalars['Boolean']['output']>;
  /** How the prerequisite is identified. */
  readonly kind: PrerequisiteKind;
  /** The patch it names; null if it names a series or none is found. Costs the same as `series`. */
  readonly patch: Maybe<Patch>;
  /** The series it names, or the series of the patch it names; null if none is found, and for PATCH_ID and CHANGE_ID, which Patchwork cannot search for. Costs 1 request for a number, otherwise up to 2 per instance. */
  readonly series: Maybe<Series>;
  /** Value as written. */
  readonly value: Scalars['String']['output'];
};

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

/** A project: one mailing list, or the part of it that matches `subjectMatch`. */
export type Project = Node & {
  readonly __typename?: 'Project';
  /**
   * Number of patches sent to this project in each interval, oldest first. The answer is always complete: if the
   * span has too many patches to read (`limits.historyRows`), it is null with QUERY_TOO_EXPENSIVE, and the error
   * names the span and the number.
   *
   * Costs 1 small request and 1 per 250 patches; fields that cover the same days share these requests. Without
   * `by`, large spans cost 1 small request per interval instead. If the search index has all mails of the project,
   * spans with more than 250 patches cost 1 small request without `by`, and by STATE or CHECK. REVIEWER costs 2
   * more per 100 patches, and 1 more for each patch with replies that are not cached; it reads the replies to 400
   * patches at most.
   */
  readonly activity: Maybe<ReadonlyArray<ActivityPoint>>;
  /** Bundles in this project. Costs 1 request per 250 bundles. */
  readonly bundles: Maybe<BundleConnection>;
  /** URL template for commits, with `{}` for the hash; may be empty; null below API 1.2. */
  readonly commitUrlFormat: Maybe<Scalars['String']['output']>;
  /** Cover letters in this project. Costs 1 request per page. */
  readonly covers: Maybe<CoverConnection>;
  /** Numeric id on its instance. */
  readonly databaseId: Scalars['Int']['output'];
  /** Events in this project. Costs 1 request per page. */
  readonly events: Maybe<EventConnection>;
  /**
   * Time to the first reply by another person, for the patches sent in each interval. Replies by configured bots
   * and replies to cover letters do not count. Null below API 1.1, and with
   * QUERY_TOO_EXPENSIVE for more than 400 patches.
   *
   * Costs 1 small request, 1 per 250 patches, 2 per 100 patches, and 1 for each patch with replies that are not cached.
   */
  readonly firstReplies: Maybe<ReadonlyArray<FirstReplyPoint>>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The instance it belongs to. */
  readonly instance: Instance;
  /** Short name used in URLs, for example `openvswitch`. */
  readonly linkName: Maybe<Scalars['String']['output']>;
  /** URL of the list archive; may be empty; null below API 1.2. */
  readonly listArchiveUrl: Maybe<Scalars['URL']['output']>;
  /** URL template for mails in the archive, with `{}` for the Message-ID; may be empty; null below API 1.2. */
  readonly listArchiveUrlFormat: Maybe<Scalars['String']['output']>;
  /** Email address of the mailing list. */
  readonly listEmail: Maybe<Scalars['EmailAddress']['output']>;
  /** List-Id of the mailing list. */
  readonly listId: Maybe<Scalars['String']['output']>;
  /** Maintainers of the project. Costs up to 1 request per project. */
  readonly maintainers: Maybe<ReadonlyArray<Maintainer>>;
  /** Name, for example `Open vSwitch`. */
  readonly name: Maybe<Scalars['String']['output']>;
  /**
   * Ages of the open patches: those that require action and are not archived. Null with QUERY_TOO_EXPENSIVE if
   * there are too many to read (`limits.historyRows`).
   *
   * Costs 3 small requests and 1 per 250 patches.
   */
  readonly openPatchAges: Maybe<OpenPatchAges>;
  /** Patches in this project. Costs 1 request per page. */
  readonly patches: Maybe<PatchConnection>;
  /** Source repository; may be empty, and may not be a URL. */
  readonly scmUrl: Maybe<Scalars['String']['output']>;
  /** Series in this project. Costs 1 request per page. */
  readonly seriesList: Maybe<SeriesConnection>;
  /** Whether dependencies between series are shown; null below API 1.4. Costs up to 1 request per project. */
  readonly showDependencies: Maybe<Scalars['Boolean']['output']>;
  /** Regular expression that subjects must match to belong to this project; may be empty; null below API 1.1. Costs up to 1 request per project. */
  readonly subjectMatch: Maybe<Scalars['String']['output']>;
  /** URL of the object in the REST API. */
  readonly url: Maybe<Scalars['URL']['output']>;
  /** Web site; may be empty. */
  readonly webUrl: Maybe<Scalars['URL']['output']>;
  /** URL for browsing the repository; may be empty. */
  readonly webscmUrl: Maybe<Scalars['URL']['output']>;
};


/** A project: one mailing list, or the part of it that matches `subjectMatch`. */
export type ProjectActivityArgs = {
  before: InputMaybe<Scalars['DateTime']['input']>;
  by: InputMaybe<ActivityDimension>;
  interval: Interval;
  since: Scalars['DateTime']['input'];
};


/** A project: one mailing list, or the part of it that matches `subjectMatch`. */
export type ProjectBundlesArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<BundleFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<BundleOrder>;
};


/** A project: one mailing list, or the part of it that matches `subjectMatch`. */
export type ProjectCoversArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<CoverFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<CoverOrder>;
};


/** A project: one mailing list, or the part of it that matches `subjectMatch`. */
export type ProjectEventsArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<EventFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<EventOrder>;
};


/** A project: one mailing list, or the part of it that matches `subjectMatch`. */
export type ProjectFirstRepliesArgs = {
  before: InputMaybe<Scalars['DateTime']['input']>;
  interval: Interval;
  since: Scalars['DateTime']['input'];
};


/** A project: one mailing list, or the part of it that matches `subjectMatch`. */
export type ProjectPatchesArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<PatchFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<PatchOrder>;
};


/** A project: one mailing list, or the part of it that matches `subjectMatch`. */
export type ProjectSeriesListArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<SeriesFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<SeriesOrder>;
};

/** A page of projects. */
export type ProjectConnection = {
  readonly __typename?: 'ProjectConnection';
  /** Projects with their cursors. */
  readonly edges: ReadonlyArray<ProjectEdge>;
  /** Projects without their cursors. */
  readonly nodes: ReadonlyArray<Project>;
  /** Pagination information. */
  readonly pageInfo: PageInfo;
  /** The outcome for each instance. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** Number of matching objects on all pages; null if an instance could not report it. Costs at most 1 small request per instance. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A project and its cursor. */
export type ProjectEdge = {
  readonly __typename?: 'ProjectEdge';
  /** Cursor to pass as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The project. */
  readonly node: Project;
};

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
  readonly field: ProjectOrderField;
};

/** Fields by which projects can be ordered. */
export type ProjectOrderField =
  /** Numeric id. Requires a single instance. */
  | 'ID'
  /** Name, compared the same way on every instance. */
  | 'NAME';

/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type Query = {
  readonly __typename?: 'Query';
  /** Looks up a bundle; null if it does not exist or is not visible. Costs 1 request. */
  readonly bundle: Maybe<Bundle>;
  /** Bundles, ordered by name. Costs 1 request per instance for every 250 bundles. */
  readonly bundles: Maybe<BundleConnection>;
  /** Looks up a check; null if it does not exist. Costs 1 request; the fields of its `patch` cost 1 more. */
  readonly check: Maybe<Check>;
  /** Looks up a cover letter; null if it does not exist or is not visible. Costs 1 request. */
  readonly cover: Maybe<Cover>;
  /** Cover letters, newest first. Costs 1 request per instance and page. */
  readonly covers: Maybe<CoverConnection>;
  /** Events, newest first. Costs 1 request per instance and page. */
  readonly events: Maybe<EventConnection>;
  /**
   * Configured webhooks (`webhooks`), for callers with a gateway key (`access.gatewayKeys`); null with an error for
   * others, and if the Valkey or Redis server does not answer. Makes no upstream requests.
   */
  readonly hooks: Maybe<ReadonlyArray<Webhook>>;
  /** Looks up a configured instance by name; an unknown name is an error that lists the configured names. */
  readonly instance: Maybe<Instance>;
  /** All configured instances. */
  readonly instances: ReadonlyArray<Instance>;
  /** Status of the event feeds of the instances. Makes no upstream requests. */
  readonly live: Maybe<ReadonlyArray<LiveStatus>>;
  /** All postings of one Message-ID on all instances and projects; null if all instances answer and none knows it. Costs 2 requests per instance, and 2 more if a percent-encoded id is also looked up decoded. */
  readonly message: Maybe<Message>;
  /** Looks up an object by its global id; null if it does not exist or is not visible. Costs at most 1 request. */
  readonly node: Maybe<Node>;
  /** Looks up objects by their global ids, in the given order; null for each that does not exist. For more than 250 ids the whole list is null with an error. Costs at most 1 request per object. */
  readonly nodes: Maybe<ReadonlyArray<Maybe<Node>>>;
  /** Cost of this operation and its limit. */
  readonly operationCost: OperationCost;
  /** Looks up a patch; null if it does not exist or is not visible. Costs 1 request. */
  readonly patch: Maybe<Patch>;
  /**
   * Number of patches in each group, for example for the bars of a dashboard. The numbers are exact;
   * patches that could not be counted are in `uncountedCount`, and `sources` gives the reason.
   *
   * Costs 1 request per instance for the total, plus the cheaper of two ways. A scan reads every patch,
   * 250 per request, up to the scan limit; it is the only way for CHECK and for filters that REST lacks.
   * Otherwise each group is counted with 1 request (2 up to API 1.2), and the sum is compared with the
   * total: PROJECT costs 1 request plus 1 per project, STATE 10 to 20. DELEGATE scans; beyond the scan
   * limit it costs 1 request per maintainer, and patches without a delegate, or with a former
   * maintainer as delegate, remain uncounted. An instance that exceeds the limits is PARTIAL with QUERY_TOO_EXPENSIVE.
   *
   * With DAY, WEEK, MONTH or YEAR, patches are counted by the date on which they were sent: 1 small request
   * and 1 per 250 patches, up to `limits.historyRows`. Spans with more than 1,000 patches cost 1 small request
   * per group instead where REST has a filter for it: for intervals alone, and with STATE if there are at
   * most 200 groups. For several years, set `since` in the filter, and use MONTH. If the search index has all
   * mails of the projects in the filter, intervals alone, and with STATE or CHECK, cost 1 small request per instance.
   */
  readonly patchCounts: Maybe<PatchCounts>;
  /** Patches, newest first. Costs 1 request per instance and page. */
  readonly patches: Maybe<PatchConnection>;
  /** People, ordered by name. Requires a token. Costs 1 request per instance for every 250 people. */
  readonly people: Maybe<PersonConnection>;
  /**
   * Looks up a person in one of two forms; any other combination of arguments is BAD_USER_INPUT.
   *
   * `person(instance:, databaseId:)` looks up a person on one instance; null if it does not exist.
   * Requires a token. Costs 1 request.
   *
   * `person(email:)` looks up an address on all instances, without a token; null if no instance has mail
   * from it. The result is the person on the first instance that knows the address; `accounts` has the
   * others, and `patches` and `covers` cover all of them. Costs 1 request per instance, or 2 if no patch
   * there has this address.
   */
  readonly person: Maybe<Person>;
  /** Looks up a project; null if it does not exist. Costs 1 request. */
  readonly project: Maybe<Project>;
  /** Projects, ordered by name. Costs 1 request per instance for every 250 projects. */
  readonly projects: Maybe<ProjectConnection>;
  /**
   * Looks up an object by a web, mbox or API URL of a configured instance, or a mail by its URL in an
   * archive: lore.kernel.org, other public-inbox archives, and URLs that match the `listArchiveUrlFormat`
   * of a project. Null if it does not exist or is not visible. Costs 1 to 2 requests; for an archive URL 2
   * per instance, and 1 more per instance if its projects must be read. The fragment `#mHASH` of a thread's
   * URL selects another mail of the thread, a reply included; that costs up to 2 requests, and 1 for each mail of
   * the series. If that mail is not found, the result is the mail of the URL without the fragment.
   */
  readonly resource: Maybe<Node>;
  /**
   * Series that require action, in their latest version, longest waiting first; see docs/review.md
   * for the rules. A series is open if a patch is open, not archived, or in a state in which the author has to
   * act.
   *
   * Costs per instance: 2 small requests for the states, 1 per 250 open patches, 1 per 250 series since the
   * oldest of them; for the replies 4 per 100 patches and covers, and 1 for each of those that has replies,
   * the first time, later 2 per 100; and the first time 1 for the texts of each series whose `waitingOn`
   * depends on them. For a version in parts (PARTIAL, FRAGMENT) it costs the same for the other series that it
   * consists of, and `versions`. Beyond `limits.scanRows` patches the source is PARTIAL, and so it is if a series is left out because
   * a part of it cannot be read.
   */
  readonly reviewQueue: Maybe<QueueConnection>;
  /**
   * Searches patches, series, cover letters, projects and people on all instances with one query language.
   *
   * Syntax: words and "quoted phrases" must occur in the name (subject), or anywhere in the mail where mails are
   * indexed; `word*` matches the beginning of a word. The fields are `s:` (subject);
   * `f:` or `submitter:` (email address, or part of the address or name); `l:` or `project:` (link name,
   * list id or list address; `kernel/netdev` selects one instance); `d:2026-01-01..2026-02-01`, `since:`,
   * `before:` and `age:<7d` (date of the mail); `m:` (Message-ID); `state:`; `delegate:` (`none` for patches without
   * a delegate); `archived:`; `check:` (`none` for patches without checks); `version:`; `instance:`;
   * `path:` (files that a patch or series changes: `path:drivers/net/`); `rb:` (address of somebody who
   * reviewed or acked a patch); `has:replies`; `status:` (of a series: `status:accepted`); `is:reviewed`
   * (a patch or series whose `reviewDecision` is APPROVED); `is:tested` (a patch with a Tested-by); `is:complete`
   * (a series); `is:latest` (a series without a newer version, and its patches), `is:obsolete` (the opposite); and
   * `is:patch`, `is:series`, `is:cover`, `is:pr`, `is:open`, `is:closed` (by the category of the state; UNKNOWN is
   * neither), `is:project` and `is:person`. All terms must match; `a,b` after a colon matches any of the values; `-`
   * before a term excludes matches; `a OR (b c)` matches one of the alternatives. A pasted Message-ID, object URL or
   * archive URL finds the object itself, and so does
   * a bare number (apart from `project:`, `instance:` and `is:`). A query that cannot be parsed or
   * answered is BAD_USER_INPUT with `extensions.position {start end}`, never an empty result.
   *
   * The text fields require an index (`index.enabled`): `b:` (body), `nq:` (body without quotes), `q:` (quotes),
   * `bs:` (body and subject), `t:`, `c:`, `tc:` and `a:` (To, Cc, both, and From), `n:` (attachment name), `dfn:`
   * (path in the diff), `dfa:` and `dfb:` (removed and added lines), `dfctx:` (context lines), `dfhh:` (hunk
   * headers), `dfpre:`, `dfpost:` and `dfblob:` (blob ids), `patchid:`, `tr:` (trailers), and `h:Name=` (a header).
   * Without an index the sources are SKIPPED with INDEX_UNAVAILABLE; where it lacks mails they are PARTIAL with
   * INDEX_INCOMPLETE, which names the projects and dates.
   *
   * Order: pasted objects first, then projects by name, people by name, and mails and series, newest
   * first. A message posted to several projects or instances is one result, the first posting; its field
   * `occurrences` has the others. Duplicates are removed within a page. Across pages this is best effort;
   * such duplicates are rare, because the postings of a message share their date. Series are not
   * deduplicated.
   *
   * Costs 1 request per instance, type and page; 4 types by default. Mails that the index finds cost up to 1 request each,
   * unless they are cached. A pasted Message-ID costs 2 requests
   * per instance, a number up to 3 per instance, a URL 1 to 2 in total. Terms for which REST has no filter
   * (phrases, `-`, parts of names, `check:`, `version:`, `is:pr`, `delegate:none`) are filtered by the
   * gateway, 250 rows per request, up to the scan limit. Where a token is sent, a part of a submitter's name or
   * address costs 1 request per instance for the addresses (up to 25), and the server filters. `path:`, `rb:`,
   * `has:`, `status:`, `is:reviewed`, `is:complete`, `is:latest` and `check:none` cost more: as the filters
   * `path`, `reviewedBy`, `hasReplies`, `status`, `reviewDecision`, `isComplete`, `isLatestVersion` and
   * `checkRollup`. Beyond the limit the source is PARTIAL with
   * QUERY_TOO_EXPENSIVE, and the next page continues from there.
   */
  readonly search: Maybe<SearchConnection>;
  /** Index coverage of projects (`index.projects`); empty without an index. Costs nothing, except for `project`. */
  readonly searchCoverage: Maybe<ReadonlyArray<SearchCoverage>>;
  /** Looks up a series; null if it does not exist or is not visible. Costs 1 request. */
  readonly series: Maybe<Series>;
  /** Series, newest first. Costs 1 request per instance and page. */
  readonly seriesList: Maybe<SeriesConnection>;
  /** Looks up a user; null if it does not exist. Requires a token. Costs 1 request. */
  readonly user: Maybe<User>;
  /** Users, ordered by login name. Requires a token. Costs 1 request per instance for every 250 users. */
  readonly users: Maybe<UserConnection>;
  /**
   * The caller on each instance for which a token was sent, in the order of the configuration; empty
   * without tokens. Patchwork does not report the owner of a token: it is found with 1 request for owners
   * of a private bundle, otherwise with up to 62 requests, once, by checking the users, maintainers first.
   */
  readonly viewers: Maybe<ReadonlyArray<Viewer>>;
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QueryBundleArgs = {
  databaseId: Scalars['Int']['input'];
  instance: Scalars['String']['input'];
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QueryBundlesArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<BundleFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  orderBy: InputMaybe<BundleOrder>;
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QueryCheckArgs = {
  databaseId: Scalars['Int']['input'];
  instance: Scalars['String']['input'];
  patch: Scalars['Int']['input'];
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QueryCoverArgs = {
  databaseId: Scalars['Int']['input'];
  instance: Scalars['String']['input'];
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QueryCoversArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<CoverFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  orderBy: InputMaybe<CoverOrder>;
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QueryEventsArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<EventFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  orderBy: InputMaybe<EventOrder>;
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QueryInstanceArgs = {
  name: Scalars['String']['input'];
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QueryLiveArgs = {
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QueryMessageArgs = {
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  messageId: Scalars['MessageID']['input'];
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QueryNodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QueryPatchArgs = {
  databaseId: Scalars['Int']['input'];
  instance: Scalars['String']['input'];
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QueryPatchCountsArgs = {
  by: ReadonlyArray<PatchCountDimension>;
  filter: InputMaybe<PatchFilter>;
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QueryPatchesArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<PatchFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  orderBy: InputMaybe<PatchOrder>;
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QueryPeopleArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<PersonFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  orderBy: InputMaybe<PersonOrder>;
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QueryPersonArgs = {
  databaseId: InputMaybe<Scalars['Int']['input']>;
  email: InputMaybe<Scalars['EmailAddress']['input']>;
  instance: InputMaybe<Scalars['String']['input']>;
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QueryProjectArgs = {
  instance: Scalars['String']['input'];
  linkName: Scalars['String']['input'];
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QueryProjectsArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<ProjectFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  orderBy: InputMaybe<ProjectOrder>;
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QueryResourceArgs = {
  url: Scalars['String']['input'];
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QueryReviewQueueArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<QueueFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QuerySearchArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  query: Scalars['String']['input'];
  requireComplete?: InputMaybe<Scalars['Boolean']['input']>;
  types: InputMaybe<ReadonlyArray<SearchType>>;
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QuerySearchCoverageArgs = {
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  projects: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QuerySeriesArgs = {
  databaseId: Scalars['Int']['input'];
  instance: Scalars['String']['input'];
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QuerySeriesListArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<SeriesFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  orderBy: InputMaybe<SeriesOrder>;
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QueryUserArgs = {
  databaseId: Scalars['Int']['input'];
  instance: Scalars['String']['input'];
};


/** All queries. A field that cannot be read, or whose arguments are not valid, is null with an error and does not affect the other fields. */
export type QueryUsersArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<UserFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  orderBy: InputMaybe<UserOrder>;
};

/** A page of a review queue. */
export type QueueConnection = {
  readonly __typename?: 'QueueConnection';
  /** Items with their cursors. */
  readonly edges: ReadonlyArray<QueueEdge>;
  /** Items without their cursors. */
  readonly nodes: ReadonlyArray<QueueItem>;
  /** Pagination information. */
  readonly pageInfo: PageInfo;
  /** The outcome for each instance. PARTIAL if a series is left out because a part of it cannot be read; a warning ROW_LEFT_OUT names it. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** Number of items on all pages; null if a part of an instance's queue could not be read, or was not read for this page. Costs nothing in addition to the page. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** An item of a review queue and its cursor. */
export type QueueEdge = {
  readonly __typename?: 'QueueEdge';
  /** Cursor to pass as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: QueueItem;
};

/** Filters for a review queue. Several values of one filter match any of them. An empty list matches nothing and adds an EMPTY_FILTER warning. */
export type QueueFilter = {
  /** Login names of delegates of at least one patch. */
  readonly delegate?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Whether failed checks wait for the author. */
  readonly failedChecksWaitOnAuthor: Scalars['Boolean']['input'];
  /** Email addresses of one person, for the reasons with ME and MY. Also costs the replies to earlier versions. */
  readonly me?: InputMaybe<ReadonlyArray<Scalars['EmailAddress']['input']>>;
  /** Number of people who must review or ack each patch for READY, 1 to 100. */
  readonly minApprovals: Scalars['Int']['input'];
  /** Files that the series changes, as in `Series.files`. Costs 1 request per series the first time; where mails are indexed (`index.enabled`), only for series that the index finds. */
  readonly path?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Projects, as a link name (`netdev`, on every instance) or as an instance and a link name (`kernel/netdev`). */
  readonly project?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Reasons, of which at least one must apply. NEWER_VERSION adds series that a newer version has replaced. */
  readonly reason?: InputMaybe<ReadonlyArray<QueueReason>>;
  /** Days without activity after which a series is STALE, 1 to 3650. */
  readonly staleAfterDays: Scalars['Int']['input'];
  /** Email addresses of the submitters. */
  readonly submitter?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Who has to act. NOBODY adds series that a newer version has replaced. */
  readonly waitingOn?: InputMaybe<ReadonlyArray<WaitingOn>>;
};

/** A series that requires action. */
export type QueueItem = {
  readonly __typename?: 'QueueItem';
  /** Date of the latest mail, or of the latest change of state or delegate. Costs 2 requests per batch of 100 patches, unless the series is stale. */
  readonly lastActivityAt: Maybe<Scalars['DateTime']['output']>;
  /** Date of the latest mail by a reviewer. Mails by the submitter and by bots do not count. */
  readonly lastReviewActivityAt: Maybe<Scalars['DateTime']['output']>;
  /** Reasons; the first one determines `waitingOn`. */
  readonly reasons: ReadonlyArray<QueueReason>;
  /** The series, in its latest version. */
  readonly series: Series;
  /** Replies that await an answer from the author, oldest first. Marking a reply as addressed removes it, marking it as unaddressed adds it. */
  readonly unanswered: ReadonlyArray<Comment>;
  /** Who has to act. */
  readonly waitingOn: WaitingOn;
  /** Time since which the series has required action; null if it cannot be determined. */
  readonly waitingSince: Maybe<Scalars['DateTime']['output']>;
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

/** Result of `removeRelatedPatches`. */
export type RemoveRelatedPatchesPayload = {
  readonly __typename?: 'RemoveRelatedPatchesPayload';
  /** Errors; `field` has the position in `related`. */
  readonly errors: ReadonlyArray<UserError>;
  /** Whether all of them were removed; UNKNOWN if this is not known for one of them. */
  readonly outcome: WriteOutcome;
  /** The patch `id` after the write; null if not known. */
  readonly patch: Maybe<Patch>;
};

/** Decision of a review. */
export type ReviewDecision =
  /** Every patch has enough approvals. */
  | 'APPROVED'
  /** There is a counted NACK trailer, or a patch in the state `changes-requested`. */
  | 'CHANGES_REQUESTED'
  /** More reviews are required. */
  | 'REVIEW_REQUIRED';

/** Summary of the review of a patch or series. It counts people instead of lines, and excludes the submitter. */
export type ReviewSummary = {
  readonly __typename?: 'ReviewSummary';
  /** Number of people with a counted ACK trailer. */
  readonly ackCount: Scalars['Int']['output'];
  /** Number of people with a counted NACK trailer. */
  readonly nackCount: Scalars['Int']['output'];
  /** Number of people with a counted REVIEW trailer. */
  readonly reviewCount: Scalars['Int']['output'];
  /** People with a counted REVIEW or ACK trailer, ordered by date. */
  readonly reviewers: ReadonlyArray<MailAddress>;
  /** Number of people with a counted TEST trailer. */
  readonly testCount: Scalars['Int']['output'];
  /** Positions of the patches without a counted REVIEW or ACK trailer. */
  readonly unreviewedIndexes: ReadonlyArray<Scalars['Int']['output']>;
};

/** A page of search results. */
export type SearchConnection = {
  readonly __typename?: 'SearchConnection';
  /** Whether the result is known to be complete: all sources are OK or STALE, and the index has all mails that the query covers. Costs the same as the page. */
  readonly complete: Scalars['Boolean']['output'];
  /** Number of matches of each searched type. Costs the same as `totalCount`. */
  readonly counts: ReadonlyArray<SearchTypeCount>;
  /** Index coverage of the projects that the query covers; empty if the query needs no index, or the index cannot be used. Instances that do not answer are left out; `sources` has the errors. */
  readonly coverage: ReadonlyArray<SearchCoverage>;
  /** Results with their cursors. */
  readonly edges: ReadonlyArray<SearchEdge>;
  /** Results without their cursors. */
  readonly nodes: ReadonlyArray<SearchResult>;
  /** Pagination information. */
  readonly pageInfo: PageInfo;
  /** The parsed query. Costs nothing. */
  readonly parsedQuery: ParsedSearchQuery;
  /** The outcome for each instance over all types: the worst status and the total number of requests. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /**
   * Number of all matching rows, counting each posting of a message; null if an instance could not report
   * it, or if it can only be determined by reading everything. Costs 1 small request per instance and type. If
   * the gateway filters row by row, it costs the page and is known only if the page reached the end.
   */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /**
   * Warnings about the whole answer: PUNCTUATION and SUBJECT_HEAD if a part of the query is not searched for,
   * NUMBER_LOOKUP and MESSAGE_ID_LOOKUP if it was read as the number or Message-ID of an object, GATEWAY_FILTER if the
   * gateway filters row by row, WHOLE_WORDS if parts of names and addresses are compared with whole words.
   */
  readonly warnings: ReadonlyArray<SourceWarning>;
};

/** Index coverage of one project. */
export type SearchCoverage = {
  readonly __typename?: 'SearchCoverage';
  /** Number of indexed comments. */
  readonly comments: Scalars['Int']['output'];
  /** Number of indexed cover letters. */
  readonly covers: Scalars['Int']['output'];
  /** Number of patches that the server has; null if it is not known. */
  readonly expectedPatches: Maybe<Scalars['Int']['output']>;
  /** Date from which all mails are indexed, except those in `holes`; null if no mail is indexed. */
  readonly from: Maybe<Scalars['DateTime']['output']>;
  /** Spans of time whose mails may be missing. */
  readonly holes: ReadonlyArray<CoverageHole>;
  /** The instance. */
  readonly instance: Instance;
  /** Time since `until` in seconds; null if no mail is indexed. */
  readonly lagSeconds: Maybe<Scalars['Float']['output']>;
  /** Number of indexed patches. */
  readonly patches: Scalars['Int']['output'];
  /** The project; null if the instance does not have it. Costs 1 request per instance. */
  readonly project: Maybe<Project>;
  /** Link name of the project. */
  readonly projectName: Scalars['String']['output'];
  /** State of the index. */
  readonly state: CoverageState;
  /** Number of mails of which only a part is indexed, because their text exceeds `index.maxTextBytes`. */
  readonly truncated: Scalars['Int']['output'];
  /** Date until which all mails are indexed; null if no mail is indexed. */
  readonly until: Maybe<Scalars['DateTime']['output']>;
};

/** A search result and its cursor. */
export type SearchEdge = {
  readonly __typename?: 'SearchEdge';
  /** Cursor to pass as `after`. */
  readonly cursor: Scalars['String']['output'];
  /**
   * Places in the mail that match the query, at most 5; null for series, projects, people and pasted objects.
   * For a message, places in its first posting. Costs 1 request for the text.
   */
  readonly matches: Maybe<ReadonlyArray<SearchMatch>>;
  /** The result. */
  readonly node: SearchResult;
};

/** A place in a mail that matches a query. */
export type SearchMatch = {
  readonly __typename?: 'SearchMatch';
  /** Line with the match, at most 200 characters. */
  readonly excerpt: Scalars['String']['output'];
  /** Prefix of the field, as in the query language: `s` for the subject, `nq` for the text, `dfb` for added lines. */
  readonly field: Scalars['String']['output'];
  /** Path of the file if the match is in a diff; null for other matches, and if the diff does not name the file. */
  readonly path: Maybe<Scalars['String']['output']>;
  /** Start and end of each match in the excerpt, one pair after another, in UTF-16 code units. */
  readonly ranges: ReadonlyArray<Scalars['Int']['output']>;
};

/** A search result. */
export type SearchResult = Comment | Cover | Message | Patch | Person | Project | Series;

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

/** Number of matches of one type. */
export type SearchTypeCount = {
  readonly __typename?: 'SearchTypeCount';
  /** Number of matching rows on all instances; null in the same cases as `totalCount`. Costs 1 small request per instance. */
  readonly count: Maybe<Scalars['Int']['output']>;
  /** Type. */
  readonly type: SearchType;
};

/** Patches that were sent together, with or without a cover letter. */
export type Series = Node & {
  readonly __typename?: 'Series';
  /** Number of added lines, summed over the patches. Costs the same as `files`. */
  readonly additions: Maybe<Scalars['Int']['output']>;
  /**
   * A mailbox for `git am`, with the trailers that reviewers gave. Null if the series or one of its patches
   * is not visible. Costs 1 request per patch the first time, plus 1 per mail with replies; later 2 for
   * the replies of all. GET `/mbox/{instance}/{databaseId}` returns it as a file.
   */
  readonly applyMbox: Maybe<ApplyMbox>;
  /** Commit in the `base-commit:` line; null if there is none. Costs the same as `changeId`. */
  readonly baseCommit: Maybe<Scalars['String']['output']>;
  /** Value of the `change-id:` line, which b4 keeps in all versions; null if there is none. Costs 1 request the first time, for the cover letter or first patch. */
  readonly changeId: Maybe<Scalars['String']['output']>;
  /** Number of changed files. Costs the same as `files`. */
  readonly changedFiles: Maybe<Scalars['Int']['output']>;
  /** The checks of all its patches combined. Costs 1 request per batch of 25 series for the patches, plus the cost of its fields. */
  readonly checkRollup: Maybe<CheckRollup>;
  /**
   * Comparison with another version. Null if there is no earlier version to compare with, and if a patch
   * of either is not visible. Line ends are not compared. Costs 1 request per version for its texts the
   * first time, plus 1 per patch whose text may contain trailers that Patchwork added, plus 1 for the other
   * series; later none. Without `with` it also costs the same as `versions`, a PARTIAL version includes the
   * patches that it does not replace, and the parts of one posting are compared together, at 1 request
   * for the texts of each of these series.
   */
  readonly compare: Maybe<SeriesComparison>;
  /** Cover letter; null if there is none. Costs the same as `total`. */
  readonly coverLetter: Maybe<Cover>;
  /** Numeric id on its instance. */
  readonly databaseId: Scalars['Int']['output'];
  /** Date of the first mail. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Number of deleted lines, summed over the patches. Costs the same as `files`. */
  readonly deletions: Maybe<Scalars['Int']['output']>;
  /** Series that this series depends on; null below API 1.4 and if the project does not show dependencies. Costs 1 request per series. */
  readonly dependencies: Maybe<ReadonlyArray<Series>>;
  /** Series that depend on this series; null below API 1.4 and if the project does not show dependencies. Costs 1 request per series. */
  readonly dependents: Maybe<ReadonlyArray<Series>>;
  /** Files changed by the patches, one per path, with sums over the patches. Costs 1 request for the texts; later none. */
  readonly files: Maybe<ReadonlyArray<ChangedFile>>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The instance it belongs to. */
  readonly instance: Instance;
  /** Whether each position from 1 to the total is present exactly once, among patches of this version, length and submitter. `receivedAll` counts all rows, including strays. Costs the same as `status`. */
  readonly isComplete: Maybe<Scalars['Boolean']['output']>;
  /**
   * Whether it is the latest version, by links of at least MEDIUM confidence. Null if a list or mail that decides
   * it cannot be read. Several series are decided together: 1 request per 250 series of the project since
   * the oldest of them, at most 1 per submitter, and the first time up to 10 per series for mails of similar
   * newer series.
   */
  readonly isLatestVersion: Maybe<Scalars['Boolean']['output']>;
  /** The latest version, which may be the series itself. Costs the same as `versions`. */
  readonly latestVersion: Maybe<Series>;
  /** All patches as one mbox; null with an error if the server has the series but not its mbox. Costs 1 request per series. */
  readonly mbox: Maybe<Scalars['String']['output']>;
  /** Download URL of the mbox. */
  readonly mboxUrl: Maybe<Scalars['URL']['output']>;
  /** Positions of the patches that have not arrived. Costs the same as `status`. */
  readonly missingIndexes: Maybe<ReadonlyArray<Scalars['Int']['output']>>;
  /** Subject of the cover letter, or name of the first patch; null if neither has arrived. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** Patches of the series in the order of their positions. Costs the same as `total`. */
  readonly patches: Maybe<ReadonlyArray<Patch>>;
  /** Series and patches that must be applied before it, according to the cover letter and the patches, in the order of the mails. Costs 2 requests the first time: for the cover letter, and for all patches. */
  readonly prerequisites: Maybe<ReadonlyArray<Prerequisite>>;
  /** The project the series was sent to. Costs the same as `total`. */
  readonly project: Maybe<Project>;
  /** Whether all patches have arrived. Costs the same as `total`. */
  readonly receivedAll: Maybe<Scalars['Boolean']['output']>;
  /** Number of patches that have arrived. Costs the same as `total`. */
  readonly receivedTotal: Maybe<Scalars['Int']['output']>;
  /** Review decision. Costs the same as `trailers` and `status`. */
  readonly reviewDecision: Maybe<ReviewDecision>;
  /** Summary of the review of all its patches. Costs the same as `trailers`. */
  readonly reviewSummary: Maybe<ReviewSummary>;
  /** Status of the series; null if it cannot be read. Costs 1 request per batch of 25 series. */
  readonly status: Maybe<SeriesStatus>;
  /** Patches that do not belong to this version, such as a v2 patch sent as a reply to v1. Costs the same as `status`. */
  readonly strays: Maybe<ReadonlyArray<StrayPatch>>;
  /** The person who sent the series. Costs the same as `total`. */
  readonly submitter: Maybe<Person>;
  /** The version that replaces it; null for the latest version. Links have at least MEDIUM confidence. Costs the same as `versions`. */
  readonly supersededBy: Maybe<Series>;
  /** The version that it replaces; null for the first version. Links have at least MEDIUM confidence. Costs the same as `versions`. */
  readonly supersedes: Maybe<Series>;
  /** Cover letter, patches and all replies, arranged by their headers. Null if a list of replies cannot be read, and below API 1.1. Costs the same as `trailers`, plus 1 request for the cover letter. */
  readonly thread: Maybe<Thread>;
  /** Expected number of patches, according to the subject. For the series of a list of patches it costs about 1 request in total, otherwise 1 per series. */
  readonly total: Maybe<Scalars['Int']['output']>;
  /**
   * Trailers of all its patches and replies, one per kind and person. Null if a text or a list of replies
   * cannot be read, and below API 1.1. Costs 1 request for the texts. The replies cost 1 request per patch
   * and cover the first time (for more than 8 at once only those with replies, plus 2 per batch of 100
   * since API 1.3), later 2 for all.
   */
  readonly trailers: Maybe<ReadonlyArray<Trailer>>;
  /** URL of the object in the REST API. */
  readonly url: Maybe<Scalars['URL']['output']>;
  /** Version, for example 3 for `[PATCH v3 0/5]`. */
  readonly version: Maybe<Scalars['Int']['output']>;
  /**
   * Versions of the series, itself included, oldest first. Links are established by the mails
   * (`change-id:`, `Supersedes:`, links in the changelog, replies), by relations in Patchwork, and by equal
   * titles and patches; see docs/review.md. Null if a list or mail that decides it cannot be read. Costs 1
   * request for the series of the submitter, from 365 days before to 180 days after it, and the first time
   * 1 for its cover letter or first patch and up to 10 for those of similar series. If nothing is found, 1
   * more for relations.
   */
  readonly versions: Maybe<ReadonlyArray<SeriesVersion>>;
  /** URL of the page in Patchwork's web interface; null below API 1.1. */
  readonly webUrl: Maybe<Scalars['URL']['output']>;
};


/** Patches that were sent together, with or without a cover letter. */
export type SeriesApplyMboxArgs = {
  options: InputMaybe<ApplyMboxOptions>;
};


/** Patches that were sent together, with or without a cover letter. */
export type SeriesCompareArgs = {
  creationFactor?: InputMaybe<Scalars['Int']['input']>;
  with: InputMaybe<Scalars['ID']['input']>;
};


/** Patches that were sent together, with or without a cover letter. */
export type SeriesFilesArgs = {
  path: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Patches that were sent together, with or without a cover letter. */
export type SeriesReviewDecisionArgs = {
  confirmedOnly?: Scalars['Boolean']['input'];
  minApprovals?: Scalars['Int']['input'];
};


/** Patches that were sent together, with or without a cover letter. */
export type SeriesTrailersArgs = {
  filter: InputMaybe<TrailerFilter>;
};


/** Patches that were sent together, with or without a cover letter. */
export type SeriesVersionsArgs = {
  minConfidence?: LinkConfidence;
};

/** Two versions of a series, compared as by `git range-diff`, but without a repository. */
export type SeriesComparison = {
  readonly __typename?: 'SeriesComparison';
  /** The version compared from. */
  readonly from: Series;
  /** Pairs of patches in the order of the newer version; removed patches follow their predecessors. */
  readonly pairs: ReadonlyArray<PatchPair>;
  /** All pairs as `git range-diff` prints them, with numeric ids of patches in place of commit hashes. */
  readonly text: Scalars['String']['output'];
  /** The version compared to. */
  readonly to: Series;
};

/** All patches of a series have arrived. */
export type SeriesCompletedEvent = Event & {
  readonly __typename?: 'SeriesCompletedEvent';
  /** The user who acted; null if an incoming mail caused the event. */
  readonly actor: Maybe<User>;
  /** Kind of event. */
  readonly category: EventCategory;
  /** Numeric id on its instance. Ids are not ordered by date. */
  readonly databaseId: Scalars['Int']['output'];
  /** When the event happened. Patchwork reports local time; it is converted using the time zone configured for the instance. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. `node(id:)` does not accept it, because Patchwork cannot look up a single event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
  /** The series. */
  readonly series: Maybe<Series>;
};

/** A page of series. */
export type SeriesConnection = {
  readonly __typename?: 'SeriesConnection';
  /** Series with their cursors. */
  readonly edges: ReadonlyArray<SeriesEdge>;
  /** Series without their cursors. */
  readonly nodes: ReadonlyArray<Series>;
  /** Pagination information. */
  readonly pageInfo: PageInfo;
  /** The outcome for each instance. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** Number of matching objects on all pages; null if an instance could not report it. Costs at most 1 small request per instance. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** The first mail of a series arrived. */
export type SeriesCreatedEvent = Event & {
  readonly __typename?: 'SeriesCreatedEvent';
  /** The user who acted; null if an incoming mail caused the event. */
  readonly actor: Maybe<User>;
  /** Kind of event. */
  readonly category: EventCategory;
  /** Numeric id on its instance. Ids are not ordered by date. */
  readonly databaseId: Scalars['Int']['output'];
  /** When the event happened. Patchwork reports local time; it is converted using the time zone configured for the instance. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. `node(id:)` does not accept it, because Patchwork cannot look up a single event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
  /** The series. */
  readonly series: Maybe<Series>;
};

/** A series and its cursor. */
export type SeriesEdge = {
  readonly __typename?: 'SeriesEdge';
  /** Cursor to pass as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The series. */
  readonly node: Series;
};

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
  readonly field: SeriesOrderField;
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

/** One version of a series. */
export type SeriesVersion = {
  readonly __typename?: 'SeriesVersion';
  /** Confidence of the best link to an earlier version; null for the first version. */
  readonly confidence: Maybe<LinkConfidence>;
  /** Whether it is the latest version. Parts of one posting are the latest together. */
  readonly isLatest: Scalars['Boolean']['output'];
  /** Whether it contains all patches, or only some of them. */
  readonly kind: VersionKind;
  /** Version as written, for example `3` or `5.1`. */
  readonly label: Scalars['String']['output'];
  /** Reasons for the best link to an earlier version; empty for the first version. */
  readonly reasons: ReadonlyArray<VersionReason>;
  /** The series. */
  readonly series: Series;
  /** Version number, for example 5 for `v5.1`. */
  readonly version: Scalars['Int']['output'];
};

/** Why data from one instance is missing or stale. */
export type SourceError = {
  readonly __typename?: 'SourceError';
  /** Stable code, one of those used in `extensions.code` of errors. */
  readonly code: Scalars['String']['output'];
  /** Message that names the instance and the request. */
  readonly message: Scalars['String']['output'];
};

/** The outcome for one instance in one answer. */
export type SourceStatus = {
  readonly __typename?: 'SourceStatus';
  /** Why data is missing or stale; null otherwise. */
  readonly error: Maybe<SourceError>;
  /** When the oldest upstream answer used for this data was fetched, cached answers included; null if nothing was read. */
  readonly fetchedAt: Maybe<Scalars['DateTime']['output']>;
  /** Name of the instance. */
  readonly instance: Scalars['String']['output'];
  /** Whether the events of the instance are followed, so that changes reach cached data (`live`). Data that no event reports, such as projects and bundles, keeps its usual age. */
  readonly live: Scalars['Boolean']['output'];
  /** Upstream requests made to this instance for this field so far in this operation. */
  readonly requests: Scalars['Int']['output'];
  /** Outcome. */
  readonly status: SourceStatusCode;
  /** Number of rows on this instance that match the filter; null if the instance could not report it. Costs at most 1 small request per instance. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /** Warnings about the data of this instance. */
  readonly warnings: ReadonlyArray<SourceWarning>;
};

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

/** A note about the data. A warning alone does not make the data incomplete. */
export type SourceWarning = {
  readonly __typename?: 'SourceWarning';
  /** Stable code, for example UNKNOWN_VALUE or EMPTY_FILTER. */
  readonly code: Scalars['String']['output'];
  /** Message that explains the warning. */
  readonly message: Scalars['String']['output'];
};

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

/** A patch that Patchwork stores in a series, although its subject belongs to another posting. */
export type StrayPatch = {
  readonly __typename?: 'StrayPatch';
  /** The patch. */
  readonly patch: Patch;
  /** Why it does not belong to the series. */
  readonly reason: StrayReason;
};

/** Why a patch in a series does not belong to this version of it. */
export type StrayReason =
  /** The subject has another number of patches. */
  | 'COUNT'
  /** The patch was sent by another person. */
  | 'SUBMITTER'
  /** The subject has another version. */
  | 'VERSION';

/**
 * Subscriptions, over Server-Sent Events or WebSocket at `/graphql`. They deliver the events of the instances that
 * are followed (`live`). Each delivery is executed like a separate query: with its own deadline, limits and fresh
 * data. Costs are stated per delivery.
 */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /**
   * Objects, immediately and after each event about them: one delivery per object. Covers patches,
   * cover letters, series, projects and instances; a series changes with its patches and its cover letter. Other
   * types are an error, because Patchwork has no events about them: bundles, people, users, checks and comments.
   */
  readonly changed: ChangeDelivery;
  /**
   * Events as they happen: one delivery for each poll of an instance that returned matching events, with at most
   * 100 of them. The first delivery is sent immediately, without events or with those since `after`; if nothing
   * happens, a delivery without events is sent every 60 seconds, so that the cursor stays recent.
   *
   * Events are delivered at least once, in the order in which their instance reported them. An event may be repeated
   * after a restart of the gateway; its `id` identifies it.
   */
  readonly events: EventDelivery;
};


/**
 * Subscriptions, over Server-Sent Events or WebSocket at `/graphql`. They deliver the events of the instances that
 * are followed (`live`). Each delivery is executed like a separate query: with its own deadline, limits and fresh
 * data. Costs are stated per delivery.
 */
export type SubscriptionChangedArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


/**
 * Subscriptions, over Server-Sent Events or WebSocket at `/graphql`. They deliver the events of the instances that
 * are followed (`live`). Each delivery is executed like a separate query: with its own deadline, limits and fresh
 * data. Costs are stated per delivery.
 */
export type SubscriptionEventsArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<EventFilter>;
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** A trailer and its count. */
export type Tag = {
  readonly __typename?: 'Tag';
  /** Name of the trailer, for example `Reviewed-by`. */
  readonly name: Scalars['String']['output'];
  /** Count, as Patchwork reports it. */
  readonly value: Maybe<Scalars['String']['output']>;
};

/** The mails about a series, a patch or a cover letter, in reading order. */
export type Thread = {
  readonly __typename?: 'Thread';
  /** Entries in depth-first order: patches by position, all other mails by date. */
  readonly entries: ReadonlyArray<ThreadEntry>;
  /** Date of the latest mail; null if no mail has a date. */
  readonly lastMessageAt: Maybe<Scalars['DateTime']['output']>;
  /** Authors of the mails, ordered by the date of their first mail. */
  readonly participants: ReadonlyArray<MailAddress>;
};

/** A mail in a thread. */
export type ThreadEntry = {
  readonly __typename?: 'ThreadEntry';
  /** Depth in the thread; 0 for the first mail of a branch. */
  readonly depth: Scalars['Int']['output'];
  /** The mail; null if the instance does not have it, or if it belongs to another series. */
  readonly message: Maybe<MailMessage>;
  /** Message-ID without angle brackets. */
  readonly messageId: Scalars['MessageID']['output'];
  /** Message-ID of the parent mail; null if it is not a reply. */
  readonly parentMessageId: Maybe<Scalars['MessageID']['output']>;
  /** Whether the mail is part of the thread. */
  readonly place: ThreadPlace;
};

/** Whether a mail is part of a thread. */
export type ThreadPlace =
  /** The mail belongs to another series. */
  | 'EXTERNAL'
  /** The mail is part of the thread. */
  | 'INSIDE'
  /** Other mails reply to it, but the instance does not have it. */
  | 'MISSING';

/** A trailer such as `Reviewed-by`. There is one per kind and person, with all its occurrences. Retractions and conditions in prose ("with that fixed") are not evaluated; see docs/review.md. */
export type Trailer = {
  readonly __typename?: 'Trailer';
  /**
   * How it was carried over from the previous version; null if that version did not have it, or if no earlier
   * version is known. For the trailers of a series, the state of the patch that needs most attention (LOST,
   * DROPPED, REGIVEN, CARRIED). Costs the same as `confirmedBy`.
   */
  readonly carry: Maybe<TrailerCarry>;
  /**
   * Reply in which the person gave it, in this version or an earlier one. Null for a trailer in the commit
   * message that no known reply confirms, and for one that names no person. Costs nothing if a reply to this
   * version gives it, otherwise the same as `Series.versions` and `Series.trailers` of each earlier version.
   */
  readonly confirmedBy: Maybe<Comment>;
  /** Whether the trailer is counted: its kind is not OTHER, and its identity is EXACT, ALIAS, NAME or NONE. */
  readonly counts: Scalars['Boolean']['output'];
  /** Commit named by a `Fixes` trailer; null for other kinds and other formats. */
  readonly fixes: Maybe<FixesReference>;
  /** Best identity among its occurrences. */
  readonly identity: TrailerIdentity;
  /** Whether git recognizes the trailer: it is in the last paragraph of the message. */
  readonly inBlock: Scalars['Boolean']['output'];
  /** Kind of the trailer. */
  readonly kind: TrailerKind;
  /** Message-ID in the URL of a `Link` trailer; null if there is none. */
  readonly linkedMessageId: Maybe<Scalars['MessageID']['output']>;
  /** Name as first written, for example `Reviewed-by`. */
  readonly name: Scalars['String']['output'];
  /** Text after the value, for example `# for 2, 4`, `(docs)` or `[with the nit fixed]`; null if there is none. */
  readonly note: Maybe<Scalars['String']['output']>;
  /** First occurrence; counted occurrences take precedence. */
  readonly occurrence: TrailerOccurrence;
  /** All occurrences, oldest first. */
  readonly occurrences: ReadonlyArray<TrailerOccurrence>;
  /** Positions of the patches to which its text limits the trailer; null if it is not limited. */
  readonly patchIndexes: Maybe<ReadonlyArray<Scalars['Int']['output']>>;
  /** Person named in the trailer; null for kinds that name no person. */
  readonly person: Maybe<MailAddress>;
  /** Where the trailer was first given. */
  readonly source: TrailerSource;
  /** Value on one line, without the note. */
  readonly value: Scalars['String']['output'];
};

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

/** One occurrence of a trailer. */
export type TrailerOccurrence = {
  readonly __typename?: 'TrailerOccurrence';
  /** Sender of the mail; for a patch its author. */
  readonly author: Maybe<MailAddress>;
  /** Date of the mail. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Line number in `content`, from 1. */
  readonly line: Scalars['Int']['output'];
  /** The mail that contains the trailer. */
  readonly message: MailMessage;
};

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

/** An event of a kind that this gateway version does not know. */
export type UnknownEvent = Event & {
  readonly __typename?: 'UnknownEvent';
  /** The user who acted; null if an incoming mail caused the event. */
  readonly actor: Maybe<User>;
  /** Kind of event. */
  readonly category: EventCategory;
  /** Numeric id on its instance. Ids are not ordered by date. */
  readonly databaseId: Scalars['Int']['output'];
  /** When the event happened. Patchwork reports local time; it is converted using the time zone configured for the instance. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. `node(id:)` does not accept it, because Patchwork cannot look up a single event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
  /** Kind of event, as the instance names it. */
  readonly rawCategory: Maybe<Scalars['String']['output']>;
};

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

/** Result of `updateBundle`. */
export type UpdateBundlePayload = {
  readonly __typename?: 'UpdateBundlePayload';
  /** The bundle after the write; null if not known. */
  readonly bundle: Maybe<Bundle>;
  /** Errors; empty if there are none. */
  readonly errors: ReadonlyArray<UserError>;
  /** Outcome of the write. */
  readonly outcome: WriteOutcome;
};

/** Changes to a comment. Allowed for its author, the submitter of the patch or cover, and maintainers of the project. */
export type UpdateCommentInput = {
  /** Whether it has been addressed; null unsets it. */
  readonly addressed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Global id of the comment. */
  readonly id: Scalars['ID']['input'];
};

/** Result of `updateComment`. */
export type UpdateCommentPayload = {
  readonly __typename?: 'UpdateCommentPayload';
  /** The comment after the write; null if not known. */
  readonly comment: Maybe<Comment>;
  /** Errors; empty if there are none. */
  readonly errors: ReadonlyArray<UserError>;
  /** Outcome of the write. */
  readonly outcome: WriteOutcome;
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

/** Result of `updatePatch`. */
export type UpdatePatchPayload = {
  readonly __typename?: 'UpdatePatchPayload';
  /** Errors; empty if there are none. */
  readonly errors: ReadonlyArray<UserError>;
  /** Outcome of the write. */
  readonly outcome: WriteOutcome;
  /** The patch after the write; null if not known. */
  readonly patch: Maybe<Patch>;
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

/** Result of `updatePatches`. */
export type UpdatePatchesPayload = {
  readonly __typename?: 'UpdatePatchesPayload';
  /** Errors of all patches; `field` starts with `ids` or `patches` and the position. An id that is not one of a patch is such an error; the other patches are written. */
  readonly errors: ReadonlyArray<UserError>;
  /** Updated patches, in the order of `ids` or `patches`. */
  readonly patches: ReadonlyArray<Patch>;
  /** Result for each patch, in the order of `ids` or `patches`. */
  readonly results: ReadonlyArray<PatchOutcome>;
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

/** Result of `updateProject`. */
export type UpdateProjectPayload = {
  readonly __typename?: 'UpdateProjectPayload';
  /** Errors; empty if there are none. */
  readonly errors: ReadonlyArray<UserError>;
  /** Outcome of the write. */
  readonly outcome: WriteOutcome;
  /** The project after the write; null if not known. */
  readonly project: Maybe<Project>;
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

/** Result of `updateSeriesPatches`. */
export type UpdateSeriesPatchesPayload = {
  readonly __typename?: 'UpdateSeriesPatchesPayload';
  /** Errors of all patches; `field` of an error about one patch starts with `patches` and the position in `results`. */
  readonly errors: ReadonlyArray<UserError>;
  /** Result for each patch. */
  readonly results: ReadonlyArray<PatchOutcome>;
  /** The series; null if it was not found. */
  readonly series: Maybe<Series>;
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

/** Result of `updateUser`. */
export type UpdateUserPayload = {
  readonly __typename?: 'UpdateUserPayload';
  /** Errors; empty if there are none. */
  readonly errors: ReadonlyArray<UserError>;
  /** Outcome of the write. */
  readonly outcome: WriteOutcome;
  /** The user after the write; null if not known. */
  readonly user: Maybe<User>;
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

/** A user account on one instance. */
export type User = Node & {
  readonly __typename?: 'User';
  /** Numeric id on its instance. */
  readonly databaseId: Scalars['Int']['output'];
  /** Patches delegated to this user. Costs 1 request per page. */
  readonly delegatedPatches: Maybe<PatchConnection>;
  /** Email address. */
  readonly email: Maybe<Scalars['EmailAddress']['output']>;
  /** First name; may be empty. */
  readonly firstName: Maybe<Scalars['String']['output']>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The instance the account is on. */
  readonly instance: Instance;
  /** Last name; may be empty. */
  readonly lastName: Maybe<Scalars['String']['output']>;
  /** Settings; null for users other than the caller and below API 1.2. Costs 1 request. */
  readonly settings: Maybe<UserSettings>;
  /** URL of the object in the REST API. */
  readonly url: Maybe<Scalars['URL']['output']>;
  /** Login name. */
  readonly username: Maybe<Scalars['String']['output']>;
};


/** A user account on one instance. */
export type UserDelegatedPatchesArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<PatchFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<PatchOrder>;
};

/** A page of users. */
export type UserConnection = {
  readonly __typename?: 'UserConnection';
  /** Users with their cursors. */
  readonly edges: ReadonlyArray<UserEdge>;
  /** Users without their cursors. */
  readonly nodes: ReadonlyArray<User>;
  /** Pagination information. */
  readonly pageInfo: PageInfo;
  /** The outcome for each instance. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** Number of matching users on all pages; null if an instance could not report it. Costs at most 1 small request per instance. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A user and their cursor. */
export type UserEdge = {
  readonly __typename?: 'UserEdge';
  /** Cursor to pass as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The user. */
  readonly node: User;
};

/** One problem with a write. */
export type UserError = {
  readonly __typename?: 'UserError';
  /** Stable code. */
  readonly code: UserErrorCode;
  /** Path of the field in the input, for example `["state"]`; the field of the id if the object is not found; empty if no single field is the cause. */
  readonly field: ReadonlyArray<Scalars['String']['output']>;
  /** Message that says what is wrong and how to correct it; Patchwork's own message if it gave one. */
  readonly message: Scalars['String']['output'];
};

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
  readonly field: UserOrderField;
};

/** Fields by which users can be ordered. */
export type UserOrderField =
  /** Email address. Requires a single instance. */
  | 'EMAIL'
  /** Numeric id. Requires a single instance. */
  | 'ID'
  /** Login name, compared the same way on every instance. Reads the whole list. */
  | 'NAME';

/** Settings of a user. */
export type UserSettings = {
  readonly __typename?: 'UserSettings';
  /** Id for client-side caches; `node(id:)` does not accept it. */
  readonly id: Scalars['ID']['output'];
  /** Rows per page in the web interface. */
  readonly itemsPerPage: Maybe<Scalars['Int']['output']>;
  /** Whether Patchwork sends mail on behalf of the user. */
  readonly sendEmail: Maybe<Scalars['Boolean']['output']>;
  /** Whether the web interface shows patch ids. */
  readonly showIds: Maybe<Scalars['Boolean']['output']>;
};

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

/** A reason why two series are considered versions of one. */
export type VersionReason = {
  readonly __typename?: 'VersionReason';
  /** Evidence for the reason, for example the `change-id` or a Message-ID. */
  readonly detail: Scalars['String']['output'];
  /** Kind of the reason. */
  readonly kind: VersionReasonKind;
  /** Share from 0 to 1 of equal patches (PATCHES) or words (SIMILAR); null for other kinds. */
  readonly score: Maybe<Scalars['Float']['output']>;
};

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

/** The caller on one instance. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  /** All bundles of the user, including private ones. Costs 1 request per 250 bundles in addition to `user`. */
  readonly bundles: Maybe<ReadonlyArray<Bundle>>;
  /** Id for client-side caches; `node(id:)` does not accept it. */
  readonly id: Scalars['ID']['output'];
  /** The instance. */
  readonly instance: Instance;
  /** Projects the user maintains. Costs 1 request in addition to `user`. */
  readonly projects: Maybe<ReadonlyArray<Project>>;
  /**
   * The review queue of this instance with `me` set to the address of the user. Patchwork links one address to
   * a login name; pass others with `filter.me`. Costs the same as `Query.reviewQueue`, in addition to `user`.
   */
  readonly queue: Maybe<QueueConnection>;
  /** Patches that require the user's action, newest first. Costs 1 request per page in addition to `user`. */
  readonly toDo: Maybe<PatchConnection>;
  /** Number of patches that require the user's action: delegated to the user, not archived, and new, under review or in another state that the configuration marks ACTION_REQUIRED. Costs 1 small request in addition to `user`. */
  readonly toDoCount: Maybe<Scalars['Int']['output']>;
  /** The user that the token belongs to; null with an error if it cannot be determined. Costs 1 request beyond that of finding the user. */
  readonly user: Maybe<User>;
};


/** The caller on one instance. */
export type ViewerQueueArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<QueueFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The caller on one instance. */
export type ViewerToDoArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<PatchOrder>;
};

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

/** A configured webhook (`webhooks`), and its deliveries. Its URL and secrets are not exposed. */
export type Webhook = {
  readonly __typename?: 'Webhook';
  /** Why nothing is sent; null unless it is disabled. */
  readonly disabledReason: Maybe<WebhookDisabledReason>;
  /** Time since which every attempt has failed; null if the last one succeeded. */
  readonly failingSince: Maybe<Scalars['DateTime']['output']>;
  /** Number of deliveries of the last 7 days whose attempts have all failed. They can be sent again. */
  readonly failures: Scalars['Int']['output'];
  /** Time of the last delivery that succeeded; null before the first one. */
  readonly lastDeliveryAt: Maybe<Scalars['DateTime']['output']>;
  /** Name. */
  readonly name: Scalars['String']['output'];
  /** Name of the subscription that it delivers; null if the subscription has no name. */
  readonly operationName: Maybe<Scalars['String']['output']>;
  /** Number of queued deliveries, including those that are retried. */
  readonly pending: Scalars['Int']['output'];
  /** Number of pending deliveries whose last attempt failed. */
  readonly retrying: Scalars['Int']['output'];
  /** Whether deliveries are sent. */
  readonly state: WebhookState;
  /**
   * Events that the instances do not have and the webhook therefore does not deliver: NO_COMMENT_EVENTS if its subscription
   * includes events about comments and the API of an instance is older than 1.3, UNKNOWN_VALUE if no instance has a project
   * of its filter. Only for instances that have answered.
   * WARNINGS_UNREADABLE: the warnings stored by another release cannot be read.
   */
  readonly warnings: ReadonlyArray<SourceWarning>;
};

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



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;



/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  SearchResult:
    | ( CommentEntity )
    | ( CoverEntity )
    | ( MessageModel )
    | ( PatchEntity )
    | ( PersonModel )
    | ( ProjectEntity )
    | ( SeriesEntity )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Event:
    | ( EventModel )
    | ( EventModel )
    | ( EventModel )
    | ( EventModel )
    | ( EventModel )
    | ( EventModel )
    | ( EventModel )
    | ( EventModel )
    | ( EventModel )
    | ( EventModel )
    | ( EventModel )
    | ( EventModel )
  ;
  MailMessage:
    | ( CommentEntity )
    | ( CoverEntity )
    | ( PatchEntity )
  ;
  Node:
    | ( BundleEntity )
    | ( CheckEntity )
    | ( CommentEntity )
    | ( CoverEntity )
    | ( PatchworkClient )
    | ( PatchEntity )
    | ( PersonModel )
    | ( ProjectEntity )
    | ( SeriesEntity )
    | ( UserEntity )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  ActivityDimension: ActivityDimension;
  ActivityPoint: ResolverTypeWrapper<ActivityPointModel>;
  AddRelatedPatchesInput: AddRelatedPatchesInput;
  AddRelatedPatchesPayload: ResolverTypeWrapper<Omit<AddRelatedPatchesPayload, 'patch'> & { patch?: Maybe<ResolversTypes['Patch']> }>;
  AppliedTrailer: ResolverTypeWrapper<Omit<AppliedTrailer, 'patch' | 'trailer'> & { patch: ResolversTypes['Patch'], trailer: ResolversTypes['Trailer'] }>;
  ApplyMbox: ResolverTypeWrapper<ReadyMbox>;
  ApplyMboxOptions: ApplyMboxOptions;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  BreakerState: BreakerState;
  Bundle: ResolverTypeWrapper<BundleEntity>;
  BundleConnection: ResolverTypeWrapper<ConnectionModel<BundleEntity>>;
  BundleEdge: ResolverTypeWrapper<EdgeModel<BundleEntity>>;
  BundleFilter: BundleFilter;
  BundleOrder: BundleOrder;
  BundleOrderField: BundleOrderField;
  ChangeDelivery: ResolverTypeWrapper<Delivery>;
  ChangedFile: ResolverTypeWrapper<ChangedFileModel>;
  Check: ResolverTypeWrapper<CheckEntity>;
  CheckContext: ResolverTypeWrapper<CheckContextModel>;
  CheckCreatedEvent: ResolverTypeWrapper<EventModel>;
  CheckFilter: CheckFilter;
  CheckOutcome: ResolverTypeWrapper<Omit<CheckOutcome, 'check'> & { check?: Maybe<ResolversTypes['Check']> }>;
  CheckRollup: ResolverTypeWrapper<CheckRollupReading>;
  CheckRollupState: CheckRollupState;
  CheckState: CheckState;
  Comment: ResolverTypeWrapper<CommentEntity>;
  Cover: ResolverTypeWrapper<CoverEntity>;
  CoverCommentCreatedEvent: ResolverTypeWrapper<EventModel>;
  CoverConnection: ResolverTypeWrapper<ConnectionModel<CoverEntity>>;
  CoverCreatedEvent: ResolverTypeWrapper<EventModel>;
  CoverEdge: ResolverTypeWrapper<EdgeModel<CoverEntity>>;
  CoverFilter: CoverFilter;
  CoverOrder: CoverOrder;
  CoverOrderField: CoverOrderField;
  CoverageHole: ResolverTypeWrapper<CoverageHole>;
  CoverageState: CoverageState;
  CreateBundleInput: CreateBundleInput;
  CreateBundlePayload: ResolverTypeWrapper<Omit<CreateBundlePayload, 'bundle'> & { bundle?: Maybe<ResolversTypes['Bundle']> }>;
  CreateCheckInput: CreateCheckInput;
  CreateCheckPayload: ResolverTypeWrapper<Omit<CreateCheckPayload, 'check'> & { check?: Maybe<ResolversTypes['Check']> }>;
  CreateChecksInput: CreateChecksInput;
  CreateChecksPayload: ResolverTypeWrapper<Omit<CreateChecksPayload, 'checks' | 'results'> & { checks: ReadonlyArray<ResolversTypes['Check']>, results: ReadonlyArray<ResolversTypes['CheckOutcome']> }>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeleteBundleInput: DeleteBundleInput;
  DeleteBundlePayload: ResolverTypeWrapper<DeleteBundlePayload>;
  DiffHunk: ResolverTypeWrapper<DiffHunkModel>;
  DiffProblem: ResolverTypeWrapper<DiffProblem>;
  DiffProblemCode: DiffProblemCode;
  EmailAddress: ResolverTypeWrapper<Scalars['EmailAddress']['output']>;
  Event: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Event']>;
  EventCategory: EventCategory;
  EventConnection: ResolverTypeWrapper<ConnectionModel<EventModel>>;
  EventDelivery: ResolverTypeWrapper<Delivery>;
  EventEdge: ResolverTypeWrapper<EdgeModel<EventModel>>;
  EventFilter: EventFilter;
  EventOrder: EventOrder;
  EventOrderField: EventOrderField;
  EventsGap: ResolverTypeWrapper<DeliveredGap>;
  FileChangeType: FileChangeType;
  FirstReplyPoint: ResolverTypeWrapper<FirstReplyModel>;
  FixesReference: ResolverTypeWrapper<FixesReference>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  GapReason: GapReason;
  Header: ResolverTypeWrapper<Header>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Instance: ResolverTypeWrapper<PatchworkClient>;
  InstanceCapabilities: ResolverTypeWrapper<CapabilitiesModel>;
  InstanceHealth: InstanceHealth;
  InstanceStatus: ResolverTypeWrapper<InstanceStatusModel>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Interval: Interval;
  LinkConfidence: LinkConfidence;
  LiveState: LiveState;
  LiveStatus: ResolverTypeWrapper<LiveStatusModel>;
  MailAddress: ResolverTypeWrapper<MailAddress>;
  MailMessage: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['MailMessage']>;
  Maintainer: ResolverTypeWrapper<MaintainerModel>;
  Message: ResolverTypeWrapper<MessageModel>;
  MessageID: ResolverTypeWrapper<Scalars['MessageID']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  OpenPatchAgeGroup: ResolverTypeWrapper<OpenPatchAgeGroup>;
  OpenPatchAges: ResolverTypeWrapper<OpenPatchAgesModel>;
  OperationCost: ResolverTypeWrapper<OperationCost>;
  OrderDirection: OrderDirection;
  OwnershipSection: ResolverTypeWrapper<OwnershipMatch>;
  PageInfo: ResolverTypeWrapper<PageInfoModel>;
  PairChange: PairChange;
  PairHunk: ResolverTypeWrapper<PairHunk>;
  PairKind: PairKind;
  PairedBy: PairedBy;
  ParsedSearchQuery: ResolverTypeWrapper<SearchRequest>;
  ParsedSearchTerm: ResolverTypeWrapper<SearchTerm>;
  Patch: ResolverTypeWrapper<PatchEntity>;
  PatchCommentCreatedEvent: ResolverTypeWrapper<EventModel>;
  PatchCompletedEvent: ResolverTypeWrapper<EventModel>;
  PatchConnection: ResolverTypeWrapper<ConnectionModel<PatchEntity>>;
  PatchCountDimension: PatchCountDimension;
  PatchCountGroup: ResolverTypeWrapper<PatchCountGroupModel>;
  PatchCountPart: ResolverTypeWrapper<PatchCountPart>;
  PatchCounts: ResolverTypeWrapper<PatchCountsModel>;
  PatchCreatedEvent: ResolverTypeWrapper<EventModel>;
  PatchDelegatedEvent: ResolverTypeWrapper<EventModel>;
  PatchEdge: ResolverTypeWrapper<EdgeModel<PatchEntity>>;
  PatchFilter: PatchFilter;
  PatchOrder: PatchOrder;
  PatchOrderField: PatchOrderField;
  PatchOutcome: ResolverTypeWrapper<Omit<PatchOutcome, 'patch'> & { patch?: Maybe<ResolversTypes['Patch']> }>;
  PatchPair: ResolverTypeWrapper<PatchPairModel>;
  PatchRelationChangedEvent: ResolverTypeWrapper<EventModel>;
  PatchState: ResolverTypeWrapper<StateModel>;
  PatchStateChangedEvent: ResolverTypeWrapper<EventModel>;
  Person: ResolverTypeWrapper<PersonModel>;
  PersonConnection: ResolverTypeWrapper<ConnectionModel<PersonEntity>>;
  PersonEdge: ResolverTypeWrapper<EdgeModel<PersonEntity>>;
  PersonFilter: PersonFilter;
  PersonOrder: PersonOrder;
  PersonOrderField: PersonOrderField;
  Prerequisite: ResolverTypeWrapper<PrerequisiteModel>;
  PrerequisiteKind: PrerequisiteKind;
  Project: ResolverTypeWrapper<ProjectEntity>;
  ProjectConnection: ResolverTypeWrapper<ConnectionModel<ProjectEntity>>;
  ProjectEdge: ResolverTypeWrapper<EdgeModel<ProjectEntity>>;
  ProjectFilter: ProjectFilter;
  ProjectOrder: ProjectOrder;
  ProjectOrderField: ProjectOrderField;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  QueueConnection: ResolverTypeWrapper<QueueConnectionModel>;
  QueueEdge: ResolverTypeWrapper<QueueEdgeModel>;
  QueueFilter: QueueFilter;
  QueueItem: ResolverTypeWrapper<QueueRow>;
  QueueReason: QueueReason;
  RemoveRelatedPatchesInput: RemoveRelatedPatchesInput;
  RemoveRelatedPatchesPayload: ResolverTypeWrapper<Omit<RemoveRelatedPatchesPayload, 'patch'> & { patch?: Maybe<ResolversTypes['Patch']> }>;
  ReviewDecision: ReviewDecision;
  ReviewSummary: ResolverTypeWrapper<Omit<ReviewSummary, 'reviewers'> & { reviewers: ReadonlyArray<ResolversTypes['MailAddress']> }>;
  SearchConnection: ResolverTypeWrapper<SearchConnectionModel>;
  SearchCoverage: ResolverTypeWrapper<SearchCoverageModel>;
  SearchEdge: ResolverTypeWrapper<SearchEdgeModel>;
  SearchMatch: ResolverTypeWrapper<SearchMatch>;
  SearchResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SearchResult']>;
  SearchType: SearchType;
  SearchTypeCount: ResolverTypeWrapper<SearchTypeCountModel>;
  Series: ResolverTypeWrapper<SeriesEntity>;
  SeriesComparison: ResolverTypeWrapper<ReadComparison>;
  SeriesCompletedEvent: ResolverTypeWrapper<EventModel>;
  SeriesConnection: ResolverTypeWrapper<ConnectionModel<SeriesEntity>>;
  SeriesCreatedEvent: ResolverTypeWrapper<EventModel>;
  SeriesEdge: ResolverTypeWrapper<EdgeModel<SeriesEntity>>;
  SeriesFilter: SeriesFilter;
  SeriesOrder: SeriesOrder;
  SeriesOrderField: SeriesOrderField;
  SeriesStatus: SeriesStatus;
  SeriesVersion: ResolverTypeWrapper<ReadVersion>;
  SourceError: ResolverTypeWrapper<SourceError>;
  SourceStatus: ResolverTypeWrapper<SourceStatusModel>;
  SourceStatusCode: SourceStatusCode;
  SourceWarning: ResolverTypeWrapper<SourceWarning>;
  StateCategory: StateCategory;
  StrayPatch: ResolverTypeWrapper<Omit<StrayPatch, 'patch'> & { patch: ResolversTypes['Patch'] }>;
  StrayReason: StrayReason;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Tag: ResolverTypeWrapper<Tag>;
  Thread: ResolverTypeWrapper<ThreadModel>;
  ThreadEntry: ResolverTypeWrapper<ThreadEntryModel>;
  ThreadPlace: ThreadPlace;
  Trailer: ResolverTypeWrapper<TrailerModel>;
  TrailerCarry: TrailerCarry;
  TrailerFilter: TrailerFilter;
  TrailerIdentity: TrailerIdentity;
  TrailerKind: TrailerKind;
  TrailerOccurrence: ResolverTypeWrapper<TrailerOccurrenceModel>;
  TrailerSource: TrailerSource;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  UnknownEvent: ResolverTypeWrapper<EventModel>;
  UpdateBundleInput: UpdateBundleInput;
  UpdateBundlePayload: ResolverTypeWrapper<Omit<UpdateBundlePayload, 'bundle'> & { bundle?: Maybe<ResolversTypes['Bundle']> }>;
  UpdateCommentInput: UpdateCommentInput;
  UpdateCommentPayload: ResolverTypeWrapper<Omit<UpdateCommentPayload, 'comment'> & { comment?: Maybe<ResolversTypes['Comment']> }>;
  UpdatePatchInput: UpdatePatchInput;
  UpdatePatchPayload: ResolverTypeWrapper<Omit<UpdatePatchPayload, 'patch'> & { patch?: Maybe<ResolversTypes['Patch']> }>;
  UpdatePatchesEntry: UpdatePatchesEntry;
  UpdatePatchesInput: UpdatePatchesInput;
  UpdatePatchesPayload: ResolverTypeWrapper<Omit<UpdatePatchesPayload, 'patches' | 'results'> & { patches: ReadonlyArray<ResolversTypes['Patch']>, results: ReadonlyArray<ResolversTypes['PatchOutcome']> }>;
  UpdateProjectInput: UpdateProjectInput;
  UpdateProjectPayload: ResolverTypeWrapper<Omit<UpdateProjectPayload, 'project'> & { project?: Maybe<ResolversTypes['Project']> }>;
  UpdateSeriesPatchesInput: UpdateSeriesPatchesInput;
  UpdateSeriesPatchesPayload: ResolverTypeWrapper<Omit<UpdateSeriesPatchesPayload, 'results' | 'series'> & { results: ReadonlyArray<ResolversTypes['PatchOutcome']>, series?: Maybe<ResolversTypes['Series']> }>;
  UpdateUserInput: UpdateUserInput;
  UpdateUserPayload: ResolverTypeWrapper<Omit<UpdateUserPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  UpstreamData: UpstreamData;
  User: ResolverTypeWrapper<UserEntity>;
  UserConnection: ResolverTypeWrapper<ConnectionModel<UserEntity>>;
  UserEdge: ResolverTypeWrapper<EdgeModel<UserEntity>>;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
  UserFilter: UserFilter;
  UserOrder: UserOrder;
  UserOrderField: UserOrderField;
  UserSettings: ResolverTypeWrapper<SettingsModel>;
  UserSettingsInput: UserSettingsInput;
  VersionKind: VersionKind;
  VersionReason: ResolverTypeWrapper<VersionReason>;
  VersionReasonKind: VersionReasonKind;
  Viewer: ResolverTypeWrapper<ViewerModel>;
  WaitingOn: WaitingOn;
  Webhook: ResolverTypeWrapper<WebhookModel>;
  WebhookDisabledReason: WebhookDisabledReason;
  WebhookState: WebhookState;
  WriteOutcome: WriteOutcome;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  ActivityPoint: ActivityPointModel;
  AddRelatedPatchesInput: AddRelatedPatchesInput;
  AddRelatedPatchesPayload: Omit<AddRelatedPatchesPayload, 'patch'> & { patch?: Maybe<ResolversParentTypes['Patch']> };
  AppliedTrailer: Omit<AppliedTrailer, 'patch' | 'trailer'> & { patch: ResolversParentTypes['Patch'], trailer: ResolversParentTypes['Trailer'] };
  ApplyMbox: ReadyMbox;
  ApplyMboxOptions: ApplyMboxOptions;
  Boolean: Scalars['Boolean']['output'];
  Bundle: BundleEntity;
  BundleConnection: ConnectionModel<BundleEntity>;
  BundleEdge: EdgeModel<BundleEntity>;
  BundleFilter: BundleFilter;
  BundleOrder: BundleOrder;
  ChangeDelivery: Delivery;
  ChangedFile: ChangedFileModel;
  Check: CheckEntity;
  CheckContext: CheckContextModel;
  CheckCreatedEvent: EventModel;
  CheckFilter: CheckFilter;
  CheckOutcome: Omit<CheckOutcome, 'check'> & { check?: Maybe<ResolversParentTypes['Check']> };
  CheckRollup: CheckRollupReading;
  Comment: CommentEntity;
  Cover: CoverEntity;
  CoverCommentCreatedEvent: EventModel;
  CoverConnection: ConnectionModel<CoverEntity>;
  CoverCreatedEvent: EventModel;
  CoverEdge: EdgeModel<CoverEntity>;
  CoverFilter: CoverFilter;
  CoverOrder: CoverOrder;
  CoverageHole: CoverageHole;
  CreateBundleInput: CreateBundleInput;
  CreateBundlePayload: Omit<CreateBundlePayload, 'bundle'> & { bundle?: Maybe<ResolversParentTypes['Bundle']> };
  CreateCheckInput: CreateCheckInput;
  CreateCheckPayload: Omit<CreateCheckPayload, 'check'> & { check?: Maybe<ResolversParentTypes['Check']> };
  CreateChecksInput: CreateChecksInput;
  CreateChecksPayload: Omit<CreateChecksPayload, 'checks' | 'results'> & { checks: ReadonlyArray<ResolversParentTypes['Check']>, results: ReadonlyArray<ResolversParentTypes['CheckOutcome']> };
  DateTime: Scalars['DateTime']['output'];
  DeleteBundleInput: DeleteBundleInput;
  DeleteBundlePayload: DeleteBundlePayload;
  DiffHunk: DiffHunkModel;
  DiffProblem: DiffProblem;
  EmailAddress: Scalars['EmailAddress']['output'];
  Event: ResolversInterfaceTypes<ResolversParentTypes>['Event'];
  EventConnection: ConnectionModel<EventModel>;
  EventDelivery: Delivery;
  EventEdge: EdgeModel<EventModel>;
  EventFilter: EventFilter;
  EventOrder: EventOrder;
  EventsGap: DeliveredGap;
  FirstReplyPoint: FirstReplyModel;
  FixesReference: FixesReference;
  Float: Scalars['Float']['output'];
  Header: Header;
  ID: Scalars['ID']['output'];
  Instance: PatchworkClient;
  InstanceCapabilities: CapabilitiesModel;
  InstanceStatus: InstanceStatusModel;
  Int: Scalars['Int']['output'];
  LiveStatus: LiveStatusModel;
  MailAddress: MailAddress;
  MailMessage: ResolversInterfaceTypes<ResolversParentTypes>['MailMessage'];
  Maintainer: MaintainerModel;
  Message: MessageModel;
  MessageID: Scalars['MessageID']['output'];
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  OpenPatchAgeGroup: OpenPatchAgeGroup;
  OpenPatchAges: OpenPatchAgesModel;
  OperationCost: OperationCost;
  OwnershipSection: OwnershipMatch;
  PageInfo: PageInfoModel;
  PairHunk: PairHunk;
  ParsedSearchQuery: SearchRequest;
  ParsedSearchTerm: SearchTerm;
  Patch: PatchEntity;
  PatchCommentCreatedEvent: EventModel;
  PatchCompletedEvent: EventModel;
  PatchConnection: ConnectionModel<PatchEntity>;
  PatchCountGroup: PatchCountGroupModel;
  PatchCountPart: PatchCountPart;
  PatchCounts: PatchCountsModel;
  PatchCreatedEvent: EventModel;
  PatchDelegatedEvent: EventModel;
  PatchEdge: EdgeModel<PatchEntity>;
  PatchFilter: PatchFilter;
  PatchOrder: PatchOrder;
  PatchOutcome: Omit<PatchOutcome, 'patch'> & { patch?: Maybe<ResolversParentTypes['Patch']> };
  PatchPair: PatchPairModel;
  PatchRelationChangedEvent: EventModel;
  PatchState: StateModel;
  PatchStateChangedEvent: EventModel;
  Person: PersonModel;
  PersonConnection: ConnectionModel<PersonEntity>;
  PersonEdge: EdgeModel<PersonEntity>;
  PersonFilter: PersonFilter;
  PersonOrder: PersonOrder;
  Prerequisite: PrerequisiteModel;
  Project: ProjectEntity;
  ProjectConnection: ConnectionModel<ProjectEntity>;
  ProjectEdge: EdgeModel<ProjectEntity>;
  ProjectFilter: ProjectFilter;
  ProjectOrder: ProjectOrder;
  Query: Record<PropertyKey, never>;
  QueueConnection: QueueConnectionModel;
  QueueEdge: QueueEdgeModel;
  QueueFilter: QueueFilter;
  QueueItem: QueueRow;
  RemoveRelatedPatchesInput: RemoveRelatedPatchesInput;
  RemoveRelatedPatchesPayload: Omit<RemoveRelatedPatchesPayload, 'patch'> & { patch?: Maybe<ResolversParentTypes['Patch']> };
  ReviewSummary: Omit<ReviewSummary, 'reviewers'> & { reviewers: ReadonlyArray<ResolversParentTypes['MailAddress']> };
  SearchConnection: SearchConnectionModel;
  SearchCoverage: SearchCoverageModel;
  SearchEdge: SearchEdgeModel;
  SearchMatch: SearchMatch;
  SearchResult: ResolversUnionTypes<ResolversParentTypes>['SearchResult'];
  SearchTypeCount: SearchTypeCountModel;
  Series: SeriesEntity;
  SeriesComparison: ReadComparison;
  SeriesCompletedEvent: EventModel;
  SeriesConnection: ConnectionModel<SeriesEntity>;
  SeriesCreatedEvent: EventModel;
  SeriesEdge: EdgeModel<SeriesEntity>;
  SeriesFilter: SeriesFilter;
  SeriesOrder: SeriesOrder;
  SeriesVersion: ReadVersion;
  SourceError: SourceError;
  SourceStatus: SourceStatusModel;
  SourceWarning: SourceWarning;
  StrayPatch: Omit<StrayPatch, 'patch'> & { patch: ResolversParentTypes['Patch'] };
  String: Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
  Tag: Tag;
  Thread: ThreadModel;
  ThreadEntry: ThreadEntryModel;
  Trailer: TrailerModel;
  TrailerFilter: TrailerFilter;
  TrailerOccurrence: TrailerOccurrenceModel;
  URL: Scalars['URL']['output'];
  UnknownEvent: EventModel;
  UpdateBundleInput: UpdateBundleInput;
  UpdateBundlePayload: Omit<UpdateBundlePayload, 'bundle'> & { bundle?: Maybe<ResolversParentTypes['Bundle']> };
  UpdateCommentInput: UpdateCommentInput;
  UpdateCommentPayload: Omit<UpdateCommentPayload, 'comment'> & { comment?: Maybe<ResolversParentTypes['Comment']> };
  UpdatePatchInput: UpdatePatchInput;
  UpdatePatchPayload: Omit<UpdatePatchPayload, 'patch'> & { patch?: Maybe<ResolversParentTypes['Patch']> };
  UpdatePatchesEntry: UpdatePatchesEntry;
  UpdatePatchesInput: UpdatePatchesInput;
  UpdatePatchesPayload: Omit<UpdatePatchesPayload, 'patches' | 'results'> & { patches: ReadonlyArray<ResolversParentTypes['Patch']>, results: ReadonlyArray<ResolversParentTypes['PatchOutcome']> };
  UpdateProjectInput: UpdateProjectInput;
  UpdateProjectPayload: Omit<UpdateProjectPayload, 'project'> & { project?: Maybe<ResolversParentTypes['Project']> };
  UpdateSeriesPatchesInput: UpdateSeriesPatchesInput;
  UpdateSeriesPatchesPayload: Omit<UpdateSeriesPatchesPayload, 'results' | 'series'> & { results: ReadonlyArray<ResolversParentTypes['PatchOutcome']>, series?: Maybe<ResolversParentTypes['Series']> };
  UpdateUserInput: UpdateUserInput;
  UpdateUserPayload: Omit<UpdateUserPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  User: UserEntity;
  UserConnection: ConnectionModel<UserEntity>;
  UserEdge: EdgeModel<UserEntity>;
  UserError: UserError;
  UserFilter: UserFilter;
  UserOrder: UserOrder;
  UserSettings: SettingsModel;
  UserSettingsInput: UserSettingsInput;
  VersionReason: VersionReason;
  Viewer: ViewerModel;
  Webhook: WebhookModel;
};

export type AlreadyReadDirectiveArgs = {
  data: ReadonlyArray<UpstreamData>;
};

export type AlreadyReadDirectiveResolver<Result, Parent, ContextType = RequestContext, Args = AlreadyReadDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ListSizeDirectiveArgs = {
  assumedSize: Scalars['Int']['input'];
};

export type ListSizeDirectiveResolver<Result, Parent, ContextType = RequestContext, Args = ListSizeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type PastedDirectiveArgs = { };

export type PastedDirectiveResolver<Result, Parent, ContextType = RequestContext, Args = PastedDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type UpstreamDirectiveArgs = {
  batch: Maybe<Scalars['Int']['input']>;
  inSeries: Maybe<ReadonlyArray<UpstreamData>>;
  perInstance?: Scalars['Float']['input'];
  requests?: Scalars['Float']['input'];
  shared: Maybe<UpstreamData>;
  unlessArgument: Maybe<Scalars['String']['input']>;
  unlessSelected: Maybe<ReadonlyArray<Scalars['String']['input']>>;
  whenArgument: Maybe<Scalars['String']['input']>;
  whenSelected: Maybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type UpstreamDirectiveResolver<Result, Parent, ContextType = RequestContext, Args = UpstreamDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type VolatileDirectiveArgs = { };

export type VolatileDirectiveResolver<Result, Parent, ContextType = RequestContext, Args = VolatileDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ActivityPointResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ActivityPoint'] = ResolversParentTypes['ActivityPoint']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  time?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type AddRelatedPatchesPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AddRelatedPatchesPayload'] = ResolversParentTypes['AddRelatedPatchesPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType>;
  patch?: Resolver<Maybe<ResolversTypes['Patch']>, ParentType, ContextType>;
};

export type AppliedTrailerResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AppliedTrailer'] = ResolversParentTypes['AppliedTrailer']> = {
  patch?: Resolver<ResolversTypes['Patch'], ParentType, ContextType>;
  trailer?: Resolver<ResolversTypes['Trailer'], ParentType, ContextType>;
};

export type ApplyMboxResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ApplyMbox'] = ResolversParentTypes['ApplyMbox']> = {
  addedTrailers?: Resolver<ReadonlyArray<ResolversTypes['AppliedTrailer']>, ParentType, ContextType>;
  baseCommit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fileName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ignoredTrailers?: Resolver<ReadonlyArray<ResolversTypes['Trailer']>, ParentType, ContextType>;
  missingIndexes?: Resolver<ReadonlyArray<ResolversTypes['Int']>, ParentType, ContextType>;
  patches?: Resolver<ReadonlyArray<ResolversTypes['Patch']>, ParentType, ContextType>;
  prerequisites?: Resolver<ReadonlyArray<ResolversTypes['Prerequisite']>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['SourceWarning']>, ParentType, ContextType>;
};

export type BundleResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Bundle'] = ResolversParentTypes['Bundle']> = {
  databaseId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  isPatchOrderKnown?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  mbox?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  mboxUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  owner?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  patches?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Patch']>>, ParentType, ContextType, RequireFields<BundlePatchesArgs, 'inOrder'>>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  public?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  webUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BundleConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['BundleConnection'] = ResolversParentTypes['BundleConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['BundleEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Bundle']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type BundleEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['BundleEdge'] = ResolversParentTypes['BundleEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Bundle'], ParentType, ContextType>;
};

export type ChangeDeliveryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ChangeDelivery'] = ResolversParentTypes['ChangeDelivery']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  events?: Resolver<ReadonlyArray<ResolversTypes['Event']>, ParentType, ContextType>;
  gaps?: Resolver<ReadonlyArray<ResolversTypes['EventsGap']>, ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['SourceWarning']>, ParentType, ContextType>;
};

export type ChangedFileResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ChangedFile'] = ResolversParentTypes['ChangedFile']> = {
  additions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  changeType?: Resolver<ResolversTypes['FileChangeType'], ParentType, ContextType>;
  deletions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  hunks?: Resolver<ReadonlyArray<ResolversTypes['DiffHunk']>, ParentType, ContextType>;
  isBinary?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  newBlob?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  newMode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  oldBlob?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  oldMode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  patches?: Resolver<ReadonlyArray<ResolversTypes['Patch']>, ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  previousPath?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  similarity?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CheckResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Check'] = ResolversParentTypes['Check']> = {
  context?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  date?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  patch?: Resolver<ResolversTypes['Patch'], ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['CheckState']>, ParentType, ContextType>;
  targetUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CheckContextResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CheckContext'] = ResolversParentTypes['CheckContext']> = {
  checks?: Resolver<ReadonlyArray<ResolversTypes['Check']>, ParentType, ContextType>;
  context?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missingFrom?: Resolver<ReadonlyArray<ResolversTypes['Patch']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['CheckRollupState'], ParentType, ContextType>;
};

export type CheckCreatedEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CheckCreatedEvent'] = ResolversParentTypes['CheckCreatedEvent']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  category?: Resolver<ResolversTypes['EventCategory'], ParentType, ContextType>;
  check?: Resolver<Maybe<ResolversTypes['Check']>, ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  date?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  patch?: Resolver<Maybe<ResolversTypes['Patch']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CheckOutcomeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CheckOutcome'] = ResolversParentTypes['CheckOutcome']> = {
  check?: Resolver<Maybe<ResolversTypes['Check']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType>;
  patchId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type CheckRollupResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CheckRollup'] = ResolversParentTypes['CheckRollup']> = {
  contexts?: Resolver<ReadonlyArray<ResolversTypes['CheckContext']>, ParentType, ContextType>;
  pendingSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['CheckRollupState'], ParentType, ContextType>;
  uncheckedPatches?: Resolver<ReadonlyArray<ResolversTypes['Patch']>, ParentType, ContextType>;
};

export type CommentResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Comment'] = ResolversParentTypes['Comment']> = {
  addressed?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  content?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  cover?: Resolver<Maybe<ResolversTypes['Cover']>, ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  date?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  header?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType, RequireFields<CommentHeaderArgs, 'name'>>;
  headers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Header']>>, ParentType, ContextType, Partial<CommentHeadersArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inReplyTo?: Resolver<Maybe<ResolversTypes['MailMessage']>, ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  listArchiveUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  mboxUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  messageId?: Resolver<Maybe<ResolversTypes['MessageID']>, ParentType, ContextType>;
  patch?: Resolver<Maybe<ResolversTypes['Patch']>, ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  submitter?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  trailers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Trailer']>>, ParentType, ContextType, Partial<CommentTrailersArgs>>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  webUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CoverResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Cover'] = ResolversParentTypes['Cover']> = {
  commentCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  comments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Comment']>>, ParentType, ContextType>;
  content?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  date?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  header?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType, RequireFields<CoverHeaderArgs, 'name'>>;
  headers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Header']>>, ParentType, ContextType, Partial<CoverHeadersArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  listArchiveUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  mbox?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  mboxUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  messageId?: Resolver<Maybe<ResolversTypes['MessageID']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  occurrences?: Resolver<Maybe<ReadonlyArray<ResolversTypes['MailMessage']>>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  series?: Resolver<Maybe<ResolversTypes['Series']>, ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  submitter?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  thread?: Resolver<Maybe<ResolversTypes['Thread']>, ParentType, ContextType>;
  trailers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Trailer']>>, ParentType, ContextType, Partial<CoverTrailersArgs>>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  webUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CoverCommentCreatedEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CoverCommentCreatedEvent'] = ResolversParentTypes['CoverCommentCreatedEvent']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  category?: Resolver<ResolversTypes['EventCategory'], ParentType, ContextType>;
  comment?: Resolver<Maybe<ResolversTypes['Comment']>, ParentType, ContextType>;
  cover?: Resolver<Maybe<ResolversTypes['Cover']>, ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  date?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CoverConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CoverConnection'] = ResolversParentTypes['CoverConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CoverEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Cover']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CoverCreatedEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CoverCreatedEvent'] = ResolversParentTypes['CoverCreatedEvent']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  category?: Resolver<ResolversTypes['EventCategory'], ParentType, ContextType>;
  cover?: Resolver<Maybe<ResolversTypes['Cover']>, ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  date?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CoverEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CoverEdge'] = ResolversParentTypes['CoverEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Cover'], ParentType, ContextType>;
};

export type CoverageHoleResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CoverageHole'] = ResolversParentTypes['CoverageHole']> = {
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type CreateBundlePayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CreateBundlePayload'] = ResolversParentTypes['CreateBundlePayload']> = {
  bundle?: Resolver<Maybe<ResolversTypes['Bundle']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType>;
};

export type CreateCheckPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CreateCheckPayload'] = ResolversParentTypes['CreateCheckPayload']> = {
  check?: Resolver<Maybe<ResolversTypes['Check']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType>;
};

export type CreateChecksPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CreateChecksPayload'] = ResolversParentTypes['CreateChecksPayload']> = {
  checks?: Resolver<ReadonlyArray<ResolversTypes['Check']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['CheckOutcome']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteBundlePayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DeleteBundlePayload'] = ResolversParentTypes['DeleteBundlePayload']> = {
  deletedId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType>;
};

export type DiffHunkResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DiffHunk'] = ResolversParentTypes['DiffHunk']> = {
  lines?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  newLines?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  newStart?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  oldLines?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  oldStart?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  section?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DiffProblemResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DiffProblem'] = ResolversParentTypes['DiffProblem']> = {
  code?: Resolver<ResolversTypes['DiffProblemCode'], ParentType, ContextType>;
  line?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface EmailAddressScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['EmailAddress'], any> {
  name: 'EmailAddress';
}

export type EventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Event'] = ResolversParentTypes['Event']> = {
  __resolveType: TypeResolveFn<'CheckCreatedEvent' | 'CoverCommentCreatedEvent' | 'CoverCreatedEvent' | 'PatchCommentCreatedEvent' | 'PatchCompletedEvent' | 'PatchCreatedEvent' | 'PatchDelegatedEvent' | 'PatchRelationChangedEvent' | 'PatchStateChangedEvent' | 'SeriesCompletedEvent' | 'SeriesCreatedEvent' | 'UnknownEvent', ParentType, ContextType>;
};

export type EventConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventConnection'] = ResolversParentTypes['EventConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['EventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Event']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type EventDeliveryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventDelivery'] = ResolversParentTypes['EventDelivery']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  events?: Resolver<ReadonlyArray<ResolversTypes['Event']>, ParentType, ContextType>;
  gaps?: Resolver<ReadonlyArray<ResolversTypes['EventsGap']>, ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
};

export type EventEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventEdge'] = ResolversParentTypes['EventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
};

export type EventsGapResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventsGap'] = ResolversParentTypes['EventsGap']> = {
  from?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  missedAtLeast?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['GapReason'], ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type FirstReplyPointResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['FirstReplyPoint'] = ResolversParentTypes['FirstReplyPoint']> = {
  answered?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  medianSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  p90Seconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  patches?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  time?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type FixesReferenceResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['FixesReference'] = ResolversParentTypes['FixesReference']> = {
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type HeaderResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Header'] = ResolversParentTypes['Header']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  raw?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type InstanceResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Instance'] = ResolversParentTypes['Instance']> = {
  apiVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  bundles?: Resolver<Maybe<ResolversTypes['BundleConnection']>, ParentType, ContextType, RequireFields<InstanceBundlesArgs, 'first'>>;
  capabilities?: Resolver<Maybe<ResolversTypes['InstanceCapabilities']>, ParentType, ContextType>;
  covers?: Resolver<Maybe<ResolversTypes['CoverConnection']>, ParentType, ContextType, RequireFields<InstanceCoversArgs, 'first'>>;
  events?: Resolver<Maybe<ResolversTypes['EventConnection']>, ParentType, ContextType, RequireFields<InstanceEventsArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isSample?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  patches?: Resolver<Maybe<ResolversTypes['PatchConnection']>, ParentType, ContextType, RequireFields<InstancePatchesArgs, 'first'>>;
  people?: Resolver<Maybe<ResolversTypes['PersonConnection']>, ParentType, ContextType, RequireFields<InstancePeopleArgs, 'first'>>;
  projects?: Resolver<Maybe<ResolversTypes['ProjectConnection']>, ParentType, ContextType, RequireFields<InstanceProjectsArgs, 'first'>>;
  seriesList?: Resolver<Maybe<ResolversTypes['SeriesConnection']>, ParentType, ContextType, RequireFields<InstanceSeriesListArgs, 'first'>>;
  states?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PatchState']>>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['InstanceStatus'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
  users?: Resolver<Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, RequireFields<InstanceUsersArgs, 'first'>>;
  webUrl?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InstanceCapabilitiesResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['InstanceCapabilities'] = ResolversParentTypes['InstanceCapabilities']> = {
  bundlesWritable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  commentAddressed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  commentDetail?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  commentEvents?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  coverComments?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  coverMbox?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  eventActorFilter?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hashFilter?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  listArchiveUrl?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  messageIdFilter?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  patchComments?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  projectSubjectMatch?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  projectUrlFormats?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  relatedPatches?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  seriesDependencies?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  showDependencies?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userSettings?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  webUrls?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type InstanceStatusResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['InstanceStatus'] = ResolversParentTypes['InstanceStatus']> = {
  breaker?: Resolver<ResolversTypes['BreakerState'], ParentType, ContextType>;
  health?: Resolver<ResolversTypes['InstanceHealth'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastError?: Resolver<Maybe<ResolversTypes['SourceError']>, ParentType, ContextType>;
  lastErrorAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastSuccessAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  latencyMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type LiveStatusResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['LiveStatus'] = ResolversParentTypes['LiveStatus']> = {
  cursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['SourceError']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  intervalSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  lagSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  lastEventAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastPollAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['LiveState'], ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['SourceWarning']>, ParentType, ContextType>;
};

export type MailAddressResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MailAddress'] = ResolversParentTypes['MailAddress']> = {
  email?: Resolver<Maybe<ResolversTypes['EmailAddress']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MailMessageResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MailMessage'] = ResolversParentTypes['MailMessage']> = {
  __resolveType: TypeResolveFn<'Comment' | 'Cover' | 'Patch', ParentType, ContextType>;
};

export type MaintainerResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Maintainer'] = ResolversParentTypes['Maintainer']> = {
  email?: Resolver<Maybe<ResolversTypes['EmailAddress']>, ParentType, ContextType>;
  firstName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  username?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MessageResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Message'] = ResolversParentTypes['Message']> = {
  date?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  messageId?: Resolver<ResolversTypes['MessageID'], ParentType, ContextType>;
  occurrences?: Resolver<ReadonlyArray<ResolversTypes['MailMessage']>, ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface MessageIdScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['MessageID'], any> {
  name: 'MessageID';
}

export type MutationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addRelatedPatches?: Resolver<Maybe<ResolversTypes['AddRelatedPatchesPayload']>, ParentType, ContextType, RequireFields<MutationAddRelatedPatchesArgs, 'input'>>;
  createBundle?: Resolver<Maybe<ResolversTypes['CreateBundlePayload']>, ParentType, ContextType, RequireFields<MutationCreateBundleArgs, 'input'>>;
  createCheck?: Resolver<Maybe<ResolversTypes['CreateCheckPayload']>, ParentType, ContextType, RequireFields<MutationCreateCheckArgs, 'input'>>;
  createChecks?: Resolver<Maybe<ResolversTypes['CreateChecksPayload']>, ParentType, ContextType, RequireFields<MutationCreateChecksArgs, 'input'>>;
  deleteBundle?: Resolver<Maybe<ResolversTypes['DeleteBundlePayload']>, ParentType, ContextType, RequireFields<MutationDeleteBundleArgs, 'input'>>;
  removeRelatedPatches?: Resolver<Maybe<ResolversTypes['RemoveRelatedPatchesPayload']>, ParentType, ContextType, RequireFields<MutationRemoveRelatedPatchesArgs, 'input'>>;
  updateBundle?: Resolver<Maybe<ResolversTypes['UpdateBundlePayload']>, ParentType, ContextType, RequireFields<MutationUpdateBundleArgs, 'input'>>;
  updateComment?: Resolver<Maybe<ResolversTypes['UpdateCommentPayload']>, ParentType, ContextType, RequireFields<MutationUpdateCommentArgs, 'input'>>;
  updatePatch?: Resolver<Maybe<ResolversTypes['UpdatePatchPayload']>, ParentType, ContextType, RequireFields<MutationUpdatePatchArgs, 'input'>>;
  updatePatches?: Resolver<Maybe<ResolversTypes['UpdatePatchesPayload']>, ParentType, ContextType, RequireFields<MutationUpdatePatchesArgs, 'input'>>;
  updateProject?: Resolver<Maybe<ResolversTypes['UpdateProjectPayload']>, ParentType, ContextType, RequireFields<MutationUpdateProjectArgs, 'input'>>;
  updateSeriesPatches?: Resolver<Maybe<ResolversTypes['UpdateSeriesPatchesPayload']>, ParentType, ContextType, RequireFields<MutationUpdateSeriesPatchesArgs, 'input'>>;
  updateUser?: Resolver<Maybe<ResolversTypes['UpdateUserPayload']>, ParentType, ContextType, RequireFields<MutationUpdateUserArgs, 'input'>>;
};

export type NodeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Bundle' | 'Check' | 'Comment' | 'Cover' | 'Instance' | 'Patch' | 'Person' | 'Project' | 'Series' | 'User', ParentType, ContextType>;
};

export type OpenPatchAgeGroupResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OpenPatchAgeGroup'] = ResolversParentTypes['OpenPatchAgeGroup']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  fromDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  toDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type OpenPatchAgesResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OpenPatchAges'] = ResolversParentTypes['OpenPatchAges']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  groups?: Resolver<ReadonlyArray<ResolversTypes['OpenPatchAgeGroup']>, ParentType, ContextType>;
  medianSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  oldest?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  p90Seconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type OperationCostResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OperationCost'] = ResolversParentTypes['OperationCost']> = {
  estimatedRequests?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  limit?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  upstreamRequests?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OwnershipSectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OwnershipSection'] = ResolversParentTypes['OwnershipSection']> = {
  lists?: Resolver<ReadonlyArray<ResolversTypes['EmailAddress']>, ParentType, ContextType>;
  maintainers?: Resolver<ReadonlyArray<ResolversTypes['MailAddress']>, ParentType, ContextType>;
  matchedBy?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reviewers?: Resolver<ReadonlyArray<ResolversTypes['MailAddress']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PairHunkResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PairHunk'] = ResolversParentTypes['PairHunk']> = {
  fromStart?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  section?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  toStart?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ParsedSearchQueryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ParsedSearchQuery'] = ResolversParentTypes['ParsedSearchQuery']> = {
  instances?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  terms?: Resolver<ReadonlyArray<ResolversTypes['ParsedSearchTerm']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  types?: Resolver<ReadonlyArray<ResolversTypes['SearchType']>, ParentType, ContextType>;
};

export type ParsedSearchTermResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ParsedSearchTerm'] = ResolversParentTypes['ParsedSearchTerm']> = {
  end?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  negated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  phrase?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  start?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PatchResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Patch'] = ResolversParentTypes['Patch']> = {
  additions?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  archived?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  changedFiles?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  check?: Resolver<Maybe<ResolversTypes['CheckState']>, ParentType, ContextType>;
  checkRollup?: Resolver<Maybe<ResolversTypes['CheckRollup']>, ParentType, ContextType>;
  checks?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Check']>>, ParentType, ContextType, Partial<PatchChecksArgs>>;
  commentCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  comments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Comment']>>, ParentType, ContextType>;
  commitMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  commitRef?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  content?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  count?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  date?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  delegate?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  deletions?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  diff?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  diffProblems?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DiffProblem']>>, ParentType, ContextType>;
  files?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ChangedFile']>>, ParentType, ContextType, Partial<PatchFilesArgs>>;
  hash?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  header?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType, RequireFields<PatchHeaderArgs, 'name'>>;
  headers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Header']>>, ParentType, ContextType, Partial<PatchHeadersArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  index?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  listArchiveUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  mbox?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  mboxUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  messageId?: Resolver<Maybe<ResolversTypes['MessageID']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  notes?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  occurrences?: Resolver<Maybe<ReadonlyArray<ResolversTypes['MailMessage']>>, ParentType, ContextType>;
  owners?: Resolver<Maybe<ReadonlyArray<ResolversTypes['OwnershipSection']>>, ParentType, ContextType>;
  prefixes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  pullUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  related?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Patch']>>, ParentType, ContextType>;
  reviewDecision?: Resolver<Maybe<ResolversTypes['ReviewDecision']>, ParentType, ContextType>;
  reviewSummary?: Resolver<Maybe<ResolversTypes['ReviewSummary']>, ParentType, ContextType>;
  series?: Resolver<Maybe<ResolversTypes['Series']>, ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['PatchState']>, ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  submitter?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  supersededBy?: Resolver<Maybe<ResolversTypes['Patch']>, ParentType, ContextType>;
  supersedes?: Resolver<Maybe<ResolversTypes['Patch']>, ParentType, ContextType>;
  tags?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Tag']>>, ParentType, ContextType>;
  thread?: Resolver<Maybe<ResolversTypes['Thread']>, ParentType, ContextType>;
  trailers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Trailer']>>, ParentType, ContextType, Partial<PatchTrailersArgs>>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  webUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PatchCommentCreatedEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PatchCommentCreatedEvent'] = ResolversParentTypes['PatchCommentCreatedEvent']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  category?: Resolver<ResolversTypes['EventCategory'], ParentType, ContextType>;
  comment?: Resolver<Maybe<ResolversTypes['Comment']>, ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  date?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  patch?: Resolver<Maybe<ResolversTypes['Patch']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PatchCompletedEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PatchCompletedEvent'] = ResolversParentTypes['PatchCompletedEvent']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  category?: Resolver<ResolversTypes['EventCategory'], ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  date?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  patch?: Resolver<Maybe<ResolversTypes['Patch']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  series?: Resolver<Maybe<ResolversTypes['Series']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PatchConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PatchConnection'] = ResolversParentTypes['PatchConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PatchEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Patch']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type PatchCountGroupResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PatchCountGroup'] = ResolversParentTypes['PatchCountGroup']> = {
  breakdown?: Resolver<ReadonlyArray<ResolversTypes['PatchCountPart']>, ParentType, ContextType>;
  category?: Resolver<Maybe<ResolversTypes['StateCategory']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  instance?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  time?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type PatchCountPartResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PatchCountPart'] = ResolversParentTypes['PatchCountPart']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PatchCountsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PatchCounts'] = ResolversParentTypes['PatchCounts']> = {
  groups?: Resolver<ReadonlyArray<ResolversTypes['PatchCountGroup']>, ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  uncountedCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type PatchCreatedEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PatchCreatedEvent'] = ResolversParentTypes['PatchCreatedEvent']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  category?: Resolver<ResolversTypes['EventCategory'], ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  date?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  patch?: Resolver<Maybe<ResolversTypes['Patch']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PatchDelegatedEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PatchDelegatedEvent'] = ResolversParentTypes['PatchDelegatedEvent']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  category?: Resolver<ResolversTypes['EventCategory'], ParentType, ContextType>;
  currentDelegate?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  date?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  patch?: Resolver<Maybe<ResolversTypes['Patch']>, ParentType, ContextType>;
  previousDelegate?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PatchEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PatchEdge'] = ResolversParentTypes['PatchEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Patch'], ParentType, ContextType>;
};

export type PatchOutcomeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PatchOutcome'] = ResolversParentTypes['PatchOutcome']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType>;
  patch?: Resolver<Maybe<ResolversTypes['Patch']>, ParentType, ContextType>;
};

export type PatchPairResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PatchPair'] = ResolversParentTypes['PatchPair']> = {
  changes?: Resolver<ReadonlyArray<ResolversTypes['PairChange']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Patch']>, ParentType, ContextType>;
  hunks?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PairHunk']>>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PairKind'], ParentType, ContextType>;
  pairedBy?: Resolver<Maybe<ResolversTypes['PairedBy']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['DiffProblem']>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['Patch']>, ParentType, ContextType>;
};

export type PatchRelationChangedEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PatchRelationChangedEvent'] = ResolversParentTypes['PatchRelationChangedEvent']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  category?: Resolver<ResolversTypes['EventCategory'], ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  date?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  patch?: Resolver<Maybe<ResolversTypes['Patch']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PatchStateResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PatchState'] = ResolversParentTypes['PatchState']> = {
  category?: Resolver<ResolversTypes['StateCategory'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PatchStateChangedEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PatchStateChangedEvent'] = ResolversParentTypes['PatchStateChangedEvent']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  category?: Resolver<ResolversTypes['EventCategory'], ParentType, ContextType>;
  currentState?: Resolver<Maybe<ResolversTypes['PatchState']>, ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  date?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  patch?: Resolver<Maybe<ResolversTypes['Patch']>, ParentType, ContextType>;
  previousState?: Resolver<Maybe<ResolversTypes['PatchState']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PersonResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Person'] = ResolversParentTypes['Person']> = {
  accounts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Person']>>, ParentType, ContextType>;
  covers?: Resolver<Maybe<ResolversTypes['CoverConnection']>, ParentType, ContextType, RequireFields<PersonCoversArgs, 'first'>>;
  databaseId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['EmailAddress']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  patches?: Resolver<Maybe<ResolversTypes['PatchConnection']>, ParentType, ContextType, RequireFields<PersonPatchesArgs, 'first'>>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PersonConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PersonConnection'] = ResolversParentTypes['PersonConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PersonEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Person']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type PersonEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PersonEdge'] = ResolversParentTypes['PersonEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
};

export type PrerequisiteResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Prerequisite'] = ResolversParentTypes['Prerequisite']> = {
  isOutdated?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PrerequisiteKind'], ParentType, ContextType>;
  patch?: Resolver<Maybe<ResolversTypes['Patch']>, ParentType, ContextType>;
  series?: Resolver<Maybe<ResolversTypes['Series']>, ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ProjectResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project']> = {
  activity?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ActivityPoint']>>, ParentType, ContextType, RequireFields<ProjectActivityArgs, 'interval' | 'since'>>;
  bundles?: Resolver<Maybe<ResolversTypes['BundleConnection']>, ParentType, ContextType, RequireFields<ProjectBundlesArgs, 'first'>>;
  commitUrlFormat?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  covers?: Resolver<Maybe<ResolversTypes['CoverConnection']>, ParentType, ContextType, RequireFields<ProjectCoversArgs, 'first'>>;
  databaseId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  events?: Resolver<Maybe<ResolversTypes['EventConnection']>, ParentType, ContextType, RequireFields<ProjectEventsArgs, 'first'>>;
  firstReplies?: Resolver<Maybe<ReadonlyArray<ResolversTypes['FirstReplyPoint']>>, ParentType, ContextType, RequireFields<ProjectFirstRepliesArgs, 'interval' | 'since'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  linkName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  listArchiveUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  listArchiveUrlFormat?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  listEmail?: Resolver<Maybe<ResolversTypes['EmailAddress']>, ParentType, ContextType>;
  listId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  maintainers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Maintainer']>>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  openPatchAges?: Resolver<Maybe<ResolversTypes['OpenPatchAges']>, ParentType, ContextType>;
  patches?: Resolver<Maybe<ResolversTypes['PatchConnection']>, ParentType, ContextType, RequireFields<ProjectPatchesArgs, 'first'>>;
  scmUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  seriesList?: Resolver<Maybe<ResolversTypes['SeriesConnection']>, ParentType, ContextType, RequireFields<ProjectSeriesListArgs, 'first'>>;
  showDependencies?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  subjectMatch?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  webUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  webscmUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProjectConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProjectConnection'] = ResolversParentTypes['ProjectConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ProjectEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Project']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ProjectEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProjectEdge'] = ResolversParentTypes['ProjectEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  bundle?: Resolver<Maybe<ResolversTypes['Bundle']>, ParentType, ContextType, RequireFields<QueryBundleArgs, 'databaseId' | 'instance'>>;
  bundles?: Resolver<Maybe<ResolversTypes['BundleConnection']>, ParentType, ContextType, RequireFields<QueryBundlesArgs, 'first'>>;
  check?: Resolver<Maybe<ResolversTypes['Check']>, ParentType, ContextType, RequireFields<QueryCheckArgs, 'databaseId' | 'instance' | 'patch'>>;
  cover?: Resolver<Maybe<ResolversTypes['Cover']>, ParentType, ContextType, RequireFields<QueryCoverArgs, 'databaseId' | 'instance'>>;
  covers?: Resolver<Maybe<ResolversTypes['CoverConnection']>, ParentType, ContextType, RequireFields<QueryCoversArgs, 'first'>>;
  events?: Resolver<Maybe<ResolversTypes['EventConnection']>, ParentType, ContextType, RequireFields<QueryEventsArgs, 'first'>>;
  hooks?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Webhook']>>, ParentType, ContextType>;
  instance?: Resolver<Maybe<ResolversTypes['Instance']>, ParentType, ContextType, RequireFields<QueryInstanceArgs, 'name'>>;
  instances?: Resolver<ReadonlyArray<ResolversTypes['Instance']>, ParentType, ContextType>;
  live?: Resolver<Maybe<ReadonlyArray<ResolversTypes['LiveStatus']>>, ParentType, ContextType, Partial<QueryLiveArgs>>;
  message?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType, RequireFields<QueryMessageArgs, 'messageId'>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['Node']>>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  operationCost?: Resolver<ResolversTypes['OperationCost'], ParentType, ContextType>;
  patch?: Resolver<Maybe<ResolversTypes['Patch']>, ParentType, ContextType, RequireFields<QueryPatchArgs, 'databaseId' | 'instance'>>;
  patchCounts?: Resolver<Maybe<ResolversTypes['PatchCounts']>, ParentType, ContextType, RequireFields<QueryPatchCountsArgs, 'by'>>;
  patches?: Resolver<Maybe<ResolversTypes['PatchConnection']>, ParentType, ContextType, RequireFields<QueryPatchesArgs, 'first'>>;
  people?: Resolver<Maybe<ResolversTypes['PersonConnection']>, ParentType, ContextType, RequireFields<QueryPeopleArgs, 'first'>>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType, Partial<QueryPersonArgs>>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<QueryProjectArgs, 'instance' | 'linkName'>>;
  projects?: Resolver<Maybe<ResolversTypes['ProjectConnection']>, ParentType, ContextType, RequireFields<QueryProjectsArgs, 'first'>>;
  resource?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryResourceArgs, 'url'>>;
  reviewQueue?: Resolver<Maybe<ResolversTypes['QueueConnection']>, ParentType, ContextType, RequireFields<QueryReviewQueueArgs, 'first'>>;
  search?: Resolver<Maybe<ResolversTypes['SearchConnection']>, ParentType, ContextType, RequireFields<QuerySearchArgs, 'first' | 'query' | 'requireComplete'>>;
  searchCoverage?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SearchCoverage']>>, ParentType, ContextType, Partial<QuerySearchCoverageArgs>>;
  series?: Resolver<Maybe<ResolversTypes['Series']>, ParentType, ContextType, RequireFields<QuerySeriesArgs, 'databaseId' | 'instance'>>;
  seriesList?: Resolver<Maybe<ResolversTypes['SeriesConnection']>, ParentType, ContextType, RequireFields<QuerySeriesListArgs, 'first'>>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType, RequireFields<QueryUserArgs, 'databaseId' | 'instance'>>;
  users?: Resolver<Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, RequireFields<QueryUsersArgs, 'first'>>;
  viewers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Viewer']>>, ParentType, ContextType>;
};

export type QueueConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['QueueConnection'] = ResolversParentTypes['QueueConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['QueueEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['QueueItem']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type QueueEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['QueueEdge'] = ResolversParentTypes['QueueEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['QueueItem'], ParentType, ContextType>;
};

export type QueueItemResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['QueueItem'] = ResolversParentTypes['QueueItem']> = {
  lastActivityAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastReviewActivityAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['QueueReason']>, ParentType, ContextType>;
  series?: Resolver<ResolversTypes['Series'], ParentType, ContextType>;
  unanswered?: Resolver<ReadonlyArray<ResolversTypes['Comment']>, ParentType, ContextType>;
  waitingOn?: Resolver<ResolversTypes['WaitingOn'], ParentType, ContextType>;
  waitingSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type RemoveRelatedPatchesPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RemoveRelatedPatchesPayload'] = ResolversParentTypes['RemoveRelatedPatchesPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType>;
  patch?: Resolver<Maybe<ResolversTypes['Patch']>, ParentType, ContextType>;
};

export type ReviewSummaryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReviewSummary'] = ResolversParentTypes['ReviewSummary']> = {
  ackCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  nackCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reviewCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reviewers?: Resolver<ReadonlyArray<ResolversTypes['MailAddress']>, ParentType, ContextType>;
  testCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unreviewedIndexes?: Resolver<ReadonlyArray<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SearchConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SearchConnection'] = ResolversParentTypes['SearchConnection']> = {
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  counts?: Resolver<ReadonlyArray<ResolversTypes['SearchTypeCount']>, ParentType, ContextType>;
  coverage?: Resolver<ReadonlyArray<ResolversTypes['SearchCoverage']>, ParentType, ContextType>;
  edges?: Resolver<ReadonlyArray<ResolversTypes['SearchEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['SearchResult']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  parsedQuery?: Resolver<ResolversTypes['ParsedSearchQuery'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['SourceWarning']>, ParentType, ContextType>;
};

export type SearchCoverageResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SearchCoverage'] = ResolversParentTypes['SearchCoverage']> = {
  comments?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  covers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  expectedPatches?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  holes?: Resolver<ReadonlyArray<ResolversTypes['CoverageHole']>, ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  lagSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  patches?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  projectName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['CoverageState'], ParentType, ContextType>;
  truncated?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type SearchEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SearchEdge'] = ResolversParentTypes['SearchEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  matches?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SearchMatch']>>, ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SearchResult'], ParentType, ContextType>;
};

export type SearchMatchResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SearchMatch'] = ResolversParentTypes['SearchMatch']> = {
  excerpt?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ranges?: Resolver<ReadonlyArray<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SearchResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SearchResult'] = ResolversParentTypes['SearchResult']> = {
  __resolveType: TypeResolveFn<'Comment' | 'Cover' | 'Message' | 'Patch' | 'Person' | 'Project' | 'Series', ParentType, ContextType>;
};

export type SearchTypeCountResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SearchTypeCount'] = ResolversParentTypes['SearchTypeCount']> = {
  count?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['SearchType'], ParentType, ContextType>;
};

export type SeriesResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Series'] = ResolversParentTypes['Series']> = {
  additions?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  applyMbox?: Resolver<Maybe<ResolversTypes['ApplyMbox']>, ParentType, ContextType, Partial<SeriesApplyMboxArgs>>;
  baseCommit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  changeId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  changedFiles?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  checkRollup?: Resolver<Maybe<ResolversTypes['CheckRollup']>, ParentType, ContextType>;
  compare?: Resolver<Maybe<ResolversTypes['SeriesComparison']>, ParentType, ContextType, RequireFields<SeriesCompareArgs, 'creationFactor'>>;
  coverLetter?: Resolver<Maybe<ResolversTypes['Cover']>, ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  date?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  deletions?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  dependencies?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Series']>>, ParentType, ContextType>;
  dependents?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Series']>>, ParentType, ContextType>;
  files?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ChangedFile']>>, ParentType, ContextType, Partial<SeriesFilesArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  isComplete?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  isLatestVersion?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  latestVersion?: Resolver<Maybe<ResolversTypes['Series']>, ParentType, ContextType>;
  mbox?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  mboxUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  missingIndexes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Int']>>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  patches?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Patch']>>, ParentType, ContextType>;
  prerequisites?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Prerequisite']>>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  receivedAll?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  receivedTotal?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  reviewDecision?: Resolver<Maybe<ResolversTypes['ReviewDecision']>, ParentType, ContextType, RequireFields<SeriesReviewDecisionArgs, 'confirmedOnly' | 'minApprovals'>>;
  reviewSummary?: Resolver<Maybe<ResolversTypes['ReviewSummary']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['SeriesStatus']>, ParentType, ContextType>;
  strays?: Resolver<Maybe<ReadonlyArray<ResolversTypes['StrayPatch']>>, ParentType, ContextType>;
  submitter?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  supersededBy?: Resolver<Maybe<ResolversTypes['Series']>, ParentType, ContextType>;
  supersedes?: Resolver<Maybe<ResolversTypes['Series']>, ParentType, ContextType>;
  thread?: Resolver<Maybe<ResolversTypes['Thread']>, ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  trailers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Trailer']>>, ParentType, ContextType, Partial<SeriesTrailersArgs>>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  versions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SeriesVersion']>>, ParentType, ContextType, RequireFields<SeriesVersionsArgs, 'minConfidence'>>;
  webUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SeriesComparisonResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SeriesComparison'] = ResolversParentTypes['SeriesComparison']> = {
  from?: Resolver<ResolversTypes['Series'], ParentType, ContextType>;
  pairs?: Resolver<ReadonlyArray<ResolversTypes['PatchPair']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Series'], ParentType, ContextType>;
};

export type SeriesCompletedEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SeriesCompletedEvent'] = ResolversParentTypes['SeriesCompletedEvent']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  category?: Resolver<ResolversTypes['EventCategory'], ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  date?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  series?: Resolver<Maybe<ResolversTypes['Series']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SeriesConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SeriesConnection'] = ResolversParentTypes['SeriesConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SeriesEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Series']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SeriesCreatedEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SeriesCreatedEvent'] = ResolversParentTypes['SeriesCreatedEvent']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  category?: Resolver<ResolversTypes['EventCategory'], ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  date?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  series?: Resolver<Maybe<ResolversTypes['Series']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SeriesEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SeriesEdge'] = ResolversParentTypes['SeriesEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Series'], ParentType, ContextType>;
};

export type SeriesVersionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SeriesVersion'] = ResolversParentTypes['SeriesVersion']> = {
  confidence?: Resolver<Maybe<ResolversTypes['LinkConfidence']>, ParentType, ContextType>;
  isLatest?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['VersionKind'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['VersionReason']>, ParentType, ContextType>;
  series?: Resolver<ResolversTypes['Series'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SourceErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SourceError'] = ResolversParentTypes['SourceError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SourceStatusResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SourceStatus'] = ResolversParentTypes['SourceStatus']> = {
  error?: Resolver<Maybe<ResolversTypes['SourceError']>, ParentType, ContextType>;
  fetchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  live?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  requests?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SourceStatusCode'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['SourceWarning']>, ParentType, ContextType>;
};

export type SourceWarningResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SourceWarning'] = ResolversParentTypes['SourceWarning']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type StrayPatchResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['StrayPatch'] = ResolversParentTypes['StrayPatch']> = {
  patch?: Resolver<ResolversTypes['Patch'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['StrayReason'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  changed?: SubscriptionResolver<ResolversTypes['ChangeDelivery'], "changed", ParentType, ContextType, RequireFields<SubscriptionChangedArgs, 'ids'>>;
  events?: SubscriptionResolver<ResolversTypes['EventDelivery'], "events", ParentType, ContextType, Partial<SubscriptionEventsArgs>>;
};

export type TagResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Tag'] = ResolversParentTypes['Tag']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ThreadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Thread'] = ResolversParentTypes['Thread']> = {
  entries?: Resolver<ReadonlyArray<ResolversTypes['ThreadEntry']>, ParentType, ContextType>;
  lastMessageAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  participants?: Resolver<ReadonlyArray<ResolversTypes['MailAddress']>, ParentType, ContextType>;
};

export type ThreadEntryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ThreadEntry'] = ResolversParentTypes['ThreadEntry']> = {
  depth?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['MailMessage']>, ParentType, ContextType>;
  messageId?: Resolver<ResolversTypes['MessageID'], ParentType, ContextType>;
  parentMessageId?: Resolver<Maybe<ResolversTypes['MessageID']>, ParentType, ContextType>;
  place?: Resolver<ResolversTypes['ThreadPlace'], ParentType, ContextType>;
};

export type TrailerResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Trailer'] = ResolversParentTypes['Trailer']> = {
  carry?: Resolver<Maybe<ResolversTypes['TrailerCarry']>, ParentType, ContextType>;
  confirmedBy?: Resolver<Maybe<ResolversTypes['Comment']>, ParentType, ContextType>;
  counts?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  fixes?: Resolver<Maybe<ResolversTypes['FixesReference']>, ParentType, ContextType>;
  identity?: Resolver<ResolversTypes['TrailerIdentity'], ParentType, ContextType>;
  inBlock?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['TrailerKind'], ParentType, ContextType>;
  linkedMessageId?: Resolver<Maybe<ResolversTypes['MessageID']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  occurrence?: Resolver<ResolversTypes['TrailerOccurrence'], ParentType, ContextType>;
  occurrences?: Resolver<ReadonlyArray<ResolversTypes['TrailerOccurrence']>, ParentType, ContextType>;
  patchIndexes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Int']>>, ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['MailAddress']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['TrailerSource'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TrailerOccurrenceResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TrailerOccurrence'] = ResolversParentTypes['TrailerOccurrence']> = {
  author?: Resolver<Maybe<ResolversTypes['MailAddress']>, ParentType, ContextType>;
  date?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  line?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['MailMessage'], ParentType, ContextType>;
};

export interface UrlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URL'], any> {
  name: 'URL';
}

export type UnknownEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UnknownEvent'] = ResolversParentTypes['UnknownEvent']> = {
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  category?: Resolver<ResolversTypes['EventCategory'], ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  date?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  rawCategory?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpdateBundlePayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateBundlePayload'] = ResolversParentTypes['UpdateBundlePayload']> = {
  bundle?: Resolver<Maybe<ResolversTypes['Bundle']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType>;
};

export type UpdateCommentPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateCommentPayload'] = ResolversParentTypes['UpdateCommentPayload']> = {
  comment?: Resolver<Maybe<ResolversTypes['Comment']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType>;
};

export type UpdatePatchPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdatePatchPayload'] = ResolversParentTypes['UpdatePatchPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType>;
  patch?: Resolver<Maybe<ResolversTypes['Patch']>, ParentType, ContextType>;
};

export type UpdatePatchesPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdatePatchesPayload'] = ResolversParentTypes['UpdatePatchesPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  patches?: Resolver<ReadonlyArray<ResolversTypes['Patch']>, ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['PatchOutcome']>, ParentType, ContextType>;
};

export type UpdateProjectPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateProjectPayload'] = ResolversParentTypes['UpdateProjectPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
};

export type UpdateSeriesPatchesPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateSeriesPatchesPayload'] = ResolversParentTypes['UpdateSeriesPatchesPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['PatchOutcome']>, ParentType, ContextType>;
  series?: Resolver<Maybe<ResolversTypes['Series']>, ParentType, ContextType>;
};

export type UpdateUserPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UpdateUserPayload'] = ResolversParentTypes['UpdateUserPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type UserResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  databaseId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  delegatedPatches?: Resolver<Maybe<ResolversTypes['PatchConnection']>, ParentType, ContextType, RequireFields<UserDelegatedPatchesArgs, 'first'>>;
  email?: Resolver<Maybe<ResolversTypes['EmailAddress']>, ParentType, ContextType>;
  firstName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  lastName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  settings?: Resolver<Maybe<ResolversTypes['UserSettings']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  username?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserConnection'] = ResolversParentTypes['UserConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['UserEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['User']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type UserEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserEdge'] = ResolversParentTypes['UserEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  field?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UserSettingsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserSettings'] = ResolversParentTypes['UserSettings']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  itemsPerPage?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  sendEmail?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  showIds?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type VersionReasonResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['VersionReason'] = ResolversParentTypes['VersionReason']> = {
  detail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['VersionReasonKind'], ParentType, ContextType>;
  score?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  bundles?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Bundle']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  projects?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Project']>>, ParentType, ContextType>;
  queue?: Resolver<Maybe<ResolversTypes['QueueConnection']>, ParentType, ContextType, RequireFields<ViewerQueueArgs, 'first'>>;
  toDo?: Resolver<Maybe<ResolversTypes['PatchConnection']>, ParentType, ContextType, RequireFields<ViewerToDoArgs, 'first'>>;
  toDoCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type WebhookResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Webhook'] = ResolversParentTypes['Webhook']> = {
  disabledReason?: Resolver<Maybe<ResolversTypes['WebhookDisabledReason']>, ParentType, ContextType>;
  failingSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  failures?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lastDeliveryAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  operationName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  retrying?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['WebhookState'], ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['SourceWarning']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = RequestContext> = {
  ActivityPoint?: ActivityPointResolvers<ContextType>;
  AddRelatedPatchesPayload?: AddRelatedPatchesPayloadResolvers<ContextType>;
  AppliedTrailer?: AppliedTrailerResolvers<ContextType>;
  ApplyMbox?: ApplyMboxResolvers<ContextType>;
  Bundle?: BundleResolvers<ContextType>;
  BundleConnection?: BundleConnectionResolvers<ContextType>;
  BundleEdge?: BundleEdgeResolvers<ContextType>;
  ChangeDelivery?: ChangeDeliveryResolvers<ContextType>;
  ChangedFile?: ChangedFileResolvers<ContextType>;
  Check?: CheckResolvers<ContextType>;
  CheckContext?: CheckContextResolvers<ContextType>;
  CheckCreatedEvent?: CheckCreatedEventResolvers<ContextType>;
  CheckOutcome?: CheckOutcomeResolvers<ContextType>;
  CheckRollup?: CheckRollupResolvers<ContextType>;
  Comment?: CommentResolvers<ContextType>;
  Cover?: CoverResolvers<ContextType>;
  CoverCommentCreatedEvent?: CoverCommentCreatedEventResolvers<ContextType>;
  CoverConnection?: CoverConnectionResolvers<ContextType>;
  CoverCreatedEvent?: CoverCreatedEventResolvers<ContextType>;
  CoverEdge?: CoverEdgeResolvers<ContextType>;
  CoverageHole?: CoverageHoleResolvers<ContextType>;
  CreateBundlePayload?: CreateBundlePayloadResolvers<ContextType>;
  CreateCheckPayload?: CreateCheckPayloadResolvers<ContextType>;
  CreateChecksPayload?: CreateChecksPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeleteBundlePayload?: DeleteBundlePayloadResolvers<ContextType>;
  DiffHunk?: DiffHunkResolvers<ContextType>;
  DiffProblem?: DiffProblemResolvers<ContextType>;
  EmailAddress?: GraphQLScalarType;
  Event?: EventResolvers<ContextType>;
  EventConnection?: EventConnectionResolvers<ContextType>;
  EventDelivery?: EventDeliveryResolvers<ContextType>;
  EventEdge?: EventEdgeResolvers<ContextType>;
  EventsGap?: EventsGapResolvers<ContextType>;
  FirstReplyPoint?: FirstReplyPointResolvers<ContextType>;
  FixesReference?: FixesReferenceResolvers<ContextType>;
  Header?: HeaderResolvers<ContextType>;
  Instance?: InstanceResolvers<ContextType>;
  InstanceCapabilities?: InstanceCapabilitiesResolvers<ContextType>;
  InstanceStatus?: InstanceStatusResolvers<ContextType>;
  LiveStatus?: LiveStatusResolvers<ContextType>;
  MailAddress?: MailAddressResolvers<ContextType>;
  MailMessage?: MailMessageResolvers<ContextType>;
  Maintainer?: MaintainerResolvers<ContextType>;
  Message?: MessageResolvers<ContextType>;
  MessageID?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  OpenPatchAgeGroup?: OpenPatchAgeGroupResolvers<ContextType>;
  OpenPatchAges?: OpenPatchAgesResolvers<ContextType>;
  OperationCost?: OperationCostResolvers<ContextType>;
  OwnershipSection?: OwnershipSectionResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PairHunk?: PairHunkResolvers<ContextType>;
  ParsedSearchQuery?: ParsedSearchQueryResolvers<ContextType>;
  ParsedSearchTerm?: ParsedSearchTermResolvers<ContextType>;
  Patch?: PatchResolvers<ContextType>;
  PatchCommentCreatedEvent?: PatchCommentCreatedEventResolvers<ContextType>;
  PatchCompletedEvent?: PatchCompletedEventResolvers<ContextType>;
  PatchConnection?: PatchConnectionResolvers<ContextType>;
  PatchCountGroup?: PatchCountGroupResolvers<ContextType>;
  PatchCountPart?: PatchCountPartResolvers<ContextType>;
  PatchCounts?: PatchCountsResolvers<ContextType>;
  PatchCreatedEvent?: PatchCreatedEventResolvers<ContextType>;
  PatchDelegatedEvent?: PatchDelegatedEventResolvers<ContextType>;
  PatchEdge?: PatchEdgeResolvers<ContextType>;
  PatchOutcome?: PatchOutcomeResolvers<ContextType>;
  PatchPair?: PatchPairResolvers<ContextType>;
  PatchRelationChangedEvent?: PatchRelationChangedEventResolvers<ContextType>;
  PatchState?: PatchStateResolvers<ContextType>;
  PatchStateChangedEvent?: PatchStateChangedEventResolvers<ContextType>;
  Person?: PersonResolvers<ContextType>;
  PersonConnection?: PersonConnectionResolvers<ContextType>;
  PersonEdge?: PersonEdgeResolvers<ContextType>;
  Prerequisite?: PrerequisiteResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  ProjectConnection?: ProjectConnectionResolvers<ContextType>;
  ProjectEdge?: ProjectEdgeResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  QueueConnection?: QueueConnectionResolvers<ContextType>;
  QueueEdge?: QueueEdgeResolvers<ContextType>;
  QueueItem?: QueueItemResolvers<ContextType>;
  RemoveRelatedPatchesPayload?: RemoveRelatedPatchesPayloadResolvers<ContextType>;
  ReviewSummary?: ReviewSummaryResolvers<ContextType>;
  SearchConnection?: SearchConnectionResolvers<ContextType>;
  SearchCoverage?: SearchCoverageResolvers<ContextType>;
  SearchEdge?: SearchEdgeResolvers<ContextType>;
  SearchMatch?: SearchMatchResolvers<ContextType>;
  SearchResult?: SearchResultResolvers<ContextType>;
  SearchTypeCount?: SearchTypeCountResolvers<ContextType>;
  Series?: SeriesResolvers<ContextType>;
  SeriesComparison?: SeriesComparisonResolvers<ContextType>;
  SeriesCompletedEvent?: SeriesCompletedEventResolvers<ContextType>;
  SeriesConnection?: SeriesConnectionResolvers<ContextType>;
  SeriesCreatedEvent?: SeriesCreatedEventResolvers<ContextType>;
  SeriesEdge?: SeriesEdgeResolvers<ContextType>;
  SeriesVersion?: SeriesVersionResolvers<ContextType>;
  SourceError?: SourceErrorResolvers<ContextType>;
  SourceStatus?: SourceStatusResolvers<ContextType>;
  SourceWarning?: SourceWarningResolvers<ContextType>;
  StrayPatch?: StrayPatchResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Tag?: TagResolvers<ContextType>;
  Thread?: ThreadResolvers<ContextType>;
  ThreadEntry?: ThreadEntryResolvers<ContextType>;
  Trailer?: TrailerResolvers<ContextType>;
  TrailerOccurrence?: TrailerOccurrenceResolvers<ContextType>;
  URL?: GraphQLScalarType;
  UnknownEvent?: UnknownEventResolvers<ContextType>;
  UpdateBundlePayload?: UpdateBundlePayloadResolvers<ContextType>;
  UpdateCommentPayload?: UpdateCommentPayloadResolvers<ContextType>;
  UpdatePatchPayload?: UpdatePatchPayloadResolvers<ContextType>;
  UpdatePatchesPayload?: UpdatePatchesPayloadResolvers<ContextType>;
  UpdateProjectPayload?: UpdateProjectPayloadResolvers<ContextType>;
  UpdateSeriesPatchesPayload?: UpdateSeriesPatchesPayloadResolvers<ContextType>;
  UpdateUserPayload?: UpdateUserPayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserConnection?: UserConnectionResolvers<ContextType>;
  UserEdge?: UserEdgeResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  UserSettings?: UserSettingsResolvers<ContextType>;
  VersionReason?: VersionReasonResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  Webhook?: WebhookResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = RequestContext> = {
  alreadyRead?: AlreadyReadDirectiveResolver<any, any, ContextType>;
  listSize?: ListSizeDirectiveResolver<any, any, ContextType>;
  pasted?: PastedDirectiveResolver<any, any, ContextType>;
  upstream?: UpstreamDirectiveResolver<any, any, ContextType>;
  volatile?: VolatileDirectiveResolver<any, any, ContextType>;
};
