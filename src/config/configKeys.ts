import { z } from 'zod';
import { isObject } from '../isObject.js';
import { gatewayConfigSchema } from './GatewayConfig.js';

/** The prefix of every environment variable that this program reads for itself. */
export const VARIABLE_PREFIX = 'PATCHWORK_GRAPHQL_';

/** One key of the configuration, as the schema states it. */
export interface ConfigKey {
  /** `listen.port`; `[]` represents each item of a list, `*` each free name of a mapping. */
  readonly path: string;
  /** `integer`, `string`, `boolean`, `list` and so on. */
  readonly type: string;
  /** `milliseconds`, `bytes` or `seconds`, as the end of the name says; "" without a unit. */
  readonly unit: string;
  readonly description: string;
  readonly default?: unknown;
  /** The environment variable that sets it; keys within a list have none. */
  readonly variable?: string;
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Every key of the configuration, in the order of the schema; sections are not listed. */
export function listConfigKeys(): readonly ConfigKey[] {
  return [...keysBelow(z.toJSONSchema(gatewayConfigSchema, { io: 'output' }), [])];
}

function* keysBelow(schema: JsonSchema, path: readonly string[]): Generator<ConfigKey> {
  for (const [name, child] of Object.entries(schema.properties ?? {})) {
    if (isSchema(child)) yield* keysAt(child, [...path, name]);
  }
}

function* keysAt(schema: JsonSchema, path: readonly string[]): Generator<ConfigKey> {
  const { items, additionalProperties: values } = schema;
  if (schema.properties === undefined) yield describeKey(schema, path);
  yield* keysBelow(schema, path);
  if (isSchema(items)) yield* keysBelow(items, [...path.slice(0, -1), `${path.at(-1)}[]`]);
  if (isSchema(values)) yield* keysBelow(values, [...path, '*']);
}

function describeKey(schema: JsonSchema, path: readonly string[]): ConfigKey {
  const { type, description = '', default: fallback } = schema;
  const name = type === 'array' ? 'list' : type === 'object' ? 'mapping' : String(type);
  return {
    path: path.join('.'),
    type: name,
    unit: unitOf(path),
    description,
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(path.some((step) => step === '*' || step.endsWith('[]'))
      ? {}
      : { variable: variableName(path) }),
  };
}

/** Stands at the end of the name, or of the section of bounds such as `pollSeconds.min`. */
function unitOf(path: readonly string[]): string {
  const last = path.at(-1) ?? '';
  const key = /^(?:min|max)$/.test(last) ? (path.at(-2) ?? '') : last;
  if (key.endsWith('Ms')) return 'milliseconds';
  if (key.endsWith('Bytes')) return 'bytes';
  return key.endsWith('Seconds') ? 'seconds' : '';
}

/** `limits.deadlineMs` is set by PATCHWORK_GRAPHQL_LIMITS_DEADLINE_MS. */
function variableName(path: readonly string[]): string {
  const words = path.map((step) => step.replaceAll(/[A-Z]/g, (letter) => `_${letter}`));
  return VARIABLE_PREFIX + words.join('_').toUpperCase();
}

function isSchema(value: unknown): value is JsonSchema {
  return isObject(value);
}
