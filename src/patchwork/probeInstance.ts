import type { TransportOptions } from '../transport/transport.js';
import { UndiciTransport } from '../transport/UndiciTransport.js';
import { TwoLevelCache } from '../cache/TwoLevelCache.js';
import { GatewayError } from '../errors.js';
import type { InstanceOptions } from './clientOptions.js';
import { PatchworkClient } from './PatchworkClient.js';
import { events } from './resources/event.js';
import { projects } from './resources/project.js';
import type { Scope } from './Scope.js';
import type { ApiVersion } from '../apiVersions.js';

/** Result of probing one server. */
export interface InstanceProbe {
  readonly version: ApiVersion | null;
  /** How long its latest answer took; null without one. */
  readonly latencyMs: number | null;
  readonly capabilities?: Readonly<Record<string, boolean>>;
  /** Link names of its projects; read only where the configuration names some. */
  readonly projects?: readonly string[];
  /** Why its projects could not be read. */
  readonly projectsError?: string;
  /** Its newest event has a date that the configured time zone does not explain. */
  readonly zoneWarning?: string;
  /** Why it could not be asked. */
  readonly error?: string;
}

/** Settings of the server and of its transport. */
export type ProbeOptions = InstanceOptions &
  Pick<
    TransportOptions,
    'concurrency' | 'connectTimeoutMs' | 'timeoutMs' | 'maxBodyBytes' | 'ca' | 'proxy'
  > & {
    readonly token?: string | undefined;
  };

/** Cache size while one server is probed. */
const CACHE_BYTES = 16 * 1024 * 1024;

/**
 * Asks a server for its API version and its newest event, and for its projects where the configuration names some, without
 * the rest of the gateway.
 */
export async function probeInstance(
  instance: ProbeOptions,
  userAgent: string,
): Promise<InstanceProbe> {
  const { name, url, token, timeoutMs, connectTimeoutMs, maxBodyBytes } = instance;
  const cache = new TwoLevelCache({ l1MaxBytes: CACHE_BYTES, namespace: 'probe' });
  const transport = new UndiciTransport({
    instance: name,
    baseUrl: url,
    userAgent,
    timeoutMs,
    connectTimeoutMs,
    maxBodyBytes,
    ca: instance.ca,
    proxy: instance.proxy,
    // A failure is reported at once, and not tried again.
    retry: { attempts: 0 },
  });
  const client = new PatchworkClient(
    // A configured version is checked as well, so it is left out here.
    { ...instance, apiVersion: undefined },
    { transport, cache, serviceToken: token },
  );
  try {
    const version = await client.version();
    return {
      version,
      latencyMs: client.status.lastLatencyMs,
      capabilities: { ...(await client.capabilities()) },
      ...(await probeZone(client)),
      ...(instance.projects === undefined ? {} : await probeProjects(client, token)),
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { version: null, latencyMs: null, error: message };
  } finally {
    await client.close();
    await cache.close();
  }
}

/** Reads the newest event. Costs 1 small request; a server that refuses it says nothing about its zone. */
async function probeZone(client: PatchworkClient): Promise<Pick<InstanceProbe, 'zoneWarning'>> {
  try {
    await client.lists.page(
      events,
      { params: [['order', '-date']], perPage: 1 },
      probeScope(client),
    );
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
  }
  const { warning } = client.stamps;
  return warning === undefined ? {} : { zoneWarning: warning.message };
}

function probeScope(client: PatchworkClient, token?: string): Scope {
  return {
    signal: new AbortController().signal,
    operation: client,
    tokenFor: () => token,
    onRequest: () => undefined,
    onCacheUse: () => undefined,
    onRead: () => undefined,
  };
}

async function probeProjects(
  client: PatchworkClient,
  token: string | undefined,
): Promise<Pick<InstanceProbe, 'projects' | 'projectsError'>> {
  try {
    const { rows } = await client.lists.all(projects, {}, probeScope(client, token));
    return { projects: rows.flatMap(({ link_name }) => link_name ?? []) };
  } catch (error) {
    return { projectsError: error instanceof Error ? error.message : String(error) };
  }
}
