import {
  Kind,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/** The schemas that documents are written for. */
export interface Schemas {
  readonly schema: GraphQLSchema;
  /** With the names of schema/, where `schema` has renamed types or root fields. */
  readonly contract?: GraphQLSchema | undefined;
}

/** Documents that name a type or a root field of the contract are executed with the names of the contract. */
export function schemaOf(document: DocumentNode, { schema, contract }: Schemas): GraphQLSchema {
  if (contract === undefined) return schema;
  const types: string[] = [];
  const fragments = new Map<string, FragmentDefinitionNode>();
  visit(document, {
    NamedType: ({ name }) => {
      types.push(name.value);
    },
    FragmentDefinition: (fragment) => {
      fragments.set(fragment.name.value, fragment);
    },
  });
  if (types.some((name) => !schema.getType(name) && contract.getType(name))) return contract;
  for (const one of document.definitions) {
    if (one.kind !== Kind.OPERATION_DEFINITION) continue;
    const own = schema.getRootType(one.operation)?.getFields() ?? {};
    const known = contract.getRootType(one.operation)?.getFields() ?? {};
    for (const name of fieldsOf(one.selectionSet, fragments)) {
      if (!(name in own) && name in known) return contract;
    }
  }
  return schema;
}

/** Names of the fields that a selection and its fragments have. Each fragment is taken once, and removed. */
function* fieldsOf(
  { selections }: SelectionSetNode,
  fragments: Map<string, FragmentDefinitionNode>,
): Generator<string, void, undefined> {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      yield selection.name.value;
      continue;
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      yield* fieldsOf(selection.selectionSet, fragments);
      continue;
    }
    // Not validated yet: fragments may be missing, and may spread each other in circles.
    const fragment = fragments.get(selection.name.value);
    fragments.delete(selection.name.value);
    if (fragment !== undefined) yield* fieldsOf(fragment.selectionSet, fragments);
  }
}
