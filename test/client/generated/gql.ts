/* eslint-disable */
import * as types from './graphql.js';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query Patches($instances: [String!]!, $first: Int, $after: String) {\n  patches(instances: $instances, first: $first, after: $after) {\n    nodes {\n      id\n      ...PatchRow\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    sources {\n      instance\n      status\n    }\n  }\n}\n\nfragment PatchRow on Patch {\n  name\n  date\n  check\n}\n\nsubscription Follow($instances: [String!], $after: String) {\n  events(instances: $instances, after: $after) {\n    cursor\n    events {\n      databaseId\n    }\n    gaps {\n      reason\n      instance {\n        name\n      }\n    }\n  }\n}": typeof types.PatchesDocument,
};
const documents: Documents = {
    "query Patches($instances: [String!]!, $first: Int, $after: String) {\n  patches(instances: $instances, first: $first, after: $after) {\n    nodes {\n      id\n      ...PatchRow\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    sources {\n      instance\n      status\n    }\n  }\n}\n\nfragment PatchRow on Patch {\n  name\n  date\n  check\n}\n\nsubscription Follow($instances: [String!], $after: String) {\n  events(instances: $instances, after: $after) {\n    cursor\n    events {\n      databaseId\n    }\n    gaps {\n      reason\n      instance {\n        name\n      }\n    }\n  }\n}": types.PatchesDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Patches($instances: [String!]!, $first: Int, $after: String) {\n  patches(instances: $instances, first: $first, after: $after) {\n    nodes {\n      id\n      ...PatchRow\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    sources {\n      instance\n      status\n    }\n  }\n}\n\nfragment PatchRow on Patch {\n  name\n  date\n  check\n}\n\nsubscription Follow($instances: [String!], $after: String) {\n  events(instances: $instances, after: $after) {\n    cursor\n    events {\n      databaseId\n    }\n    gaps {\n      reason\n      instance {\n        name\n      }\n    }\n  }\n}"): (typeof documents)["query Patches($instances: [String!]!, $first: Int, $after: String) {\n  patches(instances: $instances, first: $first, after: $after) {\n    nodes {\n      id\n      ...PatchRow\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    sources {\n      instance\n      status\n    }\n  }\n}\n\nfragment PatchRow on Patch {\n  name\n  date\n  check\n}\n\nsubscription Follow($instances: [String!], $after: String) {\n  events(instances: $instances, after: $after) {\n    cursor\n    events {\n      databaseId\n    }\n    gaps {\n      reason\n      instance {\n        name\n      }\n    }\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;