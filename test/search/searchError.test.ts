import { describe, expect, it } from 'vitest';
import { searchError } from '../../src/search/searchError.js';

describe('searchError', () => {
  const fault = { problem: 'Odd', advice: 'mend it' };

  it('reports problem, position and advice, and marks the position', () => {
    const error = searchError('a bb c', { start: 2, end: 4 }, fault);
    expect(error.message).toBe('Odd (at character 3): mend it\n  a bb c\n    ^^');
    expect(error.extensions).toEqual({ code: 'BAD_USER_INPUT', position: { start: 2, end: 4 } });
  });

  it('marks the end of the query with one caret', () => {
    expect(searchError('a:', { start: 2, end: 2 }, fault).message).toMatch(/\n {2}a:\n {4}\^$/);
  });

  it('aligns the carets after tabs and line breaks', () => {
    expect(searchError('a\n\tb', { start: 3, end: 4 }, fault).message).toMatch(
      /\n {2}a {2}b\n {5}\^$/,
    );
  });
});
