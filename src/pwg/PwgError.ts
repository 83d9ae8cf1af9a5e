/** Exit codes of `pwg`; docs/pwg.md documents them. */
export const EXIT = {
  /** Everything that was requested. */
  whole: 0,
  /** Nothing of it: not found, refused, or a server or program failed. */
  failed: 1,
  /** A part of it: a server did not answer, or some writes were not applied. */
  partial: 2,
  /** Wrong arguments or a faulty configuration; nothing was sent. */
  usage: 3,
} as const;

/** One of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A failure whose message is for the user, with the exit code that it means. */
export class PwgError extends Error {
  override readonly name = 'PwgError';
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = EXIT.failed, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** Wrong arguments or a faulty configuration. */
export function usageError(message: string): PwgError {
  return new PwgError(message, EXIT.usage);
}
