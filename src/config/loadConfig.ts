import { isObject } from '../isObject.js';
import type { z } from 'zod';
import { ConfigError, type ConfigFault } from './ConfigError.js';
import { emptyConfigFile, readConfigFile, type ConfigFile } from './configFile.js';
import { listConfigKeys } from './configKeys.js';
import { formatPath, type ConfigPath } from './configPath.js';
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
import { resolveInstances, type InstanceSelection, type RawInstance } from './resolveInstances.js';
import { suggestName } from '../suggestName.js';

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

type Section = Readonly<Record<string, unknown>>;

/** A raw configuration and where each part of it comes from. */
interface RawConfig {
  readonly value: Section;
  readonly file: ConfigFile;
  readonly overrides: readonly OverridingSetting[];
  readonly instances: readonly RawInstance[];
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

function describeIssues(issues: readonly z.core.$ZodIssue[], raw: RawConfig): ConfigFault[] {
  const faults = issues.flatMap((issue) => {
    const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => unknownKey([...path, key], raw));
    }
    return [{ ...placeOf(path, raw), problem: problemOf(path, raw), remedy: remedyOf(issue) }];
  });
  // Several checks of one value may fail (no integer, too small) with the same advice.
  const seen = new Set<string>();
  return faults.filter((fault) => {
    const key = `${fault.path}\n${fault.remedy}`;
    return !seen.has(key) && seen.add(key);
  });
}

function unknownKey(path: ConfigPath, raw: RawConfig): ConfigFault {
  const known = knownKeys(path.slice(0, -1));
  const nearest = suggestName(String(path.at(-1)), known);
  return {
    ...placeOf(path, raw),
    problem: 'is not a known key',
    remedy: nearest ?? `one of ${known.join(', ')}`,
  };
}

function knownKeys(path: ConfigPath): string[] {
  const steps = formatPath(path)
    .replaceAll(/\[\d+\]/g, '[]')
    .replace(/(\.states)\..+$/, '$1.*');
  const prefix = steps === '' ? '' : `${steps}.`;
  const below = listConfigKeys()
    .filter((key) => key.path.startsWith(prefix))
    .map((key) => /^\w+/.exec(key.path.slice(prefix.length))?.[0] ?? '');
  return [...new Set(below)].filter(Boolean);
}

/** Names the setting of a value: flag, variable, or key of the file. */
function placeOf(path: ConfigPath, raw: RawConfig): Pick<ConfigFault, 'path' | 'position'> {
  const override = overrideOf(path, raw);
  if (override !== undefined) {
    const rest = path.slice(override.path.split('.').length);
    return { path: override.origin + formatPath(['', ...rest]) };
  }

  const [section, index, ...rest] = path;
  const instance =
    section === 'instances' && typeof index === 'number' ? raw.instances[index] : undefined;
  if (instance === undefined) return inFile(path, raw.file);
  const origin = instance.origins[String(rest[0] ?? '')];
  if (origin !== undefined) return { path: origin };
  if (instance.filePath !== undefined) return inFile([...instance.filePath, ...rest], raw.file);
  return { path: instance.origins[''] ?? formatPath(path) };
}

/** The flag or variable that sets a key, or the list that the key is in. */
function overrideOf(path: ConfigPath, raw: RawConfig): OverridingSetting | undefined {
  return raw.overrides.findLast((setting) => `${path.join('.')}.`.startsWith(`${setting.path}.`));
}

function inFile(path: ConfigPath, file: ConfigFile): Pick<ConfigFault, 'path' | 'position'> {
  const position = file.positionOf(path);
  return { path: formatPath(path), ...(position === '' ? {} : { position }) };
}

/** Keys that hold secrets; a key itself may stand where its hash belongs. */
const SECRET_KEYS: ReadonlySet<string | number> = new Set([
  'token',
  'tokens',
  'sha256',
  // Their variables hold all of them as one text, and URLs of webhooks may hold keys.
  'gatewayKeys',
  'webhooks',
]);

function problemOf(path: ConfigPath, raw: RawConfig): string {
  // Items of a list that came as one text cannot be looked up in it.
  const override = overrideOf(path, raw);
  if (override !== undefined && override.path !== path.join('.')) return 'cannot be used';
  const value = path.reduce<unknown>(
    (section, step) => (section as Section | undefined)?.[step],
    raw.value,
  );
  if (value === undefined) return 'is missing';
  // Its parts may come from variables.
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
    return Array.isArray(value) ? 'is a list' : 'is a mapping';
  }
  if (isSecret(value)) return 'cannot be used';
  const template = raw.file.templateOf(path);
  // A value from a variable may be a secret that ended in the wrong place.
  if (template !== undefined) return `cannot be used as ${JSON.stringify(template)} gives it`;
  if (path.some((step) => SECRET_KEYS.has(step))) return 'cannot be used';
  const text = JSON.stringify(value);
  return text.length > 80 ? 'cannot be used' : `is ${text}`;
}

/**
 * Whether a value may hold a password: an address with a user, readable or not. Everything up to the last
 * `@` may belong to it.
 */
function isSecret(value: unknown): boolean {
  return typeof value === 'string' && value.includes('@') && value.includes(':');
}

function remedyOf(issue: z.core.$ZodIssue): string {
  if (!issue.message.startsWith('Invalid input')) return issue.message;
  if (issue.code !== 'invalid_type') return issue.message;
  const names: Partial<Record<string, string>> = {
    object: 'a mapping (key: value)',
    record: 'a mapping (key: value)',
    array: 'a list',
    string: 'text',
  };
  return names[issue.expected] ?? issue.expected;
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
