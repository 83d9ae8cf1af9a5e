import { BadUserInputError } from '../../errors.js';
import { isObject } from '../../isObject.js';
import type { OperationRequest } from '../execution/OperationRequest.js';
import type { DocumentFinder } from './createDocumentFinder.js';

/**
 * Reads a subscription request, whatever the transport; documents may be named as in any other
 * request: by `documentId`, or by the hash of `extensions.persistedQuery`.
 *
 * @param sent the body of a POST, the payload of a message, or the query string.
 * @throws GatewayError for invalid requests, and for documents that are unknown or not trusted.
 */
export async function readSubscriptionRequest(
  sent: unknown,
  findDocument: DocumentFinder,
): Promise<Pick<OperationRequest, 'query' | 'operationName' | 'variables'>> {
  if (!isObject(sent)) {
    throw new BadUserInputError('A subscription is sent as an object with the field "query"');
  }
  const operationName = fieldOf(sent, 'operationName', isText, 'a text');
  const variables = fieldOf(sent, 'variables', isObject, 'an object');
  const extensions = fieldOf(sent, 'extensions', isObject, 'an object');
  const { documentId } = sent;
  const given = fieldOf(sent, 'query', isText, 'a text');
  const query = await findDocument({
    // graphql-ws wants a text even where the document is named.
    query: given === '' ? undefined : given,
    documentId: typeof documentId === 'string' ? documentId : undefined,
    extensions,
  });
  return { query, operationName, variables };
}

function fieldOf<T>(
  sent: Record<string, unknown>,
  name: string,
  fits: (value: unknown) => value is T,
  expected: string,
): T | undefined {
  const value = sent[name];
  if (value === undefined || value === null) return undefined;
  // Of a query string, objects are texts.
  const read = typeof value === 'string' && fits !== (isText as unknown) ? parse(value) : value;
  if (fits(read)) return read;
  throw new BadUserInputError(`"${name}" must be ${expected}`, { argument: name });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
