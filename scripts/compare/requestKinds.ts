import type { SampleApiVersion } from '../../src/sample/server/SampleState.js';
import { isRow, LIST_SIZE, type JsonRow, type Subjects } from './Subjects.js';

/** One kind of read request, as they occur in the recordings. */
export interface RequestKind {
  readonly name: string;
  /** Answers of one group have one shape, so they are taken together. */
  readonly group: string;
  /** Paths below `/api/{version}`, or from the root when they begin with `/api`. */
  readonly paths: readonly string[];
}

const categories = [
  'cover-created',
  'patch-created',
  'patch-completed',
  'patch-state-changed',
  'patch-delegated',
  'patch-relation-changed',
  'check-created',
  'series-created',
  'series-completed',
] as const;

/** What no server has. */
const UNKNOWN_ID = '999999999';

/**
 * The requests to send to a server, given what its lists hold. All are GETs, none is one that makes
 * real servers answer 500 or that costs them more than a short list.
 */
export function requestKinds(
  version: SampleApiVersion,
  subjects: Subjects,
): readonly RequestKind[] {
  const kinds = [
    ...lists(version),
    ...details(version, subjects),
    ...filters(subjects),
    ...pages(),
    ...failures(version),
  ];
  return kinds.filter(({ paths }) => paths.length > 0);
}

function kind(name: string, group: string, ...paths: readonly (string | undefined)[]): RequestKind {
  return { name, group, paths: paths.filter((path) => path !== undefined) };
}

function lists(version: SampleApiVersion): readonly RequestKind[] {
  const size = `per_page=${String(LIST_SIZE)}`;
  const commentEvents =
    version >= '1.3' ? (['cover-comment-created', 'patch-comment-created'] as const) : [];
  return [
    kind('index', 'index', '/'),
    kind('projects', 'projects', '/projects/'),
    kind('patches', 'patches', `/patches/?order=-id&${size}`),
    kind('covers', 'covers', `/covers/?order=-id&${size}`),
    kind('series', 'series', `/series/?order=-id&${size}`),
    kind('bundles', 'bundles', `/bundles/?order=-id&${size}`),
    kind('people', 'people', `/people/?${size}`),
    kind('users', 'users', `/users/?${size}`),
    kind('events', 'events', `/events/?${size}`),
    ...[...categories, ...commentEvents].map((category) =>
      kind(`events ${category}`, `events ${category}`, `/events/?category=${category}&${size}`),
    ),
  ];
}

function details(version: SampleApiVersion, subjects: Subjects): readonly RequestKind[] {
  const { project, patches, covers, series, bundles } = subjects;
  const each = (rows: readonly JsonRow[], path: string): readonly string[] =>
    rows.slice(0, 3).flatMap(({ id }) => (typeof id === 'number' ? [`${path}${String(id)}/`] : []));
  const below = (parents: readonly number[], parent: string, child: string): readonly string[] =>
    parents.slice(0, 2).map((id) => `/${parent}/${String(id)}/${child}/`);
  const linkName = textOf(project, 'link_name');
  const single = (rows: readonly JsonRow[], parents: readonly string[]): readonly string[] =>
    parents[0] === undefined ? [] : each(rows.slice(0, 1), parents[0]);

  const checks = below(subjects.checkedPatches, 'patches', 'checks');
  const patchComments = below(subjects.commentedPatches, 'patches', 'comments');
  const coverComments = below(subjects.commentedCovers, 'covers', 'comments');
  return [
    kind('project by id', 'project', ...each(project === undefined ? [] : [project], '/projects/')),
    kind('project by link name', 'project', linkName && `/projects/${linkName}/`),
    kind('patch', 'patch', ...each(patches, '/patches/')),
    kind('cover', 'cover', ...each(covers, '/covers/')),
    kind('series alone', 'one series', ...each(series, '/series/')),
    kind('bundle', 'bundle', ...each(bundles.slice(0, 1), '/bundles/')),
    kind('checks of a patch', 'checks', ...checks),
    kind('check', 'check', ...single(subjects.checks, checks)),
    ...(version >= '1.1'
      ? [
          kind('comments of a patch', 'patch comments', ...patchComments),
          kind('comments of a cover', 'cover comments', ...coverComments),
        ]
      : []),
    ...(version >= '1.3'
      ? [
          kind('patch comment', 'patch comment', ...single(subjects.patchComments, patchComments)),
          kind('cover comment', 'cover comment', ...single(subjects.coverComments, coverComments)),
        ]
      : []),
  ];
}

function filters(subjects: Subjects): readonly RequestKind[] {
  const [patch] = subjects.patches;
  const [series] = subjects.series;
  const filtered = (name: string, value: string | undefined): RequestKind =>
    kind(
      `patches by ${name}`,
      'patches',
      value && `/patches/?${name}=${encodeURIComponent(value)}&per_page=3`,
    );
  return [
    filtered('project', textOf(subjects.project, 'link_name')),
    filtered('submitter', textOf(rowOf(patch, 'submitter'), 'id')),
    filtered('delegate', textOf(rowOf(patch, 'delegate'), 'username')),
    filtered('state', textOf(patch, 'state')),
    filtered('series', textOf(series, 'id')),
    filtered('msgid', textOf(patch, 'msgid')?.replace(/^<|>$/g, '')),
    filtered('hash', textOf(patch, 'hash')),
    filtered('archived', 'true'),
    filtered('since', textOf(patch, 'date')),
    filtered('before', textOf(patch, 'date')),
    filtered('q', 'fix'),
    filtered('no-such-filter', '1'),
    kind('patches of an unknown project', 'patches', '/patches/?project=no-such-project'),
    kind('patches of a series that is no number', 'patches', '/patches/?series=abc'),
    kind('events of a patch', 'events', patch && `/events/?patch=${textOf(patch, 'id') ?? '0'}`),
    kind('patches by date', 'patches', '/patches/?order=-date,-id&per_page=3'),
  ];
}

function pages(): readonly RequestKind[] {
  return [
    kind('patches, page 2', 'patches', '/patches/?per_page=1&page=2'),
    kind('patches, too small a page', 'patches', '/patches/?per_page=0'),
    kind('patches, beyond the last page', 'no such page', '/patches/?page=99999999'),
    kind('projects, last page', 'projects', '/projects/?page=last'),
  ];
}

function failures(version: SampleApiVersion): readonly RequestKind[] {
  return [
    kind('unknown patch', 'not found', `/patches/${UNKNOWN_ID}/`),
    kind('unknown series', 'not found', `/series/${UNKNOWN_ID}/`),
    kind('unknown cover', 'not found', `/covers/${UNKNOWN_ID}/`),
    kind('unknown project', 'not found', '/projects/no-such-project/'),
    kind('unknown bundle', 'not found', `/bundles/${UNKNOWN_ID}/`),
    kind('patch that is no number', 'not a number', '/patches/abc/'),
    kind('unknown resource', 'no such resource', '/no-such-resource/'),
    kind('unknown version', 'no such version', '/api/9.9/patches/'),
    kind('missing slash', 'missing slash', '/patches'),
    kind('events have no detail', 'no such resource', '/events/1/'),
    ...(version === '1.0'
      ? [kind('comments before 1.1', 'no such resource', '/patches/1/comments/')]
      : []),
  ];
}

function rowOf(row: JsonRow | undefined, key: string): JsonRow | undefined {
  const value = row?.[key];
  return isRow(value) ? value : undefined;
}

function textOf(row: JsonRow | undefined, key: string): string | undefined {
  const value = row?.[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
