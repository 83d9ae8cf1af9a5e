import { describe, expect, it } from 'vitest';
import { series } from '../../src/patchwork/resources/series.js';
import { parseShape, read } from '../../src/patchwork/shape.js';

const ORIGIN = { instance: 'kernel', request: 'GET /api/1.4/series/7/' };

describe('the dependencies of a series', () => {
  it.each([[[]], [['https://pw.example.org/api/1.4/series/5/']], [null]])('are %j', (addresses) => {
    const data = parseShape(series, { id: 7, dependencies: addresses }, ORIGIN);
    expect(read(data, 'dependencies')).toEqual(addresses);
  });

  it.each(['https://pw.example.org/api/1.4/patches/5/', 'https://pw.example.org/', '5'])(
    'are unreadable if %j is one of them, and never incomplete',
    (address) => {
      const known = 'https://pw.example.org/api/1.4/series/6/';
      const data = parseShape(series, { id: 7, dependencies: [known, address] }, ORIGIN);
      expect(data.id).toBe(7);
      expect(() => read(data, 'dependencies')).toThrow(
        'kernel: GET /api/1.4/series/7/: cannot read the field "dependencies"',
      );
    },
  );
});
