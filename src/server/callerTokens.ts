import type { IncomingHttpHeaders } from 'node:http';
import { GatewayError } from '../errors.js';
import type { GatewayKeys } from './gatewayKeys.js';
import { parseTokens } from './parseTokens.js';

/** Where the tokens of a caller may come from. */
export interface TokenSources {
  /** Names of the configured instances. */
  readonly instances: readonly string[];
  /** The header with one token per instance, in any case: `X-Patchwork-Token`. */
  readonly tokenHeader: string;
  readonly gatewayKeys: GatewayKeys;
}

/** Tokens that a caller brings along. */
export interface CallerTokens {
  /** By instance. */
  readonly tokens: ReadonlyMap<string, string>;
  /** Why they cannot be read: for the caller to see, so it is not thrown here. */
  readonly badTokens: GatewayError | undefined;
}

/**
 * Reads the tokens of one request: those that a gateway key stands for (`Authorization: Bearer KEY`), and
 * over them those sent one by one. Nothing else of the request is looked at: cookies in particular, which
 * would win over a token at Patchwork.
 */
export function readCallerTokens(
  headers: IncomingHttpHeaders,
  { instances, tokenHeader, gatewayKeys }: TokenSources,
): CallerTokens {
  try {
    const sent = parseTokens(headers[tokenHeader.toLowerCase()], instances, tokenHeader);
    const lent = tokensOfKey(headers.authorization, gatewayKeys);
    const known = Object.entries(lent).filter(([instance]) => instances.includes(instance));
    return { tokens: new Map([...known, ...sent]), badTokens: undefined };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return { tokens: new Map(), badTokens: error };
  }
}

function tokensOfKey(
  authorization: string | undefined,
  gatewayKeys: GatewayKeys,
): Readonly<Record<string, string>> {
  // Without keys a bearer token is somebody else's affair, such as a proxy's.
  const [, key] = /^Bearer +(\S+) *$/i.exec(authorization ?? '') ?? [];
  if (key === undefined || gatewayKeys.isEmpty) return {};
  const tokens = gatewayKeys.tokensOf(key);
  if (tokens !== undefined) return tokens;
  throw new GatewayError(
    'Authorization: this gateway does not know the key; leave the header out to read what everybody may',
    { code: 'UNAUTHENTICATED' },
  );
}
