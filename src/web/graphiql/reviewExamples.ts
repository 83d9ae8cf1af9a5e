import { DAY_MS } from '../../durations.js';
import type { ExampleObjects } from './findExampleObjects.js';
import { homeOf, text, type MakeQuery } from './makeQuery.js';

/** Whether series are ready. */
export const seriesReview: MakeQuery = (
  objects,
) => `# Are the newest series of one server ready? Whether all
# patches have arrived, what the checks say, who reviewed
# what, and which patches nobody has reviewed.
query SeriesReview {
  seriesList(instances: [${text(homeOf(objects))}], first: 5) {
    nodes {
      name
      version
      status
      isComplete
      missingIndexes
      checkRollup { state uncheckedPatches { name } }
      reviewDecision
      reviewSummary { reviewers { name } unreviewedIndexes }
      trailers(filter: { kind: [REVIEW, ACK, TEST, NACK] }) {
        name
        person { name email }
        counts
        identity
        occurrence { date message { __typename webUrl } }
      }
      files { path additions deletions }
    }
    sources { instance status error { code message } }
  }
}`;

/** A week before the newest patch: a longer span is read through for longer. */
function weekBefore({ patch }: ExampleObjects): string | null {
  const at = Date.parse(patch?.date ?? '');
  return Number.isNaN(at) ? null : new Date(at - 7 * DAY_MS).toISOString().slice(0, 10);
}

/** What nobody has approved, by folder. */
export const unreviewed: MakeQuery = (objects) => {
  const { isSample, instances, patch } = objects;
  const hasFjord = isSample && instances.includes('basalt');
  const folder = hasFjord ? 'drivers/net/' : '*/';
  const since = hasFjord ? null : weekBefore(objects);
  const project = hasFjord ? 'fjord' : patch?.project;
  return `# What touches a folder and has no review? Open patches
# that nobody has approved, and who looks after their
# files (with a MAINTAINERS file in the configuration).
# "path" takes folders such as drivers/net/ and globs.
query Unreviewed {
  patches(
    instances: [${text(hasFjord ? 'basalt' : homeOf(objects))}]
    filter: {
      path: [${text(folder)}]
      reviewDecision: [REVIEW_REQUIRED]
      category: [ACTION_REQUIRED]${project == null ? '' : `\n      project: [${text(project)}]`}${
        since === null ? '' : `\n      since: "${since}T00:00:00Z"`
      }
    }
    first: 5
  ) {
    nodes {
      name
      date
      submitter { name }
      files(path: [${text(folder)}]) {
        path
        additions
        deletions
      }
      reviewSummary { testCount reviewers { name } }
      owners { name maintainers { name email } }
    }
    sources { instance status requests }
  }
}`;
};

/** What git am takes. */
export const readyToApply: MakeQuery = (
  objects,
) => `# The newest series of one server, ready to apply: what
# changed since the version before, and a mailbox for
# git am with the trailers of reviewers. As a file:
# GET /mbox/{instance}/{databaseId}
query ReadyToApply {
  seriesList(instances: [${text(homeOf(objects))}], first: 2) {
    nodes {
      databaseId
      name
      version
      reviewDecision
      compare { text }
      applyMbox {
        fileName
        missingIndexes
        addedTrailers { patch { index } trailer { name value } }
        ignoredTrailers { name value identity }
        warnings { code message }
        text
      }
    }
    sources { instance status error { code message } }
  }
}`;

/** One project of one instance, so that a queue costs little: the one of the patch, where it is known. */
function queueOf(objects: ExampleObjects): string {
  const project = objects.patch?.project;
  const home = homeOf(objects);
  const filter = project == null ? '' : `project: [${text(`${home}/${project}`)}]`;
  return `instances: [${text(home)}]
    filter: { ${filter}`;
}

/** What waits for one person. */
export const myMorning: MakeQuery = (
  objects,
) => `# What waits for one address in a project: replies to
# its mails, new versions of what it reviewed, patches
# that it has to review; and its own series, with whose
# turn it is.
query MyMorning {
  forMe: reviewQueue(
    ${queueOf(objects)}
      me: [${text(objects.email ?? '')}]
      reason: [REPLY_TO_ME, CHANGED_SINCE_MY_REVIEW, MY_REVIEW_MISSING]
    }
  ) {
    nodes {
      series { name version submitter { name } webUrl }
      reasons
      waitingSince
    }
    sources { instance status requests error { code message } }
  }
  mine: reviewQueue(
    ${queueOf(objects)}
      submitter: [${text(objects.email ?? '')}]
    }
  ) {
    nodes {
      series { name version webUrl }
      waitingOn
      reasons
      unanswered { submitter { name } content webUrl }
    }
    sources { instance status error { code message } }
  }
}`;

/** Open series in which nothing happens. */
export const staleSeries: MakeQuery = (
  objects,
) => `# Open series of a project in which nothing has happened
# for two weeks, with who has to act.
query StaleSeries {
  reviewQueue(
    ${queueOf(objects)}
      reason: [STALE]
      staleAfterDays: 14
    }
  ) {
    nodes {
      series { name version submitter { name } webUrl }
      waitingOn
      reasons
      lastActivityAt
      lastReviewActivityAt
    }
    sources { instance status requests error { code message } }
  }
}`;

/** Series that a newer version has replaced. */
export const newerVersion: MakeQuery = (
  objects,
) => `# Series of one server that a newer version has replaced,
# and why it is taken for one. updateSeriesPatches with
# the state "superseded" closes its open patches.
query NewerVersion {
  seriesList(
    instances: [${text(homeOf(objects))}]
    filter: { isLatestVersion: false }
    first: 3
  ) {
    nodes {
      id
      name
      version
      status
      supersededBy { name version webUrl }
      versions {
        label
        kind
        confidence
        reasons { kind detail }
        series { date status }
      }
    }
    sources { instance status requests error { code message } }
  }
}`;
