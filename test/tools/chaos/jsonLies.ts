import {
  changingJson,
  changingObjects,
  changingRows,
  isJsonObject,
  isList,
  jsonOf,
  withBody,
  withHeaders,
  type Json,
  type JsonObject,
  type Lie,
} from './Lie.js';

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

/** Texts that are not the JSON that was asked for. */
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

const rows = (name: string, change: (list: readonly Json[]) => readonly Json[]): Lie => ({
  name,
  tell: (answer) => changingRows(answer, change),
});
const objects = (name: string, change: (object: JsonObject) => Json): Lie => ({
  name,
  tell: (answer) => changingObjects(answer, change),
});

const renumbered = (by: number) => (json: Json) =>
  isJsonObject(json) && typeof json['id'] === 'number' ? { ...json, id: json['id'] + by } : json;

const BAD_NUMBERS: Readonly<Record<string, Json>> = {
  null: null,
  true: true,
  text: '7',
  'text-of-words': 'seven',
  list: [7],
  object: { id: 7 },
  negative: -1,
  zero: 0,
  fraction: 1.5,
  'above-int': 2 ** 31,
  'above-safe': 2 ** 53,
  huge: 1e21,
};

/** Rows and objects that are not those that were asked for, or not as many. */
export const ROW_LIES: readonly Lie[] = [
  rows('rows-doubled', (list) => [...list, ...list]),
  rows('rows-each-twice', (list) => list.flatMap((row) => [row, row])),
  rows('rows-all-the-first', (list) => list.map(() => list[0] ?? null)),
  rows('rows-missing', (list) => list.slice(0, list.length / 2)),
  rows('rows-one', (list) => list.slice(0, 1)),
  rows('rows-none', () => []),
  rows('rows-reversed', (list) => [...list].reverse()),
  rows('rows-rotated', (list) => [...list.slice(3), ...list.slice(0, 3)]),
  rows('rows-null', (list) => list.map(() => null)),
  rows('rows-some-null', (list) => list.map((row, index) => (index % 3 === 1 ? null : row))),
  rows('rows-first-null', (list) => list.map((row, index) => (index === 0 ? null : row))),
  rows('rows-last-null', (list) =>
    list.map((row, index) => (index === list.length - 1 ? null : row)),
  ),
  rows('rows-empty', (list) => list.map(() => ({}))),
  rows('rows-numbers', (list) => list.map((_row, index) => index)),
  rows('rows-texts', (list) => list.map(() => 'row')),
  rows('rows-lists', (list) => list.map((row) => [row])),
  rows('rows-251', (list) => [...list, ...Array.from({ length: 251 }, () => list[0] ?? null)]),
  rows('rows-100000', (list) => [...list, ...Array.from({ length: 100_000 }, () => ({}))]),
  rows('rows-renumbered', (list) => list.map(renumbered(1_000_000))),
  objects('other-object', renumbered(1)),
  objects('object-without-id', ({ id: _id, ...rest }) => rest),
  ...Object.entries(BAD_NUMBERS).flatMap(([name, number]) => [
    objects(`id-${name}`, (object) => ({ ...object, id: number })),
    objects(`inner-id-${name}`, (object) =>
      mapValues(object, (one) => (isJsonObject(one) && 'id' in one ? { ...one, id: number } : one)),
    ),
    objects(`counts-${name}`, (object) => ({
      ...object,
      version: number,
      total: number,
      received_total: number,
    })),
  ]),
  objects('huge-lists-inside', (object) => ({
    ...object,
    related: many(),
    patches: many(),
    series: many(),
    maintainers: many(),
    prefixes: Array.from({ length: 20_000 }, () => 'x'),
  })),
  objects('huge-headers', (object) => ({
    ...object,
    headers: { Received: Array.from({ length: 50_000 }, () => 'x') },
  })),
  objects('many-headers', (object) => ({
    ...object,
    headers: Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`x-${String(index)}`, 'y']),
    ),
  })),
  objects('unknown-fields', (object) => ({
    ...object,
    ...Object.fromEntries(
      Array.from({ length: 2_000 }, (_, index) => [`x${String(index)}`, index]),
    ),
  })),
];

const many = (): readonly Json[] => Array.from({ length: 20_000 }, (_, index) => ({ id: index }));

function mapValues(object: JsonObject, change: (value: Json, key: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, one]) => [key, change(one, key)]));
}

const WRONG: Readonly<Record<string, Json>> = {
  null: null,
  number: 5,
  false: false,
  list: ['a', 1],
  object: { a: 1 },
  'empty-list': [],
  'empty-text': '',
  'huge-text': 'x'.repeat(20_000),
  'blank-text': ' \n\t\r ',
};

/** Fields of all resources; `*` is all of them at once. */
const FIELDS = [
  'url', 'web_url', 'project', 'msgid', 'list_archive_url', 'date', 'name', 'commit_ref', 'pull_url',
  'state', 'archived', 'hash', 'submitter', 'delegate', 'mbox', 'series', 'comments', 'check', 'checks',
  'tags', 'related', 'headers', 'content', 'diff', 'prefixes', 'version', 'total', 'received_total',
  'received_all', 'cover_letter', 'patches', 'dependencies', 'subject', 'addressed', 'user', 'context',
  'target_url', 'description', 'category', 'actor', 'payload', 'link_name', 'list_id', 'list_email',
  'maintainers', 'list_archive_url_format', 'owner', 'public', 'email', 'username', 'first_name', '*',
]; // prettier-ignore

/** Each field of each resource, missing and as each wrong kind of value. */
export const FIELD_LIES: readonly Lie[] = FIELDS.flatMap((field) => [
  objects(`field-${field}-missing`, (object) =>
    Object.fromEntries(
      Object.entries(object).filter(([key]) => key === 'id' || (key !== field && field !== '*')),
    ),
  ),
  ...Object.entries(WRONG).map(([name, wrong]) =>
    objects(`field-${field}-${name}`, (object) =>
      mapValues(object, (own, key) =>
        key !== 'id' && (key === field || field === '*') ? wrong : own,
      ),
    ),
  ),
]);

const DATES = [
  'yesterday', '2026-13-45T00:00:00', '9999-12-31T23:59:59', '0001-01-01T00:00:00',
  '-271821-04-20T00:00:00', '+275760-09-13T00:00:01', '2026-02-30T10:00:00', '2026-01-01', '0',
  '2026-01-01T00:00:00+99:99', '1970-01-01T00:00:00', '2026-01-01T00:00:00.123456789012',
]; // prettier-ignore

/** Dates that cannot be read or be true. */
export const DATE_LIES: readonly Lie[] = [
  ...DATES.map((date) => objects(`date-${date}`, (object) => ({ ...object, date }))),
  rows('dates-all-equal', (list) =>
    list.map((row) => (isJsonObject(row) ? { ...row, date: '2026-10-01T10:00:00' } : row)),
  ),
  ...['garbage', 'Thu, 01 Jan 1970 00:00:00 GMT', 'Fri, 31 Dec 9999 23:59:59 GMT'].map(
    (date): Lie => ({
      name: `clock-${date.slice(-13)}`,
      tell: (answer) => withHeaders(answer, { date }),
    }),
  ),
];

const linked = (name: string, link: (path: string, page: number) => string | undefined): Lie => ({
  name,
  tell: (answer, { url }) => {
    if (!isList(answer)) return answer;
    const { pathname, searchParams } = new URL(url, 'http://liar.example');
    return withHeaders(answer, { link: link(pathname, Number(searchParams.get('page') ?? 1)) });
  },
});

/** Link headers that lead astray. */
export const LINK_LIES: readonly Lie[] = [
  linked('link-none', () => undefined),
  linked('link-empty', () => ''),
  linked('link-garbage', () => '<<<;;rel=next'),
  linked('link-to-itself', (path, page) => `<${path}?page=${String(page)}>; rel="next"`),
  linked('link-on-for-ever', (path, page) => `<${path}?page=${String(page + 1)}>; rel="next"`),
  linked('link-ahead', (path, page) => `<${path}?page=${String(page + 7)}>; rel="next"`),
  linked('link-back', (path, page) => `<${path}?page=${String(page - 1)}>; rel="next"`),
  linked('link-elsewhere', () => '<https://evil.example/?page=2>; rel="next"'),
  linked(
    'link-other-list',
    (_path, page) => `</api/1.3/people/?page=${String(page + 1)}>; rel="next"`,
  ),
  linked('link-words', (path) => `<${path}?page=two>; rel="next"`),
  linked('link-huge-page', (path) => `<${path}?page=${'9'.repeat(400)}>; rel="next"`),
  linked(
    'last-huge',
    (path) => `<${path}?page=2>; rel="next", <${path}?page=4000000000>; rel="last"`,
  ),
  linked(
    'last-int',
    (path) => `<${path}?page=2>; rel="next", <${path}?page=2147483647>; rel="last"`,
  ),
  linked('last-zero', (path) => `<${path}?page=0>; rel="last"`),
  linked('last-negative', (path) => `<${path}?page=-5>; rel="last"`),
  linked('last-words', (path) => `<${path}?page=2>; rel="next", <${path}?page=last>; rel="last"`),
  linked('link-thousand', (path) =>
    Array.from({ length: 100 }, (_, page) => `<${path}?page=${String(page)}>; rel="next"`).join(),
  ),
  {
    name: 'pages-repeat',
    tell: (answer, { url }) => {
      if (!isList(answer)) return answer;
      const page = Number(new URL(url, 'http://liar.example').searchParams.get('page') ?? 1);
      const next = `<${url.split('?')[0] ?? ''}?page=${String(page + 1)}>; rel="next"`;
      const first = [{ id: 1, name: 'again', date: '2026-10-01T10:00:00', msgid: '<a@b>' }];
      return withHeaders(withBody(answer, JSON.stringify(page > 1 ? first : jsonOf(answer))), {
        link: next,
      });
    },
  },
];

/** API versions that come and go, and texts that are not mboxes. */
export const OTHER_LIES: readonly Lie[] = [
  {
    name: 'no-version',
    codes: ['NOT_SUPPORTED_BY_INSTANCE'],
    tell: (answer, { url }) => (url.startsWith('/api/') ? notFound(answer) : answer),
  },
  {
    name: 'older-versions-only',
    codes: ['NOT_SUPPORTED_BY_INSTANCE'],
    tell: (answer, { url }) => (/^\/api\/1\.[1-4]\//.test(url) ? notFound(answer) : answer),
  },
  {
    name: 'versions-by-turns',
    codes: ['NOT_SUPPORTED_BY_INSTANCE'],
    tell: (answer, { url, index }) =>
      url.startsWith('/api/1.') && index % 2 === 0 ? notFound(answer) : answer,
  },
  {
    name: 'index-of-anything',
    tell: (answer, { url }) =>
      /^\/api\/(1\.\d\/)?$/.test(url) ? withBody(answer, '{"patches": 1}') : answer,
  },
  {
    name: 'turns-of-truth',
    tell: (answer, { index }) =>
      index % 2 === 0 ? withBody({ ...answer, status: 500 }, 'oops') : answer,
  },
  ...Object.entries({
    'text-empty': '',
    'text-null': 'null',
    'text-json': '{"detail": "no"}',
    'text-html': '<html></html>',
    'text-bytes': '\0\x01\x02',
    'text-from-only': 'From ',
    'text-huge': `From x\n${'y'.repeat(4_000_000)}`,
  }).map(([name, body]): Lie => ({
    name,
    tell: (answer, { url }) => (url.includes('/mbox') ? withBody(answer, body) : answer),
  })),
];

function notFound(answer: Parameters<Lie['tell']>[0]): ReturnType<Lie['tell']> {
  const body = withBody({ ...answer, status: 404 }, '<h1>Not Found</h1>');
  return withHeaders(body, { 'content-type': 'text/html' });
}
