import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idOf, startReleases } from '../tools/releaseGateway.js';
import type { TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startReleases(['main', 'v31', 'v22']);
});
afterEach(() => gateway.close());

interface Check {
  readonly databaseId: number;
}

async function idsFor(filter: string): Promise<number[]> {
  const { patch } = await gateway.data<{ patch: { checks: Check[] } }>(
    `{ patch(instance: "v31", databaseId: 45) { checks(filter: ${filter}) { databaseId description } } }`,
  );
  return patch.checks.map(({ databaseId }) => databaseId);
}

describe('checks of a patch', () => {
  it.each([
    ['{}', [10, 14, 18, 22, 23]],
    ['{state: [FAIL]}', [22]],
    ['{state: [FAIL, PENDING]}', [10, 22]],
    ['{state: [WARNING]}', []],
    ['{context: ["lint"]}', [18]],
    ['{context: ["lint", "build"]}', [10, 14, 18, 22, 23]],
    ['{user: ["mira"]}', [22, 23]],
    ['{user: ["mira"], state: [SUCCESS]}', [23]],
    ['{user: ["nobody"]}', []],
    ['{since: "2026-03-11T09:21:01.004321Z"}', [18, 22, 23]],
    ['{before: "2026-03-11T09:21:01.004321Z"}', [10, 14]],
    ['{since: "2026-03-11T09:11:01Z", before: "2026-03-11T10:00:01.021605Z"}', [14, 18]],
    ['{since: "2026-03-11T20:00:00+10:00"}', [22, 23]],
  ])('filtered by %s are %j', async (filter, expected) => {
    expect(await idsFor(filter)).toEqual(expected);
    expect(gateway.requests('v31')).toEqual(['/patches/45/', '/patches/45/checks/?per_page=250']);
  });

  it.each(['state', 'context', 'user'])('are none, unread, for no %s', async (name) => {
    expect(await idsFor(`{${name}: []}`)).toEqual([]);
    expect(await idsFor(`{${name}: [], since: "2026-03-11T09:11:01Z"}`)).toEqual([]);
    expect(gateway.requests('v31').filter((url) => url.includes('checks'))).toEqual([]);
  });

  it('combine to the worst of the latest', async () => {
    const { patches } = await gateway.data<{
      patches: { nodes: { databaseId: number; check: string }[] };
    }>('{ patches(instances: ["v31"], first: 250) { nodes { databaseId check } } }');
    const combined = new Map(patches.nodes.map(({ databaseId, check }) => [databaseId, check]));
    expect([7, 8, 9, 45, 46, 47, 48, 10].map((id) => combined.get(id))).toEqual([
      'PENDING',
      'WARNING',
      'SUCCESS',
      'SUCCESS',
      'WARNING',
      'FAIL',
      'SUCCESS',
      'PENDING',
    ]);
  });

  it('are dated in UTC, although a server stamps them with its own clock', async () => {
    for (const [name, date] of [
      ['main', '2026-03-03T09:30:01.004321Z'],
      ['v31', '2026-03-03T09:30:01.004321Z'],
      ['v22', '2026-03-03T09:30:01.004321Z'],
    ] as const) {
      const patch = String(idOf(name, 'b1@kettle'));
      const data = await gateway.data<{ patch: { checks: { date: string }[] } }>(
        `{ patch(instance: "${name}", databaseId: ${patch}) { checks { date description } } }`,
      );
      expect(data.patch.checks[0]?.date, name).toBe(date);
    }
    expect(gateway.server('main').store.checks.rows[0]?.date).toBe('2026-03-03T20:30:01.004321');
  });
});

describe('the cost of checks', () => {
  const GIST = 'databaseId state context targetUrl date patch { databaseId }';
  const whole = async (selection: string) =>
    await gateway.data<{ patches: { nodes: { databaseId: number; checks: Check[] }[] } }>(
      `{ patches(instances: ["v31"], first: 250) { nodes { databaseId checks { ${selection} } } } }`,
    );

  it('is few requests for many patches, if neither description nor user is selected', async () => {
    const many = (await whole(GIST)).patches.nodes;
    const [list, ...requests] = gateway.requests('v31');
    expect(list).toMatch(/^\/patches\/\?/);
    expect(requests.filter((path) => !path.startsWith('/events/'))).toEqual([]);
    expect(requests.length).toBeLessThanOrEqual(4);
    const single = (await whole(`${GIST} description`)).patches.nodes;
    for (const { databaseId, checks } of single) {
      const gist = many.find((patch) => patch.databaseId === databaseId)?.checks;
      expect(checks).toMatchObject(gist ?? [{}]);
      expect(checks).toHaveLength(gist?.length ?? -1);
    }
  });

  it('is one request per patch with description or user', async () => {
    await whole('description user { username }');
    const requests = gateway.requests('v31').slice(1);
    expect(requests).toHaveLength(gateway.server('v31').store.patches.rows.length);
    expect(requests.filter((path) => !/^\/patches\/\d+\/checks\//.test(path))).toEqual([]);
  });

  it('includes the lists if events were deleted', async () => {
    const { store } = gateway.server('v31');
    const doomed = store.events.rows.filter(({ patch }) => patch === 45);
    for (const { id } of doomed) store.events.delete(id);
    const { patches } = await whole('databaseId');
    const checks = patches.nodes.find(({ databaseId }) => databaseId === 45)?.checks;
    expect(checks?.map(({ databaseId }) => databaseId)).toEqual([10, 14, 18, 22, 23]);
    expect(gateway.requests('v31')).toContain('/patches/45/checks/?per_page=250');
  });
});
