import type { ProjectRow, SampleServerFacts, StateRow } from '../server/SampleState.js';
import type { BuilderOptions } from './drafts.js';
import { CAPTURED_PROJECTS } from './capturedRows.js';
import { demoUsers } from './demoAccounts.js';

/** Description of one demo server before any mail has arrived. */
export interface DemoServer extends Omit<BuilderOptions, 'endsAtMs'> {
  /** Key of the instance in the gateway. */
  readonly name: string;
  /** Names of the contexts its CI reports. */
  readonly checkContexts: readonly string[];
}

const DEFAULT_STATES: readonly [name: string, actionRequired: boolean][] = [
  ['New', true],
  ['Under Review', true],
  ['Accepted', false],
  ['Rejected', false],
  ['RFC', false],
  ['Not Applicable', false],
  ['Changes Requested', false],
  ['Awaiting Upstream', false],
  ['Superseded', false],
  ['Deferred', false],
];

/** The three servers of the demo: one each of API 1.4, 1.3 and 1.2. */
export function demoServers(): readonly DemoServer[] {
  return [aurora(), basalt(), cedar()];
}

function aurora(): DemoServer {
  const projects = [
    projectRow({ id: 1, linkName: 'brookos', name: 'Brook OS', host: 'brookos.example' }),
    projectRow({ id: 2, linkName: 'tern', name: 'Tern codec library', host: 'tern.example' }),
    {
      ...projectRow({
        id: 3,
        linkName: 'brook-feeds',
        name: 'Brook OS package feeds',
        host: 'brookos.example',
      }),
      // The feeds share the mailing list of Brook OS; their subjects distinguish them.
      subject_match: '\\bfeeds\\b',
      show_dependencies: false,
    },
  ];
  return {
    name: 'aurora',
    host: 'patchwork.aurora.example',
    server: facts({
      patchwork: 'main 644cef7c',
      newest: 4,
      time_zone: 'Australia/Canberra',
      stamps_in: 'local',
    }),
    projects,
    states: states([
      ['Needs Review / ACK', true],
      ['Queued', false],
    ]),
    users: demoUsers('aurora', [1, 2, 3]),
    checkContexts: ['build', 'checkpatch', 'boot-test', 'docs'],
    firstIds: {
      people: 1,
      series: 301,
      covers: 101,
      patches: 1201,
      comments: 501,
      checks: 2001,
      bundles: 1,
      events: 7001,
    },
  };
}

function basalt(): DemoServer {
  const projects = [
    projectRow({ id: 1, linkName: 'pebble', name: 'Pebble boot loader', host: 'pebble.example' }),
    // A project without an archive: list_archive_url of its mails is null.
    {
      ...projectRow({
        id: 2,
        linkName: 'quarry',
        name: 'Quarry build system',
        host: 'quarry.example',
      }),
      list_archive_url: '',
      list_archive_url_format: '',
      commit_url_format: '',
    },
    projectRow({ id: 3, linkName: 'fjord', name: 'Fjord network stack', host: 'fjord.example' }),
  ].map((row) => ({ ...row, show_dependencies: null }));
  return {
    name: 'basalt',
    host: 'patchwork.basalt.example',
    server: facts({ patchwork: '3.2.1', newest: 3, time_zone: 'UTC', stamps_in: 'local' }),
    projects,
    states: states([]),
    users: demoUsers('basalt', [1, 2, 3]),
    checkContexts: ['build-arm', 'build-riscv', 'sandbox'],
    firstIds: {
      people: 1,
      series: 301,
      covers: 101,
      patches: 1201,
      comments: 501,
      checks: 2001,
      bundles: 1,
      events: 7001,
    },
  };
}

function cedar(): DemoServer {
  const own = [
    projectRow({ id: 12, linkName: 'larch', name: 'Larch C library', host: 'larch.example' }),
    projectRow({ id: 31, linkName: 'mica', name: 'Mica file system tools', host: 'mica.example' }),
  ].map((row) => ({ ...row, show_dependencies: null }));
  return {
    name: 'cedar',
    host: 'patchwork.cedar.example',
    server: facts({
      patchwork: '2.2.6',
      newest: 2,
      time_zone: 'Australia/Canberra',
      stamps_in: 'UTC',
    }),
    projects: [...own, ...CAPTURED_PROJECTS],
    states: states([['Committed', false]]),
    users: demoUsers('cedar', [12, 31]),
    checkContexts: ['build', 'valgrind'],
    // Higher than the ids of the captured documents, which are older.
    firstIds: {
      people: 84001,
      series: 501401,
      covers: 0,
      patches: 2228001,
      comments: 3600001,
      checks: 90001,
      bundles: 41,
      events: 800001,
    },
  };
}

function facts(options: {
  readonly patchwork: string;
  readonly newest: 2 | 3 | 4;
  readonly time_zone: string;
  readonly stamps_in: 'UTC' | 'local';
}): SampleServerFacts {
  const versions = (['1.0', '1.1', '1.2', '1.3', '1.4'] as const).slice(0, options.newest + 1);
  return {
    patchwork: options.patchwork,
    api_versions: versions,
    default_api_version: versions.at(-1) ?? '1.2',
    time_zone: options.time_zone,
    stamps_in: options.stamps_in,
    shared_id_space: options.newest === 2,
    separate_comment_tables: options.newest !== 2,
  };
}

function states(more: readonly [name: string, actionRequired: boolean][]): readonly StateRow[] {
  return [...DEFAULT_STATES, ...more].map(([name, actionRequired], index) => ({
    id: index + 1,
    name,
    // Django's slugify: removes everything but letters and digits; blanks become one dash.
    slug: name
      .toLowerCase()
      .replaceAll(/[^a-z0-9\s-]/g, '')
      .trim()
      .replaceAll(/[\s-]+/g, '-'),
    ordering: index,
    action_required: actionRequired,
  }));
}

function projectRow(options: {
  readonly id: number;
  readonly linkName: string;
  readonly name: string;
  readonly host: string;
}): ProjectRow {
  const { id, linkName, name, host } = options;
  const list = host.slice(0, host.indexOf('.'));
  return {
    id,
    link_name: linkName,
    name,
    list_id: `${list}-devel.lists.example`,
    list_email: `${list}-devel@lists.example`,
    subject_match: '',
    web_url: `https://${host}/`,
    scm_url: `https://git.${host}/${linkName}.git`,
    webscm_url: `https://git.${host}/${linkName}/`,
    list_archive_url: `https://archive.lists.example/${list}-devel/`,
    list_archive_url_format: `https://archive.lists.example/${list}-devel/{}/`,
    commit_url_format: `https://git.${host}/${linkName}/commit/{}`,
    show_dependencies: true,
    use_tags: true,
    send_notifications: false,
  };
}
