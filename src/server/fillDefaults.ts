import {
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  typeFromAST,
  valueFromASTUntyped,
  type GraphQLInputType,
  type GraphQLSchema,
  type VariableDefinitionNode,
} from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

/**
 * Variables with their defaults, and with those of input fields that were left out: graphql-jit takes a
 * variable such as `$first: Int! = 30` or a field such as `field: PatchOrderField! = DATE` for missing,
 * although its default is written there. Values themselves stay as the client sent them; graphql-jit
 * parses them.
 */
export function fillDefaults(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  variables: Variables,
): Record<string, unknown> {
  // Without a prototype: a variable may be called "constructor".
  const filled = Object.assign(Object.create(null) as Record<string, unknown>, variables);
  for (const { variable, type: node, defaultValue } of definitions) {
    const type = typeFromAST(schema, node);
    const { value: name } = variable.name;
    if (filled[name] === undefined && defaultValue !== undefined) {
      filled[name] = valueFromASTUntyped(defaultValue);
    }
    if (type !== undefined && isInputType(type) && filled[name] !== undefined) {
      filled[name] = fill(type, filled[name]);
    }
  }
  return filled;
}

function fill(type: GraphQLInputType, value: unknown): unknown {
  if (isNonNullType(type)) return fill(type.ofType, value);
  if (isListType(type)) {
    const ofType = type.ofType;
    return Array.isArray(value) ? value.map((item) => fill(ofType, item)) : fill(ofType, value);
  }
  if (!isInputObjectType(type) || typeof value !== 'object' || value === null) return value;
  const filled: Record<string, unknown> = { ...value };
  for (const { name, type: fieldType, defaultValue } of Object.values(type.getFields())) {
    if (filled[name] !== undefined) filled[name] = fill(fieldType, filled[name]);
    // Enums and scalars of this schema have the same value inside as outside.
    else if (defaultValue !== undefined) filled[name] = defaultValue;
  }
  return filled;
}
