import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import { stringify } from 'yaml';
import { z } from 'zod';
import { freePort } from '../../test/tools/freePort.js';
import { GATEWAY_NODE_FLAGS } from '../peers.js';
import { BenchProcess, type CorePlan } from '../processes/BenchProcess.js';
import { API_VERSION } from '../sampleData.js';
import { MOST_INSTANCES, type GrowthOperation } from './growthAxes.js';

const LONG_MS = 400 * 86_400_000;
const START_TRIES = 400;
const START_PAUSE_MS = 50;

const answerSchema = z.object({
  data: z
    .record(
      z.string(),
      z.object({ pageInfo: z.object({ endCursor: z.string() }).optional() }).or(z.string()),
    )
    .nullish(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

/** A gateway in front of many sample servers; both run in separate processes. */
export class GrowthGateway {
  readonly process: BenchProcess;
  readonly #servers: BenchProcess;
  readonly #url: string;

  private constructor(process: BenchProcess, servers: BenchProcess, url: string) {
    this.process = process;
    this.#servers = servers;
    this.#url = url;
  }

  static async start(snapshot: string, cores: CorePlan): Promise<GrowthGateway> {
    const servers = new BenchProcess({
      snapshot,
      name: 'sample servers',
      command: ['bench/growth/manyServers.js', String(MOST_INSTANCES)],
      cores: cores.others,
    });
    await servers.untilReady();
    const urls = z.array(z.string()).parse(await servers.ask('urls'));
    const port = await freePort();
    const file = join(snapshot, 'growth.yml');
    writeFileSync(file, configurationOf(port, urls));
    const process = new BenchProcess({
      snapshot,
      name: 'gateway',
      command: ['dist/cli.js', 'serve', '--config', file],
      nodeFlags: GATEWAY_NODE_FLAGS,
      cores: cores.measured,
    });
    const gateway = new GrowthGateway(process, servers, `http://127.0.0.1:${String(port)}/graphql`);
    try {
      await gateway.#untilListening();
      return gateway;
    } catch (error) {
      await gateway.stop();
      throw error;
    }
  }

  /** Makes all cached entries expire. */
  async forget(): Promise<void> {
    await this.process.ask('advanceClock', LONG_MS);
  }

  /** Requests received by all sample servers so far. */
  async requests(): Promise<number> {
    return Number(await this.#servers.ask('requests'));
  }

  /** Sends an operation and reads its pages. @throws Error if the answer has errors. */
  async run({ query, pages }: GrowthOperation): Promise<void> {
    let after: string | undefined;
    for (let page = 0; page < pages; page += 1) {
      const { data, errors } = await this.#post({ query, variables: { after } });
      if (errors !== undefined) throw new Error(errors[0]?.message);
      const list = Object.values(data ?? {})[0];
      after = typeof list === 'object' ? list.pageInfo?.endCursor : undefined;
    }
  }

  async stop(): Promise<void> {
    await Promise.all([this.process.stop(), this.#servers.stop()]);
  }

  async #post(body: object): Promise<z.output<typeof answerSchema>> {
    const response = await request(this.#url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return answerSchema.parse(await response.body.json());
  }

  async #untilListening(): Promise<void> {
    for (let tries = 0; tries < START_TRIES; tries += 1) {
      const answer = await Promise.race([
        this.#post({ query: '{ __typename }' }).catch(() => undefined),
        this.process.ended,
      ]);
      if (answer !== undefined) return;
      await pause(START_PAUSE_MS);
    }
    throw new Error(`the gateway does not answer at ${this.#url}`);
  }
}

function configurationOf(port: number, urls: readonly string[]): string {
  return stringify({
    listen: { port },
    graphql: { graphiql: false },
    logging: { level: 'warn' },
    instances: urls.map((url, index) => ({
      name: `i${String(index + 1)}`,
      url,
      apiVersion: API_VERSION,
    })),
  });
}
