import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** Fields of one response name that are selected of objects of one type. */
export interface SelectedField {
  readonly parent: GraphQLCompositeType;
  readonly nodes: readonly [FieldNode, ...FieldNode[]];
}

/** Where selections are collected. */
export interface SelectionScope {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode | undefined>>;
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Whether `@skip` and `@include` leave a selection in.
 *
 * @throws GraphQLError for a variable that is null.
 */
export function isIncluded(
  node: SelectionNode,
  variables: Readonly<Record<string, unknown>>,
): boolean {
  if (node.directives === undefined || node.directives.length === 0) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false;
}

/**
 * The fields that are executed of selections, those of the same response name together. Of an abstract type they
 * are divided by the type conditions of their fragments, because its objects are not known yet.
 */
export function collectSelected(
  parent: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
  scope: SelectionScope,
): readonly SelectedField[] {
  const collected = new Map<
    string,
    SelectedField & { readonly nodes: [FieldNode, ...FieldNode[]] }
  >();
  const spread = new Set<string>();
  const collect = (type: GraphQLCompositeType, { selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (!isExecuted(selection, scope)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = `${type.name}.${(selection.alias ?? selection.name).value}`;
        const before = collected.get(key);
        if (before === undefined) collected.set(key, { parent: type, nodes: [selection] });
        else before.nodes.push(selection);
        continue;
      }
      const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
      const fragment = isSpread ? scope.fragments[selection.name.value] : selection;
      if (fragment === undefined) continue;
      const narrowed = narrow(type, fragment.typeCondition?.name.value, scope.schema);
      if (narrowed === undefined) continue;
      if (isSpread) {
        const key = `${narrowed.name} ${selection.name.value}`;
        if (spread.has(key)) continue;
        spread.add(key);
      }
      collect(narrowed, fragment.selectionSet);
    }
  };
  for (const set of sets) collect(parent, set);
  return [...collected.values()];
}

function isExecuted(node: SelectionNode, { variables }: SelectionScope): boolean {
  try {
    return isIncluded(node, variables);
  } catch {
    // Execution reports it.
    return true;
  }
}

/** The type of the objects that a fragment applies to; undefined if it applies to none of this type. */
function narrow(
  type: GraphQLCompositeType,
  name: string | undefined,
  schema: GraphQLSchema,
): GraphQLCompositeType | undefined {
  const condition = name === undefined ? type : schema.getType(name);
  if (condition === type || !isCompositeType(condition)) return type;
  if (isAbstractType(condition) && !isAbstractType(type)) {
    return schema.isSubType(condition, type) ? type : undefined;
  }
  return isObjectType(type) ? undefined : condition;
}
