import { API_VERSIONS, type ApiVersion } from '../../apiVersions.js';
import { INSTANCE_PRESETS } from '../../config/presets.js';
import { usageError } from '../PwgError.js';

/** A server in the configuration of another program. */
export interface ForeignServer {
  /** Without `/api` and without a trailing slash. */
  readonly url: string;
  /** The API version in the address. */
  readonly apiVersion?: ApiVersion | undefined;
  readonly project?: string | undefined;
  /** Token for this server only. */
  readonly token?: string | undefined;
}

/** Configuration of another program. */
export interface ForeignSettings {
  /** Its origin, for messages. */
  readonly origin: string;
  readonly servers: readonly ForeignServer[];
  /** Token for its only server. */
  readonly token?: string | undefined;
  /** Whether it contains a password, which the graph cannot use. */
  readonly hasPassword: boolean;
  /** Slugs of the states of its server. */
  readonly states?: readonly string[];
}

/**
 * Parses the address of a server as git-pw, pwclient and b4 write it: with `/api`, a version, or `/xmlrpc` at the end.
 *
 * @throws PwgError if it is not a web address.
 */
export function readServerUrl(
  text: string,
  key: string,
): Pick<ForeignServer, 'url' | 'apiVersion'> {
  const trimmed = text.trim();
  if (!/^https?:\/\//i.test(trimmed) || !URL.canParse(trimmed)) {
    throw usageError(`${key}: is not the URL of a Patchwork server`);
  }
  const parsed = new URL(trimmed);
  if (parsed.username !== '' || parsed.password !== '') {
    throw usageError(`${key}: contains a user name or password; use an API token instead`);
  }
  const path = parsed.pathname.replace(/\/+$/, '');
  const [, before = path, version] = /^(.*?)\/(?:api(?:\/(\d\.\d))?|xmlrpc)$/.exec(path) ?? [];
  const apiVersion = API_VERSIONS.find((known) => known === version);
  return { url: `${parsed.origin}${before}`, ...(apiVersion !== undefined && { apiVersion }) };
}

/** A name for a server: the name of its preset, or one derived from its host. */
export function nameServer(url: string): string {
  const preset = Object.entries(INSTANCE_PRESETS).find(([, known]) => known.url === url);
  if (preset !== undefined) return preset[0];
  const host = new URL(url).hostname.toLowerCase();
  const name = host
    .replace(/^(?:patchwork|patches|pw|www)\.(?=.*\.)/, '')
    .replaceAll(/[^a-z0-9]+/g, '-');
  return /^[a-z]/.test(name) ? name.replace(/-$/, '') : 'server';
}
