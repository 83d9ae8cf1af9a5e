import type { ConfigFault } from './ConfigError.js';
import { listConfigKeys, VARIABLE_PREFIX } from './configKeys.js';
import type { Environment } from './interpolate.js';
import { PROXY_VARIABLES } from './proxyConfig.js';
import { suggestName } from '../suggestName.js';

/** The environment of this process, for programs that pass it on. */
export function readProcessEnvironment(): Environment {
  return process.env;
}

/** Names the configuration file when no `--config` does. */
const CONFIG_FILE_VARIABLE = `${VARIABLE_PREFIX}CONFIG`;

/** The configuration file that the environment names, if any. */
export function configFileOf(environment: Environment = process.env): string | undefined {
  return environment[CONFIG_FILE_VARIABLE] || undefined;
}

/** The command that started the program: `npm start --` in the sources. */
export function commandOf(environment: Environment = process.env): string {
  return environment['npm_lifecycle_event'] === 'start' ? 'npm start --' : 'patchwork-graphql';
}

/** A list like the values of `--instance`, divided by commas or spaces. */
export const INSTANCES_VARIABLE = `${VARIABLE_PREFIX}INSTANCES`;

/** https://opentelemetry.io/docs/specs/otel/protocol/exporter/ */
const OTLP_VARIABLE = 'OTEL_EXPORTER_OTLP_ENDPOINT';

const TOKEN_PREFIX = `${VARIABLE_PREFIX}TOKEN_`;

/**
 * Kubernetes sets such variables in every pod for a service of the name `patchwork-graphql`
 * (https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables).
 */
const SET_BY_KUBERNETES = new RegExp(`^${VARIABLE_PREFIX}(?:SERVICE_|PORT(?:_|$))`);

/** One setting from outside the file. */
export interface OverridingSetting {
  /** Path of the key, divided by dots: `listen.port`. */
  readonly path: string;
  readonly value: unknown;
  /** The setting to change: `--port` or `PATCHWORK_GRAPHQL_LISTEN_PORT`. */
  readonly origin: string;
}

/** Configuration from the environment. */
export interface EnvironmentSettings {
  readonly settings: readonly OverridingSetting[];
  /** Values in the form of `--instance`. */
  readonly instances?: readonly string[];
  readonly faults: readonly ConfigFault[];
}

/** Reads the variables that begin with PATCHWORK_GRAPHQL_. An empty one counts as not set. */
export function readEnvironmentSettings(environment: Environment): EnvironmentSettings {
  const pathOf = new Map<string, string>();
  for (const { path, variable } of listConfigKeys()) {
    if (variable !== undefined && variable !== INSTANCES_VARIABLE) pathOf.set(variable, path);
  }

  const settings: OverridingSetting[] = [];
  const endpoint = environment[OTLP_VARIABLE];
  if (endpoint !== undefined && endpoint !== '' && environment['OTEL_SDK_DISABLED'] !== 'true') {
    settings.push({ path: 'tracing.endpoint', value: endpoint, origin: OTLP_VARIABLE });
  }
  for (const { path, variables } of PROXY_VARIABLES) {
    // The lowercase spelling takes precedence, as in curl.
    const origin = variables.find((name) => (environment[name] ?? '') !== '');
    if (origin !== undefined) settings.push({ path, value: environment[origin], origin });
  }
  const faults: ConfigFault[] = [];
  for (const [variable, value] of Object.entries(environment)) {
    if (!variable.startsWith(VARIABLE_PREFIX) || value === undefined || value === '') continue;
    const path = pathOf.get(variable);
    if (path !== undefined) {
      settings.push({ path, value, origin: variable });
    } else if (!isKnownOtherwise(variable)) {
      const known = [...pathOf.keys(), CONFIG_FILE_VARIABLE, INSTANCES_VARIABLE];
      faults.push({
        path: variable,
        problem: 'is not a variable of this program',
        remedy: suggestName(variable, known) ?? 'one of those in docs/configuration.md',
      });
    }
  }
  const instances = environment[INSTANCES_VARIABLE]?.split(/[\s,]+/).filter(Boolean) ?? [];
  return { settings, faults, ...(instances.length === 0 ? {} : { instances }) };
}

/** The service token for an instance from the environment: PATCHWORK_GRAPHQL_TOKEN_KERNEL. */
export function tokenFromEnvironment(name: string, environment: Environment): string | undefined {
  return environment[tokenVariable(name)] || undefined;
}

/** The variable with an instance's service token. */
export function tokenVariable(instanceName: string): string {
  return TOKEN_PREFIX + instanceName.toUpperCase().replaceAll('-', '_');
}

function isKnownOtherwise(variable: string): boolean {
  return (
    variable === CONFIG_FILE_VARIABLE ||
    variable === INSTANCES_VARIABLE ||
    // A token for an instance that is not used this time does no harm.
    variable.startsWith(TOKEN_PREFIX) ||
    SET_BY_KUBERNETES.test(variable)
  );
}

/** Variables with a token for an instance that is not configured. */
export function unusedTokenVariables(
  instanceNames: readonly string[],
  environment: Environment = process.env,
): string[] {
  const used = new Set(instanceNames.map(tokenVariable));
  return Object.keys(environment).filter(
    (variable) => variable.startsWith(TOKEN_PREFIX) && !used.has(variable),
  );
}
