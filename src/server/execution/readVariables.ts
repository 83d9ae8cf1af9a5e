import {
  getNamedType,
  getVariableValues,
  GraphQLError,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  typeFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
  type NamedTypeNode,
  type OperationDefinitionNode,
} from 'graphql';
import { BadUserInputError, GatewayError } from '../../errors.js';
import { isWellFormed } from './isWellFormed.js';
import { Refusal, refusalOf, withCode, withoutSuggestion } from './Refusal.js';

/** Values by the names of variables. */
export type Variables = Readonly<Record<string, unknown>>;

/** How faults of variables are reported. */
export interface VariableRules {
  /** Whether the schema may be shown: suggestions name parts of it. */
  readonly introspection: boolean;
  /** The most errors of one answer. */
  readonly maxErrors: number;
}

/**
 * Coerces the variables that a client sent for an operation, once for all that works with them.
 *
 * @throws Refusal with as many errors as an answer lists.
 */
export function readVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  sent: Variables,
  { introspection, maxErrors }: VariableRules,
): Variables {
  if (!isWellFormed(sent)) {
    throw refusalOf(
      new BadUserInputError(
        'A variable is nested too deeply, or contains a lone surrogate, which is not valid text',
      ),
    );
  }
  const definitions = operation.variableDefinitions ?? [];
  for (const { variable, type } of definitions) {
    const { value: name } = variable.name;
    const inputType = typeFromAST(schema, type as NamedTypeNode);
    if (isInputType(inputType)) refuseLists(inputType, sent[name], name);
  }
  const { coerced, errors } = getVariableValues(schema, definitions, { ...sent }, { maxErrors });
  if (errors === undefined) return coerced;
  const listed = errors
    .slice(0, maxErrors)
    .map((error) => (introspection ? error : withoutSuggestion(error)))
    .map((error) => withCode(error, 'BAD_USER_INPUT'));
  // graphql-js gives up at the bound, so nobody knows how many there are.
  if (errors.length > maxErrors) listed.push(furtherErrors(maxErrors));
  throw new Refusal(listed);
}

/**
 * graphql-js takes an empty list for an input object without fields, since both are objects to
 * JavaScript (`coerceInputValue`); the specification does not (3.10, Input Coercion).
 *
 * @throws Refusal
 */
function refuseLists(type: GraphQLInputType, value: unknown, path: string): void {
  if (typeof value !== 'object' || value === null || !isInputObjectType(getNamedType(type))) return;
  if (isNonNullType(type)) {
    refuseLists(type.ofType, value, path);
  } else if (isListType(type)) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const item of items) refuseLists(type.ofType, item, path);
  } else if (Array.isArray(value)) {
    throw refusalOf(
      new BadUserInputError(
        `Variable "$${path}" got a list, but ${String(type)} is an object; write {} for an object without fields`,
      ),
    );
  } else if (isInputObjectType(type)) {
    for (const [name, field] of Object.entries(type.getFields())) {
      refuseLists(field.type, (value as Variables)[name], `${path}.${name}`);
    }
  }
}

function furtherErrors(maxErrors: number): GraphQLError {
  const message = `The variables have further errors, which are omitted: an answer lists at most ${String(maxErrors)} (limits.maxErrors)`;
  return new GraphQLError(message, {
    originalError: new GatewayError(message, {
      code: 'QUERY_TOO_EXPENSIVE',
      limit: 'maxErrors',
      maximum: maxErrors,
    }),
  });
}
