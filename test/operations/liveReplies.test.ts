import { afterAll, beforeAll, expect, it } from 'vitest';
import { naiveDate } from '../../src/sample/server/dates.js';
import { startLiveGateway, type LiveGateway } from '../tools/liveGateway.js';
import { idOf } from '../tools/releaseGateway.js';

interface Item {
  readonly series: {
    readonly coverLetter: { readonly databaseId: number; readonly commentCount: number } | null;
    readonly patches: readonly { readonly databaseId: number; readonly commentCount: number }[];
  };
  readonly lastReviewActivityAt: string | null;
}

const QUEUE = `{ reviewQueue(first: 50, filter: { project: ["kettle"] }) { nodes {
  series { coverLetter { databaseId commentCount } patches { databaseId commentCount } }
  lastReviewActivityAt
} } }`;

let live: LiveGateway;
beforeAll(async () => {
  live = await startLiveGateway();
});
afterAll(() => live.gateway.close());

/** The requests of the queue, and the series of a patch or a cover letter. */
async function readQueue(kind: 'patch' | 'cover', id: number): Promise<readonly [string[], Item]> {
  const [paths, data] = await live.paths(QUEUE);
  const { nodes } = (data as { reviewQueue: { nodes: Item[] } }).reviewQueue;
  const item = nodes.find(({ series: { coverLetter, patches } }) =>
    kind === 'patch'
      ? patches.some((one) => one.databaseId === id)
      : coverLetter?.databaseId === id,
  );
  if (item === undefined) throw new Error('the series is not in the queue');
  return [[...paths], item];
}

/** Receives a reply on the server: the row, and its event. */
function reply(kind: 'patch' | 'cover', parent: number, date: string): void {
  const { patchComments, coverComments, events } = live.gateway.server('v31').store;
  const [known] = patchComments.rows;
  if (known === undefined) throw new Error('no comments are recorded');
  const table = kind === 'patch' ? patchComments : coverComments;
  const id = table.takeId();
  const msgid = `<new-${kind}@example.org>`;
  table.insert({ ...known, id, on: { type: kind, id: parent }, date, msgid });
  events.insert({
    id: events.takeId(),
    category: `${kind}-comment-created`,
    project: 1,
    date,
    actor: null,
    [kind]: parent,
    [`${kind}_comment`]: id,
  });
}

it.each([
  ['patch', 'patches', idOf('v31', 'b2@kettle')],
  ['cover', 'covers', 2],
] as const)(
  'reads only the list changed by a reply to a %s, for the review queue',
  async (kind, path, parent) => {
    for (let round = 0; round < 2; round += 1) await live.read(QUEUE);
    live.pass(170);
    await live.polled();
    const [none, before] = await readQueue(kind, parent);
    expect(none).toEqual([]);
    const date = naiveDate(new Date(Date.now() + 60_000), 'UTC');
    reply(kind, parent, date);
    await live.polled();
    const [paths, after] = await readQueue(kind, parent);
    // The event identifies the changed list, so no list of events is read.
    expect(paths.filter((one) => one.includes('comment'))).toEqual([
      `/${path}/${String(parent)}/comments/?per_page=250`,
    ]);
    // In addition, at most the data with which the author's first mail is compared.
    expect(paths.length).toBeLessThanOrEqual(4);
    const countOf = ({ series: { coverLetter, patches } }: Item): number =>
      (kind === 'cover' ? coverLetter : patches.find(({ databaseId }) => databaseId === parent))
        ?.commentCount ?? NaN;
    expect(countOf(after)).toBe(countOf(before) + 1);
    expect(Date.parse(after.lastReviewActivityAt ?? '')).toBe(Date.parse(`${date}Z`));
    expect((await readQueue(kind, parent))[0]).toEqual([]);
  },
);
