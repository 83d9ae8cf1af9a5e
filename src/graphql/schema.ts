import { makeExecutableSchema } from '@graphql-tools/schema';
import { buildSchema, isScalarType, type GraphQLSchema } from 'graphql';
import { annotateSchema } from './annotateSchema.js';
import { refuseControlCharacters } from './plainTexts.js';
import { resolvers } from './resolvers.js';
import { readAnnotatedSdl, readSdl } from './sdl.js';

/** The contract with its resolvers, as clients see it: introspection shows no directives of ours. */
export function createSchema(): GraphQLSchema {
  const contract = buildSchema(readAnnotatedSdl());
  const schema = makeExecutableSchema({ typeDefs: readSdl(), resolvers });
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
