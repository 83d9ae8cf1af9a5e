import { DAY_MS } from '../../durations.js';
import type { ExampleObjects } from './findExampleObjects.js';
import { liveEvents, livePatch } from './liveExamples.js';
import { homeOf, text, type MakeQuery } from './makeQuery.js';
import {
  myMorning,
  newerVersion,
  readyToApply,
  seriesReview,
  staleSeries,
  unreviewed,
} from './reviewExamples.js';
import { searchTexts } from './textExamples.js';

/** One operation that GraphiQL offers. */
export interface ExampleQuery {
  /** What it shows, in at most 28 characters; the examples menu lists it. */
  readonly title: string;
  /**
   * The document: a comment that explains it, in lines of at most 57 characters (the editor does not
   * wrap them), then one named operation; the name is that of the tab.
   */
  readonly query: string;
  /** Whether a first visitor finds it as a tab; the menu has all of them. */
  readonly isTab: boolean;
}

const ONE_PATCH_FIELDS = `name
    date
    state { slug category }
    check
    submitter { name email }
    project { name listEmail }
    series { name version patches { name } }
    headers(names: ["Received"]) { name value }
    content
    diff`;

const onePatch: MakeQuery = ({ patch }) =>
  patch === undefined
    ? `# The newest patch with its mail: headers, message, diff.
# No server has given a patch yet, so this asks them all.
# Press the pink button or Ctrl-Enter to run it.
query OnePatch {
  patches(first: 1) {
    nodes {
      instance { name }
      databaseId
      name
      date
      state { slug category }
      headers(names: ["Received"]) { name value }
      content
      diff
    }
    sources { instance status error { code message } }
  }
}`
    : `# One patch with its mail: headers, message and diff.
# Press the pink button or Ctrl-Enter to run it. The book
# icon opens the documentation of every field; the key
# icon takes your API tokens.
query OnePatch {
  patch(instance: ${text(patch.instance)}, databaseId: ${String(patch.databaseId)}) {
    ${ONE_PATCH_FIELDS}
  }
}`;

const reviewQueue: MakeQuery = () => `# The review queue of all servers, newest first.
# "sources" reports how each server answered. If one
# fails, the data of the others is still returned.
query ReviewQueue {
  patches(
    filter: {
      category: [ACTION_REQUIRED]
      archived: false
    }
    first: 20
  ) {
    nodes {
      instance { name }
      project { linkName }
      databaseId
      name
      date
      state { slug }
      check
      submitter { name }
      delegate { username }
      series { name version }
    }
    sources {
      instance
      status
      requests
      error { code message }
    }
  }
}`;

/** What the search of the example looks for. */
function searchTerms({ patch, email }: ExampleObjects): string {
  if (patch?.project == null) return 'is:patch archived:no';
  const { project } = patch;
  const address = patch.email ?? email;
  const about = /\s/.test(project) ? 'is:patch' : `project:${project}`;
  return address == null || /[\s"]/.test(address) ? about : `${about} f:${address}`;
}

const search: MakeQuery = (objects) => `# One search over patches, series, covers and projects.
# Terms: words, "phrases", s: f: project: state: check:
# delegate: d: m: is:pr, and - to exclude. A pasted
# Message-ID or address of a patch finds it.
query Search {
  search(query: ${text(searchTerms(objects))}, first: 10) {
    nodes {
      __typename
      ... on Patch { name date state { slug } webUrl }
      ... on Series { name version date }
      ... on Cover { name date }
      ... on Project { name linkName }
    }
    parsedQuery { text types }
    sources { instance status requests }
  }
}`;

const seriesWithChecks: MakeQuery = (
  objects,
) => `# The newest series of one server: the cover letter, the
# patches in order, and the CI results of each.
query SeriesWithChecks {
  seriesList(instances: [${text(homeOf(objects))}], first: 3) {
    nodes {
      name
      version
      date
      receivedTotal
      total
      submitter { name }
      coverLetter { name messageId }
      patches {
        index
        name
        state { slug }
        check
        checks { context state description targetUrl }
      }
    }
    sources { instance status requests }
  }
}`;

const oneMessage: MakeQuery = ({
  messageId,
}) => `# Every posting of one Message-ID, over all servers and
# projects. A mail that was sent to several lists has a
# state, checks and a discussion of its own on each.
query OneMessage {
  message(
    messageId: ${text(messageId ?? 'replace-me@example.org')}
  ) {
    subject
    date
    occurrences {
      __typename
      instance { name }
      databaseId
      webUrl
      ... on Patch {
        project { linkName }
        state { slug }
        check
        comments { subject submitter { name } }
      }
      ... on Cover {
        project { linkName }
        comments { subject submitter { name } }
      }
    }
    sources { instance status }
  }
}`;

const patchCounts: MakeQuery = (
  objects,
) => `# The numbers behind a dashboard: patches of one project
# by state. "by" also takes DELEGATE, PROJECT, CHECK and
# SUBMITTER.
query PatchCounts {
  patchCounts(
    instances: [${text(homeOf(objects))}]
    filter: ${countedPatches(objects)}
    by: STATE
  ) {
    groups { key label category count }
    totalCount
    sources { instance status requests }
  }
}`;

const yearByWeeks: MakeQuery = () => `# Points for a chart: patches of all servers by the week
# in which they were sent, and by their present state.
query YearByWeeks {
  patchCounts(
    by: [WEEK, STATE]
    filter: { since: "${yearAgo()}T00:00:00Z" }
  ) {
    groups { time key count }
    totalCount
    sources { instance status requests error { message } }
  }
}`;

/** The day a year ago. */
function yearAgo(): string {
  return new Date(Date.now() - 365 * DAY_MS).toISOString().slice(0, 10);
}

function countedPatches({ patch }: ExampleObjects): string {
  if (patch?.project == null) return '{ archived: false }';
  return `{ project: [${text(patch.project)}], archived: false }`;
}

const events: MakeQuery = () => `# What happened on all servers, newest first.
query Events {
  events(first: 20) {
    nodes {
      __typename
      date
      instance { name }
      project { linkName }
      ... on PatchCreatedEvent { patch { name } }
      ... on PatchStateChangedEvent {
        patch { name }
        previousState { slug }
        currentState { slug }
      }
      ... on PatchDelegatedEvent {
        patch { name }
        currentDelegate { username }
      }
      ... on CheckCreatedEvent {
        patch { name }
        check { context state }
      }
      ... on SeriesCompletedEvent { series { name } }
    }
    sources { instance status error { code message } }
  }
}`;

const onePerson: MakeQuery = ({
  email,
}) => `# One address over all servers, with its newest patches.
query OnePerson {
  person(email: ${text(email ?? 'replace-me@example.org')}) {
    name
    email
    patches(first: 10) {
      nodes {
        instance { name }
        name
        date
        state { slug }
      }
      sources { instance status requests }
    }
  }
}`;

const servers: MakeQuery = (objects) => `# The Patchwork servers behind this graph and their
# health, and one of them in detail.
query Servers {
  instances {
    name
    webUrl
    status {
      health
      latencyMs
      lastError { code message }
    }
  }
  instance(name: ${text(homeOf(objects))}) {
    apiVersion
    capabilities {
      relatedPatches
      commentEvents
      seriesDependencies
    }
    projects(first: 10) {
      nodes { linkName name listEmail }
    }
  }
}`;

const coverLetter: MakeQuery = ({ cover }) =>
  cover === undefined
    ? `# The newest cover letters and the series below them.
# No server has given one yet, so this asks them all.
query CoverLetter {
  covers(first: 3) {
    nodes {
      name
      messageId
      date
      series { name version total patches { index name } }
      content
    }
    sources { instance status error { code message } }
  }
}`
    : `# A cover letter with its headers and its series.
query CoverLetter {
  cover(instance: ${text(cover.instance)}, databaseId: ${String(cover.databaseId)}) {
    name
    messageId
    date
    submitter { name email }
    series {
      name
      version
      total
      patches { index name state { slug } }
    }
    headers { name value }
    content
  }
}`;

const viewers: MakeQuery = () => `# Who you are on each server whose token you have entered
# (the key icon), and the patches that wait for you.
query Viewers {
  viewers {
    instance { name }
    user { username }
    projects { linkName }
    bundles { name public }
    toDoCount
    toDo(first: 10) {
      nodes { name date submitter { name } state { slug } }
    }
  }
}`;

const updatePatch: MakeQuery = ({
  patch,
}) => `# Changes a patch. It needs a token of the server (the
# key icon) and runs only when you run it. As it stands
# it sets the state that the patch has.
mutation UpdatePatch {
  updatePatch(
    input: {
      id: ${text(patch?.id ?? '')}
      state: ${text(patch?.state ?? 'under-review')}
    }
  ) {
    outcome
    patch { name state { slug } archived delegate { username } }
    errors { field code message }
  }
}`;

const EXAMPLES: readonly (readonly [title: string, make: MakeQuery, isTab: boolean])[] = [
  ['One patch with its mail', onePatch, true],
  ['Review queue, all servers', reviewQueue, true],
  ['Search', search, true],
  ['Search in texts of mails', searchTexts, false],
  ['Series, patches and checks', seriesWithChecks, true],
  ['Is this series ready?', seriesReview, false],
  ['What has no review yet?', unreviewed, false],
  ['Ready to apply', readyToApply, false],
  ['My morning', myMorning, false],
  ['Stale series', staleSeries, false],
  ['Newer version exists', newerVersion, false],
  ['One message, all servers', oneMessage, true],
  ['Patches by state', patchCounts, true],
  ['A year by weeks', yearByWeeks, false],
  ['Events', events, true],
  ['Events as they happen', liveEvents, false],
  ['A patch as it changes', livePatch, false],
  ['One person, all servers', onePerson, true],
  ['Servers and their health', servers, true],
  ['Cover letter and headers', coverLetter, false],
  ['Who am I', viewers, false],
  ['Change a patch (mutation)', updatePatch, false],
];

/** The operations that the page offers, in their order, about objects that the servers have. */
export function createExamples(objects: ExampleObjects): readonly ExampleQuery[] {
  return EXAMPLES.filter(([, make]) => canBeMade(make, objects)).map(([title, make, isTab]) => ({
    title,
    query: make(objects),
    isTab,
  }));
}

/** Examples about one object need one; all others ask for lists. */
function canBeMade(make: MakeQuery, objects: ExampleObjects): boolean {
  if (make === oneMessage) return objects.messageId !== undefined;
  if (make === myMorning) return objects.email !== undefined && objects.instances.length > 0;
  if (make === onePerson) return objects.email !== undefined;
  if (make === updatePatch) return objects.patch !== undefined;
  if (make === searchTexts) return objects.indexed !== undefined;
  if (make === liveEvents) return objects.followed.length > 0;
  if (make === livePatch) {
    return objects.patch !== undefined && objects.followed.includes(objects.patch.instance);
  }
  if (
    make === seriesWithChecks ||
    make === seriesReview ||
    make === staleSeries ||
    make === newerVersion ||
    make === unreviewed ||
    make === readyToApply ||
    make === patchCounts ||
    make === yearByWeeks ||
    make === servers
  ) {
    return objects.instances.length > 0;
  }
  return true;
}
