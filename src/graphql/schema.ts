import { readdirSync, readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
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
  return refuseControlCharacters(makeExecutableSchema({ typeDefs: readSdl(), resolvers }));
}
