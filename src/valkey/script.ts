import { createHash } from 'node:crypto';
import type { ValkeyLink } from './ValkeyLink.js';

/** A Lua script that the server caches by its hash. */
export interface Script {
  readonly source: string;
  readonly sha1: string;
}

/** @param source touches keys of one hash tag only, so that a cluster runs it. */
export function defineScript(source: string): Script {
  return { source, sha1: createHash('sha1').update(source).digest('hex') };
}

/**
 * Runs a script with at least one key.
 *
 * @throws as {@link ValkeyLink.send}.
 */
export async function runScript(
  link: ValkeyLink,
  { source, sha1 }: Script,
  keys: readonly [string, ...string[]],
  parameters: readonly string[],
  timeoutMs: number,
): Promise<unknown> {
  const rest = [String(keys.length), ...keys, ...parameters];
  try {
    return await link.send(keys[0], ['EVALSHA', sha1, ...rest], timeoutMs);
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
    return await link.send(keys[0], ['EVAL', source, ...rest], timeoutMs);
  }
}
