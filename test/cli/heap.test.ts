import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { boundHeapGrowth, growNewSpace, keepNewSpace } from '../../src/cli/heap.js';

vi.mock('node:v8', () => ({ setFlagsFromString: vi.fn() }));

const setFlags = vi.mocked(setFlagsFromString);
const givenArguments = process.execArgv;

beforeEach(() => {
  setFlags.mockClear();
  process.execArgv = [];
});
afterEach(() => {
  process.execArgv = givenArguments;
});

/** The flags set by the three functions, in the order of a start. */
function flagsOfStart(): readonly string[] {
  keepNewSpace();
  growNewSpace();
  boundHeapGrowth();
  return setFlags.mock.calls.map(([flag]) => flag);
}

const NEW_SPACE = ['--semi-space-growth-factor=1', '--semi-space-growth-factor=2'];
const GROWTH = '--heap-growing-percent=50';

describe('the heap of a gateway', () => {
  it.each([
    [[], [...NEW_SPACE, GROWTH]],
    [
      ['--max-old-space-size=512', '--enable-source-maps'],
      [...NEW_SPACE, GROWTH],
    ],
    [['--heap-growing-percent=200'], NEW_SPACE],
    [['--semi-space-growth-factor=3'], [GROWTH]],
    [['--semi-space-growth-factor=3', '--heap-growing-percent=200'], []],
  ])('is left as Node.js was started: %j', (given, flags) => {
    process.execArgv = given;
    expect(flagsOfStart()).toEqual(flags);
  });

  it('uses flags that this V8 supports', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--v8-options']);
    for (const flag of flagsOfStart()) expect(stdout).toContain(`  ${flag.replace(/=.*/, '')} (`);
  });
});
