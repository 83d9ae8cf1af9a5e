import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isInterfaceType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import type { Random } from './Random.js';

/** One generated operation. */
export interface GeneratedOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Values for arguments by name: valid ones, invalid ones, and some that match nothing. */
export type ValuePools = Readonly<Record<string, readonly unknown[]>>;

/** Times of reading, which differ between executions like volatile fields. */
const READING_TIMES = new Set(['fetchedAt', 'lastSeenAt']);

const MAX_DEPTH = 7;
const MAX_SELECTIONS = 70;

/**
 * Generates operations over a whole schema: aliases, fields that are selected several times, fragments named and
 * inline on objects, interfaces and unions, `@skip` and `@include` by literals and variables, arguments by
 * literals and variables that are sent, null or omitted, with and without defaults. Some are invalid.
 */
export class DocumentGenerator {
  #fragments = new Map<string, { readonly type: GraphQLCompositeType; text: string | undefined }>();
  #variables = new Map<string, { readonly definition: string; readonly value: unknown }>();
  #selections = 0;
  #aliases = 0;

  readonly #schema: GraphQLSchema;
  readonly #random: Random;
  readonly #pools: ValuePools;

  constructor(schema: GraphQLSchema, random: Random, pools: ValuePools) {
    this.#schema = schema;
    this.#random = random;
    this.#pools = pools;
  }

  generate(): GeneratedOperation {
    this.#fragments = new Map();
    this.#variables = new Map();
    this.#selections = 0;
    this.#aliases = 0;
    const root = this.#schema.getQueryType();
    if (root == null) throw new Error('the schema has no queries');
    const selection = this.#selectionSet(root, 0);
    const variables: Record<string, unknown> = {};
    const definitions: string[] = [];
    for (const [name, { definition, value }] of this.#variables) {
      definitions.push(definition);
      if (value !== undefined) variables[name] = value;
    }
    const head = definitions.length === 0 ? 'query' : `query (${definitions.join(', ')})`;
    const fragments = [...this.#fragments].map(
      ([name, { type, text }]) => `fragment ${name} on ${type.name} ${text ?? '{ __typename }'}`,
    );
    return { query: [`${head} ${selection}`, ...fragments].join('\n'), variables };
  }

  #selectionSet(type: GraphQLCompositeType, depth: number): string {
    const count = 1 + this.#random.below(depth === 0 ? 3 : 5);
    const parts: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const part = this.#selection(type, depth);
      parts.push(part);
      // The same once more, or with another condition: this is where executors differ.
      if (this.#random.chance(0.15)) parts.push(part);
    }
    if (!parts.some((part) => part !== '')) parts.push('__typename');
    return `{ ${parts.filter((part) => part !== '').join(' ')} }`;
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    this.#selections += 1;
    if (this.#selections > MAX_SELECTIONS) return '__typename';
    if (depth > 0 && this.#random.chance(0.2)) return this.#inlineFragment(type, depth);
    if (depth > 0 && this.#random.chance(0.2)) return this.#spread(type, depth);
    if (this.#random.chance(0.08)) return `__typename ${this.#directives()}`;
    const fields = fieldsOf(type).filter(
      (field) =>
        !READING_TIMES.has(field.name) &&
        !isVolatile(field) &&
        (depth < MAX_DEPTH || !isCompositeType(getNamedType(field.type))),
    );
    if (fields.length === 0) return this.#inlineFragment(type, depth);
    return this.#field(this.#random.pick(fields), depth);
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const args = field.args.flatMap((argument) => this.#argument(argument));
    const needsAlias = args.length > 0 || this.#random.chance(0.15);
    const alias = needsAlias ? `${this.#alias(args.length > 0)}: ` : '';
    const written = args.length === 0 ? '' : `(${args.join(', ')})`;
    const type = getNamedType(field.type);
    const below = isCompositeType(type) ? ` ${this.#selectionSet(type, depth + 1)}` : '';
    return `${alias}${field.name}${written} ${this.#directives()}${below}`;
  }

  #alias(isUnique: boolean): string {
    if (!isUnique) return this.#random.pick(['same', 'other', '__proto__', 'constructor']);
    this.#aliases += 1;
    return `a${String(this.#aliases)}`;
  }

  #inlineFragment(type: GraphQLCompositeType, depth: number): string {
    const on = this.#conditionFor(type);
    if (depth > MAX_DEPTH) return '__typename';
    const condition = on === type && this.#random.chance(0.4) ? '' : ` on ${on.name}`;
    return `...${condition} ${this.#directives()} ${this.#selectionSet(on, depth + 1)}`;
  }

  #spread(type: GraphQLCompositeType, depth: number): string {
    const known = [...this.#fragments].filter(
      ([, { type: on, text }]) => text !== undefined && this.#mayApply(type, on),
    );
    const [name] = known.length > 0 && this.#random.chance(0.6) ? this.#random.pick(known) : [];
    if (name !== undefined) return `...${name} ${this.#directives()}`;
    const on = this.#conditionFor(type);
    const fresh = `F${String(this.#fragments.size)}`;
    const fragment: { type: GraphQLCompositeType; text: string | undefined } = {
      type: on,
      text: undefined,
    };
    this.#fragments.set(fresh, fragment);
    fragment.text = this.#selectionSet(on, depth + 1);
    return `...${fresh} ${this.#directives()}`;
  }

  #conditionFor(type: GraphQLCompositeType): GraphQLCompositeType {
    const others = Object.values(this.#schema.getTypeMap())
      .filter(isCompositeType)
      .filter((one) => !one.name.startsWith('__') && this.#mayApply(type, one));
    return this.#random.chance(0.4) || others.length === 0 ? type : this.#random.pick(others);
  }

  #mayApply(parent: GraphQLCompositeType, on: GraphQLCompositeType): boolean {
    if (parent === on) return true;
    const typesOf = (type: GraphQLCompositeType) =>
      isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [type];
    const possible = new Set(typesOf(parent));
    return typesOf(on).some((type) => possible.has(type));
  }

  #directives(): string {
    let text = '';
    for (const name of ['skip', 'include']) {
      if (!this.#random.chance(0.12)) continue;
      const condition = this.#random.chance(0.5)
        ? String(this.#random.chance(0.5))
        : `$${this.#booleanVariable()}`;
      text += `@${name}(if: ${condition}) `;
    }
    return text;
  }

  #booleanVariable(): string {
    const [name, definition, value] = this.#random.pick<readonly [string, string, unknown]>([
      ['yes', '$yes: Boolean!', true],
      ['no', '$no: Boolean!', false],
      ['unsent', '$unsent: Boolean! = true', undefined],
      ['changed', '$changed: Boolean! = true', false],
      ['nulled', '$nulled: Boolean = false', this.#random.chance(0.1) ? null : true],
    ]);
    if (!this.#variables.has(name)) this.#variables.set(name, { definition, value });
    return name;
  }

  #argument(argument: GraphQLArgument): string[] {
    const isRequired = isNonNullType(argument.type) && argument.defaultValue === undefined;
    if (!isRequired && this.#random.chance(argument.name === 'first' ? 0.1 : 0.6)) return [];
    const value = this.#value(argument.type, argument.name, 0);
    if (value === undefined) return [];
    if (!this.#random.chance(0.4)) return [`${argument.name}: ${literal(value, argument.type)}`];
    const name = `v${String(this.#variables.size)}`;
    const nullable = getNullableType(argument.type);
    const choice = this.#random.next();
    const type = isRequired || choice < 0.3 ? String(argument.type) : String(nullable);
    const isNonNull = type.endsWith('!');
    const standard = this.#random.chance(0.3) ? ` = ${literal(value, argument.type)}` : '';
    const sent =
      choice < 0.7 || (isNonNull && standard === '')
        ? value
        : choice < 0.85 && !isNonNull
          ? null
          : undefined;
    this.#variables.set(name, { definition: `$${name}: ${type}${standard}`, value: sent });
    return [`${argument.name}: $${name}`];
  }

  #value(type: GraphQLInputType, name: string, depth: number): unknown {
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      const length = 1 + this.#random.below(2);
      return Array.from({ length }, () => this.#value(nullable.ofType, name, depth));
    }
    if (isInputObjectType(nullable)) {
      const fields = Object.values(nullable.getFields()).filter(
        (field) => isNonNullType(field.type) || this.#random.chance(0.25),
      );
      const entries = fields.map(
        (field) => [field.name, this.#value(field.type, field.name, depth + 1)] as const,
      );
      return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
    }
    if (isEnumType(nullable)) return this.#random.pick(nullable.getValues()).name;
    const pool = this.#pools[name] ?? this.#pools[nullable.name];
    return pool === undefined ? undefined : this.#random.pick(pool);
  }
}

/** Whether everything that can be selected in a field is volatile. */
function isVolatile(field: GraphQLField<unknown, unknown>): boolean {
  const type = getNamedType(field.type);
  const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
  return (
    field.extensions.isVolatile === true ||
    (fields.length > 0 && fields.every(({ extensions }) => extensions.isVolatile === true))
  );
}

function fieldsOf(type: GraphQLCompositeType): readonly GraphQLField<unknown, unknown>[] {
  return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
}

/** A value as a GraphQL literal. */
function literal(value: unknown, type: GraphQLInputType): string {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const values = Array.isArray(value) ? value : [value];
    return `[${values.map((one) => literal(one, nullable.ofType)).join(', ')}]`;
  }
  if (isInputObjectType(nullable) && typeof value === 'object' && value !== null) {
    const fields = nullable.getFields();
    const parts = Object.entries(value).flatMap(([name, one]) => {
      const field = fields[name];
      return field === undefined ? [] : [`${name}: ${literal(one, field.type)}`];
    });
    return `{${parts.join(', ')}}`;
  }
  return isEnumType(nullable) ? String(value) : JSON.stringify(value);
}
