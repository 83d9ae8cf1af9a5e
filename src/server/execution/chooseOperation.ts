import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { BadUserInputError } from '../../errors.js';
import type { PreparedDocument } from './DocumentStore.js';
import { Refusal, refusalOf } from './Refusal.js';

/** What of a document is executed. */
export interface ChosenOperation {
  readonly operation: OperationDefinitionNode;
  readonly rootType: GraphQLObjectType;
}

/** How {@link chooseOperation} decides. */
export interface OperationChoice {
  readonly name: string | undefined;
  /** Whether it may be anything but a query: what comes by GET may not. */
  readonly mayWrite: boolean;
}

/**
 * Finds the operation of a document that the client means.
 *
 * @throws Refusal in the words of graphql-js where there is none, and for what may not be executed.
 */
export function chooseOperation(
  schema: GraphQLSchema,
  { document }: PreparedDocument,
  { name, mayWrite }: OperationChoice,
): ChosenOperation {
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const meant =
    name === undefined ? operations : operations.filter((one) => one.name?.value === name);
  const [operation] = meant;
  if (operation === undefined || (name === undefined && meant.length > 1)) {
    throw new Refusal([unresolved(name)]);
  }
  const type = operation.operation;
  if (type !== OperationTypeNode.QUERY && !mayWrite) {
    const message = `GET requests only support query operations, not ${type} operations; send it by POST`;
    throw new Refusal([new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } })], {
      status: 405,
      headers: { allow: 'POST' },
    });
  }
  const rootType = schema.getRootType(type);
  if (rootType == null || type === OperationTypeNode.SUBSCRIPTION) {
    throw refusalOf(new BadUserInputError(`This API has no ${type}s; poll with a query instead.`));
  }
  return { operation, rootType };
}

function unresolved(name: string | undefined): GraphQLError {
  return new GraphQLError(
    name === undefined
      ? 'Must provide operation name if query contains multiple operations.'
      : `Unknown operation named "${name}".`,
    { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } },
  );
}
