import { GATEWAY_OPERATIONS, readGatewayAnswer } from './gatewayOperations.js';
import { decodeHeaders } from './decodeHeaders.js';
import { PEER_OPERATIONS } from './peers/operations.js';
import { INSTANCES, TOKEN, type InstanceName } from './sampleData.js';
import type { TaskName } from './workloads.js';

/** How a peer is queried. */
interface PeerKind {
  /** Converts its answer to the form in which all are compared. */
  readonly readAnswer: (task: TaskName, data: unknown) => unknown;
  readonly about: string;
}

/** A peer that is a script: it performs a task itself. */
export interface ScriptPeer extends PeerKind {
  readonly kind: 'script';
  /** Script in the snapshot, with its arguments. */
  readonly command: readonly string[];
}

/** A peer that is a GraphQL server. */
export interface ServerPeer extends PeerKind {
  readonly kind: 'server';
  /** Tasks without an operation are skipped. */
  readonly operations: Readonly<Partial<Record<TaskName, string>>>;
  /** Script in the snapshot with its arguments; a free port follows. */
  readonly command: readonly string[];
  /** Headers of a task that reads people, which Patchwork shows only to users. */
  readonly headers: Readonly<Record<string, string>>;
  /** Concurrent upstream requests; only our gateway can be configured. */
  readonly concurrency?: number;
  /** Writes the required files into a folder; returns the arguments before the port. */
  readonly prepare?: (
    upstreams: Readonly<Record<InstanceName, string>>,
    folder: string,
  ) => readonly string[];
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Flags of Node.js. */
  readonly nodeFlags?: readonly string[];
}

/** The peers that are measured. */
export type Peer = ScriptPeer | ServerPeer;

/** Whether a peer supports a task. */
export function knowsTask(peer: Peer, task: TaskName): boolean {
  return peer.kind === 'script' || peer.operations[task] !== undefined;
}

/** The peer to which all ratios refer. */
export const REFERENCE = 'direct-plan';

/** Flags of Node.js for a gateway, as in the image and the systemd unit. */
export const GATEWAY_NODE_FLAGS: readonly string[] = ['--no-memory-reducer'];

const gateway = (concurrency: number): ServerPeer => ({
  kind: 'server',
  command: ['dist/cli.js', 'serve', '--config'],
  concurrency,
  // As in the image and the systemd unit.
  environment: { MALLOC_ARENA_MAX: '1' },
  nodeFlags: GATEWAY_NODE_FLAGS,
  headers: { 'x-patchwork-token': INSTANCES.map((name) => `${name}=${TOKEN}`).join(', ') },
  operations: GATEWAY_OPERATIONS,
  readAnswer: readGatewayAnswer,
  about: `this gateway, ${String(concurrency)} concurrent upstream requests per server`,
});

const handWritten = (script: string, about: string): ServerPeer => ({
  kind: 'server',
  command: [`bench/peers/${script}.js`],
  operations: PEER_OPERATIONS,
  // They read everything with a token of their own.
  headers: {},
  readAnswer: readPeerAnswer,
  about,
});

const script = (mode: string, about: string): ScriptPeer => ({
  kind: 'script',
  command: ['bench/peers/direct.js', mode],
  readAnswer: (task, answer) => (task === 'W2' ? withDecodedHeaders(answer) : answer),
  about,
});

/** All peers by name, in the order of the tables. */
export const PEERS: Readonly<Record<string, Peer>> = {
  gateway: gateway(12),
  'gateway-polite': gateway(4),
  direct: script('plain', 'a script with undici: all requests at once, each object once'),
  [REFERENCE]: script('plan', 'a script with the best request plan, 12 sockets per server'),
  'apollo-rds': handWritten('apolloRest', 'Apollo Server with RESTDataSource'),
  naive: handWritten('naive', 'Apollo Server with a fetch in every resolver'),
};

/** Measured only for its requests per second: it has no upstream. */
export const MEMORY_PEER = handWritten(
  'memory',
  'Apollo Server on Fastify with graphql-jit, from memory',
);

interface PeerData {
  readonly seriesList?: unknown;
  readonly patches?: unknown;
  readonly search?: unknown;
}

function readPeerAnswer(task: TaskName, data: unknown): unknown {
  const { seriesList, patches, search } = data as PeerData;
  switch (task) {
    case 'W1':
      return data;
    case 'W2':
      return withDecodedHeaders(seriesList);
    case 'W3':
      return patches;
    case 'W5':
      return search;
    default:
      throw new Error(`${task} is not supported by this peer`);
  }
}

interface RawSeries {
  readonly patches: readonly { readonly headers: Readonly<Record<string, string | string[]>> }[];
}

/** The other peers return the `headers` object unchanged; decoding it is not measured. */
export function withDecodedHeaders(answer: unknown): unknown {
  return (answer as readonly RawSeries[]).map((series) => ({
    ...series,
    patches: series.patches.map((patch) => ({ ...patch, headers: decodeHeaders(patch.headers) })),
  }));
}
