import { ApiError } from '../http/ApiError.js';
import type { SampleRequest } from '../SampleRequest.js';

/**
 * The terms of `?q=`; all of them must match (DRF's SearchFilter).
 *
 * @throws ApiError 400 for NUL, if the stack checks for it.
 */
export function searchTerms(request: SampleRequest): readonly string[] {
  const text = request.query.last('q') ?? '';
  if (!request.traits.searchesPhrases) {
    return text.replaceAll('\0', '').replaceAll(',', ' ').split(/\s+/).filter(Boolean);
  }
  if (text.includes('\0')) throw new ApiError(400, ['Null characters are not allowed.']);
  const pieces = text.match(/(?:[^\s"']*(?:"[^"]*"|'[^']*')[^\s"']*)+|\S+/g) ?? [];
  return pieces.flatMap((piece) => {
    const term = piece.replace(/^,+|,+$/g, '');
    const phrase = /^(["'])(.*)\1$/s.exec(term);
    if (phrase !== null) return [phrase[2] ?? ''];
    return term.split(',').filter((word) => word !== '');
  });
}

/** Whether every term occurs in one of the texts, without regard to case. */
export function matchesTerms(terms: readonly string[], texts: readonly (string | null)[]): boolean {
  const upper = texts.map((text) => (text ?? '').toUpperCase());
  return terms.every((term) => upper.some((text) => text.includes(term.toUpperCase())));
}
