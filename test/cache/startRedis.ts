import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@redis/client';
import type { RedisClientType } from '@redis/client';
import { freePort } from '../tools/freePort.js';
import { findProgram } from '../tools/programs.js';
import { ServerProgram } from '../tools/ServerProgram.js';

/** Without the type parameters of modules and scripts, which nothing here uses. */
type Client = RedisClientType;

/** A separate, real Valkey or Redis server on a free port. */
export interface RedisServer {
  readonly url: string;
  /** A connection for inspecting the server, and for writing to it. */
  readonly client: Client;
  /** Kills the server; its data are lost. */
  kill(): Promise<void>;
  /** Starts it again on the same port; empty unless it is durable. */
  start(): Promise<void>;
  /** Makes it hang: connections stay open, nothing is answered. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

/**
 * @param isDurable whether its data are restored when it is restarted after it was killed.
 * @throws if neither is installed: Debian has `valkey-server` or `redis-server`.
 */
export async function startRedis(isDurable = false): Promise<RedisServer> {
  const executable = findProgram('redis');
  if (executable === undefined) {
    throw new Error('the cache tests need a Valkey or Redis: apt-get install redis-server');
  }
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const directory = await mkdtemp(join(tmpdir(), 'cache-test-'));
  const program = new ServerProgram(
    () =>
      spawn(
        executable,
        [
          ...['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', directory],
          ...(isDurable ? ['--appendonly', 'yes', '--appendfsync', 'always'] : []),
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      ),
    (started) =>
      new Promise<void>((resolve, reject) => {
        started.once('exit', () => reject(new Error(`${executable} did not start`)));
        started.stdout?.on('data', (text: Buffer) => {
          if (text.includes('eady to accept connections')) resolve();
        });
      }),
  );
  const client: Client = createClient({ url, socket: { reconnectStrategy: 20 } });
  client.on('error', () => undefined);

  const server: RedisServer = {
    url,
    client,
    start: () => program.start(),
    kill: () => program.kill(),
    freeze: () => program.freeze(),
    thaw: () => program.thaw(),
    async close() {
      client.destroy();
      await program.kill();
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  await program.start();
  await client.connect();
  return server;
}
