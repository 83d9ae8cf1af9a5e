import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { describeEstimate, estimateFill } from '../../src/filling/estimate.js';
import { Pace } from '../../src/filling/Pace.js';
import type { SampleState } from '../../src/sample/server/SampleState.js';
import { sqliteHere } from '../tools/sqliteHere.js';
import { afterwards, closeSettings, paths, run, start } from './setting.js';

afterEach(closeSettings);

/** A server where only one of so many patches and covers has comments. */
function answeredOneIn(share: number, version: '3.2' | '2.2' = '3.2'): SampleState {
  const state = createBigState({
    patches: 230,
    series: 70,
    projects: 1,
    version,
    diffBytes: [512, 1024],
  });
  const comments = state.comments.filter(({ on }) => on.id % share === 0);
  const idsOf = (type: 'patch' | 'cover'): ReadonlySet<number> =>
    new Set(comments.filter(({ on }) => on.type === type).map(({ id }) => id));
  const [ofPatches, ofCovers] = [idsOf('patch'), idsOf('cover')];
  const events = state.events.filter(
    ({ patch_comment: patch, cover_comment: cover }) =>
      (patch === undefined || ofPatches.has(patch)) && (cover === undefined || ofCovers.has(cover)),
  );
  return { ...state, comments, events };
}

/** A proxy that removes links of these kinds from lists of events. */
function unlinks(...kinds: readonly string[]) {
  return async (target: string): Promise<string> => {
    const front = createServer((request, response) => {
      const url = new URL(request.url ?? '/', target);
      void fetch(url, { headers: { accept: 'application/json' } }).then(async (answer) => {
        response.setHeader('content-type', answer.headers.get('content-type') ?? '');
        const links = (answer.headers.get('link') ?? '')
          .split(', ')
          .filter(
            (link) =>
              !url.pathname.endsWith('/events/') ||
              !kinds.some((kind) => link.includes(`"${kind}"`)),
          )
          .map((link) => link.replace(target, `http://${request.headers.host ?? ''}`));
        response.setHeader('link', links.join(', '));
        response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
      });
    });
    await once(front.listen(0, '127.0.0.1'), 'listening');
    afterwards(async () => {
      front.closeAllConnections();
      await promisify(front.close.bind(front))();
    });
    return `http://127.0.0.1:${String((front.address() as AddressInfo).port)}`;
  };
}

describe.skipIf(!sqliteHere)('the estimate of a filling', () => {
  it.each([
    ['of which nearly all mails are answered', answeredOneIn(1)],
    ['of which few mails are answered', answeredOneIn(8)],
    ['without events for comments', answeredOneIn(8, '2.2')],
  ])('is close to what it takes for a project %s', async (_name, state) => {
    const setting = await start(state, 'proj1');
    const { server, client, project } = setting;
    const pace = new Pace(1e6, new AbortController().signal);
    const estimate = await estimateFill({ client, pace }, project, 2);
    const asked = paths(server).filter((path) => /^\/(patches|covers|events)\//.test(path));
    expect(asked.length).toBeLessThanOrEqual(6);
    server.resetRequests();
    await run(setting.filler());
    const made = paths(server).length;
    expect(Math.abs((estimate?.requests ?? 0) / made - 1)).toBeLessThan(0.15);
    expect(estimate?.hours).toBe((estimate?.requests ?? 0) / 2 / 3600);
  });

  it.each([
    ['the last page', [], false],
    ['only the next page', ['first', 'last'], false],
    ['no previous page either', ['first', 'last', 'prev'], true],
  ])('counts all comments of a server that links %s', async (_name, kinds, isLowerBound) => {
    const options = { front: unlinks(...kinds), maxPageSize: 40 };
    const { client, project, server } = await start(answeredOneIn(1), 'proj1', options);
    const pace = new Pace(1e6, new AbortController().signal);
    const estimate = await estimateFill({ client, pace }, project, 2);
    if (estimate === null) throw new Error('the server did not report its size');
    const { patchComments, coverComments } = server.store;
    const comments = patchComments.rows.length + coverComments.rows.length;
    expect(comments).toBeGreaterThan(200);
    const counted = estimate.bytes / 2_750 - estimate.patches - estimate.covers;
    expect(estimate.isLowerBound).toBe(isLowerBound);
    if (isLowerBound) expect(counted).toBeLessThanOrEqual(80);
    else expect(Math.abs(counted - comments)).toBeLessThanOrEqual(40);
    expect(describeEstimate(estimate)).toMatch(
      isLowerBound ? /^at least \d+ requests / : /^about \d+ requests /,
    );
  });
});
