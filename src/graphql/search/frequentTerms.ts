import type { IndexCondition, IndexPlan } from '../../corpus/IndexPlan.js';
import { looksAtWords } from '../../corpus/planSql.js';
import { secondsOfRow } from '../../corpus/rows.js';
import type { SearchIndex } from '../../corpus/SearchIndex.js';
import { GatewayError } from '../../errors.js';
import { formatParsedQuery } from '../../search/formatParsedQuery.js';
import type { PlainTerm } from '../../search/ParsedQuery.js';
import { indexCondition } from './indexCondition.js';
import { indexCall } from './IndexScope.js';

/** The newest mails that are looked at. */
const MAILS = 200;
/** A term that so large a share of them has does not narrow a query. */
const LARGE_SHARE = 0.25;
/** A query that took too long is not to take much longer. */
const MOST_MS = 250;

/** Place in the index that a query asks. */
type AskedPlace = Pick<IndexPlan, 'instance' | 'projects' | 'kinds'>;

/**
 * The terms that a large share of the newest mails has, as they are written: the index looks at all of these mails.
 * As many terms as there is time for.
 */
export async function frequentTerms(
  index: SearchIndex,
  place: AskedPlace,
  terms: readonly PlainTerm[],
): Promise<readonly string[]> {
  const deadline = performance.now() + MOST_MS;
  const newest = (where: readonly IndexCondition[]) =>
    indexCall(() =>
      index.query({
        ...place,
        where: { kind: 'and', parts: where },
        before: null,
        limit: MAILS,
        count: false,
      }),
    );
  const found: string[] = [];
  try {
    const all = await newest([]);
    const oldest = all.hits.at(-1);
    if (oldest === undefined) return found;
    const since = { kind: 'date', since: secondsOfRow(oldest.row), before: null } as const;
    for (const term of terms) {
      const condition = indexCondition([term]);
      if (term.negated || !looksAtWords(condition)) continue;
      if (performance.now() > deadline) break;
      const { hits } = await newest([since, condition]);
      const isFrequent = hits.length >= all.hits.length * LARGE_SHARE;
      if (isFrequent) found.push(formatParsedQuery({ terms: [term] }));
    }
  } catch (error) {
    // The reason that is already known is reported.
    if (!(error instanceof GatewayError)) throw error;
  }
  return found;
}
