import type { Environment } from '../config/interpolate.js';

/** A program to run. It is started without a shell. */
export interface ProgramCall {
  readonly program: string;
  readonly arguments: readonly string[];
  /** Text for its standard input. Default: none. */
  readonly input?: string;
  /** Whether its output is returned; otherwise it goes to standard error and standard output of `pwg`. */
  readonly isCaptured?: boolean;
  /** Whether it continues after `pwg` ends, like a browser. */
  readonly isDetached?: boolean;
}

/** How a program ended. */
export interface ProgramResult {
  /** Exit code; 127 if the program does not exist. */
  readonly code: number;
  /** Its standard output, if it was captured. */
  readonly output: string;
}

/** A stream of text. */
export interface PwgOutput {
  write(text: string): unknown;
  /** Whether it is a terminal. */
  readonly isTTY?: boolean | undefined;
  /** Width of the terminal. */
  readonly columns?: number | undefined;
}

/** The environment of `pwg`; tests pass their own. */
export interface PwgIo {
  readonly stdout: PwgOutput;
  readonly stderr: PwgOutput;
  readonly environment: Environment;
  /** Working directory. */
  readonly directory: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Ends commands that run until they are interrupted, such as `watch`. */
  readonly signal: AbortSignal;
  /** All of standard input. */
  readInput(): Promise<string>;
  /** A line of standard input; on a terminal after a prompt and without echo. */
  readSecret(prompt: string): Promise<string>;
  run(call: ProgramCall): Promise<ProgramResult>;
}
