import { getNamedType, GraphQLError, isObjectType, Kind, visit, type FieldNode } from 'graphql';
import { BadUserInputError } from '../../errors.js';
import { contractNameOf } from '../../graphql/contractName.js';
import type { ChosenOperation } from './chooseOperation.js';
import type { PreparedDocument } from './DocumentStore.js';
import { OperationPlan } from './OperationPlan.js';
import type { Variables } from './readVariables.js';
import { Refusal, refusalOf } from './Refusal.js';

/** An operation that is within all bounds, before it is executed. */
export interface AcceptedOperation {
  readonly prepared: PreparedDocument;
  readonly chosen: ChosenOperation;
  /** Coerced. */
  readonly variables: Variables;
}

/** A subscription that is within all bounds, before its first delivery. */
export interface AcceptedSubscription {
  /** Name in schema/ of its root field. */
  readonly field: string;
  /** Arguments of the field. */
  readonly args: Readonly<Record<string, unknown>>;
  /** Names of the fields that are selected of a delivery. */
  readonly selected: ReadonlySet<string>;
  /** SHA-256 of the document. */
  readonly hash: string;
  /** The variable that says where it begins, where it says nothing else; undefined where there is none. */
  readonly afterVariable: string | undefined;
}

/**
 * Delivery options of a subscription.
 *
 * @throws Refusal for a subscription whose field is skipped, or has arguments that are not valid.
 */
export function acceptedSubscription({
  prepared,
  chosen,
  variables,
}: AcceptedOperation): AcceptedSubscription {
  const { operation, rootType } = chosen;
  const { hash, fragments, schema } = prepared;
  const plan = new OperationPlan({ schema, operation, fragments, variables });
  const { fields } = plan.root(rootType);
  const [field] = fields;
  if (field === undefined || fields.length > 1) {
    throw refusalOf(
      new BadUserInputError('A subscription selects exactly one field, which is not skipped'),
    );
  }
  if (field.argsFault !== undefined) {
    const { error } = field.argsFault;
    throw error instanceof GraphQLError ? new Refusal([error]) : error;
  }
  const type = getNamedType(field.field.type);
  const below = isObjectType(type) ? plan.below(field, type).fields : [];
  const selected = new Set(below.map((one) => one.field.name));
  const afterVariable = afterVariableOf(field.nodes[0], { operation, fragments });
  return { field: contractNameOf(field.field), args: field.args, selected, hash, afterVariable };
}

function afterVariableOf(
  { arguments: args }: FieldNode,
  { operation, fragments }: Pick<ChosenOperation & PreparedDocument, 'operation' | 'fragments'>,
): string | undefined {
  const value = args?.find(({ name }) => name.value === 'after')?.value;
  if (value?.kind !== Kind.VARIABLE) return undefined;
  const after = value.name.value;
  let uses = 0;
  for (const part of [operation.selectionSet, ...Object.values(fragments)]) {
    visit(part, {
      Variable: ({ name }) => {
        if (name.value === after) uses += 1;
      },
    });
  }
  return uses === 1 ? after : undefined;
}
