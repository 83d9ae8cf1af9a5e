import { readdirSync, readFileSync } from 'node:fs';

/** Usage of a process and its children. Linux only: `proc_pid_stat(5)`, `proc_pid_smaps(5)`. */
export class ServerUse {
  readonly #pid: number;
  /** CPU nanoseconds of processes, including ended ones. */
  readonly #nanoseconds = new Map<number, number>();

  constructor(pid: number) {
    this.#pid = pid;
  }

  /** CPU time so far, in microseconds, without processes that ended between two calls. */
  cpuMicros(): number {
    for (const pid of this.#pids()) {
      const [ran] = readOf(pid, 'schedstat').split(' ');
      if (ran !== undefined && ran !== '') this.#nanoseconds.set(pid, Number(ran));
    }
    return [...this.#nanoseconds.values()].reduce((sum, ran) => sum + ran, 0) / 1000;
  }

  /** Memory in bytes; memory shared by processes is counted once. */
  memoryBytes(): number {
    return this.#pids().reduce((sum, pid) => {
      const [, kilobytes = '0'] = /^Pss:\s+(\d+)/m.exec(readOf(pid, 'smaps_rollup')) ?? [];
      return sum + Number(kilobytes) * 1024;
    }, 0);
  }

  #pids(): readonly number[] {
    const children = readdirSync('/proc').flatMap((name) => {
      if (!/^\d+$/.test(name)) return [];
      // The name of the program is in parentheses, and may contain any character.
      const fields = readOf(Number(name), 'stat').replace(/^.*\)/s, '').trim().split(' ');
      return Number(fields[1]) === this.#pid ? [Number(name)] : [];
    });
    return [this.#pid, ...children];
  }
}

function readOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${String(pid)}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
