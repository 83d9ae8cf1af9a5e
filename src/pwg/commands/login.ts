import { usageError, PwgError, EXIT } from '../PwgError.js';
import { connect, type ConnectionFlags } from '../settings/connect.js';
import type { PwgIo } from '../PwgIo.js';
import { plainLine } from '../output/plainText.js';
import { Session } from '../Session.js';
import { listOf, textAt, valueAt } from '../json.js';

/** Flags of `pwg login` and `pwg logout`. */
export interface LoginFlags extends ConnectionFlags {
  /** Whether the key of the gateway is meant. */
  readonly key?: boolean;
}

/**
 * `pwg login`: stores a token, which is read from a prompt without echo, or from standard input.
 * The token is checked by a request that Patchwork answers only to users.
 */
export async function login(
  io: PwgIo,
  instance: string | undefined,
  flags: LoginFlags,
): Promise<void> {
  const target = await targetOf(io, instance, flags);
  if (target.hasTokenInGit) {
    throw usageError(
      `${target.name}: git's configuration has a token for it here (pw.token or b4.pw-key), which takes precedence; nothing was changed`,
    );
  }
  const value = (await io.readSecret(`Token for ${target.name}: `)).trim();
  if (value === '') throw usageError('no token was entered; nothing was changed');
  if (!/^[\x21-\x2b\x2d-\x7e]+$/.test(value)) {
    throw usageError(
      'this is not a valid token: it contains spaces, commas or other invalid characters; nothing was changed',
    );
  }
  const before = target.read();
  target.keep(value);
  const problem =
    target.instance === undefined ? undefined : await tryToken(io, target.instance, flags);
  if (problem !== undefined) {
    target.keep(before);
    throw new PwgError(`${target.name}: the token was not stored: ${plainLine(problem)}`);
  }
  io.stderr.write(`Stored the token for ${target.name}.\n`);
}

/** `pwg logout`: removes a token. */
export async function logout(
  io: PwgIo,
  instance: string | undefined,
  flags: LoginFlags,
): Promise<void> {
  const target = await targetOf(io, instance, flags);
  target.keep(undefined);
  io.stderr.write(`Removed the token for ${target.name}.\n`);
}

/** What a token is for, and where it is stored. */
interface Target {
  readonly name: string;
  readonly instance: string | undefined;
  readonly hasTokenInGit: boolean;
  readonly read: () => string | undefined;
  readonly keep: (value: string | undefined) => void;
}

async function targetOf(
  io: PwgIo,
  instance: string | undefined,
  flags: LoginFlags,
): Promise<Target> {
  const connection = await connect(io, flags);
  try {
    const { gateway, servers, tokens } = connection;
    if (flags.key === true) {
      if (gateway === undefined) throw usageError('--key is for a gateway; add --gateway URL');
      return {
        name: gateway,
        instance: undefined,
        hasTokenInGit: false,
        read: () => tokens.forGateway(gateway).key,
        keep: (value) => tokens.keepForGateway(gateway, undefined, value),
      };
    }
    const name = instance ?? (await connection.defaultInstance());
    if (name === undefined) throw usageError('which instance? Run pwg login INSTANCE');
    if (gateway !== undefined) {
      return {
        name: `${name} at ${gateway}`,
        instance: name,
        hasTokenInGit: false,
        read: () => tokens.forGateway(gateway).tokens?.[name],
        keep: (value) => tokens.keepForGateway(gateway, name, value),
      };
    }
    const server = servers.find((known) => known.name === name);
    if (server === undefined) {
      const names = servers.map((known) => known.name).join(', ');
      throw usageError(`"${name}" is not a known instance; known instances: ${names}`);
    }
    return {
      name,
      instance: name,
      hasTokenInGit: connection.hasTokenInGit(name),
      read: () => tokens.forServer(server.url),
      keep: (value) => tokens.keepForServer(server.url, value),
    };
  } finally {
    await connection.door.close();
  }
}

/** @returns why the token cannot be used; undefined if it can. */
async function tryToken(
  io: PwgIo,
  instance: string,
  flags: ConnectionFlags,
): Promise<string | undefined> {
  const session = await Session.open(io, flags);
  try {
    const { data, errors } = await session.door.request(
      `query TryToken($instances: [String!]) { users(instances: $instances, first: 1) { ${session.sources} } }`,
      { instances: [instance] },
    );
    const [error] = errors;
    if (error !== undefined) return error.message;
    const failed = listOf(valueAt(data, 'users.sources')).find(
      (source) => textAt(source, 'error.message') !== '',
    );
    return failed === undefined ? undefined : textAt(failed, 'error.message');
  } catch (error) {
    if (error instanceof PwgError && error.exitCode !== EXIT.usage) return error.message;
    throw error;
  } finally {
    await session.close();
  }
}
