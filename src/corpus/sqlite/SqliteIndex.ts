import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { IndexUnavailable } from '../IndexUnavailable.js';
import type { IndexedMail, MailKind } from '../IndexedMail.js';
import type { IndexAnswer, IndexPlan } from '../IndexPlan.js';
import type {
  MailRef,
  ProjectRef,
  SearchIndex,
  StoredMail,
  SummaryUpdate,
  TallyPlan,
  TallyPoint,
} from '../SearchIndex.js';
import type { CoverageUpdate, IndexHole, ProjectCoverage } from '../indexCoverage.js';
import type { SqliteEngine } from './SqliteEngine.js';
import type { AsideNotice, EngineMethod, EngineReply, WorkerOptions } from './workerMessages.js';

/** Options of {@link SqliteIndex}. */
export interface SqliteIndexOptions extends WorkerOptions {
  /** Called with the new name of a damaged file, which was replaced by an empty index. */
  readonly onSetAside?: (path: string) => void;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** An index in a file of SQLite, or in memory. A worker thread, which starts with the first call, reads and writes it. */
export class SqliteIndex implements SearchIndex {
  readonly #options: SqliteIndexOptions;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #nextId = 1;
  #isClosed = false;

  constructor(options: SqliteIndexOptions) {
    this.#options = options;
  }

  put(mails: readonly IndexedMail[]): Promise<void> {
    return this.#call('put', mails);
  }

  updateSummary(rows: readonly SummaryUpdate[]): Promise<void> {
    return this.#call('updateSummary', rows);
  }

  remove(refs: readonly MailRef[], withReplies = false): Promise<number> {
    return this.#call('remove', refs, withReplies);
  }

  forget(project: ProjectRef): Promise<number> {
    return this.#call('forget', project);
  }

  find(messageIds: readonly string[]): Promise<readonly StoredMail[]> {
    return this.#call('find', messageIds);
  }

  list(
    project: ProjectRef,
    kind: MailKind,
    span: { readonly since: number; readonly before: number },
    limit: number,
  ): Promise<readonly StoredMail[]> {
    return this.#call('list', project, kind, span, limit);
  }

  query(plan: IndexPlan): Promise<IndexAnswer> {
    return this.#call('query', plan);
  }

  tally(plan: TallyPlan): Promise<readonly TallyPoint[]> {
    return this.#call('tally', plan);
  }

  coverage(): Promise<readonly ProjectCoverage[]> {
    return this.#call('coverage');
  }

  setCoverage(project: ProjectRef, update: CoverageUpdate): Promise<void> {
    return this.#call('setCoverage', project, update);
  }

  setHoles(project: ProjectRef, holes: readonly IndexHole[]): Promise<void> {
    return this.#call('setHoles', project, holes);
  }

  progress(key: string): Promise<string | null> {
    return this.#call('progress', key);
  }

  setProgress(
    key: string,
    value: string | null,
    mails: readonly IndexedMail[] = [],
  ): Promise<void> {
    return this.#call('setProgress', key, value, mails);
  }

  size(): Promise<number> {
    return this.#call('size');
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const worker = this.#worker;
    if (worker === undefined) return;
    // It finishes earlier calls, and keeps the process running until then.
    worker.ref();
    const ended = once(worker, 'exit');
    worker.postMessage('close');
    await ended;
  }

  #call<M extends EngineMethod>(
    method: M,
    ...parameters: Parameters<SqliteEngine[M]>
  ): Promise<ReturnType<SqliteEngine[M]>> {
    if (this.#isClosed) return Promise.reject(new IndexUnavailable('the index is closed'));
    const worker = (this.#worker ??= this.#start());
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, {
        resolve: resolve as (value: unknown) => void,
        reject,
      });
      // Keeps the process running during calls.
      worker.ref();
      worker.postMessage({ id, method, parameters });
    });
  }

  #start(): Worker {
    // Source files need a loader, which threads do not inherit from every runner.
    const isSource = import.meta.url.endsWith('.ts');
    const { path, timeoutMs, library } = this.#options;
    const file = new URL(isSource ? './indexWorker.ts' : './indexWorker.js', import.meta.url);
    const worker = new Worker(
      isSource
        ? `import('tsx/esm/api').then((tsx) => { tsx.register(); return import(${JSON.stringify(file.href)}) })`
        : file,
      {
        eval: isSource,
        name: 'searchIndex',
        workerData: {
          path,
          timeoutMs,
          ...(library === undefined ? {} : { library }),
        } satisfies WorkerOptions,
        // The parts of Node's SQLite that are used here are stable.
        execArgv: ['--disable-warning=ExperimentalWarning'],
      },
    );
    worker.on('message', (reply: EngineReply | AsideNotice) => {
      this.#receive(reply);
    });
    worker.on('error', (error) => {
      this.#fail(error.message);
    });
    worker.on('exit', () => {
      this.#fail('the thread of the index ended');
    });
    return worker;
  }

  #receive(reply: EngineReply | AsideNotice): void {
    if (!('id' in reply)) {
      this.#options.onSetAside?.(reply.setAside);
      return;
    }
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (this.#waiting.size === 0) this.#worker?.unref();
    if ('value' in reply) {
      waiting?.resolve(reply.value);
      return;
    }
    const { message, setAside, isUnavailable } = reply.error;
    if (setAside !== null) this.#options.onSetAside?.(setAside);
    waiting?.reject(isUnavailable ? new IndexUnavailable(message) : new Error(message));
  }

  /** The next call starts a new thread. */
  #fail(message: string): void {
    this.#worker = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new IndexUnavailable(message));
  }
}
