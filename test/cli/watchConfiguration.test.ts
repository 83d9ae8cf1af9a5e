import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchConfiguration } from '../../src/cli/watchConfiguration.js';

const folder = mkdtempSync(join(tmpdir(), 'watch-'));
const file = join(folder, 'gateway.yml');
let reasons: string[];
let unwatch: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  writeFileSync(file, 'first');
  reasons = [];
  unwatch = watchConfiguration(file, (reason) => {
    reasons.push(reason);
  });
});
afterEach(() => {
  unwatch();
  vi.useRealTimers();
  rmSync(file, { force: true });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const look = (): void => void vi.advanceTimersByTime(10_000);

describe('watchConfiguration', () => {
  it('reports each change of the file once', () => {
    look();
    expect(reasons).toEqual([]);
    writeFileSync(file, 'second text');
    look();
    expect(reasons).toEqual(['the file has changed']);
  });

  it('continues after a time in which the file cannot be examined', () => {
    rmSync(file);
    symlinkSync(file, file);
    look();
    process.emit('SIGHUP', 'SIGHUP');
    expect(reasons).toEqual(['SIGHUP']);
    rmSync(file);
    writeFileSync(file, 'second text');
    look();
    expect(reasons).toEqual(['SIGHUP', 'the file has changed']);
  });

  it('does not report a change again that SIGHUP has reported', () => {
    writeFileSync(file, 'second text');
    process.emit('SIGHUP', 'SIGHUP');
    look();
    expect(reasons).toEqual(['SIGHUP']);
    writeFileSync(file, 'a third text');
    look();
    expect(reasons).toEqual(['SIGHUP', 'the file has changed']);
  });

  it('reports a file that is replaced while it was gone at SIGHUP', () => {
    rmSync(file);
    process.emit('SIGHUP', 'SIGHUP');
    look();
    expect(reasons).toEqual(['SIGHUP']);
    writeFileSync(file, 'second text');
    look();
    expect(reasons).toEqual(['SIGHUP', 'the file has changed']);
  });

  it('ends', () => {
    unwatch();
    writeFileSync(file, 'second text');
    process.emit('SIGHUP', 'SIGHUP');
    look();
    expect(reasons).toEqual([]);
  });
});
