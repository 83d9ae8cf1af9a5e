import {
  separateOperations,
  visit,
  type DocumentNode,
  type OperationDefinitionNode,
} from 'graphql';

/**
 * Whether an operation spreads a fragment more than once and has directives, which may leave parts of
 * it out: graphql-jit takes the first of the spreads alone, also where that one is left out.
 */
export function repeatsFragments(
  document: DocumentNode,
  { name }: OperationDefinitionNode,
): boolean {
  const own = separateOperations(document)[name?.value ?? ''];
  if (own === undefined) return false;
  const spreads: string[] = [];
  const directives: string[] = [];
  visit(own, {
    Directive: ({ name: { value } }) => void directives.push(value),
    FragmentSpread: ({ name: { value } }) => void spreads.push(value),
  });
  return directives.length > 0 && new Set(spreads).size < spreads.length;
}
