import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';

/** A program that tests can start, kill and freeze. */
export class ServerProgram {
  readonly #spawn: () => ChildProcess;
  readonly #untilReady: (child: ChildProcess) => Promise<void>;
  #child: ChildProcess | undefined;

  /**
   * @param spawn starts a process; the same each time.
   * @param untilReady resolves when the process is ready.
   */
  constructor(spawn: () => ChildProcess, untilReady: (child: ChildProcess) => Promise<void>) {
    this.#spawn = spawn;
    this.#untilReady = untilReady;
  }

  /** Starts or restarts it. */
  async start(): Promise<void> {
    this.#child = this.#spawn();
    await this.#untilReady(this.#child);
  }

  /** Ends it like a crash, unless it has ended by itself. */
  async kill(): Promise<void> {
    const killed = this.#child;
    this.#child = undefined;
    if (killed?.exitCode !== null || killed.signalCode !== null) return;
    const exited = once(killed, 'exit');
    killed.kill('SIGKILL');
    await exited;
  }

  /** Freezes it: connections stay open, and nothing is answered. */
  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  /** Ends {@link freeze}. */
  thaw(): void {
    this.#child?.kill('SIGCONT');
  }
}
