import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { GatewayError } from '../errors.js';
import type { TrustedDocuments } from './readTrustedDocuments.js';

/** Room for documents that clients have registered. */
const MAX_BYTES = 8 * 1024 * 1024;

/** How documents may be named instead of sent. */
export interface PersistenceOptions {
  /** Whether clients may register documents by hash (automatic persisted queries). */
  readonly automatic: boolean;
  /** Documents that are known from the beginning. */
  readonly trusted: TrustedDocuments;
  /** Whether these alone are executed. */
  readonly trustedOnly: boolean;
}

/**
 * What Apollo Server looks documents up in: the trusted ones first, then those that clients have
 * registered, which are kept in memory and in bounds.
 */
export function persistedQueriesOf(
  options: PersistenceOptions,
): NonNullable<ApolloServerOptions<BaseContext>['persistedQueries']> | false {
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
  const { trusted, trustedOnly } = options;
  const trustedTexts = new Set<unknown>(trusted.values());
  return (request) => {
    const sent = request.method === 'GET' ? request.query : request.body;
    if (!isRecord(sent)) return;
    const { documentId, ...rest } = sent;
    if (typeof documentId === 'string' && request.method !== 'GET') {
      const id = trusted.has(documentId) ? documentId : documentId.replace(/^sha256:/, '');
      const extensions = isRecord(rest['extensions']) ? rest['extensions'] : {};
      const persistedQuery = { version: 1, sha256Hash: id };
      request.body = { ...rest, extensions: { ...extensions, persistedQuery } };
    }
    const { query } = sent;
    if (trustedOnly && query !== undefined && !trustedTexts.has(query)) {
      throw new GatewayError(
        'This server executes only the documents it was set up with; send the id of one as documentId',
        { code: 'FORBIDDEN' },
      );
    }
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
