import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../src/sample/server/faults.js';
import { idOf, releaseInstance, startReleases } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

interface Message {
  readonly messageId: string;
  readonly subject: string;
  readonly date: string;
  readonly occurrences: readonly {
    readonly __typename: string;
    readonly databaseId: number;
    readonly instance: { readonly name: string };
  }[];
  readonly sources: readonly { readonly instance: string; readonly status: string }[];
}

const FIELDS = `messageId subject date
  occurrences { __typename databaseId instance { name } }
  sources { instance status error { code message } warnings { code } totalCount requests }`;

const SHARED = '20260315.shared.0@vale.example';
const CROSS_POSTED = '20260316.cross1@pike.example';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startReleases(['main', 'v31', 'v22']);
});
afterEach(() => gateway.close());

const ask = (messageId: string) =>
  gateway.ask<{ message: Message | null }>(
    `query ($messageId: MessageID!) { message(messageId: $messageId) { ${FIELDS} } }`,
    { variables: { messageId } },
  );

describe('message', () => {
  it('is searched for on the selected instances', async () => {
    const found = await gateway.data<{ message: Message | null }>(
      `{ message(messageId: "${SHARED}", instances: ["v22", "main"]) { ${FIELDS} } }`,
    );
    expect(found.message?.sources.map(({ instance }) => instance)).toEqual(['main', 'v22']);
    expect(gateway.requests('v31')).toEqual([]);
    const { data, errors } = await gateway.ask<{ message: unknown }>(
      `{ message(messageId: "${SHARED}", instances: ["typo"]) { subject } }`,
    );
    expect(data.message).toBeNull();
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('finds a cover on every instance, with 2 requests to each', async () => {
    const { data, errors } = await ask(SHARED);
    expect(errors).toBeUndefined();
    expect(data.message?.occurrences).toEqual(
      (['main', 'v31', 'v22'] as const).map((name) => ({
        __typename: 'Cover',
        databaseId: idOf(name, name === 'main' ? 'K.0@lantern' : 'K.0@kettle'),
        instance: { name },
      })),
    );
    expect(data.message).toMatchObject({
      messageId: SHARED,
      subject: '[PATCH 0/4] shared: boil by lantern light',
      date: '2026-03-15T08:00:00Z',
      sources: ['main', 'v31', 'v22'].map((instance) => ({
        instance,
        status: 'OK',
        error: null,
        warnings: [],
        totalCount: 1,
      })),
    });
    const search = (path: string) => path.includes('msgid=');
    for (const name of ['main', 'v31', 'v22']) {
      expect(gateway.requests(name).filter(search).sort()).toEqual([
        '/covers/?msgid=20260315.shared.0%40vale.example&per_page=250',
        '/patches/?msgid=20260315.shared.0%40vale.example&per_page=250',
      ]);
    }
  });

  it('finds every posting of a cross-posted patch', async () => {
    const { data } = await ask(CROSS_POSTED);
    expect(
      data.message?.occurrences.map(
        ({ instance, databaseId }) => `${instance.name} ${String(databaseId)}`,
      ),
    ).toEqual(
      (['main', 'v31', 'v22'] as const).flatMap((name) =>
        ['X1@kettle', 'X1@lantern']
          .map((key) => idOf(name, key))
          .sort((left, right) => left - right)
          .map((id) => `${name} ${String(id)}`),
      ),
    );
  });

  it.each([
    `<${SHARED}>`,
    ` <${SHARED}> `,
    `Message-ID: <${SHARED}>`,
    encodeURIComponent(SHARED),
    encodeURIComponent(`<${SHARED}>`),
    encodeURIComponent(encodeURIComponent(SHARED)),
  ])('takes it as people write it: %s', async (messageId) => {
    const { data } = await ask(messageId);
    expect(data.message?.messageId).toBe(SHARED);
    expect(data.message?.occurrences).toHaveLength(3);
  });

  it.each([
    'a/b/c-s1@vale.example',
    'CA+boil=Z-s1@mail.vale.example',
    'p%2Bq%41&r#s-s1@vale.example',
  ])('finds %s, with characters that addresses escape', async (messageId) => {
    const { data } = await ask(messageId);
    expect(data.message?.messageId).toBe(messageId);
    expect(data.message?.occurrences.map(({ instance }) => instance.name)).toEqual(['v31']);
  });

  it.each([
    [
      '',
      'A Message-ID is empty: write it as in the mail, such as 20260131093000.1234-1-jane@example.org',
    ],
    ['<>', 'A Message-ID is empty'],
    ['a\nb@example.org', 'contains a control character'],
    ['<a@b> <c@d>', 'is not a single Message-ID'],
    ['x'.repeat(1100), 'is longer than any server stores'],
  ])('refuses "%s"', async (messageId, message) => {
    const { errors } = await ask(messageId);
    expect(errors?.[0]?.message).toContain(message);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(gateway.requests('v31')).toEqual([]);
    const inline = await gateway.ask(
      `{ message(messageId: ${JSON.stringify(messageId)}) { subject } }`,
    );
    expect(inline.errors?.[0]?.message).toContain(message);
    expect(inline.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('reports which instances failed, and is not null because of them', async () => {
    await gateway.close();
    gateway = await startTestGateway({
      instances: [
        releaseInstance('v31'),
        { ...releaseInstance('v22'), name: 'old', apiVersion: '1.1' },
        { name: 'dead', url: 'http://127.0.0.1:9' },
      ],
      settle: false,
    });
    for (const [messageId, found] of [
      [CROSS_POSTED, 2],
      ['nobody@nowhere.example', 0],
    ] as const) {
      const { data, errors } = await ask(messageId);
      expect(errors).toBeUndefined();
      expect(data.message?.occurrences).toHaveLength(found);
      expect(data.message?.sources).toMatchObject([
        { instance: 'v31', status: 'OK', error: null, totalCount: found },
        {
          instance: 'old',
          status: 'SKIPPED',
          error: {
            code: 'NOT_SUPPORTED_BY_INSTANCE',
            message: 'old: finding patches by Message-ID needs API 1.2, this server has 1.1',
          },
        },
        { instance: 'dead', status: 'FAILED', error: { code: 'UPSTREAM_UNAVAILABLE' } },
      ]);
    }
    // API 1.1 ignores the filter on patches: it must never be queried that way.
    expect(gateway.requests('old').filter((path) => path.startsWith('/patches/'))).toEqual([]);
  });

  it('still finds covers below API 1.2, and warns about the patches', async () => {
    await gateway.close();
    gateway = await startTestGateway({
      instances: [{ ...releaseInstance('v22'), name: 'old', apiVersion: '1.1' }],
    });
    const { data } = await ask(SHARED);
    expect(data.message?.occurrences).toMatchObject([{ __typename: 'Cover' }]);
    expect(data.message?.sources).toMatchObject([
      { instance: 'old', warnings: [{ code: 'NOT_SUPPORTED_BY_INSTANCE' }] },
    ]);
  });
});

describe('an instance that answers in part', () => {
  const faults = createFaults();
  const asMissing = { code: 'UPSTREAM_UNAVAILABLE' };
  beforeEach(async () => {
    await gateway.close();
    gateway = await startTestGateway({ instances: [releaseInstance('v31', { faults })] });
    faults.set({ fault: { kind: 'status', status: 500 }, path: /\/patches\/\?msgid=/ });
  });
  afterEach(() => {
    faults.clear();
  });

  it('is PARTIAL, with its answer', async () => {
    const { data, errors } = await ask(SHARED);
    expect(errors).toBeUndefined();
    expect(data.message?.occurrences).toMatchObject([{ __typename: 'Cover' }]);
    expect(data.message?.sources).toMatchObject([
      { instance: 'v31', status: 'PARTIAL', error: asMissing, totalCount: null },
    ]);
  });

  it('makes occurrences null with its error, and never incomplete', async () => {
    const id = String(idOf('v31', 'K.0@kettle'));
    const { data, errors } = await gateway.ask(
      `{ cover(instance: "v31", databaseId: ${id}) { occurrences { databaseId } } }`,
    );
    expect(data).toEqual({ cover: { occurrences: null } });
    expect(errors).toMatchObject([{ path: ['cover', 'occurrences'], extensions: asMissing }]);
  });

  it('is PARTIAL if a row is unreadable', async () => {
    faults.set({
      fault: { kind: 'wrong-types', how: ['missing-id'] },
      path: /\/patches\/\?msgid=/,
    });
    const { data } = await ask(CROSS_POSTED);
    expect(data.message?.sources).toMatchObject([
      { status: 'PARTIAL', error: { code: 'UPSTREAM_BAD_RESPONSE' } },
    ]);
  });
});

describe('occurrences', () => {
  it('are the other postings of a patch', async () => {
    const databaseId = idOf('v31', 'X1@kettle');
    const { patch } = await gateway.data<{ patch: Message }>(`{
      patch(instance: "v31", databaseId: ${String(databaseId)}) {
        occurrences { databaseId instance { name } ... on Patch { project { linkName } } }
      }
    }`);
    expect(patch.occurrences).toHaveLength(5);
    expect(patch.occurrences).not.toContainEqual(
      expect.objectContaining({ databaseId, instance: { name: 'v31' } }),
    );
    expect(patch.occurrences).toContainEqual({
      databaseId: idOf('v31', 'X1@lantern'),
      instance: { name: 'v31' },
      project: { linkName: 'lantern' },
    });
  });
});
