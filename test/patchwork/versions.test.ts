import { describe, expect, it } from 'vitest';
import { API_VERSIONS, type ApiVersion } from '../../src/apiVersions.js';
import { atLeast, capabilitiesOf, capabilitySince } from '../../src/patchwork/versions.js';
import type { Capabilities } from '../../src/patchwork/versions.js';

describe('versions', () => {
  it('lists the versions newest first', () => {
    expect([...API_VERSIONS].sort().reverse()).toEqual([...API_VERSIONS]);
    expect(API_VERSIONS[0]).toBe('1.4');
  });

  it('compares versions', () => {
    expect(atLeast('1.2', '1.2')).toBe(true);
    expect(atLeast('1.1', '1.2')).toBe(false);
    expect(atLeast('1.4', '1.2')).toBe(true);
  });

  // The truth table of the answers of real servers: one column per version.
  const table: readonly (readonly [keyof Capabilities, string])[] = [
    ['webUrls', '-++++'],
    ['patchComments', '-++++'],
    ['coverComments', '-++++'],
    ['coverMbox', '-++++'],
    ['projectSubjectMatch', '-++++'],
    ['messageIdFilter', '--+++'],
    ['hashFilter', '--+++'],
    ['relatedPatches', '--+++'],
    ['bundlesWritable', '--+++'],
    ['listArchiveUrl', '--+++'],
    ['projectUrlFormats', '--+++'],
    ['eventActorFilter', '--+++'],
    ['userSettings', '--+++'],
    ['commentAddressed', '---++'],
    ['commentDetail', '---++'],
    ['commentEvents', '---++'],
    ['seriesDependencies', '----+'],
    ['showDependencies', '----+'],
  ];
  const oldestFirst: readonly ApiVersion[] = ['1.0', '1.1', '1.2', '1.3', '1.4'];

  it.each(table)('lists the versions with %s', (name, marks) => {
    const seen = oldestFirst.map((version) => (capabilitiesOf(version)[name] ? '+' : '-')).join('');
    expect(seen).toBe(marks);
    expect(capabilitySince(name)).toBe(oldestFirst[marks.indexOf('+')]);
  });

  it('has a row in the truth table for every capability', () => {
    expect(Object.keys(capabilitiesOf('1.4')).sort()).toEqual(table.map(([name]) => name).sort());
  });
});
