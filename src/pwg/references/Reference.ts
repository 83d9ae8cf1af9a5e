import { usageError } from '../PwgError.js';

/** Types that a number can refer to. */
export const NUMBERED_TYPES = ['patch', 'series', 'cover', 'bundle'] as const;

/** One of {@link NUMBERED_TYPES}. */
export type NumberedType = (typeof NUMBERED_TYPES)[number];

/** A reference to an object on the command line. */
export type Reference = { readonly text: string } & (
  | {
      readonly kind: 'number';
      readonly type: NumberedType;
      /** Undefined: the default instance. */
      readonly instance: string | undefined;
      readonly number: number;
    }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'messageId'; readonly messageId: string }
);

const NUMBERED = /^(?:([a-z][a-z0-9-]*)\/)??(?:(patch|series|cover|bundle)\/)?#?(\d{1,10})$/;
const MAX_NUMBER = 2 ** 31 - 1;

/**
 * Parses a reference: a number (`123`, `series/45`, `kernel/123`, `kernel/series/45`), the URL of an object or of
 * its mail in an archive, or a Message-ID with or without brackets.
 *
 * @param type of numbers that do not include a type.
 * @throws PwgError for anything else.
 */
export function parseReference(text: string, type: NumberedType): Reference {
  const trimmed = text.trim();
  if (/^https?:\/\//i.test(trimmed)) return { text, kind: 'url', url: trimmed };
  const [, instance, named, digits] = NUMBERED.exec(trimmed) ?? [];
  if (digits !== undefined) {
    const number = Number(digits);
    if (number < 1 || number > MAX_NUMBER)
      throw usageError(`"${text}" is not the number of an object`);
    return { text, kind: 'number', type: typeNamed(named) ?? type, instance, number };
  }
  const messageId = trimmed.replace(/^(?:id:|mid:)/i, '').replace(/^<(.*)>$/, '$1');
  if (/^[^\s<>]+@[^\s<>]+$/.test(messageId)) {
    return { text, kind: 'messageId', messageId };
  }
  throw usageError(
    `"${text}" is not a reference; use a number (123, series/45, kernel/123), a URL, or a Message-ID`,
  );
}

function typeNamed(name: string | undefined): NumberedType | undefined {
  return NUMBERED_TYPES.find((known) => known === name);
}
