import type { ApolloServerPlugin } from '@apollo/server';
import { Kind, type FragmentDefinitionNode } from 'graphql';
import { GatewayError } from '../errors.js';
import { estimateCost } from '../graphql/estimateCost.js';
import type { RequestContext } from '../graphql/context.js';

/**
 * Refuses operations that are bound to run out of their upstream requests, before they make the
 * first one. What is within the limit may still be cut off by it, since an estimate is no promise.
 */
export const costPlugin: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ schema, document, operation, request, contextValue }) => {
        if (operation === undefined) return Promise.resolve();
        const fragments: Record<string, FragmentDefinitionNode> = {};
        for (const definition of document.definitions) {
          if (definition.kind === Kind.FRAGMENT_DEFINITION) {
            fragments[definition.name.value] = definition;
          }
        }
        const { cost, gateway } = contextValue;
        cost.estimatedRequests = estimateCost({
          schema,
          operation,
          fragments,
          variables: request.variables ?? {},
          instanceCount: gateway.clients.size,
        });
        if (cost.estimatedRequests <= cost.limit) return Promise.resolve();
        return Promise.reject(
          new GatewayError(
            `This operation would take about ${String(cost.estimatedRequests)} upstream requests, and ${String(cost.limit)} are allowed. Ask for smaller pages (first), fewer instances, or fewer fields that cost a request for each row; the descriptions of the fields tell their costs`,
            {
              code: 'QUERY_TOO_EXPENSIVE',
              estimatedRequests: cost.estimatedRequests,
              limit: cost.limit,
            },
          ),
        );
      },
    }),
};
