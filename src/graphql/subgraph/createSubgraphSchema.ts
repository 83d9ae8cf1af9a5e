import { buildSubgraphSchema } from '@apollo/subgraph';
import { isAbstractType, type GraphQLSchema, type GraphQLTypeResolver } from 'graphql';
import type { RequestContext } from '../context.js';
import { CONTRACT_NAME } from '../contractName.js';
import { resolvers } from '../resolvers.js';
import { finishSchema } from '../schema.js';
import { entityType, findEntities, type EntityModel } from './findEntities.js';
import { ENTITY_KEYS } from './entityKeys.js';
import { readSubgraphSdl } from './readSubgraphSdl.js';

/**
 * The contract as a subgraph of Apollo Federation 2: with `_service` and `_entities`.
 *
 * @param typePrefix begins the names of all types but the root types, scalars and PageInfo; may be empty.
 */
export function createSubgraphSchema(typePrefix: string): GraphQLSchema {
  const { document, names } = readSubgraphSdl(typePrefix);
  const nameOf = (name: string): string => names.get(name) ?? name;
  const schema = buildSubgraphSchema({
    typeDefs: document,
    resolvers: Object.fromEntries(
      Object.entries(resolvers).map(([name, own]) => [nameOf(name), own]),
    ) as never,
  });
  finishSchema(schema, nameOf);
  const contractNames = new Map(
    [...Object.keys(ENTITY_KEYS)].map((name) => [nameOf(name), name] as const),
  );
  for (const [contractName, name] of names) {
    const type = schema.getType(name);
    if (type === undefined) continue;
    type.extensions = { ...type.extensions, [CONTRACT_NAME]: contractName };
    if (isAbstractType(type) && type.resolveType != null) {
      type.resolveType = renaming(type.resolveType, nameOf);
    }
  }
  resolveEntities(schema, contractNames, nameOf);
  return schema;
}

/** Types are resolved to their names in schema/; the subgraph has others. */
function renaming(
  resolveType: GraphQLTypeResolver<unknown, unknown>,
  nameOf: (name: string) => string,
): GraphQLTypeResolver<unknown, unknown> {
  return (value, context, info, type) => {
    const name = resolveType(value, context, info, type);
    return typeof name === 'string' ? nameOf(name) : name;
  };
}

/** Its own: with that of @apollo/subgraph one unknown type fails all representations. */
function resolveEntities(
  schema: GraphQLSchema,
  contractNames: ReadonlyMap<string, string>,
  nameOf: (name: string) => string,
): void {
  const field = schema.getQueryType()?.getFields()['_entities'];
  const union = schema.getType('_Entity');
  if (field === undefined || !isAbstractType(union)) throw new TypeError('no entities');
  field.resolve = (
    _root,
    { representations }: { readonly representations: readonly unknown[] },
    context: RequestContext,
  ) => findEntities(representations, contractNames, context);
  union.resolveType = (model: EntityModel) => nameOf(entityType(model));
  field.extensions = { ...field.extensions, entities: contractNames };
}
