import { describe, expect, it } from 'vitest';
import { fieldTokens } from '../../src/corpus/indexedTexts.js';
import { indexedPatch } from '../../src/filling/indexedMails.js';

const PLACEMENT = { instance: 'it', project: 'net', maxTextBytes: 100_000 };

function mailWith(headers: Readonly<Record<string, string | readonly string[]>>) {
  const submitter = { id: 1, name: 'Jane Doe', email: 'jane@example.org' };
  const row = { id: 7, name: 'net: fix', date: '2026-01-01T00:00:00', submitter };
  // Only the fields that are read from a row.
  return indexedPatch(row, { headers, content: 'text', diff: null }, PLACEMENT);
}

describe('indexedPatch', () => {
  it('includes the author in addition to a From rewritten by a list', () => {
    const fields = mailWith({ From: 'Jane Doe via Net <net@lists.example.org>' })?.fields;
    expect(fields?.f).toBe('Jane Doe via Net <net@lists.example.org>, Jane Doe <jane@example.org>');
    expect(mailWith({ From: 'J. Doe <Jane@Example.org>' })?.fields.f).toBe(
      'J. Doe <Jane@Example.org>',
    );
  });

  it('keeps the end of a long header, and reports what it truncates', () => {
    const ids = Array.from({ length: 300 }, (_, index) => `<id${String(index)}@example.org>`);
    const fields = mailWith({ From: 'jane@example.org', References: ids.join(' ') })?.fields;
    expect(fields?.truncated).toBe(false);
    expect(fields && fieldTokens(fields, 'h')[0]).toContain('references·id299');
    const cut = mailWith({ From: 'jane@example.org', References: 'x'.repeat(40_000) })?.fields;
    expect(cut?.truncated).toBe(true);
  });
});
