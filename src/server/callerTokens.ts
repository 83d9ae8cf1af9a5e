import type { IncomingHttpHeaders } from 'node:http';
import { GatewayError } from '../errors.js';
import type { GatewayKeyOptions, GatewayKeys } from './gatewayKeys.js';
import { parseTokens } from './parseTokens.js';

/** Where the tokens of a caller may come from. */
export interface TokenSources {
  /** Names of the configured instances. */
  readonly instances: readonly string[];
  /** The header with one token per instance, in any case: `X-Patchwork-Token`. */
  readonly tokenHeader: string;
  readonly gatewayKeys: GatewayKeys;
}

/** Tokens sent by a caller. */
export interface CallerTokens {
  /** By instance. */
  readonly tokens: ReadonlyMap<string, string>;
  /** Why they cannot be read: for the caller to see, so it is not thrown here. */
  readonly badTokens: GatewayError | undefined;
  /** Name of the gateway key that was sent. */
  readonly keyName: string | undefined;
}

/**
 * Reads the tokens of one request: those that a gateway key represents (`Authorization: Bearer KEY`), and
 * over them those sent one by one. Nothing else of the request is examined: cookies in particular, which
 * would win over a token at Patchwork.
 */
export function readCallerTokens(
  headers: IncomingHttpHeaders,
  { instances, tokenHeader, gatewayKeys }: TokenSources,
): CallerTokens {
  try {
    const sent = parseTokens(headers[tokenHeader.toLowerCase()], instances, tokenHeader);
    const key = keyOf(headers.authorization, gatewayKeys);
    const known = Object.entries(key?.tokens ?? {}).filter(([instance]) =>
      instances.includes(instance),
    );
    return { tokens: new Map([...known, ...sent]), badTokens: undefined, keyName: key?.name };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return { tokens: new Map(), badTokens: error, keyName: undefined };
  }
}

function keyOf(
  authorization: string | undefined,
  gatewayKeys: GatewayKeys,
): GatewayKeyOptions | undefined {
  // Without keys a bearer token is somebody else's affair, such as a proxy's.
  const [, key] = /^Bearer +(\S+) *$/i.exec(authorization ?? '') ?? [];
  if (key === undefined || gatewayKeys.isEmpty) return undefined;
  const known = gatewayKeys.find(key);
  if (known !== undefined) return known;
  throw new GatewayError(
    'Authorization: unknown gateway key; omit the header to read public data',
    { code: 'UNAUTHENTICATED' },
  );
}
