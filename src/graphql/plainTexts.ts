import {
  getNamedType,
  isInputObjectType,
  isObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { BadUserInputError } from '../errors.js';
import { controlCharacterIn, type Blanks } from '../patchwork/controlCharacters.js';

/** Types of arguments that are text. Ids have their own format, so that an invalid one is reported by itself. */
const TEXT_TYPES: ReadonlySet<string> = new Set(['String', 'EmailAddress', 'URL']);

/**
 * Makes every field refuse control characters in its arguments, before it reads from any server; in
 * `@pasted` text, line breaks and tabs are accepted. Mutations report them in their payloads instead.
 *
 * @param schema is changed in place.
 */
export function refuseControlCharacters(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type === schema.getMutationType()) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      const texts = field.args.filter((argument) => {
        const named = getNamedType(argument.type);
        return isInputObjectType(named) || TEXT_TYPES.has(named.name);
      });
      if (resolve === undefined || texts.length === 0) continue;
      field.resolve = (root, args: Readonly<Record<string, unknown>>, context, info) => {
        for (const text of texts) requirePlain(args[text.name], text.name, text);
        return resolve(root, args, context, info);
      };
    }
  }
  return schema;
}

/** An argument, or a field of an input object. */
interface TextInput {
  readonly type: GraphQLInputType;
  readonly extensions: { readonly isPasted?: boolean };
}

/** @throws BadUserInputError that names the argument: `filter.q`. */
function requirePlain(value: unknown, argument: string, input: TextInput): void {
  if (typeof value === 'string') {
    const blanks: Blanks = input.extensions.isPasted === true ? 'LINES_AND_TABS' : 'SPACES_ONLY';
    const fault = controlCharacterIn(value, blanks);
    if (fault === undefined) return;
    throw new BadUserInputError(`${argument}: ${fault}, which no server accepts; remove it`, {
      argument,
    });
  }
  if (Array.isArray(value)) {
    for (const one of value) requirePlain(one, argument, input);
  } else if (typeof value === 'object' && value !== null) {
    const type = getNamedType(input.type);
    const fields = isInputObjectType(type) ? type.getFields() : {};
    for (const [name, one] of Object.entries(value)) {
      const field = fields[name];
      if (field !== undefined) requirePlain(one, `${argument}.${name}`, field);
    }
  }
}
