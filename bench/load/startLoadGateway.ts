import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { GATEWAY_OPERATIONS, readGatewayAnswer } from '../gatewayOperations.js';
import type { ServerPeer } from '../peers.js';
import { RunningPeer } from '../RunningPeer.js';
import { API_VERSION, type InstanceName } from '../sampleData.js';

/** Memory of the gateway in MiB. */
export interface Memory {
  /** What the program uses: heap and buffers. */
  readonly used: number;
  /** Resident memory. */
  readonly resident: number;
}

const MEBIBYTE = 1024 * 1024;
const memorySchema = z.object({ rss: z.number(), heapUsed: z.number(), external: z.number() });

/** Short, so that seconds are enough for what would otherwise take minutes. */
const UPSTREAM_TIMEOUT_MS = 3_000;
const DEADLINE_MS = 8_000;
const CONCURRENCY = 12;

/** Starts our gateway in a separate process, as users do, with shorter deadlines. */
export async function startLoadGateway(
  snapshot: string,
  upstreams: Readonly<Record<InstanceName, string>>,
  maxBodyBytes = 8 * MEBIBYTE,
): Promise<RunningPeer> {
  const peer: ServerPeer = {
    kind: 'server',
    command: ['bench/load/gateway.js', 'serve'],
    prepare: (urls, folder) => {
      const file = join(folder, 'load.yml');
      writeFileSync(file, stringify(configuration(urls, maxBodyBytes)));
      return ['--config', file, '--port'];
    },
    headers: {},
    operations: GATEWAY_OPERATIONS,
    readAnswer: readGatewayAnswer,
    about: 'the gateway under load',
  };
  return await RunningPeer.start({ name: 'load', peer, snapshot, cores: undefined, upstreams });
}

function configuration(
  urls: Readonly<Record<InstanceName, string>>,
  maxBodyBytes: number,
): unknown {
  return {
    graphql: { graphiql: false },
    logging: { level: 'error' },
    limits: { deadlineMs: DEADLINE_MS },
    instances: Object.entries(urls).map(([name, url]) => ({
      name,
      url,
      apiVersion: API_VERSION,
      concurrency: CONCURRENCY,
      timeoutMs: UPSTREAM_TIMEOUT_MS,
      maxBodyBytes,
    })),
  };
}

/** Memory in use after a full garbage collection. */
export async function readMemory({ process }: RunningPeer): Promise<Memory> {
  // Finalizers release what the next collection frees.
  for (let round = 0; round < 3; round += 1) await process.ask('collectGarbage');
  const { rss, heapUsed, external } = memorySchema.parse(await process.ask('memory'));
  return { used: (heapUsed + external) / MEBIBYTE, resident: rss / MEBIBYTE };
}

/** The gateway's metrics without labels, by name. */
export async function readMetrics({ url }: RunningPeer): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(new URL('/metrics', url));
  const text = await response.text();
  return new Map(
    [...text.matchAll(/^([a-z_]\w*) (\S+)$/gm)].map(
      ([, name = '', value]) => [name, Number(value)] as const,
    ),
  );
}
