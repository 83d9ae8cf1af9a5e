import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSeed, type RecordedServer } from '../sample/server/replay/recording.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';
import * as expected from './releases/expected.js';
import { createRestReader, type Rest, type RestReader } from './releases/readRest.js';

// Every object of every release, compared between the graph and REST, field by field. The numbers of
// patches in a series come from the seed, since REST does not report them.

interface Connection {
  readonly nodes: readonly Readonly<Record<string, unknown>>[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
type Row = Readonly<Record<string, unknown>>;

const RELEASES: readonly {
  readonly server: RecordedServer;
  readonly version: string;
  readonly zone: string;
}[] = [
  { server: 'v2.2', version: '1.2', zone: 'UTC' },
  { server: 'v3.1', version: '1.3', zone: 'UTC' },
  { server: 'v3.2', version: '1.3', zone: 'UTC' },
  { server: 'v-main', version: '1.4', zone: 'Australia/Canberra' },
];

describe.each(RELEASES)('Patchwork $server at API $version', ({ server, version, zone }) => {
  const seed = readSeed(server);
  const alina = seed.users.find(({ username }) => username === 'alina');
  const token = alina?.token ?? '';
  const headers = { 'x-patchwork-token': `it=${token}` };
  let gateway: TestGateway;
  let rest: RestReader;
  beforeAll(async () => {
    gateway = await startTestGateway({ instances: [{ name: 'it', state: seed }] });
    rest = createRestReader(gateway.server('it').url, version, token);
  });
  afterAll(() => gateway.close());

  /** All rows of a federated list, by id. */
  async function readAll(field: string, selection: string): Promise<ReadonlyMap<number, Row>> {
    const rows = new Map<number, Row>();
    for (let after: string | null = null; ;) {
      const answer: { readonly list: Connection } = await gateway.data(
        `query ($after: String) {
          list: ${field}(first: 250, after: $after) {
            nodes { ${selection} } pageInfo { hasNextPage endCursor }
          }
        }`,
        { variables: { after }, headers },
      );
      for (const row of answer.list.nodes) {
        expect(rows.has(row['databaseId'] as number)).toBe(false);
        rows.set(row['databaseId'] as number, row);
      }
      if (!answer.list.pageInfo.hasNextPage) return rows;
      after = answer.list.pageInfo.endCursor;
    }
  }

  /** Compares a list with the REST objects of its rows. */
  function compare(
    answer: ReadonlyMap<number, Row>,
    rows: readonly Rest[],
    toGraph: (row: Rest) => Row,
  ): void {
    expect([...answer.keys()].sort((a, b) => a - b)).toEqual(
      rows.map(({ id }) => Number(id)).sort((a, b) => a - b),
    );
    for (const row of rows) {
      expect(answer.get(Number(row['id']))).toEqual(toGraph(row));
    }
  }

  const details = async (path: string, rows: readonly Rest[]): Promise<readonly Rest[]> =>
    await Promise.all(rows.map(({ id }) => rest.one(`${path}/${String(Number(id))}/`)));

  it('is requested at that version', async () => {
    const { instance } = await gateway.data<Row>(`{ instance(name: "it") { apiVersion } }`);
    expect(instance).toEqual({ apiVersion: version });
  });

  it('returns every patch, from its list', async () => {
    gateway.resetRequests();
    const answer = await readAll('patches', expected.PATCH);
    expect(gateway.requests('it')).toEqual(['/patches/?order=-date%2C-id&per_page=250']);
    compare(answer, await rest.all('patches/'), expected.patch);
    expect(answer.size).toBe(seed.patches.length);
  });

  it('returns every patch, with headers, content, diff and prefixes', async () => {
    gateway.resetRequests();
    const answer = await readAll('patches', expected.FULL_PATCH);
    // The list, and one detail per patch.
    expect(gateway.requests('it')).toHaveLength(1 + seed.patches.length);
    compare(answer, await details('patches', await rest.all('patches/')), expected.fullPatch);
  });

  it('returns every cover, with headers and content', async () => {
    const answer = await readAll('covers', expected.FULL_COVER);
    compare(answer, await details('covers', await rest.all('covers/')), expected.fullCover);
    expect(answer.size).toBe(seed.covers.length);
  });

  it('returns every series, with its patches ordered by number', async () => {
    const numbers = new Map(seed.patches.map(({ id, number }) => [id, number ?? 0]));
    const answer = await readAll('seriesList', expected.FULL_SERIES);
    compare(answer, await details('series', await rest.all('series/')), (row) =>
      expected.fullSeries(row, (id) => numbers.get(id) ?? 0),
    );
    expect(answer.size).toBe(seed.series.length);
  });

  it.each(['patches', 'covers'] as const)('gives every comment of %s', async (field) => {
    const answer = await readAll(field, `databaseId comments { ${expected.COMMENT} }`);
    let count = 0;
    for (const [id, { comments }] of answer) {
      const rows = await rest.all(`${field}/${String(id)}/comments/`);
      count += rows.length;
      const shown = (comments as readonly Row[]).map((one, index) =>
        expected.hideDecoded(one, rows[index]),
      );
      expect(shown).toEqual(rows.map(expected.comment));
    }
    const kind = field === 'patches' ? 'patch' : 'cover';
    expect(count).toBe(seed.comments.filter(({ on }) => on.type === kind).length);
  });

  it('returns every check, dated in UTC', async () => {
    const answer = await readAll('patches', `databaseId checks { ${expected.CHECK} }`);
    const stamps = new Map(seed.checks.map(({ id, date }) => [id, date]));
    let count = 0;
    for (const [id, { checks }] of answer) {
      const rows = await rest.all(`patches/${String(id)}/checks/`);
      count += rows.length;
      expect(checks).toEqual(rows.map((row) => expected.check(row, id, zone)));
      for (const row of rows) expect(stamps.get(Number(row['id']))).toBe(row['date']);
    }
    expect(count).toBe(seed.checks.length);
  });

  it('returns every event, dated in UTC', async () => {
    gateway.resetRequests();
    const answer = await readAll('events', expected.EVENT);
    expect(gateway.requests('it').filter((path) => !path.startsWith('/events/'))).toEqual([]);
    const rows = await rest.all('events/');
    compare(answer, rows, (row) => expected.event(row, zone));
    // Newest first.
    expect([...answer.keys()]).toEqual(rows.map(({ id }) => id));
    const categories = new Set(rows.map(({ category }) => category));
    expect(categories.size).toBe(version === '1.2' ? 9 : 11);
  });

  it('returns every bundle that the caller may see', async () => {
    const answer = await readAll('bundles', expected.BUNDLE);
    compare(answer, await rest.all('bundles/'), expected.bundle);
    expect([...answer.values()].map(({ name }) => name)).toContain('private notes');
    expect([...answer.values()].map(({ name }) => name)).not.toContain('wip');
  });

  it('returns every project with its maintainers', async () => {
    const answer = await readAll('projects', expected.FULL_PROJECT);
    compare(answer, await rest.all('projects/'), expected.fullProject);
    expect(answer.size).toBe(seed.projects.length);
  });

  it('returns every person with their account', async () => {
    const answer = await readAll('people', `${expected.PERSON} user { ${expected.USER} }`);
    compare(answer, await rest.all('people/'), (row) => ({
      ...expected.person(row),
      user: row['user'] === null ? null : expected.user(row['user'] as Rest),
    }));
  });

  it('returns every user, and settings only of the caller', async () => {
    const answer = await readAll(
      'users',
      `${expected.USER} settings { sendEmail itemsPerPage showIds }`,
    );
    compare(answer, await details('users', await rest.all('users/')), (row) => {
      const settings = row['settings'] as Rest | undefined;
      return {
        ...expected.user(row),
        settings:
          settings === undefined
            ? null
            : {
                sendEmail: settings['send_email'],
                itemsPerPage: settings['items_per_page'],
                showIds: settings['show_ids'],
              },
      };
    });
    const own = [...answer.values()].filter(({ settings }) => settings !== null);
    expect(own.map(({ username }) => username)).toEqual(['alina']);
  });
});
