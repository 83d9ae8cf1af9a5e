import {
  GraphQLError,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { GatewayError } from '../../errors.js';

/** Bounds of one operation's text. */
export interface DocumentLimits {
  /** Tokens of a document; checked while it is parsed. */
  readonly maxTokens: number;
  /** Levels of fields, counted from the root; introspection has a separate rule in graphql-js. */
  readonly maxDepth: number;
  /** Aliases, counted as often as their fragment is spread. */
  readonly maxAliases: number;
  /** Directives, counted as often as their fragment is spread. */
  readonly maxDirectives: number;
  /** Fields and fragments, with every fragment written out where it is spread. */
  readonly maxSelections: number;
}

/** The verdict on a document. */
export interface DocumentVerdict {
  /** Why the document is refused; empty where it is within its bounds. */
  readonly errors: readonly GraphQLError[];
  /** Selections of all operations, written out. */
  readonly selections: number;
}

/**
 * Pairs of fields with one place in the answer that validation may compare: it compares each with each
 * other (OverlappingFieldsCanBeMergedRule), at every level above them. The rule has its own bound
 * (500,000 steps), beyond which it does not report the conflict; this bound is below it.
 */
const MAX_COMPARISONS = 200_000;

/**
 * Judges a document against its bounds before anything is done with it that takes time by more than its
 * length: validation too. Fragments are written out where they are spread, and those that no operation
 * spreads count by themselves. The work of judging is bounded by `maxSelections`.
 */
export function judgeDocument(document: DocumentNode, limits: DocumentLimits): DocumentVerdict {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  const errors: GraphQLError[] = [];
  const met = new Set<string>();
  const budget = { selections: 0, comparisons: 0 };
  const judge = (definition: OperationDefinitionNode | FragmentDefinitionNode): void => {
    if (budget.selections > limits.maxSelections) return;
    const walk = new DocumentWalk(fragments, budget, limits.maxSelections, met);
    walk.definition(definition);
    errors.push(...refusals(definition, walk, budget, limits));
  };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) judge(definition);
  }
  // Validation looks at fragments that nobody spreads, too.
  for (const [name, fragment] of fragments) if (!met.has(name)) judge(fragment);
  return { errors, selections: budget.selections };
}

/** Totals of all definitions of a document so far. */
interface Budget {
  selections: number;
  comparisons: number;
}

/** Fields of one place in the answer. */
interface Position {
  fields: number;
  readonly below: Map<string, Position>;
}

class DocumentWalk {
  depth = 0;
  aliases = 0;
  directives = 0;
  /** Fragments that are being written out: one that spreads itself is validation's to refuse. */
  readonly #open = new Set<string>();

  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #budget: Budget;
  readonly #maxSelections: number;
  /** Names of the fragments that are spread anywhere. */
  readonly #met: Set<string>;

  constructor(
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    budget: Budget,
    maxSelections: number,
    met: Set<string>,
  ) {
    this.#fragments = fragments;
    this.#budget = budget;
    this.#maxSelections = maxSelections;
    this.#met = met;
  }

  definition(definition: OperationDefinitionNode | FragmentDefinitionNode): void {
    this.directives += definition.directives?.length ?? 0;
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      this.#met.add(definition.name.value);
      this.#open.add(definition.name.value);
    }
    this.#selections(definition.selectionSet, { fields: 0, below: new Map() }, 0, false);
  }

  #selections(
    { selections }: SelectionSetNode,
    position: Position,
    level: number,
    isIntrospection: boolean,
  ): void {
    for (const selection of selections) {
      this.#budget.selections += 1;
      if (this.#budget.selections > this.#maxSelections) return;
      this.directives += selection.directives?.length ?? 0;
      if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        if (selection.alias !== undefined) this.aliases += 1;
        const isMeta = isIntrospection || name.startsWith('__');
        if (!isIntrospection) this.depth = Math.max(this.depth, level + 1);
        const here = fieldAt(position, selection.alias?.value ?? name);
        // Each further field is compared with those before it, once for each level above it.
        this.#budget.comparisons += here.fields * (level + 1);
        here.fields += 1;
        if (selection.selectionSet !== undefined) {
          this.#selections(selection.selectionSet, here, level + 1, isMeta);
        }
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        this.#selections(selection.selectionSet, position, level, isIntrospection);
      } else {
        this.#spread(selection.name.value, position, level, isIntrospection);
      }
    }
  }

  #spread(name: string, position: Position, level: number, isIntrospection: boolean): void {
    const fragment = this.#fragments.get(name);
    this.#met.add(name);
    if (fragment === undefined || this.#open.has(name)) return;
    this.directives += fragment.directives?.length ?? 0;
    this.#open.add(name);
    this.#selections(fragment.selectionSet, position, level, isIntrospection);
    this.#open.delete(name);
  }
}

function fieldAt({ below }: Position, key: string): Position {
  let position = below.get(key);
  if (position === undefined) below.set(key, (position = { fields: 0, below: new Map() }));
  return position;
}

function refusals(
  definition: OperationDefinitionNode | FragmentDefinitionNode,
  { depth, aliases, directives }: DocumentWalk,
  { selections, comparisons }: Budget,
  limits: DocumentLimits,
): GraphQLError[] {
  const { maxDepth, maxAliases, maxDirectives, maxSelections } = limits;
  const name = definition.name === undefined ? 'The operation' : `"${definition.name.value}"`;
  const refuse = (limit: string, has: string, maximum: number): GraphQLError => {
    const message = `${name} has ${has}, and ${String(maximum)} are allowed (limits.${limit})`;
    const originalError = new GatewayError(message, {
      code: 'QUERY_TOO_EXPENSIVE',
      limit,
      maximum,
    });
    return new GraphQLError(message, { nodes: definition, originalError });
  };
  if (selections > maxSelections) {
    const has = `more than ${String(maxSelections)} fields, with fragments expanded`;
    return [refuse('maxSelections', has, maxSelections)];
  }
  if (comparisons > MAX_COMPARISONS) {
    const has = 'too many fields of the same name in one place';
    return [refuse('maxSelections', has, maxSelections)];
  }
  return [
    ...(depth > maxDepth ? [refuse('maxDepth', `${String(depth)} levels`, maxDepth)] : []),
    ...(aliases > maxAliases
      ? [refuse('maxAliases', `${String(aliases)} aliases`, maxAliases)]
      : []),
    ...(directives > maxDirectives
      ? [refuse('maxDirectives', `${String(directives)} directives`, maxDirectives)]
      : []),
  ];
}
