import { describe, expect, it } from 'vitest';
import { BadUserInputError } from '../../src/errors.js';
import { parseTokens } from '../../src/server/parseTokens.js';

const INSTANCES = ['kernel', 'ozlabs', 'ci-1'];

describe('parseTokens', () => {
  it.each<[header: string | readonly string[] | undefined, expected: Record<string, string>]>([
    [undefined, {}],
    ['', {}],
    ['  ', {}],
    ['kernel=abc', { kernel: 'abc' }],
    ['kernel=abc,ozlabs=def', { kernel: 'abc', ozlabs: 'def' }],
    [' kernel = abc ,\tozlabs=def ', { kernel: 'abc', ozlabs: 'def' }],
    ['ci-1=a=b==', { 'ci-1': 'a=b==' }],
    [['kernel=abc', 'ozlabs=def'], { kernel: 'abc', ozlabs: 'def' }],
  ])('reads %j', (header, expected) => {
    expect(Object.fromEntries(parseTokens(header, INSTANCES))).toEqual(expected);
  });

  it.each([
    ['abc', 'entry 1 is not of the form INSTANCE=TOKEN'],
    ['kernel=', 'entry 1 is not of the form'],
    ['=abc', 'entry 1 is not of the form'],
    ['kernel=abc,', 'entry 2 is not of the form'],
    ['kernel=abc def', 'entry 1 is not of the form'],
    ['kernel=geheim\u00fc', 'entry 1 is not of the form'],
    ['Kernel=abc', 'entry 1 is not of the form'],
    ['kernel=abc, kernel=def', 'instance "kernel" is named twice; send one token per instance'],
    ['ozlabs=abc,kernel=abc,ozlabs=abc', 'instance "ozlabs" is named twice'],
    ['gnome=abc', 'unknown instance "gnome"; configured instances: kernel, ozlabs, ci-1'],
  ])('refuses "%s"', (header, message) => {
    expect(() => parseTokens(header, INSTANCES)).toThrow(BadUserInputError);
    expect(() => parseTokens(header, INSTANCES)).toThrow(`X-Patchwork-Token: ${message}`);
  });

  it('never reveals a token', () => {
    for (const header of [
      'kernel=topsecret oops',
      'gnome=topsecret',
      'kernel=a,topsecret',
      'kernel=topsecret,kernel=a',
      'kernel=a,kernel=topsecret',
    ]) {
      expect(() => parseTokens(header, INSTANCES)).toThrow(/^(?!.*topsecret)/);
    }
  });
});
