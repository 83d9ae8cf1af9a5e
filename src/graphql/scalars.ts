import { GraphQLScalarType, Kind } from 'graphql';
import { BadUserInputError } from '../errors.js';
import { parseDateTime } from '../patchwork/dates.js';
import { messageIdForms } from '../mail/messageId.js';

/** A scalar that is text on both sides; `parse` reads input of clients. */
function textScalar(name: string, parse: (text: string) => string): GraphQLScalarType {
  const parseValue = (value: unknown): string => {
    if (typeof value === 'string') return parse(value);
    throw new BadUserInputError(`${name} must be a string`);
  };
  return new GraphQLScalarType({
    name,
    serialize: (value) => value,
    parseValue,
    parseLiteral: (node) => {
      if (node.kind === Kind.STRING) return parseValue(node.value);
      throw new BadUserInputError(`${name} must be a string`);
    },
  });
}

export const DateTime = textScalar('DateTime', parseDateTime);
/** Not decoded, because an id may contain such characters literally: {@link messageIdForms}. */
export const MessageID = textScalar('MessageID', (text) => {
  // Which archives there are is known from the projects of the instances, to the resolvers only.
  if (!/^\s*<?https?:\/\//i.test(text)) messageIdForms(text);
  return text.trim();
});
export const URL = textScalar('URL', (text) => text);
export const EmailAddress = textScalar('EmailAddress', (text) => text);
