import type { FastifyInstance } from 'fastify';
import { printSchema, type GraphQLSchema } from 'graphql';
import { sendTagged } from './http/sendTagged.js';

/**
 * Serves the SDL of the public schema at `/schema.graphql`, for code generators.
 *
 * @param schema the schema that introspection exposes.
 */
export function schemaRoute(app: FastifyInstance, schema: GraphQLSchema): void {
  let text: string | undefined;
  app.get('/schema.graphql', (request, reply) => {
    // Printed when somebody asks: most gateways start without.
    text ??= `${printSchema(schema)}\n`;
    return sendTagged(request, reply, {
      text,
      type: 'text/plain; charset=utf-8',
      // An upgrade or another prefix changes it.
      cacheControl: 'no-cache',
    });
  });
}
