import { BadUserInputError } from '../errors.js';
import { normalizeMessageId, requireMessageId } from '../mail/messageId.js';
import { kindOfResource, type KindById } from './names.js';

/** A configured instance, as far as addresses go. */
export interface LinkInstance {
  readonly name: string;
  /** With or without `/api`, with or without a sub-path. */
  readonly url: string;
}

/** The object that an address leads to, by whatever the address names it. */
export type ResourceTarget =
  | {
      readonly kind: KindById;
      readonly by: 'id';
      readonly id: number;
    }
  | {
      readonly kind: 'patch' | 'cover';
      readonly by: 'messageId';
      /** The project's link name. */
      readonly project: string;
      /** Without brackets, not encoded. */
      readonly messageId: string;
    }
  | { readonly kind: 'project'; readonly by: 'linkName'; readonly linkName: string }
  | {
      readonly kind: 'bundle';
      readonly by: 'name';
      /** The owner's username. */
      readonly owner: string;
      readonly name: string;
    }
  | {
      readonly kind: 'comment';
      readonly by: 'id';
      readonly id: number;
      /**
       * Null in the old address `/comment/N/`, which does not show it. (Patchwork looks among the
       * comments of patches first, `patchwork/views/comment.py`.)
       */
      readonly parent: { readonly kind: 'patch' | 'cover'; readonly id: number } | null;
    }
  | { readonly kind: 'check'; readonly by: 'id'; readonly id: number; readonly patchId: number };

/** Target of a URL: the instance and the object. */
export interface ResourceLink {
  /** Name of the instance. */
  readonly instance: string;
  readonly target: ResourceTarget;
}

/** No server makes longer ones, and the patterns below are meant for short texts. */
const MAX_URL_LENGTH = 4096;

const RIGHT_FORMS =
  '/project/NAME/, /project/NAME/patch/MESSAGE-ID/, /project/NAME/cover/MESSAGE-ID/, ' +
  '/project/NAME/list/?series=N, /patch/N/, /cover/N/, /series/N/mbox/, /comment/N/, ' +
  '/bundle/OWNER/NAME/ or an API address such as /api/patches/N/';

/**
 * Reads a web, mbox or API address of a configured instance. Scheme, a default port, a trailing
 * slash, a fragment and a `?query` make no difference; where instances share a host, the longest
 * sub-path wins. Nothing is fetched.
 *
 * The forms are those of patchwork/urls.py of 2.2 to 3.2, the old styles that redirect included.
 *
 * @throws BadUserInputError for text that is not a URL, for a host that no instance has (naming the
 * instances), and for a page that shows no single object (naming the forms that do).
 */
export function parseResourceUrl(text: string, instances: readonly LinkInstance[]): ResourceLink {
  const url = readUrl(text);
  const found = findInstance(url, instances);
  if (found === null) {
    const known = instances.map(({ name, url: address }) => `${name} (${withoutSecrets(address)})`);
    throw new BadUserInputError(
      `No configured instance matches the URL ${describe(url)}; configured are ${known.join(', ') || 'none'}`,
    );
  }
  const path = url.pathname.slice(found.basePath.length).replace(/\/+$/, '');
  const target = readWebPath(path, url) ?? readApiPath(path);
  if (target === null) {
    throw new BadUserInputError(
      `${describe(url)} is on ${found.name}, but is not the URL of a single object; supported forms are ${RIGHT_FORMS}`,
    );
  }
  return { instance: found.name, target };
}

/** Whether an address is one of a configured instance. @throws BadUserInputError for text that is not a URL. */
export function isOfInstance(text: string, instances: readonly LinkInstance[]): boolean {
  return findInstance(readUrl(text), instances) !== null;
}

function readUrl(text: string): URL {
  if (text.length > MAX_URL_LENGTH) {
    throw new BadUserInputError(
      `A URL of ${text.length} characters is too long; the maximum is ${MAX_URL_LENGTH}`,
    );
  }
  const trimmed = text.trim().replace(/^<(.*)>$/, '$1');
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed)
    ? trimmed
    : `https://${trimmed.replace(/^\/\//, '')}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new BadUserInputError(
      `${JSON.stringify(withoutSecrets(trimmed).slice(0, 200))} is not an http or https URL`,
    );
  }
  return url;
}

function withoutSecrets(address: string): string {
  return address.replace(/\/\/[^/?#]*@/, '//').replace(/[?#].*$/s, '');
}

function describe(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`.slice(0, 200);
}

function findInstance(
  url: URL,
  instances: readonly LinkInstance[],
): { name: string; basePath: string } | null {
  let found: { name: string; basePath: string } | null = null;
  for (const { name, url: address } of instances) {
    if (!URL.canParse(address)) continue;
    const base = new URL(address);
    if (hostKey(base) !== hostKey(url)) continue;
    const basePath = base.pathname.replace(/\/+$/, '').replace(/\/api(?:\/\d+\.\d+)?$/, '');
    const inside = url.pathname === basePath || url.pathname.startsWith(`${basePath}/`);
    if (inside && (found === null || basePath.length > found.basePath.length)) {
      found = { name, basePath };
    }
  }
  return found;
}

/** Host and port without the scheme: servers move from http to https, their old links stay. */
function hostKey(url: URL): string {
  return `${url.hostname.replace(/\.$/, '')}:${url.port}`;
}

function readWebPath(path: string, url: URL): ResourceTarget | null {
  const mail = /^\/project\/([^/]+)\/(patch|cover)\/(.+?)(?:\/(?:mbox|raw))?$/.exec(path);
  if (mail !== null) {
    return {
      kind: mail[2] === 'cover' ? 'cover' : 'patch',
      by: 'messageId',
      project: decodeSegment(mail[1] ?? ''),
      messageId: readMessageId(mail[3] ?? ''),
    };
  }
  const project = /^\/project\/([^/]+)(?:\/(list|bundles))?$/.exec(path);
  if (project !== null) {
    // A series has no page, only the list filtered by it (`Series.get_absolute_url`).
    const series = url.searchParams.getAll('series').find((value) => /^\d{1,15}$/.test(value));
    if (project[2] === 'list' && series !== undefined) return byId('series', series);
    return { kind: 'project', by: 'linkName', linkName: decodeSegment(project[1] ?? '') };
  }
  const old = /^\/(patch|cover|series)\/(\d{1,15})(?:\/(?:mbox|raw))?$/.exec(path);
  if (old !== null) {
    return byId(old[1] === 'cover' ? 'cover' : old[1] === 'series' ? 'series' : 'patch', old[2]);
  }
  const oldBundle = /^(?:\/bundle\/(\d{1,15})|\/user\/bundle\/(\d{1,15})(?:\/mbox)?)$/.exec(path);
  if (oldBundle !== null) return byId('bundle', oldBundle[1] ?? oldBundle[2]);
  const bundle = /^\/bundle\/([^/]+)\/([^/]+)(?:\/mbox)?$/.exec(path);
  if (bundle !== null) {
    const [, owner = '', name = ''] = bundle;
    return { kind: 'bundle', by: 'name', owner: decodeSegment(owner), name: decodeSegment(name) };
  }
  const comment = /^\/comment\/(\d{1,15})$/.exec(path);
  return comment === null
    ? null
    : { kind: 'comment', by: 'id', id: Number(comment[1]), parent: null };
}

function readApiPath(path: string): ResourceTarget | null {
  const api = /^\/api(?:\/\d+\.\d+)?\/([a-z]+)\/([^/]+)(?:\/([a-z]+)(?:\/(\d{1,15}))?)?$/.exec(
    path,
  );
  if (api === null) return null;
  const [, resource, key = '', innerResource, innerId] = api;
  if (resource === 'projects' && innerResource === undefined && !/^\d+$/.test(key)) {
    return { kind: 'project', by: 'linkName', linkName: decodeSegment(key) };
  }
  if (!/^\d{1,15}$/.test(key)) return null;
  if (innerResource === undefined) {
    const kind = kindOfResource(resource);
    return kind === undefined ? null : byId(kind, key);
  }
  if (resource !== 'patches' && resource !== 'covers') return null;
  const kind = resource === 'patches' ? 'patch' : 'cover';
  if (innerResource === 'comments') {
    if (innerId === undefined) return byId(kind, key);
    return { kind: 'comment', by: 'id', id: Number(innerId), parent: { kind, id: Number(key) } };
  }
  if (innerResource !== 'checks' || kind !== 'patch') return null;
  if (innerId === undefined) return byId(kind, key);
  return { kind: 'check', by: 'id', id: Number(innerId), patchId: Number(key) };
}

function byId(kind: KindById, id: string | undefined): ResourceTarget {
  return { kind, by: 'id', id: Number(id) };
}

function decodeSegment(segment: string): string {
  // No database keeps a NUL in a text: nothing goes by such a name, and asking for it is a 500.
  if (segment.includes('%00')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function readMessageId(segment: string): string {
  const id = decodeSegment(segment);
  // `encoded_msgid` (patchwork/models.py) escapes the slash and nothing else, before Django escapes
  // the whole. Further layers come from people, and then the @ is escaped as well.
  // A few ids have no @ at all: an address leaves no doubt that this is one, as brackets do.
  return id.includes('@')
    ? requireMessageId(id.replaceAll(/%2f/gi, '/'))
    : normalizeMessageId(`<${id}>`);
}
