import { BadUserInputError } from '../errors.js';

/** Types that global ids can name. A comment's type tells what it replies to. */
export const NODE_TYPES = [
  'Instance',
  'Project',
  'Person',
  'User',
  'Series',
  'Cover',
  'Patch',
  'Bundle',
  'Check',
  'PatchComment',
  'CoverComment',
  'Event',
] as const;
export type NodeType = (typeof NODE_TYPES)[number];

/** What a global id says. */
export interface GlobalId {
  /** Name of the instance. */
  readonly instance: string;
  readonly type: NodeType;
  /** The number the instance uses; 0 for the instance itself. */
  readonly id: number;
  /** Number of the object it hangs on: the patch of a check, the patch or cover of a comment. */
  readonly parent?: number | undefined;
}

const PLAIN = /^([a-z][a-z0-9-]*):([A-Za-z]+):(\d{1,15})(?::(\d{1,15}))?$/;
const HANGING: ReadonlySet<NodeType> = new Set(['Check', 'PatchComment', 'CoverComment']);

/** Writes a global id: URL-safe, and the same in every process. */
export function encodeGlobalId({ instance, type, id, parent }: GlobalId): string {
  const text = `${instance}:${type}:${String(id)}${parent === undefined ? '' : `:${String(parent)}`}`;
  return Buffer.from(text).toString('base64url');
}

/**
 * Reads a global id.
 *
 * @throws BadUserInputError when it is none.
 */
export function decodeGlobalId(text: string): GlobalId {
  const plain = Buffer.from(text, 'base64url').toString('utf8');
  const [, instance = '', typeName, id, parent] = PLAIN.exec(plain) ?? [];
  const type = NODE_TYPES.find((known) => known === typeName);
  const isWhole = type !== undefined && HANGING.has(type) === (parent !== undefined);
  if (type === undefined || !isWhole || Buffer.from(plain).toString('base64url') !== text) {
    throw new BadUserInputError(
      `"${text.slice(0, 80)}" is no id of this API; take the field "id" of an object as it is. For the number that a server uses, ask for patch(instance:, databaseId:) and the like`,
    );
  }
  return {
    instance,
    type,
    id: Number(id),
    parent: parent === undefined ? undefined : Number(parent),
  };
}
