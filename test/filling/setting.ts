import { openSearchIndex } from '../../src/corpus/openSearchIndex.js';
import type { SearchIndex, StoredMail } from '../../src/corpus/SearchIndex.js';
import type { FillEvent, FilledProject } from '../../src/filling/Fill.js';
import { commentNumber } from '../../src/filling/indexedMails.js';
import { InstanceFiller } from '../../src/filling/InstanceFiller.js';
import type { Feed } from '../../src/live/feed.js';
import type { createFaults } from '../../src/sample/server/faults.js';
import type { SampleState } from '../../src/sample/server/SampleState.js';
import type { PatchworkClient } from '../../src/patchwork/PatchworkClient.js';
import { startSampleServer, type SampleServer } from '../../src/sample/server/startSampleServer.js';
import type { SampleStore } from '../../src/sample/server/store/SampleStore.js';
import { connectClient } from '../tools/connectClient.js';

/** The time of these tests. */
export const NOW = Date.parse('2026-11-26T00:00:00Z');
const closers: (() => Promise<unknown>)[] = [];

/** Registers something to close after the test. */
export function afterwards(close: () => Promise<unknown>): void {
  closers.push(close);
}

/** Closes what tests opened. */
export async function closeSettings(): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close();
}

/** A server, and an index of one of its projects. */
export interface Setting {
  readonly server: SampleServer;
  readonly index: SearchIndex;
  readonly project: FilledProject;
  readonly events: FillEvent[];
  /** The client that reads the server. */
  readonly client: PatchworkClient;
  /** A filler as in a new process. */
  filler(): InstanceFiller;
}

/** Starts a server and opens an index. */
export async function start(
  state: SampleState,
  linkName: string,
  options: {
    days?: number;
    comments?: boolean;
    faults?: ReturnType<typeof createFaults>;
    /** File of the index. Default: in memory. */
    path?: string;
    now?: () => number;
    feed?: Feed;
    onSetAside?: (path: string) => void;
    /** A proxy between the filler and the server. */
    front?: (url: string) => Promise<string>;
    /** Most rows of a page of the server. Default: 250. */
    maxPageSize?: number;
  } = {},
): Promise<Setting> {
  const { days = 4000, comments = true, faults, path = ':memory:', now = () => NOW } = options;
  const { maxPageSize } = options;
  const server = await startSampleServer({
    state,
    ...(faults !== undefined && { faults }),
    ...(maxPageSize !== undefined && { maxPageSize: () => maxPageSize }),
  });
  closers.push(() => server.close());
  const { stamps_in: stampsIn, time_zone: timezone } = state.server;
  const connected = connectClient((await options.front?.(server.url)) ?? server.url, {
    now,
    instance: { timezone: stampsIn === 'UTC' ? 'UTC' : timezone },
  });
  closers.push(() => connected.close());
  const index = await openSearchIndex(
    { engine: 'sqlite', path, timeoutMs: 10_000 },
    options.onSetAside ?? (() => undefined),
  );
  closers.push(() => index.close());
  const project = { instance: 'it', project: linkName, days, comments };
  const events: FillEvent[] = [];
  return {
    server,
    index,
    project,
    events,
    client: connected.client,
    filler: () =>
      new InstanceFiller({
        index,
        client: connected.client,
        projects: [project],
        requestsPerSecond: 1e6,
        maxTextBytes: 2_000_000,
        feed: options.feed,
        onEvent: (event) => void events.push(event),
      }),
  };
}

/** Runs until there is nothing left to do. */
export async function run(filler: InstanceFiller): Promise<void> {
  while (await filler.step());
}

/** The requests to a server, without the version. */
export const paths = ({ requests }: SampleServer): string[] =>
  requests.map(({ path }) => path.replace(/^\/api\/\d\.\d\//, '/'));

/** Series of covers are not in the tables of the sample server. */
const mailText = (kind: string, number: number, series: number | null): string =>
  kind === 'PATCH' ? `PATCH ${String(number)} ${String(series)}` : `${kind} ${String(number)}`;

/** All mails of a project in an index, by kind and number. */
export async function indexed({ index, project }: Setting): Promise<string[]> {
  const found: StoredMail[] = [];
  for (const kind of ['PATCH', 'COVER', 'COMMENT'] as const) {
    found.push(...(await index.list(project, kind, { since: 0, before: 2 ** 33 }, 1_000_000)));
  }
  return found.map(({ kind, number, series }) => mailText(kind, number, series)).sort();
}

/** Comments of patches and of covers. */
export const commentRows = ({ patchComments, coverComments }: SampleStore) => [
  ...patchComments.rows,
  ...coverComments.rows,
];

/** The same, directly from the tables of the sample server. */
export function truth(store: SampleStore, linkName: string, hasComments = true): string[] {
  const project = store.projects.rows.find(({ link_name: name }) => name === linkName)?.id;
  const patches = store.patches.rows.filter((row) => row.project === project);
  const covers = store.covers.rows.filter((row) => row.project === project);
  const ids = {
    patch: new Set(patches.map(({ id }) => id)),
    cover: new Set(covers.map(({ id }) => id)),
  };
  const comments = commentRows(store).filter(({ on }) => ids[on.type].has(on.id));
  return [
    ...patches.map(({ id, series }) => mailText('PATCH', id, series)),
    ...covers.map(({ id }) => mailText('COVER', id, null)),
    ...(hasComments ? comments : []).map(({ id, on }) => {
      const kind = on.type === 'patch' ? 'PATCH' : 'COVER';
      return mailText('COMMENT', commentNumber(id, { kind, number: on.id }), null);
    }),
  ].sort();
}

/** Link name of the project with the most patches. */
export const mostUsed = ({ projects, patches }: SampleState): string => {
  const counts = projects.map(({ id, link_name: name }) => ({
    name,
    count: patches.filter((row) => row.project === id).length,
  }));
  return counts.sort((one, other) => other.count - one.count)[0]?.name ?? '';
};
