import { makeExecutableSchema } from '@graphql-tools/schema';
import { buildASTSchema, isScalarType, type DocumentNode, type GraphQLSchema } from 'graphql';
import { annotateSchema } from './annotateSchema.js';
import { CONTRACT_NAMES, type SchemaNames } from './contractName.js';
import { refuseControlCharacters } from './plainTexts.js';
import { resolvers } from './resolvers.js';
import { readContract } from './sdl.js';

/** The contract is not checked at each start, because it does not change: tests check it. */
const KNOWN_VALID = { assumeValid: true, assumeValidSDL: true };

/** The contract with its resolvers, as clients see it: introspection shows no directives of ours. */
export function createSchema(): GraphQLSchema {
  const { annotated, shown } = readContract();
  const typeDefs = buildASTSchema(shown, KNOWN_VALID);
  const schema = makeExecutableSchema({ typeDefs, resolvers, updateResolversInPlace: true });
  return finishSchema(schema, annotated);
}

/**
 * Adds data that building the schema omits: descriptions of scalars, costs, and rules for texts.
 *
 * @param schema is changed in place.
 * @param annotated the contract with the directives of the gateway.
 * @param names those in `schema` of the types and fields of schema/. Default: the same.
 */
export function finishSchema(
  schema: GraphQLSchema,
  annotated: DocumentNode,
  names: SchemaNames = CONTRACT_NAMES,
): GraphQLSchema {
  const contract = buildASTSchema(annotated, KNOWN_VALID);
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
