import { isDeepStrictEqual } from 'node:util';
import type { SampleState } from '../../../src/sample/server/SampleState.js';
import { createSeededRandom } from '../../../src/sample/server/seededRandom.js';
import {
  startSampleServer,
  type SampleServer,
} from '../../../src/sample/server/startSampleServer.js';
import { demoState } from '../demoState.js';
import { startTestGateway, type Answer, type TestGateway } from '../startTestGateway.js';
import { CHAOS_MUTATIONS, CHAOS_QUERIES, type AskedInstance } from './chaosQueries.js';
import { judgeAnswer, LIAR } from './judgeAnswer.js';
import { LIE_FAMILIES, LIES } from './lies.js';
import type { ChaosLie } from './Lie.js';
import { LyingServer } from './LyingServer.js';
import { SteppedClock } from './SteppedClock.js';

/**
 * What the gateway knows about the server when the lie begins: `start` nothing, `cold` its API version,
 * `warm` the requested data, which has expired and is fetched again.
 */
export const MODES = ['start', 'cold', 'warm'] as const;
export type Mode = (typeof MODES)[number];

/** One lie, and the queries sent during it. */
export interface ChaosCase {
  readonly lie: string;
  readonly mode: Mode;
  /** Names of queries and mutations, which are sent together. */
  readonly ask: readonly string[];
}

/** The result of a case. */
export interface ChaosResult {
  /** The errors; empty if there are none. */
  readonly faults: readonly string[];
  /** Number of requests answered with the lie. */
  readonly told: number;
  /** Peak memory in use, above the initial value. */
  readonly peakBytes: number;
}

const TIMEOUT_MS = 800;
/** The truth is requested again if the machine is too slow for {@link TIMEOUT_MS}. */
const RECOVERY_TRIES = 4;
const PATIENCE_MS = 3_000;
const DEADLINE_MS = 12_000;
const PEAK_BYTES = 600 * 1024 * 1024;
/** A time at which answers from a minute ago can just still be served, and no others have expired. */
const WARM_AGE_MS = 3_600_000;
/** Nothing is cached for longer. */
const FORGETTING_MS = 40 * 86_400_000;
const NAMES = ['alpha', 'beta', LIAR] as const;
const DEMOS = { alpha: 'basalt', beta: 'cedar', [LIAR]: 'aurora' } as const;

/** The command that reproduces a case. */
export function commandOf({ lie, mode, ask }: ChaosCase): string {
  return `npm run chaos -- --lie '${lie}' --mode ${mode} --ask ${ask.join()}`;
}

/** The case of a seed. */
export function caseOf(
  seed: number,
  families: readonly (readonly ChaosLie[])[] = Object.values(LIE_FAMILIES),
): ChaosCase {
  const random = createSeededRandom(seed);
  const queries = Object.keys(CHAOS_QUERIES);
  const ask = new Set([random.pick(queries), random.pick(queries)]);
  if (random.chance(0.15)) ask.add(random.pick(Object.keys(CHAOS_MUTATIONS)));
  // Families differ greatly in size, but all are equally important.
  const { name } = random.pick(random.pick(families));
  return { lie: name, mode: random.pick(MODES), ask: [...ask] };
}

/** Three sample servers, one of which lies, and temporary gateways for them. */
export class ChaosRun {
  readonly #clock = new SteppedClock();
  readonly #truths = new Map<string, Promise<unknown>>();

  readonly #instances: readonly AskedInstance[];
  readonly #servers: SampleServer[];
  readonly #liar: LyingServer;

  private constructor(
    instances: readonly AskedInstance[],
    servers: SampleServer[],
    liar: LyingServer,
  ) {
    this.#instances = instances;
    this.#servers = servers;
    this.#liar = liar;
  }

  static async start(): Promise<ChaosRun> {
    const liar = new LyingServer();
    const instances = NAMES.map((name) => ({ name, state: demoState(DEMOS[name]) }));
    const servers = await Promise.all(instances.map((instance) => startOne(instance, liar)));
    return new ChaosRun(instances, servers, liar);
  }

  async close(): Promise<void> {
    this.#clock.restore();
    await Promise.all(this.#servers.map((server) => server.close()));
  }

  /** Runs a case; if a slow machine may be the only cause of a failure, it is run a second time. */
  async run(one: ChaosCase): Promise<ChaosResult> {
    const result = await this.#runOnce(one);
    return result.faults.some((fault) => /TIMED_OUT|TIMEOUT/.test(fault))
      ? await this.#runOnce(one)
      : result;
  }

  async #runOnce({ lie: name, mode, ask }: ChaosCase): Promise<ChaosResult> {
    const lie = LIES.find((one) => one.name === name);
    if (lie === undefined) throw new RangeError(`there is no lie ${name}`);
    const documents = new Map(ask.map((one) => [one, this.#document(one, this.#instances)]));
    const truths = new Map<string, unknown>();
    for (const one of ask) {
      if (one in CHAOS_QUERIES) truths.set(one, await this.#truth(one, ['alpha', 'beta']));
    }
    const faults: string[] = [];
    const memory = new MemoryWatch();
    if (mode === 'start') this.#liar.set(lie);
    const gateway = await this.#gateway(this.#instances, { settle: mode !== 'start' });
    try {
      if (mode === 'warm') {
        await Promise.all([...documents.values()].map((document) => gateway.ask(document)));
        this.#clock.step(WARM_AGE_MS);
      }
      this.#liar.set(lie);
      const judged = await Promise.all(
        [...documents].map(async ([query, document]) => {
          const startMs = performance.now();
          const answer = await this.#ask(gateway, document);
          const durationMs = performance.now() - startMs;
          const expected = {
            truth: truths.get(query) ?? {},
            deadlineMs: DEADLINE_MS,
            codes: lie.codes ?? [],
            spoilsAll: lie.spoilsAll ?? false,
          };
          return judgeAnswer({ ...answer, durationMs }, expected).map(
            (fault) => `${query}: ${fault}`,
          );
        }),
      );
      faults.push(...judged.flat());
      const told = this.#told;
      this.#liar.set(undefined);
      for (const query of truths.keys()) {
        const fault = await this.#recovery(gateway, query);
        if (fault !== undefined) faults.push(`${query}, after the lie: ${fault}`);
      }
      faults.push(...gateway.logs.filter(isError).map((line) => `log: ${line.slice(0, 400)}`));
      const peakBytes = memory.stop();
      if (peakBytes > PEAK_BYTES) faults.push(`took ${String(peakBytes >> 20)} MiB of memory`);
      return { faults, told, peakBytes };
    } finally {
      memory.stop();
      this.#liar.set(undefined);
      await gateway.close();
      if (ask.some((one) => one in CHAOS_MUTATIONS)) await this.#renew();
    }
  }

  get #told(): number {
    return this.#liar.told;
  }

  /** The gateway's answer when the lie has ended and nothing of it is cached any more. */
  async #recovery(gateway: TestGateway, query: string): Promise<string | undefined> {
    const truth = await this.#truth(query, NAMES);
    let fault: string | undefined;
    for (let tries = 0; tries < RECOVERY_TRIES; tries += 1) {
      this.#clock.step(FORGETTING_MS);
      const { data, errors } = await this.#ask(gateway, this.#document(query, this.#instances));
      if (errors !== undefined) fault = JSON.stringify(errors[0]).slice(0, 300);
      else if (isDeepStrictEqual(data, truth)) return undefined;
      else fault = firstDifference(truth, data, 'data');
    }
    return fault;
  }

  /** The answer of a gateway with honest servers. */
  #truth(query: string, names: readonly string[]): Promise<unknown> {
    const key = `${query} ${names.join()}`;
    const instances = this.#instances.filter(({ name }) => names.includes(name));
    const known = this.#truths.get(key) ?? this.#readTruth(query, instances);
    this.#truths.set(key, known);
    return known;
  }

  async #readTruth(query: string, instances: readonly AskedInstance[]): Promise<unknown> {
    const gateway = await this.#gateway(instances, { patient: true });
    try {
      return await gateway.data(this.#document(query, instances));
    } finally {
      await gateway.close();
    }
  }

  #document(name: string, instances: readonly AskedInstance[]): string {
    const query = CHAOS_QUERIES[name];
    if (query !== undefined) return query(instances);
    const mutation = CHAOS_MUTATIONS[name];
    const liar = this.#instances.find((instance) => instance.name === LIAR);
    if (mutation === undefined || liar === undefined)
      throw new RangeError(`there is no query ${name}`);
    return mutation(liar);
  }

  #ask(gateway: TestGateway, document: string): Promise<Answer<unknown>> {
    const headers = document.startsWith('mutation')
      ? { 'x-patchwork-token': `${LIAR}=aurora-admin-token` }
      : {};
    return gateway.ask(document, { headers });
  }

  /** @param patient waits for honest servers on a slow machine. */
  async #gateway(
    instances: readonly AskedInstance[],
    { settle = true, patient = false }: { readonly settle?: boolean; readonly patient?: boolean },
  ): Promise<TestGateway> {
    return await startTestGateway({
      instances: instances.map(({ name, state }) => ({
        name,
        url: this.#server(name).url,
        timezone: state.server.stamps_in === 'UTC' ? 'UTC' : state.server.time_zone,
        ...(name === LIAR && !patient ? { timeoutMs: TIMEOUT_MS } : {}),
      })),
      limits: patient
        ? { patienceMs: 60_000, stalePatienceMs: 60_000 }
        : { patienceMs: PATIENCE_MS, stalePatienceMs: 2_000, deadlineMs: DEADLINE_MS },
      now: this.#clock.now,
      settle,
    });
  }

  #server(name: string): SampleServer {
    const index = this.#instances.findIndex((instance) => instance.name === name);
    const server = this.#servers[index];
    if (server === undefined) throw new RangeError(`there is no server ${name}`);
    return server;
  }

  /** Reverts the writes. */
  async #renew(): Promise<void> {
    const index = NAMES.indexOf(LIAR);
    const [instance, server] = [this.#instances[index], this.#servers[index]];
    if (instance === undefined || server === undefined) return;
    await server.close();
    this.#servers[index] = await startOne(instance, this.#liar, server.port);
  }
}

function startOne(
  { name, state }: { readonly name: string; readonly state: SampleState },
  liar: LyingServer,
  port = 0,
): Promise<SampleServer> {
  return startSampleServer({ state, port, ...(name === LIAR ? { faults: liar } : {}) });
}

function isError(line: string): boolean {
  return (JSON.parse(line) as { readonly level: number }).level >= 50;
}

function firstDifference(truth: unknown, got: unknown, path: string): string {
  if (typeof truth === 'object' && truth !== null && typeof got === 'object' && got !== null) {
    const [own, other] = [truth, got] as readonly Readonly<Record<string, unknown>>[];
    for (const key of Object.keys(truth)) {
      if (!isDeepStrictEqual(own?.[key], other?.[key])) {
        return firstDifference(own?.[key], other?.[key], `${path}.${key}`);
      }
    }
  }
  const [own, other] = [truth, got].map((value) =>
    (JSON.stringify(value) as string | undefined)?.slice(0, 200),
  );
  return `${path}: ${other ?? ''} instead of ${own ?? ''}`;
}

/** Samples the memory of the process at intervals. */
class MemoryWatch {
  readonly #before = usedBytes();
  #peak = this.#before;
  readonly #timer = setInterval(() => {
    this.#peak = Math.max(this.#peak, usedBytes());
  }, 25);

  stop(): number {
    clearInterval(this.#timer);
    this.#peak = Math.max(this.#peak, usedBytes());
    return this.#peak - this.#before;
  }
}

function usedBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
