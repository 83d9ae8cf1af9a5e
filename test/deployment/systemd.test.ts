import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/loadConfig.js';

const file = new URL('../../docs/deployment/systemd/patchwork-graphql.service', import.meta.url);
const text = readFileSync(file, 'utf8');

/** All values of one setting in the unit, in order. */
function settings(name: string): string[] {
  return [...text.matchAll(/^(\w+)=(.*)$/gm)]
    .filter(([, key]) => key === name)
    .map(([, , value = '']) => value);
}

const ANALYZE = 'systemd-analyze';

/** 0 if it is not installed; units can be rated without being installed since version 250. */
const analyzerVersion = Number(
  /^systemd (\d+)/.exec(spawnSync(ANALYZE, ['--version'], { encoding: 'utf8' }).stdout)?.[1] ?? 0,
);

describe('docs/deployment/systemd/patchwork-graphql.service', () => {
  it('contains only sections, settings and comments', () => {
    const odd = text.split('\n').filter((line) => !/^(?:$|#|\[\w+\]$|\w+=)/.test(line));
    expect(odd).toEqual([]);
    expect(text.match(/^\[\w+\]$/gm)).toEqual(['[Unit]', '[Service]', '[Install]']);
  });

  it('runs the program as an unprivileged user on a system it cannot change', () => {
    const expected = {
      DynamicUser: 'yes',
      NoNewPrivileges: 'yes',
      ProtectSystem: 'strict',
      ProtectHome: 'yes',
      PrivateTmp: 'yes',
      PrivateDevices: 'yes',
      CapabilityBoundingSet: '',
    };
    const stated = Object.keys(expected).map((name) => [name, settings(name).join()]);
    expect(Object.fromEntries(stated)).toEqual(expected);
    // V8 compiles at run time.
    expect(settings('MemoryDenyWriteExecute')).toEqual([]);
  });

  it('starts the bin of the package with a variable of the program', () => {
    expect(settings('ExecStart')).toEqual([
      '/usr/bin/node --no-memory-reducer /opt/patchwork-graphql/node_modules/patchwork-graphql/dist/cli.js serve',
    ]);
    expect(settings('Environment')).toEqual([
      'NODE_ENV=production',
      'PATCHWORK_GRAPHQL_CONFIG=/etc/patchwork-graphql.yaml',
      expect.stringMatching(/^NODE_OPTIONS=/),
      'MALLOC_ARENA_MAX=1',
    ]);
  });

  it('limits the heap below the memory, and glibc to one arena, as the image does', () => {
    const heapMiB = Number(/max-old-space-size=(\d+)/.exec(settings('Environment').join())?.[1]);
    expect(settings('MemoryMax')).toEqual(['1G']);
    expect(heapMiB).toBeLessThan(1024 * 0.75);
    const dockerfile = readFileSync(new URL('../../Dockerfile', import.meta.url), 'utf8');
    expect(dockerfile).toContain(`--max-old-space-size=${heapMiB}`);
    expect(dockerfile).toContain('MALLOC_ARENA_MAX=1');
  });

  it('states the required version of Node.js', () => {
    const { engines } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    ) as { engines: { node: string } };
    const [major, minor] = /(\d+)\.(\d+)/.exec(engines.node)?.slice(1) ?? [];
    expect(text).toContain(`Node.js ${major}.${minor} or later`);
  });

  it('kills the program later than it ends by itself', () => {
    const { delayMs, deadlineMs } = loadConfig({ environment: {} }).shutdown;
    expect(Number(settings('TimeoutStopSec').join()) * 1000).toBeGreaterThan(delayMs + deadlineMs);
  });

  it.runIf(analyzerVersion > 0)('passes systemd-analyze verify', () => {
    const { stderr } = spawnSync(
      ANALYZE,
      ['verify', '--man=no', '--recursive-errors=no', fileURLToPath(file)],
      { encoding: 'utf8' },
    );
    // If Node is installed elsewhere, that is not an error in the unit.
    const faults = stderr
      .split('\n')
      .filter((line) => line.includes('patchwork-graphql') && !line.includes('is not executable'));
    expect(faults).toEqual([]);
  });

  it.runIf(analyzerVersion >= 250)(
    'has an exposure of at most 2 of 10 according to systemd-analyze security',
    () => {
      const { status, stderr } = spawnSync(
        ANALYZE,
        ['security', '--offline=true', '--threshold=20', '--no-pager', fileURLToPath(file)],
        { encoding: 'utf8' },
      );
      expect([status, stderr]).toEqual([0, '']);
    },
  );
});
