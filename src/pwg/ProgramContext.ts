import type { ExitCode } from './PwgError.js';
import type { PwgIo } from './PwgIo.js';
import type { CommonFlags, Session } from './Session.js';

/** Collaborators of commands. */
export interface ProgramContext {
  readonly io: PwgIo;
  /** Arguments after `--`. */
  readonly passedOn: readonly string[];
  /** Runs a command that queries the graph; the session determines the exit code. */
  readonly query: (
    flags: CommonFlags,
    command: (session: Session) => Promise<void>,
  ) => Promise<void>;
  /** Runs a command that returns its exit code. */
  readonly write: (
    flags: CommonFlags,
    command: (session: Session) => Promise<ExitCode>,
  ) => Promise<void>;
}
