import { dateKey } from './dateKey.js';
import type { Direction } from '../../orderedList.js';
import type { PatchworkClient } from '../PatchworkClient.js';
import type { ListOrder } from './ListPlan.js';

interface Listed {
  readonly id: number;
}
interface Dated extends Listed {
  readonly date?: string | null | undefined;
}

/** Wide enough for any number PostgreSQL gives, so that text order is number order. */
const ID_DIGITS = 19;
const idKey = ({ id }: Listed): string => String(id).padStart(ID_DIGITS, '0');

/** By the date of the mail, newest first unless asked otherwise. */
export function byDate<Row extends Dated>(direction: Direction): ListOrder<Row> {
  return {
    kind: 'keyset',
    direction,
    param: 'date',
    resolution: 'second',
    keyOf: ({ date }) => dateKey(date ?? '', 'second'),
  };
}

/** By the moment of an event, which the server gives by its own clock. */
export function byStamp<Row extends Dated>(
  client: PatchworkClient,
  direction: Direction,
): ListOrder<Row> {
  return {
    kind: 'keyset',
    direction,
    param: 'date',
    resolution: 'microsecond',
    keyOf: ({ date }) => dateKey(client.stampZone.toUtc(date) ?? '', 'microsecond'),
  };
}

/** By a name that each row has; whatever the servers' collations, names of several compare alike. */
export function byName<Row extends Listed>(
  nameOf: (row: Row) => string | null | undefined,
  direction: Direction,
): ListOrder<Row> {
  return { kind: 'whole', direction, keyOf: (row) => nameKey(nameOf(row) ?? null) };
}

/**
 * By something that the server sorts by itself, which cannot be compared over servers.
 *
 * @param param name in `order=`.
 */
export function byParam<Row extends Listed>(param: string, direction: Direction): ListOrder<Row> {
  return { kind: 'offset', direction, param, keyOf: idKey, keyOrdered: param === 'id' };
}

/**
 * The sort key of a name, so that names of several servers compare alike: databases have collations
 * of their own. Case and width are ignored first (NFKC, lower case, no locale), then the name as
 * it stands breaks the tie. Null comes after every name in ASC order.
 *
 * @internal
 */
export function nameKey(name: string | null): string {
  if (name === null) return '1';
  return `0${name.normalize('NFKC').toLowerCase().normalize('NFKC')}\u0000${name}`;
}
