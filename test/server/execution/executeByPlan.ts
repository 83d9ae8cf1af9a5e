import {
  getVariableValues,
  Kind,
  type ExecutionArgs,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLError,
} from 'graphql';
import { AnswerBudget, type AnswerLimits } from '../../../src/server/execution/AnswerBudget.js';
import { ErrorCollector } from '../../../src/server/execution/ErrorCollector.js';
import { EventLoopTurn } from '../../../src/server/execution/EventLoopTurn.js';
import { BatchGate } from '../../../src/server/execution/BatchGate.js';
import { executePlan } from '../../../src/server/execution/Execution.js';
import { OperationPlan } from '../../../src/server/execution/OperationPlan.js';

const LIMITS: AnswerLimits = { maxFields: 1e6, maxAnswerBytes: 1e9, maxErrors: 1e6 };

/** A result as received by a client; errors sorted by path, since their order is undefined. */
export interface PlainResult {
  readonly data?: unknown;
  readonly errors?: readonly PlainError[];
}

interface PlainError {
  readonly message: string;
  readonly path: string;
  readonly code: unknown;
}

/** Options of {@link executeByPlan}; by default nothing interrupts it. */
export interface ExecutionSetting {
  readonly turn?: EventLoopTurn;
  readonly signal?: AbortSignal;
  /** Executions of the same plan; the result is that of the last one. */
  readonly times?: number;
}

/** Executes an operation with our own executor, with the arguments of graphql-js. */
export async function executeByPlan(
  args: ExecutionArgs,
  {
    turn = new EventLoopTurn(),
    signal = new AbortController().signal,
    times = 1,
  }: ExecutionSetting = {},
): Promise<PlainResult> {
  const { schema, document, operationName, variableValues, contextValue } = args;
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  const operation = document.definitions.find(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      (operationName == null || definition.name?.value === operationName),
  );
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('there is no operation');
  const rootType = schema.getRootType(operation.operation);
  if (rootType == null) throw new Error('there is no root type');
  const { coerced, errors: faults } = getVariableValues(
    schema,
    operation.variableDefinitions ?? [],
    { ...variableValues },
  );
  if (faults !== undefined) return plainly({ errors: faults });
  const plan = new OperationPlan({ schema, operation, fragments, variables: coerced });
  for (let left = times; ; left -= 1) {
    const errors = new ErrorCollector(LIMITS.maxErrors);
    const data = await executePlan({
      plan,
      rootType,
      context: contextValue,
      budget: new AnswerBudget(LIMITS),
      errors,
      turn,
      batches: new BatchGate(),
      signal,
    });
    if (left <= 1) return plainly({ data, errors: errors.list() });
  }
}

/** A result of graphql-js in the same form. */
export function plainly({ data, errors = [] }: ExecutionResult): PlainResult {
  // Through JSON, as received by clients, where the order of fields matters, but prototypes do not.
  const text = JSON.stringify(data);
  return {
    ...(data !== undefined && { data: text }),
    ...(errors.length > 0 && {
      errors: errors.map(plainError).sort((left, right) => compare(keyOf(left), keyOf(right))),
    }),
  };
}

function plainError({ message, path, extensions }: GraphQLError): PlainError {
  // graphql-js has no codes; an error in an argument is a client error.
  const code = message.startsWith('Argument "') ? 'BAD_USER_INPUT' : null;
  return {
    message: message.replace(/ A variable in it is null where .*$/, ''),
    path: (path ?? []).join('.'),
    code: extensions['code'] ?? code,
  };
}

function keyOf({ path, message }: PlainError): string {
  return `${path} ${message}`;
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
