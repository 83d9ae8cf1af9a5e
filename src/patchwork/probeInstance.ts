import type { TransportOptions } from '../transport/transport.js';
import { createTransport } from '../transport/createTransport.js';
import { Exchange } from './Exchange.js';
import type { InstanceOptions } from './PatchworkClient.js';
import { TokenTrust } from './TokenTrust.js';
import { capabilitiesOf, type ApiVersion } from './versions.js';

/** What one server said when it was asked who it is. */
export interface InstanceProbe {
  readonly version: ApiVersion | null;
  /** How long its latest answer took; null without one. */
  readonly latencyMs: number | null;
  readonly capabilities?: Readonly<Record<string, boolean>>;
  /** Why it could not be asked. */
  readonly error?: string;
}

/** How to reach the server, beside what it is like. */
export type ProbeOptions = InstanceOptions &
  Pick<TransportOptions, 'concurrency' | 'connectTimeoutMs' | 'timeoutMs' | 'maxBodyBytes'> & {
    readonly token?: string | undefined;
  };

/** Asks a server for its API version, without the rest of the gateway. */
export async function probeInstance(
  instance: ProbeOptions,
  userAgent: string,
): Promise<InstanceProbe> {
  const { name, url, token, timeoutMs, connectTimeoutMs, maxBodyBytes } = instance;
  const transport = createTransport({
    instance: name,
    baseUrl: url,
    userAgent,
    timeoutMs,
    connectTimeoutMs,
    maxBodyBytes,
    // Whoever waits for the answer wants it now, whatever it is.
    retry: { attempts: 0 },
  });
  // A configured version is checked as well, so it is left out here.
  const exchange = new Exchange(name, undefined, transport, token, new TokenTrust());
  try {
    const version = await exchange.version();
    const { lastLatencyMs } = exchange.status;
    return { version, latencyMs: lastLatencyMs, capabilities: { ...capabilitiesOf(version) } };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { version: null, latencyMs: null, error: message };
  } finally {
    await exchange.close();
  }
}
