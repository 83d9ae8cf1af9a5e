import { GatewayError } from '../../errors.js';
import { notesOf } from '../../orderedList.js';
import { walkPages } from '../walkPages.js';
import type { PatchworkClient } from '../PatchworkClient.js';
import type { WholeList } from './createSortedReader.js';
import type { FetchPage, KeyWindow } from './KeyedPage.js';
import type { ListPlan } from './ListPlan.js';

interface WholeListOptions<Row extends object> {
  readonly client: PatchworkClient;
  readonly plan: ListPlan<Row>;
  readonly scanRows: number;
}

/**
 * Reads every page of a planned list, without the rows that its conditions do not match.
 *
 * @throws GatewayError QUERY_TOO_EXPENSIVE if the list has more rows than may be scanned.
 */
export async function readWholeList<Row extends object>(
  { client, plan, scanRows }: WholeListOptions<Row>,
  fetchPage: FetchPage<Row>,
  window: KeyWindow,
): Promise<WholeList<Row>> {
  let seen = 0;
  const pages = await walkPages(client.lists.walked(plan.list.path), async (page, perPage) => {
    if (page === 1) seen = 0;
    if (seen >= scanRows) {
      throw new GatewayError(
        `${client.name}: this order requires the whole list, which has more than ${String(scanRows)} rows; narrow it with a filter or use another order`,
        { code: 'QUERY_TOO_EXPENSIVE', instance: client.name },
      );
    }
    const answer = await fetchPage({ window, page, perPage });
    const sent = answer.rows.length + (answer.unreadable ?? 0);
    seen += sent;
    return { ...answer, sent };
  });
  const rows = pages.flatMap((page) => page.rows);
  const { matches, examine } = plan;
  const found = matches === undefined ? rows : rows.filter(({ value }) => matches(value));
  const isMet = await examine?.(found.map(({ value }) => value));
  return {
    ...notesOf(pages),
    rows: isMet === undefined ? found : found.filter((_row, index) => isMet[index] === true),
  };
}
