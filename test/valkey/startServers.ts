import { createClient } from '@redis/client';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { RedisClient } from '../../src/valkey/RedisConnection.js';
import { findProgram } from '../tools/programs.js';
import { ServerProgram } from '../tools/ServerProgram.js';

/** One server of several. */
export interface ServerProcess {
  readonly port: number;
  /** Its port, which never changes. */
  ask(...command: string[]): Promise<unknown>;
  start(): Promise<void>;
  kill(): Promise<void>;
  freeze(): void;
  thaw(): void;
}

/** Servers that belong together. */
export interface ServerGroup {
  /** As in `live.url`. */
  readonly url: string;
  readonly servers: readonly ServerProcess[];
  close(): Promise<void>;
}

const PASSWORD = 'hunter2';
const SLOTS = 16_384;

/** A cluster of three primaries without replicas. */
export async function startCluster(): Promise<ServerGroup> {
  const group = await startGroup(3, ({ port }) => [
    ...['--cluster-enabled', 'yes', '--cluster-node-timeout', '500'],
    ...['--cluster-config-file', `nodes-${String(port)}.conf`],
  ]);
  const { servers } = group;
  for (const [index, server] of servers.entries()) {
    const first = Math.ceil((index * SLOTS) / servers.length);
    const last = Math.ceil(((index + 1) * SLOTS) / servers.length) - 1;
    await server.ask('CLUSTER', 'ADDSLOTSRANGE', String(first), String(last));
    await server.ask('CLUSTER', 'MEET', '127.0.0.1', String(servers[0]?.port));
  }
  await untilClusterIsUp(servers);
  const hosts = servers.map(({ port }) => `127.0.0.1:${String(port)}`).join(',');
  return { ...group, url: `redis+cluster://:${PASSWORD}@${hosts}` };
}

/** Waits until every server knows that all slots are served. */
export async function untilClusterIsUp(servers: readonly ServerProcess[]): Promise<void> {
  for (const server of servers) {
    await until(async () =>
      String(await server.ask('CLUSTER', 'INFO')).includes('cluster_state:ok'),
    );
  }
}

/** A primary and two replicas, monitored by one Sentinel. */
export async function startSentinel(): Promise<ServerGroup & { primaryPort(): Promise<number> }> {
  const group = await startGroup(3, (_, ports) => [
    ...['--masterauth', PASSWORD, '--repl-diskless-sync-delay', '0'],
    ...(ports.length === 0 ? [] : ['--replicaof', '127.0.0.1', String(ports[0])]),
  ]);
  const [primary, ...replicas] = group.servers;
  for (const replica of replicas) {
    await until(async () =>
      String(await replica.ask('INFO', 'replication')).includes('master_link_status:up'),
    );
  }
  const watch = [
    `sentinel monitor main 127.0.0.1 ${String(primary?.port)} 1`,
    `sentinel auth-pass main ${PASSWORD}`,
    'sentinel down-after-milliseconds main 400',
    'sentinel failover-timeout main 2000',
  ];
  const port = await freePort();
  const config = join(group.directory, 'sentinel.conf');
  await writeFile(config, [...watch, ''].join('\n'));
  const sentinel = serverProcess(port, group.directory, [config, '--sentinel']);
  await sentinel.start();
  // Waits until it knows which replicas it can promote.
  await until(async () => {
    const known = await sentinel.ask('SENTINEL', 'REPLICAS', 'main');
    return Array.isArray(known) && known.length === replicas.length;
  });
  return {
    servers: group.servers,
    // The first of them does not answer.
    url: `redis+sentinel://:${PASSWORD}@127.0.0.1:1,127.0.0.1:${String(port)}/main?sentinelPassword=${PASSWORD}`,
    primaryPort: async () => {
      const answer = await sentinel.ask('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', 'main');
      return Number((answer as string[])[1]);
    },
    close: async () => {
      await sentinel.kill();
      await group.close();
    },
  };
}

async function startGroup(
  count: number,
  parametersOf: (server: { port: number }, before: readonly number[]) => readonly string[],
) {
  const directory = await mkdtemp(join(tmpdir(), 'valkey-test-'));
  const ports: number[] = [];
  const servers: ServerProcess[] = [];
  while (servers.length < count) {
    const port = await freePort();
    const common = ['--requirepass', PASSWORD, '--save', '', '--appendonly', 'no'];
    const server = serverProcess(port, directory, [...common, ...parametersOf({ port }, ports)]);
    ports.push(port);
    servers.push(server);
  }
  await Promise.all(servers.map((server) => server.start()));
  return {
    directory,
    servers,
    close: async () => {
      await Promise.all(servers.map((server) => server.kill()));
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function serverProcess(
  port: number,
  directory: string,
  parameters: readonly string[],
): ServerProcess {
  const program = findProgram('redis') ?? 'redis-server';
  const own = parameters.includes('--sentinel')
    ? [...parameters, '--requirepass', PASSWORD]
    : parameters;
  const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory];
  const running = new ServerProgram(
    () => spawn(program, [...own, ...place], { stdio: 'ignore' }),
    () => until(async () => (await ask(port, ['PING']).catch(() => '')) === 'PONG'),
  );
  return {
    port,
    ask: (...command) => ask(port, command),
    start: () => running.start(),
    kill: () => running.kill(),
    freeze: () => running.freeze(),
    thaw: () => running.thaw(),
  };
}

/** Also usable outside of tests. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(20);
}

async function ask(port: number, command: readonly string[]): Promise<unknown> {
  const client: RedisClient = createClient({
    password: PASSWORD,
    socket: { host: '127.0.0.1', port, reconnectStrategy: false },
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await client.sendCommand([...command]);
  } finally {
    if (client.isOpen) client.destroy();
  }
}

/** Nodes of a cluster also talk to each other on a port that is higher by 10,000. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = await listenOnce(0);
    if (port !== undefined && port < 55_000 && (await listenOnce(port + 10_000))) return port;
  }
}

/** @returns undefined if the port is in use. */
async function listenOnce(port: number): Promise<number | undefined> {
  const server = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () => {
      resolve(true);
    });
  });
  if (!isFree) return undefined;
  const address = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return address.port;
}
