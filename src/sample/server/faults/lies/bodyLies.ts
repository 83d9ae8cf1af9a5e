import { changingJson, jsonOf, withBody, type Json, type Lie } from './Lie.js';

const text = (name: string, change: (body: string) => string, spoilsAll = true): Lie => ({
  name,
  spoilsAll,
  tell: (answer) => {
    if (jsonOf(answer) === undefined) return answer;
    return withBody(answer, change(answer.body.toString()));
  },
});

const value = (name: string, change: (json: Json) => Json, spoilsAll = false): Lie => ({
  name,
  spoilsAll,
  tell: (answer) => changingJson(answer, change),
});

const nested = (levels: number, open = '[', close = ']'): string =>
  `${open.repeat(levels)}0${close.repeat(levels)}`;

/** Bodies that are not the requested JSON. */
export const JSON_LIES: readonly Lie[] = [
  text('no-body', () => ''),
  text('blanks', () => '   \n'),
  text('half', (body) => body.slice(0, body.length / 2)),
  text('trailing', (body) => `${body}}`),
  text('twice', (body) => body + body),
  text('prefix', (body) => `)]}'\n${body}`),
  text('byte-order-mark', (body) => `\ufeff${body}`),
  text('nul-around', (body) => `\0${body}\0`),
  text('nan', (body) => body.replaceAll(/"id":\s*\d+/g, '"id":NaN')),
  text('infinity', (body) => body.replaceAll(/"id":\s*\d+/g, '"id":Infinity')),
  text('comments', (body) => `/* a */${body}`),
  text('single-quotes', (body) => body.replaceAll('"', "'")),
  text('python', () => `{'id': 7, 'name': None}`),
  text('html', () => '<!doctype html><html></html>'),
  text('jsonp', (body) => `callback(${body})`),
  text('lone-surrogate', (body) => body.replaceAll('"name":"', '"name":"\\ud800'), false),
  text('control-characters', (body) => body.replaceAll('"name":"', '"name":"\u0001'), false),
  text('escaped-controls', (body) => body.replaceAll('"name":"', '"name":"\\u0000\\u0008'), false),
  {
    name: 'bytes-not-utf-8',
    tell: (answer) => {
      if (jsonOf(answer) === undefined) return answer;
      return withBody(answer, Buffer.from(answer.body.toString('latin1'), 'utf16le'));
    },
    spoilsAll: true,
  },
  text('duplicate-keys', (body) => body.replaceAll('"id":', '"id":1,"id":'), false),
  text(
    'duplicate-keys-last-wins',
    (body) => body.replaceAll(/"id":(\d+)/g, '"id":$1,"id":1'),
    false,
  ),
  text('id-with-exponent', (body) => body.replaceAll(/"id":(\d+)/g, '"id":$1e0'), false),
  text('id-overflows', (body) => body.replaceAll(/"id":(\d+)/g, '"id":1e999'), false),
  text(
    'id-with-20-digits',
    (body) => body.replaceAll(/"id":(\d+)/g, '"id":$100000000000000000000'),
    false,
  ),
  text('deep-list', () => nested(20_000)),
  text('deep-object', () => nested(20_000, '{"a":', '}')),
  text('deep-inside', (body) => body.replaceAll('"name":', `"deep":${nested(300)},"name":`), false),
  text('huge-number', () => '9'.repeat(100_000)),
  value('null', () => null, true),
  value('true', () => true, true),
  value('zero', () => 0, true),
  value('string', () => 'OK', true),
  value('empty-object', () => ({}), true),
  value('empty-list', () => []),
  value('list-of-lists', (json) => [[json]], true),
  value('drf-envelope', (json) =>
    Array.isArray(json) ? { count: json.length, next: null, results: json } : json,
  ),
  value('error-envelope', () => ({ detail: 'Not found.' }), true),
  value('error-list', () => ({ errors: [{ message: 'no' }] }), true),
  value('list-for-object', (json) => (Array.isArray(json) ? (json as readonly Json[]) : [json])),
  value('object-for-list', (json) => (Array.isArray(json) ? ((json[0] as Json) ?? {}) : json)),
  value('prototype', (json) => ({ __proto__: null, constructor: 'x', toString: json }), true),
];
