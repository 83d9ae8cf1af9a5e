import { parentPort, workerData } from 'node:worker_threads';
import { IndexUnavailable } from '../IndexUnavailable.js';
import { explainFault } from '../indexFaults.js';
import { isDamage, nameOf, openIndexFile, putAside, type OpenedIndex } from './indexFile.js';
import { requireSqlLibrary } from './openDatabase.js';
import { SqliteEngine } from './SqliteEngine.js';
import type { EngineCall, EngineFailure, EngineReply, WorkerOptions } from './workerMessages.js';

/** Calls that came while a locked file was waited for do not wait for it again. */
const RETRY_OPEN_MS = 1000;

/** Holds the engine, and replaces it if the file is damaged. */
class EngineHost {
  readonly #options: WorkerOptions;
  #engine: SqliteEngine | undefined;
  #failure: { readonly error: IndexUnavailable; readonly at: number } | undefined;

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  answer({ id, method, parameters }: EngineCall): EngineReply {
    try {
      this.#engine ??= this.#open();
      return { id, value: callMethod(this.#engine, method, parameters) };
    } catch (error) {
      return { id, error: this.#failureOf(error) };
    }
  }

  close(): void {
    this.#engine?.close();
    this.#engine = undefined;
  }

  #open(): SqliteEngine {
    const { path, timeoutMs, library } = this.#options;
    if (this.#failure !== undefined && performance.now() - this.#failure.at < RETRY_OPEN_MS) {
      throw this.#failure.error;
    }
    try {
      const opened: OpenedIndex = openIndexFile(requireSqlLibrary(library), path);
      if (opened.setAside !== null) parentPort?.postMessage({ setAside: opened.setAside });
      return new SqliteEngine(opened.database, path, timeoutMs);
    } catch (error) {
      if (error instanceof IndexUnavailable) this.#failure = { error, at: performance.now() };
      throw error;
    }
  }

  #failureOf(error: unknown): EngineFailure {
    const { path } = this.#options;
    if (isDamage(error) && path !== ':memory:') {
      try {
        this.close();
        const setAside = putAside(path);
        const message = `the index file ${path} was damaged; it was renamed to ${setAside}, and the gateway fills a new one`;
        return { message, setAside, isUnavailable: true };
      } catch (failure) {
        return { ...describe(failure, path), setAside: null };
      }
    }
    return { ...describe(error, path), setAside: null };
  }
}

function describe(error: unknown, path: string): Omit<EngineFailure, 'setAside'> {
  const explained = explainFault(error, nameOf(path));
  if (explained !== null) return { message: explained.message, isUnavailable: true };
  const message = error instanceof Error ? error.message : String(error);
  return { message, isUnavailable: false };
}

function callMethod(
  engine: SqliteEngine,
  method: EngineCall['method'],
  parameters: EngineCall['parameters'],
): unknown {
  // The other side of the port knows the parameters of each method.
  const called: unknown = Reflect.get(engine, method);
  if (typeof called !== 'function') return undefined;
  const answer: unknown = Reflect.apply(called, engine, parameters);
  return answer;
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
