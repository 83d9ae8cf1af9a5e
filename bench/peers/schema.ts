/** The schema of the hand-written GraphQL peers, in the terms of the REST API, as in a first version. */
export const typeDefs = /* GraphQL */ `
  scalar JSON

  type Query {
    patches(instance: String!, project: String, order: String, perPage: Int): [Patch!]!
    seriesList(instance: String!, project: String, order: String, perPage: Int): [Series!]!
    search(q: String!, first: Int!): [Patch!]!
  }

  type Patch {
    instance: String!
    id: Int!
    name: String!
    date: String!
    state: String!
    check: String!
    submitter: Person!
    project: Project!
    series: [Series!]!
    headers: JSON
    diff: String
    comments: [Comment!]!
    checks: [Check!]!
  }

  type Series {
    id: Int!
    name: String
    version: Int!
    total: Int!
    receivedTotal: Int!
    coverLetter: Cover
    patches: [Patch!]!
  }

  type Cover {
    name: String!
  }

  type Person {
    name: String
    email: String!
    user: User
  }

  type User {
    username: String!
  }

  type Project {
    name: String!
    linkName: String!
    maintainers: [User!]!
  }

  type Comment {
    date: String!
    content: String!
    submitter: Person!
  }

  type Check {
    context: String!
    state: String!
  }
`;
