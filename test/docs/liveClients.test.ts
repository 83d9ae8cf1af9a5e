import { gql } from '@apollo/client';
import type { Client } from 'graphql-ws';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { releaseInstance, untilLive, writeRest } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';
import { createLiveApolloClient } from './clients/apolloLive.js';
import { createLiveClient } from './clients/live.js';
import { createLiveUrqlClient } from './clients/urqlLive.js';

const EVENTS =
  'subscription ($after: String) { events(after: $after, filter: { category: [CHECK_CREATED] }) { cursor events { id ... on CheckCreatedEvent { check { id context } } } gaps { reason } } }';
const PATCH = Buffer.from('v31:Patch:7').toString('base64url');

interface Events {
  readonly events: {
    readonly events: readonly { readonly check?: { readonly context: string } }[];
  };
}

let gateway: TestGateway;
const open: Client[] = [];
beforeAll(async () => {
  gateway = await startTestGateway({
    instances: [releaseInstance('v31')],
    live: { enabled: true, pollSeconds: { min: 0.01, max: 0.01 } },
  });
  await untilLive(gateway);
});
afterEach(async () => {
  vi.unstubAllGlobals();
  for (const client of open.splice(0)) await client.dispose();
});
afterAll(() => gateway.close());

/** @param untilRetry ends the pause before it reconnects. */
function connect(untilRetry: Promise<void> = Promise.resolve()): Client {
  const client = createLiveClient(`${gateway.url}/graphql`, undefined, {
    webSocketImpl: WebSocket,
    retryWait: () => untilRetry,
  });
  open.push(client);
  return client;
}

const write = (method: 'POST' | 'PATCH', user: string, path: string, body: object) =>
  writeRest(gateway, 'v31', method, user, path, body);

const addCheck = (context: string) =>
  write('POST', 'cibot', 'patches/7/checks/', { state: 'success', context });

/** Deliveries to one client, which follows events until it is stopped. */
interface Followed {
  readonly deliveries: (Events | null | undefined)[];
  readonly stop: () => void;
}

/** Follows events with one of the documented clients. */
function follow(library: 'Apollo Client' | 'urql', live: Client): Followed {
  const uri = `${gateway.url}/graphql`;
  const deliveries: Followed['deliveries'] = [];
  if (library === 'urql') {
    const { unsubscribe } = createLiveUrqlClient(uri, live)
      .subscription<Events>(EVENTS, {})
      .subscribe(({ data }) => void deliveries.push(data));
    return { deliveries, stop: unsubscribe };
  }
  const client = createLiveApolloClient(uri, live);
  const subscription = client
    .subscribe<Events>({ query: gql(EVENTS) })
    .subscribe(({ data }) => void deliveries.push(data));
  return {
    deliveries,
    stop: () => {
      subscription.unsubscribe();
      client.stop();
    },
  };
}

const contextsOf = ({ deliveries }: Followed) =>
  deliveries.flatMap((one) => one?.events.events.map(({ check }) => check?.context) ?? []);
const PATIENCE = { timeout: 20_000 };

describe.each(['Apollo Client', 'urql'] as const)(
  'the documented subscriptions of %s',
  (library) => {
    it('deliver each event once, including those from the time without a connection', async () => {
      let retry: () => void = () => undefined;
      const live = connect(new Promise((resolve) => (retry = resolve)));
      const followed = follow(library, live);
      await expect.poll(() => followed.deliveries.length, PATIENCE).toBeGreaterThan(0);
      await addCheck('before');
      await expect.poll(() => contextsOf(followed), PATIENCE).toEqual(['before']);
      live.terminate();
      const cursor = async () => JSON.stringify(await gateway.data('{ live { cursor } }'));
      const known = await cursor();
      await addCheck('meanwhile');
      await expect.poll(cursor, PATIENCE).not.toBe(known);
      retry();
      await expect.poll(() => contextsOf(followed), PATIENCE).toEqual(['before', 'meanwhile']);
      await addCheck('after');
      await expect
        .poll(() => contextsOf(followed), PATIENCE)
        .toEqual(['before', 'meanwhile', 'after']);
      followed.stop();
    });
  },
);

describe('the documented cache of Apollo Client', () => {
  it('applies a change of a patch to queries that show it', async () => {
    const client = createLiveApolloClient(`${gateway.url}/graphql`, connect());
    const states: unknown[] = [];
    const watched = client
      .watchQuery({
        query: gql('query ($id: ID!) { node(id: $id) { id ... on Patch { state { id slug } } } }'),
        variables: { id: PATCH },
      })
      .subscribe(({ data }) => void states.push(data));
    const changes = client
      .subscribe({
        query: gql(
          'subscription ($id: ID!, $after: String) { changed(ids: [$id], after: $after) { cursor node { id ... on Patch { state { id slug } } } gaps { reason } } }',
        ),
        variables: { id: PATCH },
      })
      .subscribe(() => undefined);
    await expect.poll(() => states.at(-1), PATIENCE).toHaveProperty('node');
    await write('PATCH', 'mira', 'patches/7/', { state: 'deferred' });
    await expect
      .poll(() => states.at(-1), PATIENCE)
      .toMatchObject({ node: { state: { slug: 'deferred' } } });
    changes.unsubscribe();
    watched.unsubscribe();
    client.stop();
  });

  it('reports a refused subscription, and does not repeat it', async () => {
    // Apollo Client reads it when a subscription fails.
    vi.stubGlobal('WebSocket', WebSocket);
    const client = createLiveApolloClient(`${gateway.url}/graphql`, connect());
    const results: unknown[] = [];
    let isComplete = false;
    client.subscribe({ query: gql('subscription { events(after: "x") { cursor } }') }).subscribe({
      next: ({ error }) => void results.push(error?.message),
      complete: () => (isComplete = true),
    });
    await expect.poll(() => isComplete, PATIENCE).toBe(true);
    expect(results).toEqual([expect.stringContaining('is not a cursor')]);
    client.stop();
  });
});
