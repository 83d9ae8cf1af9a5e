import { getNamedType, isInputObjectType, isObjectType, type GraphQLSchema } from 'graphql';
import { BadUserInputError } from '../errors.js';
import { controlCharacterIn, type Blanks } from '../patchwork/controlCharacters.js';

/** Arguments that people paste into: search reads line breaks as blanks, addresses lose them. */
const PASTED: ReadonlySet<string> = new Set([
  'Query.search(query:)',
  'Query.resource(url:)',
  'Query.person(email:)',
]);

/** Types of arguments that are text. Ids have a form of their own, so that a bad one is told alone. */
const TEXT_TYPES: ReadonlySet<string> = new Set(['String', 'EmailAddress', 'URL']);

/**
 * Makes every field refuse control characters in its arguments, before it asks any server. Mutations
 * tell it in their payloads instead, as all that is wrong with what is to be written.
 *
 * @param schema is changed in place.
 */
export function refuseControlCharacters(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type === schema.getMutationType()) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      const texts = field.args.flatMap(({ name, type: argumentType }) => {
        const named = getNamedType(argumentType);
        if (!isInputObjectType(named) && !TEXT_TYPES.has(named.name)) return [];
        const isPasted = PASTED.has(`${type.name}.${field.name}(${name}:)`);
        return [[name, isPasted ? 'LINES_AND_TABS' : 'SPACES_ONLY'] as const];
      });
      if (resolve === undefined || texts.length === 0) continue;
      field.resolve = (root, args: Readonly<Record<string, unknown>>, context, info) => {
        for (const [name, blanks] of texts) requirePlain(args[name], name, blanks);
        return resolve(root, args, context, info);
      };
    }
  }
  return schema;
}

/** @throws BadUserInputError that names the argument: `filter.q`. */
function requirePlain(value: unknown, argument: string, blanks: Blanks): void {
  if (typeof value === 'string') {
    const fault = controlCharacterIn(value, blanks);
    if (fault === undefined) return;
    throw new BadUserInputError(`${argument}: ${fault}, which no server accepts; remove it`, {
      argument,
    });
  }
  if (Array.isArray(value)) {
    for (const one of value) requirePlain(one, argument, blanks);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, one] of Object.entries(value)) {
      // Words are divided by blanks of any kind, here and at Patchwork.
      requirePlain(one, `${argument}.${name}`, name === 'q' ? 'LINES_AND_TABS' : blanks);
    }
  }
}
