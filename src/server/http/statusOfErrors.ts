import type { GraphQLFormattedError } from 'graphql';
import { ERRORS } from '../../errors.js';

/**
 * The HTTP status of the worst error, for routes that answer with a file instead of GraphQL. An instance that is
 * not configured is a missing page.
 */
export function statusOfErrors(errors: readonly GraphQLFormattedError[]): number {
  const statuses = errors.map(({ extensions = {} }) => {
    if (extensions['argument'] === 'instance') return 404;
    const { code } = extensions;
    const known = Object.entries(ERRORS).find(([name]) => name === code);
    return known?.[1].httpStatus ?? 500;
  });
  return Math.max(400, ...statuses);
}
