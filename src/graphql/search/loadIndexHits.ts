import type { IndexHit } from '../../corpus/IndexPlan.js';
import type { Row } from '../../orderedList.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { MailEntity } from '../../review/reading/reviewMails.js';
import type { FieldTerm, PlainTerm } from '../../search/ParsedQuery.js';
import type { RequestContext } from '../context.js';
import { messageIdOf } from '../mailFields.js';
import { createMessageHit, nodeOfMail } from './createMessageHit.js';
import { positionOf } from './indexPosition.js';
import { isMailField } from './mailTerms.js';
import { matchesTerm } from './matchesTerm.js';
import { patchTermTests } from './reviewTerms.js';
import type { SearchHit } from './SearchSource.js';
import type { SearchType } from './searchTypes.js';
import { coverSubject, patchSubject, type SearchSubject } from './SearchSubject.js';
import { splitTerms } from './splitTerms.js';

/** What hits were found for. */
interface HitQuery {
  readonly type: SearchType;
  readonly client: PatchworkClient;
  readonly terms: readonly PlainTerm[];
  readonly context: RequestContext;
}

/**
 * The rows of hits, as the server has them now, where they still meet the query.
 *
 * @param operation whose requests are counted for the source.
 */
export async function loadIndexHits(
  hits: readonly IndexHit[],
  query: HitQuery,
  operation: RequestContext,
): Promise<readonly Row<SearchHit>[]> {
  const { type, client, terms, context } = query;
  const { facets } = operation;
  const nodes = hits.map((hit) => nodeOfMail(client, hit, operation.store));
  await Promise.all(
    nodes.map(async (node) => {
      if (node !== null) await facets.load(node, 'summary');
    }),
  );
  const kept = await checkAgain(nodes, query, operation);
  return hits.flatMap((hit, index) => {
    const node = nodes[index] ?? null;
    if (node === null || kept[index] !== true) return [];
    const messageId = hit.messageId ?? messageIdOfMail(node);
    // A mail without a Message-ID cannot be distinguished from others, so it is only a result of its own type.
    if (type === 'MESSAGE' && messageId === null) return [];
    const found =
      type === 'MESSAGE' && messageId !== null ? createMessageHit(messageId, node, context) : node;
    const value: SearchHit = { type, node: found, messageId, terms };
    const { key, id } = positionOf(hit.row);
    return [{ key, id, value }];
  });
}

/** Whether mails still meet the query: data that may have changed is compared again. */
async function checkAgain(
  nodes: readonly (MailEntity | null)[],
  { terms, client }: HitQuery,
  operation: RequestContext,
): Promise<readonly boolean[]> {
  const again = terms.filter((term) => term.kind !== 'text');
  const kept = nodes.map((node) => {
    if (node === null || node.absent) return false;
    const subject = subjectOf(node);
    return subject === undefined
      ? node.kind === 'Comment' && node.at('summary') !== undefined
      : again.every((term) => meetsAgain(subject, term));
  });
  const { review } = splitTerms(terms);
  const { states } = client.options;
  const examine = patchTermTests(review, (row) => patchSubject(row, states), client, operation);
  if (examine === undefined) return kept;
  const places: number[] = [];
  const rows = nodes.flatMap((node, index) => {
    const row = node?.kind === 'Patch' && kept[index] === true ? node.at('summary') : undefined;
    if (row !== undefined) places.push(index);
    return row === undefined ? [] : [row];
  });
  const met = await examine(rows);
  places.forEach((place, index) => {
    kept[place] = met[index] === true;
  });
  return kept;
}

/** Terms on data that may have changed since a mail was indexed; texts do not change. */
const MUTABLE: ReadonlySet<FieldTerm['field']> = new Set<FieldTerm['field']>([
  'project',
  'state',
  'delegate',
  'archived',
  'check',
  'version',
  'is',
]);

function meetsAgain(subject: SearchSubject, term: PlainTerm): boolean {
  if (term.kind === 'text') return true;
  if (term.kind === 'group') {
    return term.alternatives.some((terms) => terms.every((one) => meetsAgain(subject, one)));
  }
  if (isMailField(term) || !MUTABLE.has(term.field)) return true;
  // Read of the row itself by `patchTermTests`.
  if (splitTerms([term]).review.length > 0) return true;
  return matchesTerm(subject, term);
}

function subjectOf(node: MailEntity): SearchSubject | undefined {
  if (node.kind === 'Comment') return undefined;
  if (node.kind === 'Patch') {
    const data = node.at('summary');
    return data === undefined ? undefined : patchSubject(data, node.client.options.states);
  }
  const data = node.at('summary');
  return data === undefined ? undefined : coverSubject(data);
}

function messageIdOfMail(node: MailEntity): string | null {
  const data = node.at('summary');
  return data === undefined ? null : messageIdOf(data);
}
