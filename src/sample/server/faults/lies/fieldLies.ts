import { isJsonObject, mapValues, objects, rows, withHeaders, type Json, type Lie } from './Lie.js';

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

/** Each field of each resource: missing, and with each wrong kind of value. */
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

/** Dates that are invalid or cannot be true. */
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
