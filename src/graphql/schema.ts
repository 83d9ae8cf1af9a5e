import { makeExecutableSchema } from '@graphql-tools/schema';
import { buildSchema, isScalarType, parse, type GraphQLSchema } from 'graphql';
import { annotateSchema } from './annotateSchema.js';
import { refuseControlCharacters } from './plainTexts.js';
import { resolvers } from './resolvers.js';
import { readAnnotatedSdl, readSdl } from './sdl.js';

/** The contract with its resolvers, as clients see it: introspection shows no directives of ours. */
export function createSchema(): GraphQLSchema {
  // Its nodes live as long as the schema; where they stand in the text takes a third of their memory.
  const contract = buildSchema(readAnnotatedSdl(), { noLocation: true });
  const typeDefs = parse(readSdl(), { noLocation: true });
  const schema = makeExecutableSchema({ typeDefs, resolvers });
  describeScalars(schema, contract);
  annotateSchema(schema, contract);
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
