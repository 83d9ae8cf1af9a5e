import { idOf, tokenOf, type ReleaseName } from '../../tools/releaseGateway.js';
import type { Answer, AskOptions, TestGateway } from '../../tools/startTestGateway.js';

/** The releases on which mutations are tested: API 1.4, 1.3, 1.3 and 1.2. */
export const RELEASE_NAMES = ['main', 'v32', 'v31', 'v22'] as const satisfies ReleaseName[];

/** An error of a payload. */
export interface UserError {
  readonly field: readonly string[];
  readonly message: string;
  readonly code: string;
}

/** Fields that every payload has. */
export interface Payload {
  readonly outcome: string;
  readonly errors: readonly UserError[];
}

/** Selection of {@link Payload}. */
export const OUTCOME = 'outcome errors { field message code }';

/** Sends one mutation with an input. @param selection of its payload. */
export async function mutate<Data>(
  gateway: TestGateway,
  name: keyof Data & string,
  selection: string,
  input: object,
  options: Pick<AskOptions, 'headers'> = {},
): Promise<Answer<Data>> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  return await gateway.ask<Data>(
    `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} } }`,
    { variables: { input }, ...options },
  );
}

/** Header with the token of one user on one or more releases. */
export function asUser(
  username: string,
  ...names: readonly ReleaseName[]
): {
  readonly headers: Readonly<Record<string, string>>;
} {
  const text = names.map((name) => `${name}=${tokenOf(name, username)}`).join(', ');
  return { headers: { 'x-patchwork-token': text } };
}

/** A global id as encoded by the gateway. */
export function globalId(instance: string, type: string, id: number, parent?: number): string {
  const text = `${instance}:${type}:${String(id)}${parent === undefined ? '' : `:${String(parent)}`}`;
  return Buffer.from(text).toString('base64url');
}

/** Global id of a recorded patch. */
export function patchId(name: ReleaseName, key: string): string {
  return globalId(name, 'Patch', idOf(name, key));
}

/** Requests received by an instance since the last reset: method and path without the API version. */
export function asked(gateway: TestGateway, name: string): readonly string[] {
  return gateway
    .server(name)
    .requests.map(({ method, path }) => `${method} ${path.replace(/^\/api\/\d\.\d\//, '/')}`);
}

/** Events of a server that are newer than `afterId`, as `category actor`. */
export function eventsAfter(
  gateway: TestGateway,
  name: string,
  afterId: number,
): readonly string[] {
  const { store } = gateway.server(name);
  return store.events.rows
    .filter(({ id }) => id > afterId)
    .map(({ category, actor }) => {
      const user = actor === null ? 'nobody' : store.users.require(actor).username;
      return `${category} by ${user}`;
    });
}

/** The newest event's number. */
export function lastEvent(gateway: TestGateway, name: string): number {
  return Math.max(0, ...gateway.server(name).store.events.rows.map(({ id }) => id));
}
