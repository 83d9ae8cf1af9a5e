/** Dashboard: the newest 100 patches of a project on each of three servers. */
export const DASHBOARD = `{
  ${['a', 'b', 'c']
    .map(
      (name) =>
        `${name}: patches(instances: ["${name}"], filter: { project: ["proj1"] }, first: 100) { nodes { ...Row } }`,
    )
    .join('\n')}
}
fragment Row on Patch {
  databaseId name state { slug } check submitter { name } series { name version total }
}`;

/** Twenty series with all their mails. */
export const DEEP_SERIES = `{ seriesList(instances: ["a"], filter: { project: ["proj2"] }, first: 20) { nodes {
  databaseId name patches {
    databaseId name messageIds: header(name: "Message-Id") diff
    comments { databaseId content submitter { name } }
    checks { databaseId context state targetUrl }
  }
} } }`;

/** A hundred patches with submitter, series and project; requires a token. */
export const DETAILED_PATCHES = `{ patches(instances: ["b"], filter: { project: ["proj3"] }, first: 100) { nodes {
  databaseId submitter { name email user { username } }
  series { name total receivedTotal coverLetter { name } }
  project { name linkName maintainers { username } }
} } }`;

/** A search over all servers. */
export const SEARCH = `{ search(query: "fix", types: [PATCH], first: 50) { nodes { ... on Patch {
  instance { name } databaseId name state { slug } submitter { name }
} } } }`;
