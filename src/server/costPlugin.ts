import type { ApolloServerPlugin } from '@apollo/server';
import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
} from 'graphql';
import { GatewayError } from '../errors.js';
import { estimateCost } from '../graphql/estimateCost.js';
import type { RequestContext } from '../graphql/context.js';

/**
 * Refuses operations that are bound to run out of their upstream requests, before they make the
 * first one. What is within the limit may still be cut off by it, since an estimate is no promise.
 */
export function createCostPlugin(): ApolloServerPlugin<RequestContext> {
  // Documents are kept parsed; one without variables costs the same each time.
  const estimates = new WeakMap<OperationDefinitionNode, number>();
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ schema, document, operation, request, contextValue }) => {
          if (operation === undefined) return Promise.resolve();
          const { cost, gateway } = contextValue;
          let estimate = estimates.get(operation);
          if (estimate === undefined) {
            estimate = estimateCost({
              schema,
              operation,
              fragments: fragmentsOf(document),
              variables: request.variables ?? {},
              instanceCount: gateway.clients.size,
            });
            if (!operation.variableDefinitions?.length) estimates.set(operation, estimate);
          }
          cost.estimatedRequests = estimate;
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
}

function fragmentsOf(document: DocumentNode): Readonly<Record<string, FragmentDefinitionNode>> {
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}
