import { TwoLevelCache } from '../../cache/TwoLevelCache.js';
import type { InstanceConfig } from '../../config/GatewayConfig.js';
import { userAgentOf } from '../../gateway/createClient.js';
import { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { UndiciTransport } from '../../transport/UndiciTransport.js';
import { readVersion } from '../../readVersion.js';

/** Answers are read once. */
const CACHE_BYTES = 16 * 1024 * 1024;

/** A client of one server beside the gateway, for commands. */
export function connectInstance(instance: InstanceConfig): {
  readonly client: PatchworkClient;
  readonly close: () => Promise<void>;
} {
  const { name, url, token, contact, timeoutMs, connectTimeoutMs, maxBodyBytes } = instance;
  const cache = new TwoLevelCache({ l1MaxBytes: CACHE_BYTES, namespace: 'index' });
  const transport = new UndiciTransport({
    instance: name,
    baseUrl: url,
    userAgent: userAgentOf(readVersion(), contact),
    concurrency: 1,
    requestsPerSecond: instance.requestsPerSecond,
    timeoutMs,
    connectTimeoutMs,
    maxBodyBytes,
    ca: instance.ca,
    proxy: instance.proxy,
  });
  const client = new PatchworkClient(instance, { transport, cache, serviceToken: token });
  return {
    client,
    close: async () => {
      await client.close();
      await cache.close();
    },
  };
}
