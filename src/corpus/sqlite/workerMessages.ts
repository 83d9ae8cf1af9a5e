import type { SqlLibrary } from './openDatabase.js';
import type { SqliteEngine } from './SqliteEngine.js';

/** Options of a worker. */
export interface WorkerOptions {
  /** File of the index, or `:memory:`. */
  readonly path: string;
  /** Time for one query. */
  readonly timeoutMs: number;
  /** Default: the first one that is available. */
  readonly library?: SqlLibrary['name'];
}

/** Methods that are called from another thread. */
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
  /** New name of a damaged file; null if there was none. */
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
