import type { UserRow } from '../server/SampleState.js';

/** What an account of the demo is permitted to do. */
type DemoRole = 'admin' | 'maintainer' | 'reviewer' | 'ci' | 'lab' | 'developer' | 'gone';

/** An account of one demo server. */
export interface DemoAccount {
  readonly server: string;
  readonly role: DemoRole;
  readonly username: string;
  /** Always `<server>-<role>-token`; send it as `Authorization: Token ...`. */
  readonly token: string;
  /** Always `<server>-<role>-password`. */
  readonly password: string;
}

interface AccountFacts {
  readonly role: DemoRole;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
}

/**
 * The accounts of each server. `maintainer` maintains all of a server's own projects, `reviewer` the
 * first one; `ci` and `lab` report checks (Patchwork lets only maintainers and submitters do so);
 * `developer` has sent patches and may change those; `admin` maintains nothing and so may change
 * nothing over the REST API, as on real servers; `gone` is inactive.
 */
const ACCOUNTS: Readonly<Record<string, readonly AccountFacts[]>> = {
  aurora: [
    account('admin', 'root', '', '', 'root@aurora.example'),
    account('maintainer', 'hannele', 'Hannele', 'Kivi', 'hannele@kivi.example'),
    account('reviewer', 'oskar', 'Oskar', 'Lindqvist', 'oskar@lindqvist.example'),
    account('ci', 'brook-ci', 'Brook', 'CI', 'ci@brookos.example'),
    account('lab', 'tern-lab', 'Tern', 'Lab', 'lab@tern.example'),
    account('developer', 'ines', 'Ines', 'Calder', 'ines@calder.example'),
    account('gone', 'former', 'Former', 'Member', 'former@aurora.example'),
  ],
  basalt: [
    account('admin', 'admin', '', '', 'admin@basalt.example'),
    account('maintainer', 'tomasz', 'Tomasz', 'Wilk', 'tomasz@wilk.example'),
    account('reviewer', 'hannele', 'Hannele', 'Kivi', 'hannele@kivi.example'),
    account('ci', 'boardfarm', 'Board', 'Farm', 'farm@pebble.example'),
    account('developer', 'ravi', 'Ravi', 'Menon', 'ravi@menon.example'),
    account('gone', 'former', '', '', 'former@basalt.example'),
  ],
  cedar: [
    account('admin', 'admin', '', '', 'admin@cedar.example'),
    account('developer', 'yuki', 'Yuki', 'Hayashi', 'yuki@hayashi.example'),
    account('maintainer', 'marguerite', 'Marguerite', 'Roy', 'marguerite@roy.example'),
    account('reviewer', 'oskar', 'Oskar', 'Lindqvist', 'oskar@lindqvist.example'),
    account('ci', 'nightly', 'Nightly', 'Builder', 'nightly@larch.example'),
  ],
};

/** Every account of the demo servers with its token and password, for documentation and tests. @internal */
export function demoAccounts(): readonly DemoAccount[] {
  return Object.entries(ACCOUNTS).flatMap(([server, accounts]) =>
    accounts.map(({ role, username }) => ({
      server,
      role,
      username,
      token: `${server}-${role}-token`,
      password: `${server}-${role}-password`,
    })),
  );
}

/**
 * The users of one demo server, as rows.
 *
 * @param projectIds the server's own projects, which are maintained by its maintainer
 */
export function demoUsers(server: string, projectIds: readonly number[]): readonly UserRow[] {
  const firstId = { aurora: 1, basalt: 11, cedar: 4 }[server] ?? 1;
  return (ACCOUNTS[server] ?? []).map(
    ({ role, username, firstName, lastName, email }, index): UserRow => ({
      id: firstId + index,
      // Never equal to the id of the user: profiles are a separate table.
      profile_id: firstId + index + 100,
      username,
      email,
      first_name: firstName,
      last_name: lastName,
      is_active: role !== 'gone',
      is_staff: role === 'admin',
      is_superuser: role === 'admin',
      password: `${server}-${role}-password`,
      token: `${server}-${role}-token`,
      settings: { send_email: false, items_per_page: 100, show_ids: role === 'maintainer' },
      maintainer_of: maintainedBy(role, projectIds),
    }),
  );
}

function maintainedBy(role: DemoRole, projectIds: readonly number[]): readonly number[] {
  if (role === 'maintainer' || role === 'ci' || role === 'lab') return projectIds;
  return role === 'reviewer' ? projectIds.slice(0, 1) : [];
}

function account(
  role: DemoRole,
  username: string,
  firstName: string,
  lastName: string,
  email: string,
): AccountFacts {
  return { role, username, firstName, lastName, email };
}
