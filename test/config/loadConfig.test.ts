import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, type ConfigFault } from '../../src/config/ConfigError.js';
import { loadConfig, type ConfigSources } from '../../src/config/loadConfig.js';

const folder = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function writeConfig(...lines: string[]): string {
  const file = join(folder, 'gateway.yml');
  writeFileSync(file, lines.join('\n'));
  return file;
}

function load(sources: ConfigSources = {}) {
  return loadConfig({ environment: {}, ...sources });
}

function faultsOf(sources: ConfigSources): readonly ConfigFault[] {
  try {
    load(sources);
  } catch (error) {
    if (error instanceof ConfigError) {
      return error.faults.map(({ position, ...fault }) =>
        position === undefined ? fault : { ...fault, position: position.replace(`${folder}/`, '') },
      );
    }
    throw error;
  }
  return [];
}

describe('loadConfig without any source', () => {
  it('returns the defaults, for this machine only', () => {
    expect(load()).toMatchObject({
      listen: { host: '127.0.0.1', port: 4000 },
      instances: [],
      limits: { deadlineMs: 60_000, maxUpstreamRequestsPerInstance: 500, scanRows: 2_000 },
      graphql: { introspection: true, graphiql: true },
      logging: { level: 'info' },
      cache: {
        l1MaxBytes: 64 * 1024 * 1024,
        l2TimeoutMs: 250,
        immutableTtlSeconds: 30 * 86_400,
        ttlSeconds: {},
        staleWhileRevalidateSeconds: 30,
        staleIfErrorSeconds: 86_400,
      },
      cors: { origins: [] },
    });
  });
});

describe('loadConfig with several sources', () => {
  const file = () => writeConfig('listen:', '  port: 1001', 'contact: file@example.org');
  const environment = { PATCHWORK_GRAPHQL_LISTEN_PORT: '1002' };
  const flags = { port: '1003' };

  it.each([
    ['the file over the default', {}, 1001],
    ['the environment over the file', { environment }, 1002],
    ['a flag over the environment', { environment, flags }, 1003],
  ])('prefers %s', (_, sources, port) => {
    const config = load({ file: file(), ...sources });
    expect(config.listen).toMatchObject({ host: '127.0.0.1', port });
    expect(config.contact).toBe('file@example.org');
  });

  it('finds the file through the environment', () => {
    const config = load({ environment: { PATCHWORK_GRAPHQL_CONFIG: file() } });
    expect(config.listen.port).toBe(1001);
  });

  it('reads numbers, booleans and lists from the environment', () => {
    const config = load({
      environment: {
        PATCHWORK_GRAPHQL_LIMITS_DEADLINE_MS: '5',
        PATCHWORK_GRAPHQL_GRAPHQL_GRAPHIQL: 'false',
        PATCHWORK_GRAPHQL_CORS_ORIGINS: 'https://a.example, https://b.example',
      },
    });
    expect(config.limits.deadlineMs).toBe(5);
    expect(config.graphql).toMatchObject({ introspection: true, graphiql: false });
    expect(config.cors.origins).toEqual(['https://a.example', 'https://b.example']);
  });

  it('treats an empty variable as unset', () => {
    const environment = { PATCHWORK_GRAPHQL_LISTEN_PORT: '', PATCHWORK_GRAPHQL_CONFIG: '' };
    expect(load({ environment }).listen.port).toBe(4000);
  });

  it('ignores the variables that Kubernetes sets for a service with our name', () => {
    const environment = {
      PATCHWORK_GRAPHQL_SERVICE_HOST: '10.0.0.1',
      PATCHWORK_GRAPHQL_PORT: 'tcp://10.0.0.1:80',
      PATCHWORK_GRAPHQL_PORT_80_TCP_ADDR: '10.0.0.1',
    };
    expect(load({ environment }).listen.port).toBe(4000);
  });
});

describe('loadConfig with instances', () => {
  const twoInstances = () =>
    writeConfig(
      'contact: me@example.org',
      'instances:',
      '  - preset: kernel',
      '    token: ${KERNEL_TOKEN}',
      '    states: {queued: {category: CLOSED}, parked: {category: ACTION_REQUIRED, id: 7}}',
      '  - name: mine',
      '    url: https://example.org/pw/api/1.3/',
      '    apiVersion: 1.0',
      '    timezone: Australia/Canberra',
      '    contact: other@example.org',
    );

  it('fills in the preset, the variable, the contact and the defaults', () => {
    const config = load({ file: twoInstances(), environment: { KERNEL_TOKEN: 'secret' } });
    const defaults = {
      allowAnonymousReads: false,
      serviceWrites: false,
      concurrency: 4,
      timeoutMs: 30_000,
      connectTimeoutMs: 5_000,
      maxBodyBytes: 64 * 1024 * 1024,
      ttlSeconds: {},
      live: { pollSeconds: {} },
      projectMaintainersFiles: {},
    };
    expect(config.instances).toEqual([
      {
        ...defaults,
        name: 'kernel',
        preset: 'kernel',
        url: 'https://patchwork.kernel.org',
        token: 'secret',
        timezone: 'UTC',
        contact: 'me@example.org',
        states: {
          queued: { category: 'CLOSED' },
          mainlined: { category: 'ACCEPTED' },
          needs_ack: { category: 'ACTION_REQUIRED' },
          'needs-ack': { category: 'ACTION_REQUIRED' },
          'handled-elsewhere': { category: 'CLOSED' },
          parked: { category: 'ACTION_REQUIRED', id: 7 },
        },
      },
      {
        ...defaults,
        name: 'mine',
        url: 'https://example.org/pw',
        apiVersion: '1.0',
        timezone: 'Australia/Canberra',
        contact: 'other@example.org',
        states: {},
      },
    ]);
  });

  it('uses exactly the instances of the flags, with their settings from the file', () => {
    const config = load({
      file: twoInstances(),
      flags: { instances: ['mine=http://localhost:8000', 'ozlabs', 'lab=https://lab.example'] },
      environment: { KERNEL_TOKEN: 'secret' },
    });
    expect(config.instances).toMatchObject([
      { name: 'mine', url: 'http://localhost:8000', timezone: 'Australia/Canberra' },
      { name: 'ozlabs', url: 'https://patchwork.ozlabs.org', timezone: 'UTC' },
      { name: 'lab', url: 'https://lab.example', timezone: 'UTC' },
    ]);
  });

  it('takes instances and their tokens from the environment', () => {
    const config = load({
      environment: {
        PATCHWORK_GRAPHQL_INSTANCES: 'kernel, my-lab=https://lab.example',
        PATCHWORK_GRAPHQL_TOKEN_MY_LAB: 'secret',
        PATCHWORK_GRAPHQL_TOKEN_ELSEWHERE: 'for another day',
      },
    });
    expect(config.instances.map(({ name, token }) => [name, token])).toEqual([
      ['kernel', undefined],
      ['my-lab', 'secret'],
    ]);
  });
});

describe('loadConfig with invalid settings', () => {
  it('reports all errors at once, each with its position and the expected value', () => {
    const file = writeConfig(
      'listen:',
      '  prot: 80',
      '  host: ${NOT_SET}',
      'limits: 5',
      'instances:',
      '  - name: Kernel',
      '    url: ftp://patchwork.kernel.org',
      '    timezone: Mars/Olympus',
      '  - preset: kernl',
      '    states:',
      '      queued: {categorie: CLOSED}',
      '    projects: []',
    );
    const environment = {
      PATCHWORK_GRAPHQL_LIMITS_DEADLINE: '3',
      PATCHWORK_GRAPHQL_LOGGING_LEVEL: 'loud',
    };
    const address =
      'the URL of a Patchwork server such as https://patchwork.example.org, without user, password or query';
    expect(faultsOf({ file, flags: { port: '99999' }, environment })).toEqual([
      {
        path: 'listen.host',
        position: 'gateway.yml:3:3',
        problem: 'needs the environment variable NOT_SET, which is not set',
        remedy: 'NOT_SET in the environment, or ${NOT_SET:-default}',
      },
      {
        path: 'PATCHWORK_GRAPHQL_LIMITS_DEADLINE',
        problem: 'is not a variable of this program',
        remedy: 'PATCHWORK_GRAPHQL_LIMITS_DEADLINE_MS',
      },
      { path: '--port', problem: 'is "99999"', remedy: 'a whole number from 0 to 65535' },
      {
        path: 'listen.prot',
        position: 'gateway.yml:2:3',
        problem: 'is not a known key',
        remedy: 'port',
      },
      {
        path: 'instances[0].name',
        position: 'gateway.yml:6:5',
        problem: 'is "Kernel"',
        remedy:
          'a name such as kernel: lowercase letters, digits and dashes, starting with a letter',
      },
      {
        path: 'instances[0].url',
        position: 'gateway.yml:7:5',
        problem: 'is "ftp://patchwork.kernel.org"',
        remedy: address,
      },
      {
        path: 'instances[0].timezone',
        position: 'gateway.yml:8:5',
        problem: 'is "Mars/Olympus"',
        remedy: 'an IANA time zone such as UTC or Europe/Berlin',
      },
      {
        path: 'instances[1].preset',
        position: 'gateway.yml:9:5',
        problem: 'is "kernl"',
        remedy: 'kernel',
      },
      {
        path: 'instances[1].states.queued.categorie',
        position: 'gateway.yml:11:16',
        problem: 'is not a known key',
        remedy: 'category',
      },
      {
        path: 'instances[1].projects',
        position: 'gateway.yml:12:5',
        problem: 'is []',
        remedy: 'a list with at least one link name; omit the key to show all projects',
      },
      {
        path: 'limits',
        position: 'gateway.yml:4:1',
        problem: 'is 5',
        remedy: 'a mapping (key: value)',
      },
      {
        path: 'PATCHWORK_GRAPHQL_LOGGING_LEVEL',
        problem: 'is "loud"',
        remedy: 'one of silent, fatal, error, warn, info, debug, trace',
      },
    ]);
  });

  it('formats the errors as a message for people', () => {
    expect(() => load({ flags: { port: 'http' } })).toThrow(
      'the configuration has 1 fault:\n  --port is "http"; expected a whole number from 0 to 65535',
    );
  });

  it.each([
    ['a missing name', '- url: https://a.example', 'instances[0].name', 'is missing'],
    ['a missing address', '- name: a', 'instances[0].url', 'is missing'],
    ['an entry that is no mapping', '- kernel', 'instances[0]', 'is "kernel"'],
    [
      'an unknown version',
      '- {preset: kernel, apiVersion: 2.0}',
      'instances[0].apiVersion',
      'is 2',
    ],
  ])('names %s', (_, entry, path, problem) => {
    const file = writeConfig('instances:', `  ${entry}`);
    expect(faultsOf({ file })).toEqual([expect.objectContaining({ path, problem })]);
  });

  it.each([
    ['dashboard: {path: x}', 'dashboard.path', 'a path that begins and ends with a slash'],
    ['federation: {typePrefix: x}', 'federation.typePrefix', 'at most 32 letters'],
    ['federation: {fieldPrefix: X}', 'federation.fieldPrefix', 'at most 32 letters'],
    ['metrics: {port: 4000}', 'metrics.port', 'a port other than listen.port'],
    [
      `access: {gatewayKeys: [{name: a, sha256: ${'a'.repeat(64)}, tokens: {}}, {name: b, sha256: ${'A'.repeat(64)}, tokens: {}}]}`,
      'access.gatewayKeys',
      'keys with different values of sha256',
    ],
  ])('refuses %s', (line, path, remedy) => {
    const [fault, ...others] = faultsOf({ file: writeConfig(line) });
    expect(fault?.path).toBe(path);
    expect(fault?.remedy.slice(0, remedy.length)).toBe(remedy);
    expect(others).toEqual([]);
  });

  it('accepts a port of another address, and free ports, for metrics', () => {
    for (const [port, metrics] of [
      ['4000', '{host: 127.0.0.2, port: 4000}'],
      ['0', '{port: 0}'],
    ] as const) {
      expect(faultsOf({ file: writeConfig(`metrics: ${metrics}`), flags: { port } })).toEqual([]);
    }
  });

  it('refuses a value of instances that is not a list', () => {
    const file = writeConfig('instances: kernel');
    expect(faultsOf({ file })).toEqual([
      { path: 'instances', position: 'gateway.yml:1:1', problem: 'is "kernel"', remedy: 'a list' },
    ]);
  });

  it('refuses two instances with the same name, regardless of their source', () => {
    const file = writeConfig(
      'instances:',
      '  - preset: kernel',
      '  - {name: kernel, url: http://a}',
    );
    expect(faultsOf({ file })).toEqual([
      expect.objectContaining({
        path: 'instances[1].name',
        problem: 'is "kernel", which another instance also has',
      }),
    ]);
    expect(faultsOf({ flags: { instances: ['kernel', 'kernel=http://a'] } })).toEqual([
      expect.objectContaining({ path: '--instance kernel=http://a' }),
    ]);
  });

  it.each([
    ['kernl', 'is not a preset', 'kernel, or NAME=URL'],
    ['mine=patchwork', 'is "patchwork"', expect.stringContaining('the URL')],
  ])('names the flag --instance %s', (spec, problem, remedy) => {
    expect(faultsOf({ flags: { instances: [spec] } })).toEqual([
      { path: `--instance ${spec}`, problem, remedy },
    ]);
  });

  it('reports the position of a YAML error', () => {
    const file = writeConfig('listen:', '  port: 1', '  port: 2', 'contact: "open');
    expect(faultsOf({ file }).map(({ path, position }) => [path, position])).toEqual([
      ['the file', expect.stringMatching(/^gateway\.yml:3:/)],
      ['the file', expect.stringMatching(/^gateway\.yml:4:/)],
    ]);
  });

  it('refuses a file that is not a mapping', () => {
    expect(faultsOf({ file: writeConfig('- kernel') })).toEqual([
      expect.objectContaining({ path: 'the file', problem: 'has no keys' }),
    ]);
  });

  it('names a file that does not exist', () => {
    const file = join(folder, 'missing.yml');
    expect(faultsOf({ file })).toEqual([
      { path: file, problem: 'does not exist', remedy: 'a readable YAML file' },
    ]);
  });

  it.each([
    ['a token', { PATCHWORK_GRAPHQL_INSTANCES: 'kernel', PATCHWORK_GRAPHQL_TOKEN_KERNEL: ' ' }, []],
    ['a variable of a file', { SECRET: 'hunter2' }, ['listen: {port: "${SECRET}"}']],
    ['an address', {}, ['instances: [{name: a, url: "https://user:hunter2@a.example"}]']],
  ])('never shows the value of %s', (_, environment, lines) => {
    const faults = faultsOf({ file: writeConfig(...lines), environment });
    expect(faults).toHaveLength(1);
    expect(JSON.stringify(faults)).not.toMatch(/hunter2|" "/);
  });
});

describe('a file without instances', () => {
  it.each([
    ['nothing', ''],
    ['comments', '# instances: [{preset: kernel}]'],
    ['an empty mapping', '{}'],
    ['an empty list', 'instances: []'],
    ['a list without a value', 'instances:'],
    ['other keys', 'listen: {port: 80}'],
  ])('is refused when it holds %s', (_what, content) => {
    expect(faultsOf({ file: writeConfig(content), isServing: true })).toEqual([
      expect.objectContaining({ path: 'instances', problem: 'has no Patchwork server' }),
    ]);
  });

  it('is accepted if it enables the sample servers, or if other sources list instances', () => {
    expect(load({ file: writeConfig('sampleServers: true'), isServing: true }).instances).toEqual(
      [],
    );
    const file = writeConfig('listen: {port: 80}');
    expect(
      load({ file, isServing: true, flags: { instances: ['kernel'] } }).instances,
    ).toHaveLength(1);
  });
});

describe('errors in a file', () => {
  it.each([
    ['an address without a slash', 'url: "https:/admin:hunter2@a.example"'],
    ['an address that is none', 'url: "https//admin:hunter2@a.example"'],
    [
      'a URL whose password contains a slash and an at sign',
      'url: "https://admin:x/hunter2@y@a.example"',
    ],
    ['a zone', 'url: "https://a.example", timezone: "admin:hunter2@a"'],
  ])('do not show the password of %s', (_what, keys) => {
    const file = writeConfig(`instances: [{name: a, ${keys}}]`);
    const faults = faultsOf({ file });
    expect(faults).not.toEqual([]);
    expect(JSON.stringify(faults)).not.toContain('hunter2');
  });

  it.each([
    ['a value', 'contact: &s "${SECRET}"', 'timezone: *s'],
    ['a list', 'contact: ok', 'projects: {x: "${SECRET}"}'],
    ['a mapping', 'contact: ok', 'concurrency: {x: "${SECRET}"}'],
  ])('do not show a secret behind %s', (_what, first, second) => {
    const file = writeConfig(
      first,
      'instances:',
      `  - {name: a, url: "https://a.example", ${second}}`,
    );
    const faults = faultsOf({ file, environment: { SECRET: 'hunter2' } });
    expect(faults).not.toEqual([]);
    expect(JSON.stringify(faults)).not.toContain('hunter2');
  });

  it('name a file that is too large, without parsing it', () => {
    const file = writeConfig('#'.repeat(1024 * 1024), 'instances: [{preset: kernel}]');
    expect(faultsOf({ file })).toEqual([
      expect.objectContaining({ path: file, remedy: 'a YAML file of 1 MiB at most' }),
    ]);
  });
});
