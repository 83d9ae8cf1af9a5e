import { describe, expect, it } from 'vitest';
import {
  leftoverFor,
  splitTerms,
  type SplitTerms,
} from '../../../src/graphql/search/splitTerms.js';
import { parseSearchQuery } from '../../../src/search/parseSearchQuery.js';

const context = { now: new Date('2026-11-20T12:00:00Z') };

function split(query: string): SplitTerms {
  return splitTerms(parseSearchQuery(query, context).terms);
}

describe('splitTerms', () => {
  it.each<[query: string, words: string[], left: number]>([
    ['fix leak', ['fix', 'leak'], 0],
    ['"fix"', ['fix'], 0],
    ['"fix a leak"', ['fix', 'a', 'leak'], 1],
    // Newer servers support quotes in q, and all split it at commas: the gateway compares the whole text.
    ["don't can't", ['don', 't', 'can', 't'], 2],
    ['a,b', ['a', 'b'], 1],
    ['"say \\"hi\\""', ['say', 'hi'], 1],
    ['s:leak fix', ['leak', 'fix'], 0],
    ['s:"a leak"', ['a', 'leak'], 1],
    ['-fix leak', ['leak'], 1],
    ['"," fix', ['fix'], 1],
  ])('sends the words of %s that every server reads alike', (query, words, left) => {
    const { words: sent, leftover } = split(query);
    expect(sent).toEqual(words);
    expect(leftover).toHaveLength(left);
  });

  it.each<[query: string, part: Partial<SplitTerms>]>([
    ['state:new,accepted', { state: ['new', 'accepted'] }],
    ['delegate:jane', { delegate: ['jane'] }],
    ['l:netdev', { project: ['netdev'] }],
    ['f:a@x.example,b@y.example', { submitter: ['a@x.example', 'b@y.example'] }],
    ['archived:yes', { archived: true }],
    ['-archived:yes', { archived: false }],
    ['m:a@b,c@d', { messageIds: ['a@b', 'c@d'] }],
    [
      'since:2026-01-01 since:2026-02-01 before:2026-05-01 before:2026-04-01',
      { since: '2026-02-01T00:00:00Z', before: '2026-04-01T00:00:00Z' },
    ],
    ['s:a,b', { subjects: ['a', 'b'] }],
  ])('hands %s to the servers', (query, part) => {
    expect(split(query)).toMatchObject(part);
  });

  it.each([
    '-state:new',
    'state:new state:accepted',
    'delegate:none',
    'delegate:jane,none',
    'f:jane',
    'f:@example.org',
    'f:a@x.example,jane',
    'check:fail',
    'version:2',
    '-d:2026-01-01',
    '-l:netdev',
    '-m:a@b',
    'archived:yes archived:no',
  ])('keeps %s for the gateway', (query) => {
    expect(split(query).leftover).toHaveLength(1);
  });

  it('searches only patches if is: implies more than their type', () => {
    expect(leftoverFor('PATCH', split('is:pr'))).toHaveLength(1);
    expect(leftoverFor('PATCH', split('-is:pr'))).toHaveLength(1);
    expect(leftoverFor('PATCH', split('is:patch,pr'))).toEqual([]);
    expect(leftoverFor('COVER', split('is:pr,cover'))).toEqual([]);
  });
});
