import { describe, expect, it } from 'vitest';
import { tokenRemover } from '../../src/transport/tokenRemover.js';

describe('tokenRemover', () => {
  const cut = tokenRemover('aB+3/x=');

  it.each([
    ['as it was sent', 'Token aB+3/x= is unknown'],
    ['in another case', 'Token AB+3/X= is unknown'],
    ['percent-encoded', 'Token aB%2B3%2Fx%3D is unknown'],
    ['percent-encoded in another case', 'Token ab%2b3%2fx%3d is unknown'],
  ])('takes out a token %s', (_spelling, text) => {
    expect(cut(text)).toBe('Token [token] is unknown');
  });

  it('removes all its occurrences, and nothing else', () => {
    expect(cut('aB+3/x= and aB+3/x=, but not aBB3/x=')).toBe(
      '[token] and [token], but not aBB3/x=',
    );
  });

  it.each([undefined, ''])('leaves texts alone where the token is %j', (token) => {
    expect(tokenRemover(token)('a text')).toBe('a text');
  });
});
