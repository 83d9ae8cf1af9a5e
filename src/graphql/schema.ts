import { readdirSync, readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { buildSchema, isScalarType, type GraphQLSchema } from 'graphql';
import { refuseControlCharacters } from './plainTexts.js';
import { resolvers } from './resolvers.js';

/** The folder of the contract, seen from src/graphql as well as from dist/graphql. */
const FOLDER = new URL('../../schema/', import.meta.url);

/** The whole contract as SDL: the files of schema/, by name, divided by empty lines. */
export function readSdl(): string {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => readFileSync(new URL(name, FOLDER), 'utf8').trim())
    .join('\n\n')
    .concat('\n');
}

/** The contract with its resolvers. */
export function createSchema(): GraphQLSchema {
  const typeDefs = readSdl();
  const schema = makeExecutableSchema({ typeDefs, resolvers });
  describeScalars(schema, typeDefs);
  return refuseControlCharacters(schema);
}

/** Scalars with resolvers lose what the SDL says of them. */
function describeScalars(schema: GraphQLSchema, typeDefs: string): void {
  const described = buildSchema(typeDefs);
  for (const scalar of Object.values(schema.getTypeMap())) {
    const source = described.getType(scalar.name);
    if (!isScalarType(scalar) || !isScalarType(source)) continue;
    scalar.description = source.description;
    scalar.specifiedByURL = source.specifiedByURL;
  }
}
