import { describe, expect, it } from 'vitest';
import { suggestName } from '../src/suggestName.js';

describe('suggestName', () => {
  const words = ['state', 'project', 'is', 'fail', 'kernel', 'host', 'port', 'timeoutMs'];

  it.each([
    ['sate', 'state'],
    ['STATE', 'state'],
    ['satte', 'state'],
    ['porject', 'project'],
    ['projects', 'project'],
    ['kernal', 'kernel'],
    ['fial', 'fail'],
    ['prot', 'port'],
    ['timeout', 'timeoutMs'],
    ['colour', undefined],
    ['bananas', undefined],
    ['x', undefined],
    ['', undefined],
    ['x'.repeat(10_000), undefined],
  ])('takes %j for %j', (typed, meant) => {
    expect(suggestName(typed, words)).toBe(meant);
  });

  it('suggests nothing if nothing is known', () => {
    expect(suggestName('state', [])).toBeUndefined();
  });
});
