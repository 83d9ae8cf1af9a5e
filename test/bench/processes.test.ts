import { describe, expect, it } from 'vitest';
import { formatAges } from '../../bench/formatAges.js';
import { formatReport } from '../../bench/formatReport.js';
import { formatTable } from '../../bench/formatResults.js';
import type { Samples } from '../../bench/measure.js';
import { readFlags } from '../../bench/readFlags.js';
import { summarize } from '../../bench/summarize.js';
import { judge } from '../../bench/targets.js';

const traffic = (requests: number) => ({ requests, bytes: 1, maxInFlight: 1, byEndpoint: {} });

/** The samples of one process; each run takes twice its CPU time. */
function processOf(peer: string, cpuMs: readonly number[], rest: Partial<Samples> = {}): Samples {
  return {
    peer,
    workload: 'W2',
    ms: cpuMs.map((value) => 2 * value),
    cpuMs: [...cpuMs],
    peakMiB: cpuMs.map(() => 100),
    traffic: cpuMs.map(() => traffic(203)),
    runs: cpuMs.map((value) => ({ ms: 2 * value, cpuMs: value })),
    fault: undefined,
    ...rest,
  };
}

const gateways = [
  [180, 185, 300],
  [141, 141, 141],
  [250, 257, 258],
].map((cpuMs) => [processOf('gateway', cpuMs)]);

describe('several processes of a peer', () => {
  it('give the median, the lowest and the highest of their medians', () => {
    expect(summarize(gateways)).toEqual([
      {
        peer: 'gateway',
        workload: 'W2',
        ms: { median: 370, least: 282, most: 514 },
        cpuMs: { median: 185, least: 141, most: 257 },
        peakMiB: 100,
        traffic: traffic(203),
        right: true,
      },
    ]);
  });

  it('give the most memory of any run', () => {
    const one = processOf('gateway', [1, 1], { peakMiB: [90, 130] });
    const other = processOf('gateway', [1, 1], { peakMiB: [120, 110] });
    expect(summarize([[one], [other]])[0]?.peakMiB).toBe(130);
  });

  it.each<[string, Partial<Samples>, string]>([
    ['one of them failed', { fault: '$.rows: 3 rows' }, '$.rows: 3 rows'],
    [
      'their numbers of requests differ',
      { traffic: [traffic(204)] },
      'numbers of upstream requests differ: 203, 204',
    ],
    [
      'the runs of one process differ in them',
      { traffic: [traffic(203), traffic(205)] },
      'numbers of upstream requests differ: 203, 205',
    ],
  ])('are wrong when %s', (_what, rest, fault) => {
    const rounds = [[processOf('gateway', [1])], [processOf('gateway', [1], rest)]];
    expect(summarize(rounds)[0]?.right).toBe(fault);
    expect(formatTable(summarize(rounds))).toContain(`no: ${fault}`);
  });

  it('are printed with their spread, a single one without', () => {
    expect(formatTable(summarize(gateways))).toContain('| 370 (282-514) |  | 185 (141-257) |');
    expect(formatTable(summarize(gateways.slice(0, 1)))).toContain('| 370 |  | 185 |');
    const short = [[processOf('gateway', [3])], [processOf('gateway', [4])]];
    expect(formatTable(summarize(short))).toContain('| 7.0 (6.0-8.0) |  | 3.5 (3.0-4.0) |');
  });
});

describe('the age of a process', () => {
  it('groups its runs by their number, the warm-ups included', () => {
    const rounds = [
      [processOf('gateway', [90, 60, 70, 50, 40]), processOf('apollo-rds', [80, 80, 80, 80, 80])],
      [processOf('gateway', [100, 80, 75, 60, 50]), processOf('apollo-rds', [70, 80, 90, 60, 60])],
      [processOf('gateway', [91, 61, 71, 51, 41]), processOf('apollo-rds', [81, 81, 81, 81, 81])],
    ];
    expect(formatAges(rounds).split('\n')).toEqual([
      '| work | peer | runs 1 to 3 | runs 4 to 5 |',
      '| --- | --- | --: | --: |',
      '| W2 | gateway | 142.0 / 71.0 | 92.0 / 46.0 |',
      '| W2 | apollo-rds | 160.0 / 80.0 | 160.0 / 80.0 |',
    ]);
  });

  it('leaves out the runs that a process did not make because it failed', () => {
    const failed = processOf('gateway', [], { fault: '$.rows: 3 rows' });
    const rounds = [[processOf('gateway', [90, 60, 70, 50])], [failed]];
    expect(formatAges(rounds)).toContain('| W2 | gateway | 140.0 / 70.0 | 100.0 / 50.0 |');
  });

  it('is not shown where all runs are of one group, or of a workload that repeats another', () => {
    expect(formatAges([[processOf('gateway', [1, 2, 3])]])).toBe('');
    expect(formatAges([[processOf('gateway', [1, 2, 3, 4], { workload: 'W4' })]])).toBe('');
    expect(formatAges([])).toBe('');
  });
});

describe('a target', () => {
  const measure = (peer: string, cpuMs: readonly number[]) =>
    summarize(cpuMs.map((value) => [processOf('gateway', [value]), processOf(peer, [100])]));
  const outcome = (peer: string, cpuMs: readonly number[]) =>
    judge({ measurements: measure(peer, cpuMs), throughput: [], coldStarts: [] }).find(
      ({ name }) => name === `CPU time relative to ${peer}, W2`,
    );

  it.each<[string, readonly number[], object]>([
    ['met by all processes', [80, 90, 99], { value: 0.9, reached: true }],
    ['missed by all', [101, 110, 120], { value: 1.1, reached: false }],
    [
      'met by the median only',
      [80, 90, 120],
      { value: 0.9, reached: true, undecided: 'gateway 90.0 (80.0-120.0), apollo-rds 100' },
    ],
    [
      'missed by the median only',
      [80, 110, 120],
      { value: 1.1, reached: false, undecided: 'gateway 110 (80-120), apollo-rds 100' },
    ],
  ])('is judged when it is %s', (_what, cpuMs, expected) => {
    const { undecided, ...found } = outcome('apollo-rds', cpuMs) ?? {};
    expect({ ...found, ...(undecided !== undefined && { undecided }) }).toEqual({
      name: 'CPU time relative to apollo-rds, W2',
      aim: 'at most 1',
      digits: 2,
      workload: 'W2',
      ...expected,
    });
  });

  it('allows for the factor of its aim', () => {
    expect(outcome('direct-plan', [140, 145, 149])?.undecided).toBeUndefined();
    expect(outcome('direct-plan', [140, 145, 151])?.undecided).toBe(
      'gateway 145 (140-151), direct-plan 100',
    );
  });

  it('is reported as undecided in words', () => {
    const report = formatReport({
      flags: readFlags(['--processes', '3', '--reps', '4', '--warm-ups', '2']),
      command: 'npm run bench',
      loads: [0, 1],
      ages: '| W2 | gateway | 8 / 4 |',
      measurements: measure('apollo-rds', [80, 90, 120]),
      throughput: [],
      coldStarts: [],
      profiles: new Map(),
    });
    expect(report).toContain('The figures come from 3 processes of each peer');
    expect(report).toContain('4 repetitions after 2 warm-ups');
    expect(report).toContain('| at most 1 | 0.90 | yes, undecided |');
    expect(report).toContain('the spreads overlap');
    expect(report).toContain('| W2 | gateway | 8 / 4 |');
    expect(report).toContain(
      '- CPU time relative to apollo-rds, W2, at most 1: gateway 90.0 (80.0-120.0), apollo-rds 100',
    );
  });
});
