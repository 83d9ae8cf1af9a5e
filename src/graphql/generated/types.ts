// Written by `npm run codegen` from schema/*.graphql. Do not edit by hand.

import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { CapabilitiesModel, InstanceStatusModel, PersonModel, CheckContextModel, TrailerModel, ThreadModel, ThreadEntryModel, ChangedFileModel, DiffHunkModel, TrailerOccurrenceModel, MaintainerModel, StateModel, MessageModel, SettingsModel, ViewerModel, EventModel, ProjectConnectionModel, ProjectEdgeModel, PersonConnectionModel, PersonEdgeModel, UserConnectionModel, UserEdgeModel, SeriesConnectionModel, SeriesEdgeModel, CoverConnectionModel, CoverEdgeModel, PatchConnectionModel, PatchEdgeModel, BundleConnectionModel, BundleEdgeModel, EventConnectionModel, EventEdgeModel, SearchConnectionModel, SearchEdgeModel, SearchTypeCountModel, SourceStatusModel, PageInfoModel } from '../models.js';
import type { ProjectEntity, UserEntity, SeriesEntity, CoverEntity, PatchEntity, BundleEntity, CheckEntity, CommentEntity } from '../../catalog/operation/entities.js';
import type { CheckRollupReading } from '../../review/reading/CheckRollupReading.js';
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
  /** A moment in time, RFC 3339, always in UTC: `2026-11-20T10:55:31Z`. As input any offset and a bare date (midnight UTC) are taken too. */
  DateTime: { input: string; output: string; }
  /** An e-mail address as the instance gives it. */
  EmailAddress: { input: string; output: string; }
  /** A Message-ID (RFC 5322) without its angle brackets. As input it may have brackets or be percent-encoded, or be the address of the mail on lore.kernel.org. */
  MessageID: { input: string; output: string; }
  /** A web address as the instance gives it. Empty where Patchwork stores an empty one. */
  URL: { input: string; output: string; }
};

/** Patches to relate. The caller has to maintain the projects of all of them. */
export type AddRelatedPatchesInput = {
  /** Global id of a patch. */
  readonly id: Scalars['ID']['input'];
  /** Global ids of patches to relate to it; they join those that it is related to already. */
  readonly related: ReadonlyArray<Scalars['ID']['input']>;
};

/** What became of the relation. */
export type AddRelatedPatchesPayload = {
  readonly __typename?: 'AddRelatedPatchesPayload';
  /** What was wrong; empty where nothing was. */
  readonly errors: ReadonlyArray<UserError>;
  /** Whether they were related. */
  readonly outcome: WriteOutcome;
  /** The patch as it is now; null where that is not known. */
  readonly patch: Maybe<Patch>;
};

/** Whether requests are let through to an instance. */
export type BreakerState =
  /** They are. */
  | 'CLOSED'
  /** One request is let through to see whether the instance is back. */
  | 'HALF_OPEN'
  /** After too many failures they are refused for a while. */
  | 'OPEN';

/** A list of patches that a user put together. */
export type Bundle = Node & {
  readonly __typename?: 'Bundle';
  /** The number this instance uses. */
  readonly databaseId: Scalars['Int']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The instance that keeps it. */
  readonly instance: Instance;
  /** Its patches as one mbox, in the bundle's order. Costs 1 request per bundle. */
  readonly mbox: Maybe<Scalars['String']['output']>;
  /** Where its mbox can be downloaded. */
  readonly mboxUrl: Maybe<Scalars['URL']['output']>;
  /** Its name. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** Whose it is. */
  readonly owner: Maybe<User>;
  /** Its patches. REST tells them by date and not in the bundle's own order, which only `mbox` has. */
  readonly patches: Maybe<ReadonlyArray<Patch>>;
  /** The project of its patches. */
  readonly project: Maybe<Project>;
  /** Whether everybody may see it. */
  readonly public: Maybe<Scalars['Boolean']['output']>;
  /** Its address in the REST API. */
  readonly url: Maybe<Scalars['URL']['output']>;
  /** Its page in Patchwork's web interface; from API 1.1 on. */
  readonly webUrl: Maybe<Scalars['URL']['output']>;
};

/** A page of bundles. */
export type BundleConnection = {
  readonly __typename?: 'BundleConnection';
  /** The bundles with their cursors. */
  readonly edges: ReadonlyArray<BundleEdge>;
  /** The bundles themselves. */
  readonly nodes: ReadonlyArray<Bundle>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How each instance answered. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** How many there are in all; null where an instance could not say. Costs at most 1 small request per instance. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A bundle and its place in the list. */
export type BundleEdge = {
  readonly __typename?: 'BundleEdge';
  /** Hand this on as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The bundle. */
  readonly node: Bundle;
};

/** Which bundles. Several values of one filter mean any of them; an empty list matches nothing, with a warning EMPTY_FILTER. */
export type BundleFilter = {
  /** Login names of owners. */
  readonly owner?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Projects, by link name (`netdev`: that of every instance) or by instance and link name (`kernel/netdev`). An instance without any of them by the latter form is not asked: its source is SKIPPED. */
  readonly project?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Only public ones, or only one's own private ones. */
  readonly public?: InputMaybe<Scalars['Boolean']['input']>;
  /** Words that all occur in the name, in any case. */
  readonly q?: InputMaybe<Scalars['String']['input']>;
};

/** An order of bundles. */
export type BundleOrder = {
  /** Ascending or descending; by default ascending. */
  readonly direction?: InputMaybe<OrderDirection>;
  /** What to order by. */
  readonly field: BundleOrderField;
};

/** What bundles can be ordered by. */
export type BundleOrderField =
  /** The instance's number. One instance only. */
  | 'ID'
  /** Name, compared the same way on every instance. Reads the whole list. */
  | 'NAME';

/** A file that a patch or series changes. */
export type ChangedFile = {
  readonly __typename?: 'ChangedFile';
  /** Lines added; of a series the sum over its patches, not the net change. */
  readonly additions: Scalars['Int']['output'];
  /** What happens to it. */
  readonly changeType: FileChangeType;
  /** Lines removed; of a series the sum over its patches, not the net change. */
  readonly deletions: Scalars['Int']['output'];
  /** Its hunks, in order; of a series those of all its patches. Costs as `files`, and reads the text of a patch anew of which only the files are cached. */
  readonly hunks: ReadonlyArray<DiffHunk>;
  /** Whether its content is binary. */
  readonly isBinary: Scalars['Boolean']['output'];
  /** Abbreviated hash of the content after; null where the diff does not say. */
  readonly newBlob: Maybe<Scalars['String']['output']>;
  /** Mode after the change; null where the diff does not say. */
  readonly newMode: Maybe<Scalars['String']['output']>;
  /** Abbreviated hash of the content before; null where the diff does not say. */
  readonly oldBlob: Maybe<Scalars['String']['output']>;
  /** Mode before the change, for example `100644`; null where the diff does not say. */
  readonly oldMode: Maybe<Scalars['String']['output']>;
  /** Patches of the series that change it; of a patch the patch itself. */
  readonly patches: ReadonlyArray<Patch>;
  /** Its path after the change; of a deleted file the path it had. */
  readonly path: Scalars['String']['output'];
  /** Its path before; null unless it is renamed or copied. */
  readonly previousPath: Maybe<Scalars['String']['output']>;
  /** How similar a renamed or copied file is to its origin, in percent; null for others. */
  readonly similarity: Maybe<Scalars['Int']['output']>;
};

/** The result of a test run on a patch, sent by a CI system. */
export type Check = Node & {
  readonly __typename?: 'Check';
  /** Which test: a word such as `build-x86`. */
  readonly context: Maybe<Scalars['String']['output']>;
  /** The number this instance uses. */
  readonly databaseId: Scalars['Int']['output'];
  /** When it was sent. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** What the CI system says of it; may be empty. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The instance that keeps it. */
  readonly instance: Instance;
  /** The patch it is about. */
  readonly patch: Patch;
  /** Its verdict. */
  readonly state: Maybe<CheckState>;
  /** Where the run can be read up; may be empty. */
  readonly targetUrl: Maybe<Scalars['URL']['output']>;
  /** Its address in the REST API. */
  readonly url: Maybe<Scalars['URL']['output']>;
  /** Who sent it. */
  readonly user: Maybe<User>;
};

/** One context of checks over a patch or a series. */
export type CheckContext = {
  readonly __typename?: 'CheckContext';
  /** Its latest check per user and patch. */
  readonly checks: ReadonlyArray<Check>;
  /** The test: a word such as `build-x86`. */
  readonly context: Scalars['String']['output'];
  /** Patches that have no check of this context. */
  readonly missingFrom: ReadonlyArray<Patch>;
  /** Worst of its latest checks. */
  readonly state: CheckRollupState;
};

/** A check came. */
export type CheckCreatedEvent = Event & {
  readonly __typename?: 'CheckCreatedEvent';
  /** Who did it; null for what mails do. */
  readonly actor: Maybe<User>;
  /** What happened. */
  readonly category: EventCategory;
  /** The check. Its description and user cost 1 request per patch. */
  readonly check: Maybe<Check>;
  /** The number this instance uses. Numbers are not in the order of dates. */
  readonly databaseId: Scalars['Int']['output'];
  /** When; read in the instance's configured time zone. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. Events cannot be found by it: Patchwork has no address for one event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The patch. */
  readonly patch: Maybe<Patch>;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
};

/** Which checks of a patch. Several values of one filter mean any of them; an empty list matches nothing. */
export type CheckFilter = {
  /** Sent before this moment. */
  readonly before?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only these contexts. */
  readonly context?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Sent at this moment or later. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only these verdicts. */
  readonly state?: InputMaybe<ReadonlyArray<CheckState>>;
  /** Only checks by these login names. */
  readonly user?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** What became of one of many checks. */
export type CheckOutcome = {
  readonly __typename?: 'CheckOutcome';
  /** The check; null where it was not made or that is not known. */
  readonly check: Maybe<Check>;
  /** What was wrong; empty where nothing was. */
  readonly errors: ReadonlyArray<UserError>;
  /** Whether it was made. */
  readonly outcome: WriteOutcome;
  /** Global id of the patch it is about, as asked for. */
  readonly patchId: Scalars['ID']['output'];
};

/**
 * The checks of a patch, or of all patches of a series, rolled up: of each user and context the latest
 * check counts. A series has the worst state of those of its patches that have checks, because many CI
 * systems test a series once.
 */
export type CheckRollup = {
  readonly __typename?: 'CheckRollup';
  /** One entry per context, ordered by name. Costs 2 requests per 100 patches together; where `description`, `user` or `url` of the checks is selected, 1 per patch. */
  readonly contexts: ReadonlyArray<CheckContext>;
  /** When the oldest undecided check was sent; null where none is undecided. Costs as `contexts`. */
  readonly pendingSince: Maybe<Scalars['DateTime']['output']>;
  /** Worst of the latest checks, NONE where there are none. Costs nothing beside `check`, except for PENDING: 2 requests per 100 patches together. */
  readonly state: CheckRollupState;
  /** Patches without any check. Costs as `state`. */
  readonly uncheckedPatches: ReadonlyArray<Patch>;
};

/** State of all checks together. Unlike `CheckState`, it tells a patch without checks from one whose checks are undecided. */
export type CheckRollupState =
  /** At least one failed. */
  | 'FAIL'
  /** No check was sent. */
  | 'NONE'
  /** At least one check is undecided, and none failed or warned. */
  | 'PENDING'
  /** All passed. */
  | 'SUCCESS'
  /** At least one passed with remarks, and none failed. */
  | 'WARNING';

/** The verdict of a check, and of all checks of a patch together (the worst of the latest per user and context). */
export type CheckState =
  /** Did not pass. */
  | 'FAIL'
  /** Not decided; of a patch also: there are no checks. */
  | 'PENDING'
  /** Passed. */
  | 'SUCCESS'
  /** Passed, with remarks. */
  | 'WARNING';

/** A reply to a patch or cover letter. */
export type Comment = MailMessage & Node & {
  readonly __typename?: 'Comment';
  /** Whether somebody has dealt with it; null below API 1.3, and where nobody has said. */
  readonly addressed: Maybe<Scalars['Boolean']['output']>;
  /** Text of the mail. Costs nothing. */
  readonly content: Maybe<Scalars['String']['output']>;
  /** The cover it replies to; null for replies to patches. */
  readonly cover: Maybe<Cover>;
  /** The number this instance uses. */
  readonly databaseId: Scalars['Int']['output'];
  /** Date of the mail. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Decoded values of one header; empty when the mail has none of that name. Costs nothing. */
  readonly header: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Headers, one entry per occurrence, in order; `names` (any case) picks some. Costs nothing. */
  readonly headers: Maybe<ReadonlyArray<Header>>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The mail that it answers; null where the instance does not have it. Costs nothing for a reply to its patch, its cover or another reply that is at hand, else 1 request for the replies and 2 for a look-up. */
  readonly inReplyTo: Maybe<MailMessage>;
  /** The instance that keeps it. */
  readonly instance: Instance;
  /** The mail in the list's archive; from API 1.2 on. */
  readonly listArchiveUrl: Maybe<Scalars['URL']['output']>;
  /** Where its mbox can be downloaded; of the patch or cover it belongs to. */
  readonly mboxUrl: Maybe<Scalars['URL']['output']>;
  /** Its Message-ID, without brackets. */
  readonly messageId: Maybe<Scalars['MessageID']['output']>;
  /** The patch it replies to; null for replies to covers. */
  readonly patch: Maybe<Patch>;
  /** Subject of the mail, unfolded and decoded. Empty where the mail had none. */
  readonly subject: Maybe<Scalars['String']['output']>;
  /** Who sent it. */
  readonly submitter: Maybe<Person>;
  /** Trailers given in it, those of a diff that it holds included (EMBEDDED). Costs 1 request where the patch or cover it answers is not at hand. */
  readonly trailers: Maybe<ReadonlyArray<Trailer>>;
  /** Its address in the REST API; null where the server does not tell it. */
  readonly url: Maybe<Scalars['URL']['output']>;
  /** Its page in Patchwork's web interface; from API 1.1 on. */
  readonly webUrl: Maybe<Scalars['URL']['output']>;
};


/** A reply to a patch or cover letter. */
export type CommentHeaderArgs = {
  name: Scalars['String']['input'];
};


/** A reply to a patch or cover letter. */
export type CommentHeadersArgs = {
  names: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** A reply to a patch or cover letter. */
export type CommentTrailersArgs = {
  filter: InputMaybe<TrailerFilter>;
};

/** A cover letter: the mail before the first patch of a series. */
export type Cover = MailMessage & Node & {
  readonly __typename?: 'Cover';
  /** How many replies there are; from API 1.1 on. Of many covers at once it costs about 3 requests per 100 together where events tell (API 1.3 on), else 1 small one each. */
  readonly commentCount: Maybe<Scalars['Int']['output']>;
  /** All replies, in the order in which the server got them; from API 1.1 on. Costs 1 request per cover. */
  readonly comments: Maybe<ReadonlyArray<Comment>>;
  /** Text of the mail. Costs 1 request for one out of a list. */
  readonly content: Maybe<Scalars['String']['output']>;
  /** The number this instance uses. */
  readonly databaseId: Scalars['Int']['output'];
  /** Date of the mail. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Decoded values of one header; empty when the mail has none of that name. Costs 1 request for one out of a list. */
  readonly header: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Headers, one entry per occurrence, in order; `names` (any case) picks some. Costs 1 request for one out of a list. */
  readonly headers: Maybe<ReadonlyArray<Header>>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The instance that keeps it. */
  readonly instance: Instance;
  /** The mail in the list's archive; from API 1.2 on. */
  readonly listArchiveUrl: Maybe<Scalars['URL']['output']>;
  /** The mail as an mbox. Costs 1 to 2 requests per cover. */
  readonly mbox: Maybe<Scalars['String']['output']>;
  /** Where its mbox can be downloaded; from API 1.1 on. */
  readonly mboxUrl: Maybe<Scalars['URL']['output']>;
  /** Its Message-ID, without brackets. */
  readonly messageId: Maybe<Scalars['MessageID']['output']>;
  /** Its name: the subject with the prefixes Patchwork kept. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** The other postings of this message, over all instances and projects. Servers below API 1.2 cannot be asked by Message-ID and are left out; `message` names them in its `sources`. Costs 2 requests per instance. */
  readonly occurrences: Maybe<ReadonlyArray<MailMessage>>;
  /** The project it was sent to. */
  readonly project: Maybe<Project>;
  /** The series it introduces. Costs 1 request for one out of a series or event. */
  readonly series: Maybe<Series>;
  /** Subject of the mail, unfolded and decoded. Costs 1 request for one out of a list. */
  readonly subject: Maybe<Scalars['String']['output']>;
  /** Who sent it. */
  readonly submitter: Maybe<Person>;
  /** The thread of its series. Null where a list of replies cannot be read, and below API 1.1. Costs as `Series.thread`. */
  readonly thread: Maybe<Thread>;
  /** Trailers given in replies to it, which count for every patch unless their text names some. The cover's own trailers count for nothing. Costs 1 request. */
  readonly trailers: Maybe<ReadonlyArray<Trailer>>;
  /** Its address in the REST API. */
  readonly url: Maybe<Scalars['URL']['output']>;
  /** Its page in Patchwork's web interface; from API 1.1 on. */
  readonly webUrl: Maybe<Scalars['URL']['output']>;
};


/** A cover letter: the mail before the first patch of a series. */
export type CoverHeaderArgs = {
  name: Scalars['String']['input'];
};


/** A cover letter: the mail before the first patch of a series. */
export type CoverHeadersArgs = {
  names: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** A cover letter: the mail before the first patch of a series. */
export type CoverTrailersArgs = {
  filter: InputMaybe<TrailerFilter>;
};

/** A reply to a cover letter came, or one was marked as dealt with; from API 1.3 on. */
export type CoverCommentCreatedEvent = Event & {
  readonly __typename?: 'CoverCommentCreatedEvent';
  /** Who did it; null for what mails do. */
  readonly actor: Maybe<User>;
  /** What happened. */
  readonly category: EventCategory;
  /** The reply. Its text costs 1 request per cover. */
  readonly comment: Maybe<Comment>;
  /** The cover letter. */
  readonly cover: Maybe<Cover>;
  /** The number this instance uses. Numbers are not in the order of dates. */
  readonly databaseId: Scalars['Int']['output'];
  /** When; read in the instance's configured time zone. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. Events cannot be found by it: Patchwork has no address for one event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
};

/** A page of covers. */
export type CoverConnection = {
  readonly __typename?: 'CoverConnection';
  /** The covers with their cursors. */
  readonly edges: ReadonlyArray<CoverEdge>;
  /** The covers themselves. */
  readonly nodes: ReadonlyArray<Cover>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How each instance answered. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** How many there are in all; null where an instance could not say. Costs at most 1 small request per instance. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A cover letter came. */
export type CoverCreatedEvent = Event & {
  readonly __typename?: 'CoverCreatedEvent';
  /** Who did it; null for what mails do. */
  readonly actor: Maybe<User>;
  /** What happened. */
  readonly category: EventCategory;
  /** The cover letter. */
  readonly cover: Maybe<Cover>;
  /** The number this instance uses. Numbers are not in the order of dates. */
  readonly databaseId: Scalars['Int']['output'];
  /** When; read in the instance's configured time zone. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. Events cannot be found by it: Patchwork has no address for one event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
};

/** A cover and its place in the list. */
export type CoverEdge = {
  readonly __typename?: 'CoverEdge';
  /** Hand this on as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The cover. */
  readonly node: Cover;
};

/** Which covers. Several values of one filter mean any of them; an empty list matches nothing, with a warning EMPTY_FILTER. */
export type CoverFilter = {
  /** Mail dates before this moment. */
  readonly before?: InputMaybe<Scalars['DateTime']['input']>;
  /** Message-ID. */
  readonly messageId?: InputMaybe<Scalars['MessageID']['input']>;
  /** Projects, by link name (`netdev`: that of every instance) or by instance and link name (`kernel/netdev`). An instance without any of them by the latter form is not asked: its source is SKIPPED. */
  readonly project?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Words that all occur in the name, in any case. */
  readonly q?: InputMaybe<Scalars['String']['input']>;
  /** Mail dates at this moment or later. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** Addresses of submitters. */
  readonly submitter?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** An order of covers. */
export type CoverOrder = {
  /** Ascending or descending; by default newest first for DATE, ascending for all else. */
  readonly direction?: InputMaybe<OrderDirection>;
  /** What to order by. */
  readonly field: CoverOrderField;
};

/** What covers can be ordered by. */
export type CoverOrderField =
  /** Date of the mail. */
  | 'DATE'
  /** The instance's number. One instance only. */
  | 'ID'
  /** Name, compared the same way on every instance. Over several instances it reads the whole list, within a limit. */
  | 'NAME'
  /** The instance's number of the submitter. One instance only. */
  | 'SUBMITTER';

/** A bundle to make. */
export type CreateBundleInput = {
  /** Its name: 50 characters at most, no slash, no control character, not dots alone, and none of the caller's other bundles has it. */
  readonly name: Scalars['String']['input'];
  /** Global ids of its patches, in its order; of one project, at least one. */
  readonly patches: ReadonlyArray<Scalars['ID']['input']>;
  /** Whether everybody may see it. */
  readonly public?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What became of the bundle. */
export type CreateBundlePayload = {
  readonly __typename?: 'CreateBundlePayload';
  /** The bundle; null where it was not made or that is not known. */
  readonly bundle: Maybe<Bundle>;
  /** What was wrong; empty where nothing was. */
  readonly errors: ReadonlyArray<UserError>;
  /** Whether it was made. */
  readonly outcome: WriteOutcome;
};

/** The result of a test run. It stands under the name of the token's user. */
export type CreateCheckInput = {
  /** Which test: letters, digits, dashes and underscores, 255 at most. */
  readonly context?: InputMaybe<Scalars['String']['input']>;
  /** What to say of it; may have several lines. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Global id of the patch. */
  readonly patch: Scalars['ID']['input'];
  /** The verdict. */
  readonly state: CheckState;
  /** Where the run can be read up: a web address of 200 characters at most. */
  readonly targetUrl?: InputMaybe<Scalars['String']['input']>;
};

/** What became of the check. */
export type CreateCheckPayload = {
  readonly __typename?: 'CreateCheckPayload';
  /** The check; null where it was not made or that is not known. */
  readonly check: Maybe<Check>;
  /** What was wrong; empty where nothing was. */
  readonly errors: ReadonlyArray<UserError>;
  /** Whether it was made. */
  readonly outcome: WriteOutcome;
};

/** Results of test runs. */
export type CreateChecksInput = {
  /** The results, 500 at most. */
  readonly checks: ReadonlyArray<CreateCheckInput>;
};

/** What became of the checks. */
export type CreateChecksPayload = {
  readonly __typename?: 'CreateChecksPayload';
  /** The checks that were made, in their order. */
  readonly checks: ReadonlyArray<Check>;
  /** What was wrong with any of them; `field` starts with `checks` and the position. */
  readonly errors: ReadonlyArray<UserError>;
  /** What became of each, in their order. */
  readonly results: ReadonlyArray<CheckOutcome>;
};

/** A bundle to delete. */
export type DeleteBundleInput = {
  /** Global id of the bundle. */
  readonly id: Scalars['ID']['input'];
};

/** What became of the bundle. */
export type DeleteBundlePayload = {
  readonly __typename?: 'DeleteBundlePayload';
  /** Global id of the bundle that is gone; null where it is not, or that is not known. */
  readonly deletedId: Maybe<Scalars['ID']['output']>;
  /** What was wrong; empty where nothing was. */
  readonly errors: ReadonlyArray<UserError>;
  /** Whether it was deleted. */
  readonly outcome: WriteOutcome;
};

/** A hunk of a diff. */
export type DiffHunk = {
  readonly __typename?: 'DiffHunk';
  /** Its lines, each with a blank, `+`, `-` or `\\` in front. Carriage returns at their ends are left out; `diff` has them. */
  readonly lines: ReadonlyArray<Scalars['String']['output']>;
  /** Number of lines after the change. */
  readonly newLines: Scalars['Int']['output'];
  /** First line after the change. */
  readonly newStart: Scalars['Int']['output'];
  /** Number of lines before the change. */
  readonly oldLines: Scalars['Int']['output'];
  /** First line before the change. */
  readonly oldStart: Scalars['Int']['output'];
  /** Text behind the numbers, mostly the function; null where there is none. */
  readonly section: Maybe<Scalars['String']['output']>;
};

/** A fault of a diff. */
export type DiffProblem = {
  readonly __typename?: 'DiffProblem';
  /** Kind of fault. */
  readonly code: DiffProblemCode;
  /** Number of the first line that does not fit, counted from 1 in `diff`; null where no line is at fault. */
  readonly line: Maybe<Scalars['Int']['output']>;
  /** What is wrong. */
  readonly message: Scalars['String']['output'];
};

/** Why a diff cannot be read as it is. */
export type DiffProblemCode =
  /** A combined diff of a merge; its lines are counted against the last parent. */
  | 'COMBINED'
  /** A hunk has more or fewer lines than it says, for example because a mailer wrapped a line. */
  | 'CORRUPT_HUNK'
  /** The diffstat names more files than the diff has, because Patchwork lost them; those that the summary names are listed without hunks. */
  | 'MISSING_FILES'
  /** Text between the files of the diff. */
  | 'STRAY_TEXT'
  /** The diff is too large to be read. */
  | 'TOO_LARGE';

/** Something that happened on an instance. */
export type Event = {
  /** Who did it; null for what mails do. */
  readonly actor: Maybe<User>;
  /** What happened. */
  readonly category: EventCategory;
  /** The number this instance uses. Numbers are not in the order of dates. */
  readonly databaseId: Scalars['Int']['output'];
  /** When; read in the instance's configured time zone. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. Events cannot be found by it: Patchwork has no address for one event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
};

/** What kinds of events there are. */
export type EventCategory =
  /** A check came. */
  | 'CHECK_CREATED'
  /** A reply to a cover letter came, or one was marked as dealt with; from API 1.3 on. */
  | 'COVER_COMMENT_CREATED'
  /** A cover letter came. */
  | 'COVER_CREATED'
  /** A reply to a patch came, or one was marked as dealt with; from API 1.3 on. */
  | 'PATCH_COMMENT_CREATED'
  /** A patch came whose series is complete up to it. */
  | 'PATCH_COMPLETED'
  /** A patch came. */
  | 'PATCH_CREATED'
  /** A patch got another delegate. */
  | 'PATCH_DELEGATED'
  /** Patches were related to each other. */
  | 'PATCH_RELATION_CHANGED'
  /** A patch got another state. */
  | 'PATCH_STATE_CHANGED'
  /** All patches of a series have come. */
  | 'SERIES_COMPLETED'
  /** A series began. */
  | 'SERIES_CREATED'
  /** A kind that this gateway does not know yet. */
  | 'UNKNOWN';

/** A page of events. */
export type EventConnection = {
  readonly __typename?: 'EventConnection';
  /** The events with their cursors. */
  readonly edges: ReadonlyArray<EventEdge>;
  /** The events themselves. */
  readonly nodes: ReadonlyArray<Event>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How each instance answered. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** How many there are in all; null where an instance could not say. Costs at most 1 small request per instance. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** An event and its place in the list. */
export type EventEdge = {
  readonly __typename?: 'EventEdge';
  /** Hand this on as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The event. */
  readonly node: Event;
};

/** Which events. Several values of one filter mean any of them; an empty list matches nothing, with a warning EMPTY_FILTER. */
export type EventFilter = {
  /** Global ids of the users who acted; from API 1.2 on. One request per user. Instances of none of them are not asked. */
  readonly actor?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Happened before this moment. */
  readonly before?: InputMaybe<Scalars['DateTime']['input']>;
  /** Kinds of events. One request per kind: Patchwork takes one at a time. */
  readonly category?: InputMaybe<ReadonlyArray<EventCategory>>;
  /** Global ids of covers. Instances of none of them are not asked. */
  readonly cover?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Global ids of patches. Instances of none of them are not asked. */
  readonly patch?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Projects, by link name (`netdev`: that of every instance) or by instance and link name (`kernel/netdev`). An instance without any of them by the latter form is not asked: its source is SKIPPED. */
  readonly project?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Global ids of series. Instances of none of them are not asked. */
  readonly series?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Happened at this moment or later. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** States that patches changed to, by slug or name: only PATCH_STATE_CHANGED has one. Read through by the gateway: REST has no such filter. */
  readonly toState?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** An order of events. */
export type EventOrder = {
  /** Ascending or descending; by default newest first. */
  readonly direction?: InputMaybe<OrderDirection>;
  /** What to order by. */
  readonly field: EventOrderField;
};

/** What events can be ordered by. */
export type EventOrderField =
  /** When they happened. */
  | 'DATE';

/** What a patch does to a file. */
export type FileChangeType =
  /** The file is new. */
  | 'ADDED'
  /** Its type changes, for example from a file to a symbolic link. */
  | 'CHANGED'
  /** The file is a copy of another. */
  | 'COPIED'
  /** The file is removed. */
  | 'DELETED'
  /** Its content or its permissions change. */
  | 'MODIFIED'
  /** The file has another path. */
  | 'RENAMED';

/** The commit that a `Fixes` trailer names. */
export type FixesReference = {
  readonly __typename?: 'FixesReference';
  /** Its hash as written, mostly abbreviated. */
  readonly hash: Scalars['String']['output'];
  /** Its title; null where none is given. */
  readonly title: Maybe<Scalars['String']['output']>;
};

/** One occurrence of a mail header. */
export type Header = {
  readonly __typename?: 'Header';
  /** The header's name as it was sent. */
  readonly name: Scalars['String']['output'];
  /** The value as Patchwork stores it: folded and encoded. */
  readonly raw: Scalars['String']['output'];
  /** The value, unfolded (RFC 5322) and decoded (RFC 2047). */
  readonly value: Scalars['String']['output'];
};

/** One Patchwork server. */
export type Instance = Node & {
  readonly __typename?: 'Instance';
  /** The API version agreed on, for example `1.3`; null while the server cannot be reached. */
  readonly apiVersion: Maybe<Scalars['String']['output']>;
  /** Its bundles. Costs 1 request per 250. */
  readonly bundles: Maybe<BundleConnection>;
  /** What its API version can do; null while the server cannot be reached. */
  readonly capabilities: Maybe<InstanceCapabilities>;
  /** Its cover letters. Costs 1 request per page. */
  readonly covers: Maybe<CoverConnection>;
  /** What happened on it. Costs 1 request per page. */
  readonly events: Maybe<EventConnection>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Whether it is one of the sample servers that run inside the gateway, with invented data. */
  readonly isSample: Scalars['Boolean']['output'];
  /** Its short name in the configuration. */
  readonly name: Scalars['String']['output'];
  /** Its patches. Costs 1 request per page. */
  readonly patches: Maybe<PatchConnection>;
  /** People who sent mail to it. Needs a token. Costs 1 request per 250. */
  readonly people: Maybe<PersonConnection>;
  /** Its projects. Costs 1 request per 250. */
  readonly projects: Maybe<ProjectConnection>;
  /** Its series. Costs 1 request per page. */
  readonly seriesList: Maybe<SeriesConnection>;
  /**
   * The states its patches can be in, as far as they are known: those that Patchwork starts with, those of
   * the configuration and those that patches are in. REST has no list of states, so a state of its own that
   * no patch has is missing. Costs 2 small requests, and where the instance has states of its own a few dozen
   * more, at most once a minute.
   */
  readonly states: Maybe<ReadonlyArray<PatchState>>;
  /** How it is. */
  readonly status: InstanceStatus;
  /** Its address as configured. */
  readonly url: Scalars['URL']['output'];
  /** Its users. Needs a token. Costs 1 request per 250. */
  readonly users: Maybe<UserConnection>;
  /** Its web interface. */
  readonly webUrl: Scalars['URL']['output'];
};


/** One Patchwork server. */
export type InstanceBundlesArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<BundleFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<BundleOrder>;
};


/** One Patchwork server. */
export type InstanceCoversArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<CoverFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<CoverOrder>;
};


/** One Patchwork server. */
export type InstanceEventsArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<EventFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<EventOrder>;
};


/** One Patchwork server. */
export type InstancePatchesArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<PatchFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<PatchOrder>;
};


/** One Patchwork server. */
export type InstancePeopleArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<PersonFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<PersonOrder>;
};


/** One Patchwork server. */
export type InstanceProjectsArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<ProjectFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<ProjectOrder>;
};


/** One Patchwork server. */
export type InstanceSeriesListArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<SeriesFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<SeriesOrder>;
};


/** One Patchwork server. */
export type InstanceUsersArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<UserFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<UserOrder>;
};

/** What an instance can do at the API version agreed on. A field that is null for want of one of these is not an error. */
export type InstanceCapabilities = {
  readonly __typename?: 'InstanceCapabilities';
  /** Bundles can be made, changed and deleted; from API 1.2. */
  readonly bundlesWritable: Scalars['Boolean']['output'];
  /** Comments have `addressed`; from API 1.3. */
  readonly commentAddressed: Scalars['Boolean']['output'];
  /** A single comment can be read; from API 1.3. */
  readonly commentDetail: Scalars['Boolean']['output'];
  /** Events tell of new comments; from API 1.3. */
  readonly commentEvents: Scalars['Boolean']['output'];
  /** Comments of covers can be read; from API 1.1. */
  readonly coverComments: Scalars['Boolean']['output'];
  /** Covers have `mboxUrl`; from API 1.1. */
  readonly coverMbox: Scalars['Boolean']['output'];
  /** Events can be filtered by `actor`; from API 1.2. */
  readonly eventActorFilter: Scalars['Boolean']['output'];
  /** Patches can be filtered by `hash`; from API 1.2. */
  readonly hashFilter: Scalars['Boolean']['output'];
  /** Id for caches of clients; `node(id:)` does not take it. */
  readonly id: Scalars['ID']['output'];
  /** Mails have `listArchiveUrl`; from API 1.2. */
  readonly listArchiveUrl: Scalars['Boolean']['output'];
  /** Patches can be filtered by `messageId`; from API 1.2. */
  readonly messageIdFilter: Scalars['Boolean']['output'];
  /** Comments of patches can be read; from API 1.1. */
  readonly patchComments: Scalars['Boolean']['output'];
  /** Projects have `subjectMatch`; from API 1.1. */
  readonly projectSubjectMatch: Scalars['Boolean']['output'];
  /** Projects have patterns of addresses in the archive and of commits; from API 1.2. */
  readonly projectUrlFormats: Scalars['Boolean']['output'];
  /** Patches have `related`; from API 1.2. */
  readonly relatedPatches: Scalars['Boolean']['output'];
  /** Series have `dependencies` and `dependents`; from API 1.4. */
  readonly seriesDependencies: Scalars['Boolean']['output'];
  /** Projects have `showDependencies`; from API 1.4. */
  readonly showDependencies: Scalars['Boolean']['output'];
  /** One's own `settings` can be read and changed; from API 1.2. */
  readonly userSettings: Scalars['Boolean']['output'];
  /** Patches, covers, series and bundles have `webUrl`; from API 1.1. */
  readonly webUrls: Scalars['Boolean']['output'];
};

/** Whether an instance answers. */
export type InstanceHealth =
  /** It answers, but the latest request failed. */
  | 'DEGRADED'
  /** It does not answer. */
  | 'DOWN'
  /** It has not been asked yet. */
  | 'UNKNOWN'
  /** Its latest request was answered. */
  | 'UP';

/** How an instance is. */
export type InstanceStatus = {
  readonly __typename?: 'InstanceStatus';
  /** Whether requests are let through to it. */
  readonly breaker: BreakerState;
  /** Whether it answers. */
  readonly health: InstanceHealth;
  /** Id for caches of clients; `node(id:)` does not take it. */
  readonly id: Scalars['ID']['output'];
  /** The latest failure; null when there was none. */
  readonly lastError: Maybe<SourceError>;
  /** When the latest failure was. */
  readonly lastErrorAt: Maybe<Scalars['DateTime']['output']>;
  /** When it last answered; null before the first. */
  readonly lastSuccessAt: Maybe<Scalars['DateTime']['output']>;
  /** How long its latest answer took, in milliseconds; null before the first. */
  readonly latencyMs: Maybe<Scalars['Float']['output']>;
};

/** A name and an address as a mail gives them; not a person that Patchwork knows. */
export type MailAddress = {
  readonly __typename?: 'MailAddress';
  /** The address; null where there is only a name. */
  readonly email: Maybe<Scalars['EmailAddress']['output']>;
  /** The name; null where there is only an address. */
  readonly name: Maybe<Scalars['String']['output']>;
};

/** A mail that Patchwork keeps: a patch, a cover letter or a comment. */
export type MailMessage = {
  /** Text of the mail (of a patch without its diff). Costs 1 request for a patch or cover out of a list. */
  readonly content: Maybe<Scalars['String']['output']>;
  /** The number this instance uses. */
  readonly databaseId: Scalars['Int']['output'];
  /** Date of the mail. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Decoded values of one header; empty when the mail has none of that name. Costs as `headers`. */
  readonly header: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Headers, one entry per occurrence, in order; `names` (any case) picks some. Costs 1 request for a patch or cover out of a list. */
  readonly headers: Maybe<ReadonlyArray<Header>>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The instance that keeps it. */
  readonly instance: Instance;
  /** The mail in the list's archive. */
  readonly listArchiveUrl: Maybe<Scalars['URL']['output']>;
  /** Where its mbox can be downloaded. */
  readonly mboxUrl: Maybe<Scalars['URL']['output']>;
  /** Its Message-ID, without brackets. */
  readonly messageId: Maybe<Scalars['MessageID']['output']>;
  /** Subject of the mail, unfolded and decoded. Of patches and covers it costs 1 request each; `name` costs none. */
  readonly subject: Maybe<Scalars['String']['output']>;
  /** Who sent it. */
  readonly submitter: Maybe<Person>;
  /** Its address in the REST API. */
  readonly url: Maybe<Scalars['URL']['output']>;
  /** Its page in Patchwork's web interface. */
  readonly webUrl: Maybe<Scalars['URL']['output']>;
};


/** A mail that Patchwork keeps: a patch, a cover letter or a comment. */
export type MailMessageHeaderArgs = {
  name: Scalars['String']['input'];
};


/** A mail that Patchwork keeps: a patch, a cover letter or a comment. */
export type MailMessageHeadersArgs = {
  names: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/**
 * A maintainer of a project. Patchwork tells the number of the maintainer's profile here and not of the
 * account, so this is no User; `user` looks the account up by its name.
 */
export type Maintainer = {
  readonly __typename?: 'Maintainer';
  /** Their address. */
  readonly email: Maybe<Scalars['EmailAddress']['output']>;
  /** First name; may be empty. */
  readonly firstName: Maybe<Scalars['String']['output']>;
  /** Id for caches of clients; `node(id:)` does not take it. */
  readonly id: Scalars['ID']['output'];
  /** Last name; may be empty. */
  readonly lastName: Maybe<Scalars['String']['output']>;
  /** The account. Costs 1 request per maintainer and needs a token. */
  readonly user: Maybe<User>;
  /** Login name. */
  readonly username: Maybe<Scalars['String']['output']>;
};

/** Every posting of one Message-ID, over instances and projects. */
export type Message = {
  readonly __typename?: 'Message';
  /** Date of the first posting found. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Id for caches of clients; `node(id:)` does not take it. */
  readonly id: Scalars['ID']['output'];
  /** The Message-ID, without brackets. */
  readonly messageId: Scalars['MessageID']['output'];
  /** Patches and covers that carry this Message-ID. */
  readonly occurrences: ReadonlyArray<MailMessage>;
  /** How each instance answered. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** Subject of the first posting found. Costs 1 request. */
  readonly subject: Maybe<Scalars['String']['output']>;
};

/**
 * Everything that can be written. Each needs a token of the instance it writes to; without any it is an
 * error UNAUTHENTICATED. What Patchwork refuses stands in `errors` of the payload; an instance that cannot
 * be reached is an error of the operation. Mutations of one operation are carried out one after another.
 */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Relates patches of one project to one another, for example versions of the same change. From API 1.2 on. Costs 2 requests. */
  readonly addRelatedPatches: Maybe<AddRelatedPatchesPayload>;
  /** Makes a bundle of patches of one project. From API 1.2 on. Costs 2 requests; 1 more or a few where others have a bundle of that name. */
  readonly createBundle: Maybe<CreateBundlePayload>;
  /** Tells the result of a test run on a patch. It cannot be changed or removed later; the newest per context and user counts. Costs 1 request. */
  readonly createCheck: Maybe<CreateCheckPayload>;
  /** Tells many results, over several instances. Costs 1 request per check. */
  readonly createChecks: Maybe<CreateChecksPayload>;
  /** Deletes one's own bundle. From API 1.2 on. Costs 1 request. */
  readonly deleteBundle: Maybe<DeleteBundlePayload>;
  /** Takes patches out of the set of related ones they are in. From API 1.2 on. Costs 1 request per patch, and 1 or 2 to read the set. */
  readonly removeRelatedPatches: Maybe<RemoveRelatedPatchesPayload>;
  /** Changes one's own bundle. From API 1.2 on. Costs 1 request; 2 more to rename it or to add or remove patches. */
  readonly updateBundle: Maybe<UpdateBundlePayload>;
  /** Marks a comment as dealt with or not. From API 1.3 on. Costs 1 request. */
  readonly updateComment: Maybe<UpdateCommentPayload>;
  /** Changes one patch. Costs 1 request, and 1 to 2 to look up a delegate by name. */
  readonly updatePatch: Maybe<UpdatePatchPayload>;
  /** Changes many patches alike, over several instances; each can have a commit of its own. Costs 1 request per patch, and 1 to 2 per instance to look up a delegate by name. */
  readonly updatePatches: Maybe<UpdatePatchesPayload>;
  /** Changes a project; its maintainers may. Costs 1 request. */
  readonly updateProject: Maybe<UpdateProjectPayload>;
  /** Changes all patches of a series alike. Costs 1 request per patch, 1 to list them, and 1 to 2 to look up a delegate by name. */
  readonly updateSeriesPatches: Maybe<UpdateSeriesPatchesPayload>;
  /** Changes one's own user record; nobody else may. Costs 1 request. */
  readonly updateUser: Maybe<UpdateUserPayload>;
};


/**
 * Everything that can be written. Each needs a token of the instance it writes to; without any it is an
 * error UNAUTHENTICATED. What Patchwork refuses stands in `errors` of the payload; an instance that cannot
 * be reached is an error of the operation. Mutations of one operation are carried out one after another.
 */
export type MutationAddRelatedPatchesArgs = {
  input: AddRelatedPatchesInput;
};


/**
 * Everything that can be written. Each needs a token of the instance it writes to; without any it is an
 * error UNAUTHENTICATED. What Patchwork refuses stands in `errors` of the payload; an instance that cannot
 * be reached is an error of the operation. Mutations of one operation are carried out one after another.
 */
export type MutationCreateBundleArgs = {
  input: CreateBundleInput;
};


/**
 * Everything that can be written. Each needs a token of the instance it writes to; without any it is an
 * error UNAUTHENTICATED. What Patchwork refuses stands in `errors` of the payload; an instance that cannot
 * be reached is an error of the operation. Mutations of one operation are carried out one after another.
 */
export type MutationCreateCheckArgs = {
  input: CreateCheckInput;
};


/**
 * Everything that can be written. Each needs a token of the instance it writes to; without any it is an
 * error UNAUTHENTICATED. What Patchwork refuses stands in `errors` of the payload; an instance that cannot
 * be reached is an error of the operation. Mutations of one operation are carried out one after another.
 */
export type MutationCreateChecksArgs = {
  input: CreateChecksInput;
};


/**
 * Everything that can be written. Each needs a token of the instance it writes to; without any it is an
 * error UNAUTHENTICATED. What Patchwork refuses stands in `errors` of the payload; an instance that cannot
 * be reached is an error of the operation. Mutations of one operation are carried out one after another.
 */
export type MutationDeleteBundleArgs = {
  input: DeleteBundleInput;
};


/**
 * Everything that can be written. Each needs a token of the instance it writes to; without any it is an
 * error UNAUTHENTICATED. What Patchwork refuses stands in `errors` of the payload; an instance that cannot
 * be reached is an error of the operation. Mutations of one operation are carried out one after another.
 */
export type MutationRemoveRelatedPatchesArgs = {
  input: RemoveRelatedPatchesInput;
};


/**
 * Everything that can be written. Each needs a token of the instance it writes to; without any it is an
 * error UNAUTHENTICATED. What Patchwork refuses stands in `errors` of the payload; an instance that cannot
 * be reached is an error of the operation. Mutations of one operation are carried out one after another.
 */
export type MutationUpdateBundleArgs = {
  input: UpdateBundleInput;
};


/**
 * Everything that can be written. Each needs a token of the instance it writes to; without any it is an
 * error UNAUTHENTICATED. What Patchwork refuses stands in `errors` of the payload; an instance that cannot
 * be reached is an error of the operation. Mutations of one operation are carried out one after another.
 */
export type MutationUpdateCommentArgs = {
  input: UpdateCommentInput;
};


/**
 * Everything that can be written. Each needs a token of the instance it writes to; without any it is an
 * error UNAUTHENTICATED. What Patchwork refuses stands in `errors` of the payload; an instance that cannot
 * be reached is an error of the operation. Mutations of one operation are carried out one after another.
 */
export type MutationUpdatePatchArgs = {
  input: UpdatePatchInput;
};


/**
 * Everything that can be written. Each needs a token of the instance it writes to; without any it is an
 * error UNAUTHENTICATED. What Patchwork refuses stands in `errors` of the payload; an instance that cannot
 * be reached is an error of the operation. Mutations of one operation are carried out one after another.
 */
export type MutationUpdatePatchesArgs = {
  input: UpdatePatchesInput;
};


/**
 * Everything that can be written. Each needs a token of the instance it writes to; without any it is an
 * error UNAUTHENTICATED. What Patchwork refuses stands in `errors` of the payload; an instance that cannot
 * be reached is an error of the operation. Mutations of one operation are carried out one after another.
 */
export type MutationUpdateProjectArgs = {
  input: UpdateProjectInput;
};


/**
 * Everything that can be written. Each needs a token of the instance it writes to; without any it is an
 * error UNAUTHENTICATED. What Patchwork refuses stands in `errors` of the payload; an instance that cannot
 * be reached is an error of the operation. Mutations of one operation are carried out one after another.
 */
export type MutationUpdateSeriesPatchesArgs = {
  input: UpdateSeriesPatchesInput;
};


/**
 * Everything that can be written. Each needs a token of the instance it writes to; without any it is an
 * error UNAUTHENTICATED. What Patchwork refuses stands in `errors` of the payload; an instance that cannot
 * be reached is an error of the operation. Mutations of one operation are carried out one after another.
 */
export type MutationUpdateUserArgs = {
  input: UpdateUserInput;
};

/** An object that `node(id:)` finds again. */
export type Node = {
  /** Global id: stable, opaque, URL-safe. It names the instance, the type and the number. */
  readonly id: Scalars['ID']['output'];
};

/** What an operation costs in requests to Patchwork servers. */
export type OperationCost = {
  readonly __typename?: 'OperationCost';
  /** What it was estimated at before it started, with every page full and nothing cached. */
  readonly estimatedRequests: Scalars['Int']['output'];
  /** Requests it may make to all instances together; each instance has an equal part. More is refused or cut off with QUERY_TOO_EXPENSIVE. */
  readonly limit: Scalars['Int']['output'];
  /** Requests made so far: fields are read side by side, so others may still be on their way. The header `x-upstream-report: 1` tells the final number. */
  readonly upstreamRequests: Scalars['Int']['output'];
};

/** The direction of an order. */
export type OrderDirection =
  /** Smallest, oldest or first in the alphabet first. */
  | 'ASC'
  /** Largest, newest or last in the alphabet first. */
  | 'DESC';

/** Where a page stands in its list (Relay). */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /**
   * Cursor to pass as `after`. Set whenever there may be more, even when this page is empty. At the end of an ascending
   * list it stays valid: passed again later, it gives the rows that have arrived since.
   */
  readonly endCursor: Maybe<Scalars['String']['output']>;
  /** Whether there are more rows, or there may be: it stays true while a source has not answered. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether this page follows another one. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first edge; null when the page is empty. */
  readonly startCursor: Maybe<Scalars['String']['output']>;
};

/** A query as it was understood. */
export type ParsedSearchQuery = {
  readonly __typename?: 'ParsedSearchQuery';
  /** The instances that were asked. */
  readonly instances: ReadonlyArray<Scalars['String']['output']>;
  /** Its terms, in their order. */
  readonly terms: ReadonlyArray<ParsedSearchTerm>;
  /** The query in one form, whatever form it was typed in: long field names, absolute dates. */
  readonly text: Scalars['String']['output'];
  /** The types that were looked for. */
  readonly types: ReadonlyArray<SearchType>;
};

/** One term of a query. */
export type ParsedSearchTerm = {
  readonly __typename?: 'ParsedSearchTerm';
  /** The first place behind it. */
  readonly end: Scalars['Int']['output'];
  /** `text`, the name of a field (`state`), or what was pasted: `messageId`, `url`, `number`. */
  readonly field: Scalars['String']['output'];
  /** Whether what matches is left out. */
  readonly negated: Scalars['Boolean']['output'];
  /** Whether it was quoted, so that its blanks count. */
  readonly phrase: Scalars['Boolean']['output'];
  /** Where it begins in the query; in UTF-16 units, from 0. */
  readonly start: Scalars['Int']['output'];
  /** The value in its normal form; several values have commas between them. */
  readonly value: Scalars['String']['output'];
};

/** A patch: a mail with a diff (or a pull request) that wants a decision. */
export type Patch = MailMessage & Node & {
  readonly __typename?: 'Patch';
  /** Lines added; null without a diff. Costs as `files`. */
  readonly additions: Maybe<Scalars['Int']['output']>;
  /** Whether it is put away. Costs as `state`. */
  readonly archived: Maybe<Scalars['Boolean']['output']>;
  /** Number of files changed; null without a diff. Costs as `files`. */
  readonly changedFiles: Maybe<Scalars['Int']['output']>;
  /** All checks together: the worst of the latest per user and context, PENDING when there are none. Costs as `state`. */
  readonly check: Maybe<CheckState>;
  /** All checks together, with NONE told from PENDING. Null for a patch that cannot be read. Costs as `state`, and what its fields say. */
  readonly checkRollup: Maybe<CheckRollup>;
  /** All checks, in the order in which they were made. Costs 2 requests per 100 patches together; where `description`, `user` or `url` is selected, 1 per patch. */
  readonly checks: Maybe<ReadonlyArray<Check>>;
  /** How many replies there are; from API 1.1 on. Of many patches at once it costs about 3 requests per 100 together where events tell (API 1.3 on), else 1 small one each. */
  readonly commentCount: Maybe<Scalars['Int']['output']>;
  /** All replies, in the order in which the server got them; from API 1.1 on. Costs 1 request per patch. */
  readonly comments: Maybe<ReadonlyArray<Comment>>;
  /** Message without in-body headers, trailers and what follows `---`. Costs 1 request for one out of a list. */
  readonly commitMessage: Maybe<Scalars['String']['output']>;
  /** The commit it became. Costs as `state`. */
  readonly commitRef: Maybe<Scalars['String']['output']>;
  /** Text of the mail without the diff. Costs 1 request for one out of a list. */
  readonly content: Maybe<Scalars['String']['output']>;
  /** How many patches its series has by the name (`5` of `[v3,2/5]`); null where the name has none. */
  readonly count: Maybe<Scalars['Int']['output']>;
  /** The number this instance uses. */
  readonly databaseId: Scalars['Int']['output'];
  /** Date of the mail. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Who is to decide about it. Costs as `state`. */
  readonly delegate: Maybe<User>;
  /** Lines removed; null without a diff. Costs as `files`. */
  readonly deletions: Maybe<Scalars['Int']['output']>;
  /** The change itself; null for pull requests without one. Costs 1 request for one out of a list. */
  readonly diff: Maybe<Scalars['String']['output']>;
  /** Faults of the diff; empty where it is sound, null without a diff. Costs as `files`. */
  readonly diffProblems: Maybe<ReadonlyArray<DiffProblem>>;
  /** Files that it changes, as git apply reads the diff; null without a diff. Costs 1 request, or 1 for all patches of one series; later none. */
  readonly files: Maybe<ReadonlyArray<ChangedFile>>;
  /** Hash of the diff; null for pull requests without a diff. Costs as `state`. */
  readonly hash: Maybe<Scalars['String']['output']>;
  /** Decoded values of one header; empty when the mail has none of that name. Costs 1 request for one out of a list. */
  readonly header: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Headers, one entry per occurrence, in order; `names` (any case) picks some. Costs 1 request for one out of a list. */
  readonly headers: Maybe<ReadonlyArray<Header>>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Its number in its series, read from the name (`2` of `[v3,2/5]`); null where the name has none. */
  readonly index: Maybe<Scalars['Int']['output']>;
  /** The instance that keeps it. */
  readonly instance: Instance;
  /** The mail in the list's archive; from API 1.2 on. */
  readonly listArchiveUrl: Maybe<Scalars['URL']['output']>;
  /** The mail as an mbox with the trailers collected from replies. Costs 1 to 2 requests per patch. */
  readonly mbox: Maybe<Scalars['String']['output']>;
  /** Where its mbox can be downloaded. */
  readonly mboxUrl: Maybe<Scalars['URL']['output']>;
  /** Its Message-ID, without brackets. */
  readonly messageId: Maybe<Scalars['MessageID']['output']>;
  /** Its name: the subject with the prefixes Patchwork kept. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** What follows `---` before the diffstat, mostly the changes since the last version; null where nothing does. Costs 1 request for one out of a list. */
  readonly notes: Maybe<Scalars['String']['output']>;
  /** The other postings of this message, over all instances and projects. Servers below API 1.2 cannot be asked by Message-ID and are left out; `message` names them in its `sources`. Costs 2 requests per instance. */
  readonly occurrences: Maybe<ReadonlyArray<MailMessage>>;
  /** Words in brackets before the subject, for example `RFC`, `net-next`, `v3`. Costs 1 request for one out of a list. */
  readonly prefixes: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The project it was sent to. */
  readonly project: Maybe<Project>;
  /** What to pull, for pull requests. Costs as `state`. */
  readonly pullUrl: Maybe<Scalars['String']['output']>;
  /** Patches of the same project that are related to it, itself excluded; from API 1.2 on. Costs as `state`. */
  readonly related: Maybe<ReadonlyArray<Patch>>;
  /** What has to happen next: APPROVED with one person who reviewed or acked it. Costs as `trailers` and `state`. */
  readonly reviewDecision: Maybe<ReviewDecision>;
  /** People who reviewed, acked, tested or rejected it. Costs as `trailers`. */
  readonly reviewSummary: Maybe<ReviewSummary>;
  /** The series it belongs to; null for old patches. Costs as `state`. */
  readonly series: Maybe<Series>;
  /** How far the work on it has come. For patches out of series it costs 1 request per 25 series together; out of bundles and events 1 per patch. */
  readonly state: Maybe<PatchState>;
  /** Subject of the mail, unfolded and decoded. Costs 1 request for one out of a list. */
  readonly subject: Maybe<Scalars['String']['output']>;
  /** Who sent it. */
  readonly submitter: Maybe<Person>;
  /** Trailers counted by Patchwork; real servers leave this empty. Costs as `state`. */
  readonly tags: Maybe<ReadonlyArray<Tag>>;
  /** Its part of the thread of its series, itself first. Null where a list of replies cannot be read, and below API 1.1. Costs as `trailers`. */
  readonly thread: Maybe<Thread>;
  /**
   * Trailers of its own message, of replies to it, and of replies to the cover and to other patches of its series that count
   * for it. Null where one of these cannot be read, and below API 1.1. Costs 1 request for its text, and for the replies of its
   * series: 1 per patch and cover the first time (of more than 8 at once only for those that have replies, and from API 1.3
   * on 2 per 100 beside), later 2 for all.
   */
  readonly trailers: Maybe<ReadonlyArray<Trailer>>;
  /** Its address in the REST API. */
  readonly url: Maybe<Scalars['URL']['output']>;
  /** Its page in Patchwork's web interface; from API 1.1 on. */
  readonly webUrl: Maybe<Scalars['URL']['output']>;
};


/** A patch: a mail with a diff (or a pull request) that wants a decision. */
export type PatchChecksArgs = {
  filter: InputMaybe<CheckFilter>;
};


/** A patch: a mail with a diff (or a pull request) that wants a decision. */
export type PatchFilesArgs = {
  path: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** A patch: a mail with a diff (or a pull request) that wants a decision. */
export type PatchHeaderArgs = {
  name: Scalars['String']['input'];
};


/** A patch: a mail with a diff (or a pull request) that wants a decision. */
export type PatchHeadersArgs = {
  names: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** A patch: a mail with a diff (or a pull request) that wants a decision. */
export type PatchTrailersArgs = {
  filter: InputMaybe<TrailerFilter>;
};

/** A reply to a patch came, or one was marked as dealt with; from API 1.3 on. */
export type PatchCommentCreatedEvent = Event & {
  readonly __typename?: 'PatchCommentCreatedEvent';
  /** Who did it; null for what mails do. */
  readonly actor: Maybe<User>;
  /** What happened. */
  readonly category: EventCategory;
  /** The reply. Its text costs 1 request per patch. */
  readonly comment: Maybe<Comment>;
  /** The number this instance uses. Numbers are not in the order of dates. */
  readonly databaseId: Scalars['Int']['output'];
  /** When; read in the instance's configured time zone. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. Events cannot be found by it: Patchwork has no address for one event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The patch. */
  readonly patch: Maybe<Patch>;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
};

/** A patch came whose series is complete up to it. */
export type PatchCompletedEvent = Event & {
  readonly __typename?: 'PatchCompletedEvent';
  /** Who did it; null for what mails do. */
  readonly actor: Maybe<User>;
  /** What happened. */
  readonly category: EventCategory;
  /** The number this instance uses. Numbers are not in the order of dates. */
  readonly databaseId: Scalars['Int']['output'];
  /** When; read in the instance's configured time zone. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. Events cannot be found by it: Patchwork has no address for one event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The patch. */
  readonly patch: Maybe<Patch>;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
  /** Its series. */
  readonly series: Maybe<Series>;
};

/** A page of patches. */
export type PatchConnection = {
  readonly __typename?: 'PatchConnection';
  /** The patches with their cursors. */
  readonly edges: ReadonlyArray<PatchEdge>;
  /** The patches themselves. */
  readonly nodes: ReadonlyArray<Patch>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How each instance answered. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** How many there are in all; null where an instance could not say. Costs at most 1 small request per instance. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** What patches can be counted by. */
export type PatchCountDimension =
  /** Combined check. */
  | 'CHECK'
  /** Who is to decide, by login name. */
  | 'DELEGATE'
  /** Project, by link name. */
  | 'PROJECT'
  /** State, by slug. */
  | 'STATE';

/** Patches that have something in common. */
export type PatchCountGroup = {
  readonly __typename?: 'PatchCountGroup';
  /** How many there are on each instance that has any. */
  readonly breakdown: ReadonlyArray<PatchCountPart>;
  /** What the state means, for STATE; null for all else, and where instances mean different things by it. */
  readonly category: Maybe<StateCategory>;
  /** How many there are. */
  readonly count: Scalars['Int']['output'];
  /** Name of the instance, where only one has this group; null where several have. */
  readonly instance: Maybe<Scalars['String']['output']>;
  /** Slug of the state, login name, link name of the project, or state of the check as `CheckState` has it; null where patches have none (no delegate). */
  readonly key: Maybe<Scalars['String']['output']>;
  /** A name for people. */
  readonly label: Scalars['String']['output'];
};

/** One instance's part of a group. */
export type PatchCountPart = {
  readonly __typename?: 'PatchCountPart';
  /** How many there are on it. */
  readonly count: Scalars['Int']['output'];
  /** Name of the instance. */
  readonly instance: Scalars['String']['output'];
};

/** Patches counted in groups. */
export type PatchCounts = {
  readonly __typename?: 'PatchCounts';
  /** The groups, largest first. Groups of one key over several instances are one. */
  readonly groups: ReadonlyArray<PatchCountGroup>;
  /** How each instance answered. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** Patches that match in all; null where an instance could not say. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /** Patches that match and stand in no group, for the reasons that `sources` gives; null where an instance could not say. */
  readonly uncountedCount: Maybe<Scalars['Int']['output']>;
};

/** A patch came. */
export type PatchCreatedEvent = Event & {
  readonly __typename?: 'PatchCreatedEvent';
  /** Who did it; null for what mails do. */
  readonly actor: Maybe<User>;
  /** What happened. */
  readonly category: EventCategory;
  /** The number this instance uses. Numbers are not in the order of dates. */
  readonly databaseId: Scalars['Int']['output'];
  /** When; read in the instance's configured time zone. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. Events cannot be found by it: Patchwork has no address for one event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The patch. */
  readonly patch: Maybe<Patch>;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
};

/** A patch got another delegate. */
export type PatchDelegatedEvent = Event & {
  readonly __typename?: 'PatchDelegatedEvent';
  /** Who did it; null for what mails do. */
  readonly actor: Maybe<User>;
  /** What happened. */
  readonly category: EventCategory;
  /** The delegate after; null when there is none. */
  readonly currentDelegate: Maybe<User>;
  /** The number this instance uses. Numbers are not in the order of dates. */
  readonly databaseId: Scalars['Int']['output'];
  /** When; read in the instance's configured time zone. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. Events cannot be found by it: Patchwork has no address for one event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The patch. */
  readonly patch: Maybe<Patch>;
  /** The delegate before; null when there was none. */
  readonly previousDelegate: Maybe<User>;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
};

/** A patch and its place in the list. */
export type PatchEdge = {
  readonly __typename?: 'PatchEdge';
  /** Hand this on as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The patch. */
  readonly node: Patch;
};

/** Which patches. Several values of one filter mean any of them; an empty list matches nothing, with a warning EMPTY_FILTER. */
export type PatchFilter = {
  /** Only archived ones, or only others. */
  readonly archived?: InputMaybe<Scalars['Boolean']['input']>;
  /** Mail dates before this moment. */
  readonly before?: InputMaybe<Scalars['DateTime']['input']>;
  /**
   * Meanings of states, the same on every instance: `ACTION_REQUIRED` is open, `ACCEPTED` and `CLOSED` are
   * settled. Turned into a filter by states where these are known: it costs 2 small requests per instance to
   * check that, and where an instance has states of its own a few dozen more, at most once a minute. Where
   * the states cannot be known, and beside `state`, the gateway reads the patches through.
   */
  readonly category?: InputMaybe<ReadonlyArray<StateCategory>>;
  /** Combined check. Read through by the gateway: REST has no such filter. */
  readonly check?: InputMaybe<ReadonlyArray<CheckState>>;
  /** Login names of delegates; `null` asks for patches without a delegate. */
  readonly delegate?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Hash of the diff, 40 hexadecimal digits; from API 1.2 on. */
  readonly hash?: InputMaybe<Scalars['String']['input']>;
  /** Only pull requests, or only others. Read through by the gateway: REST has no such filter. */
  readonly isPullRequest?: InputMaybe<Scalars['Boolean']['input']>;
  /** Message-ID; from API 1.2 on. */
  readonly messageId?: InputMaybe<Scalars['MessageID']['input']>;
  /** Projects, by link name (`netdev`: that of every instance) or by instance and link name (`kernel/netdev`). An instance without any of them by the latter form is not asked: its source is SKIPPED. */
  readonly project?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Words that all occur in the name, in any case. */
  readonly q?: InputMaybe<Scalars['String']['input']>;
  /** Global ids of series. Instances of none of them are not asked. */
  readonly series?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Versions of the series. Read through by the gateway: REST has no such filter. */
  readonly seriesVersion?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** Mail dates at this moment or later. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** States, by slug or name. One that finds nothing by its name, and that no server starts with, is looked up in a few dozen small requests an instance, at most once an hour. */
  readonly state?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Addresses of submitters. */
  readonly submitter?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** An order of patches. */
export type PatchOrder = {
  /** Ascending or descending; by default newest first for DATE, ascending for all else. */
  readonly direction?: InputMaybe<OrderDirection>;
  /** What to order by. */
  readonly field: PatchOrderField;
};

/** What patches can be ordered by. */
export type PatchOrderField =
  /** Archived or not. One instance only. */
  | 'ARCHIVED'
  /** Date of the mail. */
  | 'DATE'
  /** The instance's number. One instance only. */
  | 'ID'
  /** Name, compared the same way on every instance. Over several instances it reads the whole list, within a limit. */
  | 'NAME'
  /** The instance's number of the project. One instance only. */
  | 'PROJECT'
  /** The instance's order of states. One instance only. */
  | 'STATE'
  /** The instance's number of the submitter. One instance only. */
  | 'SUBMITTER';

/** What became of one of many patches. */
export type PatchOutcome = {
  readonly __typename?: 'PatchOutcome';
  /** What was wrong; empty where nothing was. */
  readonly errors: ReadonlyArray<UserError>;
  /** Global id of the patch, as asked for. */
  readonly id: Scalars['ID']['output'];
  /** Whether it was changed. */
  readonly outcome: WriteOutcome;
  /** The patch as it is now; null where that is not known. */
  readonly patch: Maybe<Patch>;
};

/** Patches were related to each other. */
export type PatchRelationChangedEvent = Event & {
  readonly __typename?: 'PatchRelationChangedEvent';
  /** Who did it; null for what mails do. */
  readonly actor: Maybe<User>;
  /** What happened. */
  readonly category: EventCategory;
  /** The number this instance uses. Numbers are not in the order of dates. */
  readonly databaseId: Scalars['Int']['output'];
  /** When; read in the instance's configured time zone. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. Events cannot be found by it: Patchwork has no address for one event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The patch. */
  readonly patch: Maybe<Patch>;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
};

/** A state of a patch. States belong to each server, so `category` says what it means everywhere. */
export type PatchState = {
  readonly __typename?: 'PatchState';
  /** What it means on every server. */
  readonly category: StateCategory;
  /** Id for caches of clients; `node(id:)` does not take it. */
  readonly id: Scalars['ID']['output'];
  /** Its name: `Under Review`. */
  readonly name: Scalars['String']['output'];
  /** The server's word for it: `under-review`. */
  readonly slug: Scalars['String']['output'];
};

/** A patch got another state. */
export type PatchStateChangedEvent = Event & {
  readonly __typename?: 'PatchStateChangedEvent';
  /** Who did it; null for what mails do. */
  readonly actor: Maybe<User>;
  /** What happened. */
  readonly category: EventCategory;
  /** The state after. */
  readonly currentState: Maybe<PatchState>;
  /** The number this instance uses. Numbers are not in the order of dates. */
  readonly databaseId: Scalars['Int']['output'];
  /** When; read in the instance's configured time zone. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. Events cannot be found by it: Patchwork has no address for one event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The patch. */
  readonly patch: Maybe<Patch>;
  /** The state before. */
  readonly previousState: Maybe<PatchState>;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
};

/** Somebody who sent mail: one address on one instance. */
export type Person = Node & {
  readonly __typename?: 'Person';
  /**
   * The persons of this address on all instances, this one among them, in the order of the
   * configuration; null with an error when an instance could not tell. Of one found by `person(email:)`
   * it costs nothing, of any other 1 request per other instance, and 2 where no patch is from it.
   */
  readonly accounts: Maybe<ReadonlyArray<Person>>;
  /** Cover letters they sent, as `patches`. Costs 1 request per instance and page. */
  readonly covers: Maybe<CoverConnection>;
  /** The number this instance uses. */
  readonly databaseId: Scalars['Int']['output'];
  /** Their address. */
  readonly email: Maybe<Scalars['EmailAddress']['output']>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The instance that knows this person. */
  readonly instance: Instance;
  /** Their name, as in the newest mail this instance saw; null when the mail had none. */
  readonly name: Maybe<Scalars['String']['output']>;
  /**
   * Patches they sent to this instance; of one found by `person(email:)`, to all instances that know the
   * address. Costs 1 request per instance and page.
   */
  readonly patches: Maybe<PatchConnection>;
  /** Their address in the REST API. */
  readonly url: Maybe<Scalars['URL']['output']>;
  /** The account that belongs to this address. Costs 1 request per person and needs a token: Patchwork shows people to its users only. */
  readonly user: Maybe<User>;
};


/** Somebody who sent mail: one address on one instance. */
export type PersonCoversArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<CoverFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<CoverOrder>;
};


/** Somebody who sent mail: one address on one instance. */
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
  /** The people themselves. */
  readonly nodes: ReadonlyArray<Person>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How each instance answered. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** People in all; null where an instance could not say. Costs at most 1 small request per instance. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A person and its place in the list. */
export type PersonEdge = {
  readonly __typename?: 'PersonEdge';
  /** Hand this on as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The person. */
  readonly node: Person;
};

/** Which people. */
export type PersonFilter = {
  /** Words that occur in the name or address. */
  readonly q?: InputMaybe<Scalars['String']['input']>;
};

/** An order of people. */
export type PersonOrder = {
  /** Ascending or descending; by default ascending. */
  readonly direction?: InputMaybe<OrderDirection>;
  /** What to order by. */
  readonly field: PersonOrderField;
};

/** What people can be ordered by. */
export type PersonOrderField =
  /** Address. One instance only. */
  | 'EMAIL'
  /** The instance's number. One instance only. */
  | 'ID'
  /** Name, compared the same way on every instance. Reads the whole list. */
  | 'NAME';

/** A project: one mailing list, or the part of one that a subject match picks. */
export type Project = Node & {
  readonly __typename?: 'Project';
  /** Its bundles. Costs 1 request per 250. */
  readonly bundles: Maybe<BundleConnection>;
  /** Pattern of addresses of commits, with `{}` for the hash; may be empty. From API 1.2 on. */
  readonly commitUrlFormat: Maybe<Scalars['String']['output']>;
  /** Its cover letters. Costs 1 request per page. */
  readonly covers: Maybe<CoverConnection>;
  /** The number this instance uses. */
  readonly databaseId: Scalars['Int']['output'];
  /** What happened in it. Costs 1 request per page. */
  readonly events: Maybe<EventConnection>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The instance that keeps it. */
  readonly instance: Instance;
  /** Its short name in addresses: `openvswitch`. */
  readonly linkName: Maybe<Scalars['String']['output']>;
  /** Its list's archive; may be empty. From API 1.2 on. */
  readonly listArchiveUrl: Maybe<Scalars['URL']['output']>;
  /** Pattern of addresses in the archive, with `{}` for the Message-ID; may be empty. From API 1.2 on. */
  readonly listArchiveUrlFormat: Maybe<Scalars['String']['output']>;
  /** Address of its mailing list. */
  readonly listEmail: Maybe<Scalars['EmailAddress']['output']>;
  /** List-Id of its mailing list. */
  readonly listId: Maybe<Scalars['String']['output']>;
  /** Who decides about its patches. Costs up to 1 request per project. */
  readonly maintainers: Maybe<ReadonlyArray<Maintainer>>;
  /** Its name: `Open vSwitch`. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** Its patches. Costs 1 request per page. */
  readonly patches: Maybe<PatchConnection>;
  /** Its repository; may be empty and need not be a web address. */
  readonly scmUrl: Maybe<Scalars['String']['output']>;
  /** Its series. Costs 1 request per page. */
  readonly seriesList: Maybe<SeriesConnection>;
  /** Whether dependencies between series are shown; from API 1.4 on. */
  readonly showDependencies: Maybe<Scalars['Boolean']['output']>;
  /** Pattern that subjects must match to belong here; may be empty. From API 1.1 on. Costs up to 1 request per project. */
  readonly subjectMatch: Maybe<Scalars['String']['output']>;
  /** Its address in the REST API. */
  readonly url: Maybe<Scalars['URL']['output']>;
  /** Its web site; may be empty. */
  readonly webUrl: Maybe<Scalars['URL']['output']>;
  /** Its repository on the web; may be empty. */
  readonly webscmUrl: Maybe<Scalars['URL']['output']>;
};


/** A project: one mailing list, or the part of one that a subject match picks. */
export type ProjectBundlesArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<BundleFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<BundleOrder>;
};


/** A project: one mailing list, or the part of one that a subject match picks. */
export type ProjectCoversArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<CoverFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<CoverOrder>;
};


/** A project: one mailing list, or the part of one that a subject match picks. */
export type ProjectEventsArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<EventFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<EventOrder>;
};


/** A project: one mailing list, or the part of one that a subject match picks. */
export type ProjectPatchesArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<PatchFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<PatchOrder>;
};


/** A project: one mailing list, or the part of one that a subject match picks. */
export type ProjectSeriesListArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<SeriesFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<SeriesOrder>;
};

/** A page of projects. */
export type ProjectConnection = {
  readonly __typename?: 'ProjectConnection';
  /** The projects with their cursors. */
  readonly edges: ReadonlyArray<ProjectEdge>;
  /** The projects themselves. */
  readonly nodes: ReadonlyArray<Project>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How each instance answered. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** How many there are in all; null where an instance could not say. Costs at most 1 small request per instance. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A project and its place in the list. */
export type ProjectEdge = {
  readonly __typename?: 'ProjectEdge';
  /** Hand this on as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The project. */
  readonly node: Project;
};

/** Which projects. */
export type ProjectFilter = {
  /** Words that all occur in the name, link name or list address, in any case. Looked for by the gateway. */
  readonly q?: InputMaybe<Scalars['String']['input']>;
};

/** An order of projects. */
export type ProjectOrder = {
  /** Ascending or descending; by default ascending. */
  readonly direction?: InputMaybe<OrderDirection>;
  /** What to order by. */
  readonly field: ProjectOrderField;
};

/** What projects can be ordered by. */
export type ProjectOrderField =
  /** The instance's number. One instance only. */
  | 'ID'
  /** Name, compared the same way on every instance. */
  | 'NAME';

/**
 * All data that can be read. A field with arguments that are not valid, or that cannot be read, is null
 * with its error and leaves the other fields as they are.
 */
export type Query = {
  readonly __typename?: 'Query';
  /** A bundle; null when absent or private. Costs 1 request. */
  readonly bundle: Maybe<Bundle>;
  /** Bundles, by name. Costs 1 request per instance and 250 bundles. */
  readonly bundles: Maybe<BundleConnection>;
  /** A check; null when absent. Costs 1 request. */
  readonly check: Maybe<Check>;
  /** A cover letter; null when absent or hidden. Costs 1 request. */
  readonly cover: Maybe<Cover>;
  /** Cover letters, newest first. Costs 1 request per instance and page. */
  readonly covers: Maybe<CoverConnection>;
  /** What happened, newest first. Costs 1 request per instance and page. */
  readonly events: Maybe<EventConnection>;
  /** One configured instance; a name that none has is refused, and the refusal names those that there are. */
  readonly instance: Maybe<Instance>;
  /** All configured instances. */
  readonly instances: ReadonlyArray<Instance>;
  /** Every posting of one Message-ID over all instances and projects; null when every instance answers and none knows it. Costs 2 requests per instance, and 2 more where an encoded id is looked for decoded. */
  readonly message: Maybe<Message>;
  /** The object of a global id; null when there is none (any more) or it is hidden. Costs at most 1 request. */
  readonly node: Maybe<Node>;
  /** The objects of global ids, in their order; null where there is none. The whole list is null with an error for more than 250. Costs at most 1 request each. */
  readonly nodes: Maybe<ReadonlyArray<Maybe<Node>>>;
  /** What this operation costs, and how much it may. */
  readonly operationCost: OperationCost;
  /** A patch; null when absent or hidden. Costs 1 request. */
  readonly patch: Maybe<Patch>;
  /**
   * How many patches there are in each group: the numbers behind a dashboard's bars. The numbers are
   * exact; what could not be counted is in `uncountedCount`, and `sources` says why.
   *
   * Costs 1 request per instance for the count of all, and then the cheaper of two ways. One looks at
   * every patch, 250 a request, as far as the limit for scans allows: CHECK, and filters that REST
   * lacks, have no other. The other counts each group by a request, up to API 1.2 by two, and checks
   * their sum against the count of all: PROJECT costs 1 and 1 per project, STATE 10 to 20. DELEGATE
   * looks at every patch; beyond the limit for scans it counts 1 request per maintainer, and leaves
   * patches with nobody or a former maintainer uncounted. An instance beyond the limits is PARTIAL with
   * QUERY_TOO_EXPENSIVE.
   */
  readonly patchCounts: Maybe<PatchCounts>;
  /** Patches, newest first. Costs 1 request per instance and page. */
  readonly patches: Maybe<PatchConnection>;
  /** People, by name. Needs a token. Costs 1 request per instance and 250 people. */
  readonly people: Maybe<PersonConnection>;
  /**
   * A person, in one of two forms; any other choice of arguments is BAD_USER_INPUT.
   *
   * `person(instance:, databaseId:)`: the person of one instance; null when absent. Needs a token. Costs
   * 1 request.
   *
   * `person(email:)`: one address over all instances, without a token; null when no instance has mail
   * from it. It is shown as the first instance that knows it does, `accounts` has the others, and
   * `patches` and `covers` go over all of them. Costs 1 request per instance, and 2 where no patch is
   * from it.
   */
  readonly person: Maybe<Person>;
  /** A project; null when absent. Costs 1 request. */
  readonly project: Maybe<Project>;
  /** Projects, by name. Costs 1 request per instance and 250 projects. */
  readonly projects: Maybe<ProjectConnection>;
  /**
   * The object of any web, mbox or API address of a configured instance, or the posting of a mail by its
   * address in an archive: lore.kernel.org and other public-inbox archives, and what the
   * `listArchiveUrlFormat` of a project makes. Null when absent or hidden. Costs 1 to 2 requests; for an
   * archive 2 per instance, and 1 more per instance where the projects have to be read for it.
   */
  readonly resource: Maybe<Node>;
  /**
   * Finds patches, series, covers, projects and people over all instances by one query language.
   *
   * The language: words and "quoted phrases", which have to occur in the name (subject); `s:` (subject),
   * `f:` or `submitter:` (address, or part of address or name), `l:` or `project:` (link name, list id or
   * address of the list; `kernel/netdev` is that of one instance), `d:2026-01-01..2026-02-01`, `since:`, `before:` (date of the mail), `m:`
   * (Message-ID), `state:`, `delegate:` (`none` for nobody), `archived:`, `check:`, `version:`,
   * `instance:` and `is:patch`, `is:series`, `is:cover`, `is:pr`, `is:open`, `is:closed`
   * (by the category of the state; UNKNOWN is neither), `is:project`, `is:person`. All terms
   * have to match; `a,b` behind a colon means any of them; `-` before a term leaves out what matches. A
   * pasted Message-ID, address of an object or address of a mail in an archive is found itself, and so is a number that stands alone (but
   * for `project:`, `instance:` and `is:`). What cannot be understood or answered is BAD_USER_INPUT with
   * `extensions.position {start end}`, never an empty result.
   *
   * The order: objects that were pasted, then projects by name, then people by name, then mails and
   * series, newest first. The same message posted to several projects or instances is one result, the
   * first of them; its field `occurrences` has the others. Repeats are folded within a page; over the
   * border of two pages this is best effort, and repeats seldom get there, since postings of one
   * message share their date. Series are not folded: each stands for itself.
   *
   * Costs 1 request per instance and type and page; by default 4 types. A pasted Message-ID costs 2
   * requests per instance, a number up to 3, an address 1 to 2 in all. Terms that REST has no filter for
   * (phrases, `-`, parts of names, `check:`, `version:`, `is:pr`, `delegate:none`) are looked for by the
   * gateway, 250 rows a request, within the limit for scans: beyond it the source is PARTIAL with
   * QUERY_TOO_EXPENSIVE, and the next page goes on.
   */
  readonly search: Maybe<SearchConnection>;
  /** A series; null when absent or hidden. Costs 1 request. */
  readonly series: Maybe<Series>;
  /** Series, newest first. Costs 1 request per instance and page. */
  readonly seriesList: Maybe<SeriesConnection>;
  /** A user; null when absent. Needs a token. Costs 1 request. */
  readonly user: Maybe<User>;
  /** Users, by name. Needs a token. Costs 1 request per instance and 250 users. */
  readonly users: Maybe<UserConnection>;
  /**
   * Who the caller is on each instance that it sent a token for, in the order of the configuration; empty
   * without tokens. Whose a token is costs 1 request for owners of a private bundle, else up to 62,
   * once: Patchwork does not tell it, so users are looked through, maintainers first.
   */
  readonly viewers: Maybe<ReadonlyArray<Viewer>>;
};


/**
 * All data that can be read. A field with arguments that are not valid, or that cannot be read, is null
 * with its error and leaves the other fields as they are.
 */
export type QueryBundleArgs = {
  databaseId: Scalars['Int']['input'];
  instance: Scalars['String']['input'];
};


/**
 * All data that can be read. A field with arguments that are not valid, or that cannot be read, is null
 * with its error and leaves the other fields as they are.
 */
export type QueryBundlesArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<BundleFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  orderBy: InputMaybe<BundleOrder>;
};


/**
 * All data that can be read. A field with arguments that are not valid, or that cannot be read, is null
 * with its error and leaves the other fields as they are.
 */
export type QueryCheckArgs = {
  databaseId: Scalars['Int']['input'];
  instance: Scalars['String']['input'];
  patch: Scalars['Int']['input'];
};


/**
 * All data that can be read. A field with arguments that are not valid, or that cannot be read, is null
 * with its error and leaves the other fields as they are.
 */
export type QueryCoverArgs = {
  databaseId: Scalars['Int']['input'];
  instance: Scalars['String']['input'];
};


/**
 * All data that can be read. A field with arguments that are not valid, or that cannot be read, is null
 * with its error and leaves the other fields as they are.
 */
export type QueryCoversArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<CoverFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  orderBy: InputMaybe<CoverOrder>;
};


/**
 * All data that can be read. A field with arguments that are not valid, or that cannot be read, is null
 * with its error and leaves the other fields as they are.
 */
export type QueryEventsArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<EventFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  orderBy: InputMaybe<EventOrder>;
};


/**
 * All data that can be read. A field with arguments that are not valid, or that cannot be read, is null
 * with its error and leaves the other fields as they are.
 */
export type QueryInstanceArgs = {
  name: Scalars['String']['input'];
};


/**
 * All data that can be read. A field with arguments that are not valid, or that cannot be read, is null
 * with its error and leaves the other fields as they are.
 */
export type QueryMessageArgs = {
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  messageId: Scalars['MessageID']['input'];
};


/**
 * All data that can be read. A field with arguments that are not valid, or that cannot be read, is null
 * with its error and leaves the other fields as they are.
 */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/**
 * All data that can be read. A field with arguments that are not valid, or that cannot be read, is null
 * with its error and leaves the other fields as they are.
 */
export type QueryNodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


/**
 * All data that can be read. A field with arguments that are not valid, or that cannot be read, is null
 * with its error and leaves the other fields as they are.
 */
export type QueryPatchArgs = {
  databaseId: Scalars['Int']['input'];
  instance: Scalars['String']['input'];
};


/**
 * All data that can be read. A field with arguments that are not valid, or that cannot be read, is null
 * with its error and leaves the other fields as they are.
 */
export type QueryPatchCountsArgs = {
  by: PatchCountDimension;
  filter: InputMaybe<PatchFilter>;
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/**
 * All data that can be read. A field with arguments that are not valid, or that cannot be read, is null
 * with its error and leaves the other fields as they are.
 */
export type QueryPatchesArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<PatchFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  orderBy: InputMaybe<PatchOrder>;
};


/**
 * All data that can be read. A field with arguments that are not valid, or that cannot be read, is null
 * with its error and leaves the other fields as they are.
 */
export type QueryPeopleArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<PersonFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  orderBy: InputMaybe<PersonOrder>;
};


/**
 * All data that can be read. A field with arguments that are not valid, or that cannot be read, is null
 * with its error and leaves the other fields as they are.
 */
export type QueryPersonArgs = {
  databaseId: InputMaybe<Scalars['Int']['input']>;
  email: InputMaybe<Scalars['EmailAddress']['input']>;
  instance: InputMaybe<Scalars['String']['input']>;
};


/**
 * All data that can be read. A field with arguments that are not valid, or that cannot be read, is null
 * with its error and leaves the other fields as they are.
 */
export type QueryProjectArgs = {
  instance: Scalars['String']['input'];
  linkName: Scalars['String']['input'];
};


/**
 * All data that can be read. A field with arguments that are not valid, or that cannot be read, is null
 * with its error and leaves the other fields as they are.
 */
export type QueryProjectsArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<ProjectFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  orderBy: InputMaybe<ProjectOrder>;
};


/**
 * All data that can be read. A field with arguments that are not valid, or that cannot be read, is null
 * with its error and leaves the other fields as they are.
 */
export type QueryResourceArgs = {
  url: Scalars['String']['input'];
};


/**
 * All data that can be read. A field with arguments that are not valid, or that cannot be read, is null
 * with its error and leaves the other fields as they are.
 */
export type QuerySearchArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  query: Scalars['String']['input'];
  types: InputMaybe<ReadonlyArray<SearchType>>;
};


/**
 * All data that can be read. A field with arguments that are not valid, or that cannot be read, is null
 * with its error and leaves the other fields as they are.
 */
export type QuerySeriesArgs = {
  databaseId: Scalars['Int']['input'];
  instance: Scalars['String']['input'];
};


/**
 * All data that can be read. A field with arguments that are not valid, or that cannot be read, is null
 * with its error and leaves the other fields as they are.
 */
export type QuerySeriesListArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<SeriesFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  orderBy: InputMaybe<SeriesOrder>;
};


/**
 * All data that can be read. A field with arguments that are not valid, or that cannot be read, is null
 * with its error and leaves the other fields as they are.
 */
export type QueryUserArgs = {
  databaseId: Scalars['Int']['input'];
  instance: Scalars['String']['input'];
};


/**
 * All data that can be read. A field with arguments that are not valid, or that cannot be read, is null
 * with its error and leaves the other fields as they are.
 */
export type QueryUsersArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<UserFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  instances: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  orderBy: InputMaybe<UserOrder>;
};

/** Patches to take out of a set of related ones. */
export type RemoveRelatedPatchesInput = {
  /** Global id of a patch of the set. */
  readonly id: Scalars['ID']['input'];
  /** Global ids of the patches to take out; by default the patch `id` itself. A set of one dissolves. */
  readonly related?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** What became of the relation. */
export type RemoveRelatedPatchesPayload = {
  readonly __typename?: 'RemoveRelatedPatchesPayload';
  /** What was wrong; `field` has the position in `related`. */
  readonly errors: ReadonlyArray<UserError>;
  /** Whether all of them were taken out; UNKNOWN where that is so of one. */
  readonly outcome: WriteOutcome;
  /** The patch `id` as it is now; null where that is not known. */
  readonly patch: Maybe<Patch>;
};

/** What has to happen next in a review. */
export type ReviewDecision =
  /** Enough people approved every patch. */
  | 'APPROVED'
  /** A counted NACK, or a patch in the state `changes-requested`. */
  | 'CHANGES_REQUESTED'
  /** Neither of these. */
  | 'REVIEW_REQUIRED';

/** How many people said what about a patch or series: people, not lines, without the submitter. */
export type ReviewSummary = {
  readonly __typename?: 'ReviewSummary';
  /** People with a counted ACK. */
  readonly ackCount: Scalars['Int']['output'];
  /** People with a counted NACK. */
  readonly nackCount: Scalars['Int']['output'];
  /** People with a counted REVIEW. */
  readonly reviewCount: Scalars['Int']['output'];
  /** People with a counted REVIEW or ACK, by date. */
  readonly reviewers: ReadonlyArray<MailAddress>;
  /** People with a counted TEST. */
  readonly testCount: Scalars['Int']['output'];
  /** Numbers of the patches that nobody reviewed or acked. */
  readonly unreviewedIndexes: ReadonlyArray<Scalars['Int']['output']>;
};

/** A page of search results. */
export type SearchConnection = {
  readonly __typename?: 'SearchConnection';
  /** How much there is of each type that was looked for. Costs as `totalCount`. */
  readonly counts: ReadonlyArray<SearchTypeCount>;
  /** Results with their cursors. */
  readonly edges: ReadonlyArray<SearchEdge>;
  /** The results themselves. */
  readonly nodes: ReadonlyArray<SearchResult>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How the query was understood. Costs nothing. */
  readonly parsedQuery: ParsedSearchQuery;
  /** How each instance answered, all types together: the worst status, and the requests in all. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /**
   * Rows that match in all, each posting of a message counted; null where an instance could not say, or
   * only reading everything would tell. Costs 1 small request per instance and type; where the gateway
   * looks at rows itself, it costs the page and is known only if the page came to the end.
   */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /** What the reader should know of the whole answer. */
  readonly warnings: ReadonlyArray<SourceWarning>;
};

/** A search result and its place in the list. */
export type SearchEdge = {
  readonly __typename?: 'SearchEdge';
  /** Hand this on as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The result. */
  readonly node: SearchResult;
};

/** What search finds. */
export type SearchResult = Cover | Patch | Person | Project | Series;

/** The types that search finds. */
export type SearchType =
  /** Cover letters. */
  | 'COVER'
  /** Patches. */
  | 'PATCH'
  /** People. Only when asked for, here or by `is:person`: Patchwork shows them to its users only, so it needs a token. */
  | 'PERSON'
  /** Projects. */
  | 'PROJECT'
  /** Series. */
  | 'SERIES';

/** How much there is of one type. */
export type SearchTypeCount = {
  readonly __typename?: 'SearchTypeCount';
  /** Rows that match over all instances; null as `totalCount`. Costs 1 small request per instance. */
  readonly count: Maybe<Scalars['Int']['output']>;
  /** The type. */
  readonly type: SearchType;
};

/** Patches that were sent together, with or without a cover letter. */
export type Series = Node & {
  readonly __typename?: 'Series';
  /** Lines added, summed over its patches. Costs as `files`. */
  readonly additions: Maybe<Scalars['Int']['output']>;
  /** Number of files changed. Costs as `files`. */
  readonly changedFiles: Maybe<Scalars['Int']['output']>;
  /** The checks of all its patches together. Costs 1 request per 25 series together for the patches, and what its fields say. */
  readonly checkRollup: Maybe<CheckRollup>;
  /** Its cover letter; null when it has none. Costs as `total`. */
  readonly coverLetter: Maybe<Cover>;
  /** The number this instance uses. */
  readonly databaseId: Scalars['Int']['output'];
  /** Date of its first mail. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Lines removed, summed over its patches. Costs as `files`. */
  readonly deletions: Maybe<Scalars['Int']['output']>;
  /** Series it depends on; from API 1.4 on, where the project shows them. Costs 1 request per series. */
  readonly dependencies: Maybe<ReadonlyArray<Series>>;
  /** Series that depend on it; from API 1.4 on, where the project shows them. Costs 1 request per series. */
  readonly dependents: Maybe<ReadonlyArray<Series>>;
  /** Files that its patches change, each path once, as sums over the patches. Costs 1 request for the texts; later none. */
  readonly files: Maybe<ReadonlyArray<ChangedFile>>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The instance that keeps it. */
  readonly instance: Instance;
  /** Whether each number from 1 to the total is there once, among patches of this version, length and submitter. `receivedAll` counts rows and takes strays in. Costs as `status`. */
  readonly isComplete: Maybe<Scalars['Boolean']['output']>;
  /** All its patches as one mbox. Costs 1 request per series. */
  readonly mbox: Maybe<Scalars['String']['output']>;
  /** Where its mbox can be downloaded. */
  readonly mboxUrl: Maybe<Scalars['URL']['output']>;
  /** Numbers of the patches that have not arrived. Costs as `status`. */
  readonly missingIndexes: Maybe<ReadonlyArray<Scalars['Int']['output']>>;
  /** The cover's subject, or the first patch's name; null when neither has come. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** Its patches in the order of their numbers. Costs as `total`. */
  readonly patches: Maybe<ReadonlyArray<Patch>>;
  /** The project it was sent to. Costs as `total`. */
  readonly project: Maybe<Project>;
  /** Whether all have come. Costs as `total`. */
  readonly receivedAll: Maybe<Scalars['Boolean']['output']>;
  /** How many patches have come. Costs as `total`. */
  readonly receivedTotal: Maybe<Scalars['Int']['output']>;
  /** What has to happen next. Costs as `trailers` and `status`. */
  readonly reviewDecision: Maybe<ReviewDecision>;
  /** People who reviewed, acked, tested or rejected its patches. Costs as `trailers`. */
  readonly reviewSummary: Maybe<ReviewSummary>;
  /** What became of it. Null where it cannot be read. Costs 1 request per 25 series together. */
  readonly status: Maybe<SeriesStatus>;
  /** Patches that do not belong to this version, such as a v2 patch sent as a reply to v1. Costs as `status`. */
  readonly strays: Maybe<ReadonlyArray<StrayPatch>>;
  /** Who sent it. Costs as `total`. */
  readonly submitter: Maybe<Person>;
  /** Cover letter, patches and all replies, placed by their headers. Null where one of the lists of replies cannot be read, and below API 1.1. Costs as `trailers`, and 1 request for the cover letter. */
  readonly thread: Maybe<Thread>;
  /** How many patches it should have, by the subject. For those of a list of patches it costs about 1 request together, else 1 per series. */
  readonly total: Maybe<Scalars['Int']['output']>;
  /**
   * Trailers of all its patches and replies, one per kind and person. Null where a text or a list of replies cannot be read,
   * and below API 1.1. Costs 1 request for the texts, and for replies 1 per patch and cover the first time (of more than 8 at once
   * only for those that have replies, and from API 1.3 on 2 per 100 beside), later 2 for all.
   */
  readonly trailers: Maybe<ReadonlyArray<Trailer>>;
  /** Its address in the REST API. */
  readonly url: Maybe<Scalars['URL']['output']>;
  /** Its version: 3 of `[PATCH v3 0/5]`. */
  readonly version: Maybe<Scalars['Int']['output']>;
  /** Its page in Patchwork's web interface; from API 1.1 on. */
  readonly webUrl: Maybe<Scalars['URL']['output']>;
};


/** Patches that were sent together, with or without a cover letter. */
export type SeriesFilesArgs = {
  path: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Patches that were sent together, with or without a cover letter. */
export type SeriesReviewDecisionArgs = {
  minApprovals?: InputMaybe<Scalars['Int']['input']>;
};


/** Patches that were sent together, with or without a cover letter. */
export type SeriesTrailersArgs = {
  filter: InputMaybe<TrailerFilter>;
};

/** All patches of a series have come. */
export type SeriesCompletedEvent = Event & {
  readonly __typename?: 'SeriesCompletedEvent';
  /** Who did it; null for what mails do. */
  readonly actor: Maybe<User>;
  /** What happened. */
  readonly category: EventCategory;
  /** The number this instance uses. Numbers are not in the order of dates. */
  readonly databaseId: Scalars['Int']['output'];
  /** When; read in the instance's configured time zone. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. Events cannot be found by it: Patchwork has no address for one event. */
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
  /** The series with their cursors. */
  readonly edges: ReadonlyArray<SeriesEdge>;
  /** The series themselves. */
  readonly nodes: ReadonlyArray<Series>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How each instance answered. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** How many there are in all; null where an instance could not say. Costs at most 1 small request per instance. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A series began. */
export type SeriesCreatedEvent = Event & {
  readonly __typename?: 'SeriesCreatedEvent';
  /** Who did it; null for what mails do. */
  readonly actor: Maybe<User>;
  /** What happened. */
  readonly category: EventCategory;
  /** The number this instance uses. Numbers are not in the order of dates. */
  readonly databaseId: Scalars['Int']['output'];
  /** When; read in the instance's configured time zone. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. Events cannot be found by it: Patchwork has no address for one event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
  /** The series. */
  readonly series: Maybe<Series>;
};

/** A series and its place in the list. */
export type SeriesEdge = {
  readonly __typename?: 'SeriesEdge';
  /** Hand this on as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The series. */
  readonly node: Series;
};

/** Which series. Several values of one filter mean any of them; an empty list matches nothing, with a warning EMPTY_FILTER. */
export type SeriesFilter = {
  /** Dates before this moment. */
  readonly before?: InputMaybe<Scalars['DateTime']['input']>;
  /** Projects, by link name (`netdev`: that of every instance) or by instance and link name (`kernel/netdev`). An instance without any of them by the latter form is not asked: its source is SKIPPED. */
  readonly project?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Words that all occur in the name, in any case. */
  readonly q?: InputMaybe<Scalars['String']['input']>;
  /** Dates at this moment or later. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** Addresses of submitters. */
  readonly submitter?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** An order of series. */
export type SeriesOrder = {
  /** Ascending or descending; by default newest first for DATE, ascending for all else. */
  readonly direction?: InputMaybe<OrderDirection>;
  /** What to order by. */
  readonly field: SeriesOrderField;
};

/** What series can be ordered by. */
export type SeriesOrderField =
  /** Date of the first mail. */
  | 'DATE'
  /** The instance's number. One instance only. */
  | 'ID'
  /** Name, compared the same way on every instance. Over several instances it reads the whole list, within a limit. */
  | 'NAME'
  /** The instance's number of the submitter. One instance only. */
  | 'SUBMITTER';

/** What became of a series, derived from the states of its patches by `StateCategory`. */
export type SeriesStatus =
  /** All patches were accepted. */
  | 'ACCEPTED'
  /** At least one patch is open, and none was accepted. */
  | 'ACTION_REQUIRED'
  /** All patches are closed. */
  | 'CLOSED'
  /** Settled: some patches were accepted, the others closed. */
  | 'PARTIALLY_ACCEPTED'
  /** At least one patch is open, and at least one was accepted. */
  | 'PARTIALLY_APPLIED'
  /** All patches are superseded or obsoleted. */
  | 'SUPERSEDED'
  /** No patch is open, and at least one has a state whose meaning is not configured; or there are no patches. */
  | 'UNKNOWN';

/** What went wrong at one instance. */
export type SourceError = {
  readonly __typename?: 'SourceError';
  /** A stable code, one of those in `extensions.code` of errors. */
  readonly code: Scalars['String']['output'];
  /** What happened, naming the instance and the request. */
  readonly message: Scalars['String']['output'];
};

/** One instance's part in one answer. */
export type SourceStatus = {
  readonly __typename?: 'SourceStatus';
  /** Why something is missing; null when nothing is. */
  readonly error: Maybe<SourceError>;
  /** When the instance gave the oldest answer that this part was made of, also where it came out of the cache; null when nothing was read. */
  readonly fetchedAt: Maybe<Scalars['DateTime']['output']>;
  /** Name of the instance. */
  readonly instance: Scalars['String']['output'];
  /** Upstream requests this part has cost so far in this operation. */
  readonly requests: Scalars['Int']['output'];
  /** How it answered. */
  readonly status: SourceStatusCode;
  /** Rows this instance has for the filter; null where it could not say. Costs at most one small request per instance. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
  /** What the reader should know of this part. */
  readonly warnings: ReadonlyArray<SourceWarning>;
};

/** How one instance answered. */
export type SourceStatusCode =
  /** Nothing: the instance failed. `error` says why. */
  | 'FAILED'
  /** All that was asked for, within its cache policy. `fetchedAt` says when it was fetched. */
  | 'OK'
  /** A part of what was asked for is missing; `error` and `warnings` say which. */
  | 'PARTIAL'
  /**
   * Not asked: it lacks what was asked for, the budget was used up, or nothing can be there: its list ended on an earlier
   * page, the filter names objects of other instances only, or a list in it is empty. `error` or `warnings` say which;
   * without an error nothing is missing.
   */
  | 'SKIPPED'
  /** All that was asked for, from an older cached answer, since the instance failed. See `error` and `fetchedAt`. */
  | 'STALE'
  /** Nothing: the instance did not answer in time. */
  | 'TIMED_OUT';

/** Something about one instance's part that the reader should know. */
export type SourceWarning = {
  readonly __typename?: 'SourceWarning';
  /** A stable code, for example UNKNOWN_VALUE or EMPTY_FILTER. */
  readonly code: Scalars['String']['output'];
  /** What it means for this answer. */
  readonly message: Scalars['String']['output'];
};

/** What a state means, whatever its server calls it. Configurable per instance. */
export type StateCategory =
  /** Taken: accepted, queued, mainlined, committed, awaiting-upstream, ... */
  | 'ACCEPTED'
  /** Somebody has to do something: new, under-review, needs-review-ack, ... */
  | 'ACTION_REQUIRED'
  /** Settled otherwise: rejected, superseded, not-applicable, ... */
  | 'CLOSED'
  /** A word this gateway has no meaning for; the configuration can give one. */
  | 'UNKNOWN';

/** A patch that Patchwork keeps in a series though its subject belongs to another posting. */
export type StrayPatch = {
  readonly __typename?: 'StrayPatch';
  /** The patch. */
  readonly patch: Patch;
  /** Why it does not count. */
  readonly reason: StrayReason;
};

/** Why a patch in a series does not belong to this version of it. */
export type StrayReason =
  /** Its subject has another number of patches. */
  | 'COUNT'
  /** Somebody else sent it. */
  | 'SUBMITTER'
  /** Its subject has another version. */
  | 'VERSION';

/** A trailer and how often it was counted. */
export type Tag = {
  readonly __typename?: 'Tag';
  /** The trailer: `Reviewed-by`. */
  readonly name: Scalars['String']['output'];
  /** What Patchwork says of it. */
  readonly value: Maybe<Scalars['String']['output']>;
};

/** The mails about a series, a patch or a cover letter, in the order of reading. */
export type Thread = {
  readonly __typename?: 'Thread';
  /** Depth first: patches by number, all other mails by date. */
  readonly entries: ReadonlyArray<ThreadEntry>;
  /** Date of the latest mail; null where no mail has a date. */
  readonly lastMessageAt: Maybe<Scalars['DateTime']['output']>;
  /** People who wrote in it, by the date of their first mail. */
  readonly participants: ReadonlyArray<MailAddress>;
};

/** One mail of a thread. */
export type ThreadEntry = {
  readonly __typename?: 'ThreadEntry';
  /** Distance from the first mail of its branch, which has 0. */
  readonly depth: Scalars['Int']['output'];
  /** The mail; null where the instance does not have it, or where it belongs to another series. */
  readonly message: Maybe<MailMessage>;
  /** Its Message-ID, without brackets. */
  readonly messageId: Scalars['MessageID']['output'];
  /** Message-ID of the mail that it answers; null where it answers none. */
  readonly parentMessageId: Maybe<Scalars['MessageID']['output']>;
  /** Where the mail is. */
  readonly place: ThreadPlace;
};

/** Where a mail of a thread is. */
export type ThreadPlace =
  /** It belongs to another series. */
  | 'EXTERNAL'
  /** It is part of the thread. */
  | 'INSIDE'
  /** Other mails answer it, and the instance does not have it. */
  | 'MISSING';

/**
 * A trailer such as `Reviewed-by`. There is one per kind and person, with every place where it was given. Retractions and
 * conditions in prose (`with that fixed`) are not read; see docs/review.md.
 */
export type Trailer = {
  readonly __typename?: 'Trailer';
  /** Whether it counts: its kind is not OTHER, and its identity is EXACT, ALIAS, NAME or NONE. */
  readonly counts: Scalars['Boolean']['output'];
  /** The commit that `Fixes` names; null for other kinds and other forms. */
  readonly fixes: Maybe<FixesReference>;
  /** The best of its occurrences. */
  readonly identity: TrailerIdentity;
  /** Whether git recognizes it: it is in the last paragraph of the message. */
  readonly inBlock: Scalars['Boolean']['output'];
  /** What it says. */
  readonly kind: TrailerKind;
  /** Message-ID in the URL of a `Link`; null where there is none. */
  readonly linkedMessageId: Maybe<Scalars['MessageID']['output']>;
  /** Its name as first written: `Reviewed-by`. */
  readonly name: Scalars['String']['output'];
  /** Text behind the value: `# for 2, 4`, `(docs)`, `[with the nit fixed]`; null where there is none. */
  readonly note: Maybe<Scalars['String']['output']>;
  /** Where it was first given, one that counts before one that does not. */
  readonly occurrence: TrailerOccurrence;
  /** Every place where it was given, oldest first. */
  readonly occurrences: ReadonlyArray<TrailerOccurrence>;
  /** Numbers of the patches that its text limits it to; null where it has no such limit. */
  readonly patchIndexes: Maybe<ReadonlyArray<Scalars['Int']['output']>>;
  /** The person it names; null for kinds that name nobody. */
  readonly person: Maybe<MailAddress>;
  /** Where it was first given. */
  readonly source: TrailerSource;
  /** The value on one line, without its note. */
  readonly value: Scalars['String']['output'];
};

/** Which trailers. Several values of one filter mean: any of them. */
export type TrailerFilter = {
  /** Only those that count, or only others. */
  readonly counts?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only these kinds. */
  readonly kind?: InputMaybe<ReadonlyArray<TrailerKind>>;
  /** Only those that name one of these addresses, in any case. */
  readonly person?: InputMaybe<ReadonlyArray<Scalars['EmailAddress']['input']>>;
  /** Only those given in one of these places. */
  readonly source?: InputMaybe<ReadonlyArray<TrailerSource>>;
};

/** How the address in a trailer relates to the sender of the mail. */
export type TrailerIdentity =
  /** The address differs by a `+detail` or by one subdomain. */
  | 'ALIAS'
  /** The trailer belongs to a diff inside the reply; does not count. */
  | 'EMBEDDED'
  /** The address is the sender's. */
  | 'EXACT'
  /** The trailer has no address; does not count. */
  | 'MALFORMED'
  /** The sender names somebody else; does not count. */
  | 'MISMATCH'
  /** Only the name is the same, and it has two words or more. */
  | 'NAME'
  /** There is no sender to compare: the trailer is in the patch's own message, or names no person. */
  | 'NONE'
  /** The submitter approved, tested or rejected his own patch; does not count. */
  | 'SELF';

/** Kind of a trailer, by its name. */
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
  /** Any other name; never counts. */
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

/** One place where a trailer was given. */
export type TrailerOccurrence = {
  readonly __typename?: 'TrailerOccurrence';
  /** Who sent it; of a patch its author. */
  readonly author: Maybe<MailAddress>;
  /** Date of the mail. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Number of its line in `content`, from 1. */
  readonly line: Scalars['Int']['output'];
  /** The mail. */
  readonly message: MailMessage;
};

/** Where a trailer was written. */
export type TrailerSource =
  /** In a reply to the cover letter. */
  | 'COVER_REPLY'
  /** In the patch's own message. */
  | 'MESSAGE'
  /** In a reply to the patch. */
  | 'REPLY';

/** An event of a kind that this gateway does not know yet. */
export type UnknownEvent = Event & {
  readonly __typename?: 'UnknownEvent';
  /** Who did it; null for what mails do. */
  readonly actor: Maybe<User>;
  /** What happened. */
  readonly category: EventCategory;
  /** The number this instance uses. Numbers are not in the order of dates. */
  readonly databaseId: Scalars['Int']['output'];
  /** When; read in the instance's configured time zone. */
  readonly date: Maybe<Scalars['DateTime']['output']>;
  /** Global id. Events cannot be found by it: Patchwork has no address for one event. */
  readonly id: Scalars['ID']['output'];
  /** The instance it happened on. */
  readonly instance: Instance;
  /** The project it happened in. */
  readonly project: Maybe<Project>;
  /** The instance's word for what happened. */
  readonly rawCategory: Maybe<Scalars['String']['output']>;
};

/** Changes of a bundle. Fields left out stay as they are. */
export type UpdateBundleInput = {
  /** Global ids of patches to put at its end; those in it keep their places. */
  readonly addPatches?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Global id of the bundle. */
  readonly id: Scalars['ID']['input'];
  /** Its new name, with the rules of `CreateBundleInput.name`. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Global ids of all its patches, in its order; instead of `addPatches` and `removePatches`. */
  readonly patches?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Whether everybody may see it. */
  readonly public?: InputMaybe<Scalars['Boolean']['input']>;
  /** Global ids of patches to take out; the others keep their places. */
  readonly removePatches?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** What became of the bundle. */
export type UpdateBundlePayload = {
  readonly __typename?: 'UpdateBundlePayload';
  /** The bundle as it is now; null where that is not known. */
  readonly bundle: Maybe<Bundle>;
  /** What was wrong; empty where nothing was. */
  readonly errors: ReadonlyArray<UserError>;
  /** Whether it was changed. */
  readonly outcome: WriteOutcome;
};

/** What to say of a comment. Its author may, the submitter of the patch or cover, and maintainers of the project. */
export type UpdateCommentInput = {
  /** Whether somebody has dealt with it; null for nobody has said. */
  readonly addressed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Global id of the comment. */
  readonly id: Scalars['ID']['input'];
};

/** What became of the comment. */
export type UpdateCommentPayload = {
  readonly __typename?: 'UpdateCommentPayload';
  /** The comment as it is now; null where that is not known. */
  readonly comment: Maybe<Comment>;
  /** What was wrong; empty where nothing was. */
  readonly errors: ReadonlyArray<UserError>;
  /** Whether it was changed. */
  readonly outcome: WriteOutcome;
};

/** Changes of one patch. Fields left out stay as they are. Maintainers of the project may, its submitter and its delegate. */
export type UpdatePatchInput = {
  /** Whether it is put away. */
  readonly archived?: InputMaybe<Scalars['Boolean']['input']>;
  /** The commit it became; null clears it. */
  readonly commitRef?: InputMaybe<Scalars['String']['input']>;
  /** Who is to decide about it, a maintainer of its project: login name, or global id of the user. Null clears it. */
  readonly delegate?: InputMaybe<Scalars['String']['input']>;
  /** Global id of the patch. */
  readonly id: Scalars['ID']['input'];
  /** What to pull; null clears it. */
  readonly pullUrl?: InputMaybe<Scalars['String']['input']>;
  /** A state of that server, by slug or name; never a number. */
  readonly state?: InputMaybe<Scalars['String']['input']>;
};

/** What became of the patch. */
export type UpdatePatchPayload = {
  readonly __typename?: 'UpdatePatchPayload';
  /** What was wrong; empty where nothing was. */
  readonly errors: ReadonlyArray<UserError>;
  /** Whether it was changed. */
  readonly outcome: WriteOutcome;
  /** The patch as it is now; null where that is not known. */
  readonly patch: Maybe<Patch>;
};

/** One of many patches, with a commit of its own. */
export type UpdatePatchesEntry = {
  /** The commit it became; null clears it. Left out, `commitRef` of the whole input holds. */
  readonly commitRef?: InputMaybe<Scalars['String']['input']>;
  /** Global id of the patch. */
  readonly id: Scalars['ID']['input'];
};

/** Changes of many patches, named by either `ids` or `patches`. Fields left out stay as they are. */
export type UpdatePatchesInput = {
  /** Whether they are put away. */
  readonly archived?: InputMaybe<Scalars['Boolean']['input']>;
  /** The commit they became; null clears it. */
  readonly commitRef?: InputMaybe<Scalars['String']['input']>;
  /** Who is to decide about them: login name on each server, or global id of a user where all are on one. Null clears it. */
  readonly delegate?: InputMaybe<Scalars['String']['input']>;
  /** Global ids of the patches, 500 at most; one that occurs twice is written once. */
  readonly ids?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The patches with a commit for each, 500 at most; instead of `ids`. */
  readonly patches?: InputMaybe<ReadonlyArray<UpdatePatchesEntry>>;
  /** A state that every server of them has, by slug or name; never a number. */
  readonly state?: InputMaybe<Scalars['String']['input']>;
};

/** What became of the patches. */
export type UpdatePatchesPayload = {
  readonly __typename?: 'UpdatePatchesPayload';
  /** What was wrong with any of them; `field` starts with `ids` or `patches` and the position. */
  readonly errors: ReadonlyArray<UserError>;
  /** The patches that were changed, in the order of `ids` or `patches`. */
  readonly patches: ReadonlyArray<Patch>;
  /** What became of each, in the order of `ids` or `patches`. */
  readonly results: ReadonlyArray<PatchOutcome>;
};

/** Changes of a project. Fields left out stay as they are; empty texts are allowed, null is not. */
export type UpdateProjectInput = {
  /** Pattern of addresses of commits, with one `{}` for the hash; from API 1.2 on. */
  readonly commitUrlFormat?: InputMaybe<Scalars['String']['input']>;
  /** Global id of the project. */
  readonly id: Scalars['ID']['input'];
  /** Its list's archive; from API 1.2 on. */
  readonly listArchiveUrl?: InputMaybe<Scalars['String']['input']>;
  /** Pattern of addresses in the archive, with one `{}` for the Message-ID; from API 1.2 on. */
  readonly listArchiveUrlFormat?: InputMaybe<Scalars['String']['input']>;
  /** Its repository. */
  readonly scmUrl?: InputMaybe<Scalars['String']['input']>;
  /** Whether dependencies between series are shown; from API 1.4 on. */
  readonly showDependencies?: InputMaybe<Scalars['Boolean']['input']>;
  /** Its web site. */
  readonly webUrl?: InputMaybe<Scalars['String']['input']>;
  /** Its repository on the web. */
  readonly webscmUrl?: InputMaybe<Scalars['String']['input']>;
};

/** What became of the project. */
export type UpdateProjectPayload = {
  readonly __typename?: 'UpdateProjectPayload';
  /** What was wrong; empty where nothing was. */
  readonly errors: ReadonlyArray<UserError>;
  /** Whether it was changed. */
  readonly outcome: WriteOutcome;
  /** The project as it is now; null where that is not known. */
  readonly project: Maybe<Project>;
};

/** Changes of all patches of a series. Fields left out stay as they are. */
export type UpdateSeriesPatchesInput = {
  /** Whether they are put away. */
  readonly archived?: InputMaybe<Scalars['Boolean']['input']>;
  /** Who is to decide about them: login name, or global id of the user. Null clears it. */
  readonly delegate?: InputMaybe<Scalars['String']['input']>;
  /** Global id of the series. */
  readonly series: Scalars['ID']['input'];
  /** A state of that server, by slug or name; never a number. */
  readonly state?: InputMaybe<Scalars['String']['input']>;
};

/** What became of the patches of the series. */
export type UpdateSeriesPatchesPayload = {
  readonly __typename?: 'UpdateSeriesPatchesPayload';
  /** What was wrong with any of them; `field` starts with `patches` and the position in `results` where it is about one. */
  readonly errors: ReadonlyArray<UserError>;
  /** What became of each patch. */
  readonly results: ReadonlyArray<PatchOutcome>;
  /** The series; null where it is not there. */
  readonly series: Maybe<Series>;
};

/** Changes of one's own user record. Fields left out stay as they are. */
export type UpdateUserInput = {
  /** First name; may be empty. */
  readonly firstName?: InputMaybe<Scalars['String']['input']>;
  /** Global id of the user: see `viewers`. */
  readonly id: Scalars['ID']['input'];
  /** Last name; may be empty. */
  readonly lastName?: InputMaybe<Scalars['String']['input']>;
  /** Settings; from API 1.2 on. */
  readonly settings?: InputMaybe<UserSettingsInput>;
};

/** What became of the user record. */
export type UpdateUserPayload = {
  readonly __typename?: 'UpdateUserPayload';
  /** What was wrong; empty where nothing was. */
  readonly errors: ReadonlyArray<UserError>;
  /** Whether it was changed. */
  readonly outcome: WriteOutcome;
  /** The user as it is now; null where that is not known. */
  readonly user: Maybe<User>;
};

/** An account on one instance. */
export type User = Node & {
  readonly __typename?: 'User';
  /** The number this instance uses. */
  readonly databaseId: Scalars['Int']['output'];
  /** Patches delegated to them. Costs 1 request per page. */
  readonly delegatedPatches: Maybe<PatchConnection>;
  /** Their address. */
  readonly email: Maybe<Scalars['EmailAddress']['output']>;
  /** First name; may be empty. */
  readonly firstName: Maybe<Scalars['String']['output']>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The instance the account is on. */
  readonly instance: Instance;
  /** Last name; may be empty. */
  readonly lastName: Maybe<Scalars['String']['output']>;
  /** Their settings: only one's own, from API 1.2 on. Costs 1 request. */
  readonly settings: Maybe<UserSettings>;
  /** Their address in the REST API. */
  readonly url: Maybe<Scalars['URL']['output']>;
  /** Login name. */
  readonly username: Maybe<Scalars['String']['output']>;
};


/** An account on one instance. */
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
  /** The users themselves. */
  readonly nodes: ReadonlyArray<User>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How each instance answered. */
  readonly sources: ReadonlyArray<SourceStatus>;
  /** Users in all; null where an instance could not say. Costs at most 1 small request per instance. */
  readonly totalCount: Maybe<Scalars['Int']['output']>;
};

/** A user and its place in the list. */
export type UserEdge = {
  readonly __typename?: 'UserEdge';
  /** Hand this on as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The user. */
  readonly node: User;
};

/** One thing that is wrong with a write. */
export type UserError = {
  readonly __typename?: 'UserError';
  /** What kind of fault it is. */
  readonly code: UserErrorCode;
  /** Path of the field in the input: `["state"]`; empty where none is at fault. */
  readonly field: ReadonlyArray<Scalars['String']['output']>;
  /** What is wrong and what would be right, in words; those of Patchwork where it said so. */
  readonly message: Scalars['String']['output'];
};

/** Why something was not written. */
export type UserErrorCode =
  /** It is in the way of something else: a name that is taken, a patch in another relation. */
  | 'CONFLICT'
  /** This token does not have the right, or the token itself is refused. */
  | 'FORBIDDEN'
  /** A value is not right; `field` says which. */
  | 'INVALID'
  /** The object is not there, or not to be seen with this token. */
  | 'NOT_FOUND'
  /** The instance's API version lacks it. */
  | 'NOT_SUPPORTED_BY_INSTANCE'
  /** The operation has made all the upstream requests it may. */
  | 'QUERY_TOO_EXPENSIVE'
  /** There is no token of this instance. */
  | 'UNAUTHENTICATED'
  /** The instance's answer cannot be read. */
  | 'UPSTREAM_BAD_RESPONSE'
  /** The instance asks for fewer requests. */
  | 'UPSTREAM_RATE_LIMITED'
  /** The instance did not answer in time. */
  | 'UPSTREAM_TIMEOUT'
  /** The instance cannot be reached or failed. */
  | 'UPSTREAM_UNAVAILABLE';

/** Which users. */
export type UserFilter = {
  /** Words that occur in the login name, name or address. */
  readonly q?: InputMaybe<Scalars['String']['input']>;
};

/** An order of users. */
export type UserOrder = {
  /** Ascending or descending; by default ascending. */
  readonly direction?: InputMaybe<OrderDirection>;
  /** What to order by. */
  readonly field: UserOrderField;
};

/** What users can be ordered by. */
export type UserOrderField =
  /** Address. One instance only. */
  | 'EMAIL'
  /** The instance's number. One instance only. */
  | 'ID'
  /** Login name, compared the same way on every instance. Reads the whole list. */
  | 'NAME';

/** A user's own settings. */
export type UserSettings = {
  readonly __typename?: 'UserSettings';
  /** Id for caches of clients; `node(id:)` does not take it. */
  readonly id: Scalars['ID']['output'];
  /** Rows a page in the web interface. */
  readonly itemsPerPage: Maybe<Scalars['Int']['output']>;
  /** Whether Patchwork sends mail in their name. */
  readonly sendEmail: Maybe<Scalars['Boolean']['output']>;
  /** Whether the web interface shows patch ids. */
  readonly showIds: Maybe<Scalars['Boolean']['output']>;
};

/** Changes of one's own settings. Fields left out stay as they are. */
export type UserSettingsInput = {
  /** Rows a page in the web interface. */
  readonly itemsPerPage?: InputMaybe<Scalars['Int']['input']>;
  /** Whether Patchwork sends mail in their name. */
  readonly sendEmail?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether the web interface shows patch ids. */
  readonly showIds?: InputMaybe<Scalars['Boolean']['input']>;
};

/** The caller on one instance. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  /** All bundles of theirs, private ones too. Costs 1 request per 250 beside `user`. */
  readonly bundles: Maybe<ReadonlyArray<Bundle>>;
  /** Id for caches of clients; `node(id:)` does not take it. */
  readonly id: Scalars['ID']['output'];
  /** The instance. */
  readonly instance: Instance;
  /** Projects they maintain. Costs 1 request beside `user`. */
  readonly projects: Maybe<ReadonlyArray<Project>>;
  /** The patches that wait for them, newest first. Costs 1 request per page beside `user`. */
  readonly toDo: Maybe<PatchConnection>;
  /** How many patches wait for them: delegated to them, not archived, and new, under review or in another state that the configuration marks ACTION_REQUIRED. Costs 1 small request beside `user`. */
  readonly toDoCount: Maybe<Scalars['Int']['output']>;
  /** The user that the token belongs to. Null with an error where the instance does not tell it. Costs 1 request. */
  readonly user: Maybe<User>;
};


/** The caller on one instance. */
export type ViewerToDoArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy: InputMaybe<PatchOrder>;
};

/** Whether a write was carried out. A write is never sent twice: where no proper answer came, the server is asked what is true now. */
export type WriteOutcome =
  /** It was: what was to be written is there. */
  | 'APPLIED'
  /** It was not. */
  | 'NOT_APPLIED'
  /** It cannot be told: no answer came in time, and it may yet be carried out. Read the object again. */
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
    | ( CoverEntity )
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
  AddRelatedPatchesInput: AddRelatedPatchesInput;
  AddRelatedPatchesPayload: ResolverTypeWrapper<Omit<AddRelatedPatchesPayload, 'patch'> & { patch?: Maybe<ResolversTypes['Patch']> }>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  BreakerState: BreakerState;
  Bundle: ResolverTypeWrapper<BundleEntity>;
  BundleConnection: ResolverTypeWrapper<BundleConnectionModel>;
  BundleEdge: ResolverTypeWrapper<BundleEdgeModel>;
  BundleFilter: BundleFilter;
  BundleOrder: BundleOrder;
  BundleOrderField: BundleOrderField;
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
  CoverConnection: ResolverTypeWrapper<CoverConnectionModel>;
  CoverCreatedEvent: ResolverTypeWrapper<EventModel>;
  CoverEdge: ResolverTypeWrapper<CoverEdgeModel>;
  CoverFilter: CoverFilter;
  CoverOrder: CoverOrder;
  CoverOrderField: CoverOrderField;
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
  EventConnection: ResolverTypeWrapper<EventConnectionModel>;
  EventEdge: ResolverTypeWrapper<EventEdgeModel>;
  EventFilter: EventFilter;
  EventOrder: EventOrder;
  EventOrderField: EventOrderField;
  FileChangeType: FileChangeType;
  FixesReference: ResolverTypeWrapper<FixesReference>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Header: ResolverTypeWrapper<Header>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Instance: ResolverTypeWrapper<PatchworkClient>;
  InstanceCapabilities: ResolverTypeWrapper<CapabilitiesModel>;
  InstanceHealth: InstanceHealth;
  InstanceStatus: ResolverTypeWrapper<InstanceStatusModel>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  MailAddress: ResolverTypeWrapper<MailAddress>;
  MailMessage: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['MailMessage']>;
  Maintainer: ResolverTypeWrapper<MaintainerModel>;
  Message: ResolverTypeWrapper<MessageModel>;
  MessageID: ResolverTypeWrapper<Scalars['MessageID']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  OperationCost: ResolverTypeWrapper<OperationCost>;
  OrderDirection: OrderDirection;
  PageInfo: ResolverTypeWrapper<PageInfoModel>;
  ParsedSearchQuery: ResolverTypeWrapper<SearchRequest>;
  ParsedSearchTerm: ResolverTypeWrapper<SearchTerm>;
  Patch: ResolverTypeWrapper<PatchEntity>;
  PatchCommentCreatedEvent: ResolverTypeWrapper<EventModel>;
  PatchCompletedEvent: ResolverTypeWrapper<EventModel>;
  PatchConnection: ResolverTypeWrapper<PatchConnectionModel>;
  PatchCountDimension: PatchCountDimension;
  PatchCountGroup: ResolverTypeWrapper<PatchCountGroupModel>;
  PatchCountPart: ResolverTypeWrapper<PatchCountPart>;
  PatchCounts: ResolverTypeWrapper<PatchCountsModel>;
  PatchCreatedEvent: ResolverTypeWrapper<EventModel>;
  PatchDelegatedEvent: ResolverTypeWrapper<EventModel>;
  PatchEdge: ResolverTypeWrapper<PatchEdgeModel>;
  PatchFilter: PatchFilter;
  PatchOrder: PatchOrder;
  PatchOrderField: PatchOrderField;
  PatchOutcome: ResolverTypeWrapper<Omit<PatchOutcome, 'patch'> & { patch?: Maybe<ResolversTypes['Patch']> }>;
  PatchRelationChangedEvent: ResolverTypeWrapper<EventModel>;
  PatchState: ResolverTypeWrapper<StateModel>;
  PatchStateChangedEvent: ResolverTypeWrapper<EventModel>;
  Person: ResolverTypeWrapper<PersonModel>;
  PersonConnection: ResolverTypeWrapper<PersonConnectionModel>;
  PersonEdge: ResolverTypeWrapper<PersonEdgeModel>;
  PersonFilter: PersonFilter;
  PersonOrder: PersonOrder;
  PersonOrderField: PersonOrderField;
  Project: ResolverTypeWrapper<ProjectEntity>;
  ProjectConnection: ResolverTypeWrapper<ProjectConnectionModel>;
  ProjectEdge: ResolverTypeWrapper<ProjectEdgeModel>;
  ProjectFilter: ProjectFilter;
  ProjectOrder: ProjectOrder;
  ProjectOrderField: ProjectOrderField;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RemoveRelatedPatchesInput: RemoveRelatedPatchesInput;
  RemoveRelatedPatchesPayload: ResolverTypeWrapper<Omit<RemoveRelatedPatchesPayload, 'patch'> & { patch?: Maybe<ResolversTypes['Patch']> }>;
  ReviewDecision: ReviewDecision;
  ReviewSummary: ResolverTypeWrapper<Omit<ReviewSummary, 'reviewers'> & { reviewers: ReadonlyArray<ResolversTypes['MailAddress']> }>;
  SearchConnection: ResolverTypeWrapper<SearchConnectionModel>;
  SearchEdge: ResolverTypeWrapper<SearchEdgeModel>;
  SearchResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SearchResult']>;
  SearchType: SearchType;
  SearchTypeCount: ResolverTypeWrapper<SearchTypeCountModel>;
  Series: ResolverTypeWrapper<SeriesEntity>;
  SeriesCompletedEvent: ResolverTypeWrapper<EventModel>;
  SeriesConnection: ResolverTypeWrapper<SeriesConnectionModel>;
  SeriesCreatedEvent: ResolverTypeWrapper<EventModel>;
  SeriesEdge: ResolverTypeWrapper<SeriesEdgeModel>;
  SeriesFilter: SeriesFilter;
  SeriesOrder: SeriesOrder;
  SeriesOrderField: SeriesOrderField;
  SeriesStatus: SeriesStatus;
  SourceError: ResolverTypeWrapper<SourceError>;
  SourceStatus: ResolverTypeWrapper<SourceStatusModel>;
  SourceStatusCode: SourceStatusCode;
  SourceWarning: ResolverTypeWrapper<SourceWarning>;
  StateCategory: StateCategory;
  StrayPatch: ResolverTypeWrapper<Omit<StrayPatch, 'patch'> & { patch: ResolversTypes['Patch'] }>;
  StrayReason: StrayReason;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Tag: ResolverTypeWrapper<Tag>;
  Thread: ResolverTypeWrapper<ThreadModel>;
  ThreadEntry: ResolverTypeWrapper<ThreadEntryModel>;
  ThreadPlace: ThreadPlace;
  Trailer: ResolverTypeWrapper<TrailerModel>;
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
  User: ResolverTypeWrapper<UserEntity>;
  UserConnection: ResolverTypeWrapper<UserConnectionModel>;
  UserEdge: ResolverTypeWrapper<UserEdgeModel>;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
  UserFilter: UserFilter;
  UserOrder: UserOrder;
  UserOrderField: UserOrderField;
  UserSettings: ResolverTypeWrapper<SettingsModel>;
  UserSettingsInput: UserSettingsInput;
  Viewer: ResolverTypeWrapper<ViewerModel>;
  WriteOutcome: WriteOutcome;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AddRelatedPatchesInput: AddRelatedPatchesInput;
  AddRelatedPatchesPayload: Omit<AddRelatedPatchesPayload, 'patch'> & { patch?: Maybe<ResolversParentTypes['Patch']> };
  Boolean: Scalars['Boolean']['output'];
  Bundle: BundleEntity;
  BundleConnection: BundleConnectionModel;
  BundleEdge: BundleEdgeModel;
  BundleFilter: BundleFilter;
  BundleOrder: BundleOrder;
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
  CoverConnection: CoverConnectionModel;
  CoverCreatedEvent: EventModel;
  CoverEdge: CoverEdgeModel;
  CoverFilter: CoverFilter;
  CoverOrder: CoverOrder;
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
  EventConnection: EventConnectionModel;
  EventEdge: EventEdgeModel;
  EventFilter: EventFilter;
  EventOrder: EventOrder;
  FixesReference: FixesReference;
  Float: Scalars['Float']['output'];
  Header: Header;
  ID: Scalars['ID']['output'];
  Instance: PatchworkClient;
  InstanceCapabilities: CapabilitiesModel;
  InstanceStatus: InstanceStatusModel;
  Int: Scalars['Int']['output'];
  MailAddress: MailAddress;
  MailMessage: ResolversInterfaceTypes<ResolversParentTypes>['MailMessage'];
  Maintainer: MaintainerModel;
  Message: MessageModel;
  MessageID: Scalars['MessageID']['output'];
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  OperationCost: OperationCost;
  PageInfo: PageInfoModel;
  ParsedSearchQuery: SearchRequest;
  ParsedSearchTerm: SearchTerm;
  Patch: PatchEntity;
  PatchCommentCreatedEvent: EventModel;
  PatchCompletedEvent: EventModel;
  PatchConnection: PatchConnectionModel;
  PatchCountGroup: PatchCountGroupModel;
  PatchCountPart: PatchCountPart;
  PatchCounts: PatchCountsModel;
  PatchCreatedEvent: EventModel;
  PatchDelegatedEvent: EventModel;
  PatchEdge: PatchEdgeModel;
  PatchFilter: PatchFilter;
  PatchOrder: PatchOrder;
  PatchOutcome: Omit<PatchOutcome, 'patch'> & { patch?: Maybe<ResolversParentTypes['Patch']> };
  PatchRelationChangedEvent: EventModel;
  PatchState: StateModel;
  PatchStateChangedEvent: EventModel;
  Person: PersonModel;
  PersonConnection: PersonConnectionModel;
  PersonEdge: PersonEdgeModel;
  PersonFilter: PersonFilter;
  PersonOrder: PersonOrder;
  Project: ProjectEntity;
  ProjectConnection: ProjectConnectionModel;
  ProjectEdge: ProjectEdgeModel;
  ProjectFilter: ProjectFilter;
  ProjectOrder: ProjectOrder;
  Query: Record<PropertyKey, never>;
  RemoveRelatedPatchesInput: RemoveRelatedPatchesInput;
  RemoveRelatedPatchesPayload: Omit<RemoveRelatedPatchesPayload, 'patch'> & { patch?: Maybe<ResolversParentTypes['Patch']> };
  ReviewSummary: Omit<ReviewSummary, 'reviewers'> & { reviewers: ReadonlyArray<ResolversParentTypes['MailAddress']> };
  SearchConnection: SearchConnectionModel;
  SearchEdge: SearchEdgeModel;
  SearchResult: ResolversUnionTypes<ResolversParentTypes>['SearchResult'];
  SearchTypeCount: SearchTypeCountModel;
  Series: SeriesEntity;
  SeriesCompletedEvent: EventModel;
  SeriesConnection: SeriesConnectionModel;
  SeriesCreatedEvent: EventModel;
  SeriesEdge: SeriesEdgeModel;
  SeriesFilter: SeriesFilter;
  SeriesOrder: SeriesOrder;
  SourceError: SourceError;
  SourceStatus: SourceStatusModel;
  SourceWarning: SourceWarning;
  StrayPatch: Omit<StrayPatch, 'patch'> & { patch: ResolversParentTypes['Patch'] };
  String: Scalars['String']['output'];
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
  UserConnection: UserConnectionModel;
  UserEdge: UserEdgeModel;
  UserError: UserError;
  UserFilter: UserFilter;
  UserOrder: UserOrder;
  UserSettings: SettingsModel;
  UserSettingsInput: UserSettingsInput;
  Viewer: ViewerModel;
};

export type AddRelatedPatchesPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AddRelatedPatchesPayload'] = ResolversParentTypes['AddRelatedPatchesPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['WriteOutcome'], ParentType, ContextType>;
  patch?: Resolver<Maybe<ResolversTypes['Patch']>, ParentType, ContextType>;
};

export type BundleResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Bundle'] = ResolversParentTypes['Bundle']> = {
  databaseId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  mbox?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  mboxUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  owner?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  patches?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Patch']>>, ParentType, ContextType>;
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

export type EventEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventEdge'] = ResolversParentTypes['EventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
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

export type OperationCostResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OperationCost'] = ResolversParentTypes['OperationCost']> = {
  estimatedRequests?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  limit?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  upstreamRequests?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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

export type ProjectResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project']> = {
  bundles?: Resolver<Maybe<ResolversTypes['BundleConnection']>, ParentType, ContextType, RequireFields<ProjectBundlesArgs, 'first'>>;
  commitUrlFormat?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  covers?: Resolver<Maybe<ResolversTypes['CoverConnection']>, ParentType, ContextType, RequireFields<ProjectCoversArgs, 'first'>>;
  databaseId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  events?: Resolver<Maybe<ResolversTypes['EventConnection']>, ParentType, ContextType, RequireFields<ProjectEventsArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  linkName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  listArchiveUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  listArchiveUrlFormat?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  listEmail?: Resolver<Maybe<ResolversTypes['EmailAddress']>, ParentType, ContextType>;
  listId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  maintainers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Maintainer']>>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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
  instance?: Resolver<Maybe<ResolversTypes['Instance']>, ParentType, ContextType, RequireFields<QueryInstanceArgs, 'name'>>;
  instances?: Resolver<ReadonlyArray<ResolversTypes['Instance']>, ParentType, ContextType>;
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
  search?: Resolver<Maybe<ResolversTypes['SearchConnection']>, ParentType, ContextType, RequireFields<QuerySearchArgs, 'first' | 'query'>>;
  series?: Resolver<Maybe<ResolversTypes['Series']>, ParentType, ContextType, RequireFields<QuerySeriesArgs, 'databaseId' | 'instance'>>;
  seriesList?: Resolver<Maybe<ResolversTypes['SeriesConnection']>, ParentType, ContextType, RequireFields<QuerySeriesListArgs, 'first'>>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType, RequireFields<QueryUserArgs, 'databaseId' | 'instance'>>;
  users?: Resolver<Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, RequireFields<QueryUsersArgs, 'first'>>;
  viewers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Viewer']>>, ParentType, ContextType>;
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
  counts?: Resolver<ReadonlyArray<ResolversTypes['SearchTypeCount']>, ParentType, ContextType>;
  edges?: Resolver<ReadonlyArray<ResolversTypes['SearchEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['SearchResult']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  parsedQuery?: Resolver<ResolversTypes['ParsedSearchQuery'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['SourceWarning']>, ParentType, ContextType>;
};

export type SearchEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SearchEdge'] = ResolversParentTypes['SearchEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SearchResult'], ParentType, ContextType>;
};

export type SearchResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SearchResult'] = ResolversParentTypes['SearchResult']> = {
  __resolveType: TypeResolveFn<'Cover' | 'Patch' | 'Person' | 'Project' | 'Series', ParentType, ContextType>;
};

export type SearchTypeCountResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SearchTypeCount'] = ResolversParentTypes['SearchTypeCount']> = {
  count?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['SearchType'], ParentType, ContextType>;
};

export type SeriesResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Series'] = ResolversParentTypes['Series']> = {
  additions?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  changedFiles?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  checkRollup?: Resolver<Maybe<ResolversTypes['CheckRollup']>, ParentType, ContextType>;
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
  mbox?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  mboxUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  missingIndexes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Int']>>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  patches?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Patch']>>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  receivedAll?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  receivedTotal?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  reviewDecision?: Resolver<Maybe<ResolversTypes['ReviewDecision']>, ParentType, ContextType, RequireFields<SeriesReviewDecisionArgs, 'minApprovals'>>;
  reviewSummary?: Resolver<Maybe<ResolversTypes['ReviewSummary']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['SeriesStatus']>, ParentType, ContextType>;
  strays?: Resolver<Maybe<ReadonlyArray<ResolversTypes['StrayPatch']>>, ParentType, ContextType>;
  submitter?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  thread?: Resolver<Maybe<ResolversTypes['Thread']>, ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  trailers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Trailer']>>, ParentType, ContextType, Partial<SeriesTrailersArgs>>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  webUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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

export type SourceErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SourceError'] = ResolversParentTypes['SourceError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SourceStatusResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SourceStatus'] = ResolversParentTypes['SourceStatus']> = {
  error?: Resolver<Maybe<ResolversTypes['SourceError']>, ParentType, ContextType>;
  fetchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
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

export type ViewerResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  bundles?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Bundle']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instance?: Resolver<ResolversTypes['Instance'], ParentType, ContextType>;
  projects?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Project']>>, ParentType, ContextType>;
  toDo?: Resolver<Maybe<ResolversTypes['PatchConnection']>, ParentType, ContextType, RequireFields<ViewerToDoArgs, 'first'>>;
  toDoCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = RequestContext> = {
  AddRelatedPatchesPayload?: AddRelatedPatchesPayloadResolvers<ContextType>;
  Bundle?: BundleResolvers<ContextType>;
  BundleConnection?: BundleConnectionResolvers<ContextType>;
  BundleEdge?: BundleEdgeResolvers<ContextType>;
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
  EventEdge?: EventEdgeResolvers<ContextType>;
  FixesReference?: FixesReferenceResolvers<ContextType>;
  Header?: HeaderResolvers<ContextType>;
  Instance?: InstanceResolvers<ContextType>;
  InstanceCapabilities?: InstanceCapabilitiesResolvers<ContextType>;
  InstanceStatus?: InstanceStatusResolvers<ContextType>;
  MailAddress?: MailAddressResolvers<ContextType>;
  MailMessage?: MailMessageResolvers<ContextType>;
  Maintainer?: MaintainerResolvers<ContextType>;
  Message?: MessageResolvers<ContextType>;
  MessageID?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  OperationCost?: OperationCostResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
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
  PatchRelationChangedEvent?: PatchRelationChangedEventResolvers<ContextType>;
  PatchState?: PatchStateResolvers<ContextType>;
  PatchStateChangedEvent?: PatchStateChangedEventResolvers<ContextType>;
  Person?: PersonResolvers<ContextType>;
  PersonConnection?: PersonConnectionResolvers<ContextType>;
  PersonEdge?: PersonEdgeResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  ProjectConnection?: ProjectConnectionResolvers<ContextType>;
  ProjectEdge?: ProjectEdgeResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RemoveRelatedPatchesPayload?: RemoveRelatedPatchesPayloadResolvers<ContextType>;
  ReviewSummary?: ReviewSummaryResolvers<ContextType>;
  SearchConnection?: SearchConnectionResolvers<ContextType>;
  SearchEdge?: SearchEdgeResolvers<ContextType>;
  SearchResult?: SearchResultResolvers<ContextType>;
  SearchTypeCount?: SearchTypeCountResolvers<ContextType>;
  Series?: SeriesResolvers<ContextType>;
  SeriesCompletedEvent?: SeriesCompletedEventResolvers<ContextType>;
  SeriesConnection?: SeriesConnectionResolvers<ContextType>;
  SeriesCreatedEvent?: SeriesCreatedEventResolvers<ContextType>;
  SeriesEdge?: SeriesEdgeResolvers<ContextType>;
  SourceError?: SourceErrorResolvers<ContextType>;
  SourceStatus?: SourceStatusResolvers<ContextType>;
  SourceWarning?: SourceWarningResolvers<ContextType>;
  StrayPatch?: StrayPatchResolvers<ContextType>;
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
  Viewer?: ViewerResolvers<ContextType>;
};

