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

/** An empty index, and its process. */
export interface MeasuredEngine {
  /** Its name in the report. */
  readonly title: string;
  readonly index: SearchIndex;
  /** Usage of the other processes; null if the index is in this process. */
  readonly server: ServerUse | null;
  /** Runs the maintenance that the engine would otherwise do in the background. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Long enough that no query is canceled. */
const TIMEOUT_MS = 60_000;

/** Opens an empty index in a new folder. For PostgreSQL, a server is started. */
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
