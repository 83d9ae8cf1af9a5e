import type { GatewayConfig } from '../../config/GatewayConfig.js';
import { INSTANCE_PRESETS } from '../../config/presets.js';
import { EmbeddedDoor } from '../door/EmbeddedDoor.js';
import type { Door } from '../door/Door.js';
import { HttpDoor } from '../door/HttpDoor.js';
import { listOf, textAt } from '../json.js';
import type { PwgIo } from '../PwgIo.js';
import { PwgError, usageError } from '../PwgError.js';
import { faultText } from '../output/faultText.js';
import { nameServer, type ForeignSettings } from './ForeignSettings.js';
import { readGitSettings } from './gitSettings.js';
import { settingsFileOf, tokensFileOf } from './paths.js';
import { readSettings, type InstanceSettings, type PwgSettings } from './PwgSettings.js';
import { TokenStore } from './TokenStore.js';

/** Flags that select the graph. */
export interface ConnectionFlags {
  readonly gateway?: string | undefined;
  readonly config?: string | undefined;
  readonly sample?: boolean | undefined;
}

/** A graph and its settings. */
export interface Connection {
  readonly door: Door;
  /** URL of the gateway; undefined for one in this process. */
  readonly gateway: string | undefined;
  /** Servers of the gateway in this process. */
  readonly servers: readonly { readonly name: string; readonly url: string }[];
  readonly settings: PwgSettings;
  readonly tokens: TokenStore;
  /** Project to which lists are limited, unless a flag overrides it. */
  readonly project: string | undefined;
  /** Default projects of single instances, where `project` is undefined. */
  readonly ownProjects: ReadonlyMap<string, string>;
  /** Whether git's configuration has a token for a server, which takes precedence over a stored one. */
  hasTokenInGit(server: string): boolean;
  /** Instance of references that are only numbers. */
  defaultInstance(): Promise<string | undefined>;
}

/** Settings read by {@link connect}. */
interface Sources {
  readonly io: PwgIo;
  readonly settings: PwgSettings;
  readonly tokens: TokenStore;
  readonly git: ForeignSettings | undefined;
}

/**
 * Opens the graph. `--gateway`, `--config` and `--sample` override PWG_GATEWAY, which overrides `pwg.yml` and the
 * server in git's configuration.
 *
 * @throws PwgError if none is configured; the message lists the ways to configure one.
 */
export async function connect(io: PwgIo, flags: ConnectionFlags): Promise<Connection> {
  const settings = readSettings(settingsFileOf(io.environment));
  const tokens = new TokenStore(tokensFileOf(io.environment));
  const sources: Sources = { io, settings, tokens, git: await readGitSettings(io) };
  const gateway =
    flags.gateway ??
    (flags.config !== undefined || flags.sample === true
      ? undefined
      : io.environment['PWG_GATEWAY'] || settings.gateway);
  if (gateway !== undefined) return connectToGateway(gateway, sources);
  return await connectInProcess(flags, sources);
}

function connectToGateway(gateway: string, { settings, tokens, git }: Sources): Connection {
  if (!/^https?:\/\//i.test(gateway) || !URL.canParse(gateway)) {
    throw usageError(`"${gateway}" is not the URL of a gateway, such as https://graph.example.org`);
  }
  const { username, password } = new URL(gateway);
  if (username !== '' || password !== '') {
    throw usageError(
      'the URL of the gateway contains a user name or password; store a key with pwg login --key',
    );
  }
  const door = new HttpDoor(gateway, tokens.forGateway(gateway));
  let found: Promise<string | undefined> | undefined;
  return {
    door,
    gateway,
    servers: [],
    settings,
    tokens,
    project: settings.project,
    ownProjects: new Map(),
    hasTokenInGit: () => false,
    defaultInstance: async () => {
      if (settings.instance !== undefined) return settings.instance;
      found ??= findInstance(door, git?.servers[0]?.url);
      return await found;
    },
  };
}

/** The instance of a gateway that has a URL, or its only one. @throws PwgError if the gateway does not list them. */
async function findInstance(door: Door, url: string | undefined): Promise<string | undefined> {
  const { data, errors } = await door.request('{ instances { name url } }');
  const [error] = errors;
  if (error !== undefined) throw new PwgError(faultText(error));
  const instances = listOf(data?.['instances']);
  const named = instances.find((one) => textAt(one, 'url') === url);
  const [only, ...others] = instances;
  return textAt(named ?? (others.length === 0 ? only : null), 'name') || undefined;
}

async function connectInProcess(flags: ConnectionFlags, sources: Sources): Promise<Connection> {
  const { settings, tokens, git } = sources;
  const { config, known } = await configOf(flags, sources);
  // Loaded on demand: with a gateway, no part of the server is needed.
  const { openEmbeddedGateway } = await import('../../main.js');
  const { createLogger } = await import('../../telemetry/logger.js');
  const { readVersion } = await import('../../readVersion.js');
  const gateway = await openEmbeddedGateway({
    config,
    logger: createLogger({ level: 'silent' }),
    version: readVersion(),
  });
  const gitServer = git?.servers[0];
  const sent = new Map<string, string>();
  const tokenInGit = (url: string): string | undefined =>
    url === gitServer?.url ? (gitServer.token ?? git?.token) : undefined;
  for (const { name, url } of gateway.instances) {
    const token = tokenInGit(url) ?? tokens.forServer(url);
    if (token !== undefined) sent.set(name, token);
  }
  const named = gateway.instances.find(({ url }) => url === gitServer?.url);
  const only = gateway.instances.length === 1 ? gateway.instances[0] : undefined;
  const gitProject =
    named === undefined || gitServer?.project === undefined
      ? undefined
      : `${named.name}/${gitServer.project}`;
  const instance = named?.name ?? settings.instance ?? only?.name;
  return {
    door: new EmbeddedDoor(gateway, sent, config.access.tokenHeader),
    gateway: undefined,
    servers: gateway.instances,
    settings,
    tokens,
    project: gitProject ?? settings.project,
    ownProjects: new Map(
      known.flatMap(({ name, project }) =>
        project === undefined || project === '*' ? [] : [[name, project]],
      ),
    ),
    hasTokenInGit: (server) =>
      gateway.instances.some(({ name, url }) => name === server && tokenInGit(url) !== undefined),
    defaultInstance: async () => instance,
  };
}

/** The configuration of a gateway in this process, and the settings of its servers. */
async function configOf(
  flags: ConnectionFlags,
  { io, settings, git }: Sources,
): Promise<{ config: GatewayConfig; known: readonly InstanceSettings[] }> {
  const file = flags.config ?? (settings.instances === undefined ? settings.config : undefined);
  const known = withGitServer(settings.instances ?? [], git);
  const isFound = flags.sample === true || file !== undefined || known.length > 0;
  if (!isFound) {
    throw usageError(
      `no Patchwork server is configured. Use one of:
  --gateway URL               a gateway (or PWG_GATEWAY, or "gateway: URL" in ${settingsFileOf(io.environment)})
  pwg config import git-pw    the settings of git-pw; also pwclient and b4
  git config pw.server URL    in a repository, as for git-pw
  --sample                    sample servers with invented data`,
    );
  }
  const { loadConfig } = await import('../../config/loadConfig.js');
  if (flags.sample === true) return { config: loadConfig({ environment: {} }), known: [] };
  if (file !== undefined) {
    return {
      config: loadConfig({ file, environment: io.environment, isServing: true }),
      known: [],
    };
  }
  const config = loadConfig({
    flags: {
      instances: known.map(({ name, url }) => (url === undefined ? name : `${name}=${url}`)),
    },
    environment: {},
  });
  return {
    known,
    config: {
      ...config,
      instances: config.instances.map((instance) => {
        const own = known.find(({ name }) => name === instance.name);
        return {
          ...instance,
          ...(own?.apiVersion !== undefined && { apiVersion: own.apiVersion }),
          ...(own?.timezone !== undefined && { timezone: own.timezone }),
        };
      }),
    },
  };
}

/** The server in a repository's git configuration is used without an import. */
function withGitServer(
  instances: readonly InstanceSettings[],
  git: ForeignSettings | undefined,
): readonly InstanceSettings[] {
  const server = git?.servers[0];
  if (server === undefined) return instances;
  const isKnown = instances.some(
    ({ name, url = INSTANCE_PRESETS[name]?.url }) => url?.replace(/\/+$/, '') === server.url,
  );
  if (isKnown) return instances;
  const { url, apiVersion, project } = server;
  const taken = new Set(instances.map(({ name }) => name));
  const name = nameServer(url);
  return [
    ...instances,
    {
      name: taken.has(name) ? `${name}-git` : name,
      url,
      ...(apiVersion !== undefined && { apiVersion }),
      ...(project !== undefined && { project }),
    },
  ];
}
