import { TwoLevelCache } from '../../src/cache/TwoLevelCache.js';
import type { InstanceOptions } from '../../src/patchwork/clientOptions.js';
import type { FreshnessOptions } from '../../src/patchwork/freshness.js';
import { PatchworkClient } from '../../src/patchwork/PatchworkClient.js';
import type { Scope } from '../../src/patchwork/Scope.js';
import type { ByteBudget } from '../../src/transport/ByteBudget.js';
import { UndiciTransport } from '../../src/transport/UndiciTransport.js';
import { NO_TTL } from './noCache.js';

/** A client of one server, without the gateway. */
export interface ConnectedClient {
  readonly client: PatchworkClient;
  readonly scope: Scope;
  close(): Promise<void>;
}

/** Options of {@link connectClient}. */
export interface ConnectOptions {
  readonly instance?: Partial<InstanceOptions>;
  readonly serviceToken?: string;
  /** Token of the operation. */
  readonly token?: string;
  readonly now?: () => number;
  /** Limit of the bytes of unread answers. */
  readonly budget?: ByteBudget;
  /** Milliseconds after which a failed server is retried. */
  readonly halfOpenAfterMs?: number;
  /** Default: nothing stays fresh. */
  readonly freshness?: FreshnessOptions;
}

/** Connects to a server as the gateway does, without retries, and with an empty cache. */
export function connectClient(url: string, options: ConnectOptions = {}): ConnectedClient {
  const cache = new TwoLevelCache({ l1MaxBytes: 1024 * 1024, namespace: 'test' });
  const client = new PatchworkClient(
    { name: 'it', url, timezone: 'UTC', ...options.instance },
    {
      transport: new UndiciTransport({
        instance: 'it',
        baseUrl: url,
        userAgent: 'test',
        retry: { attempts: 0 },
        ...(options.budget !== undefined && { budget: options.budget }),
        ...(options.halfOpenAfterMs !== undefined && {
          breaker: { halfOpenAfterMs: options.halfOpenAfterMs },
        }),
      }),
      cache,
      serviceToken: options.serviceToken,
      now: options.now,
      freshness: options.freshness ?? {
        ttlSeconds: NO_TTL,
        staleWhileRevalidateSeconds: 0,
        staleIfErrorSeconds: 0,
        immutableTtlSeconds: 0,
      },
    },
  );
  return {
    client,
    scope: {
      signal: new AbortController().signal,
      operation: {},
      tokenFor: () => options.token,
      onRequest: () => undefined,
      onCacheUse: () => undefined,
      onRead: () => undefined,
    },
    close: async () => {
      await client.close();
      await cache.close();
    },
  };
}
