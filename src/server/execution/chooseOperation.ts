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

/** The operation of a document that is executed. */
export interface ChosenOperation {
  readonly operation: OperationDefinitionNode;
  readonly rootType: GraphQLObjectType;
}

/** How {@link chooseOperation} decides. */
export interface OperationChoice {
  readonly name: string | undefined;
  /** Whether it may be anything but a query: GET requests may not. */
  readonly mayWrite: boolean;
  /** Whether it is to be a subscription, or anything else. */
  readonly isSubscription: boolean;
}

const NOT_BY_REQUEST =
  'A subscription needs a stream: send it with the header "accept: text/event-stream", or over WebSocket with the subprotocol graphql-transport-ws';
const STREAMS_ONLY =
  'Only subscriptions are executed over Server-Sent Events and WebSocket; send queries and mutations as JSON by POST';

/**
 * Finds the operation of a document that the client means.
 *
 * @throws Refusal with the message of graphql-js where there is none, and for operations that may not be executed.
 */
export function chooseOperation(
  schema: GraphQLSchema,
  { document }: PreparedDocument,
  { name, mayWrite, isSubscription }: OperationChoice,
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
  if ((type === OperationTypeNode.SUBSCRIPTION) !== isSubscription) {
    throw refusalOf(new BadUserInputError(isSubscription ? STREAMS_ONLY : NOT_BY_REQUEST));
  }
  if (type === OperationTypeNode.MUTATION && !mayWrite) {
    const message = `GET requests only support query operations, not ${type} operations; send it by POST`;
    throw new Refusal([new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } })], {
      status: 405,
      headers: { allow: 'POST' },
    });
  }
  const rootType = schema.getRootType(type);
  if (rootType == null) throw refusalOf(new BadUserInputError(`This API has no ${type}s.`));
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
