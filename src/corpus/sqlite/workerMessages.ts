import type { SqlLibrary } from './openDatabase.js';
import type { SqliteEngine } from './SqliteEngine.js';

/** What a worker is started with. */
export interface WorkerOptions {
  /** File of the index, or `:memory:`. */
  readonly path: string;
  /** Time for one query. */
  readonly timeoutMs: number;
  /** By default the first one that works. */
  readonly library?: SqlLibrary['name'];
}

/** Methods that are called over a thread's border. */
export type EngineMethod = Exclude<keyof SqliteEngine, 'close'>;

/** A call of one method. */
export interface EngineCall {
  readonly id: number;
  readonly method: EngineMethod;
  readonly parameters: readonly unknown[];
}

/** Why a call failed. */
export interface EngineFailure {
  readonly message: string;
  /** Where a damaged file was put; null where none was. */
  readonly setAside: string | null;
  readonly isUnavailable: boolean;
}

/** The answer to a call. */
export type EngineReply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: EngineFailure };

/** A damaged file was put aside while the index was opened. */
export interface AsideNotice {
  readonly setAside: string;
}
