import type { IncomingHttpHeaders } from 'node:http';
import type { UserRow } from '../SampleState.js';
import type { ReleaseTraits } from '../ReleaseTraits.js';
import type { SampleStore } from '../store/SampleStore.js';
import { ApiError } from './ApiError.js';

/**
 * Finds the caller by the Authorization header: Basic or Token; with any other scheme, including
 * Bearer, the caller is anonymous.
 * Sessions are not part of the sample server.
 *
 * @throws ApiError 403 if the credentials are wrong; they make public reads fail as well.
 */
export function authenticate(
  headers: IncomingHttpHeaders,
  store: SampleStore,
  traits: ReleaseTraits,
): UserRow | undefined {
  const [scheme = '', ...rest] = (headers.authorization ?? '').split(/\s+/).filter(Boolean);
  switch (scheme.toLowerCase()) {
    case 'basic':
      return userByPassword(oneWord(rest, 'basic', 'Credentials'), store, traits);
    case 'token':
      return userByToken(oneWord(rest, 'token', 'Token'), store);
    default:
      return undefined;
  }
}

function oneWord(words: readonly string[], scheme: string, noun: string): string {
  const [word, extra] = words;
  if (word === undefined) {
    throw ApiError.detail(403, `Invalid ${scheme} header. No credentials provided.`);
  }
  if (extra !== undefined) {
    throw ApiError.detail(
      403,
      `Invalid ${scheme} header. ${noun} string should not contain spaces.`,
    );
  }
  return word;
}

function userByToken(token: string, store: SampleStore): UserRow {
  const user = store.userByToken(token);
  if (user === undefined) throw ApiError.detail(403, 'Invalid token.');
  if (!user.is_active) throw ApiError.detail(403, 'User inactive or deleted.');
  return user;
}

function userByPassword(encoded: string, store: SampleStore, traits: ReleaseTraits): UserRow {
  if (traits.validatesBase64 && !/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) {
    throw ApiError.detail(403, 'Invalid basic header. Credentials not correctly base64 encoded.');
  }
  const [, username = '', password = ''] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  const user = store.userByName(username);
  if (user?.is_active !== true || user.password !== password) {
    throw ApiError.detail(403, 'Invalid username/password.');
  }
  return user;
}
