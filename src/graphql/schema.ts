import { makeExecutableSchema } from '@graphql-tools/schema';
import { buildSchema, isScalarType, parse, type GraphQLSchema } from 'graphql';
import { annotateSchema } from './annotateSchema.js';
import { CONTRACT_NAMES, type SchemaNames } from './contractName.js';
import { refuseControlCharacters } from './plainTexts.js';
import { resolvers } from './resolvers.js';
import { readAnnotatedSdl, readSdl } from './sdl.js';

/** The contract with its resolvers, as clients see it: introspection shows no directives of ours. */
export function createSchema(): GraphQLSchema {
  // Its nodes live as long as the schema; where they stand in the text takes a third of their memory.
  const typeDefs = parse(readSdl(), { noLocation: true });
  return finishSchema(makeExecutableSchema({ typeDefs, resolvers }));
}

/**
 * Adds data that building the schema omits: descriptions of scalars, costs, and rules for texts.
 *
 * @param schema is changed in place.
 * @param names those in it of the types and fields of schema/. Default: the same.
 */
export function finishSchema(
  schema: GraphQLSchema,
  names: SchemaNames = CONTRACT_NAMES,
): GraphQLSchema {
  const contract = buildSchema(readAnnotatedSdl(), { noLocation: true });
  describeScalars(schema, contract);
  annotateSchema(schema, contract, names);
  return refuseControlCharacters(schema);
}

/** Scalars with resolvers lose their descriptions. */
function describeScalars(schema: GraphQLSchema, contract: GraphQLSchema): void {
  for (const scalar of Object.values(schema.getTypeMap())) {
    const source = contract.getType(scalar.name);
    if (!isScalarType(scalar) || !isScalarType(source)) continue;
    scalar.description = source.description;
    scalar.specifiedByURL = source.specifiedByURL;
  }
}
