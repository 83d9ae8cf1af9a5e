import { describe, expect, it } from 'vitest';
import { compareAnswer, type WireAnswer } from './compareAnswer.js';
import type { Recording } from './recording.js';

const headers = { 'content-type': 'application/json', allow: 'GET', vary: 'Accept' };

function recorded(
  response: Partial<Recording['response']>,
  more: Partial<Recording> = {},
): Recording {
  return {
    name: 'a recording',
    phase: 'read',
    request: { method: 'GET', path: '/api/' },
    response: { status: 200, headers, ...response },
    ...more,
  };
}

function answered(body: unknown, more: Partial<WireAnswer> = {}): WireAnswer {
  return { status: 200, headers, text: JSON.stringify(body), ...more };
}

// The replay is only as good as this comparison.
describe('compareAnswer', () => {
  it.each([
    ['another value', { a: 1 }, { a: 2 }, '$.a: 2, recorded 1'],
    ['another type', { a: 1 }, { a: '1' }, '$.a: "1", recorded 1'],
    ['a missing key', { a: null }, {}, '$.a: nothing, recorded null'],
    ['a key too many', {}, { a: null }, '$.a: null, recorded nothing'],
    ['a deep difference', [{ a: [1] }], [{ a: [2] }], '$[0].a[0]: 2, recorded 1'],
    ['another order', [1, 2], [2, 1], '$[0]: 2, recorded 1'],
    ['a row too few', [1, 2], [1], '$: 1 items [1], recorded 2 [1,2]'],
  ])('sees %s', (_name, body, ours, message) => {
    expect(compareAnswer(recorded({ body }), answered(ours))).toBe(message);
  });

  it('detects another status, another header and an additional one', () => {
    const recording = recorded({ body: {} });
    expect(compareAnswer(recording, answered({}, { status: 201 }))).toBe(
      'status 201, recorded 200',
    );
    const vary = answered({}, { headers: { ...headers, vary: 'Cookie' } });
    expect(compareAnswer(recording, vary)).toBe('vary: Cookie, recorded Accept');
    const link = answered({}, { headers: { ...headers, link: '<x>' } });
    expect(compareAnswer(recording, link)).toBe('link: <x>, recorded undefined');
  });

  it('detects other ids, and another order of ids', () => {
    const recording = recorded({ ids: [1, 2] });
    expect(compareAnswer(recording, answered([{ id: 1 }, { id: 2 }]))).toBeUndefined();
    expect(compareAnswer(recording, answered([{ id: 2 }, { id: 1 }]))).toBe('$[0]: 2, recorded 1');
  });

  it('compares tied rows as a multiset', () => {
    const recording = recorded({ ids: [1, 2, 2] }, { ties: true });
    expect(compareAnswer(recording, answered([{ id: 2 }, { id: 1 }, { id: 2 }]))).toBeUndefined();
    expect(compareAnswer(recording, answered([{ id: 1 }, { id: 1 }, { id: 2 }]))).toBe(
      '$ as a set[1]: 1, recorded 2',
    );
    expect(compareAnswer(recording, answered([{ id: 1 }, { id: 2 }]))).toBe(
      '$ as a set: 2 items [1,2], recorded 3 [1,2,2]',
    );
  });

  it('compares pages by their first 80 characters and texts completely', () => {
    const page = { 'content-type': 'text/html' };
    const start = '<h1>'.padEnd(80, 'x');
    const html = recorded({ headers: page, body: start });
    expect(
      compareAnswer(html, { status: 200, headers: page, text: `${start} and more` }),
    ).toBeUndefined();
    expect(compareAnswer(html, { status: 200, headers: page, text: 'other' })).toBe(
      `text: "other", recorded "${start}"`,
    );
    const plain = { 'content-type': 'text/plain' };
    const mbox = recorded({ headers: plain, body: 'From patchwork' });
    expect(compareAnswer(mbox, { status: 200, headers: plain, text: 'From patchwork!' })).toBe(
      'text: "From patchwork!", recorded "From patchwork"',
    );
  });
});
