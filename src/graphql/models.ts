import type { GatewayError } from '../errors.js';
import type { FeedStatus } from '../live/feed.js';
import type { MergedPage } from '../federation/mergeSources.js';
import type { SourceWarning } from '../orderedList.js';
import type { FederatedList, ListEdge, ListPart } from '../catalog/lists/FederatedList.js';
import type { ListedEvent } from '../catalog/kinds/event.js';
import type { PatchEntity } from '../catalog/kinds/patch.js';
import type { PersonEntity } from '../catalog/kinds/person.js';
import type { PatchworkClient, ServerStatus } from '../patchwork/PatchworkClient.js';
import type { StateCategory } from '../stateCategories.js';
import type { Capabilities } from '../patchwork/versions.js';
import type { User } from '../patchwork/resources/user.js';
import type { CheckContext } from '../review/facts/checkRollup.js';
import type { CheckRollupReading, ReadCheck } from '../review/reading/CheckRollupReading.js';
import type { TrailerFact, TrailerOccurrence } from '../review/facts/trailerFacts.js';
import type { PatchPair } from '../review/facts/comparison/compareSeries.js';
import type { ReadComparison } from '../review/reading/SeriesComparisons.js';
import type { SeriesThread } from '../review/facts/seriesThread.js';
import type { MailEntity } from '../review/reading/reviewMails.js';
import type { SeriesReview } from '../review/reading/SeriesReviews.js';
import type { QueueRow } from '../review/reading/QueueReading.js';
import type { FoundPrerequisite } from '../review/reading/findPrerequisite.js';
import type { DiffFile, DiffHunk } from '../mail/diff/DiffFile.js';
import type { PrerequisiteLine } from '../mail/metadata.js';
import type { ThreadNode } from '../mail/thread.js';
import type { ProjectCoverage } from '../corpus/indexCoverage.js';
import type { PlainTerm } from '../search/ParsedQuery.js';
import type { SearchRequest } from './search/readSearchRequest.js';
import type { SearchNode } from './search/SearchSource.js';
import type { SearchType } from './search/searchTypes.js';
import type { CrossInstancePerson } from '../catalog/lookups/CrossInstancePerson.js';

/** Status of an instance at the time of the request. */
export interface InstanceStatusModel {
  readonly id: string;
  readonly status: ServerStatus;
}

/** How far the events of an instance are followed. */
export interface LiveStatusModel {
  readonly client: PatchworkClient;
  readonly status: FeedStatus;
}

/** A person of one instance, or one address over all of them. */
export type PersonModel = PersonEntity | CrossInstancePerson;

/** A maintainer as a project reports it: the ids in `data` are not those of users. */
export interface MaintainerModel {
  readonly client: PatchworkClient;
  readonly data: User;
}

/** A state of one server. */
export interface StateModel {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly category: StateCategory;
}

/** A user's own settings. */
export interface SettingsModel {
  readonly id: string;
  readonly data: NonNullable<User['settings']>;
}

/** The capabilities of one instance. */
export interface CapabilitiesModel extends Capabilities {
  readonly id: string;
}

export type EventModel = ListedEvent;

export type SourceStatusModel = ListPart;
export type EdgeModel<Node> = ListEdge<Node>;
export type ConnectionModel<Node> = FederatedList<Node>;

export type PageInfoModel = MergedPage<unknown>;

export type QueueConnectionModel = ConnectionModel<QueueRow>;

export type QueueEdgeModel = EdgeModel<QueueRow>;

/** An object that search found; nothing is read before a field requests it. */
export interface SearchConnectionModel extends ConnectionModel<SearchNode> {
  readonly request: SearchRequest;
  /** Rows of one type over all instances; null if it cannot be determined. */
  readonly count: (type: SearchType) => Promise<number | null>;
  readonly warnings: () => readonly SourceWarning[];
  /** How far the projects that the query asks for are indexed. */
  readonly coverage: () => Promise<readonly ProjectCoverage[]>;
  /** Whether nothing that matches can be missing. */
  readonly complete: () => Promise<boolean>;
}
/** A result, and the terms that matched its text. */
export interface SearchEdgeModel extends EdgeModel<SearchNode> {
  readonly terms?: readonly PlainTerm[] | undefined;
}
/** How much there is of one type that was looked for; counted only where it is selected. */
export interface SearchTypeCountModel {
  readonly list: SearchConnectionModel;
  readonly type: SearchType;
}

/** The caller on one instance; who that is, is found out where a field asks for it. */
export interface ViewerModel {
  readonly client: PatchworkClient;
}

/** One context of a rollup. */
export interface CheckContextModel {
  readonly rollup: CheckRollupReading;
  readonly data: CheckContext<ReadCheck>;
}

/** A trailer, with the mails that gave it. */
export interface TrailerModel {
  readonly fact: TrailerFact;
  readonly mailOf: (messageId: string) => MailEntity | undefined;
  /** The review that it is part of, and those of its patches that are meant; none for a single mail. */
  readonly of?: { readonly review: SeriesReview; readonly patches: readonly PatchEntity[] };
}

/** One place where a trailer was given. */
export interface TrailerOccurrenceModel {
  readonly data: TrailerOccurrence;
  readonly mailOf: TrailerModel['mailOf'];
}

/** A pair of patches, with the comparison that it is part of. */
export interface PatchPairModel {
  readonly comparison: ReadComparison;
  readonly pair: PatchPair;
}

/** A thread, with the mails that are in it. */
export interface ThreadModel {
  readonly data: SeriesThread;
  readonly mailOf: TrailerModel['mailOf'];
}

/** One mail of a thread. */
export interface ThreadEntryModel {
  readonly data: ThreadNode;
  readonly mailOf: TrailerModel['mailOf'];
}

/** A prerequisite of a series. */
export interface PrerequisiteModel {
  readonly line: PrerequisiteLine;
  /** Looks its target up, once for all of its fields. */
  readonly find: () => Promise<FoundPrerequisite>;
}

/** A file of a patch or series. */
export interface ChangedFileModel {
  readonly data: DiffFile;
  readonly patches: readonly PatchEntity[];
  /** The diff that a hunk belongs to; read only where hunks are selected. */
  readonly textOf: (hunk: DiffHunk) => string;
}

/** A hunk with the diff that it belongs to. */
export interface DiffHunkModel {
  readonly data: DiffHunk;
  readonly diff: string;
}

/** A point of a chart; a part that could not be read is an error. */
export interface ActivityPointModel {
  readonly time: string | GatewayError;
  readonly key: string | null | GatewayError;
  readonly label: string;
  readonly count: number;
}

/** How soon patches got a reply. */
export interface FirstReplyModel {
  readonly time: string | GatewayError;
  readonly patches: number;
  /** Seconds to the first reply of those that have one, ascending. */
  readonly seconds: readonly number[];
}

/** Ages of the open patches of a project. */
export interface OpenPatchAgesModel {
  /** In seconds, ascending. */
  readonly ages: readonly number[];
  /** RFC 3339. */
  readonly oldest: string | null;
}

/** How far one project is indexed. */
export interface SearchCoverageModel {
  readonly client: PatchworkClient;
  readonly data: ProjectCoverage;
}
