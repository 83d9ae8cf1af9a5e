import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { releaseInstance } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

/*
 * Whatever a client sends is answered quickly, with data or with a client error: never
 * with a 5xx, with INTERNAL_SERVER_ERROR, with a crash or not at all.
 */

const ANSWER_WITHIN_MS = 5_000;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    instances: [releaseInstance('v31'), releaseInstance('v22')],
    limits: { maxUpstreamRequestsPerInstance: 20 },
  });
});
afterEach(() => {
  const faults = gateway.logs.filter((line) => /"level":(?:50|60)/.test(line));
  expect(faults).toEqual([]);
});
afterAll(() => gateway.close());

async function expectClean(path: string, init: RequestInit): Promise<void> {
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const response = await fetch(gateway.url + path, { ...init, signal });
  const text = await response.text();
  expect(response.status, text).toBeLessThan(500);
  expect(text).not.toMatch(/INTERNAL_SERVER_ERROR|node_modules|\.ts:\d|\\n {4}at /);
  if (response.status !== 204) expect(() => void JSON.parse(text)).not.toThrow();
}

const post = (body: string | Buffer, headers: Record<string, string> = {}): Promise<void> =>
  expectClean('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ maxLength: 20 }),
  fc.constantFrom(
    '\0',
    '%',
    '%00',
    '../../',
    '<>',
    '"',
    '\\',
    '${x}',
    '\ud800',
    '𝒳',
    '＜a@b＞',
    '-1',
    'null',
  ),
);

/** Words of the language in random order, including names of the schema. */
const words = fc
  .array(
    fc.constantFrom(
      ...'{ } ( ) [ ] : ! $ @ ... | & = query mutation subscription fragment on A a true null 1 -1 1e999 "x" """y""" patches nodes node id first after filter instances __typename __schema __type types fields type ofType name @skip(if:true) @include(if:$a) patch(instance:"v31",databaseId:7) #c \n , 99999999999999999999 0x1 "\\u{110000}" "\\q'.split(
        ' ',
      ),
    ),
    { maxLength: 60 },
  )
  .map((list) => list.join(' '));

/** Operations that are valid except for their values. */
const OPERATIONS = [
  'query ($v: ID!) { node(id: $v) { id } }',
  'query ($v: [ID!]!) { nodes(ids: $v) { id } }',
  'query ($v: String!) { message(messageId: $v) { messageId occurrences { id } } }',
  'query ($v: MessageID!) { message(messageId: $v) { messageId occurrences { id } } }',
  'query ($v: String!) { resource(url: $v) { id } }',
  'query ($v: URL!) { resource(url: $v) { id } }',
  'query ($v: String!) { search(query: $v, first: 2) { nodes { __typename } warnings { code } } }',
  'query ($v: String) { patches(first: 2, after: $v) { nodes { id } } }',
  'query ($v: Int) { patches(first: $v) { nodes { id } } }',
  'query ($v: [String!]) { patches(first: 2, instances: $v) { nodes { id } } }',
  'query ($v: PatchFilter) { patches(first: 2, filter: $v) { nodes { id } sources { status } } }',
  'query ($v: DateTime) { patches(first: 2, filter: {since: $v}) { nodes { id } } }',
  'query ($v: String) { patches(first: 2, filter: {q: $v}) { nodes { id } } }',
  'query ($v: [String!]) { patches(first: 2, filter: {state: $v, project: $v}) { nodes { id } } }',
  'query ($v: EventFilter) { events(first: 2, filter: $v) { nodes { id } } }',
  'query ($v: String!) { project(instance: "v31", linkName: $v) { id } }',
  'query ($v: Int!) { patch(instance: "v31", databaseId: $v) { id comments { id } } }',
  'query ($v: String!) { patch(instance: "v31", databaseId: 7) { header(name: $v) } }',
];

/** Cursors and ids derived from valid ones. */
const bent = fc
  .tuple(fc.base64String({ maxLength: 80 }), fc.constantFrom('', '=', '-', '_', '.', '~'), anyText)
  .map(([start, middle, end]) => start + middle + end);

const anyValue = fc.oneof(
  anyText,
  bent,
  fc.integer(),
  fc.double(),
  fc.constantFrom(
    null,
    true,
    [],
    {},
    2 ** 53,
    -(2 ** 31) - 1,
    '0000-00-00',
    '9999-12-31T23:59:60Z',
    '2025-02-30T00:00:00Z',
    'http://[::1',
    'http://127.0.0.1:9/patch/1/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    `<${'a'.repeat(3000)}@b>`,
    '(((((((((',
    'state:"new project:',
    { project: ['a'.repeat(5000)] },
    { since: 'yesterday', archived: 'maybe' },
  ),
  fc.array(anyText, { maxLength: 5 }),
  fc.jsonValue({ maxDepth: 3 }),
);

describe('hostile input', () => {
  it('as a body is refused', async () => {
    const type = fc.constantFrom(
      'application/json',
      'application/json; charset=utf-16',
      'text/plain',
      'application/graphql',
      'multipart/form-data; boundary=x',
      'nonsense',
    );
    const body = fc.oneof(
      anyText,
      fc.json(),
      fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
      fc
        .record(
          {
            query: fc.jsonValue(),
            variables: fc.jsonValue(),
            operationName: fc.jsonValue(),
            extensions: fc.jsonValue(),
            documentId: fc.jsonValue(),
          },
          { requiredKeys: [] },
        )
        .map((value) => JSON.stringify(value)),
    );
    await fc.assert(
      fc.asyncProperty(body, type, async (sent, contentType) => {
        await post(sent, { 'content-type': contentType });
      }),
      { numRuns: 100 },
    );
  });

  it('as a document is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(words, anyText), async (query) => {
        await post(JSON.stringify({ query }));
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['depth', (size: number) => '{ a'.repeat(size) + ' }'.repeat(size)],
    [
      'depth of a list',
      (size: number) => `{ node(id: ${'['.repeat(size)}${']'.repeat(size)}) { id } }`,
    ],
    [
      'depth of an object',
      (size: number) =>
        `{ patches(filter: ${'{a:'.repeat(size)}1${'}'.repeat(size)}) { nodes { id } } }`,
    ],
    ['one field, often', (size: number) => `{ ${'__typename '.repeat(size)} }`],
    ['one object, often', (size: number) => `{ ${'patches { nodes { id } } '.repeat(size)} }`],
    [
      'many names',
      (size: number) =>
        `{ ${Array.from({ length: size }, (_, n) => `a${String(n)}: __typename`).join(' ')} }`,
    ],
    ['many directives', (size: number) => `{ __typename ${'@skip(if: true) '.repeat(size)} }`],
    [
      'many unknown fields',
      (size: number) =>
        `{ ${Array.from({ length: size }, (_, n) => `patche${String(n)}`).join(' ')} }`,
    ],
    [
      'many fragments',
      (size: number) =>
        `{ ...F0 } ${Array.from({ length: size }, (_, n) => `fragment F${String(n)} on Query { ...F${String(n + 1)} ...F${String(n + 1)} }`).join(' ')} fragment F${String(size)} on Query { __typename }`,
    ],
    [
      'many variables',
      (size: number) =>
        `query (${Array.from({ length: size }, (_, n) => `$v${String(n)}: Int`).join(' ')}) { __typename }`,
    ],
    [
      'depth of introspection',
      (size: number) =>
        `{ __schema { types ${'{ fields { type '.repeat(size)} { name } ${'} }'.repeat(size)} } }`,
    ],
    ['a long string', (size: number) => `{ node(id: "${'a'.repeat(size * 20)}") { id } }`],
    ['a long comment', (size: number) => `{ __typename } #${'a'.repeat(size * 20)}`],
  ])('in size (%s) is refused or answered soon', async (_what, make) => {
    for (const size of [10, 300, 1_200, 4_000]) {
      await post(JSON.stringify({ query: make(size) }));
    }
  });

  it.each(['[', '{"a":'])('as JSON that is deep (%s) is refused', async (open) => {
    const close = open === '[' ? ']' : '}';
    for (const size of [100, 10_000, 100_000]) {
      const value = `${open.repeat(size)}1${close.repeat(size)}`;
      await post(value);
      await post(`{"query": "{ __typename }", "variables": {"v": ${value}}}`);
      await post(
        `{"query": "query ($v: PatchFilter) { patches(filter: $v) { nodes { id } } }", "variables": {"v": ${value}}}`,
      );
    }
  });

  it('as values is refused with the operation they came with', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...OPERATIONS), anyValue, async (query, v) => {
        await post(JSON.stringify({ query, variables: { v } }));
      }),
      { numRuns: 300 },
    );
  });

  it('as headers and URLs is refused', async () => {
    const headerText = anyText.map((text) => text.replaceAll(/[^\x20-\x7e]/g, '?').trim());
    const header = fc.record(
      {
        'x-patchwork-token': headerText,
        'x-upstream-report': headerText,
        accept: fc.oneof(
          headerText,
          fc.constantFrom('text/html', 'multipart/mixed', 'application/graphql-response+json'),
        ),
        'accept-encoding': headerText,
        origin: headerText,
        'x-forwarded-for': headerText,
        cookie: headerText,
        'if-none-match': headerText,
      },
      { requiredKeys: [] },
    );
    const path = fc.oneof(
      anyText.map(
        (text) => `/graphql?query=${encodeURIComponent(text.replaceAll(/[\ud800-\udfff]/g, '?'))}`,
      ),
      fc.webPath().map((text) => `/${text}`),
      fc.constantFrom(
        '/graphql?query=%',
        '/graphql?query=%ff',
        '/graphql?variables={&query={__typename}',
        '//graphql',
        '/graphql/..',
        '/%2e%2e/etc/passwd',
        '/assets/%2e%2e/%2e%2e/package.json',
        '/graphql?query={__typename}&query={a}',
        '/healthz/',
        '/metrics?a',
      ),
    );
    const method = fc.constantFrom('GET', 'POST', 'OPTIONS', 'DELETE', 'PATCH');
    await fc.assert(
      fc.asyncProperty(path, method, header, async (address, verb, headers) => {
        const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
        const response = await fetch(gateway.url + address, { method: verb, headers, signal });
        expect(response.status).toBeLessThan(500);
        const text = await response.text();
        if (!address.startsWith('/metrics')) expect(text).not.toContain('INTERNAL_SERVER_ERROR');
      }),
      { numRuns: 150 },
    );
  });

  it('as malformed HTTP ends with an answer or a closed connection', async () => {
    const line = fc.constantFrom(
      'GET /graphql HTTP/1.1',
      'POST /graphql HTTP/1.1',
      'GET // HTTP/1.1',
      'GET http://[::1/graphql HTTP/1.1',
      'GET * HTTP/1.1',
      'OPTIONS * HTTP/1.1',
      'CONNECT a:1 HTTP/1.1',
      'PRI * HTTP/2.0',
      'GET /graphql?query=\x01 HTTP/1.1',
      'BREW /graphql HTTP/1.1',
      'GET /graphql HTTP/9.9',
      '\x16\x03\x01\x02\x00',
    );
    const headers = fc.array(
      fc.constantFrom(
        'Host: a',
        'Host: [::',
        'Host: a b',
        'Host: a:99999999',
        'Host:',
        'Content-Length: 5',
        'Content-Length: -1',
        'Content-Length: 5, 6',
        'Transfer-Encoding: chunked',
        'Transfer-Encoding: gzip, chunked',
        'Expect: 100-continue',
        'Expect: nonsense',
        'Upgrade: websocket',
        'Connection: upgrade',
        'Content-Type: application/json',
        'Apollo-Require-Preflight: 1',
        ' folded',
        'No colon',
        `X-Long: ${'a'.repeat(20_000)}`,
        'X\0: 1',
      ),
      { maxLength: 6 },
    );
    const body = fc.oneof(anyText, fc.constantFrom('5\r\n{"que', 'zz\r\n', '0\r\n\r\n'));
    await fc.assert(
      fc.asyncProperty(line, headers, body, async (first, rest, last) => {
        const { port, hostname } = new URL(gateway.url);
        const socket = connect(Number(port), hostname);
        let answer = '';
        socket.setEncoding('latin1').on('data', (chunk: string) => (answer += chunk));
        socket.on('error', () => undefined);
        await once(socket, 'connect');
        const closed = once(socket, 'close');
        socket.end(`${[first, ...rest, 'Connection: close'].join('\r\n')}\r\n\r\n${last}`);
        await closed;
        if (answer !== '') expect(answer).toMatch(/^HTTP\/1\.1 [1234]\d\d /);
      }),
      { numRuns: 150 },
    );
  });

  it('does not affect the gateway', async () => {
    expect(await gateway.data('{ patch(instance: "v31", databaseId: 7) { databaseId } }')).toEqual({
      patch: { databaseId: 7 },
    });
    expect((await fetch(`${gateway.url}/readyz`)).status).toBe(200);
  });
});
