import { BigStateBuilder } from './bigState/BigStateBuilder.js';
import { BigTexts } from './bigState/BigTexts.js';
import {
  bigPeople,
  bigProjects,
  bigServerFacts,
  bigUsers,
  type BigServerVersion,
} from './bigState/bigFixtures.js';
import { createSeededRandom } from '../src/sample/server/seededRandom.js';
import type { SampleState } from '../src/sample/server/SampleState.js';

/** Size of a large state. */
export interface BigStateOptions {
  /** The same seed gives the same data. Default: 1. */
  readonly seed?: number;
  /** Default: 5000. */
  readonly patches?: number;
  /** Default: 1000, at most one per patch. All have the same size; one in 25 lacks its last patch. */
  readonly series?: number;
  /** Default: 4; their link names are `proj1`, `proj2` and so on. */
  readonly projects?: number;
  /** Default: 500. */
  readonly people?: number;
  /** Release of Patchwork. Default: `3.2`. */
  readonly version?: BigServerVersion;
  /** TIME_ZONE of the server; 2.2 and 3.1 use UTC regardless. Default: UTC. */
  readonly timeZone?: string;
  /** Share of the series whose mails all have the same second, 0 to 1. Default: 0.3. */
  readonly ties?: number;
  /**
   * Approximate bytes of the smallest and of the largest diff. Half are near the minimum, one in fifty
   * is large, and one has the maximum size. Default: 1 KiB and 1 MiB.
   */
  readonly diffBytes?: readonly [smallest: number, largest: number];
  /** Days from the first mail to the last. Default: 180. */
  readonly days?: number;
  /** Everything is earlier than this time; milliseconds since 1970. Default: 2026-11-15 in UTC. */
  readonly endsAtMs?: number;
}

const DAY_MS = 86_400_000;
const DEFAULT_END_MS = Date.UTC(2026, 10, 15);

/**
 * Creates a large server for benchmarks and load tests: by default 5,000 patches in 1,000 series with
 * about 7,500 comments, 7,000 checks and 33,000 events. Headers, messages and diffs are generated each
 * time they are read, always with the same result, so that a start takes little time and memory: rows
 * have getters for them, and a spread converts these into plain values.
 *
 * @throws RangeError if there are more series than patches, or no project or person
 */
export function createBigState(options: BigStateOptions = {}): SampleState {
  const { seed = 1, patches = 5000, ties = 0.3, days = 180, endsAtMs = DEFAULT_END_MS } = options;
  const seriesCount = options.series ?? Math.min(1000, patches);
  const server = bigServerFacts(options.version ?? '3.2', options.timeZone ?? 'UTC');
  const projects = bigProjects(options.projects ?? 4, server.api_versions.includes('1.4'));
  const users = bigUsers(projects);
  const people = bigPeople(options.people ?? 500, users);
  if (seriesCount > patches || projects.length === 0 || people.length === 0) {
    throw new RangeError(
      'a large server needs at least one patch per series, a project and a person',
    );
  }
  const random = createSeededRandom(seed);
  const largestPatchId = Math.ceil(patches / 2);
  const builder = new BigStateBuilder({
    seed,
    server,
    projects,
    users,
    people,
    random,
    texts: new BigTexts(seed, options.diffBytes ?? [1024, 1024 * 1024], largestPatchId),
    patchCount: patches,
    endsAtMs,
  });

  const everyMs = Math.floor((days * DAY_MS) / seriesCount);
  let sent = 0;
  for (let index = 0; index < seriesCount; index += 1) {
    const project = projects[index % projects.length];
    if (project === undefined) break;
    const size = Math.round(((index + 1) * patches) / seriesCount) - sent;
    sent += size;
    // Early in its interval, so that the last mail of a series comes before the next series.
    const jitterMs = random.next() * everyMs * 0.5;
    const sentAtMs = endsAtMs - (seriesCount - index) * everyMs + jitterMs;
    builder.addSeries({
      id: index + 1,
      project,
      sentAtMs: Math.floor(sentAtMs / 1000) * 1000,
      stepMs: random.chance(ties) ? 0 : 1000,
      size,
      total: index % 25 === 24 ? size + 1 : size,
      hasCover: index % 10 !== 9,
    });
  }
  return builder.build();
}
