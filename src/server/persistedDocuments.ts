import { isObject } from '../isObject.js';
import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { BadUserInputError, GatewayError } from '../errors.js';
import type { TrustedDocuments } from './readTrustedDocuments.js';

/** Room for documents that clients have registered. */
const MAX_BYTES = 8 * 1024 * 1024;

/** Ids of manifests may be longer than a SHA-256. */
const MAX_HASH_LENGTH = 1_000;

/** How documents may be named instead of sent. */
export interface PersistenceOptions {
  /** Whether clients may register documents by hash (automatic persisted queries). */
  readonly automatic: boolean;
  /** Documents that are known from the beginning. */
  readonly trusted: TrustedDocuments;
  /** Documents of the pages that the gateway itself serves; they are trusted, too. */
  readonly pages: TrustedDocuments;
  /** Whether these and those of `pages` alone are executed. */
  readonly trustedOnly: boolean;
}

type PersistedQueryOptions = Exclude<
  ApolloServerOptions<BaseContext>['persistedQueries'],
  false | undefined
>;

/** Where documents are looked up by their hash; false where none are known. */
export type PersistedQueries = Required<Pick<PersistedQueryOptions, 'cache'>> | false;

/**
 * The store in which Apollo Server looks up documents: the trusted ones first, then those that clients have
 * registered, which are cached in memory, with a limit.
 */
export function persistedQueriesOf(options: PersistenceOptions): PersistedQueries {
  const { automatic, trusted, trustedOnly } = options;
  const mayRegister = automatic && !trustedOnly;
  if (!mayRegister && trusted.size === 0) return false;
  const registered = new LRUCache<string, string>({
    maxSize: MAX_BYTES,
    sizeCalculation: (document, key) => 2 * (document.length + key.length),
  });
  return {
    cache: {
      get: (key) => Promise.resolve(trusted.get(withoutPrefix(key)) ?? registered.get(key)),
      set: (key, document) => {
        if (mayRegister) registered.set(key, document);
        return Promise.resolve();
      },
      delete: (key) => Promise.resolve(registered.delete(key)),
    },
  };
}

/** Apollo Server's own prefix of the hash. */
function withoutPrefix(key: string): string {
  return key.replace(/^apq:/, '');
}

/**
 * Prepares a request to `/graphql`: a `documentId` is put where Apollo Server expects a hash, and a
 * document that is not trusted is refused where only those are.
 *
 * @throws GatewayError FORBIDDEN.
 */
export function createDocumentGuard(
  options: PersistenceOptions,
): (request: FastifyRequest) => void {
  const { trusted, trustedOnly, pages } = options;
  const trustedTexts = new Set<unknown>(trusted.values());
  return (request) => {
    const sent = request.method === 'GET' ? request.query : request.body;
    if (!isObject(sent)) return;
    const { documentId, ...rest } = sent;
    if (typeof documentId === 'string' && request.method !== 'GET' && !('query' in sent)) {
      const query = pages.get(documentId.replace(/^sha256:/, ''));
      if (query !== undefined) {
        request.body = { ...rest, query };
        return;
      }
    }
    if (typeof documentId === 'string' && request.method !== 'GET') {
      const id = trusted.has(documentId) ? documentId : documentId.replace(/^sha256:/, '');
      const extensions = isObject(rest['extensions']) ? rest['extensions'] : {};
      const persistedQuery = { version: 1, sha256Hash: id };
      request.body = { ...rest, extensions: { ...extensions, persistedQuery } };
    } else {
      requireReadableHash(extensionsOf(sent));
    }
    const { query } = sent;
    if (trustedOnly && query !== undefined && !trustedTexts.has(query)) throw notTrusted();
  };
}

/** The error for a document that is not one of those that alone are executed. */
export function notTrusted(): GatewayError {
  return new GatewayError(
    'This gateway only executes trusted documents; send the id of one as documentId',
    { code: 'FORBIDDEN' },
  );
}

/** Objects in POST requests, JSON in GET requests; Apollo Server refuses anything else. */
function extensionsOf({ extensions }: Record<string, unknown>): unknown {
  if (typeof extensions !== 'string') return extensions;
  try {
    return JSON.parse(extensions);
  } catch {
    return undefined;
  }
}

/**
 * Apollo Server takes whatever stands here for a hash, and joins it to a text.
 *
 * @throws BadUserInputError for text that is not a hash of a known version.
 */
export function requireReadableHash(extensions: unknown): void {
  if (!isObject(extensions)) return;
  const { persistedQuery } = extensions;
  if (persistedQuery === undefined || persistedQuery === null) return;
  const version = isObject(persistedQuery) ? persistedQuery['version'] : undefined;
  const hash = isObject(persistedQuery) ? persistedQuery['sha256Hash'] : undefined;
  if (version === 1 && typeof hash === 'string' && hash.length <= MAX_HASH_LENGTH) return;
  throw new BadUserInputError(
    'extensions.persistedQuery must be {"version": 1, "sha256Hash": "<SHA-256 of the document in hexadecimal digits>"}',
  );
}
