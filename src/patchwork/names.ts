/** Kinds of cached data, by their TTL setting. */
export type CachedResource =
  | 'projects'
  | 'patches'
  | 'covers'
  | 'series'
  | 'comments'
  | 'checks'
  | 'events'
  | 'bundles'
  | 'mbox';

/** Properties of a resource of the REST API. */
interface ResourceTraits {
  /** Singular name. */
  readonly noun: string;
  /** The setting for the TTL of its answers; null for data that differs by caller and is never cached. */
  readonly setting: CachedResource | null;
  /** Whether an object has its own address: with a number, or on the patch or cover it belongs to. */
  readonly address: 'own' | 'nested' | 'none';
  /** Whether events report changes of its answers; COMMENTS where those of comments do (API 1.3). */
  readonly reported: boolean | 'COMMENTS';
}

/** Every resource of the REST API, by its word in paths. */
export const RESOURCES = {
  projects: { noun: 'project', setting: 'projects', address: 'own', reported: false },
  people: { noun: 'person', setting: null, address: 'own', reported: false },
  users: { noun: 'user', setting: null, address: 'own', reported: false },
  patches: { noun: 'patch', setting: 'patches', address: 'own', reported: true },
  covers: { noun: 'cover', setting: 'covers', address: 'own', reported: true },
  series: { noun: 'series', setting: 'series', address: 'own', reported: true },
  bundles: { noun: 'bundle', setting: 'bundles', address: 'own', reported: false },
  events: { noun: 'event', setting: 'events', address: 'none', reported: true },
  checks: { noun: 'check', setting: 'checks', address: 'nested', reported: true },
  comments: { noun: 'comment', setting: 'comments', address: 'nested', reported: 'COMMENTS' },
} as const satisfies Readonly<Record<string, ResourceTraits>>;

/** Lists of the REST API, as its paths name them. */
export type ResourceName = keyof typeof RESOURCES;

/** Objects that a URL can name by the number alone. */
export type KindById = {
  [R in ResourceName]: (typeof RESOURCES)[R]['address'] extends 'own'
    ? (typeof RESOURCES)[R]['noun']
    : never;
}[ResourceName];

/** The resource that a word in a path names, if its objects have addresses. */
export function addressedResource(word: string | undefined): ResourceName | null {
  const known = Object.entries<ResourceTraits>(RESOURCES).find(([name]) => name === word);
  return known === undefined || known[1].address === 'none' ? null : (known[0] as ResourceName);
}

/** Singular names of resources whose objects are named by the number alone. */
export function kindOfResource(word: string | undefined): KindById | undefined {
  const name = addressedResource(word);
  if (name === null || RESOURCES[name].address !== 'own') return undefined;
  return RESOURCES[name].noun;
}

/** The resource whose objects are called so. */
export function resourceOfKind(kind: KindById): ResourceName {
  const [name] =
    Object.entries<ResourceTraits>(RESOURCES).find(([, { noun }]) => noun === kind) ?? [];
  if (name === undefined) throw new TypeError(`unknown kind of resource: ${kind}`);
  return name as ResourceName;
}

/** Kinds of objects that have an mbox. */
export type MboxResource = Extract<ResourceName, 'patches' | 'covers' | 'series' | 'bundles'>;

/** One object. */
export interface ObjectName {
  readonly about: 'object';
  readonly resource: ResourceName;
  /** Its number; a project goes by its link name too. */
  readonly id: number | string;
  /** Its parent: the patch of a check. */
  readonly parent: ObjectName | undefined;
  /** Its address below `/api/{version}/`, without slashes at its ends. */
  readonly path: string;
}

/** A list, whatever its filters. */
export interface ListName {
  readonly about: 'list';
  readonly resource: ResourceName;
  readonly parent: ObjectName | undefined;
  readonly path: string;
  /** The project that it is narrowed to, as its filter names it; undefined: to no projects. */
  readonly projects: readonly string[] | undefined;
}

/** Lists of a kind that may show something of one project; null: those that are not narrowed to projects. */
export interface ListsInName {
  readonly about: 'lists';
  readonly resource: ResourceName;
  /** Link name or number, as filters name it. */
  readonly project: string | null;
}

/** The mbox of one object, or, without a number, those of all objects of a kind. */
export interface MboxName {
  readonly about: 'mbox';
  readonly resource: MboxResource;
  readonly id: number | undefined;
}

/** Whatever shows objects of a kind: each of them, and their lists. */
export interface EveryName {
  readonly about: 'every';
  readonly resource: ResourceName;
}

/** The half of a mail that never changes. */
export interface ContentName {
  readonly about: 'content';
  readonly mail: ObjectName;
}

/** Subject of an answer: it decides how long the answer is cached, and whether it depends on the caller. */
export type ReadName = ObjectName | ListName | MboxName;

/** Tags of cached answers, which a write invalidates. */
export type CacheName = ReadName | ListsInName | EveryName | ContentName;

/** Names of values that are read, cached and invalidated. */
export const names = {
  of: (resource: ResourceName, id: number | string, parent?: ObjectName): ObjectName => {
    const word = typeof id === 'number' ? String(id) : encodeURIComponent(id);
    return { about: 'object', resource, id, parent, path: below(parent, `${resource}/${word}`) };
  },
  list: (resource: ResourceName, of?: ObjectName, projects?: readonly string[]): ListName => ({
    about: 'list',
    resource,
    parent: of,
    path: below(of, resource),
    projects,
  }),
  listsIn: (resource: ResourceName, project: string | null): ListsInName => ({
    about: 'lists',
    resource,
    project: project === null ? null : project.toLowerCase(),
  }),
  mbox: (resource: MboxResource, id?: number): MboxName => ({ about: 'mbox', resource, id }),
  every: (resource: ResourceName): EveryName => ({ about: 'every', resource }),
  content: (mail: ObjectName): ContentName => ({ about: 'content', mail }),
};

function below(parent: ObjectName | undefined, path: string): string {
  return parent === undefined ? path : `${parent.path}/${path}`;
}

/** The name as a text; different names have different texts. */
export function textOf(name: CacheName): string {
  switch (name.about) {
    case 'object':
    case 'list':
      return name.path;
    case 'lists':
      return `${name.resource} of ${name.project === null ? 'all projects' : `project ${name.project}`}`;
    case 'mbox':
      return [name.resource, ...(name.id === undefined ? [] : [String(name.id)]), 'mbox'].join('/');
    case 'every':
      return `every ${name.resource}`;
    case 'content':
      return `content ${name.mail.path}`;
  }
}

/** The resource that decides who may see an answer: a check is visible to all who can see its patch. */
export function ownerOf(name: ReadName): ResourceName {
  return name.about === 'mbox' || name.parent === undefined ? name.resource : ownerOf(name.parent);
}

/**
 * What a page that is text is about. A write to a patch does not know which series and bundles contain it,
 * so their mboxes go by one name; that of a bundle depends on the caller, as all of `bundles` does.
 *
 * @param path below the instance's address: `/series/7/mbox/`.
 */
export function nameOfText(path: string): MboxName {
  const [, page = '', id = ''] = path.split('/');
  switch (page) {
    case 'patch':
    case 'cover':
      if (!/^\d+$/.test(id)) break;
      return names.mbox(page === 'patch' ? 'patches' : 'covers', Number(id));
    case 'bundle':
      return names.mbox('bundles');
  }
  // Of a series, or of a patch by its Message-ID: its number is not known here.
  return names.mbox('series');
}
