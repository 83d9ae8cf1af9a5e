import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { BadUserInputError } from '../../errors.js';
import { isObject } from '../../isObject.js';
import { Refusal } from '../execution/Refusal.js';
import {
  notTrusted,
  requireReadableHash,
  type PersistedQueries,
  type PersistenceOptions,
} from '../persistedDocuments.js';

/** How a client names or sends a document. */
export interface SentDocument {
  readonly query: string | undefined;
  readonly documentId: string | undefined;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Finds the text of a document.
 *
 * @throws GatewayError for none, and for one that is not trusted where only those are executed.
 * @throws Refusal with Apollo's codes for one that is not known.
 */
export type DocumentFinder = (sent: SentDocument) => Promise<string>;

/** Looks up documents as Apollo Server does for other requests. */
export function createDocumentFinder(
  { trusted, trustedOnly, pages }: PersistenceOptions,
  persisted: PersistedQueries,
): DocumentFinder {
  const trustedTexts = new Set(trusted.values());
  return async ({ query, documentId, extensions }) => {
    if (trustedOnly && query !== undefined && !trustedTexts.has(query)) throw notTrusted();
    const hash = documentId === undefined ? hashOf(extensions) : idOf(documentId, trusted);
    if (hash === undefined) {
      if (query !== undefined) return query;
      throw new BadUserInputError('The field "query" is missing: it has the text of the document', {
        argument: 'query',
      });
    }
    const ofPage = query === undefined ? pages.get(hash) : undefined;
    if (ofPage !== undefined) return ofPage;
    if (persisted === false) throw unknown('PERSISTED_QUERY_NOT_SUPPORTED');
    const { cache } = persisted;
    // Apollo Server's prefix, since they are looked up in the same place.
    const key = `apq:${hash}`;
    if (query === undefined) {
      const found = await cache.get(key);
      if (found === undefined) throw unknown('PERSISTED_QUERY_NOT_FOUND');
      return found;
    }
    if (createHash('sha256').update(query).digest('hex') !== hash) {
      throw new BadUserInputError('The hash of extensions.persistedQuery is not that of the query');
    }
    await cache.set(key, query);
    return query;
  };
}

function idOf(documentId: string, trusted: PersistenceOptions['trusted']): string {
  return trusted.has(documentId) ? documentId : documentId.replace(/^sha256:/, '');
}

function hashOf(extensions: SentDocument['extensions']): string | undefined {
  requireReadableHash(extensions);
  const persistedQuery = extensions?.['persistedQuery'];
  const hash = isObject(persistedQuery) ? persistedQuery['sha256Hash'] : undefined;
  return typeof hash === 'string' ? hash : undefined;
}

function unknown(code: 'PERSISTED_QUERY_NOT_FOUND' | 'PERSISTED_QUERY_NOT_SUPPORTED'): Refusal {
  const message =
    code === 'PERSISTED_QUERY_NOT_FOUND' ? 'PersistedQueryNotFound' : 'PersistedQueryNotSupported';
  return new Refusal([new GraphQLError(message, { extensions: { code } })]);
}
