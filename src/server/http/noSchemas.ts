import type { FastifyServerOptions } from 'fastify';

/**
 * Option of Fastify's for servers whose routes have no JSON schemas. By default Fastify loads its compilers of
 * schemas (Ajv, fast-json-stringify) with the first route, whether it has a schema or not.
 */
export const NO_SCHEMAS: Pick<FastifyServerOptions, 'schemaController'> = {
  schemaController: {
    compilersFactory: { buildValidator: refuse, buildSerializer: refuse },
  },
};

function refuse(): never {
  throw new Error('the routes of this server take no JSON schemas');
}
