import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  isAbstractType,
  isObjectType,
  type GraphQLSchema,
  type GraphQLTypeResolver,
} from 'graphql';
import type { RequestContext } from '../context.js';
import { CONTRACT_NAME, type SchemaNames } from '../contractName.js';
import { resolvers } from '../resolvers.js';
import { finishSchema } from '../schema.js';
import { entityType, findEntities, type EntityModel } from './findEntities.js';
import { ENTITY_KEYS } from './entityKeys.js';
import { readContract } from '../sdl.js';
import { readSubgraphSdl, ROOTS, type SubgraphPrefixes } from './readSubgraphSdl.js';

/** The contract as a subgraph of Apollo Federation 2: with `_service` and `_entities`. */
export function createSubgraphSchema(prefixes: SubgraphPrefixes = {}): GraphQLSchema {
  const contract = readContract();
  const { document, typeNames, names } = readSubgraphSdl(contract.shown, prefixes);
  const nameOf = names.ofType;
  const schema = buildSubgraphSchema({
    typeDefs: document,
    // The resolvers of the contract, typed there; Apollo's type cannot express their arguments.
    resolvers: Object.fromEntries(
      Object.entries(resolvers).map(([name, own]) => [
        nameOf(name),
        ROOTS.has(name) ? withNames(own, (field) => names.ofField(name, field)) : own,
      ]),
    ) as never,
  });
  finishSchema(schema, contract.annotated, names);
  for (const root of ROOTS) markFields(schema, root, names);
  const contractNames = new Map(
    [...Object.keys(ENTITY_KEYS)].map((name) => [nameOf(name), name] as const),
  );
  for (const [contractName, name] of typeNames) {
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

function withNames(values: object, nameOf: (name: string) => string): object {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [nameOf(name), value]));
}

/** Notes the names in schema/ of the fields of a root type. */
function markFields(schema: GraphQLSchema, root: string, { ofField }: SchemaNames): void {
  const type = schema.getType(root);
  const own = resolvers[root as 'Query'];
  if (!isObjectType(type) || own === undefined) return;
  const fields = type.getFields();
  for (const name of Object.keys(own)) {
    const field = fields[ofField(root, name)];
    if (field === undefined || field.name === name) continue;
    field.extensions = { ...field.extensions, [CONTRACT_NAME]: name };
  }
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
