import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** Literals of arguments, by `Type.field(argument:)` or by the argument's name. */
export type ArgumentLiterals = Readonly<Record<string, string>>;

/** Fields that return objects which other fields return as well. */
const AGAIN: ReadonlySet<string> = new Set(['Query.node', 'Query.nodes']);

/** A path from Query to objects of a type. */
export interface FieldPath {
  /** Builds the document that selects these fields of the objects. */
  documentOf(selection: string): string;
  readonly type: GraphQLObjectType;
  /** Whether a field on the path states the cost of this field below it (`whenSelected`). */
  isStated(fieldName: string): boolean;
}

interface Step {
  readonly type: GraphQLObjectType;
  readonly parent: Step | undefined;
  /** The field through which the parent returns it. */
  readonly field?: GraphQLField<unknown, unknown>;
  /** `patches(first: 2) { ... on Patch `, which requires as many closing braces. */
  readonly opening: string;
}

/**
 * Finds paths to every type: the shortest one for each field that returns it, up to a number. Objects
 * reached in different ways have different data loaded, so a field can cost nothing on one path and a
 * request on another.
 */
export function findFieldPaths(
  schema: GraphQLSchema,
  literals: ArgumentLiterals,
  maxPathsPerType: number,
): ReadonlyMap<string, readonly FieldPath[]> {
  const found = new Map<string, Step[]>();
  const root = schema.getQueryType();
  if (root == null) return new Map();
  const edges = new Set<string>();
  let steps: Step[] = [{ type: root, parent: undefined, opening: '{ ' }];
  found.set(root.name, steps);
  while (steps.length > 0) {
    const next: Step[] = [];
    for (const step of steps) {
      for (const field of Object.values(step.type.getFields())) {
        if (AGAIN.has(`${step.type.name}.${field.name}`) || field.name === 'edges') continue;
        for (const type of objectTypesOf(schema, field)) {
          const edge = `${step.type.name}.${field.name} ${type.name}`;
          const known = found.get(type.name) ?? [];
          if (known.length >= maxPathsPerType || edges.has(edge) || isInside(step, type)) continue;
          const written = writeField(step.type, field, literals);
          if (written === undefined) continue;
          edges.add(edge);
          const condition = isObjectType(getNamedType(field.type)) ? '' : `... on ${type.name} { `;
          const below = { type, parent: step, field, opening: `${written} { ${condition}` };
          found.set(type.name, [...known, below]);
          next.push(below);
        }
      }
    }
    steps = next;
  }
  return new Map(Array.from(found, ([name, ways]) => [name, ways.map(toPath)]));
}

/** A field with a minimal selection; undefined if an argument is not known. */
export function writeWholeField(
  parent: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  literals: ArgumentLiterals,
): string | undefined {
  const written = writeField(parent, field, literals);
  const type = getNamedType(field.type);
  if (written === undefined || !isCompositeType(type)) return written;
  const needed = field.extensions.upstreamCosts?.find((cost) => cost.whenSelected)
    ?.whenSelected?.[0];
  const inner = needed === undefined || !isObjectType(type) ? undefined : type.getFields()[needed];
  if (inner !== undefined && isLeafType(getNamedType(inner.type)))
    return `${written} { ${inner.name} }`;
  return `${written} { ${type.name.endsWith('Connection') ? 'nodes { __typename }' : '__typename'} }`;
}

function writeField(
  parent: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  literals: ArgumentLiterals,
): string | undefined {
  const args: string[] = [];
  for (const argument of field.args) {
    const own = literals[`${parent.name}.${field.name}(${argument.name}:)`];
    const isNeeded = isRequiredArgument(argument) || argument.name === 'first';
    const literal = own ?? (isNeeded ? literals[argument.name] : undefined);
    if (literal !== undefined) args.push(`${argument.name}: ${literal}`);
    else if (isRequiredArgument(argument)) return undefined;
  }
  return args.length === 0 ? field.name : `${field.name}(${args.join(', ')})`;
}

function objectTypesOf(
  schema: GraphQLSchema,
  field: GraphQLField<unknown, unknown>,
): readonly GraphQLObjectType[] {
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return [];
  return isObjectType(type) ? [type] : possibleTypes(schema, type);
}

function possibleTypes(
  schema: GraphQLSchema,
  type: GraphQLCompositeType,
): readonly GraphQLObjectType[] {
  return isInterfaceType(type) || !isObjectType(type) ? schema.getPossibleTypes(type) : [type];
}

function isInside(step: Step | undefined, type: GraphQLObjectType): boolean {
  for (let at = step; at !== undefined; at = at.parent) if (at.type === type) return true;
  return false;
}

function toPath(last: Step): FieldPath {
  let opening = '';
  for (let at: Step | undefined = last; at !== undefined; at = at.parent) {
    opening = at.opening + opening;
  }
  const depth = opening.split('{').length - opening.split('}').length;
  return {
    type: last.type,
    isStated: (fieldName) => {
      let name = fieldName;
      for (let at: Step | undefined = last; at?.field !== undefined; at = at.parent) {
        const costs = at.field.extensions.upstreamCosts ?? [];
        if (costs.some(({ whenSelected }) => whenSelected?.includes(name))) return true;
        name = at.field.name;
      }
      return false;
    },
    documentOf: (selection) => opening + selection + ' }'.repeat(depth),
  };
}
