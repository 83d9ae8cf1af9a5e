import { print, type DocumentNode } from 'graphql';

/**
 * A document with the types of its data and its variables: a `TypedDocumentNode` or a `TypedDocumentString`, as
 * the client preset of GraphQL Code Generator writes them.
 */
export interface TypedDocument<Data, Variables> {
  /** Never there; it carries the types, as in `@graphql-typed-document-node/core`. */
  __apiType?: (variables: Variables) => Data;
}

/** Variables of a document; an argument that may be left out if the document requires none. */
export type VariablesArgument<Variables, Options> =
  // eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- no variable is required
  Record<never, unknown> extends Variables
    ? [variables?: Variables, options?: Options]
    : [variables: Variables, options?: Options];

/** The text of a document. */
export function textOf(document: TypedDocument<unknown, never> | string): string {
  if (isDocumentNode(document)) return print(document);
  const text: { toString(): string } = document;
  return text.toString();
}

function isDocumentNode(document: unknown): document is DocumentNode {
  return typeof document === 'object' && document !== null && 'definitions' in document;
}
