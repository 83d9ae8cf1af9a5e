import { isObject } from '../isObject.js';
import { ConfigError, type ConfigFault } from './ConfigError.js';
import { describeIssues, placeOf, type RawConfig, type Section } from './configFaults.js';
import { emptyConfigFile, readConfigFile, type ConfigFile } from './configFile.js';
import {
  configFileOf,
  INSTANCES_VARIABLE,
  readEnvironmentSettings,
  type EnvironmentSettings,
  type OverridingSetting,
} from './environmentSettings.js';
import { gatewayConfigSchema, type GatewayConfig } from './GatewayConfig.js';
import type { Environment } from './interpolate.js';
import { readCertificates } from './readCertificates.js';
import { resolveInstances, type InstanceSelection } from './resolveInstances.js';

/** Command-line flags that are settings, as text: they are checked with everything else. */
export interface ConfigFlags {
  /** `NAME` or `NAME=URL`; they say which instances there are, whatever the file lists. */
  readonly instances?: readonly string[] | undefined;
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly contact?: string | undefined;
  readonly logLevel?: string | undefined;
  readonly roles?: string | undefined;
}

/** Where {@link loadConfig} looks. */
export interface ConfigSources {
  /** Path of the YAML file; default: PATCHWORK_GRAPHQL_CONFIG, else there is no file. */
  readonly file?: string | undefined;
  readonly flags?: ConfigFlags;
  /** Default: the environment of the process. */
  readonly environment?: Environment;
  /** Whether a file without instances is a fault. Default false: it may be a part of a configuration. */
  readonly isServing?: boolean;
}

/**
 * Reads the configuration: flags over environment over file over defaults.
 *
 * @throws ConfigError with every fault of all three at once.
 */
export function loadConfig(sources: ConfigSources = {}): GatewayConfig {
  const { flags = {}, environment = process.env } = sources;
  const fileName = sources.file ?? configFileOf(environment);
  const file = fileName === undefined ? emptyConfigFile() : readConfigFile(fileName, environment);
  const fromEnvironment = readEnvironmentSettings(environment);
  const overrides = [...fromEnvironment.settings, ...flagSettings(flags)];

  const content = isObject(file.content) ? file.content : {};
  const value = overrides.reduce((section, { path, value }) => {
    return withValue(section, path.split('.'), value);
  }, content);
  const listed = content['instances'] ?? [];
  const selection = selectInstances(flags, fromEnvironment);
  const { instances, faults } = resolveInstances(
    Array.isArray(listed) ? listed : [],
    selection,
    environment,
  );
  const checked = Array.isArray(listed) || selection !== undefined;
  const raw: RawConfig = {
    value: { ...value, instances: checked ? instances.map((entry) => entry.value) : listed },
    file,
    overrides,
    instances,
  };

  const result = gatewayConfigSchema.safeParse(raw.value);
  const certificates = readAllCertificates(raw);
  const allFaults = [
    ...file.faults,
    ...(isObject(file.content) ? [] : [notAMapping(file)]),
    ...fromEnvironment.faults,
    ...faults,
    ...(result.success ? [] : describeIssues(result.error.issues, raw)).filter(
      // A value whose variable is missing cannot be right either.
      ({ path }) => !file.faults.some((fault) => fault.path === path),
    ),
    ...duplicateNames(raw),
    ...certificates.faults,
  ];
  // Where the file has other faults, its instances may be missing because of them.
  if (sources.isServing === true && allFaults.length === 0) {
    allFaults.push(...emptyFile(fileName, raw, selection));
  }
  if (!result.success || allFaults.length > 0) throw new ConfigError(allFaults);
  return completeInstances(result.data, certificates.pems);
}

function flagSettings({ host, port, contact, logLevel, roles }: ConfigFlags): OverridingSetting[] {
  return [
    { path: 'listen.host', value: host, origin: '--host' },
    { path: 'listen.port', value: port, origin: '--port' },
    { path: 'contact', value: contact, origin: '--contact' },
    { path: 'logging.level', value: logLevel, origin: '--log-level' },
    { path: 'roles', value: roles, origin: '--roles' },
  ].filter(({ value }) => value !== undefined);
}

function selectInstances(
  flags: ConfigFlags,
  fromEnvironment: EnvironmentSettings,
): InstanceSelection | undefined {
  if (flags.instances !== undefined && flags.instances.length > 0) {
    return { specs: flags.instances, origin: '--instance' };
  }
  if (fromEnvironment.instances === undefined) return undefined;
  return { specs: fromEnvironment.instances, origin: INSTANCES_VARIABLE };
}

function withValue(section: Section, [step = '', ...rest]: string[], value: unknown): Section {
  if (rest.length === 0) return { ...section, [step]: value };
  const below = section[step] ?? {};
  // A section that is not a mapping stays as it is, so that its own fault is reported.
  return isObject(below) ? { ...section, [step]: withValue(below, rest, value) } : section;
}

/** Adds the settings for all instances, and the certificates that it names, to each instance. */
function completeInstances(
  config: GatewayConfig,
  pems: ReadonlyMap<number, string>,
): GatewayConfig {
  const { contact, proxy } = config;
  const shared = {
    ...(contact === undefined ? {} : { contact }),
    ...(proxy.http === undefined && proxy.https === undefined ? {} : { proxy }),
  };
  const instances = config.instances.map((entry, index) => {
    const ca = pems.get(index);
    return { ...shared, ...entry, ...(ca === undefined ? {} : { ca }) };
  });
  return { ...config, instances };
}

function readAllCertificates(raw: RawConfig): {
  readonly pems: ReadonlyMap<number, string>;
  readonly faults: readonly ConfigFault[];
} {
  const pems = new Map<number, string>();
  const faults: ConfigFault[] = [];
  for (const [index, { value }] of raw.instances.entries()) {
    const ca = isObject(value) ? value['ca'] : undefined;
    if (typeof ca !== 'string' || ca.trim() === '') continue;
    const result = readCertificates(ca.trim());
    if ('pem' in result) pems.set(index, result.pem);
    else faults.push({ ...placeOf(['instances', index, 'ca'], raw), ...result });
  }
  return { pems, faults };
}

function notAMapping(file: ConfigFile): ConfigFault {
  return {
    path: 'the file',
    position: file.positionOf([]),
    problem: 'has no keys',
    remedy: 'a mapping such as "listen: {port: 4000}"',
  };
}

/** An emptied file must not turn a gateway over real servers into one over sample servers. */
function emptyFile(
  fileName: string | undefined,
  { file, value }: RawConfig,
  selection: InstanceSelection | undefined,
): ConfigFault[] {
  if (fileName === undefined || file.faults.length > 0 || selection !== undefined) return [];
  const { instances, sampleServers } = value;
  if (!Array.isArray(instances) || instances.length > 0) return [];
  if (sampleServers === true || sampleServers === 'true') return [];
  return [
    {
      path: 'instances',
      position: file.positionOf(['instances']) || fileName,
      problem: 'has no Patchwork server',
      remedy: 'at least one instance, or "sampleServers: true" for the sample servers',
    },
  ];
}

function duplicateNames(raw: RawConfig): ConfigFault[] {
  const first = new Set<unknown>();
  return raw.instances.flatMap(({ value }, index) => {
    const name = isObject(value) ? value['name'] : undefined;
    if (name === undefined || !first.has(name)) {
      first.add(name);
      return [];
    }
    const problem = `is ${JSON.stringify(name)}, which another instance also has`;
    const place = placeOf(['instances', index, 'name'], raw);
    return [{ ...place, problem, remedy: 'a unique name for each instance' }];
  });
}
