import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startReleases, tokenOf } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

interface People {
  readonly people: {
    readonly nodes: readonly { readonly name: string | null }[];
    readonly sources: readonly {
      readonly instance: string;
      readonly status: string;
      readonly error: { readonly code: string; readonly message: string } | null;
    }[];
  };
}

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startReleases(['main', 'v31', 'v22']);
});
afterEach(() => gateway.close());

const PEOPLE = `{ people(first: 250) {
  nodes { name email instance { name } } sources { instance status error { code message } }
} }`;
const tokens = (text: string): { headers: Record<string, string> } => ({
  headers: { 'x-patchwork-token': text },
});

describe('people and users', () => {
  it('require a token for each instance, and are reported for the others', async () => {
    const { data, errors } = await gateway.ask<People>(
      PEOPLE,
      tokens(`v31=${tokenOf('v31', 'bert')}`),
    );
    expect(errors).toBeUndefined();
    expect(data.people.nodes).toHaveLength(11);
    expect(data.people.sources).toMatchObject([
      { instance: 'main', status: 'FAILED', error: { code: 'UNAUTHENTICATED' } },
      { instance: 'v31', status: 'OK', error: null },
      { instance: 'v22', status: 'FAILED', error: { code: 'UNAUTHENTICATED' } },
    ]);
    expect(data.people.sources[0]?.error?.message).toContain('this requires a token for main');
  });

  it('return an error that reports the missing token, if requested individually', async () => {
    const { data, errors } = await gateway.ask(`{
      person(instance: "v31", databaseId: 2) { name }
      user(instance: "v31", databaseId: 2) { username }
    }`);
    expect(data).toEqual({ person: null, user: null });
    expect(errors).toHaveLength(2);
    for (const { extensions, message } of errors ?? []) {
      expect(extensions).toMatchObject({ code: 'UNAUTHENTICATED', instance: 'v31' });
      expect(message).toMatch(
        /^v31: GET \/api\/1\.3\/(people|users)\/2\/: this requires a token for v31/,
      );
    }
  });

  it('are embedded in patches without any token', async () => {
    const answer = await gateway.ask<unknown>(`{
      patch(instance: "v31", databaseId: 45) { submitter { name email user { username } } delegate { username } }
    }`);
    expect(answer.data).toMatchObject({
      patch: { submitter: { name: 'Bogdan Pike', user: null } },
    });
    // The account is not embedded, and requesting it requires a token.
    expect(answer.errors).toMatchObject([
      { path: ['patch', 'submitter', 'user'], extensions: { code: 'UNAUTHENTICATED' } },
    ]);
  });

  it.each([
    ['people', '{q: "nils"}', ['Nils Åberg']],
    ['people', '{q: "QUILL.example"}', ['Alina Märtens']],
    ['users', '{q: "ali"}', ['alina']],
  ])('%s are found by %s', async (field, filter, names) => {
    const name = field === 'people' ? 'name' : 'name: username';
    const data = await gateway.data<Record<string, { nodes: { name: string }[] }>>(
      `{ ${field}(instances: ["v31"], filter: ${filter}) { nodes { ${name} } } }`,
      tokens(`v31=${tokenOf('v31', 'bert')}`),
    );
    expect(data[field]?.nodes.map((node) => node.name)).toEqual(names);
  });

  it('have their own lists: patches sent and patches delegated', async () => {
    const { store } = gateway.server('v31');
    const sent = store.patches.rows.filter(({ submitter }) => submitter === 4);
    const delegated = store.patches.rows.filter(({ delegate }) => delegate === 2);
    const data = await gateway.data<{
      person: { patches: { nodes: { databaseId: number }[]; totalCount: number } };
      user: { delegatedPatches: { nodes: { databaseId: number }[]; totalCount: number } };
    }>(
      `{
        person(instance: "v31", databaseId: 4) { patches(first: 250) { nodes { databaseId } totalCount } }
        user(instance: "v31", databaseId: 2) { delegatedPatches(first: 250) { nodes { databaseId } totalCount } }
      }`,
      tokens(`v31=${tokenOf('v31', 'bert')}`),
    );
    const ids = (nodes: readonly { databaseId: number }[]): number[] =>
      nodes.map(({ databaseId }) => databaseId).sort((a, b) => a - b);
    expect(sent.length).toBeGreaterThan(0);
    expect(delegated.length).toBeGreaterThan(0);
    expect(ids(data.person.patches.nodes)).toEqual(sent.map(({ id }) => id));
    expect(data.person.patches.totalCount).toBe(sent.length);
    expect(ids(data.user.delegatedPatches.nodes)).toEqual(delegated.map(({ id }) => id));
    expect(data.user.delegatedPatches.totalCount).toBe(delegated.length);
  });

  it('of maintainers are looked up by name, because their numbers are those of profiles', async () => {
    const { project } = await gateway.data<{ project: { maintainers: unknown[] } }>(
      '{ project(instance: "v31", linkName: "kettle") { maintainers { username user { databaseId username } } } }',
      tokens(`v31=${tokenOf('v31', 'bert')}`),
    );
    expect(project.maintainers).toEqual([
      { username: 'mira', user: { databaseId: 2, username: 'mira' } },
      { username: 'cibot', user: { databaseId: 5, username: 'cibot' } },
    ]);
  });
});

describe('X-Patchwork-Token', () => {
  it('is sent only to its own instance', async () => {
    await gateway.ask(PEOPLE, tokens(`v31=${tokenOf('v31', 'bert')}`));
    await gateway.ask('{ patches { nodes { name } } }', tokens(`v31=${tokenOf('v31', 'bert')}`));
    const authorized = (name: string, path: string): boolean[] =>
      gateway
        .server(name)
        .requests.filter((request) => request.path.includes(path))
        .map((request) => request.authorized);
    expect(authorized('v31', '/people/')).toEqual([true]);
    // Public data is read anonymously once the token is known to be valid.
    expect(authorized('v31', '/patches/')).toEqual([false]);
    for (const name of ['main', 'v22']) {
      expect(new Set(authorized(name, '/'))).toEqual(new Set([false]));
    }
  });

  it('is sent with public reads until its server has accepted it', async () => {
    const query = '{ patches(instances: ["v31"], first: 1) { nodes { name } } }';
    await gateway.ask(query, tokens(`v31=${tokenOf('v31', 'bert')}`));
    expect(gateway.server('v31').requests.map(({ authorized }) => authorized)).toEqual([true]);
  });

  it('may contain one token for each of several instances', async () => {
    const { data } = await gateway.ask<People>(
      PEOPLE,
      tokens(
        ` v22 = ${tokenOf('v22', 'bert')} ,main=${tokenOf('main', 'bert')},v31=${tokenOf('v31', 'bert')}`,
      ),
    );
    expect(data.people.sources.map(({ status }) => status)).toEqual(['OK', 'OK', 'OK']);
    expect(data.people.nodes).toHaveLength(33);
  });

  it('is reported if it is invalid, because then even public data is refused', async () => {
    const { data, errors } = await gateway.ask<{ patches: { nodes: unknown[]; sources: unknown } }>(
      '{ patches(first: 5) { nodes { instance { name } } sources { instance status error { code message } } } }',
      tokens('v31=0123456789abcdef'),
    );
    expect(errors).toBeUndefined();
    expect(data.patches.nodes).toHaveLength(5);
    expect(data.patches.sources).toMatchObject([
      { instance: 'main', status: 'OK' },
      {
        instance: 'v31',
        status: 'FAILED',
        error: {
          code: 'FORBIDDEN',
          message: expect.stringContaining('the token sent for v31 was rejected') as unknown,
        },
      },
      { instance: 'v22', status: 'OK' },
    ]);
  });

  it.each([
    [
      'abc',
      'X-Patchwork-Token: entry 1 is not of the form INSTANCE=TOKEN; write for example kernel=0123abc, ozlabs=4567def',
    ],
    ['v31=', 'X-Patchwork-Token: entry 1 is not of the form INSTANCE=TOKEN'],
    ['v31=secret1, secret2', 'X-Patchwork-Token: entry 2 is not of the form INSTANCE=TOKEN'],
    [
      'kernel=secret1',
      'X-Patchwork-Token: unknown instance "kernel"; configured instances: main, v31, v22',
    ],
  ])('"%s" is refused, and no request is made', async (text, message) => {
    const { errors } = await gateway.ask('{ patches { nodes { name } } }', tokens(text));
    expect(errors?.[0]?.message).toContain(message);
    expect(errors?.[0]?.message).not.toContain('secret');
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    for (const name of ['main', 'v31', 'v22']) expect(gateway.requests(name)).toEqual([]);
  });

  it('is never logged or returned', async () => {
    const token = tokenOf('v31', 'bert');
    const { errors } = await gateway.ask(
      '{ people { nodes { name } } user(instance: "v31", databaseId: 99999) { id } }',
      tokens(`v31=${token}x`),
    );
    expect(JSON.stringify(errors)).not.toContain(token);
    expect(gateway.logs.join('')).not.toContain(token);
  });
});
