import {
  getArgumentValues,
  GraphQLError,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  typeFromAST,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { BadUserInputError } from '../../errors.js';
import { isIncluded } from '../../graphql/collectSelected.js';

/** How a value of a type is completed. */
export type OutputPlan = { readonly isNonNull: boolean } & (
  | { readonly kind: 'LEAF'; readonly type: GraphQLLeafType }
  | { readonly kind: 'LIST'; readonly item: OutputPlan }
  | { readonly kind: 'OBJECT'; readonly type: GraphQLObjectType }
  | { readonly kind: 'ABSTRACT'; readonly type: GraphQLAbstractType }
);

/** A resolver as it is called. */
type FieldResolver = (
  source: unknown,
  args: unknown,
  context: unknown,
  info: GraphQLResolveInfo | undefined,
) => unknown;

/** One response name below one type of object, with all that is the same for each such object. */
export interface FieldPlan {
  /** Name in the answer. */
  readonly key: string;
  readonly parentType: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  /** Every selection of the document that comes to this name. */
  readonly nodes: readonly [FieldNode, ...FieldNode[]];
  readonly output: OutputPlan;
  /** As graphql-js coerces them. */
  readonly args: Readonly<Record<string, unknown>>;
  /** Undefined where the field is read from a property of its name. */
  readonly resolve: FieldResolver | undefined;
  /** Whether the resolver takes a fourth argument; most do not, so that it need not be made. */
  readonly readsInfo: boolean;
  /** Thrown for each object instead of resolving. */
  readonly argsFault: { readonly error: unknown } | undefined;
  /** The value where it is known beforehand: that of `__typename`. */
  readonly constant: string | undefined;
  /** Selections below it, by type of object. */
  readonly selections: Map<GraphQLObjectType, SelectionPlan>;
}

/** Fields selected of one object type. */
export interface SelectionPlan {
  readonly fields: readonly FieldPlan[];
  /** Least bytes of such an object as JSON: names, signs, and one for each leaf. */
  readonly bytes: number;
  /** Whether a name would be taken for the prototype of an object. */
  readonly needsBareObject: boolean;
}

/** Input of a plan. */
export interface OperationPlanOptions {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
}

const NO_ARGUMENTS: Readonly<Record<string, unknown>> = Object.freeze(
  Object.create(null) as Record<string, unknown>,
);

/**
 * An operation with its variables, prepared as far as it is executed: `@skip` and `@include` are
 * decided, arguments are coerced once, and fields of the same response name are merged. Parts are
 * planned when the first object of their type is met, so the plan never exceeds the work done.
 */
export class OperationPlan {
  #root: SelectionPlan | undefined;
  #size = 0;

  constructor(readonly options: OperationPlanOptions) {}

  /** Number of fields planned so far. */
  get size(): number {
    return this.#size;
  }

  /** Fields that the operation selects of its root type. */
  root(type: GraphQLObjectType): SelectionPlan {
    return (this.#root ??= this.#plan(type, [this.options.operation.selectionSet]));
  }

  /** Fields that a field selects of an object type. */
  below(field: FieldPlan, type: GraphQLObjectType): SelectionPlan {
    let plan = field.selections.get(type);
    if (plan === undefined) {
      const sets = field.nodes.flatMap(({ selectionSet }) =>
        selectionSet === undefined ? [] : [selectionSet],
      );
      field.selections.set(type, (plan = this.#plan(type, sets)));
    }
    return plan;
  }

  #plan(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): SelectionPlan {
    const nodesByKey = new Map<string, [FieldNode, ...FieldNode[]]>();
    const spread = new Set<string>();
    for (const set of sets) this.#collect(type, set, nodesByKey, spread);
    const fields: FieldPlan[] = [];
    let bytes = 2;
    for (const [key, nodes] of nodesByKey) {
      const field = this.#fieldOf(type, nodes[0].name.value);
      if (field === undefined) continue;
      const plan = this.#planField(type, key, field, nodes);
      // Two quotes, a colon, and a comma but for the first.
      bytes += key.length + (fields.length === 0 ? 3 : 4) + leastBytesOf(plan);
      fields.push(plan);
    }
    this.#size += fields.length;
    return { fields, bytes, needsBareObject: nodesByKey.has('__proto__') };
  }

  #planField(
    parentType: GraphQLObjectType,
    key: string,
    field: GraphQLField<unknown, unknown>,
    nodes: readonly [FieldNode, ...FieldNode[]],
  ): FieldPlan {
    let args = NO_ARGUMENTS;
    let argsFault: FieldPlan['argsFault'];
    if (field.args.length > 0) {
      try {
        args = getArgumentValues(field, nodes[0], this.options.variables);
      } catch (error) {
        argsFault = { error: toInputFault(error) };
      }
    }
    return {
      key,
      parentType,
      field,
      nodes,
      output: planOutput(field.type),
      args,
      resolve: field.resolve as FieldResolver | undefined,
      readsInfo: mayReadInfo(field.resolve),
      argsFault,
      constant: field === TypeNameMetaFieldDef ? parentType.name : undefined,
      selections: new Map(),
    };
  }

  /** The specification's CollectFields. */
  #collect(
    type: GraphQLObjectType,
    { selections }: SelectionSetNode,
    nodesByKey: Map<string, [FieldNode, ...FieldNode[]]>,
    spread: Set<string>,
  ): void {
    for (const selection of selections) {
      switch (selection.kind) {
        case Kind.FIELD: {
          if (!this.#isIncluded(selection)) break;
          const key = selection.alias?.value ?? selection.name.value;
          const nodes = nodesByKey.get(key);
          if (nodes === undefined) nodesByKey.set(key, [selection]);
          else nodes.push(selection);
          break;
        }
        case Kind.INLINE_FRAGMENT:
          if (this.#isIncluded(selection) && this.#applies(selection, type)) {
            this.#collect(type, selection.selectionSet, nodesByKey, spread);
          }
          break;
        case Kind.FRAGMENT_SPREAD: {
          const name = selection.name.value;
          if (spread.has(name) || !this.#isIncluded(selection)) break;
          spread.add(name);
          const fragment = this.options.fragments[name];
          if (fragment !== undefined && this.#applies(fragment, type)) {
            this.#collect(type, fragment.selectionSet, nodesByKey, spread);
          }
        }
      }
    }
  }

  #isIncluded(node: SelectionNode): boolean {
    try {
      return isIncluded(node, this.options.variables);
    } catch (error) {
      throw toInputFault(error);
    }
  }

  #applies(
    { typeCondition }: FragmentDefinitionNode | InlineFragmentNode,
    type: GraphQLObjectType,
  ): boolean {
    if (typeCondition === undefined) return true;
    const { schema } = this.options;
    const condition = typeFromAST(schema, typeCondition);
    if (condition === type) return true;
    return isAbstractType(condition) && schema.isSubType(condition, type);
  }

  #fieldOf(type: GraphQLObjectType, name: string): GraphQLField<unknown, unknown> | undefined {
    if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
    if (type === this.options.schema.getQueryType()) {
      if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
      if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
    }
    return type.getFields()[name];
  }
}

/** Ends messages of graphql-js about arguments that are not valid with the variables as they were sent. */
const NULL_HINT =
  'A variable in it is null where null is not allowed: omit it for the default, or send a value.';

/** A variable that is null where its default would do passes validation, and fails only here. */
function toInputFault(error: unknown): unknown {
  if (!(error instanceof GraphQLError) || error.originalError !== undefined) return error;
  const { nodes } = error;
  const message = `${error.message} ${NULL_HINT}`;
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    originalError: new BadUserInputError(message),
  });
}

/** Functions that state one to three parameters cannot see a fourth; those that state none may take all. */
function mayReadInfo(resolve: GraphQLField<unknown, unknown>['resolve']): boolean {
  const parameters = resolve?.length ?? 0;
  return parameters === 0 || parameters > 3;
}

function leastBytesOf({ constant, output }: FieldPlan): number {
  if (constant !== undefined) return constant.length + 2;
  return output.kind === 'LEAF' ? 1 : 0;
}

function planOutput(type: GraphQLOutputType): OutputPlan {
  const isNonNull = isNonNullType(type);
  const nullable = isNonNull ? type.ofType : type;
  if (isListType(nullable)) return { kind: 'LIST', isNonNull, item: planOutput(nullable.ofType) };
  if (isLeafType(nullable)) return { kind: 'LEAF', isNonNull, type: nullable };
  if (isObjectType(nullable)) return { kind: 'OBJECT', isNonNull, type: nullable };
  return { kind: 'ABSTRACT', isNonNull, type: nullable };
}
