import {
  isNonNullType,
  Kind,
  separateOperations,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';

/** What graphql-jit would get wrong in one operation, were it not told. */
export interface OperationTraits {
  /** Names of variables that are the value of an input object's field. */
  readonly inFields: readonly string[];
  /** Types of the places that take no null, by the name of the variable that stands there. */
  readonly nonNull: ReadonlyMap<string, GraphQLInputType>;
  /**
   * Whether it spreads a fragment more than once and has directives, which may leave parts of it out:
   * graphql-jit takes the first of the spreads alone, also where that one is left out.
   */
  readonly repeatsFragments: boolean;
}

/** Looks through an operation and the fragments that it spreads. */
export function inspectOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  { name }: OperationDefinitionNode,
): OperationTraits {
  const inFields = new Set<string>();
  const nonNull = new Map<string, GraphQLInputType>();
  const spreads: string[] = [];
  let directives = 0;
  const types = new TypeInfo(schema);
  visit(
    separateOperations(document)[name?.value ?? ''] ?? document,
    visitWithTypeInfo(types, {
      VariableDefinition: () => false,
      ObjectField: ({ value }) => {
        if (value.kind === Kind.VARIABLE) inFields.add(value.name.value);
      },
      Variable: ({ name: { value } }) => {
        const type = types.getInputType();
        if (isNonNullType(type)) nonNull.set(value, type);
      },
      Directive: () => {
        directives += 1;
      },
      FragmentSpread: ({ name: { value } }) => {
        spreads.push(value);
      },
    }),
  );
  const isRepeated = new Set(spreads).size < spreads.length;
  return { inFields: [...inFields], nonNull, repeatsFragments: isRepeated && directives > 0 };
}

/**
 * The document without the input objects' fields whose value is one of these variables. A field whose
 * variable was not sent is as good as not written (GraphQL specification, "Input Objects", input
 * coercion); graphql-jit takes it for null.
 */
export function leaveOutFields(document: DocumentNode, omitted: readonly string[]): DocumentNode {
  if (omitted.length === 0) return document;
  return visit(document, {
    ObjectField: ({ value }) =>
      value.kind === Kind.VARIABLE && omitted.includes(value.name.value) ? null : undefined,
  });
}
