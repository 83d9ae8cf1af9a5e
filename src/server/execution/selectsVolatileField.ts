import {
  TypeInfo,
  visit,
  visitWithTypeInfo,
  BREAK,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';

/**
 * Whether a document selects a field that describes the operation itself or the moment at which it is
 * executed (`@volatile` in schema/), so that its answer cannot be reused.
 */
export function selectsVolatileField(document: DocumentNode, schema: GraphQLSchema): boolean {
  const types = new TypeInfo(schema);
  let found = false;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: () => {
        found ||= types.getFieldDef()?.extensions.isVolatile === true;
        return found ? BREAK : undefined;
      },
    }),
  );
  return found;
}
