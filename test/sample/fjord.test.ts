import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoStates } from '../../src/sample/demo/createDemoStates.js';
import { DEMO_MAINTAINERS, DEMO_REVIEW } from '../../src/sample/demo/demoReview.js';
import { FJORD } from '../../src/sample/demo/fjord/planFjord.js';
import { Git } from '../mail/git.js';
import { lacks } from '../tools/programs.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const basalt = createDemoStates().find(({ name }) => name === 'basalt')?.state;
if (basalt === undefined) throw new Error('the demo has no basalt');
const fjord = basalt.projects.find(({ link_name: name }) => name === FJORD)?.id;
const patches = basalt.patches.filter(({ project }) => project === fjord);

let gateway: TestGateway;
beforeAll(async () => {
  const projectMaintainersFiles = DEMO_MAINTAINERS['basalt'] ?? {};
  gateway = await startTestGateway({
    instances: [{ name: 'basalt', state: basalt, projectMaintainersFiles }],
    review: DEMO_REVIEW,
  });
});
afterAll(() => gateway.close());

interface Row {
  readonly name: string | null;
  readonly version: number;
  readonly status: string;
  readonly reviewDecision: string;
  readonly isComplete: boolean;
  readonly checkRollup: { readonly state: string };
  readonly patches: readonly {
    readonly trailers: readonly { readonly kind: string; readonly identity: string }[];
    readonly owners: readonly { readonly name: string }[];
    readonly files: readonly { readonly changeType: string }[];
    readonly diffProblems: readonly { readonly code: string }[];
  }[];
  readonly thread: { readonly entries: readonly { readonly place: string }[] };
}

async function rows(): Promise<readonly Row[]> {
  const { seriesList } = await gateway.data<{ seriesList: { nodes: readonly Row[] } }>(
    `{ seriesList(filter: {project: ["fjord"]}, first: 22) { nodes {
      name version status reviewDecision isComplete checkRollup { state }
      patches { trailers { kind identity } owners { name } files { changeType }
        diffProblems { code } } thread { entries { place } } } } }`,
  );
  return seriesList.nodes;
}

describe('the demo of reviews', () => {
  it('has series in every state', async () => {
    const brief = (await rows()).map((row) =>
      [
        row.name ?? '-',
        `v${String(row.version)}`,
        row.status,
        row.reviewDecision,
        row.isComplete ? 'complete' : 'incomplete',
        row.checkRollup.state,
      ].join(' | '),
    );
    expect(brief).toEqual([
      'skerry: byte limits for the queues | v3 | ACTION_REQUIRED | REVIEW_REQUIRED | complete | WARNING',
      '[1/2] skerry: blink on traffic | v1 | ACTION_REQUIRED | REVIEW_REQUIRED | complete | NONE',
      'skerry: report the temperature | v1 | ACTION_REQUIRED | REVIEW_REQUIRED | complete | PENDING',
      'tools: tidy up the scripts | v1 | ACTION_REQUIRED | REVIEW_REQUIRED | complete | NONE',
      'queue: trace when it stops | v1 | CLOSED | CHANGES_REQUESTED | complete | NONE',
      '[RESEND] skerry: set the DMA mask once | v1 | ACTION_REQUIRED | REVIEW_REQUIRED | complete | PENDING',
      'clock: one time for all queues | v1 | ACTION_REQUIRED | REVIEW_REQUIRED | incomplete | NONE',
      'skerry: count how often the limit was reached | v1 | ACTION_REQUIRED | REVIEW_REQUIRED | complete | FAIL',
      'phy: drop support for the Tern PHY | v1 | ACTION_REQUIRED | CHANGES_REQUESTED | complete | SUCCESS',
      'queue: merge both fixes | v1 | CLOSED | REVIEW_REQUIRED | complete | NONE',
      'skerry: byte limits for the queues | v2 | SUPERSEDED | REVIEW_REQUIRED | complete | SUCCESS',
      'ctl: short names for long options | v1 | PARTIALLY_ACCEPTED | REVIEW_REQUIRED | complete | NONE',
      '- | v2 | ACTION_REQUIRED | REVIEW_REQUIRED | incomplete | NONE',
      'link: keep the link up over a suspend | v1 | ACTION_REQUIRED | APPROVED | complete | NONE',
      'ndisc: answer probes at once | v2 | ACTION_REQUIRED | APPROVED | complete | NONE',
      'ndisc: answer probes at once | v1 | CLOSED | CHANGES_REQUESTED | complete | NONE',
      'mtu: one place that knows it | v1 | PARTIALLY_APPLIED | REVIEW_REQUIRED | complete | FAIL',
      'skerry: byte limits for the queues | v1 | SUPERSEDED | REVIEW_REQUIRED | complete | FAIL',
      '[RFC] queue: map a queue into a program | v1 | CLOSED | REVIEW_REQUIRED | complete | NONE',
      'skerry: set the DMA mask once | v1 | SUPERSEDED | REVIEW_REQUIRED | complete | NONE',
      'neigh: free what an entry holds | v1 | ACCEPTED | APPROVED | complete | SUCCESS',
    ]);
  });

  it('has trailers, owners, files and mails of all kinds', async () => {
    const series = await rows();
    const all = series.flatMap((row) => row.patches);
    const unique = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();
    expect(unique(all.flatMap(({ trailers }) => trailers.map(({ kind }) => kind)))).toEqual([
      'ACK',
      'CC',
      'CLOSES',
      'FIXES',
      'LINK',
      'NACK',
      'REPORT',
      'REVIEW',
      'SIGN_OFF',
      'TEST',
    ]);
    expect(unique(all.flatMap(({ trailers }) => trailers.map((one) => one.identity)))).toEqual([
      'ALIAS',
      'EXACT',
      'MISMATCH',
      'NONE',
      'SELF',
    ]);
    expect(unique(all.flatMap(({ owners }) => owners.map(({ name }) => name)))).toHaveLength(6);
    expect(unique(all.flatMap(({ files }) => files.map((file) => file.changeType)))).toEqual([
      'ADDED',
      'COPIED',
      'MODIFIED',
      'RENAMED',
    ]);
    expect(unique(all.flatMap(({ diffProblems }) => diffProblems.map(({ code }) => code)))).toEqual(
      ['COMBINED', 'CORRUPT_HUNK', 'MISSING_FILES'],
    );
    const places = series.flatMap(({ thread }) => thread.entries.map(({ place }) => place));
    expect(unique(places)).toEqual(['EXTERNAL', 'INSIDE', 'MISSING']);
  });
});

describe.skipIf(lacks('git'))('the diffs of the demo of reviews', () => {
  const git = new Git();
  afterAll(() => git.remove());

  it('are accepted by git, except for one that a mailer cut and one of a merge', () => {
    git.run(['init', '-q']);
    const refused = patches.filter(
      ({ diff }) => git.try(['apply', '--numstat'], diff ?? '').status !== 0,
    );
    expect(refused.map(({ name }) => name).sort()).toEqual([
      'queue: merge both fixes',
      'queue: trace when it stops',
    ]);
  });
});
