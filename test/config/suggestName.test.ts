import { describe, expect, it } from 'vitest';
import { suggestName } from '../../src/config/suggestName.js';

describe('suggestName', () => {
  it.each([
    ['prot', 'port'],
    ['PORT', 'port'],
    ['timeout', 'timeoutMs'],
    ['bananas', undefined],
    ['', undefined],
  ])('takes %j for %j', (typed, meant) => {
    expect(suggestName(typed, ['host', 'port', 'timeoutMs'])).toBe(meant);
  });
});
