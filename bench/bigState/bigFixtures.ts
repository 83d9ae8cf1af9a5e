import type {
  PersonRow,
  ProjectRow,
  SampleServerFacts,
  StateRow,
  UserRow,
} from '../../src/sample/server/SampleState.js';

/** Releases of Patchwork that a large server can have. */
export type BigServerVersion = '2.2' | '3.1' | '3.2' | 'main';

const RELEASES = {
  '2.2': { patchwork: '2.2.6', minors: 2, stampsIn: 'UTC' },
  '3.1': { patchwork: '3.1.3', minors: 3, stampsIn: 'UTC' },
  '3.2': { patchwork: '3.2.1', minors: 3, stampsIn: 'local' },
  main: { patchwork: 'main 644cef7c', minors: 4, stampsIn: 'local' },
} as const;

/** The properties of a release of Patchwork. */
export function bigServerFacts(version: BigServerVersion, timeZone: string): SampleServerFacts {
  const { patchwork, minors, stampsIn } = RELEASES[version];
  const versions = (['1.0', '1.1', '1.2', '1.3', '1.4'] as const).slice(0, minors + 1);
  return {
    patchwork,
    api_versions: versions,
    default_api_version: versions.at(-1) ?? '1.0',
    time_zone: timeZone,
    stamps_in: stampsIn,
    shared_id_space: version === '2.2',
    separate_comment_tables: version !== '2.2',
  };
}

const STATE_NAMES = [
  'New',
  'Under Review',
  'Accepted',
  'Rejected',
  'RFC',
  'Not Applicable',
  'Changes Requested',
  'Awaiting Upstream',
  'Superseded',
  'Deferred',
];

/** The states of a new Patchwork installation; id 1 is New, 2 Under Review, 3 Accepted. */
export const BIG_STATES: readonly StateRow[] = STATE_NAMES.map((name, index) => ({
  id: index + 1,
  name,
  slug: name.toLowerCase().replaceAll(' ', '-'),
  ordering: index,
  action_required: index < 2,
}));

/** Projects `proj1`, `proj2` and so on. */
export function bigProjects(count: number, knowsDependencies: boolean): readonly ProjectRow[] {
  return Array.from({ length: count }, (_, index) => {
    const linkName = `proj${index + 1}`;
    return {
      id: index + 1,
      link_name: linkName,
      name: `Project ${index + 1}`,
      list_id: `${linkName}.lists.big.example`,
      list_email: `${linkName}@lists.big.example`,
      subject_match: '',
      web_url: `https://${linkName}.big.example/`,
      scm_url: `https://git.big.example/${linkName}.git`,
      webscm_url: `https://git.big.example/${linkName}/`,
      list_archive_url: `https://archive.big.example/${linkName}/`,
      list_archive_url_format: `https://archive.big.example/${linkName}/{}/`,
      commit_url_format: `https://git.big.example/${linkName}/commit/{}`,
      show_dependencies: knowsDependencies ? index % 2 === 0 : null,
      use_tags: true,
      send_notifications: false,
    };
  });
}

const USER_COUNT = 20;

/**
 * Twenty users; tokens are `big-token-1` and so on. The first two are CI, the others maintain one
 * project each.
 */
export function bigUsers(projects: readonly ProjectRow[]): readonly UserRow[] {
  return Array.from({ length: USER_COUNT }, (_, index) => ({
    id: index + 1,
    profile_id: index + 101,
    username: index < 2 ? `ci${index + 1}` : `maint${index + 1}`,
    email: `user${index + 1}@big.example`,
    first_name: `First${index + 1}`,
    last_name: `Last${index + 1}`,
    is_active: true,
    is_staff: false,
    is_superuser: false,
    password: `big-password-${index + 1}`,
    token: `big-token-${index + 1}`,
    settings: { send_email: false, items_per_page: 100, show_ids: false },
    maintainer_of:
      index < 2 ? projects.map(({ id }) => id) : [(index % Math.max(projects.length, 1)) + 1],
  }));
}

/** People; every tenth name is not ASCII, and the first people are the users. */
export function bigPeople(count: number, users: readonly UserRow[]): readonly PersonRow[] {
  return Array.from({ length: count }, (_, index) => {
    const user = users[index];
    return {
      id: index + 1,
      name: index % 10 === 9 ? `Dévèloper Nº ${index + 1}` : `Developer ${index + 1}`,
      email: user?.email ?? `dev${index + 1}@big.example`,
      user: user?.id ?? null,
    };
  });
}
