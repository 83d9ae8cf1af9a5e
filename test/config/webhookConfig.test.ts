import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/ConfigError.js';
import { loadConfig } from '../../src/config/loadConfig.js';

const directory = mkdtempSync(join(tmpdir(), 'webhooks-'));
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

const HOOK = {
  name: 'ci',
  url: 'https://ci.example.org/hook?key=1',
  secrets: [Buffer.alloc(24, 1).toString('base64')],
  document: 'ci.graphql',
};
const STORE = { live: { url: 'redis://127.0.0.1:6379' } };

function load(content: object) {
  const file = join(directory, 'gateway.yml');
  writeFileSync(file, JSON.stringify(content));
  return loadConfig({ file, environment: {} });
}

/** Paths of the errors. */
function faultsOf(content: object): string[] {
  try {
    load(content);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults.map(({ path }) => path);
  }
}

describe('webhooks', () => {
  it('are read with their defaults', () => {
    expect(load({ ...STORE, webhooks: [HOOK] }).webhooks).toEqual([
      { ...HOOK, variables: {}, from: 'now', allowPlain: false, allowPrivate: false },
    ]);
  });

  it.each([
    ['url', 'ftp://ci.example.org/'],
    ['url', 'http://ci.example.org/'],
    ['url', 'https://user:password@ci.example.org/'],
    ['url', 'ci.example.org'],
    ['name', 'a b'],
    ['name', ''],
    ['secrets', []],
    ['secrets', [HOOK.secrets[0], HOOK.secrets[0], HOOK.secrets[0]]],
    ['secrets[0]', ['short']],
    ['secrets[0]', [Buffer.alloc(65).toString('base64')]],
    ['secrets[0]', [`${HOOK.secrets[0] ?? ''}\n`]],
    ['document', ''],
    ['from', 'yesterday'],
    ['from', ''],
  ])('may not have %s %j', (key, value) => {
    const [name = ''] = key.split('[');
    const faults = faultsOf({ ...STORE, webhooks: [{ ...HOOK, [name]: value }] });
    expect(faults).toEqual([`webhooks[0].${key}`]);
  });

  it.each(['now', '2026-11-26T08:00:00Z', '2026-11-26T08:00:00.5+01:00', 'eyJ2IjoxLCJwIjp7fX0'])(
    'can start at %s',
    (from) => {
      expect(faultsOf({ ...STORE, webhooks: [{ ...HOOK, from }] })).toEqual([]);
    },
  );

  it('must have different names', () => {
    expect(faultsOf({ ...STORE, webhooks: [HOOK, HOOK] })).toEqual(['webhooks']);
  });

  it('require one Valkey or Redis server', () => {
    const fault =
      'the address of one Valkey or Redis server, which stores the deliveries of webhooks';
    const cluster = { cache: { url: ['redis://a.example:7000', 'redis://b.example:7000'] } };
    const sentinels = { live: { url: 'redis+sentinel://:hunter2@a.example/primary' } };
    for (const stores of [{}, cluster, sentinels, { ...STORE, ...sentinels }]) {
      const loadHook = () => load({ ...stores, webhooks: [HOOK] });
      expect(loadHook).toThrow(fault);
      expect(loadHook).not.toThrow('hunter2');
      if (Object.keys(stores).length > 0) expect(faultsOf(stores)).toEqual([]);
    }
    expect(faultsOf({ ...cluster, ...STORE, webhooks: [HOOK] })).toEqual([]);
    expect(faultsOf({ cache: { url: 'redis://127.0.0.1' }, webhooks: [HOOK] })).toEqual([]);
  });

  it('never show their secrets in errors', () => {
    const secret = 'not-a-secret-that-is-valid!';
    expect(() => load({ ...STORE, webhooks: [{ ...HOOK, secrets: [secret] }] })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(secret) as string }) as Error,
    );
  });
});
