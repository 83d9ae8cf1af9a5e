import { byDate } from '../../patchwork/lists/orders.js';
import type { ListOrder } from '../../patchwork/lists/ListPlan.js';
import { descendingNameKey, RANKS } from './SearchSource.js';
import type { SearchType } from './searchTypes.js';

/** A row that search can put in order. */
export interface DatedRow {
  readonly id: number;
  readonly date?: string | null | undefined;
  readonly name?: string | null | undefined;
}

/** The order in which search reads one type: by date, newest first, or by name where it has none. */
export function searchOrder<Row extends DatedRow>(type: SearchType): ListOrder<Row> {
  if (type === 'PROJECT' || type === 'PERSON') {
    return {
      kind: 'whole',
      direction: 'DESC',
      keyOf: ({ name }) => `${RANKS[type]}${descendingNameKey(name ?? '')}`,
    };
  }
  return byDate<Row>('DESC');
}
