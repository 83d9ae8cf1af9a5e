import { describe, expect, it } from 'vitest';
import { formatGrowth, growthIn, withGrowth } from '../../bench/growth/formatGrowth.js';
import { findSteps, type GrowthPoint } from '../../bench/growth/judgeGrowth.js';

const point = (size: number, cpuMs: number, requests: number, axis: GrowthPoint['axis'] = 'rows') => ({ axis, size, ms: 2 * cpuMs, cpuMs, peakMiB: 100, requests }); // prettier-ignore

describe('findSteps', () => {
  it.each<[string, readonly GrowthPoint[], readonly string[]]>([
    ['nothing that grows with its size', [point(10, 50, 1), point(100, 500, 10)], []],
    ['nothing that grows slower', [point(10, 50, 1), point(100, 60, 1)], []],
    ['CPU time of twice the growth', [point(10, 50, 1), point(100, 1_000, 10)], ['rows: cpuMs from 10 to 100']], // prettier-ignore
    ['requests of twice the growth', [point(10, 50, 1), point(20, 60, 9)], ['rows: requests from 10 to 20']], // prettier-ignore
    ['nothing in a few milliseconds', [point(1, 1, 1), point(2, 20, 1)], []],
    ['nothing between two axes', [point(10, 1, 1), point(11, 900, 90, 'clients')], []],
  ])('finds %s', (_what, points, steps) => {
    expect(findSteps(points)).toEqual(steps);
  });
});

describe('the section of a report', () => {
  const report = '# Benchmarks\n\n## Targets\n\nText.\n\n## Limitations\n\n- A.\n';

  it('is replaced as a whole, and goes from report to report', () => {
    const first = formatGrowth('npm run bench -- --growth', [point(10, 50, 1)]);
    const once = withGrowth(report, first);
    expect(once).toContain('| 10 | 100 | 50.0 | 5.00 | 1 | 0.100 | 100 |');
    expect(growthIn(once)).toBe(first);
    const second = formatGrowth('npm run bench -- --growth', [point(30, 60, 3)]);
    expect(withGrowth(once, second)).toBe(withGrowth(report, second));
    expect(withGrowth(report, growthIn(once))).toBe(once);
    expect(withGrowth(report, growthIn(report))).toBe(report);
  });
});
