import { BadUserInputError } from '../errors.js';

const ENTRY = /^\s*([a-z][a-z0-9-]*)\s*=\s*([\x21-\x2b\x2d-\x7e]+)\s*$/;

/**
 * Reads the tokens a client sends, one per instance: `kernel=abc, ozlabs=def`.
 *
 * @param name of the header, for messages.
 * @throws BadUserInputError for anything else, for an instance that is not configured, and for one that
 * is named twice. The message never contains a token.
 */
export function parseTokens(
  header: string | readonly string[] | undefined,
  instances: readonly string[],
  name = 'X-Patchwork-Token',
): ReadonlyMap<string, string> {
  const tokens = new Map<string, string>();
  const text = typeof header === 'string' ? header : (header ?? []).join(',');
  if (text.trim() === '') return tokens;
  for (const [index, entry] of text.split(',').entries()) {
    const [, instance, token] = ENTRY.exec(entry) ?? [];
    if (instance === undefined || token === undefined) {
      throw new BadUserInputError(
        `${name}: entry ${String(index + 1)} is not of the form INSTANCE=TOKEN; write for example kernel=0123abc, ozlabs=4567def`,
      );
    }
    if (!instances.includes(instance)) {
      throw new BadUserInputError(
        `${name}: unknown instance "${instance}"; configured instances: ${instances.join(', ')}`,
      );
    }
    if (tokens.has(instance)) {
      throw new BadUserInputError(
        `${name}: instance "${instance}" is named twice; send one token per instance`,
      );
    }
    tokens.set(instance, token);
  }
  return tokens;
}
