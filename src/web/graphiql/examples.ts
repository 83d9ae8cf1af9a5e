/** One query that GraphiQL offers. */
export interface ExampleQuery {
  /** What it shows, in at most 28 characters; the examples menu lists it. */
  readonly title: string;
  /**
   * The document: a comment that explains it, in lines of at most 57 characters (the editor does not
   * wrap them), then one named operation; the name is that of the tab.
   */
  readonly query: string;
}

/**
 * The queries a first visitor finds as tabs, in this order; the first is open. They fit the three
 * embedded sample servers: aurora (API 1.4), basalt (1.3) and cedar (1.2).
 */
export const exampleQueries: readonly ExampleQuery[] = [
  {
    title: 'One patch, whole',
    query: `# One patch as its mail tells it: headers, message, diff.
# Press the pink button or Ctrl-Enter. The book top left
# explains every field. With servers of your own, write
# one of their names (last tab) for "cedar".
query OnePatch {
  patch(instance: "cedar", databaseId: 810817) {
    name
    date
    state { slug category }
    check
    submitter { name email }
    project { name listEmail }
    series { name version patches { name } }
    headers(names: ["Received"]) { name value }
    content
    diff
  }
}`,
  },
  {
    title: 'Review queue, all servers',
    query: `# The review queue of all servers at once, newest first.
# "sources" tells what each server gave, and who failed:
# a dead one takes nothing from the others.
query ReviewQueue {
  patches(
    filter: {
      state: ["new", "under-review"]
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
    totalCount
    sources {
      instance
      status
      totalCount
      requests
      error { code message }
    }
  }
}`,
  },
  {
    title: 'Series, patches and checks',
    query: `# The newest series of one server: the cover letter, the
# patches in order, and what CI said of each.
query SeriesWithChecks {
  seriesList(instances: ["aurora"], first: 3) {
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
}`,
  },
  {
    title: 'One message, everywhere',
    query: `# Every posting of one Message-ID over all servers and
# projects. What was sent to several lists has a state,
# checks and a discussion of its own on each.
query OneMessage {
  message(
    messageId: "20261102081500.4711-2-ines@calder.example"
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
}`,
  },
  {
    title: 'Cover letter and headers',
    query: `# A cover letter, whole, and the series below it.
query CoverLetter {
  cover(instance: "cedar", databaseId: 2227899) {
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
}`,
  },
  {
    title: 'People and their patches',
    query: `# Who posts: people whose name or address holds a word,
# with the latest patches of each. Servers show them to
# those they know, so put a token for each into Headers:
# aurora=aurora-ci-token, cedar=cedar-ci-token
query People {
  people(
    instances: ["aurora", "cedar"]
    filter: { q: "ines" }
    first: 10
  ) {
    nodes {
      instance { name }
      name
      email
      patches(first: 3) {
        nodes { name date state { slug } }
      }
    }
    sources {
      instance
      status
      requests
      error { code message }
    }
  }
}`,
  },
  {
    title: 'Servers and their health',
    query: `# The Patchwork servers behind this graph, what each can
# do, and how it is.
query Instances {
  instances {
    name
    webUrl
    apiVersion
    capabilities {
      relatedPatches
      commentEvents
      seriesDependencies
    }
    status {
      health
      latencyMs
      lastError { code message }
    }
    projects(first: 10) {
      nodes { linkName name listEmail }
    }
  }
}`,
  },
];
