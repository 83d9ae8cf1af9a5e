import { ENTITY_TYPES, hasParent } from '../catalog/kinds/kinds.js';
import { BadUserInputError } from '../errors.js';

/** Types that global ids can name. A comment's type states the type of its parent. */
export const NODE_TYPES = ['Instance', ...ENTITY_TYPES, 'Event'] as const;
export type NodeType = (typeof NODE_TYPES)[number];

/** Contents of a global id. */
export interface GlobalId {
  /** Name of the instance. */
  readonly instance: string;
  readonly type: NodeType;
  /** The number the instance uses; 0 for the instance itself. */
  readonly id: number;
  /** Number of the object it belongs to: the patch of a check, the patch or cover of a comment. */
  readonly parent?: number | undefined;
}

const PLAIN = /^([a-z][a-z0-9-]*):([A-Za-z]+):(\d{1,15})(?::(\d{1,15}))?$/;

/** Writes a global id: URL-safe, and the same in every process. */
export function encodeGlobalId({ instance, type, id, parent }: GlobalId): string {
  const text = `${instance}:${type}:${String(id)}${parent === undefined ? '' : `:${String(parent)}`}`;
  return Buffer.from(text).toString('base64url');
}

/**
 * Types with an id by which caches of clients recognise an object, and which `node(id:)` does not
 * find: Patchwork has no address for them.
 */
export type KeyedType =
  | 'PatchState'
  | 'Message'
  | 'Viewer'
  | 'Maintainer'
  | 'UserSettings'
  | 'InstanceStatus'
  | 'LiveStatus'
  | 'InstanceCapabilities';

const KEYED =
  /^(?:[a-z][a-z0-9-]*)?:(PatchState|Message|Viewer|Maintainer|UserSettings|InstanceStatus|LiveStatus|InstanceCapabilities):/;

/**
 * Writes the id of an object without a number: URL-safe, and the same in every process.
 *
 * @param instance name of the instance; empty for a message, which is the same on all of them.
 * @param key distinguishes it from others of its type on the instance; may be empty.
 */
export function encodeKeyedId(instance: string, type: KeyedType, key: string | number): string {
  return Buffer.from(`${instance}:${type}:${String(key)}`).toString('base64url');
}

/** The type of an id that {@link encodeKeyedId} wrote; undefined for any other text. */
export function keyedTypeOf(text: string): string | undefined {
  return KEYED.exec(Buffer.from(text, 'base64url').toString('utf8'))?.[1];
}

/**
 * Reads a global id.
 *
 * @param argument name of the argument that it came in.
 * @throws BadUserInputError when it is not one.
 */
export function decodeGlobalId(text: string, argument = 'id'): GlobalId {
  const plain = Buffer.from(text, 'base64url').toString('utf8');
  const [, instance = '', typeName, id, parent] = PLAIN.exec(plain) ?? [];
  const type = NODE_TYPES.find((known) => known === typeName);
  const isWhole = type !== undefined && hasParent(type) === (parent !== undefined);
  const keyedType = keyedTypeOf(text);
  if (keyedType !== undefined) {
    throw new BadUserInputError(
      `"${text.slice(0, 80)}" is the id of a ${keyedType}, which cannot be looked up; use the "id" of a type that implements Node`,
      { argument },
    );
  }
  if (type === undefined || !isWhole || Buffer.from(plain).toString('base64url') !== text) {
    throw new BadUserInputError(
      `"${text.slice(0, 80)}" is not a valid global id; use the field "id" of an object unchanged. To look up a server's own number, use patch(instance:, databaseId:) and similar fields`,
      { argument },
    );
  }
  return {
    instance,
    type,
    id: Number(id),
    parent: parent === undefined ? undefined : Number(parent),
  };
}
