import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { main } from '../../src/pwg/main.js';
import type { ProgramCall, ProgramResult } from '../../src/pwg/PwgIo.js';
import { runProgram } from '../../src/pwg/runProgram.js';

/** How a run of `pwg` ended. */
export interface PwgRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Options of a run, besides its arguments. */
export interface PwgOptions {
  /** Text typed at a prompt, or sent to standard input. */
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Width of the terminal; without it, output is not a terminal. */
  readonly columns?: number;
  /** Stops a running command. */
  readonly signal?: AbortSignal;
  /** Receives output immediately. */
  readonly onPrint?: (text: string) => void;
}

const GIT_ENVIRONMENT = {
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ana Ruiz',
  GIT_COMMITTER_NAME: 'Mira Holt',
  GIT_COMMITTER_EMAIL: 'mira@m.example',
};

/** `pwg` in this process, with a separate home directory and a real git. */
export class TestPwg {
  /** Home and working directory. */
  readonly home = mkdtempSync(path.join(tmpdir(), 'patchwork-graphql-pwg-'));
  /** Programs that were started, except git. */
  readonly started: ProgramCall[] = [];
  readonly #environment: Readonly<Record<string, string>>;
  readonly #now: () => number;

  constructor(environment: Readonly<Record<string, string>> = {}, now = Date.now) {
    this.#environment = environment;
    this.#now = now;
  }

  /** Environment of programs, without the git configuration of the machine. */
  get environment(): Readonly<Record<string, string>> {
    return { ...GIT_ENVIRONMENT, HOME: this.home, ...this.#environment };
  }

  async run(argv: readonly string[], options: PwgOptions = {}): Promise<PwgRun> {
    let stdout = '';
    let stderr = '';
    const { columns, input = '', signal = new AbortController().signal, onPrint } = options;
    const terminal = columns === undefined ? {} : { isTTY: true, columns };
    const environment = { ...this.environment, ...options.environment };
    const code = await main(argv, {
      stdout: {
        write: (text) => {
          stdout += text;
          onPrint?.(text);
        },
        ...terminal,
      },
      stderr: {
        write: (text) => {
          stderr += text;
        },
        ...terminal,
      },
      environment,
      directory: this.home,
      now: this.#now,
      signal,
      readInput: async () => input,
      readSecret: async () => input,
      run: async (call): Promise<ProgramResult> => {
        if (call.program !== 'git') {
          this.started.push(call);
          return { code: 0, output: '' };
        }
        const { output, ...rest } = await runProgram(
          { ...call, isCaptured: true },
          { directory: this.home, environment },
        );
        return { ...rest, output };
      },
    });
    return { code, stdout, stderr };
  }

  /** Runs git in the directory. @throws if it fails */
  async git(...parameters: readonly string[]): Promise<string> {
    const { code, output } = await runProgram(
      { program: 'git', arguments: parameters, isCaptured: true },
      { directory: this.home, environment: this.environment },
    );
    if (code !== 0) throw new Error(`git ${parameters.join(' ')}: ${String(code)} ${output}`);
    return output.trim();
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}
