import type { LinkOptions } from './ValkeyLink.js';

/** Options of all connections. */
export function clientOptions({ silenceMs, isPinged }: LinkOptions) {
  return {
    // While the server is unavailable, commands fail immediately instead of waiting.
    disableOfflineQueue: true,
    commandsQueueMaxLength: 10_000,
    ...(isPinged && { pingInterval: Math.floor(silenceMs / 3) }),
  };
}

/** Options of the sockets. */
export function socketOptions({ silenceMs }: LinkOptions, isTls: boolean) {
  return {
    connectTimeout: 5_000,
    socketTimeout: silenceMs,
    reconnectStrategy: false,
    ...(isTls && { tls: true as const }),
  } as const;
}
