import { suggestName } from '../../suggestName.js';
import { listOf, objectOf, textAt, valueAt, type Json, type JsonObject } from '../json.js';
import { formatAge, formatDate } from '../output/formatAge.js';
import type { Column } from '../output/formatTable.js';
import { usageError } from '../PwgError.js';

/** One field of an object: how it is queried, printed by `--json`, and shown in a table. */
export interface Field {
  /** Name for `--json` and `--csv`. */
  readonly name: string;
  /** GraphQL selection, on the type of the {@link Kind}. */
  readonly select: string;
  /** The value for `--json`. */
  readonly read: (node: JsonObject) => Json;
  /** The text shown to people. Default: the value. */
  readonly show?: (value: Json, now: number) => string;
  readonly column: Column;
}

/** A GraphQL type that `pwg` prints. */
export interface Kind {
  /** Name of the type in the schema. */
  readonly typeName:
    | 'Patch'
    | 'Series'
    | 'Cover'
    | 'Bundle'
    | 'Check'
    | 'Comment'
    | 'Project'
    | 'Person'
    | 'QueueItem'
    | 'PatchOutcome'
    | 'Event';
  readonly fields: readonly Field[];
}

/** A field whose value is nested in its selection: `state { slug }` is read at `state.slug`. */
export function field(
  name: string,
  select: string,
  options: {
    /** Default: the name. */
    readonly read?: string | ((node: JsonObject) => Json);
    readonly show?: Field['show'];
    readonly header?: string;
    readonly isFlexible?: boolean;
    readonly isMain?: boolean;
    readonly alignment?: Column['alignment'];
  } = {},
): Field {
  const { read = name, show, header = name, ...column } = options;
  return {
    name,
    select,
    read: typeof read === 'function' ? read : (node) => valueAt(node, read),
    column: { header, ...column },
    ...(show !== undefined && { show }),
  };
}

/** The text of a field shown to people. */
export function textOf(field: Field, node: JsonObject, now: number): string {
  const value = field.read(node);
  return field.show?.(value, now) ?? defaultText(value);
}

function defaultText(value: Json): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'object') return String(value);
  return listOf(value).map(defaultText).join('\n');
}

/** Shows a date as its age. */
export const showAge = (value: Json, now: number): string =>
  typeof value === 'string' ? formatAge(value, now) : '';

/** Shows a date with its age: `2026-11-26 10:42 (3 d)`. */
export const showDate = (value: Json, now: number): string =>
  typeof value === 'string' ? `${formatDate(value)} UTC (${formatAge(value, now)})` : '';

/** Shows a person by name, or by address if there is no name. */
export const showPerson = (value: Json): string => textAt(value, 'name') || textAt(value, 'email');

/** A person as `--json` prints it. */
export const readPerson =
  (path: string) =>
  (node: JsonObject): Json => {
    const person = valueAt(node, path);
    return person === null
      ? null
      : { name: valueAt(person, 'name'), email: valueAt(person, 'email') };
  };

/** An enum value as people write it: `AUTHOR_REPLIED` is `author replied`. */
export const showEnum = (value: Json): string =>
  typeof value === 'string' ? value.toLowerCase().replaceAll('_', ' ') : '';

/** Patches or other objects within an object: number and name, one per line. */
export const showMembers = (value: Json): string =>
  listOf(value)
    .map((member) => `${textAt(member, 'number')}  ${textAt(member, 'name')}`)
    .join('\n');

/** An object within another one as `--json` prints it. */
export const readMember = (value: Json): Json =>
  value === null || value === undefined
    ? null
    : { number: valueAt(value, 'databaseId'), name: valueAt(value, 'name') };

/** Objects within an object as `--json` prints them. */
export const readMembers =
  (path: string) =>
  (node: JsonObject): Json => {
    const members = valueAt(node, path);
    return members === null ? null : listOf(members).map(readMember);
  };

/** The fields with these names, in the order of the names; names that the kind lacks are skipped. */
function fieldsOf(kind: Kind, names: readonly string[]): readonly Field[] {
  return names.flatMap((name) => kind.fields.find((known) => known.name === name) ?? []);
}

/** The GraphQL selection for fields of a kind. */
export function selectionOf(kind: Kind, names: readonly string[]): string {
  return [...new Set(['__typename', ...fieldsOf(kind, names).map(({ select }) => select)])].join(
    ' ',
  );
}

/**
 * Parses the value of `--json` or `--csv`: names of fields, separated by commas.
 *
 * @throws PwgError if none of the kinds has a name, or if there are no names; the message lists all names.
 */
export function readFieldNames(
  text: string | true,
  kinds: readonly Kind[],
  flag: string,
): readonly string[] {
  const known = [...new Set(kinds.flatMap(({ fields }) => fields.map(({ name }) => name)))];
  const names = (text === true ? '' : text)
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const all = known.toSorted().join(', ');
  if (names.length === 0)
    throw usageError(`${flag} requires field names, separated by commas: ${all}`);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return names;
  const nearest = suggestName(unknown, known);
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  throw usageError(`"${unknown}" is not a field${hint}\nFields: ${all}`);
}

/** Only the named fields of an object; null for fields that its kind does not have. */
export function pickFields(
  kind: Kind | undefined,
  node: Json,
  names: readonly string[],
): JsonObject {
  return Object.fromEntries(
    names.map((name) => {
      const known = kind?.fields.find((one) => one.name === name);
      return [name, known?.read(objectOf(node)) ?? null];
    }),
  );
}
