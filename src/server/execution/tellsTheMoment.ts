import {
  TypeInfo,
  visit,
  visitWithTypeInfo,
  BREAK,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';

/**
 * Fields that tell of this operation or of this moment, by type: no other answer may repeat them. `*`
 * stands for every field of the type.
 */
export const MOMENTARY_FIELDS: Readonly<Record<string, readonly string[] | '*'>> = {
  InstanceStatus: '*',
  OperationCost: '*',
  SourceStatus: ['requests'],
};

/** Whether a document selects a field that says something of the moment it is answered at. */
export function tellsTheMoment(document: DocumentNode, schema: GraphQLSchema): boolean {
  const types = new TypeInfo(schema);
  let found = false;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: ({ name }) => {
        const fields = MOMENTARY_FIELDS[types.getParentType()?.name ?? ''] ?? [];
        found ||= fields === '*' || fields.includes(name.value);
        return found ? BREAK : undefined;
      },
    }),
  );
  return found;
}
