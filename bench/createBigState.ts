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

/** Size of a big state. */
export interface BigStateOptions {
  /** The same seed gives the same data. Default: 1. */
  readonly seed?: number;
  /** Default: 5000. */
  readonly patches?: number;
  /** Default: 1000, at most one per patch. All are of one size; one in 25 lacks its last patch. */
  readonly series?: number;
  /** Default: 4; their link names are `proj1`, `proj2` and so on. */
  readonly projects?: number;
  /** Default: 500. */
  readonly people?: number;
  /** Release of Patchwork. Default: `3.2`. */
  readonly version?: BigServerVersion;
  /** TIME_ZONE of the server; 2.2 and 3.1 use UTC regardless. Default: UTC. */
  readonly timeZone?: string;
  /** Share of the series whose mails all have one second, 0 to 1. Default: 0.3. */
  readonly ties?: number;
  /**
   * Bytes of the smallest and of about the largest diff. Half are near the smallest, one in fifty is
   * big, and one is as large as can be. Default: 1 KiB and 1 MiB.
   */
  readonly diffBytes?: readonly [smallest: number, largest: number];
  /** Days from the first mail to the last. Default: 180. */
  readonly days?: number;
  /** Everything is earlier than this; milliseconds since 1970. Default: 2026-11-15 in UTC. */
  readonly endsAtMs?: number;
}

const DAY_MS = 86_400_000;
const DEFAULT_END_MS = Date.UTC(2026, 10, 15);

/**
 * Makes a big server for benchmarks and load tests: by default 5,000 patches in 1,000 series with
 * about 7,500 comments, 7,000 checks and 33,000 events. Headers, messages and diffs are written each
 * time they are read, and are the same each time, so that a start takes little time and memory: rows
 * have getters for them, which a spread turns into plain values.
 *
 * @throws RangeError where there are more series than patches, or no project or person
 */
export function createBigState(options: BigStateOptions = {}): SampleState {
  const { seed = 1, patches = 5000, ties = 0.3, days = 180, endsAtMs = DEFAULT_END_MS } = options;
  const seriesCount = options.series ?? Math.min(1000, patches);
  const server = bigServerFacts(options.version ?? '3.2', options.timeZone ?? 'UTC');
  const projects = bigProjects(options.projects ?? 4, server.api_versions.includes('1.4'));
  const users = bigUsers(projects);
  const people = bigPeople(options.people ?? 500, users);
  if (seriesCount > patches || projects.length === 0 || people.length === 0) {
    throw new RangeError('a large server needs a patch per series, a project and a person');
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
    // Early in its slot, so that the last mail of a series comes before the next series.
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
