import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLiveGateway, type LiveGateway } from '../tools/liveGateway.js';
import type { ReleaseName } from '../tools/releaseGateway.js';
import type { SampleServer } from '../../src/sample/server/startSampleServer.js';

type Store = SampleServer['store'];

const patch = (id: number, fields: string): string =>
  `{ patch(instance: "INSTANCE", databaseId: ${String(id)}) { ${fields} } }`;

const list = (fields: string): string =>
  `{ patches(first: 100) { nodes { databaseId ${fields} } } }`;

function change<T extends { readonly id: number }>(
  table: { require(id: number): T; replace(row: T): T },
  id: number,
  fields: Partial<T>,
): void {
  table.replace({ ...table.require(id), ...fields });
}

/** The first comment on a patch. */
function comment({ patchComments }: Store) {
  const [first] = patchComments.rows;
  if (first === undefined) throw new RangeError('there are no comments');
  return first;
}

/** The first patch that has related ones. */
function related({ patches }: Store) {
  const found = patches.rows.find(({ relation }) => relation !== null);
  if (found === undefined) throw new RangeError('no patches are related');
  return found;
}

/** Changes without an event, as made by an administrator in the database. */
const SILENT: readonly (readonly [
  what: string,
  query: (store: Store) => string,
  act: (store: Store) => void,
])[] = [
  ['archived', () => patch(8, 'archived'), ({ patches }) => change(patches, 8, { archived: true })],
  [
    'archived in a list',
    () => list('archived'),
    ({ patches }) => change(patches, 9, { archived: true }),
  ],
  [
    'commitRef',
    () => patch(8, 'commitRef'),
    ({ patches }) => change(patches, 8, { commit_ref: 'f00d' }),
  ],
  [
    'pullUrl',
    () => patch(8, 'pullUrl'),
    ({ patches }) => change(patches, 8, { pull_url: 'git://x y' }),
  ],
  [
    'addressed',
    (store) => patch(comment(store).on.id, 'comments { addressed }'),
    (store) =>
      change(store.patchComments, comment(store).id, {
        addressed: comment(store).addressed !== true,
      }),
  ],
  [
    'a deleted comment',
    (store) => patch(comment(store).on.id, 'comments { databaseId }'),
    (store) => {
      store.patchComments.delete(comment(store).id);
    },
  ],
  [
    'a dissolved relation',
    (store) => patch(related(store).id, 'related { databaseId }'),
    (store) => {
      change(store.patches, related(store).id, { relation: null });
    },
  ],
  [
    'a bundle',
    () => '{ bundle(instance: "INSTANCE", databaseId: 1) { name } }',
    ({ bundles }) => change(bundles, 1, { name: 'renamed' }),
  ],
  [
    'a project',
    () => '{ project(instance: "INSTANCE", linkName: "kettle") { name } }',
    ({ projects }) => change(projects, 1, { name: 'renamed' }),
  ],
  [
    'a deleted patch',
    () => patch(78, 'state { slug }'),
    ({ patches }) => {
      patches.delete(78);
    },
  ],
  [
    'a patch deleted from a list',
    () => list(''),
    ({ patches }) => {
      patches.delete(77);
    },
  ],
];

describe.each(['v31', 'v22'] as const satisfies readonly ReleaseName[])('on %s', (release) => {
  let live: LiveGateway;
  let store: Store;
  beforeAll(async () => {
    live = await startLiveGateway({ release });
    ({ store } = live.gateway.server(release));
  });
  afterAll(() => live.gateway.close());

  const silent = SILENT.filter(([what]) => release !== 'v22' || what !== 'addressed');
  it.each(silent)('%s is never older than live.maxAgeSeconds', async (_what, queryOf, act) => {
    const query = queryOf(store).replace('INSTANCE', release);
    const [, before] = await live.read(query);
    act(store);
    let after = before;
    let seconds = 0;
    for (const step of [179, 179, 179, 64]) {
      live.pass(step);
      seconds += step;
      await live.polled();
      [, after] = await live.read(query);
    }
    expect(seconds).toBeGreaterThan(600);
    expect(after).not.toEqual(before);
  });
});
