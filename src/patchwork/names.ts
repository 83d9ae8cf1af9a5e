/** What REST has lists of, as its paths name them. */
export type ResourceName =
  | 'projects'
  | 'people'
  | 'users'
  | 'patches'
  | 'covers'
  | 'series'
  | 'bundles'
  | 'events'
  | 'checks'
  | 'comments';

/** What has an mbox of its own. */
export type MboxResource = Extract<ResourceName, 'patches' | 'covers' | 'series' | 'bundles'>;

/** One object. */
export interface ObjectName {
  readonly about: 'object';
  readonly resource: ResourceName;
  /** Its number; a project goes by its link name too. */
  readonly id: number | string;
  /** What it hangs on: the patch of a check. */
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
  /** What it is narrowed to, as its filter names it; undefined: to no projects. */
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

/** What one answer is about: it decides how long the answer is kept, and whether it depends on who asks. */
export type ReadName = ObjectName | ListName | MboxName;

/** What the cache knows answers by, and a write drops. */
export type CacheName = ReadName | ListsInName | EveryName | ContentName;

/** Names of what is read, kept and dropped. */
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

/** The resource that decides who may see an answer: a check is seen by whoever sees its patch. */
export function ownerOf(name: ReadName): ResourceName {
  return name.about === 'mbox' || name.parent === undefined ? name.resource : ownerOf(name.parent);
}

/**
 * What a page that is text is about. A write to a patch does not know which series and bundles hold it,
 * so their mboxes go by one name; that of a bundle depends on who asks, as all of `bundles` does.
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
