import { createServer as createHttpServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { parse } from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import {
  createPatchworkClient,
  type ClientError,
  type Gap,
  type PatchworkClient,
  type TypedDocument,
} from '../../src/client/client.js';
import { naiveDate } from '../../src/sample/server/dates.js';
import { follow as followOf, readAll } from '../docs/clients/patchworkClient.js';
import { Cable } from '../tools/Cable.js';
import { releaseInstance, startReleases } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

interface PatchesData {
  readonly patches: {
    readonly nodes: readonly { readonly id: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  } | null;
}
interface PatchesVariables {
  readonly instances: readonly string[];
  readonly first?: number;
  readonly after?: string | null;
}
interface FollowData {
  readonly events: {
    readonly cursor: string;
    readonly events: readonly { readonly databaseId: number }[];
  };
}
interface FollowVariables {
  readonly after?: string | null;
}

const PATCHES_TEXT = `query Patches($instances: [String!]!, $first: Int, $after: String) {
  patches(instances: $instances, first: $first, after: $after) {
    nodes { id }
    pageInfo { hasNextPage endCursor }
    sources { instance status totalCount error { code } }
  }
}`;
/** As the client preset writes it. */
const PATCHES = parse(PATCHES_TEXT) as TypedDocument<PatchesData, PatchesVariables>;
/** As the client preset writes it with `documentMode: 'string'`. */
class TypedDocumentString<Data, Variables>
  extends String
  implements TypedDocument<Data, Variables>
{
  declare __apiType?: NonNullable<TypedDocument<Data, Variables>['__apiType']>;
}
const INSTANCES = new TypedDocumentString<
  { readonly instances: readonly { readonly name: string }[] },
  Record<string, never>
>('{ instances { name } }');
const follow = (more: string) =>
  new TypedDocumentString<FollowData, FollowVariables>(
    `subscription Follow($after: String) {
      events(instances: ["v31"], after: $after) { cursor events { databaseId } ${more} }
    }`,
  );
const FOLLOW = follow('gaps { reason instance { name } }');
const BLIND = follow('');

type DataOf<Document> = Document extends TypedDocument<infer Data, never> ? Data : never;
type ExamplePatches = DataOf<Parameters<typeof readAll>[1]>;
type ExampleEvents = DataOf<Parameters<typeof followOf>[1]>;

let owner: TestGateway;
let gateway: TestGateway;
let client: PatchworkClient;

/** A gateway over the servers of `owner`, so that it can be started again. */
async function startOver(): Promise<TestGateway> {
  const [v31, v22] = owner.config.instances.map(({ name, url, timezone }) => ({
    name,
    url,
    timezone,
  }));
  if (v31 === undefined || v22 === undefined) throw new Error('no instances');
  const started = await startTestGateway({
    instances: [v31, v22, { name: 'gone', url: 'http://127.0.0.1:9' }],
    live: { enabled: true, pollSeconds: { min: 0.01, max: 0.01 } },
  });
  // The first poll decides what is new.
  while ((await stateOf(started)) !== 'LIVE');
  return started;
}

async function stateOf(of: TestGateway): Promise<string | undefined> {
  const query = '{ live(instances: ["v31"]) { state } }';
  return (await of.data<{ live: { state: string }[] }>(query)).live[0]?.state;
}

beforeAll(async () => {
  owner = await startReleases(['v31', 'v22']);
  gateway = await startOver();
  client = createPatchworkClient({ url: `${gateway.url}/graphql` });
});
afterAll(async () => {
  await gateway.close();
  await owner.close();
});

/** Makes an event, which the gateway finds with its next poll. @returns its number. */
function act(): number {
  const { events: store } = owner.server('v31').store;
  const id = store.takeId();
  const date = naiveDate(new Date(), 'UTC');
  store.insert({ id, category: 'check-created', project: 1, date, actor: null, patch: 7 });
  return id;
}

async function thrownBy(promise: Promise<unknown>): Promise<ClientError> {
  try {
    await promise;
  } catch (error) {
    return error as ClientError;
  }
  throw new Error('nothing was thrown');
}

/** Another server than a gateway. @returns its address, and what ends it. */
async function serve(listener: RequestListener): Promise<readonly [url: string, end: () => void]> {
  const server = createHttpServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const end = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return [`http://127.0.0.1:${port}/`, end];
}

describe('request', () => {
  it('returns data, errors and sources of a partial answer together', async () => {
    const answer = await client.request(PATCHES, { instances: ['v31', 'gone'], first: 2 });
    expect(answer.data?.patches?.nodes).toHaveLength(2);
    expect(answer.sources).toMatchObject([
      { instance: 'v31', status: 'OK', path: ['patches'] },
      { instance: 'gone', status: 'FAILED', error: { code: 'UPSTREAM_UNAVAILABLE' } },
    ]);
    const { data, errors } = await client.request<{ patches: unknown; instances: unknown[] }>(
      '{ instances { name } patches(after: "x") { nodes { id } } }',
    );
    expect(data).toMatchObject({ patches: null, instances: [{ name: 'v31' }, {}, {}] });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('returns the errors of a document that is not valid', async () => {
    expect(await client.request('{ nothing }')).toMatchObject({
      data: null,
      errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
      sources: [],
    });
  });

  it('sends documents in each of their forms', async () => {
    const names = [{ name: 'v31' }, { name: 'v22' }, { name: 'gone' }];
    expect((await client.request(INSTANCES)).data?.instances).toEqual(names);
    expect((await client.request(String(INSTANCES))).data).toEqual({ instances: names });
  });

  it('sends tokens by instance, and refuses those that cannot be sent', async () => {
    const sent: Headers[] = [];
    const recording = createPatchworkClient({
      url: `${gateway.url}/graphql`,
      tokens: { v31: 'abc', v22: 'def' },
      gatewayKey: 'key',
      fetch: (input, init) => {
        sent.push(new Headers(init?.headers));
        return fetch(input, init);
      },
    });
    await recording.request(INSTANCES);
    expect(sent[0]?.get('x-patchwork-token')).toBe('v31=abc, v22=def');
    expect(sent[0]?.get('authorization')).toBe('Bearer key');
    expect(() => createPatchworkClient({ url: '', tokens: { v31: 'secret, v22=x' } })).toThrow(
      /^tokens: the token of v31 has characters that no token has$/,
    );
  });

  it('throws when there is no answer, or one that is not GraphQL', async () => {
    const nowhere = createPatchworkClient({ url: 'http://127.0.0.1:9/graphql' });
    expect(await thrownBy(nowhere.request(INSTANCES))).toMatchObject({ code: 'TRANSPORT' });
    const [url, close] = await serve((_request, response) => {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
    });
    const page = createPatchworkClient({ url });
    expect(await thrownBy(page.request(INSTANCES))).toMatchObject({
      code: 'NOT_GRAPHQL',
      status: 502,
    });
    close();
    const aborted = AbortSignal.abort(new Error('enough'));
    const ended = client.request(INSTANCES, undefined, { signal: aborted });
    expect(await thrownBy(ended)).toMatchObject({ message: 'enough' });
  });

  it('does not follow a redirect, which could take the tokens along', async () => {
    let requests = 0;
    const [url, close] = await serve((_request, response) => {
      requests += 1;
      response.writeHead(307, { location: `${gateway.url}/graphql` }).end();
    });
    const error = await thrownBy(createPatchworkClient({ url }).request(INSTANCES));
    expect([error.code, requests]).toEqual(['TRANSPORT', 1]);
    close();
  });

  it('throws RATE_LIMITED with the seconds to wait for status 429', async () => {
    const limited = await startTestGateway({
      instances: [releaseInstance('v31')],
      limits: { upstreamRequestsPerMinutePerClient: 1 },
      now: () => 0,
      settle: false,
    });
    const asking = createPatchworkClient({ url: `${limited.url}/graphql` });
    await asking.request('{ __typename }');
    expect(await thrownBy(asking.request('{ __typename }'))).toMatchObject({
      code: 'RATE_LIMITED',
      status: 429,
      retryAfterSeconds: 60,
      errors: [{ extensions: { code: 'RATE_LIMITED' } }],
    });
    await limited.close();
  });
});

describe('pages', () => {
  const pick = (data: PatchesData) => data.patches;

  it('reads a connection over two instances to its end, each row once', async () => {
    const ids: string[] = [];
    let count = 0;
    let total = 0;
    const variables = { instances: ['v31', 'v22'], first: 20 };
    for await (const { connection, errors, sources } of client.pages(PATCHES, variables, pick)) {
      ids.push(...connection.nodes.map(({ id }) => id));
      expect(errors).toEqual([]);
      expect(sources.map(({ status }) => status)).toEqual(['OK', 'OK']);
      total = sources.reduce((sum, source) => sum + (source.totalCount ?? 0), 0);
      count += 1;
    }
    expect(total).toBeGreaterThan(20);
    expect(new Set(ids).size).toBe(total);
    expect(ids).toHaveLength(total);
    expect(count).toBe(Math.ceil(total / 20));
  });

  it('hands on what was read, and throws where the cursor does not move', async () => {
    const sources: unknown[] = [];
    const read = async (): Promise<void> => {
      const variables = { instances: ['v22', 'gone'], first: 100 };
      for await (const page of client.pages(PATCHES, variables, pick)) sources.push(page.sources);
    };
    expect(await thrownBy(read())).toMatchObject({
      code: 'CURSOR_STUCK',
      message: expect.stringContaining('gone') as string,
    });
    expect(sources[0]).toMatchObject([{ status: 'OK' }, { status: 'FAILED' }]);
  });

  it('refuses a document that does not use the cursor', async () => {
    const text =
      '{ patches(instances: ["v31"], first: 1) { nodes { id } pageInfo { hasNextPage endCursor } } }';
    const unmoved = text as unknown as TypedDocument<PatchesData, FollowVariables>;
    let count = 0;
    const read = async (): Promise<void> => {
      for await (const _page of client.pages(unmoved, {}, pick)) count += 1;
    };
    expect(await thrownBy(read())).toMatchObject({ code: 'CURSOR_STUCK' });
    expect(count).toBe(2);
  });

  it('throws the errors of a page without a connection', async () => {
    const refused = client.pages(PATCHES, { instances: ['nope'] }, pick).next();
    expect(await thrownBy(refused)).toMatchObject({
      code: 'NO_CONNECTION',
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });
});

describe('events', () => {
  const cable = new Cable(() => gateway.url);
  const ends: AbortController[] = [];
  let url: string;
  beforeAll(async () => {
    url = await cable.start();
  });
  afterAll(() => cable.close());
  afterEach(() => {
    for (const end of ends.splice(0)) end.abort();
    cable.isCut = false;
  });

  /** Follows, and keeps all that comes. */
  function listen(document: typeof FOLLOW, variables: FollowVariables = {}) {
    const end = new AbortController();
    ends.push(end);
    const seen = {
      ids: [] as number[],
      gaps: [] as Gap[],
      losses: [] as ClientError[],
      cursor: '',
    };
    const run = async (): Promise<'ended'> => {
      const deliveries = createPatchworkClient({ url }).events(document, variables, {
        signal: end.signal,
        onGap: (gap) => seen.gaps.push(gap),
        onDisconnect: (error) => seen.losses.push(error),
        retryDelayMs: () => 10,
      });
      for await (const { data, cursor } of deliveries) {
        seen.ids.push(...data.events.events.map(({ databaseId }) => databaseId));
        seen.cursor = cursor;
      }
      return 'ended';
    };
    const ended = run();
    return { seen, ended, end };
  }

  it('delivers what happened while the connection was cut, once', async () => {
    const { seen, ended, end } = listen(FOLLOW);
    await expect.poll(() => seen.cursor).not.toBe('');
    const first = act();
    await expect.poll(() => seen.ids).toEqual([first]);
    cable.cut();
    const second = act();
    await expect.poll(() => seen.losses.length).toBeGreaterThan(1);
    expect(seen.losses[0]?.code).toBe('TRANSPORT');
    cable.isCut = false;
    await expect.poll(() => seen.ids).toEqual([first, second]);
    expect(seen.gaps).toEqual([]);
    end.abort();
    expect(await ended).toBe('ended');
  });

  it('continues after a restart of the gateway, and from a cursor that was kept', async () => {
    const { seen } = listen(FOLLOW);
    await expect.poll(() => seen.cursor).not.toBe('');
    const kept = seen.cursor;
    const first = act();
    await expect.poll(() => seen.ids).toEqual([first]);
    await gateway.close();
    const second = act();
    gateway = await startOver();
    // Events that the gateway did not know before its restart can come again.
    const both: unknown = expect.arrayContaining([first, second]);
    await expect.poll(() => seen.ids).toEqual(both);
    expect(seen.gaps).toEqual([]);
    const late = listen(FOLLOW, { after: kept });
    await expect.poll(() => late.seen.ids).toEqual(both);
  });

  it.each([
    ['selects gaps', FOLLOW],
    ['does not select gaps', BLIND],
  ])('calls onGap, and goes on, where the document %s', async (_name, document) => {
    const { seen } = listen(document);
    await expect.poll(() => seen.cursor).not.toBe('');
    const newest = act();
    await expect.poll(() => seen.ids).toEqual([newest]);
    owner.server('v31').store.events.delete(newest);
    await expect.poll(() => seen.gaps).toMatchObject([{ reason: 'FEED_REWOUND', instance: 'v31' }]);
    expect(seen.gaps[0]?.cursor).toMatch(/./);
    const next = act();
    await expect.poll(() => seen.ids).toContain(next);
    expect(seen.gaps).toHaveLength(1);
  });

  it('throws where the gateway refuses the subscription', async () => {
    expect(await thrownBy(listen(FOLLOW, { after: 'x' }).ended)).toMatchObject({
      code: 'SUBSCRIPTION_REFUSED',
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
    const wrong = new TypedDocumentString<FollowData, FollowVariables>('subscription { nothing }');
    expect(await thrownBy(listen(wrong).ended)).toMatchObject({ code: 'SUBSCRIPTION_REFUSED' });
  });

  it.each(['TOO_MANY_SUBSCRIPTIONS', 'UPSTREAM_UNAVAILABLE', 'SHUTTING_DOWN'])(
    'tries again after a refusal by %s, whatever its status',
    async (code) => {
      const [address, close] = await serve((_request, response) => {
        response
          .writeHead(400, { 'content-type': 'application/json' })
          .end(JSON.stringify({ errors: [{ message: 'not now', extensions: { code } }] }));
      });
      const end = new AbortController();
      const losses: string[] = [];
      const options = {
        signal: end.signal,
        onGap: () => undefined,
        onDisconnect: (error: ClientError) => {
          if (losses.push(error.code) === 2) end.abort();
        },
        retryDelayMs: () => 0,
      };
      const deliveries = createPatchworkClient({ url: address }).events(FOLLOW, {}, options);
      expect(await deliveries.next()).toEqual({ done: true, value: undefined });
      expect(losses).toEqual(['TRANSPORT', 'TRANSPORT']);
      close();
    },
  );

  it.each([
    [429, 'TOO_MANY_SUBSCRIPTIONS', 'RATE_LIMITED'],
    [429, 'RATE_LIMITED', 'RATE_LIMITED'],
    [503, 'SHUTTING_DOWN', 'TRANSPORT'],
    [400, 'BAD_USER_INPUT', undefined],
    [401, 'UNAUTHENTICATED', undefined],
    [403, 'FORBIDDEN', undefined],
    [501, 'NOT_SUPPORTED_BY_INSTANCE', undefined],
  ])('tries again after status %i with %s: %s', async (status, code, lost) => {
    let count = 0;
    const [address, close] = await serve((_request, response) => {
      count += 1;
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify({ errors: [{ message: 'no', extensions: { code } }] }));
    });
    const end = new AbortController();
    const losses: string[] = [];
    const options = {
      signal: end.signal,
      onGap: () => undefined,
      onDisconnect: (error: ClientError) => {
        if (losses.push(error.code) === 2) end.abort();
      },
      retryDelayMs: () => 0,
    };
    const next = createPatchworkClient({ url: address }).events(FOLLOW, {}, options).next();
    if (lost === undefined) {
      await expect(next).rejects.toMatchObject({ code: 'SUBSCRIPTION_REFUSED', status });
      expect(count).toBe(1);
    } else {
      expect(await next).toEqual({ done: true, value: undefined });
      expect(losses).toEqual([lost, lost]);
    }
    close();
  });

  it('replaces a connection that receives nothing', async () => {
    const [address, close] = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    });
    const end = new AbortController();
    const losses: string[] = [];
    const deliveries = createPatchworkClient({ url: address }).events(
      FOLLOW,
      {},
      {
        signal: end.signal,
        onGap: () => undefined,
        onDisconnect: ({ message }) => {
          if (losses.push(message) === 2) end.abort();
        },
        retryDelayMs: () => 0,
        idleTimeoutMs: 10,
      },
    );
    expect(await deliveries.next()).toEqual({ done: true, value: undefined });
    expect(losses[1]).toContain('nothing was received for 10 ms');
    close();
  });
});

describe('the example of docs/clients.md', () => {
  it('reads all pages, and follows events', async () => {
    const names = new TypedDocumentString<ExamplePatches, FollowVariables>(
      `query ($after: String) { patches(instances: ["v31", "v22"], first: 50, after: $after) {
        nodes { id name } pageInfo { hasNextPage endCursor } sources { instance status }
      } }`,
    );
    const url = `${gateway.url}/graphql`;
    const read = await readAll(url, names);
    expect(read.names.length).toBeGreaterThan(50);
    expect(read.incomplete).toEqual(new Set());
    const document = new TypedDocumentString<ExampleEvents, FollowVariables>(
      'subscription ($after: String) { events(instances: ["v31"], after: $after) { cursor events { id } } }',
    );
    const end = new AbortController();
    const kept: string[] = [];
    const seen: string[] = [];
    let gaps = 0;
    const followed = followOf(url, document, null, {
      onEvent: (id) => seen.push(id),
      onGap: () => (gaps += 1),
      keep: (cursor) => kept.push(cursor),
      signal: end.signal,
    });
    await expect.poll(() => kept.length).toBeGreaterThan(0);
    expect(seen).toEqual([]);
    const made = act();
    await expect.poll(() => seen).toHaveLength(1);
    expect(Buffer.from(seen[0] ?? '', 'base64url').toString()).toContain(String(made));
    await expect.poll(() => new Set(kept).size).toBe(2);
    end.abort();
    await followed;
    expect(gaps).toBe(0);
  });
});

describe('types', () => {
  it('come from the document', () => {
    // Compiled, never called.
    const requested = () => client.request(PATCHES, { instances: [] });
    expectTypeOf(requested)
      .returns.resolves.toHaveProperty('data')
      .toEqualTypeOf<PatchesData | null>();
    const pagedNext = () => client.pages(PATCHES, { instances: [] }, (data) => data.patches).next();
    expectTypeOf(pagedNext).returns.resolves.toExtend<
      IteratorResult<{ readonly connection: NonNullable<PatchesData['patches']> }, void>
    >();
    const followedNext = () => client.events(FOLLOW, {}, { onGap: () => undefined }).next();
    expectTypeOf(followedNext).returns.resolves.toExtend<
      IteratorResult<{ readonly data: FollowData; readonly cursor: string }, void>
    >();
    const text = () => client.request('{ __typename }');
    expectTypeOf(text).returns.resolves.toHaveProperty('data').toEqualTypeOf<unknown>();
  });

  it('refuse what the document does not take', () => {
    const FIRST = new TypedDocumentString<PatchesData, { readonly first: number }>('');
    // Compiled, never called.
    const refused = [
      // @ts-expect-error -- variables are required
      () => client.request(PATCHES),
      // @ts-expect-error -- a number is not a name
      () => client.request(PATCHES, { instances: [1] }),
      // @ts-expect-error -- not a variable of the document
      () => client.request(PATCHES, { instances: [], nothing: 1 }),
      // @ts-expect-error -- not a connection
      () => client.pages(PATCHES, { instances: [] }, (data) => data.patches?.nodes),
      // @ts-expect-error -- without `after`, no second page
      () => client.pages(FIRST, { first: 1 }, () => null),
      // @ts-expect-error -- no events
      () => client.events(PATCHES, { instances: [] }, { onGap: () => undefined }),
      // @ts-expect-error -- gaps are not ignored
      () => client.events(FOLLOW, {}, {}),
    ];
    expect(refused).toHaveLength(7);
  });
});
