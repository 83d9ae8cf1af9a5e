import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { replicaReport, type ReplicaOptions } from './protocol.js';

/** What the subscriber of one server has received. */
interface Seen {
  readonly ids: number[];
  readonly gaps: string[];
  position: string | undefined;
}

/** A subscriber of all servers, whose process can be killed and restarted. */
export class ReplicaProcess {
  readonly #options: Omit<ReplicaOptions, 'places'>;
  readonly #seen = new Map<string, Seen>();
  readonly #leads = new Set<string>();
  readonly #states = new Map<string, string>();
  #process: ChildProcess | undefined;

  constructor(options: Omit<ReplicaOptions, 'places'>) {
    this.#options = options;
    for (const { name } of options.servers) {
      this.#seen.set(name, { ids: [], gaps: [], position: undefined });
    }
  }

  /** Starts the process; its subscriber resumes where it was. */
  start(): void {
    const places = Object.fromEntries(
      [...this.#seen].flatMap(([name, { position }]) =>
        position === undefined ? [] : [[name, position]],
      ),
    );
    const options: ReplicaOptions = { ...this.#options, places };
    const started = spawn(
      process.execPath,
      ['--import', 'tsx', fileURLToPath(new URL('replica.ts', import.meta.url))],
      {
        env: { ...process.env, REPLICA: JSON.stringify(options) },
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    );
    this.#process = started;
    createInterface({ input: started.stdout }).on('line', (line) => {
      if (this.#process === started) this.#take(line);
    });
  }

  seen(server: string): Readonly<Seen> {
    return this.#seen.get(server) ?? { ids: [], gaps: [], position: undefined };
  }

  leads(server: string): boolean {
    return this.#leads.has(server);
  }

  follows(server: string): boolean {
    return this.#states.get(server) === 'LIVE';
  }

  /** Ends or stops the process. */
  async signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT' | 'SIGTERM'): Promise<void> {
    const target = this.#process;
    if (target === undefined) return;
    if (name === 'SIGSTOP' || name === 'SIGCONT') {
      target.kill(name);
      return;
    }
    const exited = new Promise((resolve) => target.once('exit', resolve));
    target.kill(name);
    await exited;
    this.#process = undefined;
    this.#leads.clear();
    this.#states.clear();
  }

  #take(line: string): void {
    const report = replicaReport.parse(JSON.parse(line));
    switch (report.about) {
      case 'lead':
        if (report.isLeading) this.#leads.add(report.server);
        else this.#leads.delete(report.server);
        break;
      case 'state':
        this.#states.set(report.server, report.state);
        break;
      case 'delivery': {
        const seen = this.#seen.get(report.server);
        if (seen === undefined) return;
        seen.ids.push(...report.ids);
        seen.gaps.push(...report.gaps);
        if (report.position !== '') seen.position = report.position;
      }
    }
  }
}
