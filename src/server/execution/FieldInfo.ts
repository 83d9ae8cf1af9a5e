import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import type { FieldPlan, OperationPlanOptions } from './OperationPlan.js';

/**
 * The fourth argument of resolvers. Few read it, so it is made of two references, and its
 * path only when it is requested.
 */
export class FieldInfo implements GraphQLResolveInfo {
  #path: GraphQLResolveInfo['path'] | undefined;

  readonly #operationPlan: OperationPlanOptions;
  readonly #parent: GraphQLResolveInfo['path'] | undefined;

  constructor(
    readonly plan: FieldPlan,
    operationPlan: OperationPlanOptions,
    parent: GraphQLResolveInfo['path'] | undefined,
  ) {
    this.#operationPlan = operationPlan;
    this.#parent = parent;
  }

  get fieldName(): string {
    return this.plan.field.name;
  }

  get fieldNodes(): readonly FieldNode[] {
    return this.plan.nodes;
  }

  get returnType(): GraphQLResolveInfo['returnType'] {
    return this.plan.field.type;
  }

  get parentType(): GraphQLResolveInfo['parentType'] {
    return this.plan.parentType;
  }

  get path(): GraphQLResolveInfo['path'] {
    return (this.#path ??= {
      prev: this.#parent,
      key: this.plan.key,
      typename: this.plan.parentType.name,
    });
  }

  get schema(): GraphQLResolveInfo['schema'] {
    return this.#operationPlan.schema;
  }

  get fragments(): GraphQLResolveInfo['fragments'] {
    return this.#operationPlan.fragments;
  }

  get rootValue(): unknown {
    return undefined;
  }

  get operation(): GraphQLResolveInfo['operation'] {
    return this.#operationPlan.operation;
  }

  get variableValues(): Record<string, unknown> {
    return this.#operationPlan.variables;
  }
}
