import { z } from 'zod';
import { flag, text } from './configValues.js';

/** Features of the endpoint besides queries, and the documents that it executes. */
export const graphql = z
  .strictObject({
    /** Whether clients may read the schema (GraphiQL needs it). */
    introspection: flag().default(true).describe('whether clients may read the schema'),
    /** Beside the dashboard, or at `/` without it. */
    graphiql: flag()
      .default(true)
      .describe('whether GraphiQL is served at `/graphiql`, and at `/` without the dashboard'),
    /** Apollo's protocol: a client sends a hash, and the document once. */
    automaticPersistedQueries: flag()
      .default(true)
      .describe('whether clients may register documents and then send only their hashes'),
    /** Written by graphql-codegen or generate-persisted-query-manifest. */
    trustedDocuments: text('the path of a JSON file')
      .optional()
      .describe('path of a manifest of trusted documents'),
    /** Introspection and GraphiQL then fail too, unless the manifest contains their documents. */
    trustedDocumentsOnly: flag()
      .default(false)
      .describe('whether to execute only documents in the manifest'),
  })
  .refine(
    ({ trustedDocuments, trustedDocumentsOnly }) =>
      !trustedDocumentsOnly || trustedDocuments !== undefined,
    {
      path: ['trustedDocuments'],
      error: 'the path of a manifest, since graphql.trustedDocumentsOnly is true',
    },
  )
  .readonly()
  .prefault({});

/** The pages for people. */
export const dashboard = z
  .strictObject({
    enabled: flag().default(true).describe('whether the dashboard is served'),
    path: text('a path that begins and ends with a slash')
      .regex(/^\/(?:[\w.~-]+\/)*$/, 'a path that begins and ends with a slash, such as /dashboard/')
      .default('/')
      .describe('path below which the dashboard is served'),
  })
  .readonly()
  .prefault({});
