import { readSeed, type RecordedServer } from '../sample/server/replay/recording.js';
import {
  startTestGateway,
  type TestGateway,
  type TestGatewayOptions,
  type TestInstance,
} from './startTestGateway.js';

/** Names of the instances, by their Patchwork release. */
const RELEASES = {
  main: 'v-main',
  v32: 'v3.2',
  v31: 'v3.1',
  v22: 'v2.2',
} as const satisfies Record<string, RecordedServer>;

/** Name of an instance in {@link startReleases}: API 1.4, 1.3, 1.3 and 1.2. */
export type ReleaseName = keyof typeof RELEASES;

/** An instance that runs one release with its recorded data. */
export function releaseInstance(
  name: ReleaseName,
  settings: Omit<TestInstance, 'name' | 'state' | 'url'> = {},
): TestInstance {
  return { name, state: readSeed(RELEASES[name]), ...settings };
}

/** A gateway for sample servers of all releases with their recorded data. */
export async function startReleases(
  names: readonly ReleaseName[],
  options: Omit<TestGatewayOptions, 'instances'> = {},
): Promise<TestGateway> {
  return await startTestGateway({
    ...options,
    instances: names.map((name) => releaseInstance(name)),
  });
}

/** Waits for the first poll of a server, by default of the first one: later events are new. */
export async function untilLive(gateway: TestGateway, name?: string): Promise<void> {
  const query = 'query ($names: [String!]) { live(instances: $names) { state } }';
  const variables = { names: name === undefined ? null : [name] };
  for (;;) {
    const { live } = await gateway.data<{ live: { state: string }[] }>(query, { variables });
    if (live[0]?.state === 'LIVE') return;
  }
}

/** Writes as a user directly to the REST API of a release. */
export async function writeRest(
  gateway: TestGateway,
  name: ReleaseName,
  method: 'POST' | 'PATCH',
  user: string,
  path: string,
  body: object,
): Promise<void> {
  const response = await fetch(`${gateway.server(name).url}/api/1.3/${path}`, {
    method,
    headers: { authorization: `Token ${tokenOf(name, user)}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** The number of an object in the recorded data: `keyOf('v31', 'b2@kettle')`. */
export function idOf(name: ReleaseName, key: string): number {
  const { keys } = readSeed(RELEASES[name]) as unknown as {
    readonly keys: Readonly<Record<string, { readonly id: number }>>;
  };
  const found = keys[key];
  if (found === undefined) throw new RangeError(`${name} has nothing called ${key}`);
  return found.id;
}

/** The token of a user of a release. */
export function tokenOf(name: ReleaseName, username: string): string {
  const user = readSeed(RELEASES[name]).users.find((one) => one.username === username);
  if (user === undefined) throw new RangeError(`${name} has no user ${username}`);
  return user.token;
}
