import type { TransportOptions } from '../transport/transport.js';
import { createTransport } from '../transport/createTransport.js';
import { createCache } from '../cache/createCache.js';
import type { InstanceOptions } from './clientOptions.js';
import { PatchworkClient } from './PatchworkClient.js';
import { projects } from './resources/project.js';
import type { Scope } from './Scope.js';
import type { ApiVersion } from '../apiVersions.js';

/** What one server said when it was asked who it is. */
export interface InstanceProbe {
  readonly version: ApiVersion | null;
  /** How long its latest answer took; null without one. */
  readonly latencyMs: number | null;
  readonly capabilities?: Readonly<Record<string, boolean>>;
  /** Link names of its projects; read only where the configuration names some. */
  readonly projects?: readonly string[];
  /** Why its projects could not be read. */
  readonly projectsError?: string;
  /** Why it could not be asked. */
  readonly error?: string;
}

/** How to reach the server, beside what it is like. */
export type ProbeOptions = InstanceOptions &
  Pick<TransportOptions, 'concurrency' | 'connectTimeoutMs' | 'timeoutMs' | 'maxBodyBytes'> & {
    readonly token?: string | undefined;
  };

/** Bound of what is kept while one server is asked. */
const CACHE_BYTES = 16 * 1024 * 1024;

/**
 * Asks a server for its API version, and for its projects where the configuration names some, without the
 * rest of the gateway.
 */
export async function probeInstance(
  instance: ProbeOptions,
  userAgent: string,
): Promise<InstanceProbe> {
  const { name, url, token, timeoutMs, connectTimeoutMs, maxBodyBytes } = instance;
  const cache = createCache({ l1MaxBytes: CACHE_BYTES, namespace: 'probe' });
  const transport = createTransport({
    instance: name,
    baseUrl: url,
    userAgent,
    timeoutMs,
    connectTimeoutMs,
    maxBodyBytes,
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

async function probeProjects(
  client: PatchworkClient,
  token: string | undefined,
): Promise<Pick<InstanceProbe, 'projects' | 'projectsError'>> {
  const scope: Scope = {
    signal: new AbortController().signal,
    lane: client,
    tokenFor: () => token,
    onRequest: () => undefined,
    onCacheUse: () => undefined,
    onRead: () => undefined,
  };
  try {
    const { rows } = await client.all(projects, {}, scope);
    return { projects: rows.flatMap(({ link_name }) => link_name ?? []) };
  } catch (error) {
    return { projectsError: error instanceof Error ? error.message : String(error) };
  }
}
