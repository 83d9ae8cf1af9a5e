import type { IndexHit } from '../../corpus/IndexPlan.js';
import type { Row } from '../../orderedList.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { MailEntity } from '../../review/reading/reviewMails.js';
import type { PlainTerm } from '../../search/ParsedQuery.js';
import type { RequestContext } from '../context.js';
import { messageIdOf } from '../mailFields.js';
import { createMessageHit, nodeOfMail } from './createMessageHit.js';
import { positionOf } from './indexPosition.js';
import { matchesTerm } from './matchesTerm.js';
import { isCompared, type MatchedParts } from './matchParts.js';
import { patchTermTests } from './reviewTerms.js';
import type { SearchHit } from './SearchSource.js';
import type { SearchType } from './searchTypes.js';
import { coverSubject, patchSubject, type SearchSubject } from './SearchSubject.js';
import { splitTerms } from './splitTerms.js';
import { lacksWords } from './wordNotes.js';

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
 * @param parts as of `matchParts`.
 */
export async function loadIndexHits(
  hits: readonly IndexHit[],
  query: HitQuery,
  operation: RequestContext,
  parts: MatchedParts,
): Promise<readonly Row<SearchHit>[]> {
  const { type, client, terms, context } = query;
  const { facets } = operation;
  const nodes = hits.map((hit) => nodeOfMail(client, hit, operation.store));
  await Promise.all(
    nodes.map(async (node) => {
      if (node !== null) await facets.load(node, 'summary');
    }),
  );
  const kept = await checkAgain(nodes, hits, parts, query, operation);
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
  hits: readonly IndexHit[],
  parts: MatchedParts,
  { terms, client }: HitQuery,
  operation: RequestContext,
): Promise<readonly boolean[]> {
  const kept = nodes.map((node, index) => {
    const row = hits[index]?.row ?? 0;
    if (node === null || node.absent) return false;
    const subject = subjectOf(node);
    return subject === undefined
      ? node.kind === 'Comment' && node.at('summary') !== undefined
      : meetsAgain(subject, terms, (term) => parts.get(term)?.has(row));
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

function meetsAgain(
  subject: SearchSubject,
  terms: readonly PlainTerm[],
  isPart: (term: PlainTerm) => boolean | undefined,
): boolean {
  const isWordless = lacksWords(terms);
  return terms.every((term) => {
    if (term.kind === 'group') {
      return term.alternatives.some((one) => meetsAgain(subject, one, isPart));
    }
    if (!isCompared(term)) return isPart(term) ?? true;
    // Beside words, punctuation is ignored; without them, names are compared as servers do.
    if (term.kind === 'text') return !isWordless || matchesTerm(subject, term);
    // Read of the row itself by `patchTermTests`.
    return splitTerms([term]).review.length > 0 || matchesTerm(subject, term);
  });
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
