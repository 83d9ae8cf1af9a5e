import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** Documents by the id that clients send instead of them. */
export type TrustedDocuments = ReadonlyMap<string, string>;

/** `persisted-documents.json` of @graphql-codegen/client-preset: texts by hash. */
const byHash = z.record(z.string().min(1), z.string().min(1));

/** https://www.apollographql.com/docs/graphos/platform/security/persisted-queries#manifest-format */
const apolloManifest = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string().min(1), body: z.string().min(1) })),
});

/**
 * Reads the manifest that a client's build has made of its operations.
 *
 * @throws Error that names the file and the expected format.
 */
export async function readTrustedDocuments(file: string): Promise<TrustedDocuments> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new Error(`graphql.trustedDocuments: ${file} cannot be read as JSON`, { cause });
  }
  const manifest = apolloManifest.safeParse(content);
  if (manifest.success) {
    return new Map(manifest.data.operations.map(({ id, body }) => [id, body]));
  }
  const documents = byHash.safeParse(content);
  if (documents.success) return new Map(Object.entries(documents.data));
  throw new Error(
    `graphql.trustedDocuments: ${file} is not a manifest; expected {"HASH": "query ..."}, or one of the format apollo-persisted-query-manifest`,
  );
}
