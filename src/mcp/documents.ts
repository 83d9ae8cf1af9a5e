import type { Reference } from './reference.js';

const SOURCE = `
fragment Source on SourceStatus { instance status fetchedAt error { code message } warnings { code message } }`;

const SERIES = `
fragment SeriesHead on Series {
  databaseId instance { name } name version date submitter { name email } webUrl
}`;

const PATCH = `
fragment PatchHead on Patch {
  databaseId instance { name } name state { slug } checkRollup { state } date submitter { name email } webUrl
}`;

/** A document for each way to name an object; a Message-ID leads to a number first ({@link FIND_MAIL}). */
export type ReferenceDocuments = Readonly<Record<Exclude<Reference['by'], 'messageId'>, string>>;

/** The postings of a mail, without their contents: only one of them is read. */
export const FIND_MAIL = `query McpFindMail($messageId: MessageID!) {
  message(messageId: $messageId) {
    occurrences {
      ... on Patch { databaseId instance { name } series { databaseId instance { name } } }
      ... on Cover { series { databaseId instance { name } } }
    }
    sources { ...Source }
  }
} ${SOURCE}`;

/** Reads a series, given itself or one of its mails. */
function seriesDocuments(name: string, selection: string, variables = ''): ReferenceDocuments {
  const fragments = `fragment Wanted on Series { ...SeriesHead ${selection} }${SERIES}`;
  return {
    number: `query ${name}($instance: String!, $id: Int!${variables}) {
      found: series(instance: $instance, databaseId: $id) { ...Wanted }
    } ${fragments}`,
    url: `query ${name}($url: String!${variables}) {
      found: resource(url: $url) {
        ... on Series { ...Wanted }
        ... on Patch { series { ...Wanted } }
        ... on Cover { series { ...Wanted } }
        ... on Comment { patch { series { ...Wanted } } cover { series { ...Wanted } } }
      }
    } ${fragments}`,
  };
}

export const SHOW_SERIES = seriesDocuments(
  'McpShowSeries',
  `project { linkName } status total receivedTotal missingIndexes
  reviewDecision reviewSummary { reviewCount ackCount testCount nackCount unreviewedIndexes reviewers { name email } }
  checkRollup { state contexts { context state } }
  versions { label isLatest confidence series { databaseId instance { name } } }
  patches { databaseId instance { name } index name state { slug } checkRollup { state } delegate { username } reviewDecision commentCount }
  coverLetter { messageId content }`,
);

export const THREAD = seriesDocuments(
  'McpThread',
  `thread { participants { name email } lastMessageAt entries {
    depth place messageId
    message { __typename date subject submitter { name email } content ... on Comment { addressed } }
  } }`,
);

export const COMPARE = seriesDocuments(
  'McpCompareVersions',
  `compare(with: $with) {
    from { databaseId instance { name } version } to { databaseId instance { name } version }
    pairs { kind changes from { databaseId instance { name } name } to { databaseId instance { name } name } }
    text
  }`,
  ', $with: ID',
);

export const CHECKS = seriesDocuments(
  'McpChecks',
  `checkRollup {
    state pendingSince
    contexts { context state missingFrom { databaseId instance { name } }
      checks { state date targetUrl description patch { databaseId instance { name } } } }
    uncheckedPatches { databaseId instance { name } }
  }`,
);

const PATCH_SELECTION = `...PatchHead
  messageId archived delegate { username } project { linkName } pullUrl commitRef
  series { ...SeriesHead } reviewDecision
  trailers { name value source counts }
  checks { state context description targetUrl }
  content diff`;

export const SHOW_PATCH: ReferenceDocuments = {
  number: `query McpShowPatch($instance: String!, $id: Int!) {
    found: patch(instance: $instance, databaseId: $id) { ${PATCH_SELECTION} }
  } ${SERIES}${PATCH}`,
  url: `query McpShowPatch($url: String!) {
    found: resource(url: $url) {
      ... on Patch { ${PATCH_SELECTION} }
      ... on Comment { patch { ${PATCH_SELECTION} } }
    }
  } ${SERIES}${PATCH}`,
};

export const REVIEW_QUEUE = `query McpReviewQueue($instances: [String!], $filter: QueueFilter, $first: Int, $after: String) {
  reviewQueue(instances: $instances, filter: $filter, first: $first, after: $after) {
    totalCount
    nodes {
      waitingOn reasons waitingSince lastReviewActivityAt
      series { ...SeriesHead project { linkName } checkRollup { state } reviewSummary { reviewCount ackCount testCount nackCount } }
    }
    pageInfo { hasNextPage endCursor }
    sources { ...Source }
  }
} ${SERIES}${SOURCE}`;

export const SEARCH = `query McpSearch($query: String!, $instances: [String!], $types: [SearchType!], $first: Int, $after: String) {
  search(query: $query, instances: $instances, types: $types, first: $first, after: $after) {
    parsedQuery { text }
    complete
    nodes {
      __typename
      ... on Patch { ...PatchHead series { databaseId instance { name } } }
      ... on Series { ...SeriesHead }
      ... on Cover { databaseId instance { name } name date submitter { name email } series { databaseId instance { name } } }
      ... on Comment { messageId subject date submitter { name email } patch { databaseId instance { name } } }
      ... on Project { linkName instance { name } name listEmail webUrl }
      ... on Person { instance { name } name email }
    }
    pageInfo { hasNextPage endCursor }
    sources { ...Source }
    warnings { code message }
  }
} ${SERIES}${PATCH}${SOURCE}`;

export const PROJECT_STATS = `query McpProjectStats($instance: String!, $name: String!, $instances: [String!], $projects: [String!], $since: DateTime!) {
  found: project(instance: $instance, linkName: $name) {
    linkName instance { name } name listEmail webUrl
    openPatchAges { count medianSeconds p90Seconds oldest groups { fromDays toDays count } }
    activity(since: $since, interval: WEEK) { time count }
    firstReplies(since: $since, interval: WEEK) { time patches answered medianSeconds p90Seconds }
  }
  patchCounts(instances: $instances, filter: { project: $projects, archived: false, since: $since }, by: [STATE]) {
    totalCount groups { label category count } sources { ...Source }
  }
} ${SOURCE}`;

export const SET_STATE = {
  series: `mutation McpSetState($id: ID!, $state: String!) {
    write: updateSeriesPatches(input: { series: $id, state: $state }) {
      results { id outcome patch { state { slug } } }
      errors { field code message }
    }
  }`,
  patch: `mutation McpSetState($id: ID!, $state: String!) {
    write: updatePatch(input: { id: $id, state: $state }) {
      outcome patch { databaseId instance { name } state { slug } } errors { field code message }
    }
  }`,
};

export const CREATE_CHECK = `mutation McpCreateCheck($input: CreateCheckInput!) {
  write: createCheck(input: $input) {
    outcome check { databaseId instance { name } state context } errors { field code message }
  }
}`;
