import { BadUserInputError } from '../../errors.js';
import type { Direction } from '../../orderedList.js';
import type { ListOrder } from '../../patchwork/lists/ListPlan.js';
import { byDate, byName, byParam, byStamp } from '../../patchwork/lists/orders.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { KindOrder, ListedRow } from '../kinds/EntityKind.js';

/** An order that a client requested. */
export interface OrderRequest {
  readonly field: string;
  readonly direction?: Direction | null | undefined;
}

/**
 * The order of a list over some instances.
 *
 * @throws BadUserInputError for an order that cannot be compared over several instances.
 */
export function orderOf<Row extends ListedRow>(
  kind: KindOrder<Row>,
  asked: Partial<OrderRequest> | null | undefined,
  instanceCount: number,
): {
  readonly field?: string;
  readonly direction: ListOrder<Row>['direction'];
  readonly orderOn: (client: PatchworkClient) => ListOrder<Row>;
} {
  if (kind === 'stamp') {
    const direction = asked?.direction ?? 'DESC';
    return { direction, orderOn: (client) => byStamp(client, direction) };
  }
  const { defaultField, nameOf, serverFields } = kind;
  const field = asked?.field ?? defaultField;
  const request = { field, direction: asked?.direction };
  const order = listOrder<Row>(request, nameOf, serverFields, instanceCount);
  return { field, direction: order.direction, orderOn: () => order };
}

/**
 * The order of a list.
 *
 * @param nameOf sort key of NAME.
 * @param serverFields fields by which the server can sort, by the name in the graph. Their order means
 * something on one server only.
 * @param instanceCount how many instances the list is read from.
 * @throws BadUserInputError when the order makes no sense over several servers.
 */
function listOrder<Row extends ListedRow>(
  { field, direction }: OrderRequest,
  nameOf: (row: Row) => string | null | undefined,
  serverFields: Readonly<Record<string, string>>,
  instanceCount: number,
): ListOrder<Row> {
  if (field === 'DATE') return byDate<Row>(direction ?? 'DESC');
  if (field === 'NAME') return byName<Row>(nameOf, direction ?? 'ASC');
  if (instanceCount > 1) {
    throw new BadUserInputError(
      `orderBy: ${field} is specific to each server and cannot be compared across ${String(instanceCount)} instances; select one in "instances", or order by DATE or NAME if the list supports it`,
      { argument: 'orderBy' },
    );
  }
  return byParam<Row>(serverFields[field] ?? 'id', direction ?? 'ASC');
}
