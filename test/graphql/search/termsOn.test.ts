import { describe, expect, it } from 'vitest';
import { termsOn } from '../../../src/graphql/search/termsOn.js';
import { formatParsedQuery } from '../../../src/search/formatParsedQuery.js';
import { parseSearchQuery } from '../../../src/search/parseSearchQuery.js';
import type { PlainTerm } from '../../../src/search/ParsedQuery.js';

const NOW = new Date('2026-03-31T15:00:00Z');

function termsOf(text: string): readonly PlainTerm[] {
  const { terms } = parseSearchQuery(text, { now: NOW, instances: ['a', 'b'] });
  return terms.filter((term) => term.kind !== 'lookup');
}

/** What remains of a query on instance `a`; null if nothing can match. */
function onA(text: string): string | null {
  const own = termsOn('a', termsOf(text));
  return own && formatParsedQuery({ terms: own });
}

describe('termsOn', () => {
  it.each([
    ['x instance:a', 'x'],
    ['x instance:b', null],
    ['x -instance:b', 'x'],
    ['x -instance:a', null],
    ['(instance:a nq:x) OR (instance:b nq:y)', 'nq:x'],
    ['(instance:a OR nq:x) nq:y', 'nq:y'],
    ['(instance:b nq:x) OR (project:b/net nq:y)', null],
    ['project:a/net OR project:b/mm OR project:bpf', 'project:net OR project:bpf'],
    ['nq:x -project:b/net', 'nq:x'],
    ['nq:x (nq:y OR (instance:b OR nq:z))', 'nq:x (nq:y OR nq:z)'],
  ])('makes of %j on one instance %j', (text, expected) => {
    const wanted = expected === null ? null : termsOn('a', termsOf(expected));
    const shown = wanted && formatParsedQuery({ terms: wanted });
    expect(onA(text)).toEqual(shown);
  });
});
