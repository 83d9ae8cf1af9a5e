import { UpstreamError } from '../../errors.js';
import type { Reader } from '../../orderedList.js';
import { MAX_INT } from '../fitsShape.js';
import type { Scope } from '../Scope.js';
import type { ListReaderOptions } from './createListReader.js';
import { boundsOf, dateParams } from './dateBounds.js';
import { readWholeList } from './readWholeList.js';
import type { UnionResolver } from './UnionResolver.js';

/** How a planned list is counted. */
interface CountOptions<Row extends object> extends Omit<ListReaderOptions<Row>, 'warnings'> {
  readonly read: Reader<Row>;
  readonly unions: UnionResolver<Row>;
  readonly scope: Scope;
  /** Called if the server sends no Link header, so that the count is null. */
  readonly onLinkless: () => void;
}

/** Number of all rows that match; null if only reading all of them would determine it. */
export async function countList<Row extends { readonly id: number }>(
  options: CountOptions<Row>,
): Promise<number | null> {
  const { plan, order } = options;
  if (plan.unasked !== undefined) return 0;
  if (plan.matches !== undefined || plan.examine !== undefined) {
    // For an order that needs the whole list, the page has read it, or both share the read.
    if (order.kind === 'whole') {
      return (await options.read(null, Number.MAX_SAFE_INTEGER)).rows.length;
    }
    // These lists are short, and the page reads all of them by the same requests.
    if (plan.list.path !== 'projects') return null;
    return (await readWholeList(options, options.fetchWith([]), {})).rows.length;
  }
  return await sumOfAlternatives(options);
}

async function sumOfAlternatives<Row extends object>({
  client,
  plan,
  order,
  unions,
  scope,
  onLinkless,
}: CountOptions<Row>): Promise<number | null> {
  const counts = await Promise.all(
    plan.alternatives.map(async (alternative) => {
      const window = boundsOf(plan, order.resolution ?? 'second');
      if (window === null) return 0;
      for (;;) {
        const filters = unions.params();
        if (filters === null) return 0;
        const dates = dateParams(client, plan.list.path, window);
        const params = [...filters, ...alternative, ...dates];
        const { count } = await client.lists.count(plan.list, params, scope);
        if (count === null) onLinkless();
        if (count !== 0 || !(await unions.doubt(filters, { alternative, window }, scope))) {
          return count;
        }
      }
    }),
  );
  const sum = counts.reduce<number | null>(
    (before, count) => (before === null || count === null ? null : before + count),
    0,
  );
  if (sum === null || sum <= MAX_INT) return sum;
  const detail = `the counts of its parts add up to ${String(sum)}, more than possible`;
  const request = `GET /api/${client.knownVersion ?? ''}/${plan.list.path}/`;
  throw new UpstreamError('UPSTREAM_BAD_RESPONSE', detail, { instance: client.name, request });
}
