import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import { stringify } from 'yaml';
import { z } from 'zod';
import { freePort } from '../test/tools/freePort.js';
import type { Peer } from './peers.js';
import { UPSTREAMS_VARIABLE } from './peers/rest.js';
import { BenchProcess } from './processes/BenchProcess.js';
import { API_VERSION, type InstanceName } from './sampleData.js';
import { TASKS, type TaskName, type WorkloadName } from './workloads.js';

export interface PeerStart {
  readonly name: string;
  readonly peer: Peer;
  readonly snapshot: string;
  readonly cores: string | undefined;
  readonly upstreams: Readonly<Record<InstanceName, string>>;
}

/** The cost of one run of a workload. */
export interface Run {
  /** From sending the requests until the answers of all clients are parsed. */
  readonly ms: number;
  /** The answers, if they were requested. */
  readonly answers: readonly unknown[];
}

const scriptRunSchema = z.object({ ms: z.number(), answers: z.array(z.unknown()) });
const bodySchema = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.unknown()).optional(),
});

const START_TRIES = 400;
const START_PAUSE_MS = 50;
/** Longer than the lifetime of any cache entry. */
const LONG_MS = 400 * 86_400_000;

/** A peer in a process of its own. */
export class RunningPeer {
  readonly name: string;
  readonly peer: Peer;
  readonly process: BenchProcess;
  /** The URL of its server. */
  readonly url: string;

  private constructor(name: string, peer: Peer, process: BenchProcess, url: string) {
    this.name = name;
    this.peer = peer;
    this.process = process;
    this.url = url;
  }

  static async start({ name, peer, snapshot, cores, upstreams }: PeerStart): Promise<RunningPeer> {
    const port = await freePort();
    const process = new BenchProcess({
      snapshot,
      name,
      cores,
      command: [
        ...peer.command,
        ...lastArguments(peer, port, upstreams, join(snapshot, `${name}.yml`)),
      ],
      environment: {
        [UPSTREAMS_VARIABLE]: JSON.stringify(upstreams),
        ...(peer.kind === 'server' && peer.environment),
      },
      nodeFlags: peer.kind === 'server' ? peer.nodeFlags : undefined,
      cwd: peer.kind === 'server' ? peer.cwd : undefined,
    });
    const running = new RunningPeer(name, peer, process, `http://127.0.0.1:${port}/graphql`);
    try {
      if (peer.kind === 'server') await running.#untilListening();
      else await process.untilReady();
    } catch (error) {
      await process.stop();
      throw error;
    }
    return running;
  }

  /** Makes everything the peer may have cached too old to be used, while its code stays warm. */
  async forget(): Promise<void> {
    await this.process.ask('advanceClock', LONG_MS);
  }

  /** Advances its clock. */
  async wait(ms: number): Promise<void> {
    await this.process.ask('advanceClock', ms);
  }

  /** Runs a workload once. */
  async run(workload: WorkloadName, withAnswers: boolean): Promise<Run> {
    const { peer, process } = this;
    if (peer.kind === 'script') {
      return scriptRunSchema.parse(await process.ask('run', { workload, withAnswers }));
    }
    const { task, clients } = TASKS[workload];
    const startedMs = performance.now();
    const answers = await Promise.all(Array.from({ length: clients }, () => this.#ask(task)));
    return { ms: performance.now() - startedMs, answers: withAnswers ? answers : [] };
  }

  async #ask(task: TaskName): Promise<unknown> {
    if (this.peer.kind === 'script') throw new Error('a script has no HTTP endpoint');
    const operation = this.peer.operations[task];
    if (operation === undefined) throw new Error(`${this.name} has no operation for ${task}`);
    const { data, errors } = await post(
      this.url,
      operation,
      task === 'W3' ? this.peer.headers : {},
    );
    if (errors !== undefined) throw new Error(JSON.stringify(errors[0]).slice(0, 500));
    return data;
  }

  async #untilListening(): Promise<void> {
    for (let tries = 0; tries < START_TRIES; tries += 1) {
      const answer = await Promise.race([
        post(this.url, '{ __typename }').catch(() => undefined),
        this.process.ended,
      ]);
      if (answer !== undefined) return;
      await pause(START_PAUSE_MS);
    }
    throw new Error(`${this.name} does not answer at ${this.url}`);
  }
}

/** Sends an operation and reads the whole answer. */
async function post(
  url: string,
  query: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<z.output<typeof bodySchema>> {
  const { body } = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return bodySchema.parse(await body.json());
}

function lastArguments(
  peer: Peer,
  port: number,
  upstreams: Readonly<Record<InstanceName, string>>,
  file: string,
): string[] {
  if (peer.kind === 'script') return [];
  if (peer.concurrency === undefined) {
    return [...(peer.prepare?.(upstreams, dirname(file)) ?? []), String(port)];
  }
  const instances = Object.entries(upstreams).map(([name, url]) => ({
    name,
    url,
    // The other peers have it, too.
    apiVersion: API_VERSION,
    concurrency: peer.concurrency,
  }));
  writeFileSync(
    file,
    stringify({
      listen: { port },
      graphql: { graphiql: false },
      logging: { level: 'warn' },
      instances,
    }),
  );
  return [file];
}
