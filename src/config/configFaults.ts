import type { z } from 'zod';
import { suggestName } from '../suggestName.js';
import type { ConfigFault } from './ConfigError.js';
import type { ConfigFile } from './configFile.js';
import { listConfigKeys } from './configKeys.js';
import { formatPath, type ConfigPath } from './configPath.js';
import type { OverridingSetting } from './environmentSettings.js';
import type { RawInstance } from './resolveInstances.js';

/** A section as it was written. */
export type Section = Readonly<Record<string, unknown>>;

/** A raw configuration and where each part of it comes from. */
export interface RawConfig {
  readonly value: Section;
  readonly file: ConfigFile;
  readonly overrides: readonly OverridingSetting[];
  readonly instances: readonly RawInstance[];
}

/** The issues that zod found, with the place, the value and the remedy of each. */
export function describeIssues(issues: readonly z.core.$ZodIssue[], raw: RawConfig): ConfigFault[] {
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
export function placeOf(path: ConfigPath, raw: RawConfig): Pick<ConfigFault, 'path' | 'position'> {
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

/** Keys that contain secrets; a key itself may be given where its hash belongs. */
const SECRET_KEYS: ReadonlySet<string | number> = new Set([
  'token',
  'tokens',
  'sha256',
  // Their variables contain all of them as one text, and URLs of webhooks may contain keys.
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
 * Whether a value may contain a password: an address with a user, readable or not. Everything up to the last
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
