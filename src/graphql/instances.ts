import { BadUserInputError } from '../errors.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import type { Gateway } from './context.js';

/**
 * The client of an instance.
 *
 * @param argument name of the argument that the instance was named by.
 * @throws BadUserInputError when no instance has this name; the message names those that there are.
 */
export function clientOf(gateway: Gateway, name: string, argument = 'instance'): PatchworkClient {
  const client = gateway.clients.get(name);
  if (client !== undefined) return client;
  const known = [...gateway.clients.keys()].join(', ');
  throw new BadUserInputError(
    `Unknown instance "${name.slice(0, 80)}"; configured instances: ${known}`,
    { argument },
  );
}

/**
 * The clients a list is read from: those named, or all where null names none. Each once, in
 * the order of the configuration; none for an empty list.
 *
 * @throws BadUserInputError for an unknown name.
 */
export function clientsOf(
  gateway: Gateway,
  names: readonly string[] | null | undefined,
): readonly PatchworkClient[] {
  if (names == null) return [...gateway.clients.values()];
  const wanted = new Set(names.map((name) => clientOf(gateway, name, 'instances')));
  return [...gateway.clients.values()].filter((client) => wanted.has(client));
}

/**
 * A number as Patchwork uses them for ids.
 *
 * @throws BadUserInputError for 0 and below.
 */
export function requireDatabaseId(id: number, argument = 'databaseId'): number {
  if (id >= 1) return id;
  throw new BadUserInputError(
    `${argument}: ${String(id)} is not a valid id; Patchwork's ids start at 1`,
    { argument },
  );
}
