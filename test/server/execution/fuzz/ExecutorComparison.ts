import {
  execute,
  parse,
  validate,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
} from 'graphql';
import { loadConfig } from '../../../../src/config/loadConfig.js';
import { createSchema } from '../../../../src/graphql/schema.js';
import { ComparisonThreads } from '../../../../src/review/comparing/ComparisonThreads.js';
import {
  createOperation,
  type OperationContext,
} from '../../../../src/server/execution/createOperation.js';
import {
  startSampleServer,
  type SampleServer,
} from '../../../../src/sample/server/startSampleServer.js';
import { readSeed } from '../../../sample/server/replay/recording.js';
import { connectClient, type ConnectedClient } from '../../../tools/connectClient.js';
import { executeByPlan, plainly, type PlainResult } from '../executeByPlan.js';
import {
  DocumentGenerator,
  type GeneratedOperation,
  type ValuePools,
} from './DocumentGenerator.js';
import { Random } from './Random.js';

/** The result of one generated operation. */
export type Verdict = 'INVALID' | 'EQUAL' | 'DIFFERENT';

/** One operation, executed by graphql-js and by our own executor. */
export interface Comparison extends GeneratedOperation {
  readonly seed: number;
  readonly verdict: Verdict;
  readonly right?: Execution;
  readonly ours?: Execution;
}

interface Execution extends PlainResult {
  /** Upstream requests, without their order. */
  readonly requests: readonly string[];
}

const MAX_UPSTREAM_REQUESTS = 60;
/** Much longer than any comparison takes on a busy machine, so that load never affects the results. */
const COMPARISON_TIMEOUT_MS = 60_000;

/** Compares our executor with graphql-js on sample servers of two releases, with an empty cache. */
export class ExecutorComparison {
  static async start(): Promise<ExecutorComparison> {
    // Ages and default date ranges depend on the time, so both executions use the same time.
    const startedAtMs = Date.now();
    const now = (): number => startedAtMs;
    const started = await Promise.all(
      (['v3.1', 'v2.2'] as const).map(async (release) => {
        const server = await startSampleServer({ state: readSeed(release) });
        const name = release.replace('.', '');
        return { server, client: connectClient(server.url, { instance: { name }, now }) };
      }),
    );
    const comparison = new ExecutorComparison(
      started.map(({ server }) => server),
      started.map(({ client }) => client),
    );
    await Promise.all(started.map(async ({ client }) => await client.client.version()));
    return comparison;
  }

  readonly #schema: GraphQLSchema = createSchema();
  readonly #comparer = new ComparisonThreads({
    ...loadConfig({ environment: {} }).comparison,
    pairTimeoutMs: COMPARISON_TIMEOUT_MS,
    timeoutMs: COMPARISON_TIMEOUT_MS,
  });

  readonly #servers: readonly SampleServer[];
  readonly #clients: readonly ConnectedClient[];

  private constructor(servers: readonly SampleServer[], clients: readonly ConnectedClient[]) {
    this.#servers = servers;
    this.#clients = clients;
  }

  /** Generates and compares the operation for a seed. */
  async compare(seed: number): Promise<Comparison> {
    const generated = new DocumentGenerator(this.#schema, new Random(seed), POOLS).generate();
    const document = parse(generated.query);
    if (validate(this.#schema, document).length > 0) {
      return { ...generated, seed, verdict: 'INVALID' };
    }
    const executeBoth = async (): Promise<Required<Pick<Comparison, 'right' | 'ours'>>> => ({
      right: await this.#execute(document, generated, byGraphqlJs),
      ours: await this.#execute(document, generated, executeByPlan),
    });
    let results = await executeBoth();
    // Clients cache which filter values their servers know, so the first of two may cost more.
    if (!isEqual(results.right, results.ours)) results = await executeBoth();
    const verdict = isEqual(results.right, results.ours) ? 'EQUAL' : 'DIFFERENT';
    return { ...generated, seed, verdict, ...results };
  }

  async close(): Promise<void> {
    await this.#comparer.close();
    await Promise.all(this.#clients.map((client) => client.close()));
    await Promise.all(this.#servers.map((server) => server.close()));
  }

  async #execute(
    document: DocumentNode,
    { variables }: GeneratedOperation,
    run: (args: ExecutionArgs) => Promise<PlainResult>,
  ): Promise<Execution> {
    for (const server of this.#servers) server.resetRequests();
    const contextValue = this.#operation();
    const result = await run({
      schema: this.#schema,
      document,
      variableValues: { ...variables },
      contextValue,
    });
    contextValue.end();
    const requests = this.#servers.flatMap((server, index) =>
      server.requests.map(({ path }) => `${String(index)} ${path}`).sort(),
    );
    return { ...result, requests };
  }

  #operation(): OperationContext {
    const clients = new Map(this.#clients.map(({ client }) => [client.name, client]));
    const limits = {
      deadlineMs: 60_000,
      maxUpstreamRequestsPerInstance: MAX_UPSTREAM_REQUESTS,
      patienceMs: 60_000,
      stalePatienceMs: 60_000,
    };
    const gateway = { clients, scanRows: 200, historyRows: 200, comparer: this.#comparer };
    return createOperation(gateway, limits, { tokens: new Map() });
  }
}

async function byGraphqlJs(args: ExecutionArgs): Promise<PlainResult> {
  return plainly(await execute(args));
}

function isEqual(right: Execution, ours: Execution): boolean {
  return JSON.stringify(right) === JSON.stringify(ours);
}

/** Values by the name of an argument or of its type. */
const POOLS: ValuePools = {
  instance: ['v31', 'v22', 'nobody'],
  instances: ['v31', 'v22'],
  name: ['v31', 'From', 'nobody'],
  names: ['From', 'Message-Id', 'X-Nothing'],
  databaseId: [1, 7, 23, 33, 9_999],
  patch: [7, 9_999],
  first: [1, 2, 3, 0],
  after: ['nonsense'],
  id: ['nonsense'],
  ids: ['nonsense'],
  linkName: ['kettle', 'nobody'],
  project: ['kettle', 'nobody'],
  query: ['kettle', 'state:new', 'is:patch a', '('],
  q: ['a', 'kettle'],
  url: ['http://127.0.0.1:9/patch/1/', 'nonsense'],
  messageId: ['a@b.example', 'nonsense'],
  state: ['new', 'under-review', 'nobody'],
  since: ['2015-01-01T00:00:00Z'],
  before: ['2035-01-01T00:00:00Z'],
  String: ['a', 'kettle', ''],
  Int: [1, 2, 7],
  Boolean: [true, false],
  ID: ['nonsense'],
  MessageID: ['a@b.example'],
  EmailAddress: ['a@b.example', 'nonsense'],
};
