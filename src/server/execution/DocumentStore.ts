import { createHash } from 'node:crypto';
import {
  GraphQLError,
  Kind,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValidationRule,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { GatewayError } from '../../errors.js';
import { judgeDocument, type DocumentLimits } from './judgeDocument.js';
import { OperationPlan } from './OperationPlan.js';
import type { Variables } from './readVariables.js';
import { schemaOf, type Schemas } from './schemaOf.js';
import { Refusal, refusalOf, withCode, withoutSuggestion } from './Refusal.js';

/** A document that is within its bounds and valid. */
export interface PreparedDocument {
  /** The one that it is valid in. */
  readonly schema: GraphQLSchema;
  /** SHA-256 of its text, in hexadecimal digits. */
  readonly hash: string;
  readonly document: DocumentNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Number of its selections, and its length in units of selections. */
  readonly weight: number;
  /** Plans of its operations without variables, as far as they were executed. */
  readonly plans: Map<OperationDefinitionNode, OperationPlan>;
}

export interface DocumentStoreOptions extends Schemas {
  /** Whether documents may ask for the schema. */
  readonly introspection: boolean;
  readonly limits: DocumentLimits & {
    /** Maximum total selections and planned fields of cached documents; 0 disables the cache. */
    readonly maxCompiledSelections: number;
  };
}

/** Characters of a text that weigh as much as one selection: arguments and values take memory, too. */
const CHARACTERS_PER_SELECTION = 8;

/** How graphql-js says so (language/parser.js); it has no code for it. */
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more tha[tn] \d+ tokens/;

/** graphql-js's own rule does not say who forbids it. */
const refuseIntrospection: ValidationRule = (context) => ({
  Field: (node) => {
    const { value } = node.name;
    // The SDL of a subgraph is its schema.
    if (value !== '__schema' && value !== '__type' && value !== '_service') return;
    context.reportError(
      new GraphQLError(
        `Introspection is disabled in this gateway: ${value} (graphql.introspection is false)`,
        { nodes: node },
      ),
    );
  },
});

/** Parses, bounds and validates documents, and keeps those that are sent again and again. */
export class DocumentStore {
  readonly #cached: LRUCache<string, PreparedDocument> | undefined;
  readonly #rules;

  readonly #options: DocumentStoreOptions;

  constructor(options: DocumentStoreOptions) {
    this.#options = options;
    const { maxCompiledSelections } = options.limits;
    // LRUCache takes 0 for no bound.
    if (maxCompiledSelections > 0) this.#cached = new LRUCache({ maxSize: maxCompiledSelections });
    this.#rules = options.introspection ? specifiedRules : [...specifiedRules, refuseIntrospection];
  }

  /** Total selections and planned fields of the cached documents. */
  get cachedSelections(): number {
    return this.#cached?.calculatedSize ?? 0;
  }

  /**
   * @param text of the document.
   * @throws Refusal for a text that is not GraphQL, exceeds a limit, or does not fit the schema.
   */
  prepare(text: string): PreparedDocument {
    const hash = createHash('sha256').update(text).digest('hex');
    const cached = this.#cached?.get(hash);
    if (cached !== undefined) return cached;
    const { document, schema, selections } = this.#check(text);
    const weight = selections + Math.ceil(text.length / CHARACTERS_PER_SELECTION);
    const fragments = fragmentsOf(document);
    const prepared = { schema, hash, document, fragments, weight, plans: new Map() };
    this.#cached?.set(hash, prepared, { size: weight });
    return prepared;
  }

  /** The plan of an operation. One without variables is planned once, as long as its document is cached. */
  planOf(
    { schema, fragments, plans }: PreparedDocument,
    operation: OperationDefinitionNode,
    variables: Variables,
  ): OperationPlan {
    const known = plans.get(operation);
    if (known !== undefined) return known;
    const plan = new OperationPlan({ schema, operation, fragments, variables });
    if (!operation.variableDefinitions?.length) plans.set(operation, plan);
    return plan;
  }

  /** Counts the fields that executions have planned, which stay in memory with the document. */
  countPlans(prepared: PreparedDocument): void {
    const { hash, plans } = prepared;
    let size = prepared.weight;
    for (const plan of plans.values()) size += plan.size;
    const cached = this.#cached?.info(hash);
    if (cached?.value !== prepared || cached.size === size) return;
    // An entry that is set to the same value keeps its size.
    this.#cached?.delete(hash);
    this.#cached?.set(hash, prepared, { size });
  }

  #check(text: string): { document: DocumentNode; schema: GraphQLSchema; selections: number } {
    try {
      const document = this.#parse(text);
      const { errors, selections } = judgeDocument(document, this.#options.limits);
      if (errors.length > 0) throw new Refusal(errors);
      const schema = schemaOf(document, this.#options);
      const faults = validate(schema, document, this.#rules);
      if (faults.length === 0) return { document, schema, selections };
      const shown = this.#options.introspection ? faults : faults.map(withoutSuggestion);
      throw new Refusal(shown.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED')));
    } catch (error) {
      // Thousands of levels of values or of fragments are more than the stack can hold.
      if (error instanceof RangeError)
        throw boundRefusal('maxDepth', 'levels', this.#options.limits);
      throw error;
    }
  }

  #parse(text: string): DocumentNode {
    const { maxTokens } = this.#options.limits;
    try {
      return parse(text, { maxLexicalTokens: maxTokens });
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      if (!TOO_MANY_TOKENS.test(error.message)) {
        throw new Refusal([withCode(error, 'GRAPHQL_PARSE_FAILED')]);
      }
      throw boundRefusal('maxTokens', 'tokens', this.#options.limits);
    }
  }
}

function boundRefusal(
  limit: 'maxDepth' | 'maxTokens',
  unit: string,
  limits: DocumentLimits,
): Refusal {
  const maximum = limits[limit];
  return refusalOf(
    new GatewayError(
      `The document has more than ${String(maximum)} ${unit} (limits.${limit}); request less at once`,
      { code: 'QUERY_TOO_EXPENSIVE', limit, maximum },
    ),
  );
}

function fragmentsOf(document: DocumentNode): Readonly<Record<string, FragmentDefinitionNode>> {
  const fragments = Object.create(null) as Record<string, FragmentDefinitionNode>;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}
