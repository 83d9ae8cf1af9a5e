import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

/**
 * Names of the fields that a query selects below the field being resolved, fragments included. A
 * field that a directive may leave out counts as selected.
 */
export function selectedFields(info: GraphQLResolveInfo): ReadonlySet<string> {
  return namesBelow(info, info.fieldNodes);
}

/** The same of the fields with this name that are selected below the field being resolved. */
export function fieldsBelow(info: GraphQLResolveInfo, name: string): ReadonlySet<string> {
  const nodes: FieldNode[] = [];
  visitFields(info, info.fieldNodes, (node) => {
    if (node.name.value === name) nodes.push(node);
  });
  return namesBelow(info, nodes);
}

function namesBelow(info: GraphQLResolveInfo, nodes: readonly FieldNode[]): ReadonlySet<string> {
  const names = new Set<string>();
  visitFields(info, nodes, (node) => names.add(node.name.value));
  return names;
}

function visitFields(
  info: GraphQLResolveInfo,
  nodes: readonly FieldNode[],
  onField: (node: FieldNode) => void,
): void {
  const visit = (selectionSet: SelectionSetNode | undefined): void => {
    for (const selection of selectionSet?.selections ?? []) {
      switch (selection.kind) {
        case Kind.FIELD:
          onField(selection);
          break;
        case Kind.INLINE_FRAGMENT:
          visit(selection.selectionSet);
          break;
        case Kind.FRAGMENT_SPREAD:
          visit(info.fragments[selection.name.value]?.selectionSet);
          break;
      }
    }
  };
  for (const node of nodes) visit(node.selectionSet);
}
