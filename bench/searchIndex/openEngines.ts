import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSearchIndex } from '../../src/corpus/openSearchIndex.js';
import type { SearchIndex } from '../../src/corpus/SearchIndex.js';
import { startPostgres } from '../../test/corpus/startPostgres.js';
import { ServerUse } from './ServerUse.js';

/** Engines that are measured, in the order of the report. */
export const ENGINES = ['sqlite', 'postgres'] as const;
/** One of {@link ENGINES}. */
export type EngineName = (typeof ENGINES)[number];

/** An empty index, and what belongs to it. */
export interface MeasuredEngine {
  /** As the report names it. */
  readonly title: string;
  readonly index: SearchIndex;
  /** Of the processes beside this one; null where the index is in this process. */
  readonly server: ServerUse | null;
  /** Does what the engine does by itself in time, after the writing. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Queries are to end by themselves. */
const TIMEOUT_MS = 60_000;

/** Opens an empty index in a folder of its own. PostgreSQL is started for it. */
export async function openEngine(name: EngineName): Promise<MeasuredEngine> {
  return name === 'sqlite' ? await openSqlite() : await openPostgres();
}

async function openSqlite(): Promise<MeasuredEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'index-bench-'));
  const place = {
    engine: 'sqlite',
    path: join(folder, 'index.db'),
    timeoutMs: TIMEOUT_MS,
  } as const;
  const index = await openSearchIndex(place, () => undefined);
  return {
    title: 'SQLite',
    index,
    server: null,
    settle: () => Promise.resolve(),
    close: async () => {
      await index.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function openPostgres(): Promise<MeasuredEngine> {
  const server = await startPostgres();
  const place = { engine: 'postgres', url: server.url, timeoutMs: TIMEOUT_MS } as const;
  const index = await openSearchIndex(place, () => undefined);
  return {
    title: 'PostgreSQL',
    index,
    server: new ServerUse(server.pid),
    settle: () => server.analyze(),
    close: async () => {
      await index.close();
      await server.close();
    },
  };
}
