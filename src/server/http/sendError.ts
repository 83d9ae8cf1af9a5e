import type { FastifyReply } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';

/** Answers with errors in the form of GraphQL: their messages and extensions. */
export function sendErrors(
  reply: FastifyReply,
  status: number,
  errors: readonly Pick<GraphQLFormattedError, 'message' | 'extensions'>[],
): FastifyReply {
  const shown = errors.map(({ message, extensions }) => ({ message, extensions }));
  return reply.code(status).type('application/json; charset=utf-8').send({ errors: shown });
}

/** Answers with one error in the form of GraphQL. */
export function sendError(
  reply: FastifyReply,
  status: number,
  message: string,
  code: string,
): FastifyReply {
  return sendErrors(reply, status, [{ message, extensions: { code } }]);
}
