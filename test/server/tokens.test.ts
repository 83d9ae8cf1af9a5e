import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { GatewayConfig } from '../../src/config/GatewayConfig.js';
import { releaseInstance, tokenOf } from '../tools/releaseGateway.js';
import {
  startTestGateway,
  type TestGateway,
  type TestInstance,
} from '../tools/startTestGateway.js';

const sha256 = (key: string): string => createHash('sha256').update(key).digest('hex');

const KEY = 'a-key-of-the-gateway';

let gateway: TestGateway;
const stops: (() => void)[] = [];
afterEach(async () => {
  await gateway.close();
  for (const stop of stops.splice(0)) stop();
});

const start = async (
  settings: Partial<TestInstance> = {},
  access?: GatewayConfig['access'],
): Promise<TestGateway> =>
  (gateway = await startTestGateway({
    instances: [releaseInstance('v31', settings)],
    ...(access && { access }),
  }));

const WRITE = `mutation { updateProject(input: {id: "${Buffer.from('v31:Project:1').toString('base64url')}", webUrl: "https://x.example"}) { outcome errors { code message } } }`;

describe('a service token', () => {
  const token = tokenOf('v31', 'mira');

  it.each([
    [{}, null],
    [{ allowAnonymousReads: true }, 8],
    [{ serviceWrites: true }, null],
  ])('with %j shows users to those without a token: %s', async (settings, count) => {
    await start({ token, ...settings });
    interface Users {
      readonly users: {
        readonly nodes: readonly unknown[];
        readonly sources: readonly { readonly error: { readonly code: string } | null }[];
      };
    }
    const { users } = await gateway.data<Users>(
      '{ users { nodes { username } sources { error { code } } } }',
    );
    expect(users.nodes).toHaveLength(count ?? 0);
    expect(users.sources[0]?.error?.code).toBe(count === null ? 'UNAUTHENTICATED' : undefined);
  });

  it('never shows the settings of its own account', async () => {
    await start({ token, allowAnonymousReads: true });
    const query = '{ user(instance: "v31", databaseId: 2) { username settings { itemsPerPage } } }';
    expect(await gateway.data(query)).toEqual({ user: { username: 'mira', settings: null } });
    const own = await gateway.data(query, { headers: { 'x-patchwork-token': `v31=${token}` } });
    expect(own).toEqual({ user: { username: 'mira', settings: { itemsPerPage: 100 } } });
  });

  it('never shows private bundles, and has no viewer', async () => {
    await start({ token, allowAnonymousReads: true, serviceWrites: true });
    const query =
      '{ bundle(instance: "v31", databaseId: 5) { name } viewers { instance { name } } }';
    expect(await gateway.data(query)).toEqual({ bundle: null, viewers: [] });
  });

  it.each([
    [{}, 'UNAUTHENTICATED'],
    [{ allowAnonymousReads: true }, 'UNAUTHENTICATED'],
    [{ serviceWrites: true }, undefined],
  ])('with %j writes for those without a token: %s', async (settings, code) => {
    await start({ token, ...settings });
    const { data, errors } = await gateway.ask<{ updateProject: unknown }>(WRITE);
    expect(errors?.[0]?.extensions.code).toBe(code);
    expect(data.updateProject).toEqual(
      code === undefined ? { outcome: 'APPLIED', errors: [] } : null,
    );
    expect(gateway.server('v31').requests.filter(({ method }) => method === 'PATCH')).toHaveLength(
      code === undefined ? 1 : 0,
    );
  });

  it('does not help a caller whose own token lacks permissions', async () => {
    await start({ token, serviceWrites: true });
    const headers = { 'x-patchwork-token': `v31=${tokenOf('v31', 'bert')}` };
    const { data } = await gateway.ask<{ updateProject: unknown }>(WRITE, { headers });
    expect(data.updateProject).toMatchObject({
      outcome: 'NOT_APPLIED',
      errors: [{ code: 'FORBIDDEN' }],
    });
  });
});

describe('tokens of callers', () => {
  it('can be sent through a gateway key, or in another header', async () => {
    const tokens = { v31: tokenOf('v31', 'mira') };
    await start(
      {},
      { tokenHeader: 'X-Lab', gatewayKeys: [{ name: 'bot', sha256: sha256(KEY), tokens }] },
    );
    const byKey = await gateway.ask(WRITE, { headers: { authorization: `Bearer ${KEY}` } });
    expect(byKey.data).toEqual({ updateProject: { outcome: 'APPLIED', errors: [] } });
    const byHeader = await gateway.ask(WRITE, { headers: { 'x-lab': `v31=${tokens.v31}` } });
    expect(byHeader.data).toEqual({ updateProject: { outcome: 'APPLIED', errors: [] } });
    const none = await gateway.ask(WRITE, {
      headers: { 'x-patchwork-token': `v31=${tokens.v31}` },
    });
    expect(none.errors).toMatchObject([
      {
        message: expect.stringContaining('send one in the header X-Lab: v31=TOKEN') as string,
        extensions: { code: 'UNAUTHENTICATED' },
      },
    ]);
    const wrong = await gateway.ask('{ instances { name } }', {
      headers: { authorization: 'Bearer not-a-key' },
    });
    expect(wrong.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(JSON.stringify({ wrong, logs: gateway.logs })).not.toContain('not-a-key');
  });

  it('that are invalid make public reads fail as well, with an error that names the instance', async () => {
    await start();
    const headers = { 'x-patchwork-token': 'v31=wrong-token' };
    const query = '{ patch(instance: "v31", databaseId: 8) { name } }';
    const { errors, data } = await gateway.ask<{ patch: unknown }>(query, { headers });
    expect(data.patch).toBeNull();
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining('the token sent for v31 was rejected') as string,
        extensions: { code: 'FORBIDDEN', instance: 'v31' },
      },
    ]);
    const write = await gateway.ask(WRITE, { headers });
    expect(write.data).toMatchObject({
      updateProject: {
        outcome: 'NOT_APPLIED',
        errors: [{ code: 'FORBIDDEN', message: expect.stringContaining('v31') as string }],
      },
    });
    expect(JSON.stringify({ errors, write, logs: gateway.logs })).not.toContain('wrong-token');
    // Others are not affected.
    expect((await gateway.data<{ patch: unknown }>(query)).patch).not.toBeNull();
  });

  it('are sent only to their own instance, even with redirects, and without cookies', async () => {
    const seen: { readonly port: string; readonly headers: IncomingMessage['headers'] }[] = [];
    const listen = async (redirectTo?: string): Promise<string> => {
      const server: Server = createServer((request, response) => {
        seen.push({ port: String(request.headers.host), headers: request.headers });
        if (redirectTo !== undefined) {
          response.writeHead(302, { location: `${redirectTo}${request.url ?? ''}` }).end();
        } else response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
      });
      stops.push(() => void server.close());
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      return `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}`;
    };
    const other = await listen();
    const first = await listen(other);
    const second = await listen();
    gateway = await startTestGateway({
      instances: [
        { name: 'one', url: first, apiVersion: '1.3' },
        { name: 'two', url: second, apiVersion: '1.3' },
      ],
    });
    const headers = { 'x-patchwork-token': 'one=token-of-one', cookie: 'sessionid=abc' };
    await gateway.ask('{ patches { nodes { id } } users { nodes { id } } }', { headers });
    const update = `mutation { updatePatch(input: {id: "${Buffer.from('one:Patch:1').toString('base64url')}", archived: true}) { outcome } }`;
    const { errors } = await gateway.ask(update, { headers });
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_BAD_RESPONSE' } }]);
    const portOf = (url: string): string => new URL(url).host;
    expect(seen.filter(({ port }) => port === portOf(other))).toEqual([]);
    const toFirst = seen.filter(({ port }) => port === portOf(first));
    expect(toFirst.some((one) => one.headers.authorization === 'Token token-of-one')).toBe(true);
    const toSecond = seen.filter(({ port }) => port === portOf(second));
    expect(toSecond.length).toBeGreaterThan(0);
    expect(toSecond.map((one) => one.headers.authorization)).toEqual(toSecond.map(() => undefined));
    expect(seen.flatMap((one) => one.headers.cookie ?? [])).toEqual([]);
  });

  it('prevent caching of answers in intermediate caches', async () => {
    await start();
    const response = await fetch(`${gateway.url}/graphql?query={instances{name}}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});
