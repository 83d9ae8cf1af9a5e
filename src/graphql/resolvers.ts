import type { Resolvers } from './generated/types.js';
import { ActivityPoint, FirstReplyPoint, OpenPatchAges } from './resolvers/activity.js';
import { ApplyMbox } from './resolvers/applyMbox.js';
import { Bundle } from './resolvers/bundle.js';
import { Check } from './resolvers/check.js';
import { ChangedFile, DiffHunk } from './resolvers/changedFile.js';
import { CheckContext, CheckRollup } from './resolvers/checkRollup.js';
import { Comment } from './resolvers/comment.js';
import { connection, edge, PageInfo, SourceStatus } from './resolvers/connection.js';
import { patchCounts } from './resolvers/counts.js';
import { Cover } from './resolvers/cover.js';
import { eventResolvers } from './resolvers/event.js';
import { Instance, InstanceStatus } from './resolvers/instance.js';
import { live, LiveStatus } from './resolvers/live.js';
import { Message } from './resolvers/message.js';
import { Mutation } from './resolvers/mutation.js';
import { OwnershipSection } from './resolvers/ownership.js';
import { Patch } from './resolvers/patch.js';
import { Maintainer, User, UserSettings } from './resolvers/user.js';
import { Person } from './resolvers/person.js';
import { Project } from './resolvers/project.js';
import { nodeType, Query } from './resolvers/query.js';
import { queryQueue, QueueConnection, QueueItem } from './resolvers/reviewQueue.js';
import {
  ParsedSearchQuery,
  ParsedSearchTerm,
  search,
  SearchConnection,
  SearchEdge,
  SearchTypeCount,
} from './resolvers/search.js';
import { SearchCoverage, searchCoverage } from './resolvers/searchCoverage.js';
import { Series } from './resolvers/series.js';
import { PatchPair, SeriesComparison } from './resolvers/seriesComparison.js';
import {
  ChangeDelivery,
  EventDelivery,
  EventsGap,
  Subscription,
} from './resolvers/subscription.js';
import { Thread, ThreadEntry } from './resolvers/thread.js';
import { Trailer, TrailerOccurrence } from './resolvers/trailer.js';
import { Prerequisite, SeriesVersion } from './resolvers/version.js';
import { Viewer, viewers } from './resolvers/viewer.js';
import { hooks, Webhook } from './resolvers/webhook.js';
import { DateTime, EmailAddress, MessageID, URL } from './scalars.js';

/** Every resolver of the schema. */
export const resolvers: Resolvers = {
  Query: {
    ...Query,
    search,
    patchCounts,
    viewers,
    live,
    hooks,
    reviewQueue: queryQueue,
    searchCoverage,
  },
  Mutation,
  Subscription,
  EventDelivery,
  ChangeDelivery,
  EventsGap,
  Node: { __resolveType: nodeType },
  MailMessage: { __resolveType: ({ kind }) => kind },
  Instance,
  InstanceStatus,
  LiveStatus,
  Webhook,
  Project,
  ActivityPoint,
  FirstReplyPoint,
  OpenPatchAges,
  Patch,
  Cover,
  Comment,
  Series,
  SeriesComparison,
  PatchPair,
  ApplyMbox,
  Check,
  CheckRollup,
  CheckContext,
  Trailer,
  Thread,
  ThreadEntry,
  ChangedFile,
  SeriesVersion,
  Prerequisite,
  QueueConnection,
  QueueEdge: edge,
  QueueItem,
  DiffHunk,
  OwnershipSection,
  TrailerOccurrence,
  Bundle,
  Person,
  User,
  UserSettings,
  Viewer,
  Maintainer,
  Message,
  PageInfo,
  SourceStatus,
  ...eventResolvers,
  ProjectConnection: connection,
  ProjectEdge: edge,
  PatchConnection: connection,
  PatchEdge: edge,
  SeriesConnection: connection,
  SeriesEdge: edge,
  CoverConnection: connection,
  CoverEdge: edge,
  PersonConnection: connection,
  PersonEdge: edge,
  UserConnection: connection,
  UserEdge: edge,
  BundleConnection: connection,
  BundleEdge: edge,
  EventConnection: connection,
  EventEdge: edge,
  SearchResult: { __resolveType: ({ kind }) => kind },
  SearchConnection,
  SearchEdge,
  SearchCoverage,
  SearchTypeCount,
  ParsedSearchQuery,
  ParsedSearchTerm,
  DateTime,
  EmailAddress,
  MessageID,
  URL,
};
