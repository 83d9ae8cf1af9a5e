import {
  getVariableValues,
  GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { BadUserInputError, GatewayError } from '../../errors.js';
import { isWellFormed } from './isWellFormed.js';
import { Refusal, refusalOf, withCode } from './Refusal.js';

/** Values by the names of variables. */
export type Variables = Readonly<Record<string, unknown>>;

/**
 * Coerces the variables that a client sent for an operation, once for all that works with them.
 *
 * @throws Refusal with as many errors as an answer lists.
 */
export function readVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  sent: Variables,
  maxErrors: number,
): Variables {
  if (!isWellFormed(sent)) {
    throw refusalOf(
      new BadUserInputError(
        'A variable is nested too deep, or holds half of a surrogate pair, which is no text',
      ),
    );
  }
  const definitions = operation.variableDefinitions ?? [];
  const { coerced, errors } = getVariableValues(schema, definitions, { ...sent }, { maxErrors });
  if (errors === undefined) return coerced;
  const listed = errors.slice(0, maxErrors).map((error) => withCode(error, 'BAD_USER_INPUT'));
  // graphql-js gives up at the bound, so nobody knows how many there are.
  if (errors.length > maxErrors) listed.push(furtherErrors(maxErrors));
  throw new Refusal(listed);
}

function furtherErrors(maxErrors: number): GraphQLError {
  const message = `The variables have further errors, which are left out: an answer lists ${String(maxErrors)} (limits.maxErrors)`;
  return new GraphQLError(message, {
    originalError: new GatewayError(message, {
      code: 'QUERY_TOO_EXPENSIVE',
      limit: 'maxErrors',
      maximum: maxErrors,
    }),
  });
}
