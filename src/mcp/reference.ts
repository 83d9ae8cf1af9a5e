import { isDatabaseId } from '../databaseId.js';
import { BadUserInputError } from '../errors.js';

/** A position within a result: `t20000`. */
export const TEXT_CURSOR = /^t\d{1,9}$/;

/** How a caller names an object. */
export type Reference =
  | { readonly by: 'number'; readonly instance: string; readonly id: number }
  | { readonly by: 'url'; readonly url: string }
  | { readonly by: 'messageId'; readonly messageId: string };

/**
 * Reads `kernel/12345`, a URL or a Message-ID.
 *
 * @throws BadUserInputError
 */
export function readReference(text: string): Reference {
  const value = text.trim();
  const [, instance = '', number = ''] = /^([a-z][a-z0-9-]*)\/(\d{1,10})$/.exec(value) ?? [];
  const id = Number(number);
  if (instance !== '' && isDatabaseId(id)) return { by: 'number', instance, id };
  if (/^https?:\/\//i.test(value)) return { by: 'url', url: value };
  // Some real ids have blanks; one without an @ is written in brackets.
  if (/@|^<.+>$/.test(value)) return { by: 'messageId', messageId: value };
  throw new BadUserInputError(
    `"${value.slice(0, 80)}" is not a reference; pass instance/number such as kernel/12345, a URL, or a Message-ID`,
  );
}

/** The instance and the link name of `kernel/netdev`. @throws BadUserInputError */
export function readProject(text: string): { readonly instance: string; readonly name: string } {
  const [, instance, name] = /^([a-z][a-z0-9-]*)\/(\S+)$/.exec(text.trim()) ?? [];
  if (instance !== undefined && name !== undefined) return { instance, name };
  throw new BadUserInputError(
    `"${text.slice(0, 80)}" is not a project; pass instance/name such as kernel/netdev. The tool search finds projects with "is:project"`,
  );
}
