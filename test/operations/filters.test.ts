import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PatchRow, SampleState } from '../../src/sample/server/SampleState.js';
import type { ApiVersion } from '../../src/apiVersions.js';
import { atLeast } from '../../src/patchwork/versions.js';
import { releaseInstance, startReleases, type ReleaseName } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

// Every filter of every list, at every API version of every release, compared with the rows of the seed.

interface Served {
  /** Name of the instance: `v31-12` is Patchwork 3.1 with API 1.2. */
  readonly name: string;
  readonly release: ReleaseName;
  readonly version: ApiVersion;
}
const served = (release: ReleaseName, versions: readonly ApiVersion[]): Served[] =>
  versions.map((version) => ({ name: `${release}-${version.replace('.', '')}`, release, version }));
const SERVED: readonly Served[] = [
  ...served('v22', ['1.0', '1.1', '1.2']),
  ...served('v31', ['1.2', '1.3']),
  ...served('v32', ['1.3']),
  ...served('main', ['1.0', '1.4']),
];
const RELEASES: readonly ReleaseName[] = ['v22', 'v31', 'v32', 'main'];

interface Row {
  readonly id: number;
}
interface FilterCase<T extends Row> {
  /** The filter as a GraphQL literal. */
  readonly filter: (state: SampleState, name: string) => string;
  readonly keep: (row: T, state: SampleState) => boolean;
  /** Values that a warning must name. */
  readonly unknown?: (state: SampleState) => readonly string[];
  /** The first version with the filter. */
  readonly since?: ApiVersion;
  /** Filtered row by row: no total, but all rows. */
  readonly scanned?: true;
}

const linkName = (state: SampleState, id: number): string =>
  state.projects.find((project) => project.id === id)?.link_name ?? '';
const email = (state: SampleState, id: number): string =>
  state.people.find((person) => person.id === id)?.email ?? '';
const username = (state: SampleState, id: number | null): string =>
  state.users.find((user) => user.id === id)?.username ?? '';
const slug = (state: SampleState, id: number): string =>
  state.states.find((one) => one.id === id)?.slug ?? '';
const globalId = (plain: string): string => Buffer.from(plain).toString('base64url');
const bare = (msgid: string): string => msgid.replace(/^<|>$/g, '');
const constant = (filter: string) => (): string => filter;

interface Mail extends Row {
  readonly project: number;
  readonly submitter: number;
  readonly date: string;
  readonly name: string | null;
}
const POSTED = '2026-03-12T08:00:00';

/** Filters common to patches, covers and series. */
const MAIL_FILTERS: readonly FilterCase<Mail>[] = [
  {
    filter: constant('{project: ["kettle"]}'),
    keep: ({ project }, state) => linkName(state, project) === 'kettle',
  },
  {
    filter: constant('{project: ["kettle", "lantern"]}'),
    keep: ({ project }, state) => ['kettle', 'lantern'].includes(linkName(state, project)),
  },
  {
    filter: constant('{project: ["nope"]}'),
    keep: () => false,
    unknown: () => ['nope'],
  },
  {
    filter: constant('{project: ["nope", "lantern", "neither"]}'),
    keep: ({ project }, state) => linkName(state, project) === 'lantern',
    unknown: () => ['nope', 'neither'],
  },
  {
    filter: constant('{submitter: ["bogdan@pike.example"]}'),
    keep: ({ submitter }, state) => email(state, submitter) === 'bogdan@pike.example',
  },
  {
    filter: constant('{submitter: ["BOGDAN@pike.example", "chidi@vale.example"]}'),
    keep: ({ submitter }, state) =>
      ['bogdan@pike.example', 'chidi@vale.example'].includes(email(state, submitter)),
  },
  {
    filter: constant('{submitter: ["bogdan@pike.example", "nobody@nowhere.example"]}'),
    keep: ({ submitter }, state) => email(state, submitter) === 'bogdan@pike.example',
    unknown: () => ['nobody@nowhere.example'],
  },
  {
    filter: constant(
      '{project: ["kettle", "nope"], submitter: ["bogdan@pike.example", "x@y.example"]}',
    ),
    keep: ({ project, submitter }, state) =>
      linkName(state, project) === 'kettle' && email(state, submitter) === 'bogdan@pike.example',
    unknown: () => ['nope', 'x@y.example'],
  },
  { filter: constant(`{since: "${POSTED}Z"}`), keep: ({ date }) => date >= POSTED },
  { filter: constant(`{before: "${POSTED}Z"}`), keep: ({ date }) => date < POSTED },
  {
    filter: constant('{since: "2026-03-10", before: "2026-03-12T18:00:00+10:00"}'),
    keep: ({ date }) => date >= '2026-03-10T00:00:00' && date < POSTED,
  },
  { filter: constant('{since: "2027-01-01"}'), keep: () => false },
  {
    filter: constant('{q: "LID the"}'),
    keep: ({ name }) => ['lid', 'the'].every((word) => (name ?? '').toLowerCase().includes(word)),
  },
  { filter: constant('{q: "unheard-of"}'), keep: () => false },
  {
    filter: constant('{project: ["kettle"], q: "unheard-of"}'),
    keep: () => false,
  },
];

const HASH = 'f7f1703fbf67dc1953c9242fca55181827946d7a';
const PATCH_FILTERS: readonly FilterCase<PatchRow>[] = [
  ...(MAIL_FILTERS as readonly FilterCase<PatchRow>[]),
  {
    filter: constant('{delegate: ["mira"]}'),
    keep: ({ delegate }, state) => username(state, delegate) === 'mira',
  },
  {
    filter: constant('{delegate: ["mira", "nils", "nobody"]}'),
    keep: ({ delegate }, state) => ['mira', 'nils'].includes(username(state, delegate)),
    unknown: () => ['nobody'],
  },
  {
    filter: constant('{delegate: null}'),
    keep: ({ delegate }) => delegate === null,
    scanned: true,
  },
  {
    filter: constant('{state: ["accepted"]}'),
    keep: ({ state: id }, state) => slug(state, id) === 'accepted',
  },
  {
    filter: constant('{state: ["Under Review", "superseded"]}'),
    keep: ({ state: id }, state) => ['under-review', 'superseded'].includes(slug(state, id)),
  },
  {
    filter: constant('{state: ["accepted", "bogus"]}'),
    keep: ({ state: id }, state) => slug(state, id) === 'accepted',
    unknown: () => ['bogus'],
  },
  {
    filter: constant('{state: ["bogus"], project: ["kettle"]}'),
    keep: () => false,
    unknown: () => ['bogus'],
  },
  // Among the recorded servers, only 3.1 has this state, whose slug is not its name with dashes.
  {
    filter: constant('{state: ["needs-review-ack"]}'),
    keep: ({ state: id }, state) => slug(state, id) === 'needs-review-ack',
    unknown: (state) => (hasAck(state) ? [] : ['needs-review-ack']),
  },
  {
    filter: constant('{state: ["Needs Review / ACK", "accepted"]}'),
    keep: ({ state: id }, state) => ['needs-review-ack', 'accepted'].includes(slug(state, id)),
    unknown: (state) => (hasAck(state) ? [] : ['Needs Review / ACK']),
  },
  {
    filter: (_state, name) =>
      `{series: ["${globalId(`${name}:Series:4`)}", "${globalId(`${name}:Series:25`)}"]}`,
    keep: ({ series }) => series === 4 || series === 25,
  },
  {
    filter: (_state, name) =>
      `{series: ["${globalId(`${name}:Series:4`)}", "${globalId(`${name}:Series:9999`)}"]}`,
    keep: ({ series }) => series === 4,
    unknown: () => ['9999'],
  },
  { filter: constant('{archived: true}'), keep: ({ archived }) => archived },
  { filter: constant('{archived: false}'), keep: ({ archived }) => !archived },
  { filter: constant(`{hash: "${HASH}"}`), keep: ({ hash }) => hash === HASH, since: '1.2' },
  {
    filter: constant(`{hash: "${HASH.toUpperCase()}"}`),
    keep: ({ hash }) => hash === HASH,
    since: '1.2',
  },
  {
    filter: constant('{messageId: "<20260316.cross1@pike.example>"}'),
    keep: ({ msgid }) => bare(msgid) === '20260316.cross1@pike.example',
    since: '1.2',
  },
  {
    filter: constant('{messageId: "nobody@nowhere.example"}'),
    keep: () => false,
    since: '1.2',
  },
  {
    filter: constant('{check: [FAIL, WARNING]}'),
    keep: (row, state) => ['fail', 'warning'].includes(combined(state, row.id)),
    scanned: true,
  },
  {
    filter: constant('{check: [SUCCESS], project: ["kettle", "nope"]}'),
    keep: (row, state) =>
      combined(state, row.id) === 'success' && linkName(state, row.project) === 'kettle',
    unknown: () => ['nope'],
    scanned: true,
  },
  {
    filter: constant('{seriesVersion: [2, 3]}'),
    keep: ({ series }, state) =>
      [2, 3].includes(state.series.find(({ id }) => id === series)?.version ?? 0),
    scanned: true,
  },
  {
    filter: constant('{isPullRequest: true}'),
    keep: ({ pull_url }) => pull_url !== null,
    scanned: true,
  },
];

function hasAck(state: SampleState): boolean {
  return state.states.some(({ slug: known }) => known === 'needs-review-ack');
}

/** The worst of the latest check per user and context. */
function combined(state: SampleState, patch: number): string {
  const latest = new Map<string, string>();
  for (const row of [...state.checks].sort((a, b) => a.date.localeCompare(b.date))) {
    if (row.patch === patch) latest.set(`${String(row.user)} ${row.context}`, row.state);
  }
  const states = [...latest.values()];
  return (
    ['fail', 'warning', 'pending', 'success'].find((word) => states.includes(word)) ?? 'pending'
  );
}

const COVER_FILTERS: readonly FilterCase<Mail & { readonly msgid: string }>[] = [
  ...MAIL_FILTERS,
  {
    filter: constant('{messageId: "20260315.shared.0@vale.example"}'),
    keep: ({ msgid }) => bare(msgid) === '20260315.shared.0@vale.example',
  },
  { filter: constant('{messageId: "nobody@nowhere.example"}'), keep: () => false },
];

interface BundleRow extends Row {
  readonly project: number;
  readonly owner: number;
  readonly name: string;
  readonly public: boolean;
}
const BUNDLE_FILTERS: readonly FilterCase<BundleRow>[] = [
  {
    filter: constant('{owner: ["alina"]}'),
    keep: (row, state) => row.public && username(state, row.owner) === 'alina',
  },
  {
    filter: constant('{owner: ["alina", "cibot", "nobody"]}'),
    keep: (row, state) => row.public && ['alina', 'cibot'].includes(username(state, row.owner)),
    unknown: () => ['nobody'],
  },
  {
    filter: constant('{project: ["kettle", "nope"]}'),
    keep: (row, state) => row.public && linkName(state, row.project) === 'kettle',
    unknown: () => ['nope'],
  },
  { filter: constant('{public: true}'), keep: (row) => row.public },
  { filter: constant('{public: false}'), keep: () => false },
  {
    filter: constant('{q: "for"}'),
    keep: (row) => row.public && row.name.includes('for'),
  },
];

let releases: TestGateway;
let gateway: TestGateway;
beforeAll(async () => {
  releases = await startReleases(RELEASES);
  gateway = await startTestGateway({
    instances: SERVED.map(({ name, release, version }) => ({
      name,
      url: releases.server(release).url,
      apiVersion: version,
      ...(release === 'main' ? { timezone: 'Australia/Canberra' } : {}),
    })),
  });
});
afterAll(async () => {
  await gateway.close();
  await releases.close();
});

interface List {
  readonly nodes: readonly { readonly databaseId: number }[];
  readonly totalCount?: number | null;
  readonly sources: readonly {
    readonly status: string;
    readonly error: { readonly code: string; readonly message: string } | null;
    readonly warnings: readonly { readonly code: string; readonly message: string }[];
  }[];
}

function stateOf(release: ReleaseName): SampleState {
  const { state } = releaseInstance(release);
  if (state === undefined) throw new Error('a release has its state');
  return state;
}

async function check<T extends Row>(
  field: string,
  rowsOf: (state: SampleState) => readonly T[],
  { filter, keep, since, unknown, scanned }: FilterCase<T>,
): Promise<void> {
  const isSupported = (version: ApiVersion): boolean =>
    since === undefined || atLeast(version, since);
  releases.resetRequests();
  // One list per instance, so that each returns its own rows.
  const lists = await gateway.data<Readonly<Record<string, List>>>(
    `{ ${SERVED.map(
      ({ name, release, version }) => `
        ${name.replace('-', '_')}: ${field}(
          instances: ["${name}"], filter: ${filter(stateOf(release), name)}, first: 250
        ) {
          nodes { databaseId }
          ${isSupported(version) ? 'totalCount' : ''}
          sources { status error { code message } warnings { code message } }
        }`,
    ).join('')} }`,
  );
  let matched = 0;
  for (const { name, release, version } of SERVED) {
    const state = stateOf(release);
    const list = lists[name.replace('-', '_')];
    const [source] = list?.sources ?? [];
    const ids = list?.nodes.map(({ databaseId }) => databaseId).sort((a, b) => a - b);
    if (!isSupported(version)) {
      expect(ids, name).toEqual([]);
      expect(source, name).toMatchObject({
        status: 'SKIPPED',
        error: { code: 'NOT_SUPPORTED_BY_INSTANCE' },
      });
      expect(source?.error?.message).toContain(
        `needs API ${since ?? ''}, this server has ${version}`,
      );
      // The server would ignore the filter and return the whole list.
      const asked = releases.server(release).requests.map(({ path }) => path);
      expect(asked.filter((path) => path.startsWith(`/api/${version}/`))).toEqual([]);
      continue;
    }
    const expected = rowsOf(state).filter((row) => keep(row, state));
    matched += expected.length;
    expect(ids, name).toEqual(expected.map(({ id }) => id).sort((a, b) => a - b));
    expect(list?.totalCount, name).toBe(scanned ? null : expected.length);
    // STALE only if a previous case has requested the same page.
    expect(source?.status, name).toMatch(/^(OK|STALE)$/);
    expect(source?.error, name).toBeNull();
    const warned = source?.warnings.map(({ code, message }) => {
      expect(code).toBe('UNKNOWN_VALUE');
      return /"(.*)"/.exec(message)?.[1];
    });
    expect(warned, name).toEqual(unknown?.(state) ?? []);
  }
  // A case must match some rows, or it proves nothing.
  if (keep.length > 0) expect(matched).toBeGreaterThan(0);
}

const titles = <T extends Row>(cases: readonly FilterCase<T>[]): [string, FilterCase<T>][] =>
  cases.map((one) => [one.filter({} as SampleState, '...'), one]);

describe('patches, at every API version,', () => {
  it.each(titles(PATCH_FILTERS))('filtered by %s are those of the server', async (_title, one) => {
    await check('patches', (state) => state.patches, one);
  });
});

describe('covers, at every API version,', () => {
  it.each(titles(COVER_FILTERS))('filtered by %s are those of the server', async (_title, one) => {
    await check('covers', (state) => state.covers, one);
  });
});

describe('series, at every API version,', () => {
  it.each(titles(MAIL_FILTERS))('filtered by %s are those of the server', async (_title, one) => {
    await check('seriesList', (state) => state.series, one);
  });
});

describe('bundles, at every API version,', () => {
  it.each(titles(BUNDLE_FILTERS))('filtered by %s are those of the server', async (_title, one) => {
    await check('bundles', (state) => state.bundles, one);
  });
});

describe('invalid filters', () => {
  it.each([
    [
      'patches',
      '{hash: "abc"}',
      'filter.hash: "abc" is not a valid hash; a hash has 40 hexadecimal digits',
    ],
    ['patches', '{series: ["4"]}', '"4" is not a valid global id'],
    [
      'patches',
      `{series: ["${globalId('v31-13:Patch:4')}"]}`,
      'is the id of a Patch, not of a Series',
    ],
    ['patches', '{since: "2026-02-30"}', '"2026-02-30" is not a date'],
    // REST would interpret it as the number of a person, a different one on every server.
    ['covers', '{submitter: ["1"]}', 'filter.submitter: "1" is not a valid email address'],
    ['patches', '{messageId: "a b"}', 'it has no @'],
    ['patches', '{messageId: "https://elsewhere.example/a@b"}', 'a known archive'],
  ])('%s by %s: are refused before anything is asked', async (field, filter, message) => {
    releases.resetRequests();
    const { errors } = await gateway.ask(
      `{ ${field}(instances: ["v31-13"], filter: ${filter}) { nodes { id } } }`,
    );
    expect(errors?.[0]?.message).toContain(message);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(releases.requests('v31')).toEqual([]);
  });

  it('are refused if they are longer than a request may be', async () => {
    releases.resetRequests();
    const project = Array.from({ length: 400 }, (_, index) => `p-${String(index)}`);
    for (const filter of [{ project }, { q: 'x'.repeat(4000) }]) {
      const { errors } = await gateway.ask(
        'query ($filter: PatchFilter) { patches(filter: $filter) { nodes { id } } }',
        { variables: { filter } },
      );
      expect(errors?.[0]?.message).toMatch(
        /the filter is too long: \d+ characters in the URL \(limit 3600\); split it/,
      );
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
    expect(releases.requests('v31')).toEqual([]);
  });
});
