import { ConfigError } from '../config/ConfigError.js';
import { unusedTokenVariables } from '../config/environmentSettings.js';
import type { GatewayConfig, InstanceConfig } from '../config/GatewayConfig.js';
import type { Environment } from '../config/interpolate.js';
import { placeOf } from '../gateway/openIndex.js';
import { suggestName } from '../suggestName.js';
import { loadConfig } from '../config/loadConfig.js';
import { namesReviewFiles } from '../config/namesFiles.js';
import type { InstanceProbe } from '../patchwork/probeInstance.js';
import type { CliCollaborators } from './CliCollaborators.js';
import { formatTable } from './formatTable.js';

/** Flags of `check-config`, as commander hands them over. */
export interface CheckConfigFlags {
  readonly config?: string;
  readonly instance?: readonly string[];
  readonly contact?: string;
}

/**
 * Checks the configuration, then probes every instance and prints the results. Resolves
 * with the exit code: 1 when an instance could not be asked.
 *
 * @throws ConfigError with all faults, before any instance is asked.
 */
export async function checkConfig(
  flags: CheckConfigFlags,
  collaborators: CliCollaborators,
): Promise<number> {
  const { stdout, environment } = collaborators;
  const config = loadConfig({
    file: flags.config,
    isServing: true,
    flags: { instances: flags.instance, contact: flags.contact },
    ...(environment && { environment }),
  });
  const { instances, graphql, access, cache } = config;
  await checkTrustedDocuments(graphql.trustedDocuments);
  const fileWarnings = await checkReviewFiles(config);
  await checkSubscriptions(config);
  stdout.write('The configuration is valid.\n\n');
  const names = instances.map(({ name }) => name);
  const warn = (warning: string): void => {
    stdout.write(`warning: ${warning}\n\n`);
  };
  fileWarnings.forEach(warn);
  unusedTokens(names, access.gatewayKeys, environment).forEach(warn);
  unknownIndexed(config).forEach(warn);
  const cacheFault =
    cache.url === undefined ? undefined : await collaborators.probeCache(cache.url);
  if (cacheFault !== undefined) {
    warn(
      `cache.url: the shared cache cannot be used (${cacheFault}); each gateway will use its own cache`,
    );
  }
  (await storeWarnings(config, collaborators)).forEach(warn);
  (await indexWarnings(config)).forEach(warn);
  if (instances.length === 0) {
    stdout.write('It has no instances: "serve" would start the sample servers.\n');
    return 0;
  }

  // As many at once as there are instances: each is asked a handful of requests.
  const probes = await Promise.all(
    instances.map(async (instance) => ({ instance, probe: await probe(instance, collaborators) })),
  );
  probes.flatMap(unknownProjects).forEach(warn);
  probes.flatMap(({ probe: { zoneWarning } }) => zoneWarning ?? []).forEach(warn);
  stdout.write(formatTable([HEADING, ...probes.map(describeInstance)]));
  const answered = probes.filter(({ probe: { error } }) => error === undefined);
  if (answered.length > 0) stdout.write(`\n${formatCapabilities(answered)}`);
  if (config.index.enabled) {
    // Loaded when needed: few gateways index mails.
    const { describeFilling } = await import('./searchIndex/describeFilling.js');
    for (const line of await describeFilling(config)) stdout.write(`\n${line}\n`);
  }
  return answered.length === probes.length ? 0 : 1;
}

/** @throws ConfigError for a manifest that cannot be used. */
async function checkTrustedDocuments(path: string | undefined): Promise<void> {
  if (path === undefined) return;
  // Loaded when needed: few configurations name a manifest.
  const { readTrustedDocuments } = await import('../server/readTrustedDocuments.js');
  await readTrustedDocuments(path).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    const [problem = message, remedy = 'the path of a readable manifest'] = message
      .replace(/^graphql\.trustedDocuments: /, '')
      .split('; expected ');
    throw new ConfigError([{ path: 'graphql.trustedDocuments', problem, remedy }]);
  });
}

async function probe(
  instance: InstanceConfig,
  collaborators: CliCollaborators,
): Promise<InstanceProbe> {
  try {
    return await collaborators.probeInstance(instance);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { version: null, latencyMs: null, error: message };
  }
}

/** @returns warnings. @throws ConfigError for files that cannot be used. */
async function checkReviewFiles(config: GatewayConfig): Promise<readonly string[]> {
  if (!namesReviewFiles(config)) return [];
  // Loaded when needed: few configurations name such files.
  const { readReviewFiles } = await import('../server/readReviewFiles.js');
  const { faults, warnings } = await readReviewFiles(config);
  if (faults.length > 0) throw new ConfigError(faults);
  return warnings;
}

/** @throws ConfigError for documents of webhooks that cannot be used. */
async function checkSubscriptions(config: GatewayConfig): Promise<void> {
  if (config.webhooks.length === 0) return;
  // Loaded when needed: few configurations have webhooks.
  const { checkWebhooks } = await import('./checkWebhooks.js');
  const faults = await checkWebhooks(config);
  if (faults.length > 0) throw new ConfigError(faults);
}

/** Reasons why gateways cannot share feeds. */
async function storeWarnings(
  { live, cache, instances }: GatewayConfig,
  collaborators: CliCollaborators,
): Promise<readonly string[]> {
  const url = live.url ?? cache.url;
  const isFollowing = instances.some((instance) => instance.live.enabled ?? live.enabled);
  if (url === undefined || !isFollowing) return [];
  const key = live.url === undefined ? 'cache.url' : 'live.url';
  const fault = live.url === undefined ? undefined : await collaborators.probeCache(live.url);
  if (fault !== undefined)
    return [`live.url: the server cannot be used (${fault}); events are not followed`];
  const policy = await collaborators.probeEviction?.(url);
  if (policy === undefined) return [];
  return [
    `${key}: the server evicts keys (maxmemory-policy ${policy}), so that events may be missed; set live.url to a server with the policy noeviction`,
  ];
}

/** Reasons why the search index cannot be used. */
async function indexWarnings(config: GatewayConfig): Promise<readonly string[]> {
  const place = placeOf(config);
  if (place === undefined) return [];
  // Loaded when needed: few gateways index mails.
  const { probeSearchIndex } = await import('../corpus/probeSearchIndex.js');
  const fault = await probeSearchIndex(place);
  if (fault === null) return [];
  return [`${fault.message}; until then searches use only answers from the servers`];
}

/** Tokens that go to no instance, as those of a misspelt name. */
function unusedTokens(
  names: readonly string[],
  gatewayKeys: GatewayConfig['access']['gatewayKeys'],
  environment: Environment | undefined,
): string[] {
  const variables = unusedTokenVariables(names, environment).map(
    (variable) => `${variable} does not belong to a configured instance`,
  );
  const keys = gatewayKeys.flatMap(({ name: key, tokens }) =>
    Object.keys(tokens)
      .filter((name) => !names.includes(name))
      .map(
        (name) =>
          `the key ${key} has a token for ${name}, which is not configured${hintFor(name, names)}`,
      ),
  );
  return [...variables, ...keys];
}

/** Configured projects that the server does not have, or does not show with this token. */
function unknownProjects({ instance, probe }: ProbedInstance): string[] {
  const { projects: known, projectsError } = probe;
  if (projectsError !== undefined) {
    return [`the projects of ${instance.name} could not be checked: ${projectsError}`];
  }
  if (known === undefined) return [];
  const named = [...(instance.projects ?? []), ...Object.keys(instance.projectMaintainersFiles)];
  return [...new Set(named)]
    .filter((name) => !known.includes(name))
    .map((name) => `${instance.name} has no project ${name}${hintFor(name, known)}`);
}

function hintFor(name: string, known: readonly string[]): string {
  const nearest = suggestName(name, known);
  return nearest === undefined ? '' : `; did you mean ${nearest}?`;
}

/** Indexed projects of instances that are not configured. */
function unknownIndexed({ index, instances }: GatewayConfig): string[] {
  const names = instances.map(({ name }) => name);
  return [...new Set(index.projects.map(({ instance }) => instance))]
    .filter((name) => !names.includes(name))
    .map((name) => `index.projects names ${name}, which is not configured${hintFor(name, names)}`);
}

interface ProbedInstance {
  readonly instance: InstanceConfig;
  readonly probe: InstanceProbe;
}

const HEADING = ['INSTANCE', 'URL', 'API', 'LATENCY', 'STATE'];

function describeInstance({ instance, probe }: ProbedInstance): string[] {
  const { version, latencyMs, error } = probe;
  const state = error === undefined ? 'up' : `down: ${error}`;
  const latency = latencyMs === null ? '-' : `${Math.round(latencyMs)} ms`;
  return [instance.name, instance.url, version ?? '-', latency, state];
}

function formatCapabilities(probes: readonly ProbedInstance[]): string {
  const names = new Set(probes.flatMap(({ probe }) => Object.keys(probe.capabilities ?? {})));
  return formatTable([
    ['CAPABILITY', ...probes.map(({ instance }) => instance.name)],
    ...[...names].map((name) => [
      name,
      ...probes.map(({ probe }) => (probe.capabilities?.[name] === true ? 'yes' : 'no')),
    ]),
  ]);
}
