import { parentPort, workerData } from 'node:worker_threads';
import { IndexUnavailable } from '../IndexUnavailable.js';
import { isDamage, openIndexFile, putAside, type OpenedIndex } from './indexFile.js';
import { requireSqlLibrary } from './openDatabase.js';
import { SqliteEngine } from './SqliteEngine.js';
import type { EngineCall, EngineReply, WorkerOptions } from './workerMessages.js';

/** Holds the engine, and a new one where the file turns out to be damaged. */
class EngineHost {
  readonly #options: WorkerOptions;
  #engine: SqliteEngine | undefined;

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  answer({ id, method, parameters }: EngineCall): EngineReply {
    try {
      this.#engine ??= this.#open();
      return { id, value: callMethod(this.#engine, method, parameters) };
    } catch (error) {
      const isDamaged = isDamage(error) && this.#options.path !== ':memory:';
      const setAside = isDamaged ? this.#setAside() : null;
      const message = error instanceof Error ? error.message : String(error);
      return {
        id,
        error: {
          message,
          setAside,
          isUnavailable: isDamaged || error instanceof IndexUnavailable || isLocked(message),
        },
      };
    }
  }

  close(): void {
    this.#engine?.close();
    this.#engine = undefined;
  }

  #open(): SqliteEngine {
    const { path, timeoutMs, library } = this.#options;
    const opened: OpenedIndex = openIndexFile(requireSqlLibrary(library), path);
    if (opened.setAside !== null) parentPort?.postMessage({ setAside: opened.setAside });
    return new SqliteEngine(opened.database, path, timeoutMs);
  }

  #setAside(): string {
    this.close();
    return putAside(this.#options.path);
  }
}

function callMethod(
  engine: SqliteEngine,
  method: EngineCall['method'],
  parameters: EngineCall['parameters'],
): unknown {
  // The other side of the port knows the parameters of each method.
  const methods = engine as unknown as Record<
    string,
    (this: SqliteEngine, ...values: readonly unknown[]) => unknown
  >;
  return methods[method]?.apply(engine, [...parameters]);
}

function isLocked(message: string): boolean {
  return /locked|readonly|unable to open|disk I\/O|EACCES|ENOENT|EROFS|ENOSPC|full$/i.test(message);
}

const port = parentPort;
if (port !== null) {
  const host = new EngineHost(workerData as WorkerOptions);
  port.on('message', (call: EngineCall | 'close') => {
    if (call === 'close') {
      host.close();
      port.close();
    } else port.postMessage(host.answer(call));
  });
}
