import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createDemoStates, DEMO_ENDS_AT_MS } from '../../src/sample/demo/createDemoStates.js';
import { composeDiff } from '../../src/sample/demo/composeDiff.js';
import { demoAccounts } from '../../src/sample/demo/demoAccounts.js';
import { hashDiff } from '../../src/sample/demo/hashDiff.js';
import { CROSS_POSTED } from '../../src/sample/demo/planCrossPosts.js';
import { createSeededRandom } from '../../src/sample/server/seededRandom.js';
import { storedMailDate, storedStamp } from '../../src/sample/demo/stampTimes.js';
import type { SampleState } from '../../src/sample/server/SampleState.js';

const states = createDemoStates();

function stateOf(name: string): SampleState {
  const found = states.find((demo) => demo.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found.state;
}

function captured(file: string): Record<string, unknown> {
  const url = new URL(`../../src/sample/demo/captured/${file}`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Record<string, unknown>;
}

/** The values of a header of a raw block, in order; RFC 5322 folding is not removed. */
function rawValues(block: string, name: string): string[] {
  return block
    .split(/\n(?![ \t])/)
    .filter((line) => line.startsWith(`${name}: `))
    .map((line) => line.slice(name.length + 2));
}

describe('the demo states', () => {
  it('are three servers with API 1.4, 1.3 and 1.2 and a few hundred patches', () => {
    expect(states.map(({ name, state }) => [name, state.server.default_api_version])).toEqual([
      ['aurora', '1.4'],
      ['basalt', '1.3'],
      ['cedar', '1.2'],
    ]);
    const patches = states.reduce((sum, { state }) => sum + state.patches.length, 0);
    expect(patches).toBeGreaterThanOrEqual(250);
    expect(patches).toBeLessThanOrEqual(600);
  });

  it('are the same on every call', () => {
    expect(createDemoStates()).toEqual(states);
  });

  it('contain no address outside of .example except the captured ones', () => {
    const addresses = states.flatMap(({ state }) => [
      ...state.people.filter(({ id }) => id !== 67727 && id !== 83634).map(({ email }) => email),
      ...state.users.map(({ email }) => email),
    ]);
    expect(addresses.filter((address) => !address.endsWith('.example'))).toEqual([]);
  });

  it.each(states)('have unique ids and valid references: $name', ({ state }) => {
    const ids = (rows: readonly { readonly id: number }[]): Set<number> => {
      const set = new Set(rows.map(({ id }) => id));
      expect(set.size).toBe(rows.length);
      return set;
    };
    const projects = ids(state.projects);
    const people = ids(state.people);
    const users = ids(state.users);
    const stateIds = ids(state.states);
    const series = ids(state.series);
    const covers = ids(state.covers);
    const patches = ids(state.patches);
    const checks = ids(state.checks);
    const relations = ids(state.relations);
    const patchComments = ids(state.comments.filter(({ on }) => on.type === 'patch'));
    const coverComments = ids(state.comments.filter(({ on }) => on.type === 'cover'));
    ids(state.events);
    ids(state.bundles);
    if (state.server.shared_id_space) ids([...state.covers, ...state.patches]);
    if (!state.server.separate_comment_tables) ids(state.comments);

    const lost: unknown[] = [];
    const must = (set: Set<number>, id: number | null | undefined, from: unknown): void => {
      if (id !== null && id !== undefined && !set.has(id)) lost.push(from);
    };
    for (const row of state.patches) {
      must(projects, row.project, row);
      must(people, row.submitter, row);
      must(stateIds, row.state, row);
      must(users, row.delegate, row);
      must(series, row.series, row);
      must(relations, row.relation, row);
    }
    for (const row of state.series) {
      must(covers, row.cover_letter, row);
      must(people, row.submitter, row);
      for (const id of row.dependencies ?? []) must(series, id, row);
    }
    for (const row of state.comments)
      must(row.on.type === 'patch' ? patches : covers, row.on.id, row);
    for (const row of state.checks) {
      must(patches, row.patch, row);
      must(users, row.user, row);
    }
    for (const row of state.bundles) for (const id of row.patches) must(patches, id, row);
    for (const row of state.relations) for (const id of row.patches) must(patches, id, row);
    for (const row of state.events) {
      must(patches, row.patch, row);
      must(series, row.series, row);
      must(covers, row.cover, row);
      must(checks, row.check, row);
      must(patchComments, row.patch_comment, row);
      must(coverComments, row.cover_comment, row);
      must(users, row.actor, row);
    }
    expect(lost).toEqual([]);
  });

  it.each(states)('contain each Message-ID once per project: $name', ({ state }) => {
    const projectOf = new Map(
      [...state.patches, ...state.covers].map((row) => [`${'diff' in row}${row.id}`, row.project]),
    );
    const keys = [
      ...state.patches.map((row) => `${row.project} ${row.msgid}`),
      ...state.covers.map((row) => `${row.project} ${row.msgid}`),
      ...state.comments.map(
        (row) => `${projectOf.get(`${row.on.type === 'patch'}${row.on.id}`) ?? ''} ${row.msgid}`,
      ),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each(states)('end before their fixed date, and start 60 days earlier: $name', ({ state }) => {
    const dates = [...state.patches, ...state.covers, ...state.comments]
      .filter(({ id }) => id !== 810817 && id !== 2227899)
      .map(({ date }) => Date.parse(`${date}Z`));
    expect(Math.max(...dates)).toBeLessThan(DEMO_ENDS_AT_MS);
    expect(Math.min(...dates)).toBeGreaterThanOrEqual(DEMO_ENDS_AT_MS - 60 * 86_400_000);
  });

  it.each(states)('contain the hashes that Patchwork would compute: $name', ({ state }) => {
    const wrong = state.patches.filter(
      ({ diff, hash }) => hash !== (diff === null ? null : hashDiff(diff)),
    );
    expect(wrong).toEqual([]);
  });

  it('stamp events in the zone of each server', () => {
    // The cover letter that all three received: sent 08:15:00 UTC, arrived 40 s later.
    const stampOf = (state: SampleState): string | undefined => {
      const cover = state.covers.find(({ msgid }) => msgid === CROSS_POSTED.cover);
      const event = state.events.find(
        (row) => row.category === 'cover-created' && row.cover === cover?.id,
      );
      return event?.date.slice(0, 19);
    };
    expect(states.map(({ state }) => stampOf(state))).toEqual([
      '2026-11-02T19:15:40',
      '2026-11-02T08:15:40',
      '2026-11-02T08:15:40',
    ]);
  });

  it('have no events of comments if the release has none', () => {
    const count = (name: string): number =>
      stateOf(name).events.filter(({ category }) => category.endsWith('comment-created')).length;
    expect(count('cedar')).toBe(0);
    expect(count('aurora')).toBe(stateOf('aurora').comments.length);
    expect(count('basalt')).toBe(stateOf('basalt').comments.length);
  });

  it('move the mail of a skipped hour if the zone skips it', () => {
    const dateOn = (name: string): string | undefined =>
      stateOf(name).patches.find(({ msgid }) => msgid === CROSS_POSTED.skippedHour)?.date;
    expect(['aurora', 'basalt', 'cedar'].map(dateOn)).toEqual([
      '2026-10-04T03:30:00',
      '2026-10-04T02:30:00',
      '2026-10-04T03:30:00',
    ]);
  });

  it('share people, one of them with a different name on one server', () => {
    const nameOn = (name: string): string | null | undefined =>
      stateOf(name).people.find(({ email }) => email === 'ines@calder.example')?.name;
    expect(['aurora', 'basalt', 'cedar'].map(nameOn)).toEqual([
      'Ines Calder',
      'Ines Calder',
      'Inês Calder-Moura',
    ]);
  });

  it('contain one message on three servers and one in two projects of a server', () => {
    const projectsOf = (messageId: string): string[] =>
      states.flatMap(({ name, state }) =>
        [...state.covers, ...state.patches]
          .filter(({ msgid }) => msgid === messageId)
          .map(({ project }) => {
            const row = state.projects.find(({ id }) => id === project);
            return `${name}/${row?.link_name ?? ''}`;
          }),
      );
    expect(projectsOf(CROSS_POSTED.firstPatch)).toEqual([
      'aurora/brookos',
      'basalt/pebble',
      'cedar/larch',
    ]);
    expect(projectsOf(CROSS_POSTED.twoProjects)).toEqual([
      'aurora/brookos',
      'aurora/brook-feeds',
      'basalt/quarry',
    ]);
  });

  it('contain what real servers have: unusual names, incomplete series, pull requests, re-runs', () => {
    const all = states.flatMap(({ state }) => [state]);
    const patches = all.flatMap((state) => state.patches);
    const some = {
      emptyName: patches.some(({ name }) => name === ''),
      longName: patches.some(({ name }) => name.length === 255),
      emptyContent: patches.some(({ content }) => content === ''),
      crlf: patches.some(({ diff }) => diff?.includes('\r\n') === true),
      markup: patches.some(({ name }) => name.includes('<script>')),
      encodedSubject: patches.some(({ headers }) => /\nSubject: .*=\?UTF-8\?Q\?/i.test(headers)),
      slashInMessageId: patches.some(({ msgid }) => msgid.includes('/')),
      plusInMessageId: patches.some(({ msgid }) => msgid.includes('+')),
      percentInMessageId: patches.some(({ msgid }) => msgid.includes('%')),
      nullPersonName: all.some(({ people }) => people.some(({ name }) => name === null)),
      nullSeriesName: all.some(({ series }) => series.some(({ name }) => name === null)),
      noSeries: patches.some(({ series }) => series === null),
      pullWithoutDiff: patches.some(({ pull_url, diff }) => pull_url !== null && diff === null),
      pullWithDiff: patches.some(({ pull_url, diff }) => pull_url !== null && diff !== null),
      emptyCommitRef: patches.some(({ commit_ref }) => commit_ref === ''),
      archived: patches.some(({ archived }) => archived),
      reviewedBy: patches.some(({ tag_counts }) => (tag_counts['Reviewed-by'] ?? 0) > 0),
      oddSlug: all.some(({ states: rows, patches: own }) =>
        rows.some(
          ({ id, name, slug }) =>
            name === 'Needs Review / ACK' &&
            slug === 'needs-review-ack' &&
            own.some(({ state }) => state === id),
        ),
      ),
      incomplete: all.some((state) =>
        state.series.some(
          ({ id, total }) =>
            total > state.patches.filter(({ series }) => series === id).length && total > 2,
        ),
      ),
      thirdVersion: all.some(({ series }) => series.some(({ version }) => version === 3)),
      rerun: all.some(({ checks }) =>
        checks.some((a) =>
          checks.some((b) => a.id < b.id && a.patch === b.patch && a.context === b.context),
        ),
      ),
      privateBundle: all.some(({ bundles }) => bundles.some((bundle) => !bundle.public)),
      dependency: all.some(({ series }) =>
        series.some((row) => (row.dependencies ?? []).length > 0),
      ),
      sameSecond: new Set(patches.map(({ date }) => date)).size < patches.length - 30,
    };
    expect(Object.entries(some).filter(([, isThere]) => !isThere)).toEqual([]);
  });

  it('give every account a token that names it', () => {
    const accounts = demoAccounts();
    expect(accounts).toContainEqual({
      server: 'aurora',
      role: 'maintainer',
      username: 'hannele',
      token: 'aurora-maintainer-token',
      password: 'aurora-maintainer-password',
    });
    for (const { server, username, token, password } of accounts) {
      expect(stateOf(server).users.find((user) => user.username === username)).toMatchObject({
        token,
        password,
      });
    }
  });
});

describe('the captured documents', () => {
  const cedar = stateOf('cedar');

  it('are included verbatim in the documents', () => {
    expect(cedar.documents).toEqual([
      { path: '/api/1.2/patches/810817/', body: captured('patch-810817-v1.2.json') },
      { path: '/api/1.1/covers/2227899/', body: captured('cover-2227899-v1.1.json') },
    ]);
  });

  it.each([
    ['patch-810817-v1.2.json', cedar.patches[0]],
    ['cover-2227899-v1.1.json', cedar.covers[0]],
  ])('stand among the rows with every header: %s', (file, row) => {
    const document = captured(file);
    expect(row).toMatchObject({
      id: document['id'],
      msgid: document['msgid'],
      date: document['date'],
      name: document['name'],
      content: document['content'],
    });
    const headers = document['headers'] as Record<string, string | string[]>;
    const rebuilt = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => {
        const values = rawValues(row?.headers ?? '', name);
        return [name, typeof value === 'string' ? values[0] : values];
      }),
    );
    expect(rebuilt).toEqual(headers);
  });

  it('keep the ids of their project, person and series', () => {
    expect(cedar.projects.map(({ id, link_name }) => [id, link_name])).toEqual(
      expect.arrayContaining([
        [47, 'openvswitch'],
        [68, 'ovn'],
      ]),
    );
    expect(cedar.people.slice(0, 2).map(({ id, name }) => [id, name])).toEqual([
      [67727, 'Joe Stringer'],
      [83634, 'Ales Musil'],
    ]);
    expect(cedar.series.slice(0, 2).map(({ id, total }) => [id, total])).toEqual([
      [1891, 1],
      [501360, 7],
    ]);
  });

  it('have the hash that results from the same rule', () => {
    const document = captured('patch-810817-v1.2.json');
    expect(hashDiff(String(document['diff']))).toBe(document['hash']);
  });
});

describe('composeDiff', () => {
  it('writes hunk headers that count their lines', () => {
    const { diff } = composeDiff(createSeededRandom(3), {
      files: ['src/a.c', 'docs/b.rst', 'c.py', 'Makefile'],
      subject: 'a',
      atLeastBytes: 20_000,
    });
    expect(diff.length).toBeGreaterThanOrEqual(20_000);
    const hunks = diff.split(/^(?=@@ |diff --git )/m).filter((part) => part.startsWith('@@'));
    expect(hunks.length).toBeGreaterThan(8);
    for (const hunk of hunks) {
      const [head = '', ...lines] = hunk.replace(/\n$/, '').split('\n');
      const counts = /^@@ -\d+,(\d+) \+\d+,(\d+) @@/.exec(head);
      expect([counts?.[1], counts?.[2]].map(Number)).toEqual([
        lines.filter((line) => !line.startsWith('+')).length,
        lines.filter((line) => !line.startsWith('-')).length,
      ]);
    }
  });
});

describe('the stored dates', () => {
  it.each([
    ['UTC', Date.UTC(2026, 9, 4, 2, 30), '2026-10-04T02:30:00'],
    ['Australia/Canberra', Date.UTC(2026, 9, 4, 2, 30), '2026-10-04T03:30:00'],
    ['Australia/Canberra', Date.UTC(2026, 9, 4, 4, 30), '2026-10-04T04:30:00'],
  ])('of a mail: in %s', (zone, timeMs, stored) => {
    expect(storedMailDate(timeMs, zone)).toBe(stored);
  });

  it('of an event have microseconds and the hour of the zone', () => {
    const micros = Date.UTC(2026, 8, 20, 14, 0, 1) * 1000 + 42;
    expect(storedStamp(micros, 'utc')).toBe('2026-09-20T14:00:01.000042');
    expect(storedStamp(micros, 'Australia/Canberra')).toBe('2026-09-21T00:00:01.000042');
  });
});
