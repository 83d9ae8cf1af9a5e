import type { ConfigFault } from './ConfigError.js';
import { isObject } from '../isObject.js';
import type { ConfigPath } from './configPath.js';
import { tokenFromEnvironment, tokenVariable } from './environmentSettings.js';
import type { Environment } from './interpolate.js';
import { findPreset, knownPreset } from './presets.js';

/** One instance before it is checked against the schema. */
export interface RawInstance {
  readonly value: unknown;
  /** Where its keys are in the file, if it is there. */
  readonly filePath?: ConfigPath;
  /** The flags or variables that added it or set a key of it, if not the file: `--instance mine=…`, by key. */
  readonly origins: Readonly<Record<string, string>>;
}

/** The outcome of {@link resolveInstances}. */
export interface ResolvedInstances {
  readonly instances: readonly RawInstance[];
  readonly faults: readonly ConfigFault[];
}

/** The wanted instances as flags or the environment name them. */
export interface InstanceSelection {
  /** `NAME` or `NAME=URL`. */
  readonly specs: readonly string[];
  /** The setting to change: `--instance` or the variable's name. */
  readonly origin: string;
}

interface Entry {
  readonly [key: string]: unknown;
  readonly name?: unknown;
  readonly preset?: unknown;
  readonly states?: unknown;
}

/**
 * Puts the list of instances together. Without a selection it is the file's. With one it is
 * exactly the selected: what the file says under that name, else the preset of that name, with the
 * address of the selection over either. Presets are filled in and tokens of the environment set.
 */
export function resolveInstances(
  fileEntries: readonly unknown[],
  selection: InstanceSelection | undefined,
  environment: Environment,
): ResolvedInstances {
  const faults: ConfigFault[] = [];
  const selected =
    selection === undefined
      ? fileEntries.map((value, index) => fromFile(value, index))
      : selection.specs.flatMap((spec) => fromSpec(spec, selection.origin));
  return { instances: selected.map((raw) => withToken(raw, environment)), faults };

  function fromFile(value: unknown, index: number): RawInstance {
    const filePath = ['instances', index];
    if (!isEntry(value)) return { value, filePath, origins: {} };
    const { preset } = value;
    const filled = typeof preset === 'string' ? fillFromPreset(value, preset) : value;
    return { value: filled, filePath, origins: {} };
  }

  function fromSpec(spec: string, origin: string): readonly RawInstance[] {
    const [, name = '', url] = /^([^=]*?)(?:=(.*))?$/s.exec(spec) ?? [];
    const source = `${origin} ${spec}`;
    const overrides = url === undefined ? {} : { url };
    const index = fileEntries.findIndex((entry) => nameOf(entry) === name);
    const fileEntry = fileEntries[index];
    if (isEntry(fileEntry)) {
      const origins = url === undefined ? {} : { url: source };
      return [{ ...fromFile({ ...fileEntry, ...overrides }, index), origins }];
    }
    if (url === undefined && findPreset(name) === undefined) {
      faults.push({
        path: source,
        problem: 'is not a preset',
        remedy: `${knownPreset(name)}, or NAME=URL`,
      });
      return [];
    }
    const entry = { name, ...overrides };
    const value = findPreset(name) === undefined ? entry : fillFromPreset(entry, name);
    return [{ value, origins: { '': source } }];
  }
}

function withToken(raw: RawInstance, environment: Environment): RawInstance {
  const name = nameOf(raw.value);
  const token = name === undefined ? undefined : tokenFromEnvironment(name, environment);
  if (token === undefined || name === undefined || !isEntry(raw.value)) return raw;
  return {
    ...raw,
    value: { ...raw.value, token },
    origins: { ...raw.origins, token: tokenVariable(name) },
  };
}

function fillFromPreset(entry: Entry, name: string): Entry {
  // The schema reports an unknown preset; that the address is missing only follows from it.
  const { url, states } = findPreset(name) ?? { url: 'https://unknown.invalid' };
  const ownStates = entry.states;
  return {
    name,
    url,
    ...(states && { states }),
    ...entry,
    ...(states && isEntry(ownStates) && { states: { ...states, ...ownStates } }),
  };
}

function nameOf(entry: unknown): string | undefined {
  if (!isEntry(entry)) return undefined;
  const name = entry.name ?? entry.preset;
  return typeof name === 'string' ? name : undefined;
}

function isEntry(value: unknown): value is Entry {
  return isObject(value);
}
