import type { Cache } from '../cache/cache.js';
import type { Transport } from '../transport/transport.js';
import type { PatchworkEvent } from './Exchange.js';
import type { FreshnessOptions } from './freshness.js';
import type { JsonBounds } from './parseJson.js';
import type { StateOptions } from './states.js';
import type { ApiVersion } from '../apiVersions.js';

/** Configuration of one instance. */
export interface InstanceOptions {
  readonly name: string;
  /** Scheme, host, port and sub-path, without `/api` and without a slash at the end. */
  readonly url: string;
  /** Asked without probing; negotiated when missing. */
  readonly apiVersion?: ApiVersion | undefined;
  /** IANA zone in which the server stamps events and checks. */
  readonly timezone: string;
  /** Meanings of the server's states, by slug. */
  readonly states?: Readonly<Record<string, StateOptions>> | undefined;
  /** Link names of the only projects that lists and messages show; all when missing. */
  readonly projects?: readonly string[] | undefined;
  /** People and users are shown by the service token to callers who have none. */
  readonly allowAnonymousReads?: boolean | undefined;
  /** The service token writes for callers who have none. */
  readonly serviceWrites?: boolean | undefined;
}

/** Collaborators of a client. */
export interface ClientCollaborators {
  readonly transport: Transport;
  readonly cache: Cache;
  /** Used to find the version before the token of any caller is known. */
  readonly serviceToken?: string | undefined;
  readonly freshness?: FreshnessOptions | undefined;
  /** Default: {@link DEFAULT_JSON_BOUNDS}. */
  readonly jsonBounds?: JsonBounds | undefined;
  /** Must not throw. */
  readonly onEvent?: ((event: PatchworkEvent) => void) | undefined;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
}

/** A patch or cover as it was read: its content only where the whole was fetched. */
export interface ReadMail<Summary extends object, Content extends object> {
  readonly summary: Summary;
  readonly content?: Content;
}
