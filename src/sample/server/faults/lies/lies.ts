import { JSON_LIES } from './bodyLies.js';
import { ENCODING_LIES } from './encodingLies.js';
import { DATE_LIES, FIELD_LIES } from './fieldLies.js';
import type { Lie } from './Lie.js';
import { LINK_LIES } from './linkLies.js';
import { ROW_LIES } from './rowLies.js';
import { STATUS_LIES } from './statusLies.js';
import { OTHER_LIES } from './versionLies.js';

/** The lies about the content of an answer, by family. @internal */
export const LIE_FAMILIES = {
  status: STATUS_LIES,
  encoding: ENCODING_LIES,
  json: JSON_LIES,
  rows: ROW_LIES,
  fields: FIELD_LIES,
  dates: DATE_LIES,
  links: LINK_LIES,
  other: OTHER_LIES,
} as const satisfies Readonly<Record<string, readonly Lie[]>>;

const LIES: ReadonlyMap<string, Lie> = new Map(
  Object.values(LIE_FAMILIES).flatMap((family: readonly Lie[]) =>
    family.map((lie) => [lie.name, lie] as const),
  ),
);

/** A lie by name; undefined if there is no such lie. */
export function findLie(name: string): Lie | undefined {
  return LIES.get(name);
}
