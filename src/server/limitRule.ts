import {
  GraphQLError,
  Kind,
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { GatewayError } from '../errors.js';

/** Bounds of one operation's text. */
export interface DocumentLimits {
  /** Levels of fields, counted from the root. */
  readonly maxDepth: number;
  /** Aliases, counted as often as their fragment is used. */
  readonly maxAliases: number;
  /** Directives, counted as often as their fragment is used. */
  readonly maxDirectives: number;
  /**
   * Tokens of a document; fields and spreads may not be more either once fragments are written out.
   * A few dozen fragments that spread each other twice come to billions.
   */
  readonly maxTokens: number;
}

/** What one operation, or one fragment with all that it spreads, comes to. */
interface Measure {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  /** Fields and spreads, with every fragment written out where it is spread. */
  readonly selections: number;
}

const NOTHING: Measure = { depth: 0, aliases: 0, directives: 0, selections: 0 };

/**
 * A validation rule that refuses operations which are deeper or have more aliases or directives
 * than allowed. It runs once for each document, not for each request: Apollo Server keeps what it
 * has validated. Each fragment is measured once, so that fragments which spread one another do no
 * harm. What introspection asks for is not counted: graphql-js bounds its depth itself
 * (MaxIntrospectionDepthRule), and what GraphiQL sends is deep.
 */
export function createLimitRule(limits: DocumentLimits): ValidationRule {
  return (context: ValidationContext): ASTVisitor => ({
    Document: (document: DocumentNode) => {
      const measureOf = createMeasure(document);
      for (const definition of document.definitions) {
        if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
        for (const error of judge(definition, measureOf(definition), limits)) {
          context.reportError(error);
        }
      }
    },
  });
}

function judge(
  operation: OperationDefinitionNode,
  { depth, aliases, directives, selections }: Measure,
  { maxDepth, maxAliases, maxDirectives, maxTokens }: DocumentLimits,
): GraphQLError[] {
  const name = operation.name === undefined ? 'The operation' : `"${operation.name.value}"`;
  const refuse = (limit: string, has: string, maximum: number): GraphQLError => {
    const message = `${name} has ${has}, and ${String(maximum)} are allowed (limits.${limit})`;
    const originalError = new GatewayError(message, {
      code: 'QUERY_TOO_EXPENSIVE',
      limit,
      maximum,
    });
    return new GraphQLError(message, { nodes: operation, originalError });
  };
  return [
    ...(depth > maxDepth ? [refuse('maxDepth', `${String(depth)} levels`, maxDepth)] : []),
    ...(aliases > maxAliases
      ? [refuse('maxAliases', `${String(aliases)} aliases`, maxAliases)]
      : []),
    ...(directives > maxDirectives
      ? [refuse('maxDirectives', `${String(directives)} directives`, maxDirectives)]
      : []),
    ...(selections > maxTokens
      ? [refuse('maxTokens', 'too many fields in its fragments', maxTokens)]
      : []),
  ];
}

function createMeasure(document: DocumentNode): (operation: OperationDefinitionNode) => Measure {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  const measured = new Map<string, Measure>();

  const ofFragment = (name: string): Measure => {
    const known = measured.get(name);
    if (known !== undefined) return known;
    // A fragment that spreads itself is another rule's to refuse; here it must only end.
    measured.set(name, NOTHING);
    const fragment = fragments.get(name);
    if (fragment === undefined) return NOTHING;
    const measure = withDirectives(ofSelections(fragment.selectionSet), fragment.directives);
    measured.set(name, measure);
    return measure;
  };
  const ofSelections = ({ selections }: SelectionSetNode): Measure =>
    selections.map(ofSelection).reduce(
      (sum, one) => ({
        depth: Math.max(sum.depth, one.depth),
        aliases: sum.aliases + one.aliases,
        directives: sum.directives + one.directives,
        selections: sum.selections + one.selections + 1,
      }),
      NOTHING,
    );
  const ofSelection = (selection: SelectionNode): Measure => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      return withDirectives(ofFragment(selection.name.value), selection.directives);
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return withDirectives(ofSelections(selection.selectionSet), selection.directives);
    }
    const isIntrospection = selection.name.value.startsWith('__');
    const below =
      selection.selectionSet === undefined || isIntrospection
        ? NOTHING
        : ofSelections(selection.selectionSet);
    const field = {
      ...below,
      depth: below.depth + 1,
      aliases: below.aliases + (selection.alias === undefined ? 0 : 1),
    };
    return withDirectives(field, selection.directives);
  };
  return ({ selectionSet, directives }) => withDirectives(ofSelections(selectionSet), directives);
}

function withDirectives(measure: Measure, directives: readonly unknown[] = []): Measure {
  if (directives.length === 0) return measure;
  return { ...measure, directives: measure.directives + directives.length };
}
