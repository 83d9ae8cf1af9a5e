import { describe, expect, it } from 'vitest';
import { limitPayload } from '../../src/hooks/limitPayload.js';

const LIMIT = 256 * 1024;

function answer(events: number, characters: number, extra: object = {}): string {
  const content = 'ö'.repeat(characters);
  const rows = Array.from({ length: events }, (_, index) => ({
    id: String(index),
    category: 'PATCH_CREATED',
    date: null,
    patch: { content },
    ...extra,
  }));
  const gaps = [{ reason: 'TRIMMED', instance: { name: 'a' } }];
  return JSON.stringify({ data: { events: { cursor: 'c', gaps, events: rows } } });
}

describe('limitPayload', () => {
  it('does not change a payload of 256 KiB', () => {
    const text = answer(1, 1);
    const room = LIMIT - Buffer.byteLength(text);
    const full = answer(1, 1 + Math.floor(room / 2)) + ' '.repeat(room % 2);
    expect(Buffer.byteLength(full)).toBe(LIMIT);
    expect(limitPayload(full)).toEqual({ body: full, isTruncated: false });
    expect(limitPayload(`${full} `).isTruncated).toBe(true);
  });

  it('keeps the cursor, the gaps and the scalar fields of the events of a larger one', () => {
    const { body, isTruncated } = limitPayload(answer(2, LIMIT / 4));
    expect(isTruncated).toBe(true);
    expect(JSON.parse(body)).toEqual({
      data: {
        events: {
          cursor: 'c',
          gaps: [{ reason: 'TRIMMED' }],
          events: ['0', '1'].map((id) => ({ id, category: 'PATCH_CREATED', date: null })),
        },
      },
      truncated: true,
    });
  });

  it('keeps only the cursor if that is still too large', () => {
    const { body } = limitPayload(answer(1, 1, { id: 'x'.repeat(LIMIT) }));
    expect(JSON.parse(body)).toEqual({ data: { events: { cursor: 'c' } }, truncated: true });
  });

  it('keeps warnings', () => {
    const extensions = { warnings: [{ code: 'NO_COMMENT_EVENTS' }] };
    const text = `${answer(2, LIMIT / 4).slice(0, -1)},"extensions":${JSON.stringify(extensions)}}`;
    expect(JSON.parse(limitPayload(text).body)).toMatchObject({ extensions, truncated: true });
  });

  it.each([
    ['{"errors":[{"message":"LONG"}],"data":null}', {}],
    ['{"data":{"events":null},"extensions":"LONG"}', { events: null }],
  ])('truncates an answer without events: %s', (text, data) => {
    const { body } = limitPayload(text.replace('LONG', 'x'.repeat(LIMIT)));
    expect(JSON.parse(body)).toEqual({ data, truncated: true });
  });
});
