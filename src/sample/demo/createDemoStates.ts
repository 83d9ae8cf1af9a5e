import type { SampleState, UserRow } from '../server/SampleState.js';
import { withCapturedRows } from './capturedRows.js';
import { demoServers, type DemoServer } from './demoServers.js';
import type { PatchDraft } from './drafts.js';
import { FJORD, planFjord } from './fjord/planFjord.js';
import { planCrossPosts } from './planCrossPosts.js';
import { planOddMails } from './planOddMails.js';
import { planPullRequests } from './planPullRequests.js';
import { planReviews } from './planReviews.js';
import { DAY_MS } from '../../durations.js';
import { planThreads, type PostedSeries } from './planThreads.js';
import { SampleStateBuilder } from './SampleStateBuilder.js';
import { createSeededRandom } from '../server/seededRandom.js';
import { brookosThreads } from './threads/brookosThreads.js';
import { feedsThreads } from './threads/feedsThreads.js';
import { larchThreads } from './threads/larchThreads.js';
import { micaThreads } from './threads/micaThreads.js';
import { pebbleThreads } from './threads/pebbleThreads.js';
import type { ProjectThreads } from './threads/ProjectThreads.js';
import { quarryThreads } from './threads/quarryThreads.js';
import { ternThreads } from './threads/ternThreads.js';

/** One server of the demo and all of its data. */
export interface DemoState {
  /** Key of the instance in the gateway: `aurora`, `basalt` or `cedar`. */
  readonly name: string;
  readonly state: SampleState;
}

/** The demo ends here: no mail, event or check is later. The date does not move with the clock. @internal */
export const DEMO_ENDS_AT_MS = Date.UTC(2026, 10, 15);
const DEMO_DAYS = 60;

const THREADS: Readonly<Record<string, ProjectThreads>> = {
  brookos: brookosThreads,
  tern: ternThreads,
  'brook-feeds': feedsThreads,
  pebble: pebbleThreads,
  quarry: quarryThreads,
  larch: larchThreads,
  mica: micaThreads,
};

/** The project of each server that receives the odd mails, and the one that receives pull requests. */
const SPECIAL: Readonly<Record<string, { readonly odd: string; readonly pulls: string }>> = {
  aurora: { odd: 'tern', pulls: 'brookos' },
  basalt: { odd: 'quarry', pulls: 'pebble' },
  cedar: { odd: 'mica', pulls: 'larch' },
};

/**
 * The data of the three servers that `npm start` serves without a configuration: `aurora` (Patchwork
 * main, API 1.4), `basalt` (3.2.1, API 1.3) and `cedar` (2.2.6, API 1.2, with the two captured
 * documents). All of it is invented except those two documents, and it is the same on every call.
 */
export function createDemoStates(): readonly DemoState[] {
  return demoServers().map((server) => ({ name: server.name, state: createDemoState(server) }));
}

function createDemoState(server: DemoServer): SampleState {
  const builder = new SampleStateBuilder({ ...server, endsAtMs: DEMO_ENDS_AT_MS });
  const time = {
    builder,
    beginsAtMs: DEMO_ENDS_AT_MS - DEMO_DAYS * DAY_MS,
    endsAtMs: DEMO_ENDS_AT_MS,
  };
  const posted: PostedSeries[] = [];
  for (const project of server.projects) {
    const threads = THREADS[project.link_name];
    if (threads === undefined) continue;
    // Each project has its own seed, so that another thread in one leaves the others unchanged.
    const options = { ...time, random: createSeededRandom(seedOf(project.link_name)) };
    const ofProject = planThreads(options, project, threads);
    planReviews(options, server, ofProject);
    posted.push(...ofProject);
  }
  const options = { ...time, random: createSeededRandom(seedOf(server.name)) };
  const { odd, pulls } = SPECIAL[server.name] ?? {};
  if (odd !== undefined) planOddMails(options, server.name, builder.project(odd));
  if (pulls !== undefined) {
    const [first] = planPullRequests(options, pulls);
    const maintainer = userOf(server, 'maintainer');
    if (first !== undefined) {
      builder.setState(first, DEMO_ENDS_AT_MS - 9 * DAY_MS, 'accepted', maintainer);
    }
  }
  planCrossPosts(options, server.name);
  if (server.projects.some(({ link_name: name }) => name === FJORD)) {
    planFjord(builder, server, DEMO_ENDS_AT_MS);
  }
  relateVersions(builder, server, posted);
  addDependencies(builder, posted);
  addBundles(builder, server, posted);
  const state = builder.build();
  return server.name === 'cedar' ? withCapturedRows(state) : state;
}

/** Relations connect two versions of the same patch. */
function relateVersions(
  builder: SampleStateBuilder,
  server: DemoServer,
  posted: readonly PostedSeries[],
): void {
  for (const project of server.projects) {
    const [title] = posted.filter((row) => row.project === project).map((row) => row.title);
    const versions = posted.filter((row) => row.project === project && row.title === title);
    const patches = versions.flatMap((row) => row.patches.slice(0, 1));
    const newest = versions.at(-1);
    if (newest === undefined || patches.length < 2) continue;
    builder.relate(patches, newest.sentAtMs + DAY_MS, userOf(server, 'maintainer'));
  }
}

/** A project's second series builds on the newest version of its first. */
function addDependencies(builder: SampleStateBuilder, posted: readonly PostedSeries[]): void {
  for (const row of posted.filter(({ isNewest, patches }) => isNewest && patches.length > 1)) {
    const earlier = posted.filter(
      (other) =>
        other.project === row.project &&
        other.title !== row.title &&
        other.patches.length > 1 &&
        other.sentAtMs < row.sentAtMs,
    );
    const base = earlier[0];
    if (base !== undefined && row.version > 1) builder.dependsOn(row.series, base.series);
  }
}

function addBundles(
  builder: SampleStateBuilder,
  server: DemoServer,
  posted: readonly PostedSeries[],
): void {
  const [project] = server.projects;
  if (project === undefined) return;
  const patches = posted
    .filter((row) => row.project === project && row.isNewest)
    .flatMap((row) => [...row.patches]);
  const maintainer = userOf(server, 'maintainer');
  const developer = userOf(server, 'developer');
  const some = (from: number, count: number): PatchDraft[] => patches.slice(from, from + count);
  const bundles = [
    { owner: maintainer, name: 'for next', public: true, patches: some(0, 6) },
    // The bundle's own order, which the mbox uses and the API does not report.
    { owner: maintainer, name: 'to discuss', public: true, patches: some(8, 4).reverse() },
    { owner: maintainer, name: 'private queue', public: false, patches: some(3, 5) },
    { owner: developer, name: 'mine', public: false, patches: some(1, 3) },
    { owner: developer, name: 'Übersicht ✓', public: true, patches: some(12, 2) },
  ];
  for (const bundle of bundles) builder.bundle({ ...bundle, project });
}

function userOf(server: DemoServer, role: string): UserRow {
  const user = server.users.find(({ token }) => token === `${server.name}-${role}-token`);
  if (user === undefined) throw new RangeError(`${server.name} has no ${role}`);
  return user;
}

/** A number that is always the same for a name. */
function seedOf(name: string): number {
  let seed = 7;
  for (let at = 0; at < name.length; at += 1) {
    seed = Math.imul(seed, 31) + name.charCodeAt(at);
  }
  return seed >>> 0;
}
