import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoState } from '../tools/demoState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

// Read from the data folder and not through the program, so that the documents are the reference.
const folder = new URL('../../src/sample/demo/captured/', import.meta.url);
const read = (name: string): Document =>
  JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Document;

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Document = Readonly<Record<string, Json>>;

/** The field of the graph for a key of a document. */
interface Mapping {
  /** Path in the answer; a number picks from a list. */
  readonly path: readonly (string | number)[];
  /** Converts the document's value to that of the graph; by default it is the same. */
  readonly as?: (value: Json) => Json;
}

const text = (value: Json): string => {
  if (typeof value !== 'string') throw new TypeError(`${JSON.stringify(value)} is no text`);
  return value;
};
const utc = (value: Json): Json => `${text(value)}Z`;
const withoutBrackets = (value: Json): Json => text(value).replace(/^<|>$/g, '');
const upperCase = (value: Json): Json => text(value).toUpperCase();
/** `comments` and `checks` are URLs without a version upstream; the graph has the lists. */
const whatIsThere = (): Json => [];

const PROJECT: Readonly<Record<string, string>> = {
  id: 'databaseId',
  url: 'url',
  name: 'name',
  link_name: 'linkName',
  list_id: 'listId',
  list_email: 'listEmail',
  web_url: 'webUrl',
  scm_url: 'scmUrl',
  webscm_url: 'webscmUrl',
  list_archive_url: 'listArchiveUrl',
  list_archive_url_format: 'listArchiveUrlFormat',
  commit_url_format: 'commitUrlFormat',
};
const PERSON = { id: 'databaseId', url: 'url', name: 'name', email: 'email' };

const nested = (
  upstream: string,
  path: readonly (string | number)[],
  fields: Readonly<Record<string, string>>,
): [string, Mapping][] =>
  Object.entries(fields).map(([key, field]) => [`${upstream}.${key}`, { path: [...path, field] }]);

/** Every key of a mail in both documents. */
const MAIL: readonly [string, Mapping][] = [
  ['id', { path: ['databaseId'] }],
  ['url', { path: ['url'] }],
  ['web_url', { path: ['webUrl'] }],
  ...nested('project', ['project'], PROJECT),
  ['msgid', { path: ['messageId'], as: withoutBrackets }],
  ['list_archive_url', { path: ['listArchiveUrl'] }],
  ['date', { path: ['date'], as: utc }],
  ['name', { path: ['name'] }],
  ...nested('submitter', ['submitter'], PERSON),
  ['mbox', { path: ['mboxUrl'] }],
  ...nested('series.0', ['series'], {
    id: 'databaseId',
    url: 'url',
    web_url: 'webUrl',
    name: 'name',
    version: 'version',
    mbox: 'mboxUrl',
  }),
  ['series.0.date', { path: ['series', 'date'], as: utc }],
  ['comments', { path: ['comments'], as: whatIsThere }],
  ['content', { path: ['content'] }],
];

const PATCH = new Map<string, Mapping>([
  ...MAIL,
  ['commit_ref', { path: ['commitRef'] }],
  ['pull_url', { path: ['pullUrl'] }],
  ['state', { path: ['state', 'slug'] }],
  ['archived', { path: ['archived'] }],
  ['hash', { path: ['hash'] }],
  ['delegate', { path: ['delegate'] }],
  ['check', { path: ['check'], as: upperCase }],
  ['checks', { path: ['checks'], as: whatIsThere }],
  ['tags', { path: ['tags'], as: () => [] }],
  ['related', { path: ['related'] }],
  ['diff', { path: ['diff'] }],
  ['prefixes', { path: ['prefixes'] }],
]);
const COVER = new Map<string, Mapping>(MAIL);

const FIELDS = `databaseId url webUrl messageId listArchiveUrl date name mboxUrl content
  project { databaseId url name linkName listId listEmail webUrl scmUrl webscmUrl
    listArchiveUrl listArchiveUrlFormat commitUrlFormat }
  submitter { databaseId url name email }
  series { databaseId url webUrl name version mboxUrl date }
  comments { databaseId }
  headers { name raw value }`;

interface HeaderAnswer {
  readonly name: string;
  readonly raw: string;
  readonly value: string;
}
type MailAnswer = Document & { readonly headers: readonly (HeaderAnswer & Document)[] };

/** Paths of every value in a document except the headers; empty lists and objects are values, too. */
function leaves(value: Json, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries = Object.entries(value);
  const isWords = Array.isArray(value) && value.every((item) => typeof item === 'string');
  if (entries.length === 0 || isWords) return [path];
  return entries.flatMap(([key, item]) => leaves(item, path === '' ? key : `${path}.${key}`));
}

function valueAt(root: Json, path: readonly (string | number)[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Readonly<Record<string | number, Json>>)[key]
        : undefined,
    root,
  );
}

/** Compares a document with an answer key by key. */
function walk(document: Document, answer: MailAnswer, table: ReadonlyMap<string, Mapping>): void {
  const { headers, ...rest } = document;
  const keys = leaves(rest, '');
  expect(keys.filter((key) => !table.has(key))).toEqual([]);
  for (const key of keys) {
    const mapping = table.get(key);
    if (mapping === undefined) continue;
    const upstream = valueAt(document, key.split('.')) ?? null;
    expect.soft(valueAt(answer, mapping.path), key).toEqual((mapping.as ?? ((v) => v))(upstream));
  }

  // Each header, each occurrence, in order, with its name as sent.
  const sent = Object.entries(headers as Readonly<Record<string, string | readonly string[]>>);
  const occurrences = sent.flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((raw) => ({ name, raw })),
  );
  expect(occurrences.length).toBeGreaterThan(30);
  expect(answer.headers.map(({ name, raw }) => ({ name, raw }))).toEqual(occurrences);
  for (const { raw, value } of answer.headers) {
    expect(value).toBe(raw.replace(/\r?\n/g, ''));
  }
}

let gateway: TestGateway;
beforeEach(async () => {
  const state = demoState('cedar');
  gateway = await startTestGateway({
    instances: [
      { name: 'ozlabs', state },
      { name: 'old', state, apiVersion: '1.1' },
    ],
  });
});
afterEach(() => gateway.close());

describe('the captured patch 810817 (API 1.2)', () => {
  const document = read('patch-810817-v1.2.json');

  it('returns the content of its document', async () => {
    const { patch } = await gateway.data<{ patch: Document }>(`{
      patch(instance: "ozlabs", databaseId: 810817) {
        name state { slug } submitter { name email }
        headers(names: ["Received"]) { value }
        diff series { name version patches { name } } check
      }
    }`);
    const { name, diff } = document;
    const { Received } = document['headers'] as { Received: string[] };
    expect(patch).toEqual({
      name,
      state: { slug: 'accepted' },
      submitter: { name: 'Joe Stringer', email: 'joe@ovn.org' },
      headers: Received.map((raw) => ({ value: raw.replaceAll('\n', '') })),
      diff,
      series: { name, version: 1, patches: [{ name }] },
      check: 'PENDING',
    });
    expect(Received).toHaveLength(5);
    // The patch embeds its series, but not the series' patches.
    expect(gateway.requests('ozlabs')).toEqual(['/patches/810817/', '/series/1891/']);
    expect(gateway.requests('old')).toEqual([]);
  });

  it('is available key by key', async () => {
    const { patch } = await gateway.data<{ patch: MailAnswer }>(`{
      patch(instance: "ozlabs", databaseId: 810817) {
        ${FIELDS}
        commitRef pullUrl state { slug } archived hash delegate { username } check
        checks { databaseId } tags { name } related { databaseId } diff prefixes
      }
    }`);
    walk(document, patch, PATCH);
  });

  it('costs one request if no field needs more', async () => {
    await gateway.data(`{
      patch(instance: "ozlabs", databaseId: 810817) {
        name prefixes content diff hash state { slug } delegate { username } headers { value }
        submitter { name email } project { name linkName listEmail } series { name version date }
      }
    }`);
    expect(gateway.requests('ozlabs')).toEqual(['/patches/810817/']);
  });
});

describe('the captured cover 2227899 (API 1.1)', () => {
  const document = read('cover-2227899-v1.1.json');

  it('is available key by key, with every header', async () => {
    const { cover } = await gateway.data<{ cover: MailAnswer }>(
      `{ cover(instance: "old", databaseId: 2227899) { ${FIELDS} } }`,
    );
    walk(document, cover, COVER);
    expect(gateway.server('old').requests.map(({ path }) => path)).toEqual([
      '/api/1.1/covers/2227899/',
      '/api/1.1/covers/2227899/comments/?per_page=250',
    ]);
    expect(gateway.requests('ozlabs')).toEqual([]);
  });

  it('has null for fields that API 1.1 lacks, and capabilities that report it', async () => {
    const answer = await gateway.data(`{
      cover(instance: "old", databaseId: 2227899) {
        listArchiveUrl
        project { listArchiveUrl listArchiveUrlFormat commitUrlFormat showDependencies }
        instance { apiVersion capabilities { listArchiveUrl projectUrlFormats webUrls coverMbox } }
      }
    }`);
    expect(answer).toEqual({
      cover: {
        listArchiveUrl: null,
        project: {
          listArchiveUrl: null,
          listArchiveUrlFormat: null,
          commitUrlFormat: null,
          showDependencies: null,
        },
        instance: {
          apiVersion: '1.1',
          capabilities: {
            listArchiveUrl: false,
            projectUrlFormats: false,
            webUrls: true,
            coverMbox: true,
          },
        },
      },
    });
  });
});
