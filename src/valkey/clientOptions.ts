import type { LinkOptions } from './ValkeyLink.js';

/** What all connections have in common. */
export function clientOptions({ silenceMs, isPinged }: LinkOptions) {
  return {
    // A command for a server that is away fails at once instead of waiting for it.
    disableOfflineQueue: true,
    commandsQueueMaxLength: 10_000,
    ...(isPinged && { pingInterval: Math.floor(silenceMs / 3) }),
  };
}

/** Options of their sockets. */
export function socketOptions({ silenceMs }: LinkOptions, isTls: boolean) {
  return {
    connectTimeout: 5_000,
    socketTimeout: silenceMs,
    reconnectStrategy: false,
    ...(isTls && { tls: true as const }),
  } as const;
}
