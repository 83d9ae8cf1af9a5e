import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@redis/client';
import type { RedisClientType } from '@redis/client';
import { findProgram } from '../tools/programs.js';

/** Without the type parameters of modules and scripts, which nothing here uses. */
type Client = RedisClientType;

/** A real Valkey or Redis of its own, on a free port. */
export interface RedisServer {
  readonly url: string;
  /** A connection for looking at the server, and for putting things into it. */
  readonly client: Client;
  /** Kills it; its data are gone. */
  kill(): Promise<void>;
  /** Starts it again on the same port; empty unless it is durable. */
  start(): Promise<void>;
  /** Lets it hang: connections stay open, nothing is answered. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

/**
 * @param isDurable whether its data are there again when it is started after it was killed.
 * @throws when neither is installed: Debian has `valkey-server` or `redis-server`.
 */
export async function startRedis(isDurable = false): Promise<RedisServer> {
  const program = findProgram('redis');
  if (program === undefined) {
    throw new Error('the cache tests need a Valkey or Redis: apt-get install redis-server');
  }
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const directory = await mkdtemp(join(tmpdir(), 'cache-test-'));
  let child: ChildProcess | undefined;
  const client: Client = createClient({ url, socket: { reconnectStrategy: 20 } });
  client.on('error', () => undefined);

  const server: RedisServer = {
    url,
    client,
    async start() {
      const started = spawn(
        program,
        [
          ...['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', directory],
          ...(isDurable ? ['--appendonly', 'yes', '--appendfsync', 'always'] : []),
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      child = started;
      await new Promise<void>((resolve, reject) => {
        started.once('exit', () => reject(new Error(`${program} did not start`)));
        started.stdout.on('data', (text: Buffer) => {
          if (text.includes('eady to accept connections')) resolve();
        });
      });
    },
    async kill() {
      const killed = child;
      child = undefined;
      if (killed === undefined) return;
      await new Promise((resolve) => {
        killed.once('exit', resolve);
        killed.kill('SIGKILL');
      });
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    async close() {
      client.destroy();
      await server.kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
  await server.start();
  await client.connect();
  return server;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
