import { TEXT_FIELDS, type MailFields, type NamedText, type TextField } from './IndexedMail.js';
import { BORDER, headerTokens, tokensOf, tokenText } from './tokens.js';

const JOINED = ` ${BORDER} `;

/** The texts of each field as an engine indexes them, in the order of `TEXT_FIELDS`. */
export function indexedTexts(fields: MailFields): readonly string[] {
  return TEXT_FIELDS.map((field) => indexedText(fields, field));
}

/** The tokens of each text of a field; phrases match within one text. */
export function fieldTokens(fields: MailFields, field: TextField): readonly (readonly string[])[] {
  if (field === 'h') return fields.h.map(({ name, value }) => headerTokens(name, value));
  return textsOf(fields, field).map((text) => tokensOf(text));
}

function indexedText(fields: MailFields, field: TextField): string {
  if (field === 'h') {
    return fields.h.map(({ name, value }) => headerTokens(name, value).join(' ')).join(JOINED);
  }
  const texts = textsOf(fields, field);
  const [only = ''] = texts;
  return texts.length <= 1 ? tokenText(only) : texts.map(tokenText).join(JOINED);
}

/** The texts of a field as they are in the mail. */
export function textsOf(fields: MailFields, field: Exclude<TextField, 'h'>): readonly string[] {
  if (field === 'tr') return fields.tr.map(nameAndValue);
  const value = fields[field];
  return typeof value === 'string' ? [value] : value;
}

function nameAndValue({ name, value }: NamedText): string {
  return `${name}: ${value}`;
}
