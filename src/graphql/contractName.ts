import type { GraphQLNamedType } from 'graphql';

/**
 * The name of a type in schema/, whatever it is called in this schema: a subgraph may rename its types
 * (`federation.typePrefix`).
 */
export function contractNameOf({ name, extensions }: GraphQLNamedType): string {
  const own: unknown = extensions[CONTRACT_NAME];
  return typeof own === 'string' ? own : name;
}

/** The extension of a renamed type that holds its name in schema/. */
export const CONTRACT_NAME = 'contractName';
