/** Exit codes of `pwg`; docs/pwg.md documents them. */
export const EXIT = {
  /** The whole request succeeded. */
  whole: 0,
  /** Nothing succeeded: not found, refused, or a server or program failed. */
  failed: 1,
  /** The request succeeded in part: a server did not answer, or some writes were not applied. */
  partial: 2,
  /** Invalid arguments or configuration; nothing was sent. */
  usage: 3,
} as const;

/** One of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A failure whose message is for the user, with its exit code. */
export class PwgError extends Error {
  override readonly name = 'PwgError';
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = EXIT.failed, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** Invalid arguments or configuration. */
export function usageError(message: string): PwgError {
  return new PwgError(message, EXIT.usage);
}
