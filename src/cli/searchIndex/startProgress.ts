/** Shows how far a command is. */
export interface Progress {
  update(done: number): void;
  stop(): void;
}

/** A bar on standard error where that is a terminal; else nothing. @param noun what is counted, in the plural. */
export async function startProgress(total: number, noun: string): Promise<Progress> {
  if (!process.stderr.isTTY) return { update: () => undefined, stop: () => undefined };
  // Loaded when needed: other commands do without.
  const { default: progress } = await import('cli-progress');
  const bar = new progress.SingleBar({
    format: `{bar} {value} of {total} ${noun}, {eta_formatted} left`,
    stream: process.stderr,
    clearOnComplete: true,
  });
  bar.start(total, 0);
  return {
    update: (done) => {
      bar.update(done);
    },
    stop: () => {
      bar.stop();
    },
  };
}
