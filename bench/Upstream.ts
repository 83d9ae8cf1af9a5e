import { z } from 'zod';
import { BenchProcess } from './processes/BenchProcess.js';
import { INSTANCES, type InstanceName } from './sampleData.js';

/** How slow the sample servers are. */
export interface Load {
  readonly listMs: number;
  readonly detailMs: number;
  /** Concurrent requests of a server; further ones wait. */
  readonly workers: number;
}

/** Requests received by the sample servers since the last reset. */
export interface Traffic {
  readonly requests: number;
  /** Bytes of the responses. */
  readonly bytes: number;
  /** The most requests that one server had at once, including waiting ones. */
  readonly maxInFlight: number;
  readonly byEndpoint: Readonly<Record<string, number>>;
}

const trafficSchema = z.object({
  requests: z.number(),
  bytes: z.number(),
  maxInFlight: z.number(),
  byEndpoint: z.record(z.string(), z.number()),
});

/** Three sample servers, each in a process of its own. */
export class Upstream {
  readonly urls: Readonly<Record<InstanceName, string>>;
  readonly #processes: readonly BenchProcess[];

  private constructor(processes: readonly BenchProcess[], urls: readonly string[]) {
    const [a = '', b = '', c = ''] = urls;
    this.#processes = processes;
    this.urls = { a, b, c };
  }

  static async start(snapshot: string, cores: string | undefined, load: Load): Promise<Upstream> {
    const processes = INSTANCES.map(
      (instance) =>
        new BenchProcess({
          snapshot,
          name: `sample server ${instance}`,
          command: ['bench/processes/sampleServer.js', instance],
          cores,
        }),
    );
    try {
      await Promise.all(processes.map((process) => process.untilReady()));
      const urls = await Promise.all(processes.map((process) => process.ask('url')));
      await Promise.all(processes.map((process) => process.ask('setLoad', load)));
      return new Upstream(processes, urls.map(String));
    } catch (error) {
      await Promise.all(processes.map((process) => process.stop()));
      throw error;
    }
  }

  /** Makes a server misbehave, in the syntax of `--sample-faults`; an empty text ends that. */
  async setFaults(instance: InstanceName, faults: string): Promise<void> {
    await this.#processes[INSTANCES.indexOf(instance)]?.ask('setFaults', faults);
  }

  async resetTraffic(): Promise<void> {
    await Promise.all(this.#processes.map((process) => process.ask('resetCounters')));
  }

  async traffic(): Promise<Traffic> {
    const each = await Promise.all(
      this.#processes.map(async (process) => trafficSchema.parse(await process.ask('counters'))),
    );
    const byEndpoint: Record<string, number> = {};
    for (const traffic of each) {
      for (const [endpoint, count] of Object.entries(traffic.byEndpoint)) {
        byEndpoint[endpoint] = (byEndpoint[endpoint] ?? 0) + count;
      }
    }
    return {
      requests: each.reduce((sum, { requests }) => sum + requests, 0),
      bytes: each.reduce((sum, { bytes }) => sum + bytes, 0),
      maxInFlight: Math.max(...each.map(({ maxInFlight }) => maxInFlight)),
      byEndpoint,
    };
  }

  async stop(): Promise<void> {
    await Promise.all(this.#processes.map((process) => process.stop()));
  }
}
