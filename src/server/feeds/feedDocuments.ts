const SOURCES = 'sources { instance status error { code message } warnings { code message } }';

/** Newest first, as many as a reader that comes once a day needs. */
export const MAX_ENTRIES = 50;

const MAIL = 'id __typename date submitter { name email } webUrl';

export const SEARCH_FEED = `query FeedSearch($query: String!, $types: [SearchType!], $first: Int!) {
  list: search(query: $query, types: $types, first: $first) {
    nodes {
      ... on Patch { ${MAIL} name state { name } }
      ... on Cover { ${MAIL} name }
      ... on Series { ${MAIL} name version }
      ... on Comment { ${MAIL} subject }
    }
    ${SOURCES}
  }
}`;

export const PROJECT_FEED = `query FeedProject($instance: String!, $project: String!, $instances: [String!], $projects: [String!], $first: Int!) {
  owner: project(instance: $instance, linkName: $project) { id name webUrl }
  list: seriesList(instances: $instances, filter: { project: $projects }, first: $first) {
    nodes { ${MAIL} name version }
    ${SOURCES}
  }
}`;

export const SERIES_FEED = `query FeedSeries($instance: String!, $number: Int!) {
  owner: series(instance: $instance, databaseId: $number) {
    id name webUrl
    thread { entries { message { ${MAIL} subject content } } }
  }
}`;
