import { graphql } from 'graphql';
import { createSubgraphSchema } from './createSubgraphSchema.js';
import type { SubgraphPrefixes } from './readSubgraphSdl.js';

/** The SDL of the subgraph with the directives of federation, as `_service` returns it. */
export async function printSubgraph(prefixes: SubgraphPrefixes): Promise<string> {
  const schema = createSubgraphSchema(prefixes);
  const { data } = await graphql({ schema, source: '{ _service { sdl } }' });
  const { sdl } = data?.['_service'] as { readonly sdl: string };
  return sdl;
}
