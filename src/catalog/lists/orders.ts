import { BadUserInputError } from '../../errors.js';
import { dateKey } from '../../patchwork/lists/dateKey.js';
import type { Direction } from '../../orderedList.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { ListOrder } from './ListPlan.js';

interface Listed {
  readonly id: number;
}
interface Dated extends Listed {
  readonly date?: string | null | undefined;
}

/** An order that a client asked for. */
export interface OrderRequest {
  readonly field: string;
  readonly direction?: Direction | null | undefined;
}

/** Wide enough for any number PostgreSQL gives, so that text order is number order. */
const ID_DIGITS = 19;
const idKey = ({ id }: Listed): string => String(id).padStart(ID_DIGITS, '0');

/** By the date of the mail, newest first unless asked otherwise. */
function byDate<Row extends Dated>(direction: Direction): ListOrder<Row> {
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

/**
 * The order of a list.
 *
 * @param nameOf what NAME sorts by.
 * @param serverFields what the server can sort by, by the name in the graph. Their order means
 * something on one server only.
 * @param instanceCount how many instances the list is read from.
 * @throws BadUserInputError when the order makes no sense over several servers.
 */
export function listOrder<Row extends Dated>(
  { field, direction }: OrderRequest,
  nameOf: (row: Row) => string | null | undefined,
  serverFields: Readonly<Record<string, string>>,
  instanceCount: number,
): ListOrder<Row> {
  if (field === 'DATE') return byDate<Row>(direction ?? 'DESC');
  if (field === 'NAME') {
    return {
      kind: 'whole',
      direction: direction ?? 'ASC',
      keyOf: (row) => nameKey(nameOf(row) ?? null),
    };
  }
  if (instanceCount > 1) {
    throw new BadUserInputError(
      `orderBy: ${field} is specific to each server and cannot be compared across ${String(instanceCount)} instances; select one in "instances", or order by DATE or NAME if the list supports it`,
      { argument: 'orderBy' },
    );
  }
  return {
    kind: 'offset',
    direction: direction ?? 'ASC',
    param: serverFields[field] ?? 'id',
    keyOf: idKey,
    keyOrdered: field === 'ID',
  };
}

/**
 * The sort key of a name, so that names of several servers compare alike: databases have collations
 * of their own. Case and width are ignored first (NFKC, lower case, no locale), then the name as
 * it stands breaks the tie. Null comes after every name in ASC order.
 */
export function nameKey(name: string | null): string {
  if (name === null) return '1';
  return `0${name.normalize('NFKC').toLowerCase().normalize('NFKC')}\u0000${name}`;
}
