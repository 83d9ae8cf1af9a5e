import { afterEach, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { estimateFill } from '../../src/filling/estimate.js';
import { Pace } from '../../src/filling/Pace.js';
import type { SampleState } from '../../src/sample/server/SampleState.js';
import { sqliteHere } from '../tools/sqliteHere.js';
import { closeSettings, paths, run, start } from './setting.js';

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
});
