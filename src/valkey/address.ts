/** Host and port of a server. */
export interface ValkeyNode {
  readonly host: string;
  readonly port: number;
}

/** Credentials of a server. */
export interface Credentials {
  readonly username: string | undefined;
  readonly password: string | undefined;
}

/** A server that Sentinels know. */
export interface SentinelAddress extends Credentials {
  readonly kind: 'SENTINEL';
  /** The Sentinels. */
  readonly nodes: readonly ValkeyNode[];
  /** Name of the primary, as the Sentinels know it. */
  readonly primary: string;
  /** Whether the Sentinels and the servers are reached by TLS. */
  readonly isTls: boolean;
  readonly database: number;
  /** Of the Sentinels themselves. */
  readonly sentinel: Credentials;
}

/** A cluster. */
export interface ClusterAddress extends Credentials {
  readonly kind: 'CLUSTER';
  /** Some of its nodes, of which one must be reached. */
  readonly nodes: readonly ValkeyNode[];
  readonly isTls: boolean;
}

/** One server. */
interface SingleAddress extends Credentials {
  readonly kind: 'SINGLE';
  readonly url: string;
  readonly node: ValkeyNode;
  readonly isTls: boolean;
  readonly database: number;
}

/** Address of a Valkey or Redis: one server, one that Sentinels know, or a cluster. */
export type ValkeyAddress = SingleAddress | SentinelAddress | ClusterAddress;

const ADDRESS =
  /^(rediss?)(?:\+(sentinel|cluster))?:\/\/(?:([^@/]*)@)?([^/?#@]+)(\/[^?#]*)?(\?.*)?$/;
const REDIS_PORT = 6379;
const SENTINEL_PORT = 26_379;
const SENTINEL_PARAMETERS = new Set(['sentinelUsername', 'sentinelPassword']);

/** @returns undefined for a text that is not an address of a Valkey or Redis. */
export function parseValkeyAddress(text: string): ValkeyAddress | undefined {
  const items = text.split(',').map((item) => item.trim());
  // Nodes of a cluster may be written as separate addresses.
  const scheme = /^rediss?:\/\//.exec(items[0] ?? '')?.[0];
  const joined = items
    .map((item, index) => (index > 0 && scheme !== undefined ? withoutPrefix(item, scheme) : item))
    .join(',');
  const found = ADDRESS.exec(joined);
  if (found === null || /\s/.test(joined)) return undefined;
  const [, protocol, kind, login, hosts = '', path = '', query = ''] = found;
  const isTls = protocol === 'rediss';
  const credentials = readLogin(login);
  if (credentials === undefined) return undefined;
  if (kind === 'sentinel') {
    return sentinelAddress({ hosts, path, query }, isTls, credentials);
  }
  const nodes = readNodes(hosts, REDIS_PORT);
  if (nodes === undefined) return undefined;
  const [node] = nodes;
  if (kind === undefined && node !== undefined && nodes.length === 1) {
    const [, database = '0'] = /^\/?(\d+)?$/.exec(path) ?? [];
    if (!/^\/?\d*$/.test(path)) return undefined;
    return { kind: 'SINGLE', url: joined, node, isTls, database: Number(database), ...credentials };
  }
  // A cluster has one database.
  if (!/^\/?0?$/.test(path) || query !== '') return undefined;
  return { kind: 'CLUSTER', nodes, isTls, ...credentials };
}

function sentinelAddress(
  { hosts, path, query }: { readonly hosts: string; readonly path: string; readonly query: string },
  isTls: boolean,
  credentials: Credentials,
): ValkeyAddress | undefined {
  const nodes = readNodes(hosts, SENTINEL_PORT);
  const [, primary, database = '0'] = /^\/([^/]+)(?:\/(\d+))?$/.exec(path) ?? [];
  if (nodes === undefined || primary === undefined) return undefined;
  const parameters = new URLSearchParams(query);
  if ([...parameters.keys()].some((name) => !SENTINEL_PARAMETERS.has(name))) return undefined;
  return {
    kind: 'SENTINEL',
    nodes,
    primary: decoded(primary) ?? primary,
    isTls,
    database: Number(database),
    sentinel: {
      username: parameters.get('sentinelUsername') ?? undefined,
      password: parameters.get('sentinelPassword') ?? undefined,
    },
    ...credentials,
  };
}

function withoutPrefix(text: string, prefix: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}

function readLogin(login: string | undefined): Credentials | undefined {
  if (login === undefined) return { username: undefined, password: undefined };
  const colon = login.indexOf(':');
  const name = decoded(colon < 0 ? login : login.slice(0, colon));
  const password = colon < 0 ? '' : decoded(login.slice(colon + 1));
  if (name === undefined || password === undefined) return undefined;
  return { username: name || undefined, password: password || undefined };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function readNodes(hosts: string, defaultPort: number): readonly ValkeyNode[] | undefined {
  const nodes: ValkeyNode[] = [];
  for (const text of hosts.split(',')) {
    const [, host = '', port] = /^(\[[^\]]+\]|[^:[\]]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
    if (host === '' || Number(port ?? 1) > 65_535) return undefined;
    nodes.push({
      host: host.replace(/^\[(.*)\]$/, '$1'),
      port: port === undefined ? defaultPort : Number(port),
    });
  }
  return nodes;
}
