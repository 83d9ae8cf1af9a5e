import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { findProgram } from '../tools/programs.js';

/** A separate PostgreSQL server, which listens on a socket in a separate folder. */
export interface PostgresServer {
  readonly url: string;
  /** Of the process that starts all others. */
  readonly pid: number;
  /** Collects the statistics of tables, as the server eventually does in the background. */
  analyze(): Promise<void>;
  close(): Promise<void>;
}

/** @throws if it is not installed: Debian has `postgresql`. */
export async function startPostgres(): Promise<PostgresServer> {
  const initdb = findProgram('postgres');
  if (initdb === undefined) throw new Error('apt-get install postgresql');
  const programs = dirname(initdb);
  const folder = mkdtempSync(join(tmpdir(), 'pg-'));
  // It refuses to run as root.
  const isRoot = process.getuid?.() === 0;
  const owner: Partial<Owner> = isRoot ? ownerOf('postgres') : {};
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  execFileSync(initdb, ['-D', data, '-U', 'test', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...owner,
    stdio: 'ignore',
  });
  const child = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off'],
    { ...owner, stdio: 'ignore' },
  );
  const urlOf = (name: string): string =>
    `postgres://test@/${name}?host=${encodeURIComponent(folder)}`;
  await untilReady(urlOf('postgres'), child);
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    await new Promise((resolve) => {
      child.once('exit', resolve);
      child.kill('SIGQUIT');
    });
  };
  return {
    url: urlOf('postgres'),
    pid: child.pid ?? 0,
    analyze: async () => {
      const client = new Client(urlOf('postgres'));
      await client.connect();
      await client.query('ANALYZE');
      await client.end();
    },
    close: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

function ownerOf(user: string): Owner {
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    const client = new Client(url);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (child.exitCode !== null) throw error;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
