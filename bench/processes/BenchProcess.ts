import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** How a process is started. */
export interface ProcessOptions {
  /** Folder of the compiled sources; see `buildSnapshot`. */
  readonly snapshot: string;
  /** Its name in messages. */
  readonly name: string;
  /** Script to run, relative to the snapshot, with its arguments. */
  readonly command: readonly string[];
  /** Flags of Node.js; default: none. */
  readonly nodeFlags?: readonly string[] | undefined;
  /** Cores it may use, such as `0` or `1-3`; default: all. */
  readonly cores?: string | undefined;
  readonly environment?: Readonly<Record<string, string>>;
  readonly cwd?: string | undefined;
}

const replySchema = z.object({
  id: z.number(),
  value: z.unknown().optional(),
  error: z.string().optional(),
});

const OUTPUT_KEPT = 4000;

/** A process of the benchmark that accepts commands; see `answerCommands`. */
export class BenchProcess {
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (reply: z.output<typeof replySchema>) => void>();
  readonly #ended: Promise<never>;
  readonly #ready: Promise<void>;
  #nextId = 1;
  #output = '';

  constructor({
    snapshot,
    name,
    command,
    nodeFlags = [],
    cores,
    environment,
    cwd,
  }: ProcessOptions) {
    this.#name = name;
    const [script = '', ...parameters] = command;
    const meter = join(snapshot, 'bench', 'processes', 'meter.js');
    const program = ['--import', meter, resolve(snapshot, script), ...parameters];
    const node = [process.execPath, ...nodeFlags, ...program];
    const [executable = '', ...rest] =
      cores === undefined ? node : ['taskset', '-c', cores, ...node];
    this.#child = spawn(executable, rest, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, NODE_ENV: 'production', ...environment },
      ...(cwd !== undefined && { cwd }),
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#output = (this.#output + chunk.toString()).slice(-OUTPUT_KEPT);
      });
    }
    this.#child.on('message', (message) => {
      const reply = replySchema.safeParse(message);
      if (!reply.success) return;
      this.#waiting.get(reply.data.id)?.(reply.data);
      this.#waiting.delete(reply.data.id);
    });
    this.#ready = new Promise((resolve) => {
      this.#child.on('message', (message) => {
        if (typeof message === 'object' && 'ready' in message) resolve();
      });
    });
    this.#ended = new Promise((_resolve, reject) => {
      this.#child.once('error', reject);
      this.#child.once('exit', (code, signal) => {
        reject(new Error(`${name} ended (${String(code ?? signal)}):\n${this.#output}`));
      });
    });
    // The rejection is reported to callers that wait; otherwise it is not an error.
    this.#ended.catch(() => undefined);
  }

  /** Rejects when the process ends. */
  get ended(): Promise<never> {
    return this.#ended;
  }

  /** Resolves when the program has reported that it accepts commands. */
  async untilReady(): Promise<void> {
    await Promise.race([this.#ready, this.#ended]);
  }

  /** Sends a command to the process; resolves with its answer. */
  async ask(name: string, argument?: unknown): Promise<unknown> {
    const id = this.#nextId;
    this.#nextId += 1;
    const reply = new Promise<z.output<typeof replySchema>>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#child.send({ id, name, argument });
    });
    const { value, error } = await Promise.race([reply, this.#ended]);
    if (error !== undefined) throw new Error(`${this.#name}: ${name}: ${error}`);
    return value;
  }

  /** CPU time of all its threads since its start, user and system, in milliseconds. */
  async cpuMs(): Promise<number> {
    return Number(await this.ask('usage'));
  }

  /** Restarts the measurement of `peakMiB`, if the kernel can. */
  resetPeak(): void {
    try {
      // proc_pid_clear_refs(5): 5 resets VmHWM to the current resident memory.
      writeFileSync(`/proc/${String(this.#child.pid)}/clear_refs`, '5');
    } catch {
      // Not Linux, or not permitted: the peak since the start is reported.
    }
  }

  /** The peak resident memory (VmHWM), in MiB; NaN if the kernel does not report it. */
  peakMiB(): number {
    try {
      const status = readFileSync(`/proc/${String(this.#child.pid)}/status`, 'utf8');
      return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
    } catch {
      return NaN;
    }
  }

  /** Ends the process and waits until it has exited. */
  async stop(): Promise<void> {
    const gone = this.#ended.catch(() => undefined);
    this.#child.kill();
    const killer = setTimeout(() => this.#child.kill('SIGKILL'), 3000);
    await gone;
    clearTimeout(killer);
  }
}

/** Cores for measured and for other processes; undefined if processes cannot be pinned. */
export interface CorePlan {
  readonly measured: string | undefined;
  readonly others: string | undefined;
}

/** One core for the measured peer, the others for the sample servers and the driver. */
export function planCores(): CorePlan {
  const cores = availableParallelism();
  const canPin = cores > 1 && spawnSync('taskset', ['-c', '0', 'true']).status === 0;
  if (!canPin) return { measured: undefined, others: undefined };
  return { measured: '0', others: cores === 2 ? '1' : `1-${String(cores - 1)}` };
}
