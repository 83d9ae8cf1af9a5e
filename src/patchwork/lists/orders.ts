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

/** Wide enough for any number of PostgreSQL, so that text order equals number order. */
const ID_DIGITS = 19;
const idKey = ({ id }: Listed): string => String(id).padStart(ID_DIGITS, '0');

/** By the date of the mail. */
export function byDate<Row extends Dated>(direction: Direction): ListOrder<Row> {
  return {
    kind: 'keyset',
    direction,
    param: 'date',
    resolution: 'second',
    keyOf: ({ date }) => dateKey(date ?? '', 'second'),
  };
}

/** By the time of an event, which is in the server's time zone. */
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

/** By name, compared the same way whatever the collations of the servers. */
export function byName<Row extends Listed>(
  nameOf: (row: Row) => string | null | undefined,
  direction: Direction,
): ListOrder<Row> {
  return { kind: 'whole', direction, keyOf: (row) => nameKey(nameOf(row) ?? null) };
}

/**
 * By a field that only the server can sort by, which cannot be compared across servers.
 *
 * @param param name in `order=`.
 */
export function byParam<Row extends Listed>(param: string, direction: Direction): ListOrder<Row> {
  return { kind: 'offset', direction, param, keyOf: idKey, keyOrdered: param === 'id' };
}

/**
 * The sort key of a name, so that names of several servers compare the same way: databases have
 * different collations. Case and width are ignored first (NFKC, lower case, no locale), then the
 * unchanged name breaks the tie. Null comes after every name in ASC order.
 *
 * @internal
 */
export function nameKey(name: string | null): string {
  if (name === null) return '1';
  return `0${name.normalize('NFKC').toLowerCase().normalize('NFKC')}\u0000${name}`;
}
