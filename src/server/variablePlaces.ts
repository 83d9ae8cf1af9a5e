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

/** Where the variables of one operation stand, as far as their absence or null makes a difference. */
export interface VariablePlaces {
  /** Names of those that are the value of an input object's field. */
  readonly inFields: readonly string[];
  /** Types of the places that take no null, by the name of the variable that stands there. */
  readonly nonNull: ReadonlyMap<string, GraphQLInputType>;
}

/** Looks through an operation and the fragments that it spreads. */
export function findVariablePlaces(
  schema: GraphQLSchema,
  document: DocumentNode,
  { name }: OperationDefinitionNode,
): VariablePlaces {
  const inFields = new Set<string>();
  const nonNull = new Map<string, GraphQLInputType>();
  const own = separateOperations(document)[name?.value ?? ''];
  if (own === undefined) return { inFields: [], nonNull };
  const types = new TypeInfo(schema);
  visit(
    own,
    visitWithTypeInfo(types, {
      VariableDefinition: () => false,
      ObjectField: ({ value }) => {
        if (value.kind === Kind.VARIABLE) inFields.add(value.name.value);
      },
      Variable: ({ name: { value } }) => {
        const type = types.getInputType();
        if (isNonNullType(type)) nonNull.set(value, type);
      },
    }),
  );
  return { inFields: [...inFields], nonNull };
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
