import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Runs git without the configuration of the machine; its results are the reference for the tests. */
const ENVIRONMENT = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  LC_ALL: 'C.UTF-8',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ana Ruiz',
  GIT_AUTHOR_EMAIL: 'ana@a.example',
  GIT_COMMITTER_NAME: 'Ana Ruiz',
  GIT_COMMITTER_EMAIL: 'ana@a.example',
  GIT_AUTHOR_DATE: '2026-01-02T03:04:05Z',
  GIT_COMMITTER_DATE: '2026-01-02T03:04:05Z',
};

/** A separate folder in which git runs. */
export class Git {
  #folder: string | undefined;

  get folder(): string {
    return (this.#folder ??= mkdtempSync(path.join(tmpdir(), 'patchwork-graphql-git-')));
  }

  /** Returns standard output. @throws if git fails. */
  run(parameters: readonly string[], input = ''): string {
    return execFileSync('git', parameters, {
      input,
      cwd: this.folder,
      env: ENVIRONMENT,
      encoding: 'utf8',
      maxBuffer: 64 << 20,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  }

  /** Returns standard output, exit status and standard error. */
  try(
    parameters: readonly string[],
    input = '',
  ): { readonly output: string; readonly status: number | null; readonly error: string } {
    const { stdout, stderr, status } = spawnSync('git', parameters, {
      input,
      cwd: this.folder,
      env: ENVIRONMENT,
      encoding: 'utf8',
      maxBuffer: 64 << 20,
    });
    return { output: stdout, status, error: stderr };
  }

  remove(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
  }
}
